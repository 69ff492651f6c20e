"""Starting Parure over 200 000 orders, against a bare window with the same fonts and stylesheet.

Each start is a process of its own that says ``shell``, ``today`` and ``list`` when that is painted. The
floor opens the same encrypted file and shows an empty table; nobody types a password on either side.
Both run from compiled bytecode, as every start but the first one does: the turn that is not counted
compiles it, into the temporary home.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.big_shop import KEY, big_shop
from tests.bench.measure import Figure, against, told

TURNS = 7
ROOT = Path(__file__).parents[2]


def run() -> list[Figure]:
    """Medians over some turns after one that warms the disk's cache for both."""
    shop = big_shop()
    with tempfile.TemporaryDirectory() as home:
        around = _environment(Path(home))
        subprocess.run(
            [sys.executable, "-m", "tests.bench.start_ours", "key", str(shop), KEY.hex()],
            cwd=ROOT,
            env=around,
            check=True,
        )
        shell, filled, orders, floor = [], [], [], []
        for turn in range(TURNS + 1):
            bare = _said("tests.bench.start_floor", shop, around, ["shell"])
            ours = _said("tests.bench.start_ours", shop, around, ["shell", "today", "list"])
            if turn:
                floor.append(bare["shell"])
                shell.append(ours["shell"])
                filled.append(ours["today"])
                orders.append(ours["list"])
    plain = statistics.median(floor)
    return [
        against("start to painted shell", statistics.median(shell), plain, 2.0),
        against("start to the filled list of the day", statistics.median(filled), plain, 3.0),
        told("and on to the filled list of orders", statistics.median(orders), plain),
    ]


def _environment(home: Path) -> dict[str, str]:
    known = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("XDG_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    return {
        **known,
        "HOME": str(home),
        "PYTHONPYCACHEPREFIX": str(home / "bytecode"),
        "PARURE_KEY": "file",
        "QT_QPA_PLATFORM": "offscreen",
    }


def _said(module: str, shop: Path, around: dict[str, str], words: list[str]) -> dict[str, float]:
    """When a new process said each of these words, in milliseconds since it was asked for."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", module, "run", str(shop), KEY.hex()]
    with subprocess.Popen(
        command, cwd=ROOT, env=around, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        assert child.stdout is not None
        found = {}
        for line in child.stdout:
            found[line.strip()] = (time.perf_counter() - begun) * 1000
    missing = set(words) - set(found)
    assert not missing, f"{module} never said {missing}"
    return found

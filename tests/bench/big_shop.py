"""The one big shop of the benchmarks: the sample shop a hundred times over, made once and kept.

``PARURE_BENCH_SCALE`` makes and uses a smaller one, for trying the benchmarks themselves; what is
promised is promised of the big one. ``python -m tests.bench.big_shop`` makes it beforehand.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.models.database import Database
from app.services.sample import make
from app.services.sample.state import ORDERS, PIECES
from app.shop import Shop

KEPT = Path(__file__).resolve().parents[2] / ".cache" / "shops"
KEY = b"benchmarks of the sample shop 32"
LOGIN = "mia"
"""Who sits before the benchmarks' window: the manager, who may see everything."""
SCALE = int(os.environ.get("PARURE_BENCH_SCALE", "100"))
MANY_PIECES, MANY_ORDERS = PIECES * SCALE, ORDERS * SCALE


def big_shop() -> Path:
    """The folder of the shop; the first call on this PC makes it (some minutes)."""
    folder = KEPT / f"sample-{SCALE}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    make(folder, SCALE, progress=_tell, key=KEY)
    return folder


@contextmanager
def opened() -> Iterator[Shop]:
    """The shop, opened and closed again."""
    with closing(Shop.open(big_shop(), KEY)) as shop:
        yield shop


def tagged(db: Database, count: int, seed: int) -> list[tuple[str, int]]:
    """(code, piece) of so many pieces picked at random, none of them twice."""
    rows = db.rows("SELECT code, id FROM piece_now WHERE removed = 0 AND code <> '' ORDER BY code")
    return random.Random(seed).sample(rows, count)


def _tell(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\rmaking the big shop: {done * 100 // total} % ")
        sys.stderr.flush()


if __name__ == "__main__":
    big_shop()

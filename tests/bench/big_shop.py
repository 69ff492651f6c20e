"""The big shop of the benchmarks: 200,000 pieces and orders, made once and kept under ``.cache``."""

from __future__ import annotations

import sys
from pathlib import Path

from app.services.sample import make
from app.shop import Shop

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "shops"
KEY = b"benchmarks of the sample shop 32"


def big_shop(scale: int = 100) -> Path:
    """The folder of a sample shop ``scale`` times the usual one; the first call makes it (minutes)."""
    folder = CACHE / f"sample-{scale}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    make(folder, scale, progress=_tell, key=KEY)
    return folder


def opened(scale: int = 100) -> Shop:
    """The big shop, opened; whoever asks closes it."""
    return Shop.open(big_shop(scale), KEY)


def _tell(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\rmaking the big shop: {done * 100 // total} % ")
        sys.stderr.flush()


if __name__ == "__main__":
    big_shop(int(sys.argv[1]) if len(sys.argv) > 1 else 100)

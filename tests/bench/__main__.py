"""``python -m tests.bench [name …]``: all benchmarks, or those named, one after the other."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import tests.bench
from tests.bench.measure import HEAD

NOT_BENCHMARKS = {"__main__", "measure"}


def main(wanted: list[str]) -> int:
    """Run them and print a line a figure; 1 if one is over what is promised."""
    names = sorted(m.name for m in pkgutil.iter_modules(tests.bench.__path__))
    over = 0
    print(HEAD)
    for name in names:
        if name in NOT_BENCHMARKS or (wanted and name not in wanted):
            continue
        module = importlib.import_module(f"tests.bench.{name}")
        if not hasattr(module, "run"):
            continue
        for figure in module.run():
            print(figure.line(), flush=True)
            over += not figure.kept
    print(f"\n{over} over what is promised" if over else "\nall within what is promised")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

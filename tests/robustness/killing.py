"""A clerk as a process of its own, killed at a moment that nobody chose.

A clerk is a page of this folder run as ``python -m``: it says a line after each step that is saved,
and nothing that is not. What it had said when it was killed is what must be there afterwards.
"""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from pathlib import Path

KEY = bytes(range(32))
ROOT = Path(__file__).parents[2]
LONGEST_WAIT_S = 0.012
"""How long after a line the clerk may be killed: about as long as a step takes."""


def say(words: str) -> None:
    """A line that the other side reads before it kills; the clerk's side."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def run_and_kill(
    seed: int, lines: int, clerk: str, *words: object, longest_s: float = LONGEST_WAIT_S
) -> list[str]:
    """What a clerk had said when it was killed: behind one of its ``lines``, up to ``longest_s`` later.

    ``words`` are the clerk's arguments. A last line that was cut off is left out.
    """
    chance = random.Random(seed)
    after, wait_s = chance.randrange(1, lines), chance.random() * longest_s
    child = subprocess.Popen(
        [sys.executable, "-m", f"tests.robustness.{clerk}", *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    said = [child.stdout.readline() for _ in range(after)]
    timer = threading.Timer(wait_s, child.kill)
    timer.start()
    rest, _ = child.communicate()
    timer.join()
    told = [*said, *rest.splitlines(keepends=True)]
    assert told[0] == "ready\n", "the clerk did not even begin"
    return [line[:-1] for line in told if line.endswith("\n")]

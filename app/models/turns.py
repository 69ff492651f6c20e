"""Whose turn it is to write: one thread at a time, and the others are seen waiting."""

from __future__ import annotations

import threading


class Turns:
    """A lock that knows whether somebody waits for it.

    Who brings much in one go looks at ``is_wanted`` now and then, and gives way.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[None] = []  # append and pop are one step each: a counter is two

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for whoever has the turn now."""
        return bool(self._waiting)

    def __enter__(self) -> None:
        if self._lock.acquire(blocking=False):
            return
        self._waiting.append(None)
        try:
            self._lock.acquire()
        finally:
            self._waiting.pop()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

"""Whose turn it is to write: long work beside a window hands its writes over, one after another."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.changes import Changes

Turn = Callable[[Callable[[], Changes]], Changes]
"""Does one write when its turn has come, and answers what it touched."""


def at_once(write: Callable[[], Changes]) -> Changes:
    """Where nobody else waits to write: in a terminal, in the writer's own thread."""
    return write()

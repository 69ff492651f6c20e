"""Whose turn it is to write: long work beside a window hands its writes over, one after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.domain.changes import Changes

T = TypeVar("T")
Turn = Callable[[Callable[[], Changes]], Changes]
"""Does one write when its turn has come, and answers what it touched."""


def at_once(write: Callable[[], Changes]) -> Changes:
    """Where nobody else waits to write: in a terminal, in the writer's own thread."""
    return write()


def answer_of(turn: Turn, write: Callable[[], T]) -> T:
    """What a write answers, where that is more than what it touched."""
    answers: list[T] = []

    def keep() -> Changes:
        answers.append(write())
        return Changes()

    turn(keep)
    return answers[0]

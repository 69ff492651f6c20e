"""Asking the shop before a sheet is shown: the answer opens it, a newer question takes its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.domain.errors import UserError
from app.views.frame.desk import Desk
from app.views.reader import Question


class _Asking(QObject):
    """Waits for an answer over the window; it ends with it, or with a newer question of its topic."""

    def __init__(self, desk: Desk, topic: str, show: Callable[[Any], object]) -> None:
        super().__init__(desk.frame.host())
        self._desk, self.topic, self._show = desk, topic, show

    def on_read(self, answer: Any) -> None:
        """Show the sheet."""
        self.end()
        self._show(answer)

    def on_failed(self, error: Exception) -> None:
        """Say why not."""
        self.end()
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)

    def end(self) -> None:
        """Nobody waits any more."""
        self.setParent(None)
        self.deleteLater()


def read_for_sheet(
    desk: Desk, question: Question, show: Callable[[Any], object], topic: str
) -> None:
    """Read something, then ``show(answer)``; a refusal is said over the page.

    A second press asks the same ``topic``: the reader answers the newer question alone, and what
    waited for the older one ends here.
    """
    for before in desk.frame.host().findChildren(_Asking):
        if before.topic == topic:
            before.end()
    asking = _Asking(desk, topic, show)
    desk.read(question, asking.on_read, asking.on_failed, topic=topic)

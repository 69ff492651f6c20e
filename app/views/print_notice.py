"""The notice of a print: a moment after it was stored, what has become of it by then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.domain.changes import Changes
from app.services.print_words import out, sent_to
from app.views.frame.desk import Desk
from app.views.frame.stay import Stay

PATIENCE_MS = 700
"""Most papers are out so soon; of the others it is told that they wait."""


class PrintNotice(QObject):
    """One notice; it ends itself when it was told."""

    def __init__(self, desk: Desk, stored: Changes) -> None:
        super().__init__(desk)
        self._desk, self._stored, self._stay = desk, stored, Stay(desk.session)
        self._told = False
        desk.writer.changed.connect(self._on_changed)
        QTimer.singleShot(PATIENCE_MS, self, self._on_patience)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("print_job"):
            self._ask(self._on_known)

    def _on_patience(self) -> None:
        """What was out before anybody listened is not told to wait."""
        self._ask(self._tell)

    def _ask(self, done: Callable[[str], None]) -> None:
        ids = self._stored.ids("print_job")
        self._desk.read(lambda db: sent_to(db, ids), done)

    def _on_known(self, to: str) -> None:
        if to:
            self._tell(to)

    def _tell(self, to: str) -> None:
        if self._told:
            return
        self._told = True
        words = self._stored.message
        if not self._stay.over:
            self._desk.toast(out(words, to) if to else words)
        self.deleteLater()


def tell_print(desk: Desk, changes: Changes) -> None:
    """The toast of what was done; of a print that waits, what has become of it a moment later."""
    if changes.touches("print_job") and out(changes.message) != changes.message:
        PrintNotice(desk, changes)
    else:
        desk.tell(changes)

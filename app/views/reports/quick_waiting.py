"""What was left to write a whole report first: once that is signed, it is offered to go on with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.views.frame.desk import Desk
from app.views.reports.quick_opening import KEY
from app.views.widgets.toast import Answer


class _Waiting(QObject):
    """Belongs to the desk: the one thing that waits, until another one does."""

    def __init__(self, desk: Desk, piece_id: int, go_on: Callable[[], object]) -> None:
        super().__init__(desk)
        self._desk, self._piece_id, self._go_on = desk, piece_id, go_on
        self._user_id = desk.session.owner_id
        desk.writer.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        signed = changes.touches("report") and self._piece_id in changes.ids("piece")
        if signed and self._desk.session.owner_id == self._user_id:
            said = f"{changes.message}. What waited for it can go on".lstrip(". ")
            self._desk.toast(said, answer=Answer("Go on", KEY, self._go_on))
            self.end()

    def end(self) -> None:
        """Nothing waits any more."""
        self._desk.writer.changed.disconnect(self._on_changed)
        self.setParent(None)
        self.deleteLater()


def wait_for_report(desk: Desk, piece_id: int, go_on: Callable[[], object]) -> None:
    """Offer to go on as soon as a report of this piece is signed; it takes the place of what waited."""
    before = desk.findChild(_Waiting)
    if before is not None:
        before.end()
    _Waiting(desk, piece_id, go_on)

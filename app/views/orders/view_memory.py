"""Which saved view the list showed last, and in which order: an opened order says its place in it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.services.order_lists import QUEUE, VIEWS


class ViewMemory(QObject):
    """One for each desk."""

    def __init__(self, desk: QObject) -> None:
        super().__init__(desk)
        self.code, self.way = VIEWS[0].code, QUEUE

    def begin_review(self) -> None:
        """The orders to review are gone through as Today shows them, whatever list was seen last."""
        self.code, self.way = VIEWS[0].code, QUEUE

    @classmethod
    def of(cls, desk: QObject) -> ViewMemory:
        """The memory of a desk, made when it is first asked for."""
        return desk.findChild(cls) or cls(desk)

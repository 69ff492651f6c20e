"""Which saved view the list showed last: an opened order says its place in it ("3 of 5")."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.services.order_lists import VIEWS


class ViewMemory(QObject):
    """One for each desk."""

    def __init__(self, desk: QObject) -> None:
        super().__init__(desk)
        self.code = VIEWS[0].code

    @classmethod
    def of(cls, desk: QObject) -> ViewMemory:
        """The memory of a desk, made when it is first asked for."""
        return desk.findChild(cls) or cls(desk)

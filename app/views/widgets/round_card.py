"""A card whose content reaches its edges: its corners stay round all the same."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from app.views.widgets.corner import Corner


class RoundCard(QFrame):
    """A frame to put a list and its head into, edge to edge."""

    def __init__(self, outside: str = "canvas") -> None:
        super().__init__()
        self.setObjectName("card")
        self._corners = [Corner(self, at, outside) for at in range(4)]

    def raise_corners(self) -> None:
        """Lay the corners over what has been put in."""
        for corner in self._corners:
            corner.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.raise_corners()

"""The ground of a row in a painted list: marked, with the accent's bar at its left, or under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from app.views import theme

BAR_PX = 3


def paint_ground(
    painter: QPainter, box: QRect, state: QStyle.StateFlag, *, hover: bool = True
) -> None:
    """Fill a row as its ``state`` asks; ``hover=False`` where the mouse over it means nothing."""
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, theme.color("sel"))
        painter.fillRect(box.left(), box.top(), BAR_PX, box.height(), theme.color("accent"))
    elif hover and state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, theme.color("hover"))

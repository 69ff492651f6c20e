"""What looks like a search field and opens the box that finds everything."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.views import theme
from app.views.frame.desk import Desk
from app.views.widgets.key_caps import caps_width, paint_caps


class FindButton(QPushButton):
    """Pages without a list of their own have it where others have their search field."""

    def __init__(self, desk: Desk, hint: str) -> None:
        super().__init__(hint)
        self.setAccessibleName(hint)
        self.setAccessibleDescription("Key /")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(340)
        self.setMinimumWidth(160)
        self.clicked.connect(lambda: desk.frame.find_everywhere())

    def sizeHint(self) -> QSize:
        return QSize(340, theme.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focus else "field"), 2 if focus else 1))
        painter.setBrush(theme.color("hover" if self.underMouse() else "surface"))
        inset = 1.0 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        middle = self.height() // 2
        theme.paint_icon(painter, QRect(12, middle - 8, 16, 16), "search", "muted")
        right = self.width() - caps_width(["/"]) - 9
        painter.setFont(theme.font())
        painter.setPen(theme.color("muted"))
        room = QRect(37, 0, right - 43, self.height())
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        paint_caps(
            painter, QRect(right, 0, 0, 2 * middle).center(), ["/"], "ink2", "line2", "sunken"
        )

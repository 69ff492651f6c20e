"""The line over the buttons that says what still stands before signing, and goes there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.services.report_gate import Blocker
from app.views import theme
from app.views.widgets.key_caps import caps_width, paint_caps


class BlockerLine(QPushButton):
    """Pressed, it goes to what is missing. Amber: before signing; red: a manager decides; else told."""

    def __init__(self) -> None:
        super().__init__()
        self.blocker: Blocker | None = None
        self._more = 0
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(34)
        self.hide()

    def show_blockers(self, blockers: tuple[Blocker, ...]) -> None:
        """Say the first one that blocks, else the first that is only told."""
        first = next((one for one in blockers if one.blocks), blockers[0] if blockers else None)
        self.blocker = first
        self._more = sum(1 for one in blockers if one.blocks) - 1
        self.setVisible(first is not None)
        words = self.words
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    @property
    def words(self) -> str:
        """What the line says."""
        if self.blocker is None:
            return ""
        if not self.blocker.blocks:
            return f"May be signed. {self.blocker.sentence}"
        more = f" (and {self._more} more)" if self._more > 0 else ""
        return f"Before signing: {self.blocker.sentence}{more}"

    @property
    def _tone(self) -> str:
        if self.blocker is None or not self.blocker.blocks:
            return "info"
        return "bad" if self.blocker.stop else "warn"

    def sizeHint(self) -> QSize:
        return QSize(200, 34)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = self._tone
        painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"b_{tone}"))
        inset = 1 if self.hasFocus() else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        icon = "info" if tone == "info" else "triangle-alert"
        middle = self.height() // 2
        theme.paint_icon(painter, QRect(11, middle - 8, 16, 16), icon, f"c_{tone}")
        right = self.width() - 10
        if self.blocker and self.blocker.field == "photos":
            wide = caps_width(["F7"])
            paint_caps(
                painter, QPoint(right - wide, middle), ["F7"], f"c_{tone}", f"c_{tone}", f"b_{tone}"
            )
            right -= wide + 8
        painter.setFont(theme.font(12, "medium"))
        painter.setPen(theme.color(f"c_{tone}"))
        room = QRect(35, 0, right - 35, self.height())
        words = painter.fontMetrics().elidedText(
            self.words, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

"""Who: two letters in a round."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import theme


def paint_avatar(
    painter: QPainter,
    box: QRectF,
    initials: str,
    *,
    strong: bool = False,
    nobody: bool = False,
    ground: str = "b_neutral",
) -> None:
    """Paint a person's initials; ``nobody`` is a dashed ring."""
    if nobody:
        painter.setPen(QPen(theme.color("field"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent" if strong else ground))
    painter.drawEllipse(box)
    painter.setPen(theme.color("on_accent" if strong else "ink2"))
    size = max(9, round(box.height() * (0.36 if len(initials) < 3 else 0.3)))
    painter.setFont(theme.font(size, "semibold"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials)


class Avatar(QWidget):
    """A person on a page; the full name is for the tooltip and the screen reader."""

    def __init__(self, initials: str, name: str, size: int = 28, *, strong: bool = False) -> None:
        super().__init__()
        self._initials = initials
        self._size = size
        self._strong = strong
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_person(initials, name)

    def set_person(self, initials: str, name: str) -> None:
        """Another person; no initials mean nobody."""
        self._initials = initials
        self.setAccessibleName(name or "Nobody")
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        paint_avatar(painter, box, self._initials, strong=self._strong, nobody=not self._initials)

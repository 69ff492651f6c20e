"""Key caps: the small boxes that say which key does something."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import theme
from app.views.keys import caps, spoken

CAP = 19
GAP = 3


def caps_width(words: list[str], size: int = 11) -> int:
    """Width in px of a row of caps."""
    metrics = QFontMetrics(theme.font(size, "medium"))
    return sum(_cap_width(metrics, word) for word in words) + GAP * max(0, len(words) - 1)


def paint_caps(
    painter: QPainter, at: QPoint, words: list[str], ink: str, line: str, ground: str = ""
) -> None:
    """Paint caps from ``at`` (left, middle) rightwards; tokens for word, frame and ground."""
    painter.setFont(theme.font(11, "medium"))
    metrics = painter.fontMetrics()
    left = float(at.x())
    for word in words:
        box = QRectF(left + 0.5, at.y() - CAP / 2 + 0.5, _cap_width(metrics, word) - 1, CAP - 1)
        painter.setPen(QPen(theme.color(line), 1))
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.color(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        left += box.width() + 1 + GAP


def _cap_width(metrics: QFontMetrics, word: str) -> int:
    return max(CAP, metrics.horizontalAdvance(word) + 11)


class KeyHint(QWidget):
    """Key caps with a word behind them: ⟨Enter⟩ open."""

    def __init__(self, keys: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts = keys.split(" ")
        together = "+" in keys and "+" not in parts  # "Alt+1 … 6" is one hint, "+ −" are two keys
        self._caps = caps(keys) if together else [cap for part in parts for cap in caps(part)]
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{spoken(keys)} {words}".strip())

    def sizeHint(self) -> QSize:
        width = caps_width(self._caps)
        if self._words:
            width += 7 + QFontMetrics(theme.font(12)).horizontalAdvance(self._words)
        return QSize(width, CAP + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPoint(0, self.height() // 2)
        paint_caps(painter, middle, self._caps, "ink2", "line2", "sunken")
        if self._words:
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("muted"))
            left = caps_width(self._caps) + 7
            painter.drawText(
                self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words
            )


class KeyCap(KeyHint):
    """A key cap alone."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, "", parent)

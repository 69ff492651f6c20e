"""The difference of weight on a line with its three zones: passes, wants a reason, stops."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.difference_words import spoken_weight, weight_words
from app.services.report_difference import PASS, REASON, Difference, WeightChange
from app.views import theme

TONES = {PASS: "ok", REASON: "warn", "stop": "bad"}
_HIGH = 54
_BAR = (22, 10)


class WeightGauge(QWidget):
    """Says its words above its mark; further out than the line goes, the mark stands at its end."""

    def __init__(self) -> None:
        super().__init__()
        self._weight: WeightChange | None = None
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Weight difference")

    def sizeHint(self) -> QSize:
        return QSize(300, _HIGH)

    def show_difference(self, found: Difference) -> None:
        """Show the weights of a comparison."""
        self._weight, self._words = found.weight, weight_words(found)
        self.setAccessibleName(spoken_weight(found))
        self.setVisible(found.weight is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        weight = self._weight
        if weight is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = weight.reasons * 1.25
        left, right = 6.0, self.width() - 6.0

        def x(mg: float) -> float:
            part = (max(-most, min(most, mg)) + most) / (2 * most)
            return left + part * (right - left)

        top, high = _BAR
        zones = (
            (-most, -weight.reasons, "b_bad"),
            (-weight.reasons, -weight.passes, "b_warn"),
            (-weight.passes, weight.passes, "b_ok"),
            (weight.passes, weight.reasons, "b_warn"),
            (weight.reasons, most, "b_bad"),
        )
        painter.setPen(Qt.PenStyle.NoPen)
        for begin, end, token in zones:
            painter.fillRect(QRectF(x(begin), top, x(end) - x(begin), high), theme.color(token))
        self._ticks(painter, weight, x)
        tone = TONES[weight.verdict.outcome]
        at = x(weight.verdict.difference)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"c_{tone}"))
        painter.drawRect(QRectF(at - 1, top - 2, 2, high + 4))
        painter.drawPolygon(
            QPolygonF([QPointF(at - 5, top - 8), QPointF(at + 5, top - 8), QPointF(at, top - 1)])
        )
        painter.setPen(theme.color(f"c_{tone}"))
        painter.setFont(theme.font(12, "semibold", numbers=True))
        wide = painter.fontMetrics().horizontalAdvance(self._words)
        begin = at + 9 if at + 9 + wide <= self.width() else max(0.0, at - 9 - wide)
        painter.drawText(
            QRectF(begin, 0, wide + 4, 18), int(Qt.AlignmentFlag.AlignVCenter), self._words
        )

    def _ticks(self, painter: QPainter, weight: WeightChange, x) -> None:  # type: ignore[no-untyped-def]
        top, high = _BAR
        painter.setFont(theme.font(11, numbers=True))
        for mg, words in (
            (-weight.reasons, f"−{weight.reasons}"),
            (-weight.passes, f"−{weight.passes}"),
            (0, "0"),
            (weight.passes, f"+{weight.passes}"),
            (weight.reasons, f"+{weight.reasons} mg"),
        ):
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.drawLine(QPointF(x(mg), top - 2), QPointF(x(mg), top + high + 3))
            painter.setPen(theme.color("muted"))
            wide = painter.fontMetrics().horizontalAdvance(words)
            begin = min(max(0.0, x(mg) - wide / 2), self.width() - wide - 1.0)
            painter.drawText(QRectF(begin, top + high + 3, wide + 4, 16), 0, words)

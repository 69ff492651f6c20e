"""How a severity looks: the same three colours on photos, papers and in lists, in both themes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.domain.vocabulary import SEVERITIES
from app.views import theme

BLUE, BROWN, RED, GREY = QColor("#1D4F91"), QColor("#7A4A00"), QColor("#98271F"), QColor("#5C564B")
WHITE, INK = QColor("#FFFFFF"), QColor("#1E1B16")


def severity_colour(severity: int) -> QColor:
    """The ground of a mark's number; grey while nobody has said how bad it is."""
    if severity < 0:
        return GREY
    return BLUE if severity < 2 else BROWN if severity == 2 else RED


def severity_tone(severity: int) -> str:
    """The tone of its chip."""
    return (
        "neutral"
        if severity < 0
        else "info"
        if severity < 2
        else "warn"
        if severity == 2
        else "bad"
    )


def severity_words(severity: int) -> str:
    """Digit and word: "2 Visible close"; "" while it is not said."""
    return f"{severity} {SEVERITIES.title(str(severity))}" if severity >= 0 else ""


def paint_number(
    painter: QPainter, at: QPointF, n: int, severity: int, radius: float = 10, *, ring: bool = True
) -> None:
    """Paint a mark's number in its round."""
    painter.setPen(QPen(WHITE, 2) if ring else Qt.PenStyle.NoPen)
    painter.setBrush(severity_colour(severity))
    painter.drawEllipse(at, radius, radius)
    painter.setPen(WHITE)
    painter.setFont(theme.font(round(radius * 1.1), "bold"))
    box = QRectF(at.x() - 2 * radius, at.y() - radius, 4 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(n))

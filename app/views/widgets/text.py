"""Words on a page: a label with one of the few looks, which can give way when it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

LOOKS = (
    "body",
    "title",
    "panel",
    "value",
    "strong",
    "medium",
    "soft",
    "muted",
    "section",
    "label",
    "small",
    "error",
)


class Text(QLabel):
    """A label. ``look`` is one of LOOKS, ``tone`` a chip's tone or "accent" for its colour.

    With ``elide`` it gives way to what stands beside it and shows the whole in its tooltip;
    with ``wrap`` it goes on in the next line. Plain text only: what a client wrote is no markup.
    """

    def __init__(
        self,
        words: str = "",
        look: str = "body",
        *,
        tone: str = "",
        wrap: bool = False,
        elide: bool = False,
        numbers: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self._elide = elide
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.setMinimumWidth(24)
        if numbers:
            made = self.font()
            made.setFeature(made.Tag("tnum"), 1)
            self.setFont(made)
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def set_tone(self, tone: str) -> None:
        """Another colour for the same words."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self._whole_width(), hint.height()) if self._elide else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elide:
            self.setToolTip(self.text() if self._whole_width() > self.width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide or self._whole_width() <= self.width():
            return super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)
        return None

    def _whole_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text()) + 2


class SectionLabel(Text):
    """The small heading over a group: 11 px, muted."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "section", parent=parent)


class Line(QFrame):
    """A hairline between groups."""

    def __init__(self, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("upright" if upright else "line")

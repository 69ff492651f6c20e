"""Words on a page: a label with one of the few looks, which can give way when it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

LOOKS = (
    "body",
    "welcome",
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
    "head",
    "struck",
    "error",
)

LEADING = 1.45
"""Line height by font height, for text that wraps."""
COMFORT = 340
"""The width (px) that wrapped text asks for where nothing else decides."""


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
        self._wrap = wrap
        self._elide = elide
        self._counted_for: tuple[str, QFont] | None = None
        self._counts: dict[int, int] = {}
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
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
        self._restyle("tone", tone)

    def set_look(self, look: str) -> None:
        """Another look for the same words."""
        self._restyle("look", look)

    def _restyle(self, name: str, value: str) -> None:
        if self.property(name) != value:
            self.setProperty(name, value)
            self.style().unpolish(self)
            self.style().polish(self)
            self.updateGeometry()

    # -- size

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        if not self._wrap:
            return super().heightForWidth(width)
        self.ensurePolished()  # a layout remembers the answer, also one for the wrong font
        margins = self.contentsMargins()
        inner = max(1, min(width, self.maximumWidth()) - margins.left() - margins.right())
        return self._line_count(inner) * self._step() + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        if self._wrap:
            width = min(self._whole_width(), max(self.minimumWidth(), COMFORT), self.maximumWidth())
            return QSize(width, self.heightForWidth(width))
        hint = super().sizeHint()
        return QSize(self._whole_width(), hint.height()) if self._elide else hint

    def minimumSizeHint(self) -> QSize:
        if self._elide:
            return QSize(24, super().minimumSizeHint().height())
        if not self._wrap:
            return super().minimumSizeHint()
        self.ensurePolished()
        width = max(self.width(), 40) if self.isVisible() else COMFORT
        return QSize(40, min(self.heightForWidth(width), self.sizeHint().height()))

    def _whole_width(self) -> int:
        longest = max(self.text().split("\n"), key=len)
        return self.fontMetrics().horizontalAdvance(longest) + 2

    def _step(self) -> int:
        """Height of a line, px: looser than the font's own, for reading."""
        return round(self.font().pixelSize() * LEADING)

    def _line_count(self, width: int) -> int:
        """How many lines the words take; layouts ask for the same few widths again and again."""
        if self._counted_for != (about := (self.text(), self.font())):
            self._counted_for, self._counts = about, {}
        if width not in self._counts:
            self._counts[width] = self._lines(width).lineCount() if about[0] else 1
        return self._counts[width]

    def _lines(self, width: int) -> QTextLayout:
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        step, row = self._step(), 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, row * step + (step - line.height()) / 2))
            row += 1
        layout.endLayout()
        return layout

    # -- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elide:
            self.setToolTip(self.text() if self._whole_width() > self.width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._wrap:
            painter = QPainter(self)
            painter.setPen(self.palette().color(self.foregroundRole()))
            room = self.contentsRect()
            self._lines(room.width()).draw(painter, QPointF(room.topLeft()))
        elif self._elide and self._whole_width() > self.width():
            painter = QPainter(self)
            painter.setPen(self.palette().color(self.foregroundRole()))
            shown = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
            )
            painter.drawText(self.contentsRect(), int(self.alignment()), shown)
        else:
            super().paintEvent(event)


class SectionLabel(Text):
    """The small heading over a group: 11 px, muted."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "section", parent=parent)


class Line(QFrame):
    """A hairline between groups."""

    def __init__(self, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("upright" if upright else "line")

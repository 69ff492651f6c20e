"""The steps of take-in in the title row: done, in work, to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.views import theme
from app.views.widgets.text import Line

RING = 17


class Steps(QWidget):
    """``asked(n)`` when a step that is done is pressed, to go back to it."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Steps")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._buttons: list[_Step] = []
        self._words: tuple[str, ...] = ()

    def show_steps(self, words: Sequence[str], at: int) -> None:
        """These steps, and the one in work."""
        if tuple(words) != self._words:
            self._words = tuple(words)
            self._make()
        for n, button in enumerate(self._buttons):
            button.show_state(done=n < at, now=n == at)

    def _make(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = []
        for n, words in enumerate(self._words):
            if n:
                line = Line()
                line.setFixedWidth(22)
                self._row.addWidget(line, 0, Qt.AlignmentFlag.AlignVCenter)
            button = _Step(n + 1, words)
            button.clicked.connect(lambda _on=False, n=n: self.asked.emit(n))
            self._row.addWidget(button)
            self._buttons.append(button)


class _Step(QAbstractButton):
    """A number in a ring, or a tick, and the step's name."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__()
        self._number = number
        self._done = self._now = False
        self.setText(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, *, done: bool, now: bool) -> None:
        """Done, in work, or to come."""
        self._done, self._now = done, now
        self.setEnabled(done)
        state = "done" if done else "now" if now else "to come"
        self.setAccessibleName(f"Step {self._number}, {self.text()}, {state}")
        shape = Qt.CursorShape.PointingHandCursor if done else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if done else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(12, "semibold")).horizontalAdvance(self.text())
        return QSize(RING + 9 + words + 8, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRect(2, (self.height() - RING) // 2, RING, RING)
        if self._done:
            theme.paint_icon(painter, ring, "circle-check", "accent")
        else:
            painter.setPen(Qt.PenStyle.NoPen if self._now else QPen(theme.color("field"), 1))
            painter.setBrush(theme.color("accent") if self._now else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(ring).adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setPen(theme.color("on_accent" if self._now else "muted"))
            painter.setFont(theme.font(11, "semibold"))
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setFont(theme.font(12, "semibold" if self._now else "medium"))
        painter.setPen(theme.color("ink" if self._now else "ink2" if self._done else "muted"))
        room = self.rect().adjusted(RING + 9, 0, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

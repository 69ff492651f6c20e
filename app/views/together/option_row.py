"""A way of settling a case: what it is, why it is suggested, and what follows from it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout

from app.services.cases import Option
from app.views import theme
from app.views.widgets.text import Text


class _Dot(QRadioButton):
    """The round of an option, painted from the tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(20, 20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        ring = "focus" if self.hasFocus() else "accent" if on else "field"
        painter.setPen(QPen(theme.color(ring), 2 if on or self.hasFocus() else 1.2))
        painter.setBrush(theme.color("accent" if on else "surface"))
        painter.drawEllipse(QRectF(2, 2, 16, 16))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("on_accent"))
            painter.drawEllipse(QPointF(10, 10), 3.5, 3.5)

    def hitButton(self, pos: object) -> bool:
        return True


class OptionRow(QFrame):
    """``chosen(code)`` when it is marked. One that this person may not choose says why."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 14, 10)
        row.setSpacing(10)
        self.dot = _Dot()
        self.dot.toggled.connect(self._on_toggled)
        row.addWidget(self.dot, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.title = Text("", "strong", elide=True)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.fits = Text("", "head", tone="accent")
        top.addWidget(self.title)
        top.addWidget(self.fits)
        top.addStretch(1)
        words.addLayout(top)
        self.follows = Text("", "soft", wrap=True)
        words.addWidget(self.follows)
        row.addLayout(words, 1)

    def show_option(self, nth: int, option: Option) -> None:
        """Show a way; ``nth`` is the key that marks it."""
        self.code = option.code
        self.title.setText(option.title)
        self.fits.setText("" if option.refused else option.fits)
        self.follows.setText(option.refused or option.follows)
        self.follows.set_tone("warn" if option.refused else "")
        self.setEnabled(not option.refused)
        title = option.title[:1].lower() + option.title[1:]
        self.dot.setAccessibleName(f"Option {nth} {title}")
        self.dot.setAccessibleDescription(
            f"{option.refused or option.follows} {option.fits}".strip()
        )
        self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.isEnabled():
            self.dot.setChecked(True)
            self.dot.setFocus()

    def _on_toggled(self, on: bool) -> None:
        if on:
            self.chosen.emit(self.code)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.dot.isChecked()
        painter.setPen(QPen(theme.color("accent" if on else "line2"), 1))
        painter.setBrush(theme.color("sel" if on else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

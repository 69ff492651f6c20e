"""The views of a piece that no photo shows yet, each one click away from being taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.domain.vocabulary import VIEWS
from app.views import theme
from app.views.widgets.text import Text

MOST = 5
GAP, HIGH = 6, 26
PAD = Qt.KeyboardModifier.KeypadModifier


class WantedViews(QWidget):
    """Hidden while nothing is missing. ``asked(view)`` when its photo is to be taken, by click or key."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.missing: tuple[str, ...] = ()
        self._room = 1 << 15
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self._words = Text("Missing", "muted")
        row.addWidget(self._words)
        self.gaps = [_Gap(self) for _ in range(MOST)]
        for gap in self.gaps:
            row.addWidget(gap)
        row.addStretch(1)
        self.hide()

    def show_missing(self, missing: Sequence[str]) -> None:
        """Offer these views."""
        self.missing = tuple(missing)[:MOST]
        for n, gap in enumerate(self.gaps):
            gap.setVisible(n < len(self.missing))
            if n < len(self.missing):
                gap.show_view(self.missing[n])
        self.setVisible(bool(self.missing))
        self._arrange()

    def make_room(self, width: int) -> None:
        """There are so many px."""
        self._room = width
        self._arrange()

    def _arrange(self) -> None:
        """What does not fit goes: first the word before them, then the last ones."""
        there = self.gaps[: len(self.missing)]
        ends, end = [], -GAP
        for gap in there:
            end += GAP + gap.sizeHint().width()
            ends.append(end)
        for gap, end in zip(there, ends, strict=True):
            gap.setVisible(end <= self._room)
        words = self._words.sizeHint().width() + GAP
        self._words.setVisible(bool(ends) and ends[-1] + words <= self._room)


class _Gap(QAbstractButton):
    """A dashed place with the view's name."""

    def __init__(self, views: WantedViews) -> None:
        super().__init__()
        self._views = views
        self.view = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: self._views.asked.emit(self.view))

    def show_view(self, view: str) -> None:
        """Stand for this view."""
        self.view = view
        self.setText(VIEWS.title(view))
        self.setAccessibleName(f"View {VIEWS.word(view)}, missing")
        self.setAccessibleDescription("Asks which way its photo comes")
        self.setToolTip(f"No photo shows the {VIEWS.word(view)} yet: take it")
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~PAD:
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(12, "medium")).horizontalAdvance(self.text())
        return QSize(words + 18, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.hasFocus()
        pen = QPen(theme.color("focus" if lit else "c_warn"), 2 if lit else 1)
        pen.setStyle(Qt.PenStyle.SolidLine if lit else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("hover" if self.underMouse() else "b_warn"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.setPen(theme.color("c_warn"))
        painter.setFont(theme.font(12, "medium"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

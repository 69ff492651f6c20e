"""What was done, said at the foot of the window for a while, with one Undo for all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QEnterEvent,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.views import theme
from app.views.keys import caps
from app.views.widgets.key_caps import caps_width, paint_caps

SHOWN_MS = 8000
"""How long a toast stays: time to read it and to reach for Undo. It waits under the pointer."""
ANSWERED_MS = 30_000
"""So long stays one that offers a way on: it is read, thought about, and answered."""
SAY_MS = 50
"""A screen reader is told once what it tells of has been painted."""
LIFT = 52


@dataclass(frozen=True)
class Answer:
    """A way on that a notice offers: what stands on it, its key, what it does."""

    words: str
    key: str
    run: Callable[[], object]


class _ToastButton(QPushButton):
    """Undo, or "why": in the toast's own colours."""

    def __init__(self, words: str, key: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.set_words(words, key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str, key: str) -> None:
        """What stands on it, and its key."""
        self.setText(words)
        self._caps = caps(key)
        self.setAccessibleName(words)
        self.setAccessibleDescription(f"Key {key}" if key else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        text = QFontMetrics(theme.font(13, "semibold")).horizontalAdvance(self.text())
        more = caps_width(self._caps) + 8 if self._caps else 0
        return QSize(text + more + 24, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("on_toast" if focus else "toast_line"), 2 if focus else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.setPen(theme.color("on_toast"))
        painter.setFont(theme.font(13, "semibold"))
        painter.drawText(QRect(12, 0, self.width(), self.height()), _MIDDLE, self.text())
        left = 12 + painter.fontMetrics().horizontalAdvance(self.text()) + 8
        paint_caps(painter, QPoint(left, self.height() // 2), self._caps, "on_toast", "toast_line")


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Toast(QWidget):
    """One notice at the foot of ``host``; a newer one takes its place.

    Screen readers get "Notice: 38 pieces moved" as its name, and it is announced.
    """

    undo = Signal()
    why = Signal()

    def __init__(self, host: QWidget, *, left: int = 0) -> None:
        super().__init__(host)
        self._host = host
        self._left = left
        self.lift = 0
        """How much higher than usual, px: over a page whose buttons are at its foot."""
        self.beside: QWidget | None = None
        """A panel at the right that notices leave free."""
        self._words = ""
        self._run_undo: Callable[[], object] | None = None
        self._run_why: Callable[[], object] | None = None
        self._answer: Answer | None = None
        self._page_has: set[str] = set()
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._why = _ToastButton("Why", "", self)
        self._undo = _ToastButton("Undo", "Ctrl+Z", self)
        self._row.addStretch(1)
        self._way = _ToastButton("", "", self)
        self._way.clicked.connect(self._on_answer)
        self._key = QAction(self)
        self._key.triggered.connect(self._on_answer)
        self.addAction(self._key)
        self._row.addWidget(self._why)
        self._row.addWidget(self._way)
        self._row.addWidget(self._undo)
        self._row.setContentsMargins(0, 6, 8, 6)
        self._why.clicked.connect(self._on_why)
        self._undo.clicked.connect(self._on_undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide_now)
        host.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """What it says now; empty when it is not shown."""
        return self._words

    @property
    def can_undo(self) -> bool:
        """Whether what it tells can be undone from here."""
        return self._run_undo is not None

    def say(
        self,
        words: str,
        undo: Callable[[], object] | None = None,
        why: Callable[[], object] | None = None,
        answer: Answer | None = None,
        *,
        shown_ms: int = SHOWN_MS,
    ) -> None:
        """Show a notice; ``undo`` takes all of it back, ``why`` tells what was skipped.

        One with an ``answer`` stays longer.
        """
        self._words, self._run_undo, self._run_why = words, undo, why
        self._offer(answer)
        self._undo.setVisible(undo is not None)
        self._why.setVisible(why is not None)
        self.setAccessibleName(f"Notice: {words}")
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._timer.start(ANSWERED_MS if answer else max(6000, shown_ms))
        announce(self, words)

    def hide_now(self) -> None:
        """Take it away."""
        self._timer.stop()
        self._words, self._run_undo = "", None
        self._offer(None)
        self.hide()

    def _offer(self, answer: Answer | None) -> None:
        self._answer = answer
        self._way.setVisible(answer is not None)
        if answer is not None:
            self._way.set_words(answer.words, answer.key)
            self._key.setText(answer.words)
            self._key.setShortcut(QKeySequence(answer.key))
        self._key.setEnabled(answer is not None and answer.key not in self._page_has)

    def yield_to(self, commands: Sequence[QAction]) -> None:
        """The commands of the page that is shown: one that has the answer's key asks ``take_answer``."""
        self._page_has = {one.shortcut().toString() for one in commands}
        self._offer(self._answer)

    def take_answer(self, key: str) -> bool:
        """Give the answer that is offered with this key; returns whether one was."""
        if self._answer is None or self._answer.key != key:
            return False
        self._on_answer()
        return True

    def take_back(self) -> bool:
        """Undo what the toast tells, if it can (Ctrl+Z); returns whether it did."""
        if not self._run_undo:
            return False
        self._on_undo()
        return True

    def _on_undo(self) -> None:
        run = self._run_undo
        self.hide_now()
        if run:
            run()

    def _on_answer(self) -> None:
        answer = self._answer
        self.hide_now()
        if answer:
            answer.run()

    def _on_why(self) -> None:
        if self._run_why:
            self._run_why()

    def _text_width(self) -> int:
        return QFontMetrics(theme.font(13, "semibold")).horizontalAdvance(self._words)

    def _place(self) -> None:
        buttons = sum(
            b.sizeHint().width() + 12
            for b in (self._undo, self._way, self._why)
            if not b.isHidden()
        )
        width = min(self._text_width() + 16 + (buttons or 16) + 4, self._host.width() - 48)
        beside = self.beside.width() if self.beside and self.beside.isVisible() else 0
        free = self._host.width() - self._left - beside
        width = min(width, free - 24)
        x = self._left + (free - width) // 2
        self.setGeometry(max(24, x), self._host.height() - LIFT - self.lift - 44, width, 44)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self._words:
            self._timer.start(ANSWERED_MS if self._answer else SHOWN_MS // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("toast"))
        painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
        painter.setPen(theme.color("on_toast"))
        painter.setFont(theme.font(13, "semibold"))
        room = self.rect().adjusted(16, 0, 0, 0)
        shown = [b for b in (self._why, self._way, self._undo) if not b.isHidden()]
        if shown:
            room.setRight(min(b.geometry().left() for b in shown) - 6)
        words = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _MIDDLE, words)


def announce(about: QWidget, words: str) -> None:
    """Have a screen reader say something, without moving the focus."""
    QTimer.singleShot(SAY_MS, about, lambda: _say(about, words))


def _say(about: QWidget, words: str) -> None:
    # Here: these names cost more than a page's paint, and the first list of a start waits for them.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(about, words))

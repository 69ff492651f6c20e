"""The controls that people type and choose in, without labels: they stand in a Field."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionComboBox,
    QWidget,
)

from app.views import theme
from app.views.widgets.button import Button


def pass_to_main() -> None:
    """After the last field Enter comes to the main button of its row, never to the one that drops
    what was typed: a hand that goes on with Enter would press it.
    """
    begin = at = QApplication.focusWidget()
    if not isinstance(begin, Button):
        return
    while at is not None and (not _is_stop(at) or _is_side_way(at)):
        at = at.nextInFocusChain()
        if at is begin:
            return
    if isinstance(at, Button) and at.kind == "primary":
        at.setFocus(Qt.FocusReason.TabFocusReason)


def _is_side_way(widget: QWidget) -> bool:
    """A button that is neither the main way on nor the second one."""
    return isinstance(widget, Button) and widget.kind in ("plain", "ghost", "link")


def _is_stop(widget: QWidget) -> bool:
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(takes) and widget.isEnabled() and widget.isVisible()


class Input(QLineEdit):
    """One line. ``suffix`` stands in it at the right ("USD", "g"); figures are right-aligned.

    ``left`` tells that the focus went, ``entered`` that Enter was pressed.
    """

    left = Signal()
    entered = Signal()

    def __init__(self, *, numeric: bool = False, suffix: str = "", hint: str = "") -> None:
        super().__init__()
        self._suffix = ""
        self.setPlaceholderText(hint)
        if numeric:
            self.setProperty("numeric", "true")
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.setFont(theme.font(13, "semibold", numbers=True))
        self.set_suffix(suffix)

    def set_suffix(self, words: str) -> None:
        """Another unit at the right."""
        self._suffix = words
        width = QFontMetrics(theme.font(12)).horizontalAdvance(words)
        self.setTextMargins(0, 0, width + 8 if words else 0, 0)
        self.update()

    def set_wrong(self, wrong: bool) -> None:
        """Frame it as wrong, or not any more."""
        value = "true" if wrong else "false"
        if self.property("wrong") != value:
            self.setProperty("wrong", value)
            self.style().unpolish(self)
            self.style().polish(self)

    def advance(self) -> None:
        """Give the focus to the next field."""
        self.focusNextChild()
        pass_to_main()

    def event(self, event: QEvent) -> bool:
        if _is_idle_undo(event, self.isUndoAvailable()):
            event.ignore()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _NOT_LEFT:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._suffix:
            painter = QPainter(self)
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("muted"))
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(self.rect().adjusted(0, 0, -12, 0), int(side), self._suffix)


def _is_idle_undo(event: QEvent, can_undo: bool) -> bool:
    """Ctrl+Z in a field where nothing was typed: it means the last thing that was done."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.matches(QKeySequence.StandardKey.Undo)
        and not can_undo
    )


_NOT_LEFT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class LongInput(QPlainTextEdit):
    """Several lines; Tab leaves it."""

    left = Signal()

    def __init__(self, *, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * 20 + 18)

    def event(self, event: QEvent) -> bool:
        if _is_idle_undo(event, self.document().isUndoAvailable()):
            event.ignore()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _NOT_LEFT:
            self.left.emit()


PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
TYPING_S = 1.0
"""So long after a letter the next one belongs to the same word."""
MARKS_OF_CHOICE = 54
"""Width in px that a choice needs beside its words: its edges and the arrow."""


class Choice(QComboBox):
    """One of a few. ``options`` are (value, words); ``value`` is what is chosen, None for nothing."""

    changed = Signal(object)
    entered = Signal()

    def __init__(self, options: Sequence[tuple[Any, str]] = (), *, hint: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(12)
        self._typed, self._typed_at = "", 0.0
        self.set_options(options)
        self.activated.connect(lambda _at: self.changed.emit(self.value))

    @property
    def value(self) -> Any:
        """What is chosen."""
        return self.currentData()

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Other options; what was chosen stays chosen if it is still there."""
        before = self.value if self.count() else None
        self.clear()
        for value, words in options:
            self.addItem(words, value)
        self.set_value(before)

    def set_value(self, value: Any) -> None:
        """Choose without telling."""
        at = next((i for i in range(self.count()) if self.itemData(i) == value), -1)
        self.setCurrentIndex(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if plain:
                self.entered.emit()
            else:
                event.ignore()  # Ctrl+Enter is for the form around
            return
        if not event.modifiers() & ~PLAIN and self._find(event.text()):
            return
        super().keyPressEvent(event)

    def _find(self, typed: str) -> bool:
        """Choose by words that are typed, spaces too: what begins with them, else has them in it.

        One letter again and again goes from one to the next that begins with it. A space alone is
        left to the drop-down. True where the key was taken.
        """
        now = monotonic()
        before = self._typed if now - self._typed_at < TYPING_S else ""
        if not typed.isprintable() or not (before + typed).strip():
            return False
        said = (before + typed).casefold()
        if len(set(said)) == 1:
            said, first = said[0], self.currentIndex() + 1
        else:
            first = self.currentIndex() if before else 0
        self._typed, self._typed_at = before + typed, now
        order = [(first + n) % self.count() for n in range(self.count())]
        words = {at: self.itemText(at).casefold() for at in order}
        found = [at for at in order if words[at].startswith(said)]
        found += [at for at in order if said in words[at]]
        if found and found[0] != self.currentIndex():
            self.setCurrentIndex(found[0])
            self.activated.emit(found[0])
        return True

    def advance(self) -> None:
        """Give the focus to the next field."""
        self.focusNextChild()
        pass_to_main()

    def showPopup(self) -> None:
        """The list is as wide as its words, also below a narrow field."""
        view = self.view()
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setMinimumWidth(view.sizeHintForColumn(0) + MARKS_OF_CHOICE // 2)
        super().showPopup()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """In a narrow row the words end in "…", never in half a letter."""
        super().initStyleOption(option)
        room = self.width() - MARKS_OF_CHOICE
        mode = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, mode, room)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a form must not change what it says

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spot = QRect(self.width() - 27, self.height() // 2 - 8, 16, 16)
        theme.paint_icon(painter, spot, "chevron-down", "ink2")


class Tick(QCheckBox):
    """A box to tick, with its words."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(theme.font()).horizontalAdvance(self.text()) + 32, 24)

    def hitButton(self, pos: Any) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        box = QRectF(1.5, middle - 8.5, 17, 17)
        on, focus = self.isChecked(), self.hasFocus()
        painter.setBrush(theme.color("accent" if on else "surface"))
        painter.setPen(QPen(theme.color("focus" if focus else "accent" if on else "field"), 1))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            theme.paint_icon(painter, box.adjusted(2, 2, -2, -2).toRect(), "check", "on_accent")
        if focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.setPen(theme.color("ink" if self.isEnabled() else "muted"))
        painter.setFont(theme.font())
        painter.drawText(
            self.rect().adjusted(27, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text()
        )

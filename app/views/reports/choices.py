"""Few options in little room: chips that wrap, or one bar shared evenly, chosen by key or click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QToolButton, QWidget

from app.views import theme
from app.views.widgets.flow_layout import FlowLayout
from app.views.widgets.key_caps import caps_width, paint_caps

HEIGHT = 28


@dataclass(frozen=True)
class Pick:
    """A value, its words, the key that picks it, and what a screen reader says instead of them."""

    value: Any
    words: str
    key: str = ""
    spoken: str = ""


class _Button(QToolButton):
    """One option."""

    def __init__(self, pick: Pick, row: Choices) -> None:
        super().__init__(row)
        self.pick = pick
        self.row = row
        self.setCheckable(True)
        self.setText(pick.words)
        self.setAccessibleName(f"{row.accessibleName()} {pick.spoken or pick.words}")
        self.setToolTip(pick.spoken)  # what a code or a figure means
        if pick.key:
            self.setAccessibleDescription(f"Key {pick.key}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        across = QSizePolicy.Policy.Expanding if row.is_bar else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(12, "semibold"))
        around = 8 if self.row.is_bar else 14 if self.row.is_dense else 18
        width = metrics.horizontalAdvance(self.pick.words) + around
        if self.pick.key and self.row.shows_keys:
            width += caps_width([self.pick.key]) + (1 if self.row.is_dense else 5)
        return QSize(width, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.row.take_key(event, self):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, bar = self.isChecked(), self.row.is_bar
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = "accent" if on else "hover" if self.underMouse() else "" if bar else "surface"
        painter.setPen(Qt.PenStyle.NoPen if bar or on else QPen(theme.color("line2"), 1))
        if self.row.suggested == self.pick.value and not on:
            painter.setPen(QPen(theme.color("accent"), 1, Qt.PenStyle.DashLine))
            box.adjust(2, 2, -2, -2) if bar else None
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        ink = "on_accent" if on else "ink"
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("on_accent" if on else "focus"), 2))
            inset = 3 if on else 1
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5
            )
        painter.setFont(theme.font(12, "semibold" if on else "medium"))
        painter.setPen(theme.color(ink))
        if self.pick.key and self.row.shows_keys:
            edge = 4 if self.row.is_dense else 7
            middle = QPoint(edge, self.height() // 2)
            line = ink if on else "line2"
            paint_caps(painter, middle, [self.pick.key], ink, line, "" if on else "sunken")
            painter.setFont(theme.font(12, "semibold" if on else "medium"))
            left = edge + caps_width([self.pick.key]) + 5
            room = self.rect().adjusted(left, 0, 0, 0)
            painter.setPen(theme.color(ink))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self.pick.words)
        else:
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.pick.words)


class Choices(QWidget):
    """Exclusive options; one stop for Tab, arrows go along.

    ``picked(value)``: a person chose by key or click, so the work goes on; ``walked(value)``: they
    went there with the arrows; ``entered``: Enter on what is chosen; ``other(text)``: a key that
    stands for none of the options.
    """

    picked = Signal(object)
    walked = Signal(object)
    entered = Signal()
    other = Signal(str)

    def __init__(
        self,
        name: str,
        picks: Sequence[Pick] = (),
        *,
        bar: bool = False,
        keys: bool = True,
        lead: QWidget | None = None,
        dense: bool = False,
    ) -> None:
        """``lead`` stands before the options in the same rows (a field to type them in); ``dense``
        options need less room."""
        super().__init__()
        self.setAccessibleName(name)
        self.is_bar = bar
        self.shows_keys = keys and not bar
        self.is_dense = dense
        self.suggested: Any = None
        self._buttons: list[_Button] = []
        self._layout: QLayout
        if bar:
            self._layout = QHBoxLayout(self)
            self._layout.setContentsMargins(2, 2, 2, 2)
            self._layout.setSpacing(0)
        else:
            self._layout = FlowLayout(self, gap=4 if dense else 6)
            if lead is not None:
                self._layout.addWidget(lead)
        self.set_picks(picks)

    def set_picks(self, picks: Sequence[Pick]) -> None:
        """Other options; what was chosen stays if it is still there."""
        if [b.pick for b in self._buttons] == list(picks):
            return
        before = self.value
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [_Button(pick, self) for pick in picks]
        for button in self._buttons:
            self._layout.addWidget(button)
            button.clicked.connect(self._on_clicked)
            button.show()
        self.set_value(before)
        self.updateGeometry()

    @property
    def value(self) -> Any:
        """What is chosen, None for nothing."""
        return next((b.pick.value for b in self._buttons if b.isChecked()), None)

    @property
    def picks(self) -> list[Pick]:
        """The options that there are."""
        return [button.pick for button in self._buttons]

    def set_value(self, value: Any) -> None:
        """Choose without telling."""
        for button in self._buttons:
            button.setChecked(value is not None and button.pick.value == value)
        self._one_stop()

    def suggest(self, value: Any) -> None:
        """Frame the option that the program would choose."""
        if value != self.suggested:
            self.suggested = value
            for button in self._buttons:
                button.update()

    def focus_chosen(self) -> None:
        """Give the keys to the chosen option, else to the suggested one, else to the first."""
        stop = self._stop()
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def take_key(self, event: QKeyEvent, at: _Button) -> bool:
        """Arrows, Enter and keys of options, from the one that has the focus."""
        key = event.key()
        if event.modifiers() & (_CONTROL | Qt.KeyboardModifier.AltModifier):
            return False
        if key in _STEPS:
            chosen = next((button for button in self._buttons if button.isChecked()), at)
            step = self._buttons.index(chosen) + _STEPS[key]
            last = len(self._buttons) - 1
            # A bar is a scale from end to end: past the worst there is nothing, never the best again.
            there = self._buttons[max(0, min(step, last)) if self.is_bar else step % (last + 1)]
            self.set_value(there.pick.value)
            there.setFocus(Qt.FocusReason.OtherFocusReason)
            self.walked.emit(there.pick.value)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.value is not None:
                self.entered.emit()
            elif at.pick.value == self.suggested:
                self.set_value(at.pick.value)
                self.picked.emit(at.pick.value)
            return True  # what nobody chose or proposed is not said by an Enter too many
        letter = event.text().upper()
        if not letter.strip() or not letter.isprintable():
            return False
        for button in self._buttons:
            if button.pick.key.upper() == letter:
                self.set_value(button.pick.value)
                self.picked.emit(button.pick.value)
                return True
        self.other.emit(letter)
        return True

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _Button):
            self.set_value(button.pick.value)
            self.picked.emit(button.pick.value)

    def _stop(self) -> _Button | None:
        chosen = next((b for b in self._buttons if b.isChecked()), None)
        suggested = next((b for b in self._buttons if b.pick.value == self.suggested), None)
        return chosen or suggested or (self._buttons[0] if self._buttons else None)

    def _one_stop(self) -> None:
        stop = self._stop()
        for button in self._buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        if stop is not None:
            self.setFocusProxy(stop)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_bar:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("field"), 1))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            painter.setPen(QPen(theme.color("line"), 1))
            for button in self._buttons[1:]:
                x = button.geometry().left() + 0.5
                painter.drawLine(QPoint(int(x), 6), QPoint(int(x), self.height() - 7))


_CONTROL = Qt.KeyboardModifier.ControlModifier
_STEPS: dict[int, int] = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}

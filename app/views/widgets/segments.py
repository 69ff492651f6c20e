"""One of a few, all in sight: segments of a control, tabs over a list, tiles with letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.views import theme
from app.views.widgets.flow_layout import FlowLayout
from app.views.widgets.key_caps import caps_width, paint_caps

TILE_GAP = 5


@dataclass(frozen=True)
class Option:
    """A value, its words, and the letter that chooses it while the row has the focus.

    ``tone`` puts a dot of a chip's colour before the words of a tab.
    """

    value: Any
    words: str
    letter: str = ""
    count: int | None = None
    tone: str = ""


class _OptionButton(QToolButton):
    """One option, painted in the look of its row: segment, tab or tile."""

    def __init__(self, option: Option, look: str, row: Segments) -> None:
        super().__init__(row)
        self.option = option
        self._look = look
        self._row = row
        self.setCheckable(True)
        self.setText(option.words)
        self.setAccessibleName(option.words)
        if option.letter:
            self.setAccessibleDescription(f"Key {option.letter}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int | None) -> None:
        """The exact count beside the words."""
        self.option = replace(self.option, count=count)
        words = self.option.words
        self.setAccessibleName(words if count is None else f"{words}, {count}")
        self.updateGeometry()
        self.update()

    def _count_words(self) -> str:
        return "" if self.option.count is None else f"{self.option.count:,}"

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(12, "semibold"))
        width = metrics.horizontalAdvance(self.option.words) + 24
        if self._count_words():
            width += metrics.horizontalAdvance(self._count_words()) + 7
        if self._look == "tile" and self.option.letter:
            width += caps_width([self.option.letter]) + 7 - 6
        width += 14 if self.option.tone else 0
        return QSize(width, 28 if self._look == "segment" else 30)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._row.take_key(event, self):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        ground, line, ink = self._tokens(on)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color(line), 1) if line else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 7, 7)
        if self.hasFocus():
            solid = ground == "accent"
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("on_accent" if solid else "focus"), 2))
            inset = 3 if solid else 1
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6
            )
        left = 12
        if self._look == "tile" and self.option.letter:
            left = 8
            cap_ground = "" if on else "sunken"
            cap_line = ink if on else "line2"
            at = QPoint(left, self.height() // 2)
            paint_caps(painter, at, [self.option.letter], ink, cap_line, cap_ground)
            left += caps_width([self.option.letter]) + 7
        if self.option.tone:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(f"c_{self.option.tone}"))
            painter.drawEllipse(QPointF(left + 4, self.height() / 2), 3.25, 3.25)
            left += 14
        painter.setFont(theme.font(12, "semibold" if on else "medium"))
        painter.setPen(theme.color(ink))
        # Squeezed, the words move to the edge, then they are elided; their count goes before that.
        metrics, shown = painter.fontMetrics(), self.option.words
        if left == 12:
            left = max(5, min(12, self.width() - 6 - metrics.horizontalAdvance(shown)))
        if left + metrics.horizontalAdvance(shown) > self.width() - 6:
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, self.width() - left - 6)
        room = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        if self._count_words() and shown == self.option.words:
            left += metrics.horizontalAdvance(shown) + 7
            painter.setFont(theme.font(11, "medium"))
            painter.setPen(theme.color(ink if on else "muted"))
            room = self.rect().adjusted(left, 0, 0, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self._count_words())

    def _tokens(self, on: bool) -> tuple[str, str, str]:
        over = self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            return ("", "line" if self._look == "tile" else "", "muted")
        if self._look == "tile":
            if on:
                return ("accent", "", "on_accent")
            return ("hover" if over else "surface", "line2", "ink")
        if self._look == "tab":
            return ("surface", "line2", "ink") if on else ("hover" if over else "", "", "ink2")
        return ("accent_soft", "", "accent") if on else ("hover" if over else "", "", "ink")


class Segments(QWidget):
    """Exclusive options. ``look``: "segment" (in one frame), "tab" (over a list), "tile" (wraps).

    One stop for Tab; arrows go along, a letter chooses at once. ``chosen(value)`` tells what a
    person chose; ``picked`` that they are done with it by a letter, a click or Space, where arrows
    only walk; ``entered`` that Enter was pressed on it.
    """

    chosen = Signal(object)
    picked = Signal()
    entered = Signal()

    def __init__(
        self, name: str, options: Sequence[Option | tuple[Any, str]], look: str = "segment"
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._look = look
        self._buttons: list[_OptionButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._layout: FlowLayout | QHBoxLayout
        if look == "tile":
            self._layout = FlowLayout(self, TILE_GAP)
        else:
            self._layout = QHBoxLayout(self)
            edge = 4 if look == "segment" else 0
            self._layout.setContentsMargins(edge, edge, edge, edge)
            self._layout.setSpacing(2)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_options(options)

    def set_options(self, options: Sequence[Option | tuple[Any, str]]) -> None:
        """Other options; nothing is chosen then, unless the value is still there."""
        before = self.value
        for button in self._buttons:
            self._layout.removeWidget(button)
            self._group.removeButton(button)
            button.deleteLater()
        self._buttons = []
        for given in options:
            option = given if isinstance(given, Option) else Option(*given)
            button = _OptionButton(option, self._look, self)
            self._group.addButton(button)
            self._layout.addWidget(button)
            self._buttons.append(button)
            button.clicked.connect(self._on_clicked)
        self.set_value(before)

    @property
    def value(self) -> Any:
        """What is chosen, None for nothing."""
        return next((b.option.value for b in self._buttons if b.isChecked()), None)

    def set_value(self, value: Any) -> None:
        """Choose without telling."""
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(button.option.value == value and value is not None)
        self._group.setExclusive(True)
        self._one_stop()

    def set_count(self, value: Any, count: int | None) -> None:
        """The exact count beside an option's words."""
        for button in self._buttons:
            if button.option.value == value:
                button.set_count(count)

    def choose(self, value: Any) -> None:
        """Choose and tell, as if it was pressed."""
        self.set_value(value)
        self.chosen.emit(value)

    def focus_chosen(self) -> None:
        """Give the focus to the chosen option, or the first."""
        stop = next((b for b in self._buttons if b.isChecked()), None)
        (stop or self._buttons[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def take_key(self, event: QKeyEvent, at: _OptionButton) -> bool:
        """Arrows and letters, from the button that has the focus."""
        key, plain = event.key(), not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if key in step:
            usable = [b for b in self._buttons if b.isEnabled()]
            there = usable[(usable.index(at) + step[Qt.Key(key)]) % len(usable)]
            there.setFocus(Qt.FocusReason.OtherFocusReason)
            self.choose(there.option.value)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not at.isChecked():
                self.choose(at.option.value)
            self.entered.emit()
            return True
        letter = event.text().upper()
        for button in self._buttons:
            if letter and button.option.letter.upper() == letter and plain and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                self.choose(button.option.value)
                self.picked.emit()
                return True
        return False

    def _on_clicked(self) -> None:
        self._one_stop()
        self.chosen.emit(self.value)
        self.picked.emit()

    def _one_stop(self) -> None:
        chosen = next((b for b in self._buttons if b.isChecked()), None)
        stop = chosen or (self._buttons[0] if self._buttons else None)
        for button in self._buttons:
            strong = button is stop
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus
            )
        if stop is not None:
            self.setFocusProxy(stop)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look == "segment":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("field"), 1))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

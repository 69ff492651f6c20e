"""The stones of a piece: typed in a line, understood at once, kept as rows that can be taken back."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.services.take_in_answers import StoneEcho, stone_echoes
from app.views import theme
from app.views.widgets.field import Field
from app.views.widgets.inputs import Input
from app.views.widgets.text import Line

ROW = 32
EXAMPLE = "1 sapphire oval 7.02x5.11x3.20"


class StonesField(Field):
    """Enter keeps the typed stones as rows and waits for more; Enter on nothing goes on.

    Backspace in the empty line takes the last row back into it, a click a row's own.
    """

    left = Signal()

    def __init__(self, label: str = "Stones", *, name: str = "stones") -> None:
        self.line = _StonesLine()
        self._box = _Box(self.line)
        super().__init__(label, self._box, name=name)
        self._box.setAccessibleName(f"{label}, list")
        self.line.setAccessibleName(label)
        self.setFocusProxy(self.line)
        self._lines: list[str] = []
        self.line.textEdited.connect(self._on_edited)
        self.line.entered.connect(self._on_enter)
        self.line.left.connect(self._on_left)
        self.line.back.connect(self.take_back)
        self._box.picked.connect(self.take_back)
        self._show_rows()

    @property
    def text(self) -> str:
        """All stones as one line, what is being typed included."""
        return "; ".join([*self._lines, *([self.line.text().strip()] if self._typing else [])])

    @property
    def rows(self) -> list[StoneEcho]:
        """The kept rows as understood."""
        return [echo for line in self._lines for echo in stone_echoes(line)]

    def set_text(self, text: str) -> None:
        """Show stones that were kept, without telling."""
        self._lines = []
        self.line.setText("")
        self.clear_error()
        if text.strip() and not self._keep(text):
            self.line.setText(text)
        self._show_rows()

    def check(self) -> bool:
        """Keep what is typed, or say what is not understood in it."""
        if self._typing and not self._keep(self.line.text()):
            return False
        self._show_rows()
        return True

    def set_error(self, error: UserError | str) -> None:
        super().set_error(error)
        self._box.set_wrong(True)

    def clear_error(self) -> None:
        super().clear_error()
        self._box.set_wrong(False)

    @property
    def _typing(self) -> bool:
        return bool(self.line.text().strip())

    def _keep(self, text: str) -> bool:
        try:
            stone_echoes(text)
        except UserError as error:
            self.set_error(error)
            return False
        self.clear_error()
        self._lines += [part.strip() for part in text.split(";") if part.strip()]
        self.line.setText("")
        return True

    def take_back(self, at: int = -1) -> None:
        """Take a row back into the line (-1: the last)."""
        if self._typing and not self.check():
            return
        if self._lines:
            row = self._lines.pop(at)
            self.line.setText(row)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_rows()
            self._echo()
            self.changed.emit()

    def _on_edited(self, _text: str) -> None:
        self.clear_error()
        self._echo()
        self.changed.emit()

    def _on_enter(self) -> None:
        if not self._typing:
            self.line.advance()
        elif self.check():
            self.set_echo("")
            self.changed.emit()

    def _on_left(self) -> None:
        if self._typing and self.check():
            self.set_echo("")
            self.changed.emit()
        self.left.emit()

    def _echo(self) -> None:
        try:
            echoes = stone_echoes(self.line.text()) if self._typing else ()
        except UserError:
            echoes = ()
        self.set_echo("; ".join(_words(echo) for echo in echoes))

    def _show_rows(self) -> None:
        rows = []
        for at, line in enumerate(self._lines):
            rows += [(at, echo) for echo in stone_echoes(line)]
        self._box.show_rows(rows)
        self.line.setPlaceholderText("Another stone, or Enter to go on" if rows else EXAMPLE)
        self.set_aside("⌫ takes the last one back" if rows else "")


def _words(echo: StoneEcho) -> str:
    parts = (f"{echo.count} {echo.name}", echo.size, f"{echo.weight} {echo.method}".strip())
    return ", ".join(part for part in parts if part)


class _StonesLine(Input):
    """The line; ``back`` when Backspace is pressed in it while it is empty."""

    back = Signal()
    focus_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bare")
        self.setStyleSheet("QLineEdit { font-size: 13px; min-height: 30px; padding: 0 11px; }")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.back.emit()
            return
        super().keyPressEvent(event)


class _Box(QFrame):
    """The frame around rows and line, painted like a field."""

    picked = Signal(int)

    def __init__(self, line: _StonesLine) -> None:
        super().__init__()
        self._line = line
        self._wrong = False
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 2, 2, 2)
        self._column.setSpacing(0)
        self._column.addWidget(line)
        line.focus_changed.connect(self.update)

    def set_wrong(self, wrong: bool) -> None:
        """Frame it as wrong, or not any more."""
        self._wrong = wrong
        self.update()

    def show_rows(self, rows: list[tuple[int, StoneEcho]]) -> None:
        """Show these stones above the line; each with the place of its line."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for at, echo in rows:
            row = _StoneRow(echo)
            row.pressed.connect(lambda at=at: self.picked.emit(at))
            for widget in (row, Line()):
                self._column.insertWidget(self._column.count() - 1, widget)
                self._rows.append(widget)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self._line.hasFocus()
        token = "danger" if self._wrong else "focus" if focus else "field"
        width = 2 if self._wrong or focus else 1
        painter.setPen(QPen(theme.color(token), width))
        painter.setBrush(theme.color("surface"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)


class _StoneRow(QWidget):
    """A group of stones as understood: count, name, measures, weight and how it is known."""

    pressed = Signal()

    def __init__(self, echo: StoneEcho) -> None:
        super().__init__()
        self._echo = echo
        self.setAccessibleName(f"Stone: {_words(echo)}")
        self.setToolTip("Click to change it")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, ROW)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        echo, width, height = self._echo, self.width(), self.height()
        name_left, right = 40, 124 if width > 560 else 100 if width > 420 else 84
        sizes_left = max(150, width * 38 // 100) if width > 420 else width
        spots = (
            (QRect(10, 0, 30, height), str(echo.count), "semibold", "ink", _LEFT),
            (
                QRect(name_left, 0, min(sizes_left, width - right - 70) - name_left - 8, height),
                echo.name,
                "medium",
                "ink",
                _LEFT,
            ),
            (
                QRect(sizes_left, 0, width - sizes_left - right - 66, height),
                echo.size,
                "regular",
                "ink2",
                _LEFT,
            ),
            (QRect(width - right - 64, 0, 58, height), echo.weight, "semibold", "ink", _RIGHT),
            (
                QRect(width - right + 4, 0, right - 12, height),
                echo.method,
                "regular",
                "muted",
                _LEFT,
            ),
        )
        for room, words, weight, token, side in spots:
            if room.width() < 12:
                continue
            size = 12 if token in ("muted", "ink2") else 13
            painter.setFont(theme.font(size, weight, numbers=side == _RIGHT))
            painter.setPen(theme.color(token))
            shown = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, side, shown)


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)

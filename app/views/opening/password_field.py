"""A password: hidden, with an eye to look at it, and a note when Caps Lock is on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.views.widgets.button import IconButton
from app.views.widgets.inputs import Input
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text


class _Typed(Input):
    """The line itself; beside a list of people, up, down and Esc are for that list."""

    stepped = Signal(int)
    escaped = Signal()
    caps_lock = Signal(bool)

    def __init__(self, *, beside_list: bool) -> None:
        super().__init__()
        self._beside_list = beside_list

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        self._look_at(event)
        if self._beside_list and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif self._beside_list and key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)  # Esc goes on to the sheet or page, which it leaves

    def _look_at(self, event: QKeyEvent) -> None:
        """Qt does not know Caps Lock; a letter whose case goes against Shift tells it."""
        letter = event.text()
        if len(letter) == 1 and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit((letter == letter.upper()) != shifted)


class PasswordField(QWidget):
    """Label, line with an eye, and under it what is wrong, or that Caps Lock is on.

    ``beside_list``: up, down and Esc are told (``stepped``, ``escaped``) for the list beside it.
    """

    entered = Signal()
    stepped = Signal(int)
    escaped = Signal()
    changed = Signal()

    def __init__(
        self, label: str = "Password", name: str = "password", *, beside_list: bool = False
    ) -> None:
        super().__init__()
        self.name = name
        self.label = label
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        words = Text(label, "label")
        column.addWidget(words)
        self.input = _Typed(beside_list=beside_list)
        self.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.input.setAccessibleName(label)
        self.input.setTextMargins(0, 0, 30, 0)
        words.setBuddy(self.input)
        inside = QHBoxLayout(self.input)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.addStretch(1)
        self.eye = IconButton("eye", f"Show {label.lower()}", small=True)
        self.eye.setFixedSize(28, 28)
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._on_eye)
        inside.addWidget(self.eye)
        column.addWidget(self.input)
        under = QHBoxLayout()
        under.setContentsMargins(1, 0, 0, 0)
        under.setSpacing(6)
        self._sign = IconLabel("circle-alert", "danger", 15)
        self._words = Text("", "error", wrap=True)
        self._words.setMinimumHeight(17)
        under.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self._words, 1)
        column.addLayout(under)
        self.setFocusProxy(self.input)
        self.input.entered.connect(self.entered)
        self.input.stepped.connect(self.stepped)
        self.input.escaped.connect(self.escaped)
        self.input.textEdited.connect(self._on_edited)
        self.input.caps_lock.connect(self._on_caps_lock)
        self._error = ""
        self._caps_lock = False
        self._show("", "muted")

    @property
    def text(self) -> str:
        """What is typed."""
        return self.input.text()

    @property
    def error(self) -> str:
        """The sentence about what is wrong, "" when nothing is."""
        return self._error

    def clear(self) -> None:
        """Empty it and hide it again."""
        self.input.clear()
        self.eye.setChecked(False)
        self._clear_error()

    def set_error(self, error: UserError | str) -> None:
        """Say what is wrong; the text is selected, so that the next try replaces it."""
        self._error = error.sentence() if isinstance(error, UserError) else error
        self.input.set_wrong(True)
        self._show(self._error, "error")
        self.input.setFocus()
        self.input.selectAll()

    def _on_edited(self, _text: str) -> None:
        self._clear_error()
        self.changed.emit()

    def _on_caps_lock(self, on: bool) -> None:
        self._caps_lock = on
        self._clear_error()

    def _clear_error(self) -> None:
        self._error = ""
        self.input.set_wrong(False)
        self._show("Caps Lock is on" if self._caps_lock else "", "warn")

    def _on_eye(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.input.setEchoMode(mode)
        self.eye.set_icon("eye-off" if shown else "eye")

    def _show(self, words: str, look: str) -> None:
        self._sign.setVisible(bool(words))
        self._sign.set_icon("circle-alert", "danger" if look == "error" else "c_warn")
        self._words.setText(words)
        self._words.setProperty("look", "error" if look == "error" else "small")
        self._words.set_tone("warn" if look == "warn" else "")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self.input.setAccessibleDescription(words)

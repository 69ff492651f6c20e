"""A field of a form: its label, what is typed, what was understood, and what is wrong, side by side.

What was typed is checked on leaving; the sentence about a mistake goes as soon as it is edited.
Enter goes on to the next field.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.views.widgets.inputs import Choice, Input
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text

T = TypeVar("T")


class Field(QWidget):
    """Label over a control, an aside at the label's right, an echo or an error under it.

    The control's accessible name is the label, its description the echo or the error.
    """

    changed = Signal()
    """The person changed it (not the program)."""

    def __init__(
        self, label: str, control: QWidget, *, name: str = "", roomy: bool = False
    ) -> None:
        """``name``: which field a refusal means (``UserError.field``). ``roomy`` keeps room below."""
        super().__init__()
        self.label = label
        self.name = name
        self.control = control
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        top = QHBoxLayout()
        self._label = Text(label, "label")
        self._label.setBuddy(control)
        top.addWidget(self._label)
        self._aside = Text("", "muted", elide=True)  # a form is never widened by it
        self._aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self._aside, 1)
        column.addLayout(top)
        column.addWidget(control)
        self._under = QWidget()
        row = QHBoxLayout(self._under)
        row.setContentsMargins(1, 0, 0, 0)
        row.setSpacing(6)
        self._sign = IconLabel("circle-alert", "danger", 15)
        self._words = Text("", "muted", wrap=True)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        column.addWidget(self._under)
        column.addStretch(1)  # in a row of fields all begin at the top
        self._roomy = roomy
        self._error = ""
        self._under.setMinimumHeight(17 if roomy else 0)
        control.setAccessibleName(label)
        self.setFocusProxy(control)
        self._show("", wrong=False)

    @property
    def error(self) -> str:
        """The sentence about what is wrong, "" when nothing is."""
        return self._error

    def set_error(self, error: UserError | str) -> None:
        """Say beside the field what is wrong and how to mend it."""
        self._error = error.sentence() if isinstance(error, UserError) else error
        self._show(self._error, wrong=True)

    def clear_error(self) -> None:
        """It has been mended, or is being mended."""
        if self._error:
            self._error = ""
            self._show("", wrong=False)

    def set_echo(self, words: str) -> None:
        """Say what was understood: "3 December 2026", "1,200.00"."""
        if not self._error:
            self._show(words, wrong=False)

    def set_aside(self, words: str) -> None:
        """Say something beside the label: "17.31 Ø"."""
        self._aside.setText(words)
        self._aside.setToolTip(words)

    def _show(self, words: str, *, wrong: bool) -> None:
        self._sign.setVisible(wrong)
        self._words.setText(words)
        self._words.set_look("error" if wrong else "muted")
        self._under.setVisible(bool(words) or self._roomy)
        self.control.setAccessibleDescription(words)
        if isinstance(self.control, Input):
            self.control.set_wrong(wrong)
        elif not isinstance(self.control, Choice):
            return
        self.control.update()


class ParsedField(Field, Generic[T]):
    """A field whose text means a value. ``parse`` refuses with a UserError, ``echo`` says it long."""

    committed = Signal(object)
    """The field was left with a value (None: emptied)."""

    def __init__(
        self,
        label: str,
        parse: Callable[[str], T],
        echo: Callable[[T], str] | None = None,
        *,
        shown: Callable[[T], str] = str,
        required: bool = False,
        numeric: bool = False,
        suffix: str = "",
        hint: str = "",
        name: str = "",
    ) -> None:
        self.input = Input(numeric=numeric, suffix=suffix, hint=hint)
        super().__init__(label, self.input, name=name, roomy=echo is not None)
        self._parse, self._echo, self._shown = parse, echo, shown
        self._required = required
        self._touched = False
        """Whether somebody has typed here since it was shown: an untouched field is not scolded."""
        self.input.textEdited.connect(self._on_edited)
        self.input.left.connect(self._on_left)
        self.input.entered.connect(self._on_enter)

    @property
    def text(self) -> str:
        """What is typed, for a draft."""
        return self.input.text()

    @property
    def value(self) -> T | None:
        """What it means now; None when it is empty or cannot be understood."""
        try:
            return self._parse(self.text) if self.text.strip() else None
        except UserError:
            return None

    def set_text(self, text: str) -> None:
        """Put a text back (from a draft), without telling."""
        self.input.setText(text)
        self._touched = False
        self.clear_error()
        self._echo_now()

    def set_value(self, value: T | None) -> None:
        """Show a value, without telling."""
        self.set_text("" if value is None else self._shown(value))

    def check(self) -> bool:
        """Judge what is typed and say so beside it; returns whether it can stay."""
        if not self.text.strip():
            if self._required:
                self.set_error(f"{self.label} is missing.")
                return False
            self.committed.emit(None)
            return True
        try:
            value = self._parse(self.text)
        except UserError as error:
            self.set_error(error)
            return False
        self.clear_error()
        self._echo_now()
        self.committed.emit(value)
        return True

    def _on_left(self) -> None:
        if self._touched or self.text.strip():
            self.check()

    def _on_edited(self, _text: str) -> None:
        self._touched = True
        self.clear_error()
        self._echo_now()
        self.changed.emit()

    def _on_enter(self) -> None:
        if self.check():
            self.input.advance()

    def _echo_now(self) -> None:
        value = self.value
        self.set_echo(self._echo(value) if self._echo and value is not None else "")

"""A field of a form: its label, what is typed, what was understood, and what is wrong, side by side.

What was typed is checked on leaving; the sentence about a mistake goes as soon as it is edited.
Enter goes on to the next field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import full_date, parse_date
from app.domain.errors import UserError
from app.domain.mass import parse_weight_mg, shown_g
from app.domain.money import figure, parse_amount
from app.views.widgets.inputs import Choice, Input, LongInput
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
        top.addStretch(1)
        self._aside = Text("", "muted")
        top.addWidget(self._aside)
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
        self.input.textEdited.connect(self._on_edited)
        self.input.left.connect(self.check)
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

    def _on_edited(self, _text: str) -> None:
        self.clear_error()
        self._echo_now()
        self.changed.emit()

    def _on_enter(self) -> None:
        if self.check():
            self.input.advance()

    def _echo_now(self) -> None:
        value = self.value
        self.set_echo(self._echo(value) if self._echo and value is not None else "")


class TextField(ParsedField[str]):
    """Plain words."""

    def __init__(
        self,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        name: str = "",
        suffix: str = "",
    ) -> None:
        super().__init__(label, str.strip, required=required, hint=hint, name=name, suffix=suffix)


class MoneyField(ParsedField[int]):
    """An amount in minor units: "1.2k" is understood, "1,200.00" echoed."""

    def __init__(
        self,
        label: str,
        currency: str,
        locale: str = "en_US",
        *,
        required: bool = False,
        name: str = "",
    ) -> None:
        super().__init__(
            label,
            lambda text: parse_amount(text, currency, field=name),
            lambda minor: figure(minor, currency, locale),
            shown=lambda minor: figure(minor, currency, locale),
            required=required,
            numeric=True,
            suffix=currency,
            name=name,
        )


class WeightField(ParsedField[int]):
    """A weight in mg, typed in grams or with its unit."""

    def __init__(
        self, label: str, locale: str = "en_US", *, required: bool = False, name: str = "weight"
    ) -> None:
        super().__init__(
            label,
            lambda text: parse_weight_mg(text, field=name),
            lambda mg: shown_g(mg, locale),
            shown=lambda mg: f"{mg / 1000:.3f}",
            required=required,
            numeric=True,
            suffix="g",
            name=name,
        )


class DateField(ParsedField[date]):
    """A day: "tomorrow", "fri", "3/12"; echoed as "Tuesday 3 March 2026"."""

    def __init__(
        self,
        label: str,
        today: Callable[[], date],
        locale: str = "en_US",
        *,
        required: bool = False,
        name: str = "date",
    ) -> None:
        super().__init__(
            label,
            lambda text: parse_date(text, today(), locale=locale, field=name),
            lambda day: full_date(day, locale),
            shown=lambda day: day.isoformat(),
            required=required,
            name=name,
            hint="tomorrow, fri, 3/12",
        )


class ChoiceField(Field):
    """One of a few, in a list that opens."""

    committed = Signal(object)

    def __init__(
        self,
        label: str,
        options: Sequence[tuple[Any, str]],
        *,
        required: bool = False,
        hint: str = "",
        name: str = "",
    ) -> None:
        self.choice = Choice(options, hint=hint)
        super().__init__(label, self.choice, name=name)
        self._required = required
        self.choice.changed.connect(self._on_changed)
        self.choice.entered.connect(self._on_enter)

    @property
    def value(self) -> Any:
        """What is chosen, None for nothing."""
        return self.choice.value

    def set_value(self, value: Any) -> None:
        """Choose without telling."""
        self.choice.set_value(value)
        self.clear_error()

    def check(self) -> bool:
        """Whether something is chosen where something must be."""
        if self._required and self.value is None:
            self.set_error(f"{self.label} is missing.")
            return False
        return True

    def _on_changed(self, value: object) -> None:
        self.clear_error()
        self.changed.emit()
        self.committed.emit(value)

    def _on_enter(self) -> None:
        if self.check():
            self.choice.advance()


class LongTextField(Field):
    """Several lines of words."""

    def __init__(self, label: str, *, hint: str = "", lines: int = 3, name: str = "") -> None:
        self.edit = LongInput(hint=hint, lines=lines)
        super().__init__(label, self.edit, name=name)
        self._telling = True
        self.edit.textChanged.connect(self._on_edited)

    @property
    def value(self) -> str:
        """What is typed."""
        return self.edit.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show a text, without telling."""
        self._telling = False
        self.edit.setPlainText(text)
        self._telling = True

    def _on_edited(self) -> None:
        self.clear_error()
        if self._telling:
            self.changed.emit()


def show_refusal(fields: Sequence[Field], error: UserError) -> bool:
    """Put a refusal beside the field it means, and go there; False when it means none of them."""
    for field in fields:
        if error.field and field.name == error.field:
            field.set_error(error)
            field.control.setFocus()
            return True
    return False


def check_all(fields: Sequence[Field]) -> bool:
    """Judge a whole form; the focus goes to the first field that must be mended."""
    wrong = [f for f in fields if isinstance(f, ParsedField | ChoiceField) and not f.check()]
    if wrong:
        wrong[0].control.setFocus()
    return not wrong


__all__ = [
    "ChoiceField",
    "DateField",
    "Field",
    "LongTextField",
    "MoneyField",
    "ParsedField",
    "TextField",
    "WeightField",
    "check_all",
    "show_refusal",
]

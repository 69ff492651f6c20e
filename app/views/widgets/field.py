"""The kinds of fields: words, money, weights, days, choices, notes; and judging a whole form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from app.domain.dates import full_date, parse_date
from app.domain.errors import InputError, UserError
from app.domain.mass import parse_weight_mg, shown_g
from app.domain.money import figure, parse_amount
from app.views.widgets.inputs import Choice, LongInput
from app.views.widgets.parsed_field import Field, ParsedField


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


class WholeField(ParsedField[int]):
    """A whole number between two bounds; what is outside is told beside it."""

    def __init__(
        self, label: str, low: int, high: int, *, suffix: str = "", name: str = ""
    ) -> None:
        def parse(text: str) -> int:
            number = int(text) if text.strip().isdecimal() and len(text) < 10 else -1
            if not low <= number <= high:
                raise InputError(
                    "Not in the range",
                    f"{label} goes from {low:,} to {high:,}.",
                    "Type a whole number.",
                    field=name,
                )
            return number

        super().__init__(label, parse, required=True, numeric=True, suffix=suffix, name=name)


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

"""What a piece is worth, as it is typed: an amount in its long form, and the consignor's money live."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.money import figure, parse_amount
from app.services.agreements import Terms
from app.services.take_in_answers import price_echo
from app.views.widgets.field import Field, ParsedField
from app.views.widgets.text import Text

LABELS = {
    "agreed": "Agreed price",
    "reserve": "Reserve",
    "price": "Price",
    "cost": "Cost",
    "insured": "Value stated by the client",
}


class WrittenField(ParsedField[int]):
    """A figure that is written out when the field is left: "1.2k" becomes "1,200.00"."""

    def check(self) -> bool:
        if not super().check():
            return False
        value = self.value
        if value is not None:
            self.input.setText(self._shown(value))
        return True


class AmountField(WrittenField):
    """An amount in the shop's currency."""

    def __init__(self, what: str, currency: str, locale: str) -> None:
        super().__init__(
            LABELS[what],
            lambda text: parse_amount(text, currency, field=what),
            shown=lambda minor: figure(minor, currency, locale),
            numeric=True,
            name=what,
        )


class PriceFields(QWidget):
    """The amounts that this way of taking in asks for, and one live line beneath them.

    ``whats``: agreed and reserve for a consigned piece, price and cost for the house's own.
    """

    changed = Signal()

    def __init__(self, whats: tuple[str, ...], currency: str, locale: str) -> None:
        super().__init__()
        self._currency, self._locale = currency, locale
        self._terms: Terms | None = None
        self.fields = {what: AmountField(what, currency, locale) for what in whats}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(10)
        column.addLayout(row)
        for field in self.fields.values():
            field.changed.connect(self._on_changed)
            row.addWidget(field)
        self._live = QHBoxLayout()
        self._live.setSpacing(4)
        self._live.addStretch(1)
        self.words = Text("", "muted")
        self.money = Text("", "small")
        self.money.setStyleSheet("font-weight: 600;")
        self.after = Text("", "muted")
        for text in (self.words, self.money, self.after):
            text.setMinimumHeight(17)
            self._live.addWidget(text)
        column.addLayout(self._live)
        column.addStretch(1)
        self.setAccessibleName("Prices")

    def set_terms(self, terms: Terms | None) -> None:
        """The terms that the consignor's money follows from; None: there is no consignor."""
        self._terms = terms
        self._show_live()

    def text(self, what: str) -> str:
        """What is typed for an amount; "" where this form does not ask for it."""
        return self.fields[what].text if what in self.fields else ""

    def set_text(self, what: str, text: str) -> None:
        """Show an amount, without telling."""
        if what in self.fields:
            self.fields[what].set_text(text)
            self._show_live()

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """For putting a refusal beside one of them."""
        return tuple(self.fields.values())

    def _on_changed(self) -> None:
        self._show_live()
        self.changed.emit()

    def _show_live(self) -> None:
        words, money, after = self._said()
        self.words.setText(words)
        self.money.setText(money)
        self.after.setText(after)
        self.words.set_tone("")
        reserve = self.fields.get("reserve")
        if self._terms and reserve:
            error = price_echo(self._terms, self.fields["agreed"].value, reserve.value).error
            if error:
                self.words.setText(error)
                self.words.set_tone("bad")

    def _said(self) -> tuple[str, str, str]:
        if self._terms is None or "agreed" not in self.fields:
            return "", "", ""
        agreed = self.fields["agreed"].value
        try:
            echo = price_echo(self._terms, agreed, self.fields["reserve"].value)
        except UserError as error:
            return error.message, "", ""
        if echo.error or echo.consignor_minor is None:
            return "", "", ""
        percent = f"{echo.reserve_percent} % of agreed · " if echo.reserve_percent else ""
        money = figure(echo.consignor_minor, self._currency, self._locale)
        return f"{percent}client receives", money, "at agreed"

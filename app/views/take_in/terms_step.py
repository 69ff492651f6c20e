"""The second step: the house's terms, changed where this consignor was promised something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.consignment_terms import consignor_share
from app.domain.dates import day_of, long_date
from app.domain.errors import InputError, UserError
from app.domain.ids import now_ms
from app.domain.money import exponent, figure, parse_amount, parse_rate, rate_words
from app.services.agreement_cards import share_words
from app.services.agreements import Terms, checked_terms
from app.shop import ShopSettings
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.field import Field, ParsedField, check_all, show_refusal
from app.views.widgets.field_grid import FieldGrid
from app.views.widgets.pairs import Pairs
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Line, Text

NARROW = 760
"""Under this width, px, the two buttons stand over each other."""


class TermsStep(QWidget):
    """``went_on`` when the terms stand; ``touched`` at each change."""

    went_on = Signal()
    touched = Signal()

    def __init__(self, settings: ShopSettings) -> None:
        super().__init__()
        self._settings = settings
        self._terms = Terms(settings.currency)
        self._make_fields()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._make_form(), 6)
        row.addWidget(self._make_meaning(), 4)
        for field in self.fields:
            field.changed.connect(self._on_changed)
        QWidget.setTabOrder(self.reduce_after.control, self.go_button)
        QWidget.setTabOrder(self.go_button, self.house_button)

    def _make_fields(self) -> None:
        currency, locale = self._settings.currency, self._settings.locale

        def rate(label: str, name: str) -> ParsedField[int]:
            return ParsedField(
                label,
                lambda text: parse_rate(text, field=name),
                shown=lambda ppm: rate_words(ppm).removesuffix(" %"),
                numeric=True,
                suffix="%",
                name=name,
            )

        def amount(label: str, name: str) -> ParsedField[int]:
            return ParsedField(
                label,
                lambda text: parse_amount(text, currency, field=name),
                shown=lambda minor: figure(minor, currency, locale),
                numeric=True,
                suffix=currency,
                name=name,
            )

        def whole(label: str, name: str, suffix: str = "days") -> ParsedField[int]:
            return ParsedField(
                label, lambda text: _whole(text, name), numeric=True, suffix=suffix, name=name
            )

        self.announced = whole("Pieces announced", "announced", "pieces")
        self.base = rate("Consignor’s share", "tiers")
        self.better = rate("Better share", "tier_share")
        self.tier_from = amount("from a price of", "tier_from")
        self.term = whole("Term", "term_days")
        self.hold = whole("Held before sale", "hold_days")
        self.paid_after = whole("Paid out after delivery", "return_window")
        self.photo_fee = amount("Photo fee a piece", "photo_fee_minor")
        self.withdrawal = rate("Fee for early withdrawal", "withdrawal_fee_ppm")
        self.reduce = rate("May reduce by", "terms")
        self.reduce_after = whole("after", "reduce_after")

    def _make_form(self) -> Card:
        card = Card(padding=22, spacing=14)
        card.body.addWidget(Text("Terms", "panel"))
        self._whose = Text("", "muted", wrap=True)
        card.body.addWidget(self._whose)
        groups: tuple[tuple[Field, ...], ...] = (
            (self.announced, self.base, self.better, self.tier_from),
            (self.term, self.hold, self.paid_after),
            (self.photo_fee, self.withdrawal, self.reduce, self.reduce_after),
        )
        for title, group in zip(("Share", "Time", "Fees and reductions"), groups, strict=True):
            card.body.addWidget(Line())
            card.body.addWidget(Text(title, "label"))
            card.body.addWidget(FieldGrid(group, columns=4))
        card.body.addStretch(1)
        row = self._foot = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.house_button = Button("The house’s usual terms")
        row.addWidget(self.house_button)
        self.go_button = Button("Go on to the pieces", "primary", key="Ctrl+Return")
        self.go_button.setAutoDefault(True)
        self.go_button.clicked.connect(self.go_on)
        row.addWidget(self.go_button)
        card.body.addLayout(row)
        return card

    def _make_meaning(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(padding=20, spacing=12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("handshake", "accent"))
        head.addWidget(Text("What this promises", "strong"))
        head.addStretch(1)
        card.body.addLayout(head)
        self._share = Text("", "medium", wrap=True)
        card.body.addWidget(self._share)
        self._dates = Pairs()
        card.body.addWidget(self._dates)
        card.body.addWidget(Line())
        card.body.addWidget(Text("The consignor receives", "label"))
        self._examples = Pairs()
        card.body.addWidget(self._examples)
        column.addWidget(card)
        column.addStretch(1)
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._foot.setDirection(way.TopToBottom if self.width() < NARROW else way.LeftToRight)

    # -- what it holds

    @property
    def fields(self) -> tuple[ParsedField[int], ...]:
        """All fields in their order."""
        return (
            self.announced,
            self.base,
            self.better,
            self.tier_from,
            self.term,
            self.hold,
            self.paid_after,
            self.photo_fee,
            self.withdrawal,
            self.reduce,
            self.reduce_after,
        )

    def begin(self, terms: Terms, whose: str) -> None:
        """Show terms; ``whose`` says for whom they are."""
        self._whose.setText(whose)
        self.show_terms(terms)
        self.announced.control.setFocus()

    def show_terms(self, terms: Terms) -> None:
        """Show these terms, without telling."""
        self._terms = terms
        values = (
            terms.announced or None,
            terms.base_share_ppm,
            terms.tier_share_ppm,
            terms.tier_from_minor,
            terms.term_days,
            terms.hold_days,
            terms.return_window_days,
            terms.photo_fee_minor,
            terms.withdrawal_fee_ppm,
            terms.reduce_ppm,
            terms.reduce_after_days,
        )
        for field, value in zip(self.fields, values, strict=True):
            field.set_value(value)
        self._show_meaning()

    def terms(self) -> Terms:
        """What the fields say; UserError names a field that cannot be so."""
        value = {field.name: field.value for field in self.fields}
        chosen = replace(
            self._terms,
            announced=value["announced"] or 0,
            base_share_ppm=value["tiers"] or 0,
            tier_share_ppm=value["tier_share"],
            tier_from_minor=value["tier_from"],
            term_days=value["term_days"] or 0,
            hold_days=value["hold_days"] or 0,
            return_window_days=value["return_window"] or 0,
            photo_fee_minor=value["photo_fee_minor"] or 0,
            withdrawal_fee_ppm=value["withdrawal_fee_ppm"] or 0,
            reduce_ppm=value["terms"],
            reduce_after_days=value["reduce_after"],
        )
        return checked_terms(chosen, self._settings.currency)

    def go_on(self) -> None:
        """These terms stand, if they can be so."""
        if not check_all(self.fields):
            return
        try:
            self.terms()
        except UserError as error:
            self.show_refusal(error)
            return
        self.went_on.emit()

    def show_refusal(self, error: UserError) -> bool:
        """Put a refusal beside the field that it means."""
        return show_refusal(self.fields, error)

    # -- what it means

    def _on_changed(self) -> None:
        self._show_meaning()
        self.touched.emit()

    def _show_meaning(self) -> None:
        if any(field.text.strip() and field.value is None for field in self.fields):
            self._share.setText("What is marked cannot be read: nothing is promised by it yet.")
            self._dates.show_pairs([])
            self._examples.show_pairs([])
            return
        try:
            terms = self.terms()
        except UserError as error:
            self._share.setText(error.message)
            return
        currency, locale = self._settings.currency, self._settings.locale
        self._share.setText(f"{share_words(terms, locale)}.")
        today = day_of(now_ms(), self._settings.zone)
        ends = today + timedelta(days=terms.term_days)
        pairs = [("Signed today, it ends on", long_date(ends, locale))]
        if terms.hold_days:
            free = today + timedelta(days=terms.hold_days)
            pairs.append(("May be sold from", long_date(free, locale)))
        self._dates.show_pairs(pairs)
        scale = 10 ** exponent(currency)
        border = terms.tier_from_minor or 1000 * scale
        examples = sorted({border // 2, border, 5 * border})
        self._examples.show_pairs(
            [
                (
                    f"of {figure(price, currency, locale)}",
                    figure(consignor_share(price, terms.promise), currency, locale),
                )
                for price in examples
            ]
        )


def _whole(text: str, name: str) -> int:
    """A whole number of days or pieces."""
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit() and len(bare) < 6):
        raise InputError(
            "Not a whole number",
            f"“{bare}” is not a whole number.",
            "Type it in digits, such as 120.",
            field=name,
        )
    return int(bare)

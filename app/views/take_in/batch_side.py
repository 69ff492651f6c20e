"""At the right of the form: the consignor, the terms, what it comes to, tags and signing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import parse_day, short_date
from app.domain.mass import shown_g
from app.domain.money import figure, rate_words
from app.domain.vocabulary import OWNERSHIP
from app.domain.wording import pieces_words
from app.services.agreement_cards import AgreementCard
from app.services.take_in_batch import BatchView
from app.shop import ShopSettings
from app.views.parties.person_card import PersonCard
from app.views.take_in.choices import ROLES
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.icon_line import IconLine
from app.views.widgets.pairs import Pairs
from app.views.widgets.text import Line, SectionLabel, Text

WIDTH = 296
LOW = 620
"""Below this height (px) the terms are left to their own step."""


class BatchSide(QWidget):
    """``terms_asked`` and ``party_asked`` when their links are pressed."""

    terms_asked = Signal()
    party_asked = Signal()

    def __init__(self, settings: ShopSettings) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._settings = settings
        self._has_terms = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.person = PersonCard(settings)
        self.person.asked.connect(self.party_asked)
        column.addWidget(self.person)
        self._terms = self._make_terms()
        column.addWidget(self._terms)
        self._sums = self._make_sums()
        column.addWidget(self._sums, 1)

    def _make_terms(self) -> Card:
        card = Card(padding=16, spacing=7)
        head = QHBoxLayout()
        self._agreement = SectionLabel("")
        head.addWidget(self._agreement)
        head.addStretch(1)
        link = Button("Terms", "link")
        link.setAccessibleName("Change the terms")
        link.clicked.connect(self.terms_asked)
        head.addWidget(link)
        card.body.addLayout(head)
        self._term_rows = Pairs()
        card.body.addWidget(self._term_rows)
        return card

    def _make_sums(self) -> Card:
        card = Card(padding=16, spacing=8)
        head = QHBoxLayout()
        self._so_far = SectionLabel("")
        self._unit = Text("", "muted")
        head.addWidget(self._so_far)
        head.addStretch(1)
        head.addWidget(self._unit)
        card.body.addLayout(head)
        self._sum_rows = Pairs()
        card.body.addWidget(self._sum_rows)
        self._result_line = Line()
        card.body.addWidget(self._result_line)
        row = QHBoxLayout()
        self._result_label = Text("Consignor receives", "strong")
        self._result = Text("", "value", numbers=True)
        row.addWidget(self._result_label)
        row.addStretch(1)
        row.addWidget(self._result)
        card.body.addLayout(row)
        self._result_note = Text("", "muted", wrap=True)
        card.body.addWidget(self._result_note)
        self._incomplete = IconLine("circle-dashed", "warn")
        card.body.addWidget(self._incomplete)
        card.body.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(8)
        card.body.addLayout(self._foot)
        return card

    def add_action(self, action: QAction, kind: str) -> Button:
        """A button at the foot that is as wide as the card."""
        button = Button.of(action, kind)
        button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
        self._foot.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_terms_card()

    def _show_terms_card(self) -> None:
        """The terms give way to the sums and buttons in a low window."""
        self._terms.setVisible(self._has_terms and self.height() >= LOW)

    # -- showing

    def show_batch(self, view: BatchView, ownership: str, with_this: int | None) -> None:
        """Show a batch. ``with_this``: the consignor's money with the piece in the form, if known."""
        self.person.setVisible(view.party is not None)
        if view.party:
            self.person.show_party(view.party, ROLES.get(ownership, ""))
        self._has_terms = view.agreement is not None
        self._show_terms_card()
        if view.agreement:
            self._agreement.setText(f"Agreement {view.agreement.number}")
            self._term_rows.show_pairs(self._term_pairs(view.agreement))
        self._show_sums(view, ownership, with_this)

    def _term_pairs(self, card: AgreementCard) -> list[tuple[str, str]]:
        terms, locale = card.terms, self._settings.locale
        shares = [part.strip() for part in card.share_words.split(", ")]
        pairs = [("Share", shares[0]), *(("", share) for share in shares[1:])]
        pairs.append(("Term", f"{terms.term_days} days, {_medium(card.expires_on, locale)}"))
        if terms.hold_days:
            pairs.append(("Held until", _medium(card.saleable_on, locale)))
        if terms.photo_fee_minor:
            fee = figure(terms.photo_fee_minor, terms.currency, locale)
            pairs.append(("Photo fee", f"{fee} a piece"))
        if terms.reduce_ppm and terms.reduce_after_days:
            words = f"{rate_words(terms.reduce_ppm)} after {terms.reduce_after_days} days"
            pairs.append(("May reduce", words))
        return pairs

    def _show_sums(self, view: BatchView, ownership: str, with_this: int | None) -> None:
        currency, locale = self._settings.currency, self._settings.locale
        count = len(view.lines)
        announced = view.agreement.terms.announced if view.agreement else 0
        of = f" of {announced} announced" if announced else ""
        self._so_far.setText(f"So far, {count}{of}" if of else f"So far, {pieces_words(count)}")
        self._unit.setText(currency)
        pairs = [("Weight", f"{shown_g(view.weight_mg, locale)} g")]
        if view.agreement:
            pairs.append(("Reserves", figure(view.reserve_minor, currency, locale)))
            pairs.append(("Agreed", figure(view.worth_minor, currency, locale)))
        elif ownership != "customer_property":
            pairs.append(("Asked", figure(view.worth_minor, currency, locale)))
        self._sum_rows.show_pairs(pairs)
        consigned = view.agreement is not None
        for part in (self._result_line, self._result_label, self._result):
            part.setVisible(consigned)
        note = ""
        if view.agreement:
            self._result.setText(figure(view.agreement.totals.consignor_minor, currency, locale))
            note = "If all sells at the agreed price."
            if with_this is not None:
                total = figure(view.agreement.totals.consignor_minor + with_this, currency, locale)
                note += f" With piece {count + 1}: {total}"
        else:
            note = f"These pieces are {OWNERSHIP.word(ownership)}."
        self._result_note.setText(note)
        left = view.to_complete
        words = f"{pieces_words(left)} to complete" + (", may be signed" if consigned else "")
        self._incomplete.say(words if left else "")


def _medium(day: str, locale: str) -> str:
    """A day with its year: "17 Mar 2026"."""
    found = parse_day(day)
    return f"{short_date(found, locale)} {found.year}"

"""The cards of the settings: each with its fields, bound to what is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLayout

from app.domain.ciphers import cipher_of
from app.domain.money import parse_rate, rate_words
from app.services import house_paper
from app.services.house_rules import ID_WANTED, SECOND_BATCH, SECOND_SINGLE
from app.services.settings import (
    COMPANY_LINES,
    DOCUMENT_LANGUAGE,
    IDLE_LOCK_SECONDS,
    PRICE_ON_TAG,
    TAG_STOCK,
)
from app.services.tag_texts import TAG_CIPHER
from app.shop import ShopSettings
from app.views.documents.making import language_choices
from app.views.opening import system_choices
from app.views.opening.wizard_steps import PEOPLE
from app.views.settings.bound import Bound
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.field import (
    ChoiceField,
    Field,
    LongTextField,
    MoneyField,
    ParsedField,
    TextField,
    WholeField,
)
from app.views.widgets.inputs import Tick
from app.views.widgets.text import Text

TERMS = "consignment.terms"


def beside(*fields: Field) -> QLayout:
    """Fields side by side, of equal width."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for field in fields:
        row.addWidget(field, 1)
    return row


def shop_card() -> tuple[Card, list[Bound]]:
    """Name, currency, zone, people, how figures and dates are written."""
    card = Card("The shop", spacing=12)
    name = TextField("Name", required=True, name="name")
    currency = ChoiceField("Currency", system_choices.currency_choices(), name="currency")
    zone = ParsedField(
        "Time zone",
        system_choices.parse_zone,
        system_choices.clock_there,
        required=True,
        name="zone",
    )
    people = ChoiceField("People who work here", PEOPLE)
    formats = ChoiceField("Figures and dates", system_choices.format_choices())
    card.body.addWidget(name)
    card.body.addLayout(beside(currency, people))
    card.body.addWidget(zone)
    card.body.addWidget(formats)
    return card, [
        Bound("name", name),
        Bound("currency", currency),
        Bound("zone", zone),
        Bound("people", people),
        Bound("locale", formats),
    ]


def paper_card() -> tuple[Card, list[Bound]]:
    """What stands at the head of every paper."""
    card = Card("On papers", spacing=12)
    lines = LongTextField("Address", lines=3)
    phone, email = TextField("Telephone"), TextField("E-mail")
    registration = TextField("Registration or tax number")
    paper = ChoiceField("Paper", [("a4", "A4"), ("letter", "Letter")])
    card.body.addWidget(lines)
    card.body.addLayout(beside(phone, email))
    card.body.addLayout(beside(registration, paper))
    spoken = [pair for pair in language_choices() if pair[0]]
    language = ChoiceField("Language of the papers", spoken)
    place = TextField("Wordings for", hint="GB, US-NY")
    card.body.addLayout(beside(language, place))
    return card, [
        Bound(COMPANY_LINES, lines),
        Bound(house_paper.COMPANY_PHONE, phone),
        Bound(house_paper.COMPANY_EMAIL, email),
        Bound(house_paper.COMPANY_REGISTRATION, registration),
        Bound(house_paper.PAPER, paper),
        Bound(DOCUMENT_LANGUAGE, language),
        Bound(house_paper.JURISDICTION, place, str, str.upper),
    ]


def safety_card(settings: ShopSettings) -> tuple[Card, list[Bound]]:
    """When it locks, and from which value a second person confirms."""
    card = Card("Safety", spacing=12)
    idle = WholeField("Lock after", 0, 120, suffix="minutes", name="idle")
    idle.set_aside("0 never locks")
    single = MoneyField("Second person, one piece from", settings.currency, settings.locale)
    batch = MoneyField("Second person, together from", settings.currency, settings.locale)
    identity = Tick("Ask consignors for an identity paper")
    card.body.addWidget(idle)
    card.body.addLayout(beside(single, batch))
    card.body.addWidget(identity)
    return card, [
        Bound(IDLE_LOCK_SECONDS, idle, lambda text: int(text) // 60, lambda m: str(int(m) * 60)),
        Bound(SECOND_SINGLE, single, int),
        Bound(SECOND_BATCH, batch, int),
        Bound(ID_WANTED, identity, lambda text: text == "1", lambda on: "1" if on else "0"),
    ]


def terms_card(settings: ShopSettings) -> tuple[Card, list[Bound]]:
    """What the house offers its consignors unless something else is agreed."""
    card = Card("Consignment, the usual terms", spacing=12)

    def share(label: str) -> ParsedField[int]:
        return ParsedField(label, parse_rate, shown=rate_words, numeric=True)

    base, above = share("Consignor's share"), share("Share above that price")
    start = MoneyField("Another share from", settings.currency, settings.locale)
    term = WholeField("Term", 30, 730, suffix="days")
    hold = WholeField("Waiting time by law", 0, 365, suffix="days")
    window = WholeField("Paid after the client may return", 0, 365, suffix="days")
    photo = MoneyField("Photo fee", settings.currency, settings.locale)
    card.body.addLayout(beside(base, start, above))
    card.body.addLayout(beside(term, hold))
    card.body.addLayout(beside(window, photo))
    card.body.addWidget(Text("Agreements that are signed stay as they are.", "muted"))
    fields: dict[str, Any] = {
        "base_share_ppm": base,
        "tier_from_minor": start,
        "tier_share_ppm": above,
        "term_days": term,
        "hold_days": hold,
        "return_window_days": window,
        "photo_fee_minor": photo,
    }
    return card, [Bound(f"{TERMS}/{name}", field, int) for name, field in fields.items()]


def tag_card(design: Callable[[], object]) -> tuple[Card, list[Bound]]:
    """Which roll is in the printer, what of the price is on the tag, and the way to its design."""
    card = Card("Tags", spacing=12)
    stock = ChoiceField("Tags on the roll", ())  # those that the shop has come with what is kept
    price = Tick("Print the price on tags")
    cipher = ParsedField("House cipher", _cipher, hint="BLACKHORSE X", name="cipher")
    cipher.set_aside("cost and date in letters")
    card.body.addWidget(stock)
    card.body.addWidget(price)
    card.body.addWidget(cipher)
    way = Button("Design the tags", icon="tags", small=True)
    way.clicked.connect(lambda: design())
    card.body.addWidget(way)
    return card, [
        Bound(TAG_STOCK, stock),
        Bound(PRICE_ON_TAG, price, lambda t: t == "price", lambda on: "price" if on else "none"),
        Bound(TAG_CIPHER, cipher),
    ]


def _cipher(text: str) -> str:
    """A cipher as it is kept; refused where it has not ten different letters."""
    cipher = cipher_of(text)
    return f"{cipher.word} {cipher.repeat}".strip() if cipher else ""

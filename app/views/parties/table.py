"""The columns of the list of people and companies."""

from __future__ import annotations

from app.domain.phones import shown_phone
from app.services.party_lists import PartyRow
from app.views.parties.words import country_name, initials, roles_words
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.list_view.columns import DAY_WIDTH, Cell, Column

ROW_HEIGHT = 46


def columns(words: PieceWords) -> tuple[Column, ...]:
    """Name with roles, city, how to reach them, what they have with us."""

    def last(row: PartyRow) -> Cell:
        return Cell(words.date_of(row.last_order_at) if row.last_order_at else "", "muted")

    return (
        Column(
            "", lambda row: Cell(initials=initials(row.display)), width=50, spoken_title="Initials"
        ),
        Column(
            "Name",
            lambda row: Cell(row.display or "No name", "medium", second=roles_words(row.roles)),
            stretch=6,
            sort="name",
        ),
        Column("City", _city, stretch=4, sort="city"),
        Column("E-mail and phone", _reach, stretch=6),
        Column("Pieces", lambda row: str(row.items or ""), 76, numeric=True, sort="items"),
        Column("Orders", lambda row: str(row.orders or ""), 76, numeric=True),
        Column("Last order", last, DAY_WIDTH, sort="last_order", hide_below=800),
    )


def _city(row: PartyRow) -> Cell:
    country = country_name(row.country)
    return Cell(row.city, second=country) if row.city else Cell(country)


def _reach(row: PartyRow) -> Cell:
    phone = shown_phone(row.phone) if row.phone else ""
    return Cell(row.email, second=phone) if row.email else Cell(phone)

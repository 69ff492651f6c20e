"""A party's page and the list of parties."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database
from app.services.lists import ListQuery

PARTY_VIEWS = ("all", "clients", "consignors", "suppliers")
PARTY_SORTS = ("name", "city", "last_order", "items")


@dataclass(frozen=True)
class PartyRow:
    """A row of the list of parties."""

    id: int
    display: str
    roles: tuple[str, ...]
    email: str
    phone: str
    city: str
    country: str
    orders: int
    items: int
    last_order_at: int | None


@dataclass(frozen=True)
class ContactLine:
    """A phone number or e-mail address with its row's id."""

    id: int
    purpose: str
    value: str


@dataclass(frozen=True)
class AddressLine:
    """A postal address with its row's id."""

    id: int
    purpose: str
    lines: str
    city: str
    region: str
    postcode: str
    country: str


@dataclass(frozen=True)
class IdSeen:
    """The last time an identity paper was seen: kind in words, issuer, by whom, when (UTC ms)."""

    document: str
    issuer: str
    expires_on: str
    by: str
    at: int


@dataclass(frozen=True)
class PartyNote:
    """Words about a party, newest first."""

    id: int
    topic: str
    text: str
    by: str
    at: int


@dataclass(frozen=True)
class PartyAgreement:
    """An agreement of this party: number, state, how many pieces, when it ends."""

    id: int
    number: str
    state: str
    begins_on: str
    expires_on: str
    pieces: int


@dataclass(frozen=True)
class PartyItem:
    """A piece that this party has consigned."""

    piece_id: int
    number: str
    description: str
    state: str
    agreed_minor: int | None
    currency: str
    photo_sha256: str


@dataclass(frozen=True)
class PartyOrder:
    """An order of this party."""

    id: int
    number: str
    state: str
    placed_at: int
    total_minor: int
    currency: str


@dataclass(frozen=True)
class PartyCard:
    """All about a party. ``since_at`` is the first that we know of them (UTC ms)."""

    id: int
    kind: str
    display: str
    given: str
    family: str
    language: str
    roles: tuple[str, ...]
    risk: str
    since_at: int
    contacts: tuple[ContactLine, ...]
    addresses: tuple[AddressLine, ...]
    id_seen: IdSeen | None
    notes: tuple[PartyNote, ...]
    agreements: tuple[PartyAgreement, ...]
    items: tuple[PartyItem, ...]
    orders: tuple[PartyOrder, ...]
    unsold: int
    removed: bool


def party_card(db: Database, party_id: int) -> PartyCard:
    """A party's page; NotFoundError if there is no such party."""
    raise NotImplementedError


def parties_list(
    view: str = "all", search: str = "", sort: str = "name", descending: bool = False
) -> ListQuery:
    """The list of parties as a query; rows are ``PartyRow``."""
    raise NotImplementedError

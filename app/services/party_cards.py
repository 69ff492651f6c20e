"""A party's page and the list of parties."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.clock import wall_ms
from app.domain.errors import NotFoundError
from app.domain.ids import ms_of, now_ms
from app.models.database import Database
from app.services.parties import last_id_check
from app.services.party_forms import ID_PAPERS
from app.services.people import name_of


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
    found = db.row(
        "SELECT p.kind_code, p.display, p.given, p.family, p.language, n.roles, p.risk, p.removed"
        " FROM party AS p JOIN party_now AS n ON n.id = p.id WHERE p.id = ?",
        (party_id,),
    )
    if found is None:
        raise NotFoundError(
            "Not found",
            "There is no such person or company here.",
            "Search for the name; it may be on another PC and not synced yet.",
        )
    items = _items(db, party_id)
    orders = _orders(db, party_id)
    agreements = _agreements(db, party_id)
    contacts = db.rows(
        "SELECT id, purpose, value FROM contact WHERE party_id = ? AND removed = 0 ORDER BY id",
        (party_id,),
    )
    addresses = db.rows(
        "SELECT id, purpose, lines, city, region, postcode, country FROM address"
        " WHERE party_id = ? AND removed = 0 ORDER BY id",
        (party_id,),
    )
    return PartyCard(
        id=party_id,
        kind=found[0],
        display=found[1],
        given=found[2],
        family=found[3],
        language=found[4],
        roles=tuple(word for word in found[5].split(",") if word),
        risk=found[6],
        since_at=_since(party_id, orders, agreements),
        contacts=tuple(ContactLine(*row) for row in contacts),
        addresses=tuple(AddressLine(*row) for row in addresses),
        id_seen=id_seen(db, party_id),
        notes=_notes(db, party_id),
        agreements=agreements,
        items=items,
        orders=orders,
        unsold=sum(item.state in _UNSOLD for item in items),
        removed=bool(found[7]),
    )


_UNSOLD = frozenset({"taken_in", "hold", "listed", "price_review", "reserved", "expired"})


def id_seen(db: Database, party_id: int) -> IdSeen | None:
    """The last identity check of a party, as the card shows it."""
    found = last_id_check(db, party_id)
    if found is None:
        return None
    check, work_id, hlc = found
    return IdSeen(
        ID_PAPERS.get(check.document_kind, "identity paper"),
        check.issuer,
        check.expires_on,
        _who(db, work_id),
        wall_ms(hlc),
    )


def _who(db: Database, work_id: int) -> str:
    return name_of(db, db.value("SELECT actor_id FROM work WHERE id = ?", (work_id,)))


def _notes(db: Database, party_id: int) -> tuple[PartyNote, ...]:
    rows = db.rows(
        "SELECT id, topic, coalesce(content, ''), work_id, hlc FROM note WHERE subject_id = ?"
        " AND subject_kind = 'party' AND topic <> 'id_check' ORDER BY hlc DESC, id DESC",
        (party_id,),
    )
    return tuple(
        PartyNote(row[0], row[1], row[2], _who(db, row[3]), wall_ms(row[4])) for row in rows
    )


def _agreements(db: Database, party_id: int) -> tuple[PartyAgreement, ...]:
    rows = db.rows(
        "SELECT a.id, a.number, coalesce(s.state, 'draft'), a.begins_on,"
        " coalesce(date(nullif(a.begins_on, ''), '+' || a.term_days || ' days'), ''),"
        " (SELECT count(*) FROM consignment_item AS i WHERE i.agreement_id = a.id"
        "   AND i.removed = 0)"
        " FROM agreement AS a LEFT JOIN state_now AS s ON s.subject_id = a.id"
        "   AND s.machine = 'agreement'"
        " WHERE a.party_id = ? AND a.removed = 0 ORDER BY a.id DESC",
        (party_id,),
    )
    return tuple(PartyAgreement(*row) for row in rows)


def _items(db: Database, party_id: int) -> tuple[PartyItem, ...]:
    rows = db.rows(
        "SELECT i.piece_id, i.number, p.description, i.state, i.agreed_minor, i.agreed_currency,"
        " p.photo_sha256 FROM item_now AS i JOIN piece_now AS p ON p.id = i.piece_id"
        " WHERE i.party_id = ? ORDER BY i.id DESC",
        (party_id,),
    )
    return tuple(PartyItem(*row) for row in rows)


def _orders(db: Database, party_id: int) -> tuple[PartyOrder, ...]:
    rows = db.rows(
        "SELECT id, number, state, placed_at, total_minor, currency FROM order_now"
        " WHERE party_id = ? AND removed = 0 ORDER BY placed_at DESC",
        (party_id,),
    )
    return tuple(PartyOrder(*row) for row in rows)


def _since(
    party_id: int, orders: tuple[PartyOrder, ...], agreements: tuple[PartyAgreement, ...]
) -> int:
    """The first that we know of a party. The id of an imported one tells no time; its orders do."""
    moments = [order.placed_at for order in orders] + [ms_of(each.id) for each in agreements]
    return min(moments, default=min(ms_of(party_id), now_ms()))

"""An agreement as take-in shows it: terms in words, the pieces so far, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.domain.consignment_terms import (
    consignor_share,
    expected_share,
    last_day,
    saleable_on,
    tier_words,
)
from app.domain.errors import NotFoundError
from app.domain.ids import ms_of, now_ms
from app.domain.money import figure
from app.models.database import Database, Row
from app.services.agreements import Terms, terms_of
from app.services.house_rules import Asks, house_rules
from app.services.parties import last_id_check

PAUSE_MS = 600_000
"""A gap of ten minutes between two pieces is a pause and not work."""


@dataclass(frozen=True)
class ItemLine:
    """A piece taken in under an agreement; ``missing`` names what is still to complete.

    Amounts are in the agreement's currency; ``apart``: agreed price or reserve is said in another one.
    """

    item_id: int
    piece_id: int
    number: str
    position: int
    description: str
    category: str
    weight_mg: int | None
    agreed_minor: int | None
    reserve_minor: int | None
    consignor_minor: int | None
    photo_sha256: str
    photos: int
    code: str
    state: str
    missing: tuple[str, ...]
    no_export: bool
    apart: bool = False


@dataclass(frozen=True)
class Totals:
    """What the pieces come to: mg and minor units; ``consignor_minor`` if all sell at the agreed price."""

    pieces: int
    weight_mg: int
    agreed_minor: int
    reserve_minor: int
    consignor_minor: int
    fees_minor: int
    to_complete: int


@dataclass(frozen=True)
class AgreementCard:
    """An agreement with its pieces. Dates are ISO; before signing they are those of a signing today.

    ``expires_on`` is the last day of the term, inclusive; ``saleable_on`` the first day after the
    hold. ``blocks`` says in sentences what must be done before signing; ``seconds_a_piece`` is the
    pace of this take-in, None before the second piece.
    """

    id: int
    number: str
    party_id: int
    party: str
    state: str
    terms: Terms
    share_words: str
    begins_on: str
    expires_on: str
    saleable_on: str
    items: tuple[ItemLine, ...]
    totals: Totals
    blocks: tuple[str, ...]
    seconds_a_piece: int | None
    document_id: int | None
    document_number: str


_LAST = (
    "(SELECT {value} FROM {table} AS f WHERE f.subject_id = p.id AND f.what = '{what}'"
    " ORDER BY f.hlc DESC, f.id DESC LIMIT 1)"
)
_WEIGHT = _LAST.format(value="value", table="measured", what="gross_weight_mg")
_AGREED = _LAST.format(value="amount_minor", table="priced", what="agreed")
_RESERVE = _LAST.format(value="amount_minor", table="priced", what="reserve")
_AGREED_IN = _LAST.format(value="currency", table="priced", what="agreed")
_RESERVE_IN = _LAST.format(value="currency", table="priced", what="reserve")
_PHOTOS = (
    "attached AS a JOIN file AS f ON f.id = a.file_id WHERE a.subject_id = p.id"
    " AND a.subject_kind = 'piece' AND a.counter_of IS NULL AND a.role <> 'paper' AND NOT EXISTS"
    " (SELECT 1 FROM attached AS c WHERE c.subject_id = p.id AND c.counter_of = a.id)"
)
# From the facts and not from piece_now: signing asks this inside its own unit of work.
_ITEMS = f"""
SELECT i.id, i.piece_id, i.number, i.position, p.description, p.category, {_WEIGHT}, {_AGREED},
  {_RESERVE},
  coalesce((SELECT f.sha256 FROM {_PHOTOS} ORDER BY a.position, a.id LIMIT 1), ''),
  (SELECT count(*) FROM {_PHOTOS}),
  coalesce((SELECT c.text_value FROM code AS c WHERE c.target_id = p.id AND c.alias = 0
    ORDER BY c.hlc DESC, c.id DESC LIMIT 1), ''),
  coalesce((SELECT s.state FROM state_now AS s WHERE s.subject_id = i.id AND s.machine = 'item'),
    'taken_in'),
  p.no_export, p.category = 'loose_stone' OR EXISTS (SELECT 1 FROM metal AS t
    WHERE t.piece_id = p.id AND t.removed = 0), {_AGREED_IN}, {_RESERVE_IN}
FROM consignment_item AS i JOIN piece AS p ON p.id = i.piece_id
WHERE i.agreement_id = ? AND i.removed = 0 AND p.removed = 0 ORDER BY i.position, i.id
"""


def agreement_card(db: Database, agreement_id: int) -> AgreementCard:
    """An agreement with its totals; NotFoundError if there is none."""
    found = db.row(
        "SELECT a.number, a.party_id, p.display, coalesce(s.state, 'draft'), a.begins_on,"
        " a.removed FROM agreement AS a JOIN party AS p ON p.id = a.party_id"
        " LEFT JOIN state_now AS s ON s.subject_id = a.id AND s.machine = 'agreement'"
        " WHERE a.id = ?",
        (agreement_id,),
    )
    if found is None or found[5]:
        raise NotFoundError(
            "Not found", "There is no such agreement here.", "Go back and search for it."
        )
    number, party_id, party, state, begins_on, _ = found
    rules = house_rules(db)
    terms = terms_of(db, agreement_id)
    items = items_of(db, agreement_id, terms)
    first = date.fromisoformat(begins_on or rules.date_of(now_ms()))
    paper = db.row(
        "SELECT id, number FROM document WHERE subject_id = ? AND reverses_id IS NULL"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (agreement_id,),
    )
    return AgreementCard(
        id=agreement_id,
        number=number,
        party_id=party_id,
        party=party,
        state=state,
        terms=terms,
        share_words=share_words(terms, rules.locale),
        begins_on=begins_on,
        expires_on=last_day(first, terms.promise).isoformat(),
        saleable_on=saleable_on(first, terms.promise).isoformat(),
        items=items,
        totals=totals_of(items, terms),
        blocks=signing_blocks(db, party_id, items) if state == "draft" else (),
        seconds_a_piece=_pace(items),
        document_id=paper[0] if paper else None,
        document_number=paper[1] if paper else "",
    )


def _pace(items: tuple[ItemLine, ...]) -> int | None:
    """The average time from one piece to the next in seconds; pauses are left out."""
    times = [ms_of(item.item_id) for item in items]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    steady = [gap for gap in gaps if 0 <= gap < PAUSE_MS]
    return sum(steady) // len(steady) // 1000 if steady else None


def items_of(db: Asks, agreement_id: int, terms: Terms) -> tuple[ItemLine, ...]:
    """The pieces under an agreement in the order in which they were taken in."""
    return tuple(_line(row, terms) for row in db.rows(_ITEMS, (agreement_id,)))


def _line(row: Row, terms: Terms) -> ItemLine:
    weight_mg, photos, has_metal = row[6], row[10], row[14]
    agreed = row[7] if row[15] == terms.currency else None
    reserve = row[8] if row[16] == terms.currency else None
    missing = (
        ("photo", not photos),
        ("weight", weight_mg is None),
        ("metal", not has_metal),
        ("price", agreed is None),
    )
    return ItemLine(
        item_id=row[0],
        piece_id=row[1],
        number=row[2],
        position=row[3],
        description=row[4],
        category=row[5],
        weight_mg=weight_mg,
        agreed_minor=agreed,
        reserve_minor=reserve,
        consignor_minor=None if agreed is None else consignor_share(agreed, terms.promise),
        photo_sha256=row[9],
        photos=photos,
        code=row[11],
        state=row[12],
        missing=tuple(word for word, is_missing in missing if is_missing),
        no_export=bool(row[13]),
        apart=(agreed, reserve) != (row[7], row[8]),
    )


def totals_of(items: tuple[ItemLine, ...], terms: Terms) -> Totals:
    """What these pieces come to."""
    agreed = [item.agreed_minor for item in items if item.agreed_minor is not None]
    return Totals(
        pieces=len(items),
        weight_mg=sum(item.weight_mg or 0 for item in items),
        agreed_minor=sum(agreed),
        reserve_minor=sum(item.reserve_minor or 0 for item in items),
        consignor_minor=expected_share(agreed, terms.promise),
        fees_minor=terms.photo_fee_minor * len(items),
        to_complete=sum(bool(item.missing) for item in items),
    )


def share_words(terms: Terms, locale: str = "en_US") -> str:
    """The consignor's share in words: "60 % from 1,000.00, 50 % below"."""
    tiers = terms.promise.tiers
    shown = [figure(tier.from_minor, terms.currency, locale) for tier in tiers]
    return ", ".join(tier_words(terms.promise, shown))


def signing_blocks(
    db: Asks, party_id: int, items: tuple[ItemLine, ...], *, photos_later: bool = False
) -> tuple[str, ...]:
    """What must be done before an agreement can be signed, a sentence each."""
    blocks = [] if items else ["No piece has been taken in yet."]
    apart = [item.number for item in items if item.apart]
    no_price = [item.number for item in items if item.agreed_minor is None and not item.apart]
    no_photo = [item.number for item in items if not item.photos]
    if no_price:
        blocks.append(f"Without an agreed price: {', '.join(no_price)}.")
    if apart:
        words = f"Said in another currency than the terms: {', '.join(apart)}."
        blocks.append(f"{words} Say the values or the terms anew.")
    if no_photo and not photos_later:
        blocks.append(f"Without a photo: {', '.join(no_photo)}.")
    if house_rules(db).id_wanted and last_id_check(db, party_id) is None:
        blocks.append("The consignor's identity paper has not been seen.")
    return tuple(blocks)

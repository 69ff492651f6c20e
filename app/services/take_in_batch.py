"""What is being taken in now: whose it is, under which agreement, which pieces so far."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.models.database import Database
from app.printing.tag.roll import Roll
from app.services.agreement_cards import AgreementCard, ItemLine, agreement_card
from app.services.agreements import Terms, usual_terms
from app.services.house_rules import house_rules
from app.services.party_cards import PartyCard, party_card
from app.services.pieces import PieceRow, piece_rows
from app.services.places import PlaceNode, place_tree
from app.services.tag_texts import TagRules, tag_rules
from app.services.tags import roll_of
from app.services.upcoming import next_code, next_item_number

CONSIGNED = "consigned_in"


@dataclass
class Batch:
    """A take-in from its first to its last piece. ``piece_ids``: those taken in without an agreement.

    ``place_id``: where the pieces go, None for the shop's usual place. ``announced``: how many pieces
    are to come. ``paces`` are the seconds that each piece took.
    """

    ownership: str = CONSIGNED
    party_id: int = 0
    agreement_id: int = 0
    piece_ids: list[int] = field(default_factory=list)
    place_id: int | None = None
    paces: list[float] = field(default_factory=list)

    @property
    def consigned(self) -> bool:
        """Whether it comes in under an agreement."""
        return self.ownership == CONSIGNED

    @property
    def subject(self) -> int:
        """What its draft is kept under: the agreement, else its first piece; before there is one, whose
        pieces they will be, 1 for the house's."""
        if self.agreement_id:
            return self.agreement_id
        if self.piece_ids or not self.party_id:
            return self.piece_ids[0] if self.piece_ids else 1
        return -self.party_id if self.ownership == "memo_in" else self.party_id

    def draft(self) -> dict[str, Any]:
        """As JSON values."""
        names = ("ownership", "party_id", "agreement_id", "piece_ids", "place_id")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def of(cls, draft: Mapping[str, Any]) -> Batch:
        """A batch from a draft."""
        return cls(**{k: v for k, v in draft.items() if k in cls.__dataclass_fields__})


@dataclass(frozen=True)
class TakenLine:
    """A piece of the batch as the list at the left shows it; ``worth_minor`` agreed or asked, None
    where it is not in the house's currency."""

    piece_id: int
    number: str
    description: str
    category: str
    weight_mg: int | None
    worth_minor: int | None
    photo_sha256: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class TagRoll:
    """What the live tag is drawn with."""

    roll: Roll
    next_code: str
    next_number: str
    rules: TagRules


@dataclass(frozen=True)
class BatchView:
    """All that the page shows of a batch, read at once."""

    party: PartyCard | None
    agreement: AgreementCard | None
    terms: Terms | None
    lines: tuple[TakenLine, ...]
    roll: TagRoll
    place: str
    weight_mg: int
    worth_minor: int
    reserve_minor: int

    @property
    def to_complete(self) -> int:
        """How many pieces still need something."""
        return sum(bool(line.missing) for line in self.lines)


def batch_view(db: Database, batch: Batch) -> BatchView:
    """Read a batch; NotFoundError if its agreement is gone."""
    agreement = agreement_card(db, batch.agreement_id) if batch.agreement_id else None
    if agreement:
        lines = tuple(_item(item) for item in agreement.items)
        reserve = agreement.totals.reserve_minor
    else:
        house = house_rules(db).currency
        rows = piece_rows(db, still_there(db, batch.piece_ids))
        lines = tuple(_piece(row, house) for row in rows)
        reserve = 0
    party_id = agreement.party_id if agreement else batch.party_id
    return BatchView(
        party=party_card(db, party_id) if party_id else None,
        agreement=agreement,
        terms=agreement.terms if agreement else usual_terms(db) if batch.consigned else None,
        lines=lines,
        roll=TagRoll(
            roll_of(db),
            next_code(db),
            next_item_number(db) if batch.consigned else "",
            tag_rules(db, batch.ownership),
        ),
        place=_place(db, batch.place_id),
        weight_mg=sum(line.weight_mg or 0 for line in lines),
        worth_minor=sum(line.worth_minor or 0 for line in lines),
        reserve_minor=reserve,
    )


def _item(item: ItemLine) -> TakenLine:
    return TakenLine(
        item.piece_id,
        item.number,
        item.description,
        item.category,
        item.weight_mg,
        item.agreed_minor,
        item.photo_sha256,
        item.missing,
    )


def _piece(row: PieceRow, house: str) -> TakenLine:
    return TakenLine(
        row.id,
        row.number,
        row.description,
        row.category,
        row.weight_mg,
        row.price_minor if row.price_currency == house else None,
        row.photo_sha256,
        tuple(word for word in row.missing if word != "report"),
    )


def still_there(db: Database, piece_ids: Sequence[int]) -> list[int]:
    """Those pieces that were not taken back since."""
    sql = "SELECT id FROM piece_now WHERE removed = 0 AND id IN (SELECT value FROM json_each(?))"
    there = {row[0] for row in db.rows(sql, (json.dumps(list(piece_ids)),))}
    return [piece_id for piece_id in piece_ids if piece_id in there]


def _place(db: Database, place_id: int | None) -> str:
    """Where the pieces go, as its path."""
    chosen = place_id or house_rules(db).take_in_place_id
    nodes: Sequence[PlaceNode] = place_tree(db)
    return next((node.title or node.name for node in nodes if node.id == chosen), "")

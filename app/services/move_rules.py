"""What a move asks of pieces and places: where they are inside a unit of work, what forbids it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.dates import long_date, parse_day
from app.domain.errors import NotFoundError
from app.domain.states import word
from app.domain.vocabulary import whereabouts
from app.domain.worth import Worth
from app.models.work import Work
from app.services.house_rules import Asks, HouseRules, house_rules
from app.services.piece_worth import IN_BOOKS, last_values, worth_of_rows
from app.shop import Shop

LEAVES = frozenset({"out", "event", "transit"})
"""Whereabouts outside the premises."""
_GONE = {
    "delivered": "was delivered to the client",
    "returned_to_owner": "was returned to its owner",
    "written_off": "was written off",
    "broken_up": "was broken up",
}


@dataclass(frozen=True)
class Mover:
    """A piece about to move: its place, state, what it stands in the books for, and what guards it."""

    id: int
    name: str
    place_id: int | None
    availability: str
    hold_until: str
    worth: Worth
    two_persons: bool
    has_photo: bool


# From the facts and not from piece_now: a unit may move what it has just taken in.
_MOVERS = """
SELECT p.id, coalesce(nullif((SELECT i.number FROM consignment_item AS i WHERE i.piece_id = p.id
    AND i.removed = 0 ORDER BY i.id DESC LIMIT 1), ''), p.number), p.description,
  (SELECT m.to_place_id FROM move AS m WHERE m.subject_id = p.id AND m.subject_kind = 'piece'
    ORDER BY m.hlc DESC, m.id DESC LIMIT 1),
  coalesce((SELECT s.state FROM state_now AS s WHERE s.subject_id = p.id
    AND s.machine = 'piece'), 'intake'),
  coalesce((SELECT date(a.begins_on, '+' || a.hold_days || ' days') FROM consignment_item AS i
    JOIN agreement AS a ON a.id = i.agreement_id WHERE i.piece_id = p.id AND i.removed = 0
    AND a.hold_days > 0 AND a.begins_on <> '' ORDER BY i.id DESC LIMIT 1), ''),
  p.two_persons,
  EXISTS (SELECT 1 FROM attached AS a WHERE a.subject_id = p.id AND a.subject_kind = 'piece'
    AND a.counter_of IS NULL AND a.role <> 'paper' AND NOT EXISTS (SELECT 1 FROM attached AS c
    WHERE c.subject_id = p.id AND c.counter_of = a.id))
FROM piece AS p WHERE p.removed = 0 AND p.id IN (SELECT value FROM json_each(?))
"""


def movers(db: Asks, piece_ids: Sequence[int]) -> list[Mover]:
    """These pieces as they stand now, in their order; NotFoundError if one is gone."""
    found = {row[0]: row for row in db.rows(_MOVERS, (json.dumps(list(piece_ids)),))}
    if len(found) < len(set(piece_ids)):
        raise NotFoundError(
            "Not found",
            "One of these pieces is not here any more.",
            "Scan them again, or take it off the list.",
        )
    values = last_values(db, found, house_rules(db).currency)
    return [
        Mover(
            row[0],
            " ".join(filter(None, (row[1], row[2]))),
            row[3],
            # Inside a unit the step that it has just taken counts, and no step that cannot stand.
            (db.state("piece", row[0]) or row[4]) if isinstance(db, Work) else row[4],
            row[5],
            Worth.of(values.get(row[0], ())[:1]),
            bool(row[6]),
            bool(row[7]),
        )
        for row in (found[piece_id] for piece_id in dict.fromkeys(piece_ids))
    ]


def refusal(mover: Mover, kinds: Sequence[str], rules: HouseRules, today: str) -> str:
    """Why a piece cannot go to a place whose kinds (itself first, then up) these are; '' if it can.

    ``today`` is the shop's own date, ISO: a waiting time ends at the shop's midnight.
    """
    if mover.availability in _GONE:
        return f"{mover.name} {_GONE[mover.availability]} and is not in the house."
    told = next((w for kind in kinds if (w := whereabouts(kind)) != "house"), "house")
    if told == "gone":
        return f"{mover.name} leaves the house by a sale, a return or a write-off, not by a move."
    if told not in LEAVES:
        return ""
    if mover.availability == "sold":
        return f"{mover.name} is sold; it leaves by hand-over or shipment."
    waits_until = parse_day(mover.hold_until) if mover.hold_until else None
    waits = waits_until is not None and waits_until > parse_day(today)
    if mover.availability == "hold" or waits:
        until = f" until {long_date(waits_until, rules.locale)}" if waits and waits_until else ""
        return f"{mover.name} is {word('hold')}{until} and may not leave the premises."
    if not mover.has_photo:
        return f"{mover.name} has no photo yet, and nothing leaves the premises without one."
    return ""


def parent_of(db: Asks, place_id: int) -> int | None:
    """Where a place hangs: as last moved, else as it was made."""
    found = db.row(
        "SELECT to_place_id FROM move WHERE subject_id = ? AND subject_kind = 'place'"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (place_id,),
    )
    if found is None:
        found = db.row("SELECT parent_id FROM place WHERE id = ?", (place_id,))
    return found[0] if found else None


def path_of(db: Asks, place_id: int) -> list[tuple[int, str, str, int | None, int]]:
    """(id, kind, name, limit, two persons) of a place and of all above it."""
    path: list[tuple[int, str, str, int | None, int]] = []
    at: int | None = place_id
    while at is not None and at not in {row[0] for row in path}:
        row = db.row(
            "SELECT id, kind_code, coalesce(nullif(title, ''), name), limit_minor, two_persons"
            " FROM place WHERE id = ?",
            (at,),
        )
        if row is None:
            break
        path.append((row[0], row[1], row[2], row[3], row[4]))
        at = parent_of(db, at)
    return path


_INSIDE = """
WITH RECURSIVE below(id) AS (SELECT :place UNION
  SELECT t.id FROM place_tree AS t JOIN below AS b ON t.parent_id = b.id)
SELECT {columns} FROM piece_now AS n WHERE n.place_id IN (SELECT id FROM below)
  AND n.removed = 0
  AND n.availability NOT IN ('delivered', 'returned_to_owner', 'written_off', 'broken_up')
"""


def contents_of(db: Asks, place_id: int) -> list[int]:
    """The pieces in a place and in everything that lies in it, as they lay before this unit."""
    return [row[0] for row in db.rows(_INSIDE.format(columns="n.id"), {"place": place_id})]


def worth_in(db: Asks, place_id: int, house: str, but: Sequence[int] = ()) -> Worth:
    """What lies in a place and below it is worth as it lay before this unit, without ``but``."""
    inside = _INSIDE.format(columns=IN_BOOKS)
    left_out = " AND n.id NOT IN (SELECT value FROM json_each(:but))"
    params = {"place": place_id, "but": json.dumps(list(but))}
    return worth_of_rows(db, inside + left_out, params, house)


def leaving(
    shop: Shop, piece_ids: Sequence[int], to_place_id: int, place_ids: Sequence[int] = ()
) -> list[int]:
    """The pieces that a move of these and of trays takes out of the house: lent, shipped, to a fair.

    Before they go they are claimed at the hub; none where the place is in the house, or no hub is.
    """
    if not shop.has_hub:
        return []
    db = shop.reader()
    try:
        told = db.value("SELECT whereabouts FROM place_tree WHERE id = ?", (to_place_id,))
        if told not in LEAVES:
            return []
        inside = (piece for place_id in place_ids for piece in contents_of(db, place_id))
        return [*piece_ids, *inside]
    finally:
        db.close()

"""What lay where at a moment, worth what: a place and all below it, as an insurer asks for it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.chips import Chip, chip
from app.domain.clock import wall_ms
from app.domain.errors import NotFoundError
from app.domain.letters import folded
from app.domain.vocabulary import PLACE_KINDS
from app.models.database import Database
from app.services.custody_moves import Hung
from app.services.lent import AWAY
from app.services.passport_moment import state_at
from app.services.passport_way import (
    artisan_of,
    bound_of,
    firm_of,
    hands_of,
    short_of,
    whereabouts_at,
)

WHOLE_HOUSE = 0
LEFT = frozenset({"", "delivered", "returned_to_owner", "written_off", "broken_up"})
"""Who is in one of these states lay nowhere of ours, wherever the last move put it."""
STANDS_FOR = ("insured", "agreed", "price", "declared")
"""What a piece stands for in a total: the first of these values that was said by then."""
MANY = 10_000
"""From so many pieces on each table is read once from end to end, which is faster then."""


@dataclass(frozen=True, slots=True)
class LyingPiece:
    """A piece that lay there. ``values`` are those said by then: minor units and currency by kind.

    ``since`` is when it came there or was carried there with its tray (UTC ms), ``hands`` who
    answered for it, ``tone`` that of the state's chip, ``stands_for`` the kind of value with which
    it stands in a total ('' where nothing was said), ``code`` its whereabouts.
    """

    id: int
    number: str
    description: str
    place: str
    hands: str
    state: str
    tone: str
    since: int
    values: Mapping[str, tuple[int, str]]
    stands_for: str
    code: str = ""

    def minor(self, what: str) -> int | None:
        """A value in the minor units of its own currency; None where it was not said by then."""
        return self.values[what][0] if what in self.values else None

    @property
    def worth_minor(self) -> int | None:
        """What it stands for in a total; None where nothing was said."""
        return self.minor(self.stands_for)

    @property
    def currency(self) -> str:
        """The currency of that value."""
        return self.values[self.stands_for][1] if self.stands_for else ""


@dataclass(frozen=True)
class PlacePart:
    """One of several places that were asked about together: what lay there and below it."""

    place: str
    pieces: int
    totals: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PlaceMoment:
    """What lay in a place and below it at ``at`` (UTC ms). ``totals`` by currency, minor units;
    ``valueless`` counts the pieces of which nothing was said that they are worth.

    Where several places were asked about, ``place_ids`` are all of them, and ``parts`` tells them one
    by one; one that hung in another of them then is counted there.
    """

    place_id: int
    place: str
    at: int
    pieces: tuple[LyingPiece, ...]
    totals: tuple[tuple[str, int], ...]
    valueless: int
    place_ids: tuple[int, ...] = ()
    parts: tuple[PlacePart, ...] = ()


def place_at(db: Database, place_id: int, at: int) -> PlaceMoment:
    """What lay in a place (WHOLE_HOUSE: in any) at a moment; NotFoundError for no such place.

    The tree of places is that of the moment: a tray carried into a vitrine later does not count.
    """
    return places_at(db, (place_id,), at)


def places_at(db: Database, place_ids: Sequence[int], at: int) -> PlaceMoment:
    """What lay in any of several places at a moment, with the totals of each and together.

    Each piece is counted once. NotFoundError where one of them is no place.
    """
    bound = bound_of(at)
    hung = Hung(db)
    kinds: dict[int, str] = dict(db.rows("SELECT id, kind_code FROM place"))
    asked = tuple(dict.fromkeys(place_ids))
    whole = WHOLE_HOUSE in asked or not asked
    if not whole and not all(one in kinds for one in asked):
        raise NotFoundError(
            "Not found", "There is no such place.", "Look at the list of places and choose another."
        )
    tops = {} if whole else _tops(hung, kinds, asked, bound)
    inside = frozenset(kinds if whole else tops)
    words = _PlaceWords(db, hung, kinds, bound)
    moves = [row for row in _last_moves(db, inside, bound, whole=whole) if row[1] in inside]
    said = _Said(db, [row[0] for row in moves], bound)
    found: dict[int, list[LyingPiece]] = {}
    for row in moves:
        piece = _piece(row, said, words)
        if piece is not None:
            found.setdefault(tops.get(row[1], WHOLE_HOUSE), []).append(piece)
    for pieces in found.values():
        pieces.sort(key=lambda piece: (piece.place, piece.number, piece.id))
    order = [WHOLE_HOUSE] if whole else [one for one in asked if tops[one] == one]
    together = tuple(piece for top in order for piece in found.get(top, ()))
    return PlaceMoment(
        WHOLE_HOUSE if whole else asked[0],
        "All places" if whole else " + ".join(words.of(one) for one in order),
        at,
        together,
        totals_of(together),
        sum(not piece.stands_for for piece in together),
        (WHOLE_HOUSE,) if whole else asked,
        _parts(order, found, words) if len(order) > 1 else (),
    )


def places_of_kind(db: Database, kind: str) -> tuple[int, ...]:
    """All places of a kind ("safe"), those out of use since too, for something lay there then."""
    rows = db.rows(
        "SELECT id FROM place WHERE kind_code = ? ORDER BY removed, coalesce(nullif(title, ''), name)",
        (kind,),
    )
    return tuple(row[0] for row in rows)


def several_of_a_kind(db: Database, typed: str) -> list[tuple[str, tuple[int, ...]]]:
    """Kinds whose word begins with what was typed and of which there are several places: all of them."""
    wanted = folded(typed.strip())
    if not wanted:
        return []
    kinds = [row[0] for row in db.rows("SELECT DISTINCT kind_code FROM place WHERE removed = 0")]
    found = [
        (kind, places_of_kind(db, kind))
        for kind in sorted(kinds)
        if folded(PLACE_KINDS.word(kind)).startswith(wanted)
    ]
    return [(kind, ids) for kind, ids in found if len(ids) > 1]


def _tops(hung: Hung, kinds: Iterable[int], asked: Collection[int], bound: int) -> dict[int, int]:
    """Each place that hung in one of those asked about (or is one), with the highest of them."""
    found: dict[int, int] = {}
    for place_id in kinds:
        above = [one for one in hung.chain(place_id, bound) if one in asked]
        if above:
            found[place_id] = above[-1]
    return found


def _parts(
    order: Iterable[int], found: Mapping[int, Sequence[LyingPiece]], words: _PlaceWords
) -> tuple[PlacePart, ...]:
    return tuple(
        PlacePart(words.of(top), len(found.get(top, ())), totals_of(found.get(top, ())))
        for top in order
    )


def totals_of(pieces: Iterable[LyingPiece]) -> tuple[tuple[str, int], ...]:
    """What they are worth together, by currency: two currencies are never added up."""
    totals: dict[str, int] = {}
    for piece in pieces:
        if piece.stands_for:
            minor, currency = piece.values[piece.stands_for]
            totals[currency] = totals.get(currency, 0) + minor
    return tuple(sorted(totals.items()))


# ---------------------------------------------------------------------- where they lay
class _PlaceWords:
    """Places as they hung at a moment, each put into words once."""

    def __init__(self, db: Database, hung: Hung, kinds: dict[int, str], bound: int) -> None:
        self._db, self._hung, self._kinds, self._bound = db, hung, kinds, bound
        self._words: dict[int, str] = {}
        self._codes: dict[int, str] = {}
        self._carried: dict[int, int] = {}
        self._hands: dict[tuple[int, int | None, int | None], str] = {}

    def of(self, place_id: int) -> str:
        """The words of a place."""
        if place_id not in self._words:
            self._words[place_id] = self._hung.words(place_id, self._bound, None)
        return self._words[place_id]

    def code(self, place_id: int) -> str:
        """Its whereabouts."""
        if place_id not in self._codes:
            self._codes[place_id] = whereabouts_at(self._hung, self._kinds, place_id, self._bound)
        return self._codes[place_id]

    def carried(self, place_id: int) -> int:
        """The hybrid time at which it, or what it hung in, was carried last; 0 for never."""
        if place_id not in self._carried:
            self._carried[place_id] = self._hung.last_carried(place_id, self._bound)
        return self._carried[place_id]

    def hands(
        self, piece_id: int, place_id: int, keeper_id: int | None, came: int, signed_id: int | None
    ) -> str:
        """In whose hands a piece was there: the same as its passport says."""
        if keeper_id is None and self.code(place_id) == "bench":
            keeper_id = artisan_of(self._db, piece_id, max(came, self.carried(place_id)))
        away = self.code(place_id) in AWAY
        key = (place_id, keeper_id, signed_id if away else None)
        if key not in self._hands:
            chain = self._hung.chain(place_id, self._bound)
            name, firm = short_of(self._hung, chain), firm_of(self._hung, self._kinds, chain)
            code = self.code(place_id)
            self._hands[key] = hands_of(self._db, code, keeper_id, name, signed_id, firm)
        return self._hands[key]


_LAST_MOVES = """
SELECT subject_id, to_place_id, keeper_id, hlc, document_id FROM (
  SELECT subject_id, to_place_id, keeper_id, hlc, document_id,
    row_number() OVER (PARTITION BY subject_id ORDER BY hlc DESC, id DESC) AS nth
  FROM move WHERE subject_kind = 'piece' AND hlc <= :bound {came}) WHERE nth = 1
"""
_CAME = """AND subject_id IN (SELECT subject_id FROM move WHERE subject_kind = 'piece'
  AND hlc <= :bound AND to_place_id IN (SELECT value FROM json_each(:places)))"""


def _last_moves(
    db: Database, inside: Collection[int], bound: int, *, whole: bool
) -> list[tuple[Any, ...]]:
    """(piece, place, keeper, hybrid time, paper) of the last move of each piece that ever came there."""
    if whole:
        return db.rows(_LAST_MOVES.format(came=""), {"bound": bound})
    asked = {"bound": bound, "places": json.dumps(list(inside))}
    return db.rows(_LAST_MOVES.format(came=_CAME), asked)


def _piece(row: tuple[Any, ...], said: _Said, words: _PlaceWords) -> LyingPiece | None:
    piece_id, place_id, keeper_id, came, signed_id = row
    state = said.state(piece_id)
    if state in LEFT or words.code(place_id) == "gone" or piece_id not in said.names:
        return None
    shown = said.chip(piece_id, state)
    number, description = said.names[piece_id]
    values = said.values.get(piece_id, {})
    return LyingPiece(
        id=piece_id,
        number=number or "",
        description=description,
        place=words.of(place_id),
        hands=words.hands(piece_id, place_id, keeper_id, came, signed_id),
        state=shown.text,
        tone=shown.tone,
        since=wall_ms(max(came, words.carried(place_id))),
        values=values,
        stands_for=next((what for what in STANDS_FOR if what in values), ""),
        code=words.code(place_id),
    )


# ---------------------------------------------------------------------- what was said of them
_NAMES = """
SELECT p.id, coalesce(nullif(n.item_number, ''), p.number), p.description FROM piece AS p
LEFT JOIN piece_now AS n ON n.id = p.id WHERE {only}
"""
_VALUES = """
SELECT subject_id, what, amount_minor, currency FROM (
  SELECT subject_id, what, amount_minor, currency,
    row_number() OVER (PARTITION BY subject_id, what ORDER BY hlc DESC, id DESC) AS nth
  FROM priced WHERE hlc <= :bound AND what IN ('insured', 'agreed', 'price', 'declared') AND {only})
WHERE nth = 1
"""
_STATES = """
SELECT subject_id, to_state FROM (
  SELECT subject_id, to_state,
    row_number() OVER (PARTITION BY subject_id ORDER BY hlc DESC, id DESC) AS nth
  FROM transition WHERE machine = 'piece' AND hlc <= :bound AND {only}) WHERE nth = 1
"""
_DOUBTED = """
SELECT DISTINCT subject_id FROM transition WHERE machine = 'quality' AND hlc <= :bound
  AND to_state NOT IN ('', 'ok') AND {only}
"""
_REFUSED = "SELECT subject_id FROM state_now WHERE machine = 'piece' AND rejected > 0 AND {only}"


class _Said:
    """What was said of so many pieces by a moment: names, values, states; each table read once."""

    def __init__(self, db: Database, ids: Sequence[int], bound: int) -> None:
        self._db, self._bound = db, bound
        self._all = len(ids) >= MANY
        self._asked = {"bound": bound, "ids": "[]" if self._all else json.dumps(ids)}
        self.names = {row[0]: (row[1], row[2]) for row in self._rows(_NAMES, "p.id")}
        self.values: dict[int, dict[str, tuple[int, str]]] = {}
        for piece_id, what, minor, currency in self._rows(_VALUES):
            self.values.setdefault(piece_id, {})[what] = (minor, currency)
        self._states: dict[int, str] = dict(self._rows(_STATES))
        self._doubted = {row[0] for row in self._rows(_DOUBTED)}
        self._refused = {row[0] for row in self._rows(_REFUSED)}
        self._chips: dict[tuple[str, str], Chip] = {}

    def _rows(self, sql: str, column: str = "subject_id") -> list[tuple[Any, ...]]:
        only = "1" if self._all else f"{column} IN (SELECT value FROM json_each(:ids))"
        return self._db.rows(sql.format(only=only), self._asked)

    def state(self, piece_id: int) -> str:
        """In which state it was; steps that were not allowed are left out."""
        if piece_id in self._refused:
            return state_at(self._db, piece_id, "piece", self._bound)
        return self._states.get(piece_id, "")

    def chip(self, piece_id: int, state: str) -> Chip:
        """How that is shown; a doubt about it goes before, as on its passport."""
        key = ("piece", state)
        if piece_id in self._doubted:
            doubt = state_at(self._db, piece_id, "quality", self._bound)
            key = ("quality", doubt) if doubt not in ("", "ok") else key
        if key not in self._chips:
            self._chips[key] = chip(*key)
        return self._chips[key]

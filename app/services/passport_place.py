"""What lay where at a moment, worth what: a place and all below it, as an insurer asks for it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.chips import Chip, chip
from app.domain.clock import wall_ms
from app.domain.errors import NotFoundError
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
class PlaceMoment:
    """What lay in a place and below it at ``at`` (UTC ms). ``totals`` by currency, minor units;
    ``valueless`` counts the pieces of which nothing was said that they are worth.
    """

    place_id: int
    place: str
    at: int
    pieces: tuple[LyingPiece, ...]
    totals: tuple[tuple[str, int], ...]
    valueless: int


def place_at(db: Database, place_id: int, at: int) -> PlaceMoment:
    """What lay in a place (WHOLE_HOUSE: in any) at a moment; NotFoundError for no such place.

    The tree of places is that of the moment: a tray carried into a vitrine later does not count.
    """
    bound = bound_of(at)
    hung = Hung(db)
    kinds: dict[int, str] = dict(db.rows("SELECT id, kind_code FROM place"))
    if place_id != WHOLE_HOUSE and place_id not in kinds:
        raise NotFoundError(
            "Not found", "There is no such place.", "Look at the list of places and choose another."
        )
    whole = place_id == WHOLE_HOUSE
    inside = frozenset(one for one in kinds if whole or place_id in hung.chain(one, bound))
    words = _PlaceWords(db, hung, kinds, bound)
    moves = [row for row in _last_moves(db, inside, bound, whole=whole) if row[1] in inside]
    ids = [row[0] for row in moves]
    said = _Said(db, ids, bound)
    found = [piece for row in moves if (piece := _piece(row, said, words)) is not None]
    found.sort(key=lambda piece: (piece.place, piece.number, piece.id))
    return PlaceMoment(
        place_id,
        words.of(place_id) if place_id else "All places",
        at,
        tuple(found),
        totals_of(found),
        sum(not piece.stands_for for piece in found),
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

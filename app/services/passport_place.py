"""What lay where at a moment, worth what: a place and all below it, as an insurer asks for it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.chips import chip
from app.domain.clock import wall_ms
from app.domain.dates import local_time
from app.domain.errors import NotFoundError
from app.domain.money import plain
from app.models.database import Database
from app.models.work import Work
from app.services.custody_moves import Hung
from app.services.house_rules import house_rules
from app.services.passport_moment import state_at
from app.services.passport_way import bound_of, hands_of, whereabouts_at

WHOLE_HOUSE = 0
LEFT = frozenset({"", "delivered", "returned_to_owner", "written_off", "broken_up"})
"""Who is in one of these states lay nowhere of ours, wherever the last move put it."""


@dataclass(frozen=True)
class LyingPiece:
    """A piece that lay there: its values in minor units (None = not said by then).

    ``since`` is when it came there (UTC ms), ``worth_minor`` what it stands for: the insured value,
    else what was agreed, else its price; ``currency`` is that value's.
    """

    id: int
    number: str
    description: str
    place: str
    hands: str
    state: str
    since: int
    insured_minor: int | None
    agreed_minor: int | None
    price_minor: int | None
    currency: str
    photo_sha256: str = ""

    @property
    def worth_minor(self) -> int | None:
        """What it stands for in a total; None where nothing was said."""
        values = (self.insured_minor, self.agreed_minor, self.price_minor)
        return next((value for value in values if value is not None), None)


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


_HERE = """
WITH inside(id) AS MATERIALIZED (SELECT value FROM json_each(:places)),
came(id) AS (SELECT DISTINCT m.subject_id FROM move AS m WHERE m.subject_kind = 'piece'
  AND m.to_place_id IN (SELECT id FROM inside) AND m.hlc <= :bound),
last(id, move_id) AS (SELECT c.id, (SELECT m.id FROM move AS m WHERE m.subject_id = c.id
  AND m.subject_kind = 'piece' AND m.hlc <= :bound ORDER BY m.hlc DESC, m.id DESC LIMIT 1)
  FROM came AS c)
SELECT p.id, coalesce(nullif(n.item_number, ''), p.number), p.description, m.to_place_id,
  m.keeper_id, m.hlc,
  (SELECT t.to_state FROM transition AS t WHERE t.subject_id = p.id AND t.machine = 'piece'
    AND t.hlc <= :bound ORDER BY t.hlc DESC, t.id DESC LIMIT 1),
  (SELECT s.rejected FROM state_now AS s WHERE s.subject_id = p.id AND s.machine = 'piece'),
  {insured}, {agreed}, {price},
  coalesce((SELECT f.currency FROM priced AS f WHERE f.subject_id = p.id AND f.hlc <= :bound
    AND f.what IN ('insured', 'agreed', 'price') ORDER BY CASE f.what WHEN 'insured' THEN 0
    WHEN 'agreed' THEN 1 ELSE 2 END, f.hlc DESC, f.id DESC LIMIT 1), ''),
  coalesce(n.photo_sha256, '')
FROM last JOIN move AS m ON m.id = last.move_id JOIN piece AS p ON p.id = last.id
LEFT JOIN piece_now AS n ON n.id = p.id
WHERE m.to_place_id IN (SELECT id FROM inside)
"""


def _worth(what: str) -> str:
    return (
        "(SELECT f.amount_minor FROM priced AS f WHERE f.subject_id = p.id"
        f" AND f.what = '{what}' AND f.hlc <= :bound ORDER BY f.hlc DESC, f.id DESC LIMIT 1)"
    )


_SQL = _HERE.format(insured=_worth("insured"), agreed=_worth("agreed"), price=_worth("price"))


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
    inside = [one for one in kinds if place_id == WHOLE_HOUSE or place_id in hung.chain(one, bound)]
    rows = db.rows(_SQL, {"places": json.dumps(inside), "bound": bound})
    words = _PlaceWords(db, hung, kinds, bound)
    found = [piece for row in rows if (piece := _piece(db, row, words, bound)) is not None]
    found.sort(key=lambda piece: (piece.place, piece.number, piece.id))
    totals: dict[str, int] = {}
    for piece in found:
        if piece.worth_minor is not None:
            totals[piece.currency] = totals.get(piece.currency, 0) + piece.worth_minor
    return PlaceMoment(
        place_id,
        words.of(place_id) if place_id else "All places",
        at,
        tuple(found),
        tuple(sorted(totals.items())),
        sum(piece.worth_minor is None for piece in found),
    )


class _PlaceWords:
    """Places as they hung at a moment, each put into words once."""

    def __init__(self, db: Database, hung: Hung, kinds: dict[int, str], bound: int) -> None:
        self._db, self._hung, self._kinds, self._bound = db, hung, kinds, bound
        self._words: dict[int, str] = {}
        self._codes: dict[int, str] = {}
        self._hands: dict[tuple[int, int | None], str] = {}

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

    def hands(self, place_id: int, keeper_id: int | None) -> str:
        """In whose hands a piece was there."""
        key = (place_id, keeper_id)
        if key not in self._hands:
            name = self._hung.name(place_id)
            self._hands[key] = hands_of(self._db, self.code(place_id), keeper_id, name)
        return self._hands[key]


def _piece(db: Database, row: tuple[Any, ...], words: _PlaceWords, bound: int) -> LyingPiece | None:
    state = state_at(db, row[0], "piece", bound) if row[7] else row[6] or ""
    if state in LEFT or words.code(row[3]) == "gone":
        return None
    return LyingPiece(
        id=row[0],
        number=row[1] or "",
        description=row[2],
        place=words.of(row[3]),
        hands=words.hands(row[3], row[4]),
        state=chip("piece", state).text,
        since=wall_ms(row[5]),
        insured_minor=row[8],
        agreed_minor=row[9],
        price_minor=row[10],
        currency=row[11],
        photo_sha256=row[12],
    )


# ---------------------------------------------------------------------- as a table
_HEAD = (
    "Number",
    "Piece",
    "Place",
    "In the hands of",
    "State",
    "There since",
    "Insured",
    "Agreed",
    "Asking",
    "Worth",
    "Currency",
)


def place_table(db: Database | Work, lying: PlaceMoment) -> bytes:
    """The list as CSV (UTF-8 with a mark, so that spreadsheets read it), the totals below."""
    zone = house_rules(db).zone
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    moment = local_time(lying.at, zone).strftime("%Y-%m-%d %H:%M")
    table.writerow(("What was where", _safe(lying.place), f"{moment} {zone}"))
    table.writerow(_HEAD)
    for piece in lying.pieces:
        values = (piece.insured_minor, piece.agreed_minor, piece.price_minor, piece.worth_minor)
        table.writerow(
            (
                *map(_safe, (piece.number, piece.description, piece.place, piece.hands)),
                piece.state,
                local_time(piece.since, zone).strftime("%Y-%m-%d %H:%M"),
                *(_plain(value, piece.currency) for value in values),
                piece.currency,
            )
        )
    for currency, total in lying.totals:
        row: Sequence[str] = ("Total", pieces_words(len(lying.pieces)), *[""] * 7)
        table.writerow((*row, _plain(total, currency), currency))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(minor: int | None, currency: str) -> str:
    return "" if minor is None else plain(minor, currency)


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def pieces_words(count: int) -> str:
    """ "1 piece", "1,204 pieces"."""
    return "1 piece" if count == 1 else f"{count:,} pieces"

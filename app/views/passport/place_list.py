"""The list of what lay somewhere: its columns, its orders, and what is found in it. No widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.chips import Chip as Status
from app.domain.vocabulary import PRICE_KINDS
from app.services.passport_moment import TITLES
from app.services.passport_place import LyingPiece, PlaceMoment, totals_of
from app.services.passport_way import HOUSE, NOBODY, named
from app.views.frame.palette_words import folded
from app.views.passport.passport_words import PassportWords
from app.views.widgets.list_view.columns import Cell, Column

SINCE_WIDTH, WORTH_WIDTH, STATE_WIDTH = 172, 164, 132
"""Room for a moment of another year in any language, for millions, for the longest state, px."""

MOST_SHOWN = 20_000
"""The list shows so many pieces; total, table and paper have all of them."""
NARROW = 660
"""In a narrower list (px) there is no column for since when it lay there."""

_ORDERS: dict[str, Callable[[LyingPiece], Any]] = {
    "piece": lambda one: (folded(one.description), one.number),
    "place": lambda one: (one.place, one.number, one.id),
    "state": lambda one: (one.state, one.place, one.number),
    "since": lambda one: (one.since, one.place, one.number),
    "worth": lambda one: (one.currency, one.worth_minor or 0, one.number),
}


def columns(words: PassportWords, is_narrow: Callable[[], bool]) -> tuple[Column, ...]:
    """What is shown of a piece that lay there; where it is narrow its number says since when."""

    def what(piece: LyingPiece) -> Cell:
        since = f" · since {words.moment(piece.since)}" if is_narrow() else ""
        return Cell(piece.description, "medium", second=f"{piece.number}{since}")

    def where(piece: LyingPiece) -> Cell:
        return Cell(piece.place, "soft", second=named_hands(piece))

    def worth(piece: LyingPiece) -> Cell:
        if not piece.stands_for:
            return Cell("not said", "bad")
        amount = words.amount(piece.worth_minor, piece.currency)
        return Cell(amount, "medium", second=value_words(piece.stands_for))

    return (
        Column("Piece", what, stretch=5, sort="piece"),
        Column("Where, with whom", where, stretch=4, sort="place", hide_below=480),
        Column("State", lambda p: Cell(status=Status(p.state, p.tone)), width=STATE_WIDTH,
               sort="state", hide_below=780),
        Column("There since", lambda p: Cell(words.moment(p.since), "muted"), width=SINCE_WIDTH,
               sort="since", hide_below=NARROW),
        Column("Worth", worth, width=WORTH_WIDTH, numeric=True, sort="worth"),
    )  # fmt: skip


def named_hands(piece: LyingPiece) -> str:
    """Who had it, where somebody was named; '' where it only lay in its place."""
    if named(piece.hands, piece.place, piece.code) in (HOUSE, NOBODY):
        return ""
    return piece.hands.removeprefix(f"{HOUSE}, ")


def value_words(what: str) -> str:
    """A kind of value as the passport calls it: "insured value", "asking"."""
    title = TITLES.get(what, PRICE_KINDS.title(what))
    return title[:1].lower() + title[1:]


def in_order(pieces: Sequence[LyingPiece], key: str, *, descending: bool) -> list[LyingPiece]:
    """The pieces by a column; those without a value stay below those that have one."""
    if key == "place" and not descending:
        return list(pieces)  # so they are answered
    found = sorted(pieces, key=_ORDERS[key], reverse=descending)
    if key == "worth":
        found.sort(key=lambda one: not one.stands_for)
    return found


def haystack(piece: LyingPiece) -> str:
    """What is searched of a piece."""
    return folded(
        " ".join((piece.number, piece.description, piece.place, piece.hands, piece.state))
    )


@dataclass(frozen=True)
class Listed:
    """What is shown of an answer: its first pieces, how many there are, worth what by currency."""

    lying: PlaceMoment
    typed: str
    shown: tuple[LyingPiece, ...]
    count: int
    totals: tuple[tuple[str, int], ...]


class Searched:
    """An answer to be searched and sorted; what is searched in is put together once."""

    def __init__(self, lying: PlaceMoment) -> None:
        self.lying = lying
        self._haystacks: tuple[str, ...] = ()

    def listed(self, typed: str, key: str, *, descending: bool) -> Listed:
        """The pieces that have every typed word, wherever it stands, in the order of a column."""
        pieces: Sequence[LyingPiece] = self.lying.pieces
        totals = self.lying.totals
        if typed:
            self._haystacks = self._haystacks or tuple(haystack(piece) for piece in pieces)
            wanted = folded(typed).split()
            pieces = [
                piece
                for piece, text in zip(pieces, self._haystacks, strict=True)
                if all(part in text for part in wanted)
            ]
            totals = totals_of(pieces)
        shown = in_order(pieces, key, descending=descending)[:MOST_SHOWN]
        return Listed(self.lying, typed, tuple(shown), len(pieces), totals)

"""The list of what lay somewhere: its columns, its orders, and what is found in it. No widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.domain.chips import Chip as Status
from app.domain.vocabulary import PRICE_KINDS
from app.services.passport_moment import TITLES
from app.services.passport_place import LyingPiece
from app.services.passport_way import HOUSE, NOBODY
from app.views.frame.palette_words import folded
from app.views.passport.passport_words import PassportWords
from app.views.widgets.list_view.columns import Cell, Column

SINCE_WIDTH, WORTH_WIDTH, STATE_WIDTH = 172, 164, 132
"""Room for a moment of another year in any language, for millions, for the longest state, px."""

NARROW = 660
"""In a narrower list (px) there is no column for since when it lay there."""

_ORDERS: dict[str, Callable[[LyingPiece], Any]] = {
    "piece": lambda one: (folded(one.description), one.number),
    "place": lambda one: (one.place, one.hands, one.number),
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
    if piece.hands in (HOUSE, NOBODY, piece.place) or piece.hands in piece.place.split(", "):
        return ""
    return piece.hands.removeprefix(f"{HOUSE}, ")


def value_words(what: str) -> str:
    """A kind of value as the passport calls it: "insured value", "asking"."""
    title = TITLES.get(what, PRICE_KINDS.title(what))
    return title[:1].lower() + title[1:]


def in_order(pieces: Sequence[LyingPiece], key: str, *, descending: bool) -> list[LyingPiece]:
    """The pieces by a column; those without a value stay below those that have one."""
    found = sorted(pieces, key=_ORDERS[key], reverse=descending)
    if key == "worth":
        found.sort(key=lambda one: not one.stands_for)
    return found


def haystack(piece: LyingPiece) -> str:
    """What is searched of a piece."""
    return folded(
        " ".join((piece.number, piece.description, piece.place, piece.hands, piece.state))
    )


def found_in(
    pieces: Sequence[LyingPiece], haystacks: Sequence[str], typed: str
) -> list[LyingPiece]:
    """The pieces that have every typed word, wherever it stands."""
    wanted = folded(typed).split()
    return [
        piece
        for piece, text in zip(pieces, haystacks, strict=True)
        if all(part in text for part in wanted)
    ]

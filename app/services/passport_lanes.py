"""A piece's life as lanes on one axis of time: place, hands, worth, reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.clock import wall_ms
from app.domain.money import shown
from app.domain.vocabulary import REPORT_REASONS
from app.models.database import Database
from app.services.house_rules import house_rules
from app.services.passport_events import hidden_values
from app.services.passport_way import HOUSE, Stay

TONES = {
    "house": "neutral",
    "bench": "vio",
    "out": "warn",
    "event": "warn",
    "transit": "warn",
    "missing": "bad",
    "gone": "neutral",
}
_REPORT_TONES = {
    "take_in": "info",
    "return": "info",
    "loan_out": "warn",
    "loan_in": "warn",
    "pre_ship": "warn",
}
SERIES = ("insured", "agreed", "price", "declared")
"""The values that are drawn, the first one strong."""


@dataclass(frozen=True)
class Bar:
    """A stretch of a lane from ``since`` to ``until`` (UTC ms; 0 = it still lasts)."""

    since: int
    until: int
    words: str
    whole: str
    tone: str


@dataclass(frozen=True)
class Step:
    """A value from ``at`` on: minor units, and as it is written."""

    at: int
    amount_minor: int
    currency: str
    words: str


@dataclass(frozen=True)
class Point:
    """A signed report on the axis: its place in the row from 1, its number, its tone."""

    at: int
    nth: int
    number: str
    report_id: int
    words: str
    tone: str


@dataclass(frozen=True)
class Lanes:
    """Place, hands, worth by kind of value, and reports."""

    place: tuple[Bar, ...] = ()
    hands: tuple[Bar, ...] = ()
    worth: tuple[tuple[str, tuple[Step, ...]], ...] = ()
    reports: tuple[Point, ...] = ()


def lanes_of(db: Database, piece_id: int, roles: Collection[str], stays: Sequence[Stay]) -> Lanes:
    """The lanes of a piece, without the values that these roles may not see."""
    return Lanes(
        _bars([(s.since, s.short, s.place, _tone(s)) for s in stays]),
        _bars([(s.since, s.hands, s.hands, _hand_tone(s)) for s in stays]),
        _worth(db, piece_id, roles),
        _reports(db, piece_id),
    )


def _tone(stay: Stay) -> str:
    return TONES.get(stay.code, "neutral")


def _hand_tone(stay: Stay) -> str:
    return "neutral" if stay.hands.startswith(HOUSE) else _tone(stay)


def _bars(told: Sequence[tuple[int, str, str, str]]) -> tuple[Bar, ...]:
    """Stretches; what goes on the same is one."""
    kept: list[tuple[int, str, str, str]] = []
    for one in told:
        if not kept or kept[-1][1:] != one[1:]:
            kept.append(one)
    ends = [*(after[0] for _, after in pairwise(kept)), 0][: len(kept)]
    return tuple(
        Bar(since, until, words, whole, tone)
        for (since, words, whole, tone), until in zip(kept, ends, strict=True)
    )


def _worth(
    db: Database, piece_id: int, roles: Collection[str]
) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    locale = house_rules(db).locale
    hidden = hidden_values(roles)
    found: dict[str, list[Step]] = {}
    for what, amount, currency, hlc in db.rows(
        "SELECT what, amount_minor, currency, hlc FROM priced"
        " WHERE subject_id = ? AND subject_kind = 'piece' ORDER BY hlc, id",
        (piece_id,),
    ):
        if what not in hidden:
            step = Step(wall_ms(hlc), amount, currency, shown(amount, currency, locale))
            found.setdefault(what, []).append(step)
    return tuple((what, tuple(found[what])) for what in SERIES if what in found)


def _reports(db: Database, piece_id: int) -> tuple[Point, ...]:
    rows = db.rows(
        "SELECT id, hlc, number, reason FROM report WHERE piece_id = ? AND version_of IS NULL"
        " ORDER BY hlc, id",
        (piece_id,),
    )
    return tuple(
        Point(
            wall_ms(hlc),
            nth,
            number,
            row_id,
            f"{number}, {REPORT_REASONS.word(reason)}" if reason else number,
            _REPORT_TONES.get(reason, "vio"),
        )
        for nth, (row_id, hlc, number, reason) in enumerate(rows, 1)
    )

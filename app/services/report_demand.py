"""The gate where custody changes: which pieces still need a condition report, by the house's rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.changes import Changes
from app.domain.errors import ReportDemandedError
from app.domain.ids import derived_id
from app.domain.report_demand import (
    DEMANDED,
    EVENTS,
    WORDS,
    DemandRule,
    crossing,
    rules_from_json,
    rules_to_json,
)
from app.domain.worth import Against, doubt_words
from app.models.database import Database
from app.models.work import Work
from app.services.house_rules import Asks, house_rules
from app.services.move_rules import Mover, path_of
from app.services.piece_worth import dearest, last_values
from app.services.report_presence import has_report, outside
from app.services.settings import get, put_quietly

RULES = "reports.demanded"
"""Shop-wide: the rules as JSON; "" is as usual."""


@dataclass(frozen=True)
class MissingReport:
    """A piece without the report that a hand-over asks for; ``stops`` or is only told."""

    piece_id: int
    reason: str
    sentence: str
    stops: bool


def demand_rules(db: Database | Work) -> dict[str, DemandRule]:
    """The house's rules by event."""
    return rules_from_json(get(db, RULES, ""))


def put_demand_rules(w: Work, rules: Iterable[DemandRule]) -> Changes:
    """Set the rules."""
    w.require("rules.update")
    put_quietly(w, RULES, rules_to_json(rules))
    return Changes.of(
        "Rules for condition reports kept", w.id, setting=derived_id("setting", RULES)
    )


def missing_at_move(
    db: Asks, movers: Sequence[Mover], to_kinds: Sequence[str]
) -> list[MissingReport]:
    """Of pieces about to move, those that lack the report which this hand-over asks for.

    ``to_kinds`` are the kinds of the place they go to, itself first, then up.
    """
    rules = demand_rules(db)
    goes = outside(to_kinds)
    found = []
    for mover in movers:
        path = path_of(db, mover.place_id) if mover.place_id is not None else []
        came = outside([row[1] for row in path])
        event = crossing(came, goes)
        if event and (missing := missing_report(db, mover.id, event, rules)):
            found.append(missing)
    return found


def missing_report(
    db: Asks,
    piece_id: int,
    event: str,
    rules: dict[str, DemandRule] | None = None,
) -> MissingReport | None:
    """The report that a piece still needs at a hand-over (one of ``EVENTS``); None if it may go.

    The limit is in the house's currency. A value in another one cannot be held against it, so it never
    counts as small: the report is asked for, and the sentence says why.
    """
    assert event in EVENTS, event
    rule = (rules or demand_rules(db))[event]
    house = house_rules(db)
    values = last_values(db, (piece_id,), house.currency).get(piece_id, ())
    worth = dearest(values)
    stones = int(
        db.value(
            "SELECT coalesce(sum(count), 0) FROM stone WHERE piece_id = ? AND removed = 0",
            (piece_id,),
        )
        or 0
    )
    asks = rule.asks(worth, stones, house.currency)
    if not asks or has_report(db, piece_id, event):
        return None
    beside = ""
    if asks is Against.UNKNOWN:
        doubt = doubt_words(worth, rule.above_minor, house.currency, house.locale)
        beside = f" {doubt}."
    name = db.value("SELECT description FROM piece WHERE id = ?", (piece_id,)) or "The piece"
    return MissingReport(
        piece_id,
        event,
        f"{name} needs a condition report {WORDS[event]}.{beside}",
        rule.level == DEMANDED,
    )


def demand_report(w: Work, piece_id: int, event: str) -> str:
    """Refuse with ReportDemandedError where the rules demand a report; else what is to be told."""
    return demand_reports(w, (piece_id,), event)


def demand_reports(w: Work, piece_ids: Iterable[int], event: str) -> str:
    """As ``demand_report`` for all pieces of a hand-over: the refusal names every one that lacks one."""
    rules = demand_rules(w)
    asked = (missing_report(w, one, event, rules) for one in dict.fromkeys(piece_ids))
    return told_or_refused([missing for missing in asked if missing])


def told_or_refused(missing: Sequence[MissingReport]) -> str:
    """ReportDemandedError for the first that stops, with all of its kind; else words for the rest."""
    stops = [one for one in missing if one.stops]
    if stops:
        first = stops[0]
        alike = tuple(one.piece_id for one in stops if one.reason == first.reason)
        more = f" So do {len(alike) - 1} more." if len(alike) > 1 else ""
        raise ReportDemandedError(first.sentence + more, first.piece_id, first.reason, alike)
    return f"{len(missing)} without a condition report" if missing else ""


def told(changes: Changes, lacking: str) -> Changes:
    """What was done, with the words that a report was lacking behind it."""
    if not lacking:
        return changes
    return replace(changes, message=f"{changes.message}; {lacking}")


def with_unreported(changes: Changes, missing: Sequence[MissingReport]) -> Changes:
    """What was done, with the pieces that went without their report: it may be written at once."""
    if not missing:
        return changes
    event = missing[0].reason
    pieces = tuple(one.piece_id for one in missing if one.reason == event)
    return replace(changes, unreported=pieces, unreported_at=event)

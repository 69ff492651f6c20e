"""What two PCs told of one thing without knowing of each other, though no machine forbids it.

A piece that was moved to two places, a condition report signed twice, an order invoiced or credited
twice: both facts stay, the later one counts meanwhile, and a case asks a person which one is true. Only
this PC's pending work and what arrives can be such a pair: all else was told by somebody who knew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apsw

from app.models.database import Database
from app.models.schema import BY_NAME
from app.sync.changes import Sent
from app.sync.contradictions import Contradiction

SAID_ONCE = ("move", "report", "document")
"""Tables whose facts two PCs may tell of one thing without knowing of each other."""
_GOODS = ("piece", "place")
_PAPERS = {"invoice": "invoice_twice", "credit_note": "credited_twice"}
"""Papers of an order whose numbers are never taken back: the kind of the case, by theirs."""
Told = tuple[str, dict[str, Any]]
"""A fact of one of these tables, column → value."""
_Last = dict[tuple[str, str, int], dict[str, Any]]
"""By case kind, kind of subject and subject: the last fact of one side as column → value."""


def told_at_once(pending: Sequence[Sent], arrived: Sequence[Sent]) -> list[Contradiction]:
    """The pairs of pending work and of what arrived."""
    return at_odds(pending, _facts(arrived))


def at_odds(pending: Sequence[Sent], facts: Iterable[Told]) -> list[Contradiction]:
    """The pairs of pending work and of facts that others have told meanwhile."""
    ours = _last_of(_facts(pending))
    if not ours:
        return []
    theirs = _last_of(facts)
    found = []
    for key in sorted(ours.keys() & theirs.keys()):
        if not _differ(key[0], ours[key], theirs[key]):
            continue
        first, second = sorted((ours[key], theirs[key]), key=lambda fact: (fact["hlc"], fact["id"]))
        found.append(Contradiction(*key, first["id"], second["id"]))
    return found


def _facts(told: Sequence[Sent]) -> Iterator[Told]:
    for sent in told:
        for change in apsw.Changeset.iter(sent.body):
            if change.name in SAID_ONCE and change.opcode == apsw.SQLITE_INSERT:
                columns = BY_NAME[change.name].columns()
                yield change.name, dict(zip(columns, change.new or (), strict=False))


def _last_of(facts: Iterable[Told]) -> _Last:
    """The last move of each piece and tray, report of each piece, invoice and credit note of each order."""
    found: _Last = {}
    for table, fact in facts:
        key = _key(table, fact)
        if key is None:
            continue
        before = found.get(key)
        if before is None or (before["hlc"], before["id"]) < (fact["hlc"], fact["id"]):
            found[key] = fact
    return found


def _key(table: str, fact: dict[str, Any]) -> tuple[str, str, int] | None:
    if table == "report":
        return "report_twice", "piece", fact["piece_id"]
    if table == "document":
        kind = _PAPERS.get(fact["document_kind"]) if fact["subject_kind"] == "order" else None
        return (kind, "order", fact["subject_id"]) if kind else None
    if fact["subject_kind"] not in _GOODS:
        return None
    return "moved_twice", fact["subject_kind"], fact["subject_id"]


def _differ(kind: str, ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether the two say different things; two papers with numbers of their own always do.

    A piece that went by two papers left twice, though both went to one place: two persons signed.
    """
    where = ("to_place_id", "keeper_id", "document_id")
    return kind != "moved_twice" or [ours[w] for w in where] != [theirs[w] for w in where]


def is_asked(db: Database, one: Contradiction) -> bool:
    """Whether an open case asks about one of the two facts already: what came in slices is one pair."""
    return bool(
        db.row(
            "SELECT 1 FROM case_file AS c LEFT JOIN state_now AS s ON s.subject_id = c.id"
            " AND s.machine = 'case' WHERE c.subject_id = ?1 AND c.case_kind = ?2 AND (c.id = ?3"
            "  OR (coalesce(s.state, 'open') <> 'settled'"
            "   AND (c.first_fact_id IN (SELECT value FROM json_each(?4))"
            "    OR c.second_fact_id IN (SELECT value FROM json_each(?4)))))",
            (one.subject, one.kind, one.id, json.dumps([one.first, one.second])),
        )
    )

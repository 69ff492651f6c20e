"""The lists behind Today: which records, exceptions first, each with its reason as a chip.

Each is one SQL query whose last column is called ``at`` (ms since it waits, or NULL), and a function
that makes a line of a row: so it can be counted without being read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.money import figure
from app.domain.reasons import reason_words
from app.models.database import Row
from app.services.drafts import draft_words
from app.services.today_words import age_words, days_past, days_words

_OPEN = "('draft', 'imported', 'review', 'on_hold', 'confirmed', 'in_work', 'ready')"
_AT_WORK = (
    "('approved', 'kitted', 'issued', 'at_bench', 'waiting', 'rework', 'qc', 'on_hold', 'passed')"
)
HERE = "('intake', 'hold', 'free', 'reserved')"
LONG_OUT_MS = 14 * 86_400_000
REVIEW = "removed = 0 AND state IN ('draft', 'imported', 'review')"
"""In the very words of the index ``order_now_to_review``, which holds these orders alone."""
TO_COMPLETE = f"removed = 0 AND missing <> '' AND availability IN {HERE}"
"""In the very words of the index ``piece_now_to_complete``, which holds these pieces alone."""


@dataclass(frozen=True)
class Preview:
    """A line of the list behind a row: which record, its words, the reason as a chip.

    ``at`` is the time it waits since (ms, None: not known).
    """

    kind: str
    id: int
    title: str
    detail: str
    chip: str
    tone: str
    at: int | None


@dataclass(frozen=True)
class Moment:
    """What "today" is: the moment (ms), the ISO date in the shop's zone, whose page it is, how it reads."""

    now: int
    today: str
    user_id: int
    currency: str
    locale: str


@dataclass(frozen=True)
class Waiting:
    """A list that waits for somebody: its SQL (in order, without LIMIT) and how a row becomes a line.

    ``by`` is the column by whose values it is counted too.
    """

    sql: str
    make: Callable[[Row], Preview]
    params: tuple[object, ...] = ()
    by: str = "''"


def to_review(m: Moment) -> Waiting:
    """Orders that nobody has checked: sums that differ first, then what is in a rush."""

    def line(r: Row) -> Preview:
        chip, tone = "Nothing unusual", "ok"
        if r[4]:
            chip, tone = f"Total differs by {figure(abs(r[4]), r[6], m.locale)}", "warn"
        elif r[5]:
            chip, tone = "Rush", "info"
        return Preview("order", r[0], f"{r[1]}  {r[2]}", r[3], chip, tone, r[7])

    return Waiting(
        "SELECT id, number, client, first_line, difference_minor, rush, currency, placed_at AS at"
        f" FROM order_now INDEXED BY order_now_to_review WHERE {REVIEW}"
        " ORDER BY difference_minor = 0, rush = 0, placed_at, id",
        line,
    )


def late_orders(m: Moment) -> Waiting:
    """Orders whose promise has passed."""
    return _due(m, f"due_on > '' AND due_on < ? AND state IN {_OPEN}", "bad")


def due_orders(m: Moment) -> Waiting:
    """Orders promised for today."""
    return _due(m, f"due_on = ? AND state IN {_OPEN}", "info")


def _due(m: Moment, where: str, tone: str) -> Waiting:
    def line(r: Row) -> Preview:
        late = days_past(r[4], m.today)
        chip = f"{days_words(late)} late" if late > 0 else r[5].replace("_", " ").capitalize()
        return Preview("order", r[0], f"{r[1]}  {r[2]}", r[3], chip, tone, r[6])

    return Waiting(
        "SELECT id, number, client, first_line, due_on, state, placed_at AS at FROM order_now"
        f" WHERE removed = 0 AND {where} ORDER BY due_on, +placed_at",  # found by due_on
        line,
        (m.today,),
    )


def held_orders(m: Moment) -> Waiting:
    """Orders on hold, the longest first."""
    return Waiting(
        "SELECT o.id, o.number, o.client, o.first_line, o.hold_reason, s.since_at AS at"
        " FROM order_now AS o LEFT JOIN state_now AS s ON s.subject_id = o.id"
        " AND s.machine = 'order' WHERE o.removed = 0 AND o.state = 'on_hold' ORDER BY s.since_at",
        lambda r: Preview(
            "order", r[0], f"{r[1]}  {r[2]}", r[3], reason_words(r[4] or "other"), "warn", r[5]
        ),
    )


def ready_orders(m: Moment) -> Waiting:
    """Orders that wait to be fetched or sent, the longest first."""

    def line(r: Row) -> Preview:
        owed = r[4] > 0
        chip = f"{figure(r[4], r[5], m.locale)} to collect" if owed else "Paid"
        tone = "info" if owed else "ok"
        return Preview("order", r[0], f"{r[1]}  {r[2]}", r[3], chip, tone, r[6])

    return Waiting(
        "SELECT o.id, o.number, o.client, o.first_line, o.balance_minor, o.currency,"
        " s.since_at AS at FROM order_now AS o LEFT JOIN state_now AS s ON s.subject_id = o.id"
        " AND s.machine = 'order' WHERE o.removed = 0 AND o.state = 'ready' ORDER BY s.since_at",
        line,
    )


def late_jobs(m: Moment) -> Waiting:
    """Jobs at work whose day has passed."""
    return Waiting(
        "SELECT id, number, title, client, due_on, artisan, made_at AS at FROM job_now"
        f" WHERE removed = 0 AND due_on > '' AND due_on < ? AND state IN {_AT_WORK} ORDER BY due_on",
        lambda r: Preview(
            "job",
            r[0],
            f"{r[1]}  {r[2]}",
            r[5] or r[3],
            f"{days_words(days_past(r[4], m.today))} late",
            "bad",
            r[6],
        ),
        (m.today,),
    )


def to_sign(m: Moment) -> Waiting:
    """Take-ins that the consignor has not signed yet."""
    return Waiting(
        "SELECT a.id, a.number, p.display, (SELECT count(*) FROM consignment_item AS i"
        " WHERE i.agreement_id = a.id AND i.removed = 0), (a.id >> 22) + 1577836800000 AS at"
        " FROM agreement AS a JOIN party AS p ON p.id = a.party_id"
        " LEFT JOIN state_now AS s ON s.subject_id = a.id AND s.machine = 'agreement'"
        " WHERE a.removed = 0 AND coalesce(s.state, 'draft') = 'draft' ORDER BY a.id",
        lambda r: Preview(
            "agreement", r[0], f"{r[1]}  {r[2]}", f"{r[3]} taken in", "Not signed", "warn", r[4]
        ),
    )


def hold_over(m: Moment) -> Waiting:
    """Pieces whose waiting time is over, so that a manager may free them."""
    return Waiting(
        "SELECT id, description, number, hold_until, came_at AS at FROM piece_now WHERE removed = 0"
        " AND availability = 'hold' AND hold_until > '' AND hold_until <= ? ORDER BY hold_until",
        lambda r: Preview("piece", r[0], r[1], r[2], f"Held until {r[3]}", "info", r[4]),
        (m.today,),
    )


def long_out(m: Moment) -> Waiting:
    """Pieces that have been outside the house for more than two weeks, and nobody said until when."""
    return Waiting(
        "SELECT p.id, p.description, t.path, (v.hlc >> 16) + 1577836800000 AS at"
        " FROM place_tree AS t CROSS JOIN piece_now AS p ON p.place_id = t.id"  # few places are out
        " JOIN move AS v ON v.id = (SELECT w.id FROM move AS w WHERE w.subject_id = p.id"
        " ORDER BY w.hlc DESC, w.id DESC LIMIT 1)"
        " WHERE t.whereabouts IN ('out', 'event', 'transit') AND p.removed = 0"
        f" AND p.availability IN {HERE} AND at < ? AND coalesce((SELECT"
        " json_extract(d.content, '$.due_on') FROM document AS d WHERE d.id = v.document_id), '') = ''"
        " ORDER BY at",
        lambda r: Preview(
            "piece", r[0], r[1], r[2], f"Out {age_words(m.now - r[3])}", "warn", r[3]
        ),
        (m.now - LONG_OUT_MS,),
    )


def in_quarantine(m: Moment) -> Waiting:
    """Pieces that lie in quarantine and wait for a decision, the longest first."""
    return Waiting(
        "SELECT p.id, p.description, p.number, s.reason_code, s.since_at AS at"
        " FROM place_tree AS t CROSS JOIN piece_now AS p ON p.place_id = t.id"
        " JOIN state_now AS s ON s.subject_id = p.id AND s.machine = 'quality'"
        f" WHERE t.kind_code = 'quarantine' AND p.removed = 0 AND p.availability IN {HERE}"
        " AND s.state = 'quarantine' ORDER BY s.since_at, p.id",
        lambda r: Preview("piece", r[0], r[1], r[2], reason_words(r[3] or "other"), "warn", r[4]),
    )


def to_complete(m: Moment) -> Waiting:
    """Pieces that lack something which they need before they leave the house."""
    return Waiting(
        "SELECT id, description, number, missing, came_at AS at"
        f" FROM piece_now INDEXED BY piece_now_to_complete WHERE {TO_COMPLETE} ORDER BY came_at",
        lambda r: Preview(
            "piece",
            r[0],
            r[1] or "A piece without a description",
            r[2],
            f"lacks {r[3].replace(',', ', ')}",
            "warn",
            r[4],
        ),
        by="missing",
    )


def open_cases(m: Moment) -> Waiting:
    """Two facts that cannot both stand, oldest first."""
    return Waiting(
        "SELECT c.id, c.subject_kind, c.case_kind,"
        " coalesce((SELECT description FROM piece WHERE id = c.subject_id),"
        "  (SELECT number FROM sales_order WHERE id = c.subject_id),"
        "  (SELECT coalesce(nullif(title, ''), name) FROM place WHERE id = c.subject_id), ''),"
        " w.at AS at"
        " FROM case_file AS c JOIN work AS w ON w.id = c.work_id LEFT JOIN state_now AS s"
        " ON s.subject_id = c.id AND s.machine = 'case' WHERE coalesce(s.state, '') <> 'settled'"
        " ORDER BY w.at",
        lambda r: Preview(
            "case",
            r[0],
            r[3] or r[1],
            _CASES.get(r[2], f"two steps of one {r[1].replace('_', ' ')}"),
            "Two facts, one decision",
            "warn",
            r[4],
        ),
    )


_CASES = {
    "piece_twice": "promised, sold or held on two PCs",
    "item_twice": "two steps of one consigned item",
    "held_and_gone": "held on one PC, gone on another",
    "reserved_for_cancelled": "set aside for a cancelled order",
    "job_for_cancelled": "at the bench for a cancelled order",
    "moved_twice": "moved to two places",
    "report_twice": "two reports signed at once",
    "invoice_twice": "invoiced on two PCs",
    "credited_twice": "credited on two PCs",
    "code_twice": "one code on two pieces",
    "place_in_use": "out of use, with pieces in it",
    "case_twice": "settled in two ways",
}
"""Kinds of case, as Today says them."""


def doubtful_prints(m: Moment) -> Waiting:
    """Print jobs of this PC that a person must look at."""
    return Waiting(
        "SELECT id, title, state, error, coalesce(done_at, created_at) AS at FROM print_job"
        " WHERE state IN ('doubtful', 'failed') ORDER BY created_at",
        lambda r: Preview(
            "print_job",
            r[0],
            r[1],
            r[3].partition(".")[0],
            r[2].capitalize(),
            "warn" if r[2] == "doubtful" else "bad",
            r[4],
        ),
    )


def own_drafts(m: Moment) -> Waiting:
    """What this person has typed on this PC and not saved."""
    return Waiting(
        "SELECT id, draft_kind, at FROM draft WHERE user_id = ? ORDER BY at DESC",
        lambda r: Preview(
            "draft", r[0], draft_words(r[1]).capitalize(), "", "Not saved", "info", r[2]
        ),
        (m.user_id,),
    )

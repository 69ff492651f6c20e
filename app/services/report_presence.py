"""Whether a piece has the condition report that a hand-over asks for, or a manager's word instead."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.ids import now_ms
from app.domain.report_demand import INBOUND
from app.domain.vocabulary import whereabouts
from app.models.work import Work
from app.services.house_rules import Asks
from app.services.move_rules import path_of

SAME_DAY_MS = 24 * 3_600_000
"""A report of any reason that is no older than this counts for every hand-over."""
WAIVED = "no_report_"
"""With the hand-over's code behind it: the topic of a manager's word to go on without a report."""


def has_report(db: Asks, piece_id: int, event: str) -> bool:
    """Whether nothing more is asked of this piece at this hand-over.

    What counts: a report for this reason since the piece changed hands last, any report of the last
    day since then, or a manager's decision for this hand-over within a day. What was signed before it
    went away says nothing of how it comes back, and a correction is no new look.
    """
    since = last_crossing(db, piece_id) + (event in INBOUND)
    asked = {
        "piece": piece_id,
        "event": event,
        "since": since,
        "day": (db.at if isinstance(db, Work) else now_ms()) - SAME_DAY_MS,
        "topic": WAIVED + event,
    }
    return bool(
        db.value(
            # What this unit has signed itself counts: its entry is written when it closes.
            "SELECT 1 FROM report AS r LEFT JOIN work AS w ON w.id = r.work_id"
            " WHERE r.piece_id = :piece AND r.version_of IS NULL AND r.hlc >= :since"
            " AND (r.reason = :event OR w.at IS NULL OR w.at > :day)"
            " UNION ALL SELECT 1 FROM note AS n JOIN work AS w ON w.id = n.work_id"
            " WHERE n.subject_id = :piece AND n.subject_kind = 'piece' AND n.topic = :topic"
            " AND n.hlc >= :since AND w.at > :day AND NOT EXISTS"
            " (SELECT 1 FROM work AS u WHERE u.reverses_work_id = w.id) LIMIT 1",
            asked,
        )
    )


def last_crossing(db: Asks, piece_id: int) -> int:
    """The hybrid time at which the piece last came in, went out or went to the bench; 0 if never.

    A tray takes what lies in it along. A move that was taken back never was, unless that was taken
    back in its turn.
    """
    last, place_id, _ = _crossed(db, "piece", piece_id)
    if place_id is None:
        return last
    came_at = int(
        db.value(
            "SELECT max(hlc) FROM move WHERE subject_id = ? AND subject_kind = 'piece'", (piece_id,)
        )
        or 0
    )
    carried = (_crossed(db, "place", row[0])[0] for row in path_of(db, place_id))
    return max([last, *(hlc for hlc in carried if hlc > came_at)])


def came_from(db: Asks, piece_id: int) -> tuple[int, str]:
    """When (hybrid time) a piece last changed its whereabouts by its own move, and where it was before.

    (0, "house") of one that never did.
    """
    last, _, before = _crossed(db, "piece", piece_id)
    return last, before


def _crossed(db: Asks, kind: str, subject_id: int) -> tuple[int, int | None, str]:
    """When something last changed its whereabouts, the place where it is by its own moves, and where it
    was before it changed them."""
    rows = db.rows(
        "SELECT m.hlc, m.to_place_id FROM move AS m WHERE m.subject_id = ?1 AND m.subject_kind = ?2"
        " AND m.counter_of IS NULL AND (WITH RECURSIVE back(id, n) AS (SELECT m.id, 0"
        " UNION ALL SELECT c.id, n + 1 FROM move AS c JOIN back ON c.counter_of = back.id"
        " WHERE c.subject_id = ?1) SELECT max(n) % 2 FROM back) = 0"
        " ORDER BY m.hlc DESC, m.id DESC",
        (subject_id, kind),
    )
    if not rows:
        return 0, None, "house"
    told = [_whereabouts(db, place_id) for _, place_id in rows]
    at = next((n for n in range(len(rows) - 1) if told[n] != told[n + 1]), len(rows) - 1)
    first_of_place = kind == "place" and at == len(rows) - 1 and told[at] == "house"
    before = told[at + 1] if at + 1 < len(told) else "house"
    return (0 if first_of_place else int(rows[at][0])), rows[0][1], before


def _whereabouts(db: Asks, place_id: int | None) -> str:
    kinds = [row[1] for row in path_of(db, place_id)] if place_id is not None else []
    return outside(kinds)


def outside(kinds: Sequence[str]) -> str:
    """Where a place is whose kinds (itself first, then up) these are: bench, out, transit … or house."""
    return next((told for kind in kinds if (told := whereabouts(kind)) != "house"), "house")

"""What a piece has lost or gained from report to report without anybody having explained it."""

from __future__ import annotations

from app.domain.report_rules import EXPLAINS, WORK
from app.models.database import Database
from app.models.work import Work

_STEPS = """
SELECT m.value, r.id, r.content ->> '$.form.weight_before_mg', r.content ->> '$.form.weight_reason',
  coalesce(r.content ->> '$.decided_by', '') <> '', r.content -> '$.decided.stops'
FROM measured AS m LEFT JOIN report AS r
  ON r.work_id = m.work_id AND r.piece_id = m.subject_id AND r.content IS NOT NULL
WHERE m.subject_id = ? AND m.what = 'gross_weight_mg' {earlier} ORDER BY m.hlc, m.id
"""


def unexplained_mg(
    db: Database | Work, piece_id: int, before: tuple[int, int] | None = None
) -> int:
    """How many mg all reports together left without a reason, below 0 where it became lighter.

    ``before`` is (hlc, id) of a report: up to that. A named reason explains its own step and nothing
    before it, work on the piece only what changed between its two weighings; "other" explains nothing.
    A weight that no report read (the bench's, an edit's) has its own record, and a manager's decision
    about a weight passes everything up to it.
    """
    earlier = "AND (m.hlc, m.id) < (?, ?)" if before else ""
    rows = db.rows(_STEPS.format(earlier=earlier), (piece_id, *(before or ())))
    total, last = 0, None
    for value, report_id, weighed_first, reason, decided, stops in rows:
        if report_id is not None and decided and (stops is None or '"weight"' in stops):
            total = 0
        elif report_id is not None and last is not None:
            total += _left(last, value, weighed_first, reason or "")
        last = value
    return total


def _left(last: int, value: int, weighed_first: int | None, reason: str) -> int:
    """What one report left unexplained of the step from ``last`` to ``value``."""
    if reason not in EXPLAINS:
        return value - last
    return weighed_first - last if reason in WORK and weighed_first is not None else 0

"""Today's row about backups: places to which none has come for too long, with the reason of the last attempt."""

from __future__ import annotations

from app.services.backup_words import HERE, STOPPED
from app.services.today_lists import Moment, Preview, Waiting

DAY_MS = 86_400_000
LATE_HERE_MS, LATE_THERE_MS = DAY_MS, 3 * DAY_MS
"""Without a proven backup for so long somebody should know: in the shop's own folder, at a chosen place."""

_SQL = """
SELECT * FROM (
  SELECT p.id, p.path, r.error_title, r.error, p.late,
    (SELECT max(at) FROM backup_run WHERE place = p.path AND proven_at IS NOT NULL) AS at
  FROM (SELECT 0 AS id, ? AS path, ? AS late
        UNION ALL SELECT id, path, ? FROM backup_place) AS p
  JOIN backup_run AS r ON r.id =
    (SELECT id FROM backup_run WHERE place = p.path ORDER BY at DESC LIMIT 1)
  WHERE r.error <> '' AND r.error_title <> ?)
WHERE coalesce(at, 0) < ? - late ORDER BY at
"""


def stale_backups(m: Moment) -> Waiting:
    """Places whose last attempt failed and whose last proven backup is too old."""
    return Waiting(
        _SQL,
        lambda r: Preview("backup_place", r[0], r[1], r[3], r[2], "bad", r[5]),
        (HERE, LATE_HERE_MS, LATE_THERE_MS, STOPPED, m.now),
    )

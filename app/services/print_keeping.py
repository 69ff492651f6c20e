"""How long what was printed is kept as it was sent: tags for ever, papers for 90 days.

A paper is drawn again from its record when it is wanted later; a tag is a thousand bytes.
"""

from __future__ import annotations

import hashlib

from app.domain.changes import Changes
from app.domain.ids import now_ms
from app.services.turns import Turn, at_once
from app.shop import Shop

KEPT_MS = 90 * 24 * 3_600_000
DROPPED = "dropped"
"""The payload type of a job whose bytes were thrown away."""


def drop_old(shop: Shop, turn: Turn = at_once) -> Changes:
    """Throw away the bytes of papers that went out 90 days ago or were cancelled then."""

    def write() -> Changes:
        before = now_ms() - KEPT_MS
        with shop.local() as db:
            jobs = [
                row[0]
                for row in db.rows(
                    "SELECT id FROM print_job WHERE subject_kind IN ('document', 'report')"
                    " AND state IN ('sent', 'cancelled') AND dropped_at IS NULL"
                    " AND coalesce(done_at, created_at) < ?",
                    (before,),
                )
            ]
            for job_id in jobs:
                db.run(
                    "UPDATE print_job SET payload = x'', payload_type = ?, sha256 = ?,"
                    " dropped_at = ? WHERE id = ?",
                    (DROPPED, hashlib.sha256(b"").hexdigest(), now_ms(), job_id),
                )
        return Changes.of(print_job=jobs)

    return turn(write)

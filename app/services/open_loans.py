"""What is out on loan: by which paper, with whom, until when. A loan that nobody remembers is a lost piece."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.domain.dates import long_date
from app.models.database import Row
from app.services.lent import AWAY, KIND, went_by
from app.services.today_lists import HERE, Moment, Preview, Waiting
from app.services.today_words import days_past, days_words

_AWAY = "('" + "', '".join(AWAY) + "')"
_LOANS = f"""
SELECT d.id, d.number, coalesce(json_extract(d.content, '$.to[0]'), '') AS borrower,
  json_extract(d.content, '$.due_on') AS due, count(*) AS pieces,
  (d.hlc >> 16) + 1577836800000 AS at
FROM place_tree AS t CROSS JOIN piece_now AS p ON p.place_id = t.id
JOIN document AS d ON d.id = {went_by("p.id")} AND d.document_kind = '{KIND}'
WHERE t.whereabouts IN {_AWAY} AND p.removed = 0 AND p.availability IN {HERE} AND due > ''
"""


def loans_due(m: Moment) -> Waiting:
    """Loans whose pieces were promised back for today or before, the longest overdue first."""
    return Waiting(f"{_LOANS} AND due <= ? GROUP BY d.id ORDER BY due, d.id", _line(m), (m.today,))


def loans_out(m: Moment) -> Waiting:
    """Loans that are out until a day to come, the next one to return first."""
    return Waiting(f"{_LOANS} AND due > ? GROUP BY d.id ORDER BY due, d.id", _line(m), (m.today,))


def _line(m: Moment) -> Callable[[Row], Preview]:
    def line(r: Row) -> Preview:
        late, many = days_past(r[3], m.today), "1 piece" if r[4] == 1 else f"{r[4]:,} pieces"
        chip, tone = f"{days_words(late)} late", "bad"
        if late == 0:
            chip, tone = "due today", "warn"
        elif late < 0:
            chip, tone = f"{days_words(-late)} to go", "neutral"
        back = f"{many}, back by {long_date(date.fromisoformat(r[3]), m.locale)}"
        return Preview("document", r[0], f"{r[1]}  {r[2]}", back, chip, tone, r[5])

    return line

"""The jobs of the bench: the board's columns and the list, over one and the same rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from app.domain.chips import Chip, chip
from app.domain.dates import due_words
from app.domain.ids import now_ms
from app.domain.reasons import reason_words
from app.models.database import Database, Row
from app.services.job_spec import spec_of
from app.services.lists import ListQuery
from app.services.search_text import NOTHING, fts_query

COLUMNS: tuple[tuple[str, str], ...] = (
    ("start", "To start"),
    ("bench", "At the bench"),
    ("setting", "Setting"),
    ("polish", "Polish and plate"),
    ("qc", "Quality check"),
)
"""The columns of the board: code and title."""
NORM_DAYS = {"start": 3, "bench": 4, "setting": 5, "polish": 3, "qc": 1}
"""Days in a column from which a job is slow."""
IN_WORK = ("approved", "kitted", "issued", "at_bench", "waiting", "rework", "qc", "on_hold")
_IN_WORK = "j.state IN ('" + "', '".join(IN_WORK) + "')"
_COLUMN = (
    "CASE WHEN j.state = 'qc' THEN 'qc' WHEN j.stage = 'set' THEN 'setting'"
    " WHEN j.stage IN ('polish', 'plate') THEN 'polish' WHEN j.stage <> '' THEN 'bench'"
    " ELSE 'start' END"
)
_CUSTOMERS = "EXISTS (SELECT 1 FROM job AS k WHERE k.id = j.id AND k.customer_property = 1)"
JOB_VIEWS: tuple[tuple[str, str, str], ...] = (
    ("in_work", "All in work", _IN_WORK),
    ("overdue", "Overdue", f"{_IN_WORK} AND j.due_on > '' AND j.due_on < :today"),
    ("due", "Due this week", f"{_IN_WORK} AND j.due_on >= :today AND j.due_on <= :week"),
    ("rush", "Rush", f"{_IN_WORK} AND j.rush = 1"),
    ("customers", "With customers’ own goods", f"{_IN_WORK} AND {_CUSTOMERS}"),
    ("done", "Done", "j.state IN ('passed', 'done', 'closed')"),
    ("all", "All", "1"),
)
"""Saved views: code, title, condition over ``job_now AS j``."""
JOB_SORTS = {
    "due": "j.due_on = '' {way}, j.due_on {way}, j.id",
    "made": "j.made_at {way}, j.id {way}",
    "stage": f"{_COLUMN} {{way}}, j.due_on, j.id",
    "client": "j.client {way}, j.id",
}


@dataclass(frozen=True)
class JobRow:
    """A job in a list or on the board.

    ``work`` is what is done in two or three words, ``title`` what to. ``days`` are the days in this
    stage, ``slow`` that they exceed what is usual for it; ``warning`` is the amber line ("web shop
    says US 6½ now"), '' when nothing waits.
    """

    id: int
    number: str
    title: str
    work: str
    order_id: int | None
    order_number: str
    client: str
    photo_sha256: str
    state: str
    chip: Chip
    stage: str
    column: str
    due_on: str
    due_words: str
    overdue_days: int
    due_soon: bool
    days: int
    slow: bool
    rush: bool
    artisan: str
    warning: str


_ROWS = f"""
SELECT j.id, j.number, j.title, k.specification, j.order_id, coalesce(o.number, ''), j.client,
  coalesce(p.photo_sha256, ''), j.state, j.stage, {_COLUMN}, j.due_on, j.stage_since_at, j.rush,
  j.artisan,
  coalesce((SELECT n.content FROM note AS n WHERE n.subject_id = j.line_id AND n.topic = 'asked'
    AND n.hlc > coalesce((SELECT max(s.hlc) FROM note AS s WHERE s.subject_id = j.line_id
      AND s.topic = 'asked_settled'), 0) ORDER BY n.hlc DESC, n.id DESC LIMIT 1), ''),
  coalesce((SELECT s.reason_code FROM state_now AS s WHERE s.subject_id = j.id
    AND s.machine = 'job' AND j.state IN ('waiting', 'on_hold')), '')
FROM job_now AS j JOIN job AS k ON k.id = j.id
LEFT JOIN order_now AS o ON o.id = j.order_id LEFT JOIN piece_now AS p ON p.id = j.piece_id
WHERE j.id IN (SELECT value FROM json_each(?))
"""


def jobs_list(
    view: str = "in_work",
    search: str = "",
    sort: str = "due",
    descending: bool = False,
    *,
    today: str = "",
    column: str = "",
) -> ListQuery:
    """The jobs of a saved view; rows are ``JobRow``. ``column`` narrows to one of the board."""
    day = today or date.today().isoformat()
    condition = next((where for code, _, where in JOB_VIEWS if code == view), _IN_WORK)
    where = f"j.removed = 0 AND {condition}" + (f" AND {_COLUMN} = :column" if column else "")
    where, params = _bound(where, {":today": day, ":week": _week(day), ":column": column})
    order = JOB_SORTS[sort].format(way="DESC" if descending else "ASC")
    ids = f"SELECT j.id FROM job_now AS j WHERE {where} ORDER BY {order}"
    if search.strip():
        ids = (
            "SELECT j.id FROM job_search AS s"
            " CROSS JOIN search_row AS r ON r.kind_code = 'job' AND r.row = s.rowid"
            " CROSS JOIN job_now AS j ON j.id = r.target_id"
            f" WHERE job_search MATCH ? AND {where} ORDER BY {order}"
        )
        params = (fts_query(search) or NOTHING, *params)
    return ListQuery("jobs", ids, _ROWS, params, partial(_row, day, now_ms()))


def board_column(
    column: str, view: str = "in_work", search: str = "", *, today: str = ""
) -> ListQuery:
    """The jobs of one column of the board, rush and the earliest due first; rows are ``JobRow``."""
    query = jobs_list(view, search, "due", False, today=today, column=column)
    ids = query.ids_sql.replace("ORDER BY ", "ORDER BY j.rush DESC, ")
    return ListQuery("jobs", ids, query.rows_sql, query.params, query.make)


def job_counts(db: Database, *, today: str = "") -> dict[str, int]:
    """How many jobs each saved view holds, and each column of the board ("column:bench")."""
    day = today or date.today().isoformat()
    found = {}
    for code, _, condition in JOB_VIEWS:
        where, params = _bound(condition, {":today": day, ":week": _week(day)})
        found[code] = int(
            db.value(f"SELECT count(*) FROM job_now AS j WHERE j.removed = 0 AND {where}", params)
        )
    columns: dict[str, int] = dict(
        db.rows(
            f"SELECT {_COLUMN}, count(*) FROM job_now AS j WHERE j.removed = 0 AND {_IN_WORK}"
            " GROUP BY 1"
        )
    )
    return found | {f"column:{code}": columns.get(code, 0) for code, _ in COLUMNS}


def job_row(db: Database, job_id: int, *, today: str = "") -> JobRow | None:
    """One job as a row; None when it is not there."""
    values = db.row(_ROWS, (json.dumps([job_id]),))
    return _row(today or date.today().isoformat(), now_ms(), values) if values else None


def column_of(state: str, stage: str) -> str:
    """The column of the board in which a job of this state and stage stands."""
    if state == "qc":
        return "qc"
    if stage == "set":
        return "setting"
    if stage in ("polish", "plate"):
        return "polish"
    return "bench" if stage else "start"


def _bound(where: str, values: dict[str, str]) -> tuple[str, tuple[object, ...]]:
    """Named values as question marks, in the order in which they stand."""
    found = sorted(
        (at, name) for name in values for at in range(len(where)) if where.startswith(name, at)
    )
    params = tuple(values[name] for _, name in found)
    for name in values:
        where = where.replace(name, "?")
    return where, params


def _row(today: str, now: int, values: Row) -> JobRow:
    state, stage, column, due_on = values[8], values[9], values[10], values[11]
    spec = spec_of(values[3])
    day = date.fromisoformat(today)
    due = date.fromisoformat(due_on) if due_on else None
    days = max((now - values[12]) // 86_400_000, 0) if values[12] else 0
    return JobRow(
        id=values[0],
        number=values[1],
        title=values[2].partition(" - ")[0],
        work=spec.work,
        order_id=values[4],
        order_number=values[5],
        client=values[6],
        photo_sha256=values[7],
        state=state,
        chip=chip("job", state),
        stage=stage,
        column=column,
        due_on=due_on,
        due_words=due_words(due, day) if due else "",
        overdue_days=max((day - due).days, 0) if due and state in IN_WORK else 0,
        due_soon=due is not None and day <= due <= day + timedelta(days=3),
        days=days,
        slow=days > NORM_DAYS[column] and state in IN_WORK,
        rush=bool(values[13]),
        artisan=values[14],
        warning=_warning(values[15], values[16]),
    )


def _warning(asked: str, reason_code: str) -> str:
    if reason_code:
        return reason_words(reason_code)
    if not asked:
        return ""
    told = json.loads(asked)
    if told["new"] == "none":
        return f"web shop: {told['label'].partition(', ')[2] or told['label']}"
    return f"web shop says {told['new']} now"


def _week(today: str) -> str:
    day = date.fromisoformat(today)
    return (day + timedelta(days=6 - day.weekday())).isoformat()

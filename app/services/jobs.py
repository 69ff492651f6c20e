"""The bench: send lines there, follow a job through its stages, hold, cancel."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.chips import Chip
from app.models.database import Database
from app.models.work import Work
from app.services.lists import ListQuery

COLUMNS: tuple[tuple[str, str], ...] = (
    ("start", "To start"),
    ("bench", "At the bench"),
    ("setting", "Setting"),
    ("polish", "Polish and plate"),
    ("qc", "Quality check"),
)
"""The columns of the board: code and title."""


@dataclass(frozen=True)
class JobRow:
    """A job in a list or on the board.

    ``days`` are the days in this stage, ``slow`` that they exceed what is usual for it; ``warning``
    is the amber line ("the web shop says 6½ now"), '' when nothing waits.
    """

    id: int
    number: str
    title: str
    work: str
    order_id: int | None
    order_number: str
    client: str
    photo_sha256: str
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


@dataclass(frozen=True)
class StageRow:
    """A stage of a job: planned or done, with what went in and came out (mg, count)."""

    stage: str
    title: str
    in_at: int
    in_by: str
    in_mg: int | None
    out_at: int
    out_by: str
    out_mg: int | None
    scrap_mg: int | None
    stones_in: int | None
    stones_out: int | None


@dataclass(frozen=True)
class ComponentRow:
    """Something in the bag: what, issued and returned (mg, count, 1/1000 ct)."""

    what: str
    issued_mg: int | None
    returned_mg: int | None
    count: int | None
    stone_mct: int | None
    piece_id: int | None
    lot_id: int | None


@dataclass(frozen=True)
class JobCard:
    """Everything about one job; ``specification`` rows are (title, value) as sent to the bench."""

    id: int
    number: str
    code: str
    title: str
    kind: str
    state: str
    chip: Chip
    order_id: int | None
    order_number: str
    line_id: int | None
    piece_id: int | None
    piece_number: str
    client: str
    due_on: str
    rush: bool
    artisan: str
    specification: tuple[tuple[str, str], ...]
    engraving: str
    engraving_font: str
    note: str
    customer_property: bool
    expected_mg: int | None
    stage: str
    stages: tuple[StageRow, ...]
    components: tuple[ComponentRow, ...]
    differences: tuple[str, ...]
    document_id: int | None
    photo_sha256: str


def send_to_bench(
    w: Work,
    order_id: int,
    line_ids: tuple[int, ...] = (),
    *,
    due_on: str = "",
    artisan_id: int | None = None,
    note: str = "",
) -> Changes:
    """Make a job of each line with bench work (all of the order unless named); jobs in the Changes.

    Refuses with one sentence that says what is missing.
    """
    raise NotImplementedError


def jobs_list(
    view: str = "in_work", search: str = "", sort: str = "due", descending: bool = False
) -> ListQuery:
    """The jobs of a saved view; rows are ``JobRow``."""
    raise NotImplementedError


def board_column(column: str, view: str = "in_work", search: str = "") -> ListQuery:
    """The jobs of one column of the board, most urgent first; rows are ``JobRow``."""
    raise NotImplementedError


def job_counts(db: Database) -> dict[str, int]:
    """How many jobs each saved view and each column holds."""
    raise NotImplementedError


def job_card(db: Database, job_id: int) -> JobCard:
    """Read a job; NotFoundError when there is none."""
    raise NotImplementedError


def stage_in(
    w: Work, job_id: int, stage: str, weight_mg: int | None = None, stones: int | None = None
) -> Changes:
    """Begin a stage, with the weight and stones that go in."""
    raise NotImplementedError


def stage_out(
    w: Work,
    job_id: int,
    weight_mg: int | None = None,
    *,
    scrap_mg: int | None = None,
    stones: int | None = None,
    reason_code: str = "",
) -> Changes:
    """End the stage that the job is in, with what came out."""
    raise NotImplementedError


def next_stage(
    w: Work, job_id: int, weight_mg: int | None = None, reason_code: str = ""
) -> Changes:
    """Out of this stage and into the next planned one; after the last one to the quality check."""
    raise NotImplementedError


def previous_stage(w: Work, job_id: int, reason_code: str = "") -> Changes:
    """Back to the stage before."""
    raise NotImplementedError


def hold_job(w: Work, job_id: int, reason_code: str, note: str = "") -> Changes:
    """Stop a job with a reason."""
    raise NotImplementedError


def resume_job(w: Work, job_id: int) -> Changes:
    """Go on with a job where it was stopped."""
    raise NotImplementedError


def cancel_job(w: Work, job_id: int, reason_code: str, note: str = "") -> Changes:
    """Give a job up; its piece comes back and its line asks again."""
    raise NotImplementedError

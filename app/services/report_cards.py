"""Signed condition reports as lists and pages show them, and what changed since the last one."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database
from app.services.lists import ListQuery
from app.services.report_form import Mark, ReportForm
from app.services.signing import Signature


@dataclass(frozen=True)
class ReportRow:
    """A line of the list: the latest version of each report."""

    id: int
    number: str
    version: int
    piece_id: int
    piece: str
    photo_sha256: str
    reason: str
    grade: str
    findings: int
    worst: int
    signed_at: int
    examiner: str


@dataclass(frozen=True)
class Version:
    """One version of a report."""

    id: int
    version: int
    signed_at: int
    examiner: str


@dataclass(frozen=True)
class Comparison:
    """Against the last report: ``line`` is what a clerk reads out ("3 worse, 5–6 new")."""

    with_id: int
    with_number: str
    signed_at: int
    line: str
    worse: tuple[int, ...]
    new: tuple[int, ...]
    repaired: tuple[int, ...]
    same: tuple[int, ...]
    weight_difference_mg: int | None
    weight_sentence: str
    stones_sentence: str


@dataclass(frozen=True)
class ReportCard:
    """A signed report: its form as signed, who signed, its versions, what changed before it."""

    id: int
    number: str
    version: int
    is_latest: bool
    piece_id: int
    piece: str
    piece_number: str
    code: str
    form: ReportForm
    examiner: str
    signed_at: int
    signatures: tuple[Signature, ...]
    versions: tuple[Version, ...]
    comparison: Comparison | None
    sha256: str
    erased: bool


SORTS = ("signed", "number", "piece", "grade", "worst")


def reports_list(
    text: str = "",
    *,
    reason: str = "",
    worst: int = 0,
    sort: str = "signed",
    descending: bool = True,
) -> ListQuery:
    """The list of signed reports; ``worst`` leaves out those below a severity. Rows: ReportRow."""
    raise NotImplementedError


def report_card(db: Database, report_id: int) -> ReportCard:
    """One report; NotFoundError if there is none."""
    raise NotImplementedError


def reports_of(db: Database, piece_id: int) -> list[ReportRow]:
    """All reports of a piece, latest versions, newest first."""
    raise NotImplementedError


def compared(now: ReportForm, last: ReportForm) -> tuple[tuple[Mark, str], ...]:
    """Findings of a form with how each stands against the last report: same, worse, repaired, new."""
    raise NotImplementedError

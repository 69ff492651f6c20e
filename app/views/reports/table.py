"""The columns of the list of condition reports: signed ones, and drafts of this PC."""

from __future__ import annotations

from app.domain.chips import Chip as Status
from app.domain.vocabulary import GRADES, REPORT_REASONS
from app.services.report_cards import ReportRow
from app.services.report_opening import DraftRow
from app.views.orders.words import Words
from app.views.reports.severity import severity_tone, severity_words
from app.views.widgets.list_view.columns import DAY_WIDTH, Cell, Column

Row = ReportRow | DraftRow


def columns(words: Words) -> tuple[Column, ...]:
    """Piece, report, reason, grade, findings, worst, when, by."""

    def when(row: Row) -> Cell:
        at = row.signed_at if isinstance(row, ReportRow) else row.at
        return Cell(words.moment(at), "muted", spoken=words.when(at))

    return (
        Column("Piece", _piece, stretch=6, sort="piece"),
        Column("Report", _number, width=132, sort="number"),
        Column("Reason", lambda row: REPORT_REASONS.title(row.reason), width=104, hide_below=800),
        Column("Grade", _grade, width=92, sort="grade"),
        Column("Findings", _findings, width=152, sort="worst"),
        Column("When", when, width=DAY_WIDTH, sort="signed"),
        Column("By", _by, width=112, hide_below=920),
    )


def _piece(row: Row) -> Cell:
    return Cell(row.piece or "No description", "strong", photo=row.photo_sha256 or "none")


def _number(row: Row) -> Cell:
    if isinstance(row, DraftRow):
        return Cell("New version" if row.version_of else "Draft", "muted")
    version = f", version {row.version}" if row.version > 1 else ""
    more = f" v{row.version}" if row.version > 1 else ""
    return Cell(f"{row.number}{more}", "medium", spoken=f"{row.number}{version}")


def _grade(row: Row) -> Cell:
    return Cell(GRADES.title(row.grade) if row.grade else "", "body")


def _findings(row: Row) -> Cell:
    if not row.findings:
        return Cell("none", "muted", spoken="no findings")
    words = severity_words(row.worst) or "not judged"
    many = f"{row.findings}: " if row.findings > 1 else ""
    status = Status(f"{many}{words}", severity_tone(row.worst))
    worst = f", worst {words}" if row.findings > 1 else f", {words}"
    noun = "finding" if row.findings == 1 else "findings"
    return Cell(status=status, spoken=f"{row.findings} {noun}{worst}")


def _by(row: Row) -> Cell:
    return Cell(row.examiner if isinstance(row, ReportRow) else "you", "muted")

"""The difference report on paper: verdict, both photos with marks, what changed, the seals of both."""

from __future__ import annotations

from collections.abc import Mapping

from app.printing.document import figures, layout
from app.printing.document.comparison_table import comparison_table
from app.printing.document.difference import DifferenceReport, DifferenceRow, DifferenceSide
from app.printing.document.figures import Photos, short_digest
from app.printing.document.inclusion_marks import letters_line
from app.printing.document.ink import FAINT, GROUND, LEADING, MUTED, severity_colour
from app.printing.document.letterhead import (
    SIGNATURE_HEIGHT,
    TEXT,
    section,
    signatures,
)
from app.printing.document.photo_marks import draw_marks
from app.printing.document.sheet import CENTRE, RIGHT, Sheet
from app.printing.document.stone_photo import stone_photo
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, wrapped
from app.printing.lettering import BOLD, MEDIUM, REGULAR, SEMIBOLD

NO_PHOTOS: Mapping[str, bytes] = {}
_PHOTO_HEIGHT, _LEAST_HEIGHT = 160.0, 96.0
_CLOSER = (96.0, 72.0)
"""How high the photos are (pt) where that spares the paper a page of its last lines."""
_GAP = 14.0
_SMALL = 7.4


def render_difference_report(
    report: DifferenceReport, photos: Photos = NO_PHOTOS, *, copy: int = 0
) -> bytes:
    """The report as PDF, one page unless very much was found; A4 or Letter.

    Where its last lines would stand on a second page the photos leave them room.
    """
    sheet = _drawn(report, photos, copy, 0.0)
    pdf = sheet.finish()
    for height in _CLOSER:
        if sheet.page == 1:
            break
        closer = _drawn(report, photos, copy, height)
        pulled = closer.finish()
        if closer.page < sheet.page:
            return pulled
    return pdf


def _drawn(report: DifferenceReport, photos: Photos, copy: int, closer: float) -> Sheet:
    """The paper's pages, not finished; the photos at most ``closer`` pt high, 0: as there is room."""
    labels = Labels("difference_report", report.made.language)
    sheet = layout.begin(
        report,
        labels,
        labels["title"],
        running=labels.say("short", number=report.number, title=report.title),
        note=labels["opinion"],
        digested=labels["of"],
        copy=copy,
        draft=not report.number,
    )
    _verdict(sheet, report, labels)
    sheet.tight = bool(closer)
    _photos(sheet, report, labels, photos, closer)
    _rows(sheet, report, labels)
    _measured(sheet, report, labels)
    _stone(sheet, report, labels, photos)
    end = _end_height(sheet, report, labels)
    if sheet.y + end > sheet.bottom and end <= sheet.room:
        sheet.next_page()  # who signs sees above it what follows
    _follows(sheet, report, labels)
    if report.signatures:
        sheet.y += 6
        signatures(sheet, report.signatures, labels)
    _seals(sheet, report, labels)
    return sheet


def _end_height(sheet: Sheet, report: DifferenceReport, labels: Labels) -> float:
    """What follows, the signatures and the seals together, in points."""
    said = _followed(report)
    lines = sum(len(wrapped(f"– {one}", sheet.inner, REGULAR, TEXT)) for one in said)
    height = 22 + lines * TEXT * LEADING + len(said) * 1.5 if said else 0.0
    rows = (len(report.signatures) + 1) // 2
    seals = 8 + max(30.0, len(_seal_lines(sheet, report, labels)) * 10 + 4)
    return height + (6 + rows * SIGNATURE_HEIGHT if rows else 0.0) + seals


def _followed(report: DifferenceReport) -> tuple[str, ...]:
    return tuple(filter(None, (report.decision, *report.consequences)))


def _verdict(sheet: Sheet, report: DifferenceReport, labels: Labels) -> None:
    y = sheet.y
    between = labels.say(
        "between", out=_number(report.out, labels), into=_number(report.into, labels)
    )
    size = fitted(between, sheet.inner, REGULAR, TEXT, 4)
    sheet.text(sheet.left, y + 6, between, size=size, colour=MUTED)
    sheet.y = y + 7
    sheet.flow(sheet.left, wrapped(report.title, sheet.inner, BOLD, 16), size=16, face=BOLD)
    outcome = labels.get(f"outcome_{report.outcome}", report.outcome)
    said = f"{outcome} {report.line}."
    lines = wrapped(said, sheet.inner, SEMIBOLD, 10)
    sheet.y += 2
    sheet.flow(sheet.left, lines, size=10, face=SEMIBOLD)
    if report.verdict:
        sheet.flow(sheet.left, wrapped(report.verdict, sheet.inner, REGULAR, TEXT), size=TEXT)
    sheet.y += 6


def _number(side: DifferenceSide, labels: Labels) -> str:
    """The report's number, and of a corrected one which version: all of them have this number."""
    if not side.number:
        return labels["unsigned"]
    if side.version < 2:
        return side.number
    return labels.say("version_of", number=side.number, version=side.version)


def _photos(
    sheet: Sheet, report: DifferenceReport, labels: Labels, photos: Photos, closer: float
) -> None:
    """Both photos of the same view beside each other with the marks that each report made."""
    width = (sheet.inner - _GAP) / 2
    if report.out.photo is None and report.into.photo is None:
        return
    # Many findings or signatures leave the photos less, so that one page is enough.
    crowded = 13 * max(0, len(report.rows) - 4) + 40 * (len(report.signatures) > 2)
    crowded += 13 * max(0, len(report.consequences) + bool(report.decision) - 3)
    height = closer or min(max(_LEAST_HEIGHT, _PHOTO_HEIGHT - crowded), width * 0.75)
    sheet.need(height + 30)
    for place, side in enumerate((report.out, report.into)):
        x = sheet.left + place * (width + _GAP)
        box = (x, sheet.y, width, height)
        sheet.box(*box, radius=3, stroke=FAINT, fill=GROUND, line=0.5)
        if side.photo is not None:
            where = figures.photo(
                sheet, side.photo.photo, photos, box, whole=True, lacking=labels["no_photo"]
            )
            draw_marks(sheet, list(side.findings), where, radius=6.4)
        elif side.no_photo:
            middle = (x + width / 2, sheet.y + height / 2)
            sheet.text(*middle, side.no_photo, size=TEXT, colour=MUTED, align=CENTRE)
        said = f"{labels['out' if place == 0 else 'into']} · {sheet.local.moment(side.at)}"
        if side.photo is not None:
            seal = labels.say("digest", digest=short_digest(side.photo.photo.sha256))
            said += f" · {side.photo.view} · {seal}"
        small = fitted(said, width, REGULAR, 7.2, 3)
        sheet.text(x, sheet.y + height + 11, said, size=small, colour=MUTED)
    sheet.y += height + 16


def _rows(sheet: Sheet, report: DifferenceReport, labels: Labels) -> None:
    section(sheet, labels.say("findings", count=len(report.rows)), above=6)
    if not report.rows:
        sheet.text(sheet.left, sheet.y + TEXT, labels["no_findings"], size=TEXT)
        sheet.y += TEXT * 2
        return
    columns = [
        Column("", 20),
        Column(labels["where"], 52),
        Column(labels["finding"], 250),
        Column(labels["out"], 60, RIGHT),
        Column(labels["into"], 60, RIGHT),
        Column(labels["change"], 74),
    ]
    table = Table(sheet, columns, size=8.2, pad=3.4, gap=10)
    table.rows([_row(row, labels) for row in report.rows])


def _row(row: DifferenceRow, labels: Labels) -> list[Cell]:
    worst = max(row.out_severity or 0, row.in_severity or 0)

    def disc(on: Sheet, x: float, middle: float, width: float) -> None:
        figures.number_disc(on, x + 7, middle, 6.4, row.n, severity_colour(worst))

    severities = [
        "–" if one is None or one < 0 else str(one) for one in (row.out_severity, row.in_severity)
    ]
    face = MEDIUM if row.change == "same" else SEMIBOLD
    return [
        Cell(picture=disc),
        Cell(row.where, SEMIBOLD),
        Cell(row.words),
        Cell(severities[0]),
        Cell(severities[1], face),
        Cell(labels.get(f"change_{row.change}", row.change), face),
    ]


def _measured(sheet: Sheet, report: DifferenceReport, labels: Labels) -> None:
    if not report.comparison:
        return
    sheet.need(60)
    section(sheet, labels["measured"], above=8)
    comparison_table(sheet, labels, ("out", "into"), report.comparison, pad=3.6)


def _stone(sheet: Sheet, report: DifferenceReport, labels: Labels, photos: Photos) -> None:
    """The fingerprint of the centre stone on both sides: what was shown of it, and what was not."""
    sides = (report.out, report.into)
    if not any(side.fingerprint for side in sides):
        return
    width = (sheet.inner - _GAP) / 2
    sheet.need(70)
    section(sheet, labels["fingerprint"], above=8)
    top, ends = sheet.y, []
    for place, side in enumerate(sides):
        x = sheet.left + place * (width + _GAP)
        at, y = x, top + TEXT
        said = side.fingerprint
        label = labels["out" if place == 0 else "into"]
        if said is None:
            sheet.text(x, y, f"{label}: {labels['nothing_shown']}", size=7.8, colour=MUTED)
            ends.append(y + 10)
            continue
        if said.photo is not None:
            stone_photo(sheet, said, photos, (x, top, 62, 46), labels["no_photo"])
            at = x + 72
        words = [f"{label}. {labels['shown']} {said.shown or '–'}"]
        words.append(f"{labels['not_shown']} {said.not_shown or '–'}")
        if said.inclusions:
            words.append(letters_line(said.inclusions))
        for line in words:
            y = sheet.paragraph(at, y, x + width - at, line, size=7.8)
        ends.append(max(y, top + (50 if said.photo is not None else 0)))
    sheet.y = max(ends)
    if report.letters:
        lines = wrapped(report.letters, sheet.inner, SEMIBOLD, TEXT)
        sheet.y += 2
        sheet.flow(sheet.left, lines, size=TEXT, face=SEMIBOLD)


def _follows(sheet: Sheet, report: DifferenceReport, labels: Labels) -> None:
    said = _followed(report)
    if not said:
        return
    sheet.need(50)
    section(sheet, labels["follows"], above=8)
    for words in said:
        lines = wrapped(f"– {words}", sheet.inner, REGULAR, TEXT)
        sheet.need(len(lines) * 12)
        sheet.flow(sheet.left, lines, size=TEXT)
        sheet.y += 1.5


def _seals(sheet: Sheet, report: DifferenceReport, labels: Labels) -> None:
    """The code that opens the piece, and the digests of both reports."""
    sheet.need(38)
    sheet.y += 8
    figures.matrix(sheet, report.code, sheet.left, sheet.y, 26)
    lines = _seal_lines(sheet, report, labels)
    sheet.lines(sheet.left + 38, sheet.y + 8, lines, size=_SMALL, colour=MUTED)
    sheet.y += max(30.0, len(lines) * 10 + 4)


def _seal_lines(sheet: Sheet, report: DifferenceReport, labels: Labels) -> list[str]:
    said = " ".join(
        labels.say(
            "seal", number=_number(side, labels), digest=side.sha256 or "–", by=side.examiner
        )
        for side in (report.out, report.into)
    )
    words = " ".join(filter(None, (labels["open"], said, report.aligned)))
    return wrapped(words, sheet.inner - 40, REGULAR, _SMALL)

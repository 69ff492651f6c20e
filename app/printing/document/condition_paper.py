"""The condition report on paper: verdict, photo with marks, findings first; proof and signatures after."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.report_rules import runs
from app.printing.document import condition_proof, figures, layout
from app.printing.document.condition_report import ConditionReport, ReportFinding, ReportPhoto
from app.printing.document.content import digest
from app.printing.document.figures import Photos, short_digest
from app.printing.document.ink import FAINT, GROUND, MUTED, severity_colour
from app.printing.document.letterhead import (
    TEXT,
    fact_height,
    fact_rows,
    section,
)
from app.printing.document.photo_marks import draw_marks, draw_scale
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, width_of, wrapped
from app.printing.lettering import BOLD, MEDIUM, REGULAR, SEMIBOLD

NO_PHOTOS: Mapping[str, bytes] = {}
_PHOTO_HEIGHT = 300.0
_GAP = 20.0
_SMALLEST = 6.0
"""A caption is not printed smaller than this only to have the marks beside it."""


def render_condition_report(
    report: ConditionReport,
    photos: Photos = NO_PHOTOS,
    *,
    copy: int = 0,
    kept_as: int = 0,
    newer: int = 0,
) -> bytes:
    """The report as PDF, usually two pages, A4 or Letter.

    What became of it since stands under its number: ``newer`` is the version that corrects it,
    ``kept_as`` which one it is where two PCs corrected at once and both signed the same version (0: no).
    """
    labels = Labels("condition_report", report.made.language)
    signed = _is_signed(report)
    version = "version_signed" if signed else "version_draft"
    sheet = layout.begin(
        report,
        labels,
        labels.say("title", reason=report.reason),
        under=(
            labels.say(version, version=report.version),
            labels.say("kept_as", version=kept_as) if kept_as else "",
            labels.say("newer", version=newer) if newer else "",
        ),
        running=labels.say("short", number=report.number, title=report.title),
        version=report.version,
        note=labels["opinion"],
        digested=labels["of"],
        copy=copy,
        draft=not signed,
        coded=labels["opens_this"] if signed else "",  # a draft has the piece's code, and no own
        proof=whole_digests(report),
    )
    _verdict(sheet, report, labels)
    _overview(sheet, report, labels, photos)
    _facts(sheet, report)
    mark = digest(report)
    last = not condition_proof.parts_of(report)
    holds = condition_proof.closing_height(sheet, report, labels, mark) if last else 0.0
    _findings(sheet, report, labels, holds)
    condition_proof.draw_proof(sheet, report, labels, photos, mark)
    return sheet.finish()


def whole_digests(report: ConditionReport) -> str:
    """What the paper prints short, whole: ``data sha256:…, photo 1 sha256:…``, to check a file by."""
    photos = (f"photo {n} sha256:{one.photo.sha256}" for n, one in enumerate(report.photos, 1))
    return ", ".join((f"data sha256:{digest(report)}", *photos))


def _is_signed(report: ConditionReport) -> bool:
    return any(one.signed_at for one in report.signatures)


def _verdict(sheet: Sheet, report: ConditionReport, labels: Labels) -> None:
    """Occasion, title and grade: what an insurer reads first."""
    y = sheet.y
    grade_width = max(
        width_of(report.grade, BOLD, 14.5), width_of(labels["overall"], REGULAR, TEXT)
    )
    room = sheet.inner - grade_width - 20
    reason = labels.say("title", reason=report.reason)
    size = fitted(reason, room, REGULAR, TEXT, 4)
    sheet.text(sheet.left, y + 6, reason, size=size, colour=MUTED)
    if report.grade:
        sheet.text(sheet.right, y + 9, labels["overall"], size=TEXT, colour=MUTED, align=RIGHT)
        sheet.text(sheet.right, y + 26, report.grade, size=14.5, face=BOLD, align=RIGHT)
    sheet.y = y + 7
    sheet.flow(sheet.left, wrapped(report.title, room, BOLD, 17), size=17, face=BOLD)
    if report.grade_words:
        words = wrapped(report.grade_words, room, REGULAR, TEXT)
        sheet.y += 1
        sheet.flow(sheet.left, words, size=TEXT, colour=MUTED)
    sheet.y += 7


def _overview(sheet: Sheet, report: ConditionReport, labels: Labels, photos: Photos) -> None:
    """The first photo with its marks and scale; what stands on other photos is said."""
    if not report.photos:
        return
    first = report.photos[0]
    photo = first.photo
    full = sheet.inner * photo.height / max(1, photo.width)
    height = min(_PHOTO_HEIGHT, full)
    sheet.need(height + 30)
    box = (sheet.left, sheet.y, sheet.inner, height)
    if full > _PHOTO_HEIGHT:
        sheet.box(*box, radius=3, stroke=FAINT, fill=GROUND, line=0.5)
    place = figures.photo(sheet, photo, photos, box, whole=True, lacking=labels["no_photo"])
    draw_marks(sheet, _marks_on(report, photo.sha256), place)
    if first.um_across:
        draw_scale(sheet, first.um_across, place, box)
    sheet.y += height + 12
    caption = caption_of(sheet, first, 1, labels)
    elsewhere = [
        one.n
        for one in report.findings
        if one.mark is not None and one.mark.photo_sha256 != photo.sha256
    ]
    right = labels.say("elsewhere", marks=runs(elsewhere)) if elsewhere else ""
    room = sheet.inner - (width_of(right, REGULAR, 7.2) + 12 if right else 0)
    if right and room < width_of(caption, REGULAR, _SMALLEST):
        room, below = sheet.inner, wrapped(right, sheet.inner, REGULAR, 7.2)
    else:
        below = []
    size = fitted(caption, room, REGULAR, 7.2, 3)
    sheet.text(sheet.left, sheet.y, caption, size=size, colour=MUTED)
    if right and not below:
        sheet.text(sheet.right, sheet.y, right, size=7.2, colour=MUTED, align=RIGHT)
    for line in below:
        sheet.y += 10
        sheet.text(sheet.left, sheet.y, line, size=7.2, colour=MUTED)
    sheet.y += 8


def caption_of(sheet: Sheet, one: ReportPhoto, n: int, labels: Labels) -> str:
    """``Photo 1, top, 16 Nov 2026 09:38, 5,000 K daylight · sha256 3fa2…c810``."""
    parts = [labels.say("photo", n=n, view=one.view)]
    if one.taken_at is not None:
        parts.append(sheet.local.moment(one.taken_at))
    parts += filter(None, (one.means, one.photo.caption))
    digest_words = labels.say("digest", digest=short_digest(one.photo.sha256))
    return f"{', '.join(parts)} · {digest_words}"


def _marks_on(report: ConditionReport, sha256: str) -> list[ReportFinding]:
    return [one for one in report.findings if one.mark and one.mark.photo_sha256 == sha256]


def _facts(sheet: Sheet, report: ConditionReport) -> None:
    """Up to three columns of facts beside each other."""
    columns = report.facts[:3]
    if not columns:
        return
    width = (sheet.inner - _GAP * (len(columns) - 1)) / len(columns)
    rows = [[(fact.label, fact.value) for fact in facts] for _, facts in columns]
    height = 16 + max(fact_height(width, column, MEDIUM) for column in rows)
    sheet.need(min(height, sheet.room))
    top, ends = sheet.y, []
    for place, ((title, _), facts) in enumerate(zip(columns, rows, strict=True)):
        x = sheet.left + place * (width + _GAP)
        sheet.y = top
        section(sheet, title, x=x, above=7)
        ends.append(fact_rows(sheet, x, sheet.y + TEXT, width, facts, face=MEDIUM))
    sheet.y = max(ends) - 4


def _findings(sheet: Sheet, report: ConditionReport, labels: Labels, holds: float) -> None:
    heading = labels.say("findings", count=len(report.findings))
    if not report.findings:
        section(sheet, heading, above=8, holds=TEXT * 2 + holds)
        sheet.text(sheet.left, sheet.y + TEXT, labels["no_findings"], size=TEXT)
        sheet.y += TEXT * 2
        return
    columns = [
        Column("", 20),
        Column(labels["where"], 46),
        Column(labels["type"], 86),
        Column(labels["severity"], 82),
        Column(labels["size"], 46, RIGHT),
        Column(labels["words"], 236),
    ]
    table = Table(sheet, columns, size=TEXT, pad=4.4, least=24)
    room = table.widths[-1]
    rows = [_finding_row(sheet, finding, labels, room) for finding in report.findings]
    lead = table.lead(rows)
    only = holds if len(rows) == 1 and lead + holds + 30 <= sheet.room else 0.0
    section(sheet, heading, above=8, holds=lead + only)
    table.rows(rows, holds=holds)


def _finding_row(sheet: Sheet, finding: ReportFinding, labels: Labels, room: float) -> list[Cell]:
    def disc(on: Sheet, x: float, middle: float, width: float) -> None:
        figures.number_disc(on, x + 7.4, middle, 7.4, finding.n, severity_colour(finding.severity))

    since = labels.say("as_in", number=finding.since) if finding.since else ""
    history = " · ".join(filter(None, (finding.change, since)))
    together = " · ".join(filter(None, (finding.words, history)))
    said = Cell(together)
    if finding.words and history and width_of(together, REGULAR, TEXT) > room:
        said = Cell(finding.words, more=((history, MUTED),))
    size = (
        "" if finding.size_um is None else labels.say("mm", mm=sheet.local.mm(finding.size_um, 1))
    )
    severity = finding.severity_words or labels[f"severity_{finding.severity}"]
    return [
        Cell(picture=disc),
        Cell(finding.where, SEMIBOLD),
        Cell(finding.type, MEDIUM),
        Cell(str(finding.severity), SEMIBOLD, after=severity),
        Cell(size),
        said,
    ]

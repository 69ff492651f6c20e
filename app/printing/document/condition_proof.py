"""The second part of a condition report: details, stone map, stones, what changed, statements, signatures."""

from __future__ import annotations

from app.printing.document import figures
from app.printing.document.comparison_table import comparison_rows
from app.printing.document.condition_report import ConditionReport, ReportFinding
from app.printing.document.condition_stones import draw_stones
from app.printing.document.content import Photo
from app.printing.document.figures import Photos, short_digest
from app.printing.document.ink import LEADING, MUTED, severity_colour
from app.printing.document.letterhead import SIGNATURE_HEIGHT, section, signatures, statement_box
from app.printing.document.photo_marks import draw_marks, draw_near, extent_of, middle_of
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.terms import PaperTerms
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, width_of, wrapped
from app.printing.lettering import MEDIUM, REGULAR, SEMIBOLD

_ACROSS, MOST_ACROSS = 4, 6
"""Tiles in a row: four, or up to six where one row then holds all details, or there are very many."""
_MANY = 12
_CAPTION = 7.8
_TILE_GAP = 10.0
_CLOSING = 40.0


def draw_proof(
    sheet: Sheet, report: ConditionReport, labels: Labels, photos: Photos, mark: str
) -> None:
    """Everything after the findings, in the order in which it is looked at."""
    if any(one.mark for one in report.findings):
        _details(sheet, report, labels, photos)
    if len(report.photos) > 1:
        _other_photos(sheet, report, labels, photos)
    draw_stones(sheet, report, labels, photos)
    if report.comparison:
        _comparison(sheet, report, labels)
    if report.other_side:
        _other_side(sheet, report)
    _keep_together(sheet, report)
    sheet.y += 9
    statement_box(sheet, report.statements)
    if report.signatures:
        sheet.y += 8
        signatures(sheet, report.signatures, labels)
    if any(one.signed_at for one in report.signatures):
        _closing(sheet, report, labels, mark)


def _keep_together(sheet: Sheet, report: ConditionReport) -> None:
    """Statements, signatures and the code that opens the report stand on one page if they can."""
    room = sheet.inner - 24
    lines = sum(len(wrapped(text, room, REGULAR, 8.0)) for text in report.statements)
    between = 5 * max(0, len(report.statements) - 1)
    rows = (len(report.signatures) + 1) // 2
    height = 27 + lines * 10.9 + between + 8 + rows * SIGNATURE_HEIGHT + _CLOSING
    if height < sheet.bottom - sheet.top:
        sheet.need(height)


def _tile_width(sheet: Sheet, across: int = _ACROSS) -> float:
    return (sheet.inner - _TILE_GAP * (across - 1)) / across


def _details(sheet: Sheet, report: ConditionReport, labels: Labels, photos: Photos) -> None:
    """The surroundings of each mark, enlarged: the mark itself, its number, place and what it is."""
    by_sha = {one.photo.sha256: one.photo for one in report.photos}
    marked = [
        one for one in report.findings if one.mark is not None and one.mark.photo_sha256 in by_sha
    ]
    if not marked:
        return
    across = _ACROSS
    if len(marked) > _MANY:
        across = MOST_ACROSS
    elif _ACROSS < len(marked) <= MOST_ACROSS:
        across = len(marked)
    width = _tile_width(sheet, across)
    height = width * 0.74
    lines = max(len(_kind_lines(sheet, one, width)) for one in marked)
    step = height + 21 + (lines - 1) * _CAPTION * LEADING
    section(sheet, labels["details"], above=9, holds=step)
    for start in range(0, len(marked), across):
        sheet.need(step)
        for place, finding in enumerate(marked[start : start + across]):
            x = sheet.left + place * (width + _TILE_GAP)
            _detail(
                sheet, finding, by_sha[_sha(finding)], labels, photos, (x, sheet.y, width, height)
            )
        sheet.y += step


def _kind_lines(sheet: Sheet, finding: ReportFinding, width: float) -> list[str]:
    """What it is, below a detail: the first line stands behind the place's code ("" if none fits)."""
    # German nouns keep their capital also behind the code.
    kind = finding.type if sheet.local.locale.startswith("de") else finding.type.lower()
    room = width - width_of(finding.where, SEMIBOLD, _CAPTION) - 4
    first, *more = kind.split(" ")
    if width_of(first, REGULAR, _CAPTION) <= room:
        while more and width_of(f"{first} {more[0]}", REGULAR, _CAPTION) <= room:
            first = f"{first} {more.pop(0)}"
        rest = " ".join(more)
        return [first, *(wrapped(rest, width, REGULAR, _CAPTION) if rest else [])]
    return ["", *wrapped(kind, width, REGULAR, _CAPTION)]


def _sha(finding: ReportFinding) -> str:
    return finding.mark.photo_sha256 if finding.mark else ""


def _detail(
    sheet: Sheet,
    finding: ReportFinding,
    photo: Photo,
    labels: Labels,
    photos: Photos,
    box: tuple[float, float, float, float],
) -> None:
    assert finding.mark is not None
    part = (*middle_of(finding.mark), extent_of(finding.mark))
    place = figures.photo(sheet, photo, photos, box, part=part, lacking=labels["no_photo"])
    if place != box:  # a photo that is away leaves a grey box, on which no mark has its place
        draw_near(sheet, finding, place, box)
    x, y, width, height = box
    figures.number_disc(sheet, x + 14, y + 14, 8, finding.n, severity_colour(finding.severity))
    baseline = y + height + 11
    end = sheet.text(x, baseline, finding.where, size=_CAPTION, face=SEMIBOLD)
    first, *rest = _kind_lines(sheet, finding, width)
    sheet.text(end + 4, baseline, first, size=_CAPTION, colour=MUTED)
    below = baseline + _CAPTION * LEADING
    sheet.lines(x, below, rest, size=_CAPTION, colour=MUTED)


def _other_photos(sheet: Sheet, report: ConditionReport, labels: Labels, photos: Photos) -> None:
    """The other views, small and whole, with their marks."""
    width = _tile_width(sheet)
    height = width * 0.6
    section(sheet, labels["photos"], holds=height + 22)
    others = list(enumerate(report.photos[1:], 2))
    for start in range(0, len(others), _ACROSS):
        sheet.need(height + 22)
        for place, (n, one) in enumerate(others[start : start + _ACROSS]):
            x = sheet.left + place * (width + _TILE_GAP)
            box = (x, sheet.y, width, height)
            where = figures.photo(sheet, one.photo, photos, box, lacking=labels["no_photo"])
            sha = one.photo.sha256
            marks = [f for f in report.findings if _sha(f) == sha]
            seen = [f for f in marks if _inside(f, sheet.seat(where), sheet.seat(box))]
            draw_marks(sheet, seen, where, radius=6, within=box)
            caption = f"{labels.say('photo', n=n, view=one.view)} · {short_digest(sha)}"
            small = fitted(caption, width, REGULAR, 6.8, 4.2)
            sheet.text(x, sheet.y + height + 10, caption, size=small, colour=MUTED)
        sheet.y += height + 20


def _inside(
    finding: ReportFinding,
    where: tuple[float, float, float, float],
    box: tuple[float, float, float, float],
) -> bool:
    """Whether the mark's middle lies in the part of the photo that is seen."""
    assert finding.mark is not None
    part_x, part_y = middle_of(finding.mark)
    x, y = where[0] + part_x * where[2], where[1] + part_y * where[3]
    return box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]


def _comparison(sheet: Sheet, report: ConditionReport, labels: Labels) -> None:
    table, rows = comparison_rows(sheet, labels, ("then", "now"), report.comparison, pad=5.0)
    heading = labels.say("against", number=report.compared_with)
    section(sheet, heading, above=10, holds=table.height(rows))
    table.rows(rows)


def _other_side(sheet: Sheet, report: ConditionReport) -> None:
    """Reports of the other side that are kept with this one, each with its digest."""
    columns = [Column("", 150), Column("", 270), Column("", 96, RIGHT)]
    rows = [
        [Cell(one.title, MEDIUM), Cell(one.words), Cell(f"sha256 {short_digest(one.sha256)}")]
        for one in report.other_side
    ]
    table = Table(sheet, columns, size=8.2, pad=5, gap=14)
    heading = PaperTerms(report.made.language).say("Report of the other side")
    section(sheet, heading, above=10, holds=table.lead(rows, head=False))
    table.rows(rows, head=False)


def _closing(sheet: Sheet, report: ConditionReport, labels: Labels, mark: str) -> None:
    """The code that opens the report, and the digests of what was signed."""
    digests = [short_digest(one.photo.sha256) for one in report.photos]
    text = short_digest(mark)
    if digests:
        said = labels.say("open", digest=text, photos=", ".join(digests))
    else:
        said = labels.say("open_plain", digest=text)
    lines = wrapped(f"{said} {labels['correction']}", sheet.inner - 42, REGULAR, 7.4)
    sheet.need(max(_CLOSING, 14 + len(lines) * 10.2))
    sheet.y += 10
    figures.matrix(sheet, report.code, sheet.left, sheet.y, 28)
    sheet.lines(sheet.left + 40, sheet.y + 10, lines, size=7.4, colour=MUTED)
    sheet.y += max(32.0, len(lines) * 10.2 + 4)

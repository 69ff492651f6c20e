"""The second part of a condition report: details, stone map, stones, what changed, statements, signatures."""

from __future__ import annotations

from app.printing.document import figures
from app.printing.document.comparison_table import comparison_rows
from app.printing.document.condition_report import ConditionReport, ReportFinding
from app.printing.document.condition_stones import draw_stones, has_stones
from app.printing.document.content import Photo
from app.printing.document.figures import Photos, short_digest
from app.printing.document.ink import LEADING, MUTED, severity_colour
from app.printing.document.letterhead import (
    SIGNATURE_HEIGHT,
    section,
    signatures,
    statement_box,
    statement_height,
)
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
_CLOSING = 42.0
_LEAST_ABOVE = 90.0
"""So much of the report (pt), at the least, stands above what is signed."""
DETAILS, PHOTOS, STONES, COMPARISON, OTHERS = "details", "photos", "stones", "comparison", "others"


def draw_proof(
    sheet: Sheet, report: ConditionReport, labels: Labels, photos: Photos, mark: str
) -> None:
    """Everything after the findings, in the order in which it is looked at.

    The last part stands on the page of the statements and signatures: nobody signs a page on which
    there is nothing of the report.
    """
    parts = parts_of(report)
    for part in parts:
        holds = closing_height(sheet, report, labels, mark) if part == parts[-1] else 0.0
        if part == DETAILS:
            _details(sheet, report, labels, photos, holds)
        elif part == PHOTOS:
            _other_photos(sheet, report, labels, photos, holds)
        elif part == STONES:
            draw_stones(sheet, report, labels, photos, holds=holds)
        elif part == COMPARISON:
            _comparison(sheet, report, labels, holds)
        else:
            _other_side(sheet, report, holds)
    signed = _signed_height(sheet, report, labels, mark)
    sheet.y += 9
    statement_box(sheet, report.statements, holds=signed)
    if report.signatures:
        sheet.y += 8
        signatures(sheet, report.signatures, labels)
    if _is_closed(report):
        _closing(sheet, report, labels, mark)


def parts_of(report: ConditionReport) -> tuple[str, ...]:
    """The parts that a report has below its findings."""
    shown = {one.photo.sha256 for one in report.photos}
    there = {
        DETAILS: any(one.mark and one.mark.photo_sha256 in shown for one in report.findings),
        PHOTOS: len(report.photos) > 1,
        STONES: has_stones(report),
        COMPARISON: bool(report.comparison),
        OTHERS: bool(report.other_side),
    }
    return tuple(part for part, is_there in there.items() if is_there)


def closing_height(sheet: Sheet, report: ConditionReport, labels: Labels, mark: str) -> float:
    """How high statements, signatures and the code that opens the report are together; 0 where a page
    cannot hold them with anything above: then the last lines of the statements go with the signatures.
    """
    stated = statement_height(sheet, report.statements) if report.statements else 0.0
    height = 9 + stated + _signed_height(sheet, report, labels, mark)
    return height if height + _LEAST_ABOVE <= sheet.room else 0.0


def _signed_height(sheet: Sheet, report: ConditionReport, labels: Labels, mark: str) -> float:
    """Signatures and code below the statements, in points."""
    rows = (len(report.signatures) + 1) // 2
    height = 8 + rows * SIGNATURE_HEIGHT if rows else 0.0
    if _is_closed(report):
        height += max(_CLOSING, 14 + len(_closing_lines(sheet, report, labels, mark)) * 10.2)
    return height


def _is_closed(report: ConditionReport) -> bool:
    return any(one.signed_at for one in report.signatures)


def _with(sheet: Sheet, height: float, holds: float) -> float:
    """What a part needs on its page: with what it ``holds``, where a page can have both."""
    return height + holds if height + holds <= sheet.room else height


def _tile_width(sheet: Sheet, across: int = _ACROSS) -> float:
    return (sheet.inner - _TILE_GAP * (across - 1)) / across


def _details(
    sheet: Sheet, report: ConditionReport, labels: Labels, photos: Photos, holds: float
) -> None:
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
    only = holds if len(marked) <= across else 0.0
    section(sheet, labels["details"], above=9, holds=_with(sheet, step, only))
    for start in range(0, len(marked), across):
        last = start + across >= len(marked)
        sheet.need(_with(sheet, step, holds) if last else step)
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


def _other_photos(
    sheet: Sheet, report: ConditionReport, labels: Labels, photos: Photos, holds: float
) -> None:
    """The other views, small and whole, with their marks."""
    width = _tile_width(sheet)
    height = width * 0.6
    others = list(enumerate(report.photos[1:], 2))
    only = holds if len(others) <= _ACROSS else 0.0
    section(sheet, labels["photos"], holds=_with(sheet, height + 22, only))
    for start in range(0, len(others), _ACROSS):
        last = start + _ACROSS >= len(others)
        sheet.need(_with(sheet, height + 22, holds) if last else height + 22)
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


def _comparison(sheet: Sheet, report: ConditionReport, labels: Labels, holds: float) -> None:
    table, rows = comparison_rows(sheet, labels, ("then", "now"), report.comparison, pad=5.0)
    heading = labels.say("against", number=report.compared_with)
    whole = table.height(rows)
    section(sheet, heading, above=10, holds=_with(sheet, whole + 20, holds) - 20)
    table.rows(rows, holds=holds)


def _other_side(sheet: Sheet, report: ConditionReport, holds: float) -> None:
    """Reports of the other side that are kept with this one, each with what it says otherwise."""
    columns = [Column("", 150), Column("", 270), Column("", 96, RIGHT)]
    rows = [
        [
            Cell(one.title, MEDIUM),
            Cell(one.words, more=tuple((said, MUTED) for said in one.differs)),
            Cell(f"sha256 {short_digest(one.sha256)}"),
        ]
        for one in report.other_side
    ]
    table = Table(sheet, columns, size=8.2, pad=5, gap=14)
    heading = PaperTerms(report.made.language).say("Report of the other side")
    lead = table.lead(rows, head=False)
    only = holds if len(rows) == 1 else 0.0
    section(sheet, heading, above=10, holds=_with(sheet, lead + 20, only) - 20)
    table.rows(rows, head=False, holds=holds)


def _closing_lines(sheet: Sheet, report: ConditionReport, labels: Labels, mark: str) -> list[str]:
    digests = [short_digest(one.photo.sha256) for one in report.photos]
    text = short_digest(mark)
    if digests:
        said = labels.say("open", digest=text, photos=", ".join(digests))
    else:
        said = labels.say("open_plain", digest=text)
    return wrapped(f"{said} {labels['correction']}", sheet.inner - 42, REGULAR, 7.4)


def _closing(sheet: Sheet, report: ConditionReport, labels: Labels, mark: str) -> None:
    """The code that opens the report, and the digests of what was signed."""
    lines = _closing_lines(sheet, report, labels, mark)
    sheet.need(max(_CLOSING, 14 + len(lines) * 10.2))
    sheet.y += 10
    figures.matrix(sheet, report.code, sheet.left, sheet.y, 28)
    sheet.lines(sheet.left + 40, sheet.y + 10, lines, size=7.4, colour=MUTED)
    sheet.y += max(32.0, len(lines) * 10.2 + 4)

"""The count sheet on paper, A4 or Letter: places with their codes, and lines to write on."""

from __future__ import annotations

from app.domain.codes import spaced
from app.printing.document import figures, layout
from app.printing.document.figures import Photos
from app.printing.document.hand_over import CountedPlace, CountSheet
from app.printing.document.ink import MUTED
from app.printing.document.layout import Block
from app.printing.document.letterhead import TEXT, section
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.lettering import MEDIUM, SEMIBOLD

NO_PHOTOS: Photos = {}
_MATRIX = 26.0


def render_count_sheet(count: CountSheet, photos: Photos = NO_PHOTOS, *, copy: int = 0) -> bytes:
    """The sheet as PDF; a blind one says nowhere how much there should be."""
    labels = Labels("count_sheet", count.made.language)
    title = labels["title"]
    sheet = layout.begin(count, labels, title, copy=copy)
    moment = sheet.local.moment(count.snapshot_at)
    said = labels.say("books_of", moment=f"{moment} ({sheet.local.iso_day(count.snapshot_at)})")
    layout.heading(sheet, f"{title}, {count.scope}", said)
    note = labels["blind"] if count.blind else ""
    layout.blocks(
        sheet,
        [
            Block(labels["counters"], count.counters),
            Block(labels["how"], note=note or labels["open"]),
        ],
        columns=2,
    )
    _places(sheet, labels, count.places)
    if not count.blind:
        _expected(sheet, labels, count)
    _empty(sheet, labels, count.rows)
    layout.write_lines(sheet, (labels["counted_by"], labels["recounted_by"], labels["day_time"]))
    layout.closing(sheet, labels, count.statements)
    return sheet.finish()


def _places(sheet: Sheet, labels: Labels, places: tuple[CountedPlace, ...]) -> None:
    """The places with their codes to scan and a line for the number of pieces found there."""
    if not places:
        return
    columns = [
        Column(labels["code"], 40),
        Column(labels["place"], 190),
        Column(labels["digits"], 90),
        Column(labels["first"], 62, RIGHT),
        Column(labels["second"], 62, RIGHT),
    ]
    rows = [
        [
            _matrix(place.code),
            Cell(place.name, SEMIBOLD, more=((place.title, MUTED),) if place.title else ()),
            Cell(spaced(place.code) if place.code else "", MEDIUM),
            Cell(picture=_line),
            Cell(picture=_line),
        ]
        for place in places
    ]
    Table(sheet, columns, size=TEXT, pad=5, least=_MATRIX + 8).rows(rows)


def _matrix(code: str) -> Cell:
    def draw(on: Sheet, x: float, middle: float, width: float) -> None:
        if code:
            figures.matrix(on, code, x + 2, middle - _MATRIX / 2, _MATRIX)

    return Cell(picture=draw)


def _line(sheet: Sheet, x: float, middle: float, width: float) -> None:
    sheet.rule(x + 6, middle + 6, x + width, middle + 6, width=0.7, colour=MUTED)


def _expected(sheet: Sheet, labels: Labels, count: CountSheet) -> None:
    columns = [
        Column(labels["no"], 90),
        Column(labels["piece"], 300),
        Column(labels["found"], 44, RIGHT),
    ]
    rows = [
        [
            Cell(item.number, MEDIUM),
            Cell(item.description, more=((item.detail, MUTED),) if item.detail else ()),
            Cell(picture=_tick),
        ]
        for item in count.expected
    ]
    table = Table(sheet, columns, size=TEXT, pad=4)
    section(sheet, labels["expected"], above=10, holds=table.lead(rows))
    table.rows(rows)


def _tick(sheet: Sheet, x: float, middle: float, width: float) -> None:
    figures.tick_box(sheet, x + width - 11, middle, 10)


def _empty(sheet: Sheet, labels: Labels, rows: int) -> None:
    """Lines for what is found without a scanner: its digits, what it is, where it belongs."""
    if rows <= 0:
        return
    columns = [
        Column(labels["line"], 26),
        Column(labels["tag_digits"], 130),
        Column(labels["what"], 200),
        Column(labels["remark"], 100),
    ]
    sheet.y += 12
    ruled = [[Cell(str(n), colour=MUTED), Cell(), Cell(), Cell()] for n in range(1, rows + 1)]
    Table(sheet, columns, size=TEXT, pad=4, least=22.7).rows(ruled)  # 8 mm: written with a pen

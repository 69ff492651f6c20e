"""The back of a job bag: what went in and came out, the stages, and room to write with a pen."""

from __future__ import annotations

from decimal import Decimal

from app.domain.money import part
from app.printing.document import figures
from app.printing.document.ink import BODY, FAINT, LABEL, LINE, MUTED
from app.printing.document.job_bag import BagComponent, BagStage, JobBag
from app.printing.document.sheet import CENTRE, RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.document.words import width_of
from app.printing.lettering import MEDIUM, REGULAR, SEMIBOLD

WRITING = 22.8
"""Height of a row that people write in with a pen: 8 mm."""
_BOXES_HEIGHT = 68.0


def draw_back(sheet: Sheet, bag: JobBag, labels: Labels) -> None:
    """Components, allowed loss, stages, the count at return and the note of a call."""
    _components(sheet, bag, labels)
    _stages(sheet, bag, labels)
    sheet.need(_BOXES_HEIGHT + 10)
    sheet.y += 10
    gap = 9.0
    left = (sheet.inner - gap) * 0.57
    _count_box(sheet, bag, labels, (sheet.left, sheet.y, left, _BOXES_HEIGHT))
    x = sheet.left + left + gap
    _call_box(sheet, labels, (x, sheet.y, sheet.right - x, _BOXES_HEIGHT))
    sheet.y += _BOXES_HEIGHT


def _label(sheet: Sheet, words: str) -> None:
    sheet.y += LABEL + 3
    sheet.text(sheet.left, sheet.y, words, size=LABEL, face=SEMIBOLD, colour=MUTED)
    sheet.y += 3.5


def _line_to_write_on(sheet: Sheet, x: float, middle: float, width: float) -> None:
    sheet.rule(x, middle + 5, x + width, middle + 5, width=0.6, colour=FAINT)


def _components(sheet: Sheet, bag: JobBag, labels: Labels) -> None:
    _label(sheet, labels["components"])
    columns = [
        Column(labels["what"], 152),
        Column(labels["issued"], 50, RIGHT),
        Column(labels["returned"], 50, RIGHT),
        Column(labels["scrap"], 50, RIGHT),
        Column(labels["count"], 40, RIGHT),
        Column(labels["mct"], 34, RIGHT),
    ]
    rows = [_component_row(sheet, one, labels) for one in bag.components]
    blank = [Cell(picture=_line_to_write_on) for _ in columns]
    rows += [blank] * max(1, 3 - len(rows))
    Table(sheet, columns, least=WRITING).rows(rows)
    issued = sum(one.issued_mg or 0 for one in bag.components if one.metal)
    if bag.allowed_loss_ppm is not None and issued:
        percent = Decimal(bag.allowed_loss_ppm) / 10_000
        words = labels.say(
            "loss",
            percent=f"{percent:.1f}",
            mg=sheet.local.count(part(issued, bag.allowed_loss_ppm)),
        )
        sheet.y += 12
        sheet.text(sheet.left, sheet.y, words, size=7.4, colour=MUTED)
    sheet.y += 6


def _component_row(sheet: Sheet, one: BagComponent, labels: Labels) -> list[Cell]:
    def written(value: int | None) -> Cell:
        if value is None:
            return Cell(picture=_line_to_write_on)
        return Cell(sheet.local.count(value), SEMIBOLD)

    def known(value: int | None) -> Cell:
        return Cell(sheet.local.count(value), SEMIBOLD) if value is not None else Cell()

    count = Cell() if one.count is None else Cell(sheet.local.count(one.count), MEDIUM)
    if one.count is not None and one.count_of is not None:
        count = Cell(labels.say("of", count=one.count, of=one.count_of), MEDIUM)
    weighed = one.issued_mg is not None
    return [
        Cell(one.what, MEDIUM),
        known(one.issued_mg),
        written(one.returned_mg),
        written(one.scrap_mg) if weighed or one.scrap_mg is not None else Cell(),
        count,
        known(one.stone_mct),
    ]


def _stages(sheet: Sheet, bag: JobBag, labels: Labels) -> None:
    if not bag.stages:
        return
    _label(sheet, labels["stages"])
    columns = [
        Column("", 13),
        Column(labels["stage"], 114),
        Column(labels["initials"], 40),
        Column(labels["date"], 50),
        Column(labels["in_mg"], 58, RIGHT),
        Column(labels["out_mg"], 58, RIGHT),
        Column(labels["ok"], 30, CENTRE),
    ]
    table = Table(sheet, columns, least=WRITING, gap=9)
    page, top = sheet.page, sheet.y + LABEL + 4.2
    table.rows([_stage_row(sheet, n, stage) for n, stage in enumerate(bag.stages, 1)])
    if sheet.page == page:  # the uprights between the fields to write in
        whole, at = sum(column.part for column in columns), sheet.left
        for column in columns[:-1]:
            at += sheet.inner * column.part / whole
            if column.title:
                sheet.rule(at - 5, top, at - 5, sheet.y, width=0.5, colour=LINE)


def _stage_row(sheet: Sheet, n: int, stage: BagStage) -> list[Cell]:
    def tick(on: Sheet, x: float, middle: float, width: float) -> None:
        figures.tick_box(on, x + width / 2 - 7, middle, 14, ticked=stage.ok)

    def weight(value: int | None) -> Cell:
        if value is not None:
            return Cell(sheet.local.count(value), MEDIUM)
        return Cell("–" if stage.ok else "")

    return [
        Cell(str(n), SEMIBOLD),
        Cell(stage.name, MEDIUM),
        Cell(stage.initials, SEMIBOLD),
        Cell(sheet.local.day(stage.done_on, "MMMd") if stage.done_on else ""),
        weight(stage.in_mg),
        weight(stage.out_mg),
        Cell(picture=tick),
    ]


def _count_box(
    sheet: Sheet, bag: JobBag, labels: Labels, box: tuple[float, float, float, float]
) -> None:
    x, y, width, height = box
    sheet.box(x, y, width, height, stroke=FAINT, line=0.8)
    sheet.text(x + 8, y + 12, labels["count_back"], size=LABEL, face=SEMIBOLD, colour=MUTED)
    for at, line, said in _ticks(bag, labels, x + 8, y + 27, width - 16):
        figures.tick_box(sheet, at, line, 12.5)
        sheet.text(at + 17, line + 2.9, said)
    foot = y + height - 10
    end = sheet.text(x + 8, foot, labels["weight"], colour=MUTED)
    sheet.rule(end + 7, foot + 1.5, end + 63, foot + 1.5, width=0.6, colour=FAINT)
    end = sheet.text(end + 68, foot, labels["mg_by"], colour=MUTED)
    sheet.rule(end + 7, foot + 1.5, x + width - 12, foot + 1.5, width=0.6, colour=FAINT)


def _ticks(
    bag: JobBag, labels: Labels, x: float, y: float, width: float
) -> list[tuple[float, float, str]]:
    """Where each box to tick stands, on one or two lines; one box for all where they are too many."""
    placed: list[tuple[float, float, str]] = []
    at, line = x, y
    for said in _stones_to_count(bag):
        needed = 17 + width_of(said, REGULAR, BODY) + 8
        if at + needed - 8 > x + width and at > x:
            at, line = x, line + 15
        placed.append((at, line, said))
        at += needed
    if line > y + 15 or any(
        place + 17 + width_of(s, REGULAR, BODY) > x + width for place, _, s in placed
    ):
        return [(x, y, labels.say("stones", count=sum(stone.count for stone in bag.stones)))]
    return placed


def _stones_to_count(bag: JobBag) -> list[str]:
    """One tick a stone while they are few, one a line of like stones otherwise."""
    if sum(stone.count for stone in bag.stones) <= 6:
        return [
            f"{n} {stone.species or stone.description}".strip()
            for stone in bag.stones
            for n in range(stone.first, stone.last + 1)
        ]
    return [f"{stone.count} × {stone.species or stone.description}" for stone in bag.stones]


def _call_box(sheet: Sheet, labels: Labels, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    sheet.box(x, y, width, height, stroke=FAINT, line=0.8)
    sheet.text(x + 8, y + 12, labels["called"], size=LABEL, face=SEMIBOLD, colour=MUTED)
    end = sheet.text(x + 8, y + 30, labels["when"], colour=MUTED)
    sheet.rule(end + 6, y + 31.5, end + 47, y + 31.5, width=0.6, colour=FAINT)
    end = sheet.text(end + 53, y + 30, labels["who"], colour=MUTED)
    sheet.rule(end + 6, y + 31.5, x + width - 9, y + 31.5, width=0.6, colour=FAINT)
    end = sheet.text(x + 8, y + height - 10, labels["agreed"], colour=MUTED)
    sheet.rule(end + 6, y + height - 8.5, x + width - 9, y + height - 8.5, width=0.6, colour=FAINT)

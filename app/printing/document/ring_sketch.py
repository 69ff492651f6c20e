"""The dimensioned sketch of a ring on a job bag: a reminder of the measures, not a drawing to scale."""

from __future__ import annotations

from app.domain.ring_sizes import across_mm
from app.printing.document.ink import FAINT, INK, MUTED
from app.printing.document.job_bag import JobBag
from app.printing.document.sheet import CENTRE, Sheet
from app.printing.lettering import MEDIUM


def draw(sheet: Sheet, bag: JobBag, box: tuple[float, float, float, float]) -> None:
    """The ring from the front in its box, with the measures that are known."""
    with sheet.as_it_is(box) as seat:
        _ring(sheet, bag, seat)


def _ring(sheet: Sheet, bag: JobBag, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    sheet.box(x, y, width, height, stroke=FAINT, line=0.8)
    radius = height * 0.3
    cx, cy = x + width / 2, y + height * 0.64
    sheet.circle(cx, cy, radius, stroke=INK, line=0.9)
    sheet.circle(cx, cy, radius * 0.9, stroke=INK, line=0.9)
    top = _stone(sheet, cx, cy - radius, radius * 0.52)
    if bag.size is not None:
        said = f"{bag.size.stated} {bag.size.system}".strip()
        sheet.text(cx, cy - 1, said, size=6.6, face=MEDIUM, align=CENTRE)
        across = f"{across_mm(bag.size.circumference_um, sheet.local.locale)} mm Ø"
        sheet.text(cx, cy + 8, across, size=6.2, align=CENTRE)
    if bag.sketch is None:
        return
    if bag.sketch.head_um:
        _across(sheet, cx, top - 6, radius * 0.56, sheet.local.mm(bag.sketch.head_um))
    if bag.sketch.height_um:
        bottom = cy + radius
        _upright(sheet, cx + radius + 10, top, bottom, sheet.local.mm(bag.sketch.height_um, 1))


def _stone(sheet: Sheet, cx: float, base: float, half: float) -> float:
    """A cut stone seated on the ring; gives the height of its table."""
    girdle, table, point = base - half * 0.62, base - half * 1.1, base + half * 0.25
    outline = [
        (cx - half, girdle),
        (cx - half * 0.6, table),
        (cx + half * 0.6, table),
        (cx + half, girdle),
        (cx, point),
    ]
    sheet.draw_path(sheet.path(outline, close=True), stroke=INK, line=0.9)
    sheet.draw_path(sheet.path([(cx - half, girdle), (cx + half, girdle)]), stroke=INK, line=0.7)
    for side in (-1, 1):
        facet = [(cx + side * half * 0.6, table), (cx + side * half * 0.3, girdle), (cx, point)]
        sheet.draw_path(sheet.path(facet), stroke=INK, line=0.6)
        claw = [
            (cx + side * half * 0.9, girdle - 1.5),
            (cx + side * half * 0.55, base + half * 0.18),
        ]
        sheet.draw_path(sheet.path(claw), stroke=INK, line=1.1)
    return table


def _across(sheet: Sheet, cx: float, y: float, half: float, said: str) -> None:
    sheet.rule(cx - half, y, cx + half, y, colour=MUTED)
    for end in (cx - half, cx + half):
        sheet.rule(end, y - 3, end, y + 3, colour=MUTED)
    sheet.text(cx, y - 4, said, size=6.4, align=CENTRE)


def _upright(sheet: Sheet, x: float, top: float, bottom: float, said: str) -> None:
    sheet.rule(x, top, x, bottom, colour=MUTED)
    for end in (top, bottom):
        sheet.rule(x - 3, end, x + 3, end, colour=MUTED)
    sheet.text(x + 4.5, (top + bottom) / 2 + 2, said, size=6.4)

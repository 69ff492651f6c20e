"""The front of a job bag: what to make, by when, of what, for whom in code."""

from __future__ import annotations

from app.domain.ring_sizes import across_mm
from app.printing.document import engraving_box, figures, ring_sketch
from app.printing.document.figures import Photos
from app.printing.document.ink import (
    BAD,
    BODY,
    FAINT,
    INK,
    LABEL,
    LARGE,
    LEADING,
    MUTED,
    WARN,
    WARN_GROUND,
    WHITE,
)
from app.printing.document.job_bag import BagStone, JobBag
from app.printing.document.sheet import CENTRE, RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, too_long, width_of, wrapped
from app.printing.lettering import BOLD, MEDIUM, REGULAR, SEMIBOLD

BARS_WIDTH, BARS_HEIGHT = 160.0, 32.0
"""The code at the head of both sides: 32 pt are 11.3 mm."""
_LEAST_FOOT = 64.0
_FOOT_HEIGHT = 108.0


def draw_front(sheet: Sheet, bag: JobBag, labels: Labels, photos: Photos) -> str:
    """Draw the front; gives the notes that found no room on it."""
    draw_due(sheet, bag, labels)
    _specification(sheet, bag, labels)
    for engraving in bag.engraving:
        engraving_box.draw(sheet, engraving, labels)
    if bag.stones:
        draw_stones(sheet, bag, labels)
    if bag.customer_property:
        draw_property(sheet, labels.say("property", what=bag.customer_property))
    return _photo_and_notes(sheet, bag, labels, photos)


def draw_code(sheet: Sheet, bag: JobBag, code_text: str) -> None:
    """The bar code at the upper right, its digits under it."""
    x = sheet.right - BARS_WIDTH - 5
    figures.bars(sheet, bag.code, x, sheet.top, BARS_WIDTH, BARS_HEIGHT)
    sheet.text(x, sheet.top + BARS_HEIGHT + 9.5, code_text, size=8.6, face=SEMIBOLD)


def draw_front_head(sheet: Sheet, bag: JobBag, labels: Labels, code_text: str) -> None:
    """The shop, the job's number, the bag, and codes for order and client."""
    room = sheet.inner - BARS_WIDTH - 24
    figures.gem(sheet, sheet.left, sheet.top + 1, 10.5)
    name = bag.company.name
    size = fitted(name, room - 18, SEMIBOLD, 9.2, 5)
    sheet.text(sheet.left + 17, sheet.top + 9.6, name, size=size, face=SEMIBOLD)
    number_size = fitted(bag.number, room, BOLD, 19, 11)
    sheet.text(sheet.left, sheet.top + 34, bag.number, size=number_size, face=BOLD)
    said = labels.say("bag", bag=bag.bag, bags=bag.bags)
    end = sheet.text(sheet.left, sheet.top + 48.5, said, size=8.8, face=SEMIBOLD)
    order = labels.say("order", number=bag.order_number) if bag.order_number else ""
    piece = labels.say("piece", number=bag.piece_number) if bag.piece_number else ""
    facts = " · ".join(filter(None, (order, bag.client_code, piece)))
    if facts:
        left = sheet.left + room - end - 7
        lines = wrapped(facts, left, REGULAR, 7.6) if left > 60 else [facts]
        if len(lines) > 2:
            raise too_long(facts)
        sheet.lines(end + 7, sheet.top + 48.5, lines, size=7.6, colour=MUTED)
    draw_code(sheet, bag, code_text)
    sheet.y = sheet.top + 62


def draw_due(sheet: Sheet, bag: JobBag, labels: Labels) -> None:
    """The due date, huge; a rush is a black flag beside it."""
    x, y, width, height = sheet.left, sheet.y, sheet.inner, 64.0
    flag = 88.0 if bag.rush else 0.0
    sheet.text(x + 11, y + 12, labels["due"], size=LABEL, face=SEMIBOLD, colour=MUTED)
    day = due_words(sheet, bag)
    size = fitted(day, width - flag - 22, BOLD, 32, 18)
    sheet.text(x + 10, y + 42, day, size=size, face=BOLD)
    year = bag.due_on[:4]
    before = labels.say("before", time=bag.due_by) if bag.due_by else ""
    words = ", ".join(filter(None, (f"{year} ({bag.due_on})", before)))
    words = " · ".join(filter(None, (words, bag.occasion)))
    size = fitted(words, width - flag - 22, REGULAR, BODY, 5)
    sheet.text(x + 11, y + 56, words, size=size, colour=MUTED)
    if flag:
        sheet.box(x + width - flag, y, flag, height, radius=2, fill=INK)
        middle = x + width - flag / 2
        sheet.text(middle, y + 32, labels["rush"], size=17, face=BOLD, colour=WHITE, align=CENTRE)
        if bag.rush_by:
            said = labels.say("approved", who=bag.rush_by)
            small = fitted(said, flag - 8, REGULAR, 7.4, 4)
            sheet.text(middle, y + 45, said, size=small, colour=WHITE, align=CENTRE)
    sheet.box(x, y, width, height, stroke=INK, line=1.3)
    sheet.y = y + height + 9


def due_words(sheet: Sheet, bag: JobBag) -> str:
    """The due date as it is shouted: ``Fri 4 Dec``."""
    return sheet.local.day(bag.due_on, "MMMEd").replace(",", "")


def _specification(sheet: Sheet, bag: JobBag, labels: Labels) -> None:
    """The title, the facts of the work, and a dimensioned sketch of a ring."""
    with_sketch = bag.size is not None or bag.sketch is not None
    page = sheet.page
    box_width, box_height = 142.0, 108.0
    width = sheet.inner - (box_width + 12 if with_sketch else 0)
    top = sheet.y
    facts = [(fact.label, fact.value) for fact in bag.specification]
    if bag.size is not None:
        facts.insert(min(1, len(facts)), (labels["size"], size_words(sheet, bag)))
    sheet.flow(sheet.left, wrapped(bag.title, width, BOLD, LARGE), size=LARGE, face=BOLD)
    sheet.y += BODY * 1.3
    column = min(90.0, max([54.0, *(width_of(label, REGULAR, BODY) + 8 for label, _ in facts)]))
    for label, value in facts:
        draw_fact(sheet, label, value, column, width)
    if with_sketch and sheet.page == page:
        box = (sheet.right - box_width, top, box_width, box_height)
        ring_sketch.draw(sheet, bag, box)
        sheet.y = max(sheet.y, top + box_height + 4)
    sheet.y += 5


def draw_fact(sheet: Sheet, label: str, value: str, column: float, width: float) -> None:
    """A named value; one that no page can hold goes on over several."""
    lines = wrapped(value, width - column, MEDIUM, BODY)
    names = wrapped(label, column - 6, REGULAR, BODY)
    _need(sheet, min(max(len(lines), len(names)) * BODY * LEADING, 300))
    named = sheet.lines(sheet.left, sheet.y, names, colour=MUTED)
    page, sheet.y = sheet.page, sheet.y - BODY
    sheet.flow(sheet.left + column, lines, face=MEDIUM)
    sheet.y += BODY
    if sheet.page == page:
        sheet.y = max(sheet.y, named)
    sheet.y += 1.6


def size_words(sheet: Sheet, bag: JobBag) -> str:
    """``M ½ UK · 16.9 mm Ø · 53.0 mm round``: as stated, and what to measure."""
    assert bag.size is not None
    size = bag.size
    across = across_mm(size.circumference_um, sheet.local.locale)
    around = sheet.local.mm(size.circumference_um)
    return f"{size.stated} {size.system} · {across} mm Ø · {around} mm ○"


def draw_stones(sheet: Sheet, bag: JobBag, labels: Labels) -> None:
    _need(sheet, 60)
    count = sum(stone.count for stone in bag.stones)
    sheet.y += LABEL + 2
    said = labels.say("stones", count=count)
    sheet.text(sheet.left, sheet.y, said, size=LABEL, face=SEMIBOLD, colour=MUTED)
    sheet.y += 3.5
    columns = [
        Column(labels["no"], 30),
        Column(labels["stone"], 128),
        Column(labels["mm"], 92, RIGHT),
        Column(labels["ct"], 42, RIGHT),
        Column(labels["whose"], 88),
    ]
    Table(sheet, columns, pad=3.4).rows([_stone_row(sheet, stone, labels) for stone in bag.stones])
    sheet.y += 6


def _stone_row(sheet: Sheet, stone: BagStone, labels: Labels) -> list[Cell]:
    numbers = str(stone.first) if stone.count == 1 else f"{stone.first}–{stone.last}"
    carats = ""
    if stone.stone_mct is not None:
        carats = sheet.local.carats(stone.stone_mct, estimated=stone.estimated)
        carats = labels.say("estimated", ct=carats) if stone.estimated else carats
    return [
        Cell(numbers, SEMIBOLD),
        Cell(stone.description),
        Cell(stone.measures),
        Cell(carats),
        Cell(stone.whose, MEDIUM),
    ]


def draw_property(sheet: Sheet, words: str) -> None:
    """What belongs to the client, in a red frame."""
    lines = wrapped(words, sheet.inner - 30, SEMIBOLD, BODY)
    height = len(lines) * BODY * LEADING + 7
    _need(sheet, height)
    width = max(width_of(line, SEMIBOLD, BODY) for line in lines) + 30
    sheet.box(sheet.left, sheet.y, width, height, stroke=BAD, line=1)
    sheet.circle(sheet.left + 11.5, sheet.y + height / 2, 4.2, stroke=BAD, line=1)
    sheet.text(
        sheet.left + 11.5,
        sheet.y + height / 2 + 2.5,
        "!",
        size=7,
        face=BOLD,
        colour=BAD,
        align=CENTRE,
    )
    sheet.lines(sheet.left + 21, sheet.y + 11.2, lines, face=SEMIBOLD, colour=BAD)
    sheet.y += height + 7


def _photo_and_notes(sheet: Sheet, bag: JobBag, labels: Labels, photos: Photos) -> str:
    """Photo, notes and the reminder to call, in what is left of the page."""
    _need(sheet, _LEAST_FOOT)
    x, y = sheet.left, sheet.y
    height = min(_FOOT_HEIGHT, sheet.bottom - y)
    stop = " ".join(bag.statements) or labels["stop"]
    stop_width = 72.0
    if bag.photo is not None:
        width = 142.0
        figures.photo(sheet, bag.photo, photos, (x, y, width, height), lacking=labels["no_photo"])
        x += width + 8
    notes_width = sheet.right - stop_width - 8 - x
    rest = _notes(sheet, bag.notes, labels, (x, y, notes_width, height))
    _stop(sheet, stop, (sheet.right - stop_width, y, stop_width, height))
    sheet.y = y + height
    return rest


def _notes(sheet: Sheet, notes: str, labels: Labels, box: tuple[float, ...]) -> str:
    """The notes in their box, smaller if need be; gives what did not fit."""
    x, y, width, height = box
    sheet.box(x, y, width, height, stroke=FAINT, line=0.8)
    sheet.text(x + 8, y + 12, labels["notes"], size=LABEL, face=SEMIBOLD, colour=MUTED)
    for size in (BODY, 7.4, 6.8):
        lines = wrapped(notes, width - 16, REGULAR, size)
        room = int((height - 20) // (size * LEADING))
        if len(lines) <= room:
            break
    rest = lines[room - 1 :] if len(lines) > room else []
    shown = lines[: room - 1] if rest else lines
    after = sheet.lines(x + 8, y + 22, shown, size=size)
    if rest:
        sheet.text(x + 8, after, "…", size=size, face=SEMIBOLD)
    return "\n".join(rest)


def _stop(sheet: Sheet, words: str, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    sheet.box(x, y, width, height, stroke=WARN, fill=WARN_GROUND, line=0.9)
    for size in (BODY, 7.0, 6.0, 5.0):
        lines = wrapped(words, width - 14, SEMIBOLD, size)
        if len(lines) * size * LEADING < height - 10:
            break
    top = y + (height - len(lines) * size * LEADING) / 2 + size
    sheet.lines(x + 8, top, lines, size=size, face=SEMIBOLD, colour=WARN)


def _need(sheet: Sheet, height: float) -> None:
    sheet.need(height)

"""A job bag on one small side, A6 or an envelope: what the bench must know at a glance."""

from __future__ import annotations

from app.domain.codes import spaced
from app.printing.document import engraving_box, figures
from app.printing.document.ink import BODY, FAINT, LABEL, LARGE, LEADING, MUTED, SMALL, WARN
from app.printing.document.job_bag import JobBag
from app.printing.document.job_bag_front import (
    BARS_HEIGHT,
    BARS_WIDTH,
    draw_due,
    draw_fact,
    draw_property,
    draw_stones,
    size_words,
)
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, too_long, wrapped
from app.printing.lettering import BOLD, REGULAR, SEMIBOLD

SMALL_PAPERS = ("a6", "envelope")
_FOOT = 5.4


def draw_small_head(sheet: Sheet, bag: JobBag, labels: Labels) -> None:
    """The job's number large, the bar code, which bag of how many, codes for order and client."""
    top = sheet.top
    size = fitted(bag.number, sheet.inner, BOLD, 19, 11)
    sheet.text(sheet.left, top + 15, bag.number, size=size, face=BOLD)
    figures.bars(sheet, bag.code, sheet.left + 6, top + 23, BARS_WIDTH, BARS_HEIGHT)
    y = top + 23 + BARS_HEIGHT + 9.5
    sheet.text(sheet.left + 6, y, spaced(bag.code), size=8, face=SEMIBOLD)
    x = sheet.left + BARS_WIDTH + 16
    room = sheet.right - x
    said = labels.say("bag", bag=bag.bag, bags=bag.bags)
    size = fitted(said, room, SEMIBOLD, 8.8, 5)
    sheet.text(x, top + 31, said, size=size, face=SEMIBOLD)
    order = labels.say("order", number=bag.order_number) if bag.order_number else ""
    piece = labels.say("piece", number=bag.piece_number) if bag.piece_number else ""
    facts = [fact for fact in (bag.company.name, order, bag.client_code, piece) if fact]
    lines = [line for fact in facts for line in wrapped(fact, room, REGULAR, SMALL)]
    if len(lines) > 5:
        raise too_long(max(facts, key=len))
    sheet.lines(x, top + 41, lines, size=SMALL, colour=MUTED)
    sheet.y = y + 9


def draw_small(sheet: Sheet, bag: JobBag, labels: Labels) -> None:
    """The due date, the work, engraving, stones, whose it is, the notes; over pages if it is much."""
    draw_due(sheet, bag, labels)
    sheet.y += 6
    sheet.flow(sheet.left, wrapped(bag.title, sheet.inner, BOLD, LARGE), size=LARGE, face=BOLD)
    sheet.y += BODY * 1.3
    facts = [(fact.label, fact.value) for fact in bag.specification]
    if bag.size is not None:
        facts.insert(min(1, len(facts)), (labels["size"], size_words(sheet, bag)))
    for label, value in facts:
        draw_fact(sheet, label, value, 62.0, sheet.inner)
    sheet.y += 2
    for engraving in bag.engraving:
        engraving_box.draw(sheet, engraving, labels)
    if bag.stones:
        draw_stones(sheet, bag, labels)
    if bag.customer_property:
        draw_property(sheet, labels.say("property", what=bag.customer_property))
    if bag.notes:
        sheet.need(30)
        sheet.y += LABEL + 2
        sheet.text(sheet.left, sheet.y, labels["notes"], size=LABEL, face=SEMIBOLD, colour=MUTED)
        sheet.y += 4
        sheet.flow(sheet.left, wrapped(bag.notes, sheet.inner, REGULAR, BODY))
    stop = " ".join(bag.statements) or labels["stop"]
    sheet.y += 4
    lines = wrapped(stop, sheet.inner, SEMIBOLD, BODY)
    sheet.flow(sheet.left, lines, face=SEMIBOLD, colour=WARN)


def draw_small_foot(sheet: Sheet, bag: JobBag, labels: Labels, mark: str) -> None:
    """Template, maker, moment, digest, page and the band of its value."""
    y = sheet.height - 34
    sheet.rule(sheet.left, y, sheet.right, y, width=0.5, colour=FAINT)
    made = labels.say("made", moment=sheet.local.moment(bag.made.at), who=bag.made.by)
    template = labels.say("template", template=bag.template)
    said = f"{sheet.local.iso_day(bag.made.at)} · {made} · {template} · {bag.made.language}"
    size = fitted(said, sheet.inner, REGULAR, _FOOT, 3)
    sheet.text(sheet.left, y + 8, said, size=size, colour=MUTED)
    groups = " ".join(mark[n : n + 4] for n in range(0, 32, 4))
    digest = f"{labels.say('digest', digest=groups)} …"
    size = fitted(digest, sheet.inner, REGULAR, _FOOT, 3)
    sheet.text(sheet.left, y + 8 + _FOOT * LEADING, digest, size=size, colour=MUTED)
    last = y + 8 + 2 * _FOOT * LEADING
    sheet.page_count(sheet.right, last, labels["page"], _FOOT, MUTED)
    if bag.value_band:
        said = f"{labels['value_band']} {bag.value_band}"
        sheet.text(sheet.left, last, said, size=_FOOT, face=SEMIBOLD)
    if bag.company.phone:
        room = sheet.inner / 2
        size = fitted(bag.company.phone, room, REGULAR, _FOOT, 3)
        sheet.text(sheet.right - 60, last, bag.company.phone, size=size, colour=MUTED, align=RIGHT)

"""The take-in receipt on paper: what the consignor takes home, A4 or Letter."""

from __future__ import annotations

from collections.abc import Mapping

from app.printing.document import figures, layout
from app.printing.document.figures import Photos
from app.printing.document.ink import FAINT, LABEL, LEADING, MUTED, WARN
from app.printing.document.letterhead import (
    TEXT,
    fact_height,
    fact_rows,
    section,
)
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.take_in_receipt import ReceiptItem, TakeInReceipt
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, wrapped
from app.printing.lettering import BOLD, MEDIUM, REGULAR, SEMIBOLD

NO_PHOTOS: Mapping[str, bytes] = {}
_GAP = 22.0


def render_take_in_receipt(
    receipt: TakeInReceipt, photos: Photos = NO_PHOTOS, *, copy: int = 0
) -> bytes:
    """The receipt as PDF; ``copy`` counts the reprints."""
    labels = Labels("take_in_receipt", receipt.made.language)
    title = labels["title"]
    sheet = layout.begin(receipt, labels, title, under=(receipt.agreement_number,), copy=copy)
    _title(sheet, receipt, labels)
    _columns(sheet, receipt, labels)
    _items(sheet, receipt, labels, photos)
    layout.closing(sheet, labels, receipt.statements, receipt.signatures)
    return sheet.finish()


def _title(sheet: Sheet, receipt: TakeInReceipt, labels: Labels) -> None:
    sheet.text(sheet.left, sheet.y + 10, labels["title"], size=15.5, face=BOLD)
    count = len(receipt.items)
    said = labels.say(
        "subtitle_one" if count == 1 else "subtitle",
        count=count,
        day=f"{sheet.local.long_day(receipt.taken_on)} ({receipt.taken_on})",
        agreement=receipt.agreement_number,
    )
    size = fitted(said, sheet.inner, REGULAR, TEXT, 4)
    sheet.text(sheet.left, sheet.y + 24, said, size=size, colour=MUTED)
    sheet.y += 36


def _columns(sheet: Sheet, receipt: TakeInReceipt, labels: Labels) -> None:
    """The consignor, the terms, the totals, beside each other."""
    third = (sheet.inner - 2 * _GAP) / 3
    terms = [(term.label, term.value) for term in receipt.terms]
    sheet.need(20 + min(fact_height(third, terms, MEDIUM), sheet.bottom - sheet.top - 200))
    top = sheet.y
    ends = [top]
    section(sheet, labels["consignor"])
    y = sheet.y + TEXT
    for index, line in enumerate(receipt.consignor):
        face = REGULAR if index else SEMIBOLD
        y = sheet.lines(sheet.left, y, wrapped(line, third, face, TEXT), size=TEXT, face=face)
    if receipt.identity:
        said = wrapped(labels.say("identity", identity=receipt.identity), third, REGULAR, 7.6)
        y = sheet.lines(sheet.left, y + 3, said, size=7.6, colour=MUTED)
    ends.append(y)
    sheet.y = top
    x = sheet.left + third + _GAP
    section(sheet, labels["terms"], x=x)
    ends.append(fact_rows(sheet, x, sheet.y + TEXT, third, terms, face=MEDIUM))
    sheet.y = top
    x += third + _GAP
    section(sheet, f"{labels['totals']}, {receipt.currency}", x=x)
    ends.append(_totals(sheet, receipt, labels, x))
    sheet.y = max(ends) + 4


def _totals(sheet: Sheet, receipt: TakeInReceipt, labels: Labels, x: float) -> float:
    """Weight, agreed, reserves and what the consignor receives."""
    local, y = sheet.local, sheet.y + TEXT
    figures_shown = (
        (labels["total_weight"], labels.say("grams", g=local.grams(receipt.weight_mg))),
        (labels["total_agreed"], local.amount(receipt.agreed_minor, receipt.currency)),
        (labels["total_reserve"], local.amount(receipt.reserve_minor, receipt.currency)),
    )
    for label, value in figures_shown:
        sheet.text(x, y, label, size=TEXT, colour=MUTED)
        sheet.text(sheet.right, y, value, size=TEXT, face=MEDIUM, align=RIGHT)
        y += TEXT * LEADING + 3
    if receipt.consignor_minor is not None:
        sheet.rule(x, y - 7, sheet.right, y - 7, width=0.6, colour=FAINT)
        y += 7
        sheet.text(x, y, labels["receives"], size=TEXT, face=SEMIBOLD)
        amount = local.amount(receipt.consignor_minor, receipt.currency)
        size = fitted(amount, sheet.right - x - 60, BOLD, 13, 6)
        sheet.text(sheet.right, y, amount, size=size, face=BOLD, align=RIGHT)
        small = fitted(labels["receives_note"], sheet.right - x, REGULAR, LABEL, 4)
        sheet.text(x, y + 11, labels["receives_note"], size=small, colour=MUTED)
        y += 20
    return y


def _items(sheet: Sheet, receipt: TakeInReceipt, labels: Labels, photos: Photos) -> None:
    sheet.y += 6
    columns = [
        Column(labels["no"], 74),
        Column("", 52),
        Column(labels["piece"], 218),
        Column(labels["weight"], 50, RIGHT),
        Column(f"{labels['agreed']} {receipt.currency}", 66, RIGHT),
        Column(f"{labels['reserve']} {receipt.currency}", 66, RIGHT),
    ]
    table = Table(sheet, columns, size=TEXT, pad=5, least=41)
    if not receipt.items:
        table.rows([])
        return
    count = len(receipt.items)
    said = labels["sum_one"] if count == 1 else labels.say("sum", count=count)
    local = sheet.local
    total = [
        Cell(),
        Cell(),
        Cell(said, SEMIBOLD),
        Cell(local.grams(receipt.weight_mg), SEMIBOLD),
        Cell(local.amount(receipt.agreed_minor, receipt.currency), BOLD),
        Cell(local.amount(receipt.reserve_minor, receipt.currency), BOLD),
    ]
    table.rows([_row(sheet, item, receipt, labels, photos) for item in receipt.items], total=total)


def _row(
    sheet: Sheet, item: ReceiptItem, receipt: TakeInReceipt, labels: Labels, photos: Photos
) -> list[Cell]:
    local = sheet.local

    def thumb(on: Sheet, x: float, middle: float, width: float) -> None:
        if item.photo is not None:
            box = (x, middle - 17, width, 34.0)
            figures.photo(on, item.photo, photos, box, radius=2.5)

    def amount(value: int | None) -> Cell:
        return Cell("" if value is None else local.amount(value, receipt.currency), MEDIUM)

    marks = labels.say("marks", marks=item.marks) if item.marks else ""
    more = [(" · ".join(filter(None, (item.detail, marks))), MUTED)]
    if item.condition:
        more.append((labels.say("condition", condition=item.condition), MUTED))
    more += [(flag, WARN) for flag in item.flags]
    return [
        Cell(item.number, MEDIUM),
        Cell(picture=thumb),
        Cell(item.description, SEMIBOLD, more=tuple(more)),
        Cell("" if item.weight_mg is None else local.grams(item.weight_mg)),
        amount(item.agreed_minor),
        amount(item.reserve_minor),
    ]

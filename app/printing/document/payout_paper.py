"""The consignor's statement on paper, A4 or Letter."""

from __future__ import annotations

from collections.abc import Sequence

from app.printing.document import layout
from app.printing.document.figures import Photos
from app.printing.document.ink import MUTED
from app.printing.document.layout import Block, Sum
from app.printing.document.letterhead import section
from app.printing.document.payout import PayoutRow, PayoutStatement
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.lettering import MEDIUM, SEMIBOLD

NO_PHOTOS: Photos = {}
_TEXT = 8.0


def render_payout_statement(
    statement: PayoutStatement, photos: Photos = NO_PHOTOS, *, copy: int = 0
) -> bytes:
    """The statement as PDF: opening, what was sold, fees, what was paid, closing, what waits."""
    labels = Labels("payout_statement", statement.made.language)
    title = labels["title"]
    sheet = layout.begin(statement, labels, title, under=(statement.agreement_number,), copy=copy)
    period = labels.say(
        "period",
        begins=layout.dated(sheet, statement.begins_on),
        ends=layout.dated(sheet, statement.ends_on),
    )
    layout.heading(sheet, title, period)
    facts = tuple((fact.label, fact.value) for fact in statement.facts)
    layout.blocks(
        sheet,
        [Block(labels["consignor"], statement.consignor), Block(labels["terms"], facts=facts)],
        columns=2,
    )
    _rows(sheet, labels, labels["sold"], statement.rows, statement.currency)
    layout.sums(sheet, _account(sheet, labels, statement))
    if statement.pending:
        _rows(sheet, labels, labels["pending"], statement.pending, statement.currency)
    layout.closing(sheet, labels, statement.statements)
    return sheet.finish()


def _account(sheet: Sheet, labels: Labels, statement: PayoutStatement) -> list[Sum]:
    """Opening + parts − fees − paid = closing."""

    def amount(minor: int) -> str:
        return sheet.local.amount(minor, statement.currency)

    rows = [
        Sum(labels["opening"], amount(statement.opening_minor)),
        Sum(labels["your_part"], amount(sum(row.amount_minor for row in statement.rows))),
        *(Sum(name, amount(-minor)) for name, minor in statement.fees),
    ]
    if statement.paid_minor:
        how = " · ".join(
            filter(
                None, (labels["paid"], layout.dated(sheet, statement.paid_on), statement.payment)
            )
        )
        rows.append(Sum(how, amount(-statement.paid_minor)))
    closing = f"{labels['closing']}, {statement.currency}"
    rows.append(Sum(closing, amount(statement.closing_minor), strong=True))
    return rows


def _rows(
    sheet: Sheet, labels: Labels, title: str, rows: Sequence[PayoutRow], currency: str
) -> None:
    if not rows:
        return
    sheet.need(60)
    section(sheet, title, above=10)
    columns = [
        Column(labels["no"], 74),
        Column(labels["piece"], 132),
        Column(labels["sold_on"], 56),
        Column(labels["price"], 54, RIGHT),
        Column(labels["discount"], 48, RIGHT),
        Column(labels["net"], 54, RIGHT),
        Column(labels["share"], 34, RIGHT),
        Column(labels["fees"], 42, RIGHT),
        Column(f"{labels['part']} {currency}", 62, RIGHT),
    ]
    cells = [_row(sheet, labels, row, currency) for row in rows]
    Table(sheet, columns, size=_TEXT, pad=4, gap=6).rows(cells)


def _row(sheet: Sheet, labels: Labels, row: PayoutRow, currency: str) -> list[Cell]:
    local = sheet.local

    def amount(minor: int) -> str:
        return local.amount(minor, currency) if minor else ""

    more = [labels.say("eligible", day=local.day(row.eligible_on))] if row.eligible_on else []
    more += [row.note] if row.note else []
    return [
        Cell(row.number),
        Cell(row.description, SEMIBOLD, more=tuple((text, MUTED) for text in more)),
        Cell(local.day(row.sold_on) if row.sold_on else ""),
        Cell(amount(row.price_minor)),
        Cell(amount(-row.discount_minor)),
        Cell(amount(row.net_minor)),
        Cell(local.percent(row.share_ppm) if row.share_ppm else ""),
        Cell(amount(-row.fees_minor)),
        Cell(local.amount(row.amount_minor, currency), MEDIUM),
    ]

"""The lines of a sale and how they come to the total, as every paper of a sale shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from app.printing.document.ink import MUTED
from app.printing.document.layout import Sum
from app.printing.document.letterhead import TEXT
from app.printing.document.local import Local
from app.printing.document.sale import SaleLine, Sums, TaxRow
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.lettering import MEDIUM, SEMIBOLD


def goods_table(
    sheet: Sheet,
    labels: Labels,
    lines: Sequence[SaleLine],
    currency: str,
    *,
    prices: bool = True,
    ticks: bool = False,
) -> None:
    """The lines; without ``prices`` no amount stands anywhere, ``ticks`` adds a box to tick each."""
    columns = [
        Column(labels["number"], 84),
        Column(labels["what"], 240),
        Column(labels["many"], 34, RIGHT),
    ]
    if prices:
        columns += [
            Column(labels["each"], 66, RIGHT),
            Column(f"{labels['amount']} {currency}", 76, RIGHT),
        ]
    if ticks:
        columns.append(Column(labels["packed"], 40, RIGHT))
    rows = [_row(sheet, labels, line, currency, prices=prices, ticks=ticks) for line in lines]
    Table(sheet, columns, size=TEXT, pad=4.5).rows(rows)


def _row(
    sheet: Sheet, labels: Labels, line: SaleLine, currency: str, *, prices: bool, ticks: bool
) -> list[Cell]:
    local = sheet.local
    more = [(line.detail, MUTED)] if line.detail else []
    if line.serial:
        more.append((labels.say("serial", serial=line.serial), MUTED))
    if line.made_for:
        more.append((labels["made_for"], MUTED))
    if prices and line.discount_minor:
        off = local.amount(-line.discount_minor, currency)
        more.append((labels.say("discounted", amount=off), MUTED))
    cells = [
        Cell(line.number),
        Cell(line.description, SEMIBOLD, more=tuple(more)),
        Cell(local.count(line.quantity), MEDIUM),
    ]
    if prices:
        cells += [
            _amount(local, line.unit_minor, currency),
            _amount(local, line.amount_minor, currency),
        ]
    if ticks:
        cells.append(Cell(picture=_tick))
    return cells


def _tick(sheet: Sheet, x: float, middle: float, width: float) -> None:
    sheet.box(x + width - 11, middle - 5, 10, 10, radius=1.8, stroke=MUTED, line=0.8)


def _amount(local: Local, amount_minor: int | None, currency: str) -> Cell:
    return Cell("" if amount_minor is None else local.amount(amount_minor, currency), MEDIUM)


def sum_rows(
    sheet: Sheet, labels: Labels, sums: Sums, currency: str, *, credit: bool = False
) -> list[Sum]:
    """From the goods to the total, a row a tax with its rate and what it was taken of."""
    return [
        Sum(label, amount, strong)
        for label, amount, strong in sum_words(sheet.local, labels, sums, currency, credit=credit)
    ]


def sum_words(
    local: Local, labels: Labels, sums: Sums, currency: str, *, credit: bool = False
) -> list[tuple[str, str, bool]]:
    """(label, amount, whether it is the total) of each row of sums."""

    def amount(minor: int) -> str:
        return local.amount(minor, currency)

    rows = [(labels["goods"], amount(sums.goods_minor), False)]
    if sums.discount_minor:
        name = f"{labels['discount']}, {sums.discount}" if sums.discount else labels["discount"]
        rows.append((name, amount(-sums.discount_minor), False))
    if sums.shipping_minor is not None:
        name = f"{labels['shipping']}, {sums.shipping}" if sums.shipping else labels["shipping"]
        rows.append((name, amount(sums.shipping_minor), False))
    if not sums.tax_included:
        rows += [
            (tax_words(local, labels, tax, currency), amount(tax.amount_minor), False)
            for tax in sums.taxes
        ]
    total = labels["credited"] if credit else labels["total"]
    rows.append((f"{total}, {currency}", amount(sums.total_minor), True))
    if sums.tax_included:
        rows += [
            (
                labels.say("included", tax=tax_words(local, labels, tax, currency)),
                amount(tax.amount_minor),
                False,
            )
            for tax in sums.taxes
        ]
    return rows


def tax_words(local: Local, labels: Labels, tax: TaxRow, currency: str) -> str:
    """``Sales tax 8.875 % of 4,560.00``; a name that says its rate already says it once."""
    words = tax.name or labels["tax"]
    if tax.rate_ppm is not None and not _says_rate(words, tax.rate_ppm):
        words = f"{words} {local.percent(tax.rate_ppm)}"
    if tax.net_minor is not None:
        words = labels.say("tax_of", tax=words, net=local.amount(tax.net_minor, currency))
    return words


def _says_rate(words: str, rate_ppm: int) -> bool:
    """Whether a tax's name holds its rate, as channels give it: "LA State Tax 9.45%"."""
    return any(
        Decimal(said.replace(",", ".")) * 10_000 == rate_ppm
        for said in re.findall(r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,4})?(?=\s?%)", words)
    )

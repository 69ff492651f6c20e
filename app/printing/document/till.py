"""A sales receipt as the lines of a narrow strip: what the thermal printer and its preview both show."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.codes import spaced
from app.printing.document.local import Local
from app.printing.document.sale import SaleLine, SalesReceipt
from app.printing.document.sale_table import sum_words
from app.printing.document.wording import Labels

PLAIN, STRONG, LARGE, SMALL, CENTRED, RULE, CODE = (
    "plain", "strong", "large", "small", "centred", "rule", "code",
)  # fmt: skip


@dataclass(frozen=True)
class TillLine:
    """A line of the strip: words at the left, an amount at the right, how it is set."""

    left: str = ""
    right: str = ""
    how: str = PLAIN


def till_lines(receipt: SalesReceipt, *, copy: int = 0) -> tuple[TillLine, ...]:
    """The receipt from the shop's name to the code at its end."""
    labels = Labels("sale", receipt.made.language)
    local = Local(receipt.made.language, receipt.made.zone)
    shown = [
        *_head(receipt, labels, local, copy),
        *(row for line in receipt.lines for row in _goods(line, labels, local, receipt.currency)),
        TillLine(how=RULE),
        *_money(receipt, labels, local),
        *_foot(receipt, labels),
    ]
    return tuple(line for line in shown if line != TillLine())


def _head(receipt: SalesReceipt, labels: Labels, local: Local, copy: int) -> list[TillLine]:
    """The shop, whether it is a copy, number, day and order, whom it is for."""
    company, at = receipt.company, receipt.made.at
    under = (*company.lines, company.phone, company.email, company.registration)
    head = [
        TillLine(company.name, how=LARGE),
        *(TillLine(line, how=CENTRED) for line in under if line),
    ]
    if copy:
        said = labels["copy"] if copy == 1 else f"{labels['copy']} {copy}"
        head.append(TillLine(said, how=LARGE))
    head += [
        TillLine(how=RULE),
        TillLine(f"{labels['sales_receipt']} {receipt.number}", how=STRONG),
        TillLine(f"{local.moment(at)} ({local.iso_day(at)})"),
    ]
    if receipt.order_number:
        head.append(TillLine(f"{labels['order']} {receipt.order_number}"))
    return [*head, *(TillLine(line) for line in receipt.client), TillLine(how=RULE)]


def _goods(line: SaleLine, labels: Labels, local: Local, currency: str) -> list[TillLine]:
    """What was sold, and under it what tells it apart, how many, what was taken off."""
    amount = "" if line.amount_minor is None else local.amount(line.amount_minor, currency)
    goods = [TillLine(line.description, amount, STRONG)]
    under = " · ".join(filter(None, (line.number, line.detail)))
    if under:
        goods.append(TillLine(under, how=SMALL))
    if line.quantity > 1 and line.unit_minor is not None:
        each = local.amount(line.unit_minor, currency)
        goods.append(TillLine(f"{local.count(line.quantity)} × {each}", how=SMALL))
    if line.discount_minor:
        off = local.amount(-line.discount_minor, currency)
        goods.append(TillLine(labels.say("discounted", amount=off), how=SMALL))
    return goods


def _money(receipt: SalesReceipt, labels: Labels, local: Local) -> list[TillLine]:
    """The sums, what was paid and how, what is still to be paid."""
    currency = receipt.currency
    sums = [
        TillLine(label, amount, STRONG if strong else PLAIN)
        for label, amount, strong in sum_words(local, labels, receipt.sums, currency)
    ]
    paid = [
        TillLine(one.method or labels["paid"], local.amount(one.amount_minor, currency))
        for one in receipt.payments
    ]
    if receipt.balance_minor:
        due = local.amount(receipt.balance_minor, currency)
        paid.append(TillLine(f"{labels['balance']}, {currency}", due, STRONG))
    return [*sums, *paid]


def _foot(receipt: SalesReceipt, labels: Labels) -> list[TillLine]:
    """What the shop declares, the code as dots and as digits, who sold it."""
    return [
        TillLine(how=RULE),
        *(TillLine(text, how=SMALL) for text in receipt.statements),
        TillLine(receipt.code, how=CODE),
        TillLine(spaced(receipt.code), how=CENTRED),
        TillLine(labels.say("prepared_by", who=receipt.made.by), how=CENTRED),
    ]

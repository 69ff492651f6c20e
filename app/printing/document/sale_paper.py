"""Sales receipt, invoice and credit note on paper, A4 or Letter."""

from __future__ import annotations

from app.printing.document import layout
from app.printing.document.figures import Photos
from app.printing.document.layout import Block, Sum
from app.printing.document.sale import CreditNote, Invoice, SalesReceipt
from app.printing.document.sale_table import goods_table, sum_rows
from app.printing.document.sheet import Sheet
from app.printing.document.till_paper import render_till_receipt
from app.printing.document.wording import Labels

NO_PHOTOS: Photos = {}


def render_sales_receipt(
    receipt: SalesReceipt, photos: Photos = NO_PHOTOS, *, copy: int = 0
) -> bytes:
    """The receipt as PDF: a page, or a strip of 80 mm where the content asks for it."""
    if receipt.made.paper == "80mm":
        return render_till_receipt(receipt, copy=copy)
    labels = Labels("sale", receipt.made.language)
    title = labels["sales_receipt"]
    sheet = layout.begin(receipt, labels, title, under=(receipt.order_number,), copy=copy)
    said = labels.say("sold_on", day=layout.dated(sheet, receipt.sold_on))
    layout.heading(sheet, title, said)
    layout.blocks(sheet, [Block(labels["client"], receipt.client)])
    goods_table(sheet, labels, receipt.lines, receipt.currency)
    layout.sums(sheet, sum_rows(sheet, labels, receipt.sums, receipt.currency))
    _payments(sheet, labels, receipt)
    layout.closing(sheet, labels, receipt.statements)
    return sheet.finish()


def render_invoice(invoice: Invoice, photos: Photos = NO_PHOTOS, *, copy: int = 0) -> bytes:
    """The invoice as PDF."""
    labels = Labels("sale", invoice.made.language)
    title = labels["invoice"]
    sheet = layout.begin(invoice, labels, title, under=(invoice.order_number,), copy=copy)
    layout.heading(sheet, f"{title} {invoice.number}", layout.dated(sheet, invoice.invoiced_on))
    facts = [
        (labels["order"], invoice.order_number),
        (labels["invoiced_on"], layout.dated(sheet, invoice.invoiced_on)),
        (labels["supplied_on"], layout.dated(sheet, invoice.supplied_on)),
        (labels["due_on"], layout.dated(sheet, invoice.due_on)),
        (labels["tax_number"], invoice.tax_number),
    ]
    layout.blocks(
        sheet,
        [
            Block(labels["bill_to"], invoice.bill_to),
            Block(labels["ship_to"], invoice.ship_to),
            Block(labels["particulars"], facts=tuple(fact for fact in facts if fact[1])),
        ],
    )
    goods_table(sheet, labels, invoice.lines, invoice.currency)
    layout.sums(sheet, sum_rows(sheet, labels, invoice.sums, invoice.currency))
    _payments(sheet, labels, invoice)
    layout.closing(sheet, labels, invoice.statements)
    return sheet.finish()


def render_credit_note(note: CreditNote, photos: Photos = NO_PHOTOS, *, copy: int = 0) -> bytes:
    """The credit note as PDF; it names what it reverses."""
    labels = Labels("sale", note.made.language)
    title = labels["credit_note"]
    sheet = layout.begin(note, labels, title, under=(note.reverses_number,), copy=copy)
    layout.heading(sheet, f"{title} {note.number}", layout.dated(sheet, note.credited_on))
    reverses = labels.say(
        "reverses", number=note.reverses_number, day=layout.dated(sheet, note.reverses_on)
    )
    facts = [
        (labels["order"], note.order_number),
        (labels["reason"], note.reason),
        (labels["tax_number"], note.tax_number),
    ]
    layout.blocks(
        sheet,
        [
            Block(labels["bill_to"], note.bill_to),
            Block(labels["particulars"], (reverses,), tuple(fact for fact in facts if fact[1])),
        ],
        columns=2,
    )
    goods_table(sheet, labels, note.lines, note.currency)
    layout.sums(sheet, sum_rows(sheet, labels, note.sums, note.currency, credit=True))
    local = sheet.local
    given = [
        Sum(
            _with_day(sheet, paid.method, paid.on),
            local.amount(paid.amount_minor, note.currency),
        )
        for paid in note.given_back
    ]
    if given:
        layout.framed(
            sheet, labels["given_back"], "\n".join(f"{s.label}: {s.amount}" for s in given)
        )
    layout.closing(sheet, labels, note.statements)
    return sheet.finish()


def _payments(sheet: Sheet, labels: Labels, content: SalesReceipt | Invoice) -> None:
    """What was paid, how and when, and what is still due."""
    local, currency = sheet.local, content.currency
    rows = [
        Sum(
            _with_day(sheet, paid.method or labels["paid"], paid.on),
            local.amount(paid.amount_minor, currency),
        )
        for paid in content.payments
    ]
    if content.balance_minor:
        due = local.amount(content.balance_minor, currency)
        rows.append(Sum(f"{labels['balance']}, {currency}", due, strong=True))
    if rows:
        layout.sums(sheet, rows)


def _with_day(sheet: Sheet, method: str, on: str) -> str:
    return f"{method}, {sheet.local.day(on)}" if on else method

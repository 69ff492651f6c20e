"""Credit notes: a refund of an invoiced order, or the whole invoice, taken back on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.changes import Changes
from app.domain.errors import InputError, NotAllowedError, NotFoundError, StateError
from app.domain.money import Money
from app.domain.permissions import refund_act
from app.domain.rounding import divided
from app.domain.vocabulary import PAYMENT_METHODS
from app.domain.worth import Worth, doubt_words
from app.models.database import Database
from app.models.work import Work
from app.printing.document.sale import CreditNote, Invoice, Paid, SaleLine, Sums, TaxRow
from app.printing.document.terms import PaperTerms
from app.printing.document.wording import Labels
from app.services.documents import document_content, store_document
from app.services.house_paper import company_of, statements_of
from app.services.house_rules import house_rules, today
from app.services.paper_making import Begun, begin_paper, made_words
from app.services.reach import require_on
from app.services.sale_content import day_in
from app.services.sale_papers import invoice_of

_NOTES_OF = "SELECT id FROM document WHERE document_kind = 'credit_note' AND reverses_id = ?"


def make_credit_note(
    w: Work,
    order_id: int,
    *,
    refund_id: int | None = None,
    reason: str = "",
    language: str = "",
    invoice_id: int = 0,
) -> Changes:
    """The credit note of a refund, or of all that is left of the invoice: ``first("document")``.

    Refuses without an invoice, twice for one refund, and for more than was invoiced. The taxes of a
    part are the invoice's in proportion, so that note and invoice add up to the last cent.
    ``invoice_id`` is one of the order's invoices where two PCs made one each; else the newest.
    """
    invoice_id = invoice_id or _newest_invoice(w, order_id)
    invoice: Invoice = document_content(w.db, invoice_id)
    notes = _notes(w, invoice_id)
    left = invoice.sums.total_minor - sum(note.sums.total_minor for note in notes)
    amount, given = left, tuple[Paid, ...]()
    if refund_id is not None:
        _require_new(notes, refund_id)
        amount, given = _refund(w, order_id, refund_id, invoice)
    _require_within(w, order_id, Money(amount, invoice.currency))
    _require_left(amount, left, invoice)
    begun = begin_paper(w, "credit_note", language=language or invoice.made.language)
    content = replace(
        _content(w, begun, invoice, notes, amount, reason),
        given_back=given,
        refund_id=refund_id or 0,
    )
    store_document(
        w,
        "credit_note",
        "order",
        order_id,
        content,
        document_id=begun.document_id,
        reverses_id=invoice_id,
    )
    return made_words(w, begun, "Credit note", order=order_id)


def _newest_invoice(w: Work, order_id: int) -> int:
    found = invoice_of(w, order_id)
    if found is None:
        raise StateError(
            "No invoice",
            "A credit note reverses an invoice, and this order has none.",
            "Give the money back without a note, or make the invoice first.",
        )
    return found[0]


def _require_left(amount_minor: int, left_minor: int, invoice: Invoice) -> None:
    if not 0 < amount_minor <= left_minor:
        raise StateError(
            "More than was invoiced",
            f"Of {invoice.number} no more than what is left can be credited.",
            "Look at the credit notes that there are.",
        )


def _content(
    w: Work,
    begun: Begun,
    invoice: Invoice,
    notes: Sequence[CreditNote],
    amount_minor: int,
    reason: str,
) -> CreditNote:
    """What the note says of the invoice: all of its lines, or one line for a part of it."""
    whole = not notes and amount_minor == invoice.sums.total_minor
    sums = part_of(invoice.sums, amount_minor, [note.sums for note in notes])
    return CreditNote(
        company=company_of(w),
        made=begun.made,
        number=begun.number,
        code=invoice.code,
        order_number=invoice.order_number,
        credited_on=today(w),
        currency=invoice.currency,
        bill_to=invoice.bill_to,
        reverses_number=invoice.number,
        reverses_on=invoice.invoiced_on,
        lines=invoice.lines if whole else (_part_line(sums.goods_minor, invoice, reason),),
        sums=invoice.sums if whole else sums,
        reason=reason.strip(),
        tax_number=invoice.tax_number,
        statements=statements_of(w, "credit_note", today(w), begun.made.language),
    )


def _require_within(w: Work, order_id: int, amount: Money) -> None:
    """Refuse who may not refund so much; an amount in another currency is above the house's limit."""
    rules, worth = house_rules(w), Worth.of([amount])
    limits = rules.limits
    act = refund_act(worth, limits)
    try:
        require_on(w, act, "order", order_id)
    except NotAllowedError as refused:
        if act == "refunds.create" or amount.currency == limits.currency:
            raise
        doubt = doubt_words(worth, limits.refund_minor, limits.currency, rules.locale)
        raise NotAllowedError(
            refused.title, f"{refused.message} {doubt}.", refused.remedy, act=act
        ) from refused


def refunds_to_credit(db: Database, order_id: int) -> list[tuple[int, int, str, str]]:
    """Refunds of an order that stand on no credit note yet: (id, amount_minor, currency, method)."""
    found = invoice_of(db, order_id)
    if found is None:
        return []
    ids = db.rows(_NOTES_OF, (found[0],))
    noted = {document_content(db, row[0]).refund_id for row in ids}
    rows = db.rows(
        "SELECT id, amount_minor, currency, method FROM refund WHERE order_id = ? ORDER BY id",
        (order_id,),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows if row[0] not in noted]


def part_of(sums: Sums, amount_minor: int, before: Sequence[Sums] = ()) -> Sums:
    """The sums of a part of an invoice: its taxes in proportion, the net amount is the rest.

    ``before`` are the parts that were credited already: together with them it has the taxes of all
    that is credited by then, so that the last part has what is left and roundings do not add up.
    """
    until = amount_minor + sum(part.total_minor for part in before)

    def share(of_all: int, credited: int) -> int:
        return divided(of_all * until, sums.total_minor) - credited

    taxes = []
    for nth, tax in enumerate(sums.taxes):
        earlier = [part.taxes[nth] for part in before if nth < len(part.taxes)]
        net = sum(row.net_minor or 0 for row in earlier)
        taxes.append(
            TaxRow(
                tax.name,
                share(tax.amount_minor, sum(row.amount_minor for row in earlier)),
                tax.rate_ppm,
                None if tax.net_minor is None else share(tax.net_minor, net),
            )
        )
    net = amount_minor
    if not sums.tax_included:
        net -= sum(tax.amount_minor for tax in taxes)
    return Sums(net, amount_minor, taxes=tuple(taxes), tax_included=sums.tax_included)


def _part_line(net: int, invoice: Invoice, reason: str) -> SaleLine:
    words = Labels("sale", invoice.made.language)["refund"]
    return SaleLine(f"{words} {invoice.order_number}", 1, reason.strip(), amount_minor=net)


def _refund(
    w: Work, order_id: int, refund_id: int, invoice: Invoice
) -> tuple[int, tuple[Paid, ...]]:
    """What a refund gave back, and how."""
    row = w.row(
        "SELECT r.amount_minor, r.currency, r.method, k.at FROM refund AS r"
        " LEFT JOIN work AS k ON k.id = r.work_id WHERE r.id = ? AND r.order_id = ?",
        (refund_id, order_id),
    )
    if row is None:
        raise NotFoundError(
            "No such refund", "This order has no such refund.", "Look at the order's payments."
        )
    amount, currency, method, at = row
    if currency and currency != invoice.currency:
        raise InputError(
            "Another currency",
            f"The refund is in {currency}, the invoice in {invoice.currency}.",
            "Credit it in the invoice's currency by hand.",
            field="refund",
        )
    language = invoice.made.language
    words = Labels("sale", language)["refund"]
    if method in PAYMENT_METHODS:
        method = PaperTerms(language).word("payments", method)
    day = day_in(at or w.at, house_rules(w).zone)
    return int(amount), (Paid(method or words, int(amount), day),)


def _require_new(notes: list[CreditNote], refund_id: int) -> None:
    already = next((note.number for note in notes if note.refund_id == refund_id), "")
    if already:
        raise StateError(
            "Credited already", f"This refund stands on {already}.", "Print that note again."
        )


def _notes(w: Work, invoice_id: int) -> list[CreditNote]:
    """The notes that took something back of an invoice."""
    ids = w.rows(_NOTES_OF, (invoice_id,))
    return [document_content(w.db, row[0]) for row in ids]

"""Papers about invented goods and people: they show how wordings will stand, and are about nobody."""

from __future__ import annotations

from typing import Any

from app.domain.codes import make_code
from app.printing.document.content import Company, Fact, Made, Signature
from app.printing.document.hand_over import (
    CountedPlace,
    CountSheet,
    HandedPiece,
    HandOverForm,
    TransferList,
)
from app.printing.document.payout import PayoutRow, PayoutStatement
from app.printing.document.repair import RepairTicket
from app.printing.document.sale import (
    CreditNote,
    GiftReceipt,
    Invoice,
    PackingSlip,
    Paid,
    SaleLine,
    SalesReceipt,
    Sums,
    TaxRow,
)
from app.printing.document.take_in_receipt import ReceiptItem, TakeInReceipt

SAMPLE = "SAMPLE"
_CODE = make_code(9, 1)
_DAY, _LATER = "2026-03-12", "2026-03-26"
_BUYER = ("Ada Sample", "1 Example Street", "Sampleton")
_LINES = (
    SaleLine(
        "Solitaire ring, 18 K yellow gold", 1, "size 6½", SAMPLE, "", 148_000, 14_800, 133_200
    ),
    SaleLine("Fine cable chain 45 cm", 1, "silver 925", "", "", 12_000, 0, 12_000),
)
_GIFTS = tuple(SaleLine(one.description, 1, one.detail) for one in _LINES)
_TAX = (TaxRow("Tax", 12_342, 85_000, 145_200),)
_SUMS = Sums(160_000, 157_542, 14_800, taxes=_TAX)
_PAID = (Paid("card", 157_542, _DAY),)
_PIECE = HandedPiece(SAMPLE, "Emerald ring", "platinum 950", "", _CODE, 5_120, 425_000)
_SIGNED = (Signature("Client", _BUYER[0]),)


def sample_of(document: str, company: Company, made: Made, currency: str) -> Any | None:
    """A sample's content for a kind of document, None where there is none to show."""
    maker = _SAMPLES.get(document)
    return maker(company, made, currency) if maker else None


def _packing_slip(company: Company, made: Made, currency: str) -> PackingSlip:
    return PackingSlip(
        company, made, SAMPLE, _CODE, "#1000", _DAY, _BUYER, _LINES, currency, _SUMS, "Insured"
    )


def _sales_receipt(company: Company, made: Made, currency: str) -> SalesReceipt:
    return SalesReceipt(
        company, made, SAMPLE, _CODE, "#1000", _DAY, currency, _LINES, _SUMS, _PAID, 0, _BUYER[:1]
    )


def _gift_receipt(company: Company, made: Made, _currency: str) -> GiftReceipt:
    return GiftReceipt(company, made, SAMPLE, _CODE, "#1000", _DAY, _GIFTS, exchange_until=_LATER)


def _invoice(company: Company, made: Made, currency: str) -> Invoice:
    return Invoice(
        company, made, SAMPLE, _CODE, "#1000", _DAY, currency, _BUYER, _LINES, _SUMS,
        due_on=_LATER, balance_minor=_SUMS.total_minor,
    )  # fmt: skip


def _credit_note(company: Company, made: Made, currency: str) -> CreditNote:
    return CreditNote(
        company, made, SAMPLE, _CODE, "#1000", _LATER, currency, _BUYER, SAMPLE, _DAY, _LINES, _SUMS,
    )  # fmt: skip


def _repair_ticket(company: Company, made: Made, currency: str) -> RepairTicket:
    return RepairTicket(
        company, made, SAMPLE, _CODE, SAMPLE, _BUYER[:1], "Three-stone ring, yellow",
        "Size to 6½, clean and polish.", _DAY, currency, (),
        (Fact("Metal mark", "stamped 750"), Fact("Gross weight", "4.210 g")),
        estimate_minor=24_000, limit_minor=30_000, promised_on=_LATER, signatures=_SIGNED,
    )  # fmt: skip


def _hand_over(company: Company, made: Made, currency: str) -> HandOverForm:
    return HandOverForm(
        company, made, SAMPLE, _CODE, True, _BUYER, _DAY, currency, (_PIECE,), _LATER,
        signatures=_SIGNED,
    )  # fmt: skip


def _transfer_list(company: Company, made: Made, currency: str) -> TransferList:
    return TransferList(
        company, made, SAMPLE, _CODE, ("Safe",), "Vitrine", made.at, currency, (_PIECE,)
    )


def _count_sheet(company: Company, made: Made, _currency: str) -> CountSheet:
    places = (CountedPlace("TRAY", "Rings", _CODE),)
    return CountSheet(company, made, SAMPLE, _CODE, "Vitrine", places, made.at, True, rows=6)


def _payout(company: Company, made: Made, currency: str) -> PayoutStatement:
    row = PayoutRow("SAMPLE", "Sapphire brooch", _DAY, 480_000, 24_000, 600_000, 0, 273_600, _LATER)
    return PayoutStatement(
        company, made, SAMPLE, _CODE, SAMPLE, _BUYER, "2026-03-01", "2026-03-31", currency, 0, (row,),
        (), 273_600, _LATER,
    )  # fmt: skip


def _take_in(company: Company, made: Made, currency: str) -> TakeInReceipt:
    item = ReceiptItem(SAMPLE, "Emerald ring", "platinum 950", "PLAT", code=_CODE, weight_mg=5_120)
    return TakeInReceipt(
        company, made, SAMPLE, _CODE, _DAY, currency, SAMPLE, _BUYER,
        terms=(Fact("Share", "60 %"),), items=(item,), signatures=_SIGNED,
    )  # fmt: skip


_SAMPLES = {
    "packing_slip": _packing_slip,
    "sales_receipt": _sales_receipt,
    "gift_receipt": _gift_receipt,
    "invoice": _invoice,
    "credit_note": _credit_note,
    "repair_ticket": _repair_ticket,
    "hand_over": _hand_over,
    "transfer_list": _transfer_list,
    "count_sheet": _count_sheet,
    "payout_statement": _payout,
    "take_in_receipt": _take_in,
}
SAMPLED = tuple(_SAMPLES)
"""The kinds of documents of which there is a sample."""

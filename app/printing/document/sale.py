"""What stands on the papers of a sale: packing slip, sales receipt, gift receipt, invoice, credit note.

Amounts are minor units of the paper's currency, dates ISO text. A gift's papers hold no amount at all,
so that none can come to light in them.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.document.content import PaperHead

PACKING, RECEIPT, GIFT, INVOICE, CREDIT = (
    "packing-1",
    "receipt-1",
    "gift-1",
    "invoice-1",
    "credit-1",
)


@dataclass(frozen=True)
class SaleLine:
    """A line of a sale. ``detail`` is size, metal, engraving in a line, ``serial`` the last signs of a
    serial number; ``amount_minor`` what the line comes to after its discount, before the tax that is
    not included. ``made_for`` marks what was made for this client alone."""

    description: str
    quantity: int = 1
    detail: str = ""
    number: str = ""
    serial: str = ""
    unit_minor: int | None = None
    discount_minor: int = 0
    amount_minor: int | None = None
    made_for: bool = False


@dataclass(frozen=True)
class TaxRow:
    """The tax of a rate: of which net amount, how much; ``rate_ppm`` 88 750 is 8.875 %."""

    name: str
    amount_minor: int
    rate_ppm: int | None = None
    net_minor: int | None = None


@dataclass(frozen=True)
class Sums:
    """How the lines come to the total. ``discount_minor`` is what was taken off, above zero."""

    goods_minor: int
    total_minor: int
    discount_minor: int = 0
    discount: str = ""
    shipping_minor: int | None = None
    shipping: str = ""
    taxes: tuple[TaxRow, ...] = ()
    tax_included: bool = False


@dataclass(frozen=True)
class Paid:
    """A payment or, on a credit note, what was given back; ``method`` as the till or channel names it."""

    method: str
    amount_minor: int
    on: str = ""


@dataclass(frozen=True)
class PackingSlip(PaperHead):
    """What lies in a parcel. Without prices the lines and ``sums`` hold none."""

    order_number: str
    ordered_on: str
    ship_to: tuple[str, ...]
    lines: tuple[SaleLine, ...]
    currency: str = ""
    sums: Sums | None = None
    shipping: str = ""
    message: str = ""
    packed_by: str = ""
    checked_by: str = ""
    statements: tuple[str, ...] = ()
    template: str = PACKING


@dataclass(frozen=True)
class SalesReceipt(PaperHead):
    """The receipt of a sale, for the counter (80 mm) or as a page."""

    order_number: str
    sold_on: str
    currency: str
    lines: tuple[SaleLine, ...]
    sums: Sums
    payments: tuple[Paid, ...] = ()
    balance_minor: int = 0
    client: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    template: str = RECEIPT


@dataclass(frozen=True)
class GiftReceipt(PaperHead):
    """What goes with a present: what it is and how to exchange it, never what it cost."""

    order_number: str
    sold_on: str
    lines: tuple[SaleLine, ...]
    message: str = ""
    exchange_until: str = ""
    statements: tuple[str, ...] = ()
    template: str = GIFT


@dataclass(frozen=True)
class Invoice(PaperHead):
    """An invoice with its taxes by rate. ``tax_number`` is the buyer's, the seller's stands in the
    company's registration."""

    order_number: str
    invoiced_on: str
    currency: str
    bill_to: tuple[str, ...]
    lines: tuple[SaleLine, ...]
    sums: Sums
    ship_to: tuple[str, ...] = ()
    tax_number: str = ""
    supplied_on: str = ""
    due_on: str = ""
    payments: tuple[Paid, ...] = ()
    balance_minor: int = 0
    statements: tuple[str, ...] = ()
    template: str = INVOICE


@dataclass(frozen=True)
class CreditNote(PaperHead):
    """What reverses an invoice or a part of it; amounts are what is credited, above zero.

    ``refund_id`` is the refund that it stands for, 0 where none was recorded.
    """

    order_number: str
    credited_on: str
    currency: str
    bill_to: tuple[str, ...]
    reverses_number: str
    reverses_on: str
    lines: tuple[SaleLine, ...]
    sums: Sums
    reason: str = ""
    tax_number: str = ""
    given_back: tuple[Paid, ...] = ()
    refund_id: int = 0
    statements: tuple[str, ...] = ()
    template: str = CREDIT

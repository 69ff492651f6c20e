"""What stands on a consignor's statement: what was sold, what the consignor's part is, what waits."""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.document.content import Fact, PaperHead

TEMPLATE = "payout-1"


@dataclass(frozen=True)
class PayoutRow:
    """A sold, returned or pending item. ``share_ppm`` is the consignor's part of the net price,
    ``eligible_on`` from when it may be paid out."""

    number: str
    description: str
    sold_on: str
    price_minor: int
    discount_minor: int = 0
    share_ppm: int = 0
    fees_minor: int = 0
    amount_minor: int = 0
    eligible_on: str = ""
    note: str = ""

    @property
    def net_minor(self) -> int:
        """The price less the discount."""
        return self.price_minor - self.discount_minor


@dataclass(frozen=True)
class PayoutStatement(PaperHead):
    """A period's account with a consignor: opening + sales − fees − paid = closing.

    ``fees`` are those of no single item; ``pending`` is sold and not yet to be paid out.
    """

    agreement_number: str
    consignor: tuple[str, ...]
    begins_on: str
    ends_on: str
    currency: str
    opening_minor: int
    rows: tuple[PayoutRow, ...]
    fees: tuple[tuple[str, int], ...] = ()
    paid_minor: int = 0
    paid_on: str = ""
    payment: str = ""
    closing_minor: int = 0
    pending: tuple[PayoutRow, ...] = ()
    facts: tuple[Fact, ...] = ()
    statements: tuple[str, ...] = ()
    template: str = TEMPLATE

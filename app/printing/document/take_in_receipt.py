"""What stands on the receipt that a consignor takes home: the pieces, the terms, both signatures."""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.document.content import Fact, PaperHead, Photo, Signature

TEMPLATE = "takein-1"


@dataclass(frozen=True)
class ReceiptItem:
    """A piece that was taken in; amounts in minor units of the receipt's currency.

    ``detail`` is metal, stones and size in a line, ``marks`` what is stamped as seen, ``flags`` what
    the house must respect ("CITES: no export").
    """

    number: str
    description: str
    detail: str = ""
    marks: str = ""
    condition: str = ""
    code: str = ""
    weight_mg: int | None = None
    agreed_minor: int | None = None
    reserve_minor: int | None = None
    flags: tuple[str, ...] = ()
    photo: Photo | None = None


@dataclass(frozen=True)
class TakeInReceipt(PaperHead):
    """A consignment agreement's receipt.

    ``consignor`` are name and address lines; ``terms`` split, term, fees, who bears the risk, in the
    order in which they are read; ``consignor_minor`` what the consignor receives if everything sells
    at the agreed price. ``taken_on`` is an ISO date.
    """

    taken_on: str
    currency: str
    agreement_number: str
    consignor: tuple[str, ...]
    identity: str = ""
    terms: tuple[Fact, ...] = ()
    items: tuple[ReceiptItem, ...] = ()
    consignor_minor: int | None = None
    statements: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    template: str = TEMPLATE

    @property
    def weight_mg(self) -> int:
        """All pieces together."""
        return sum(item.weight_mg or 0 for item in self.items)

    @property
    def agreed_minor(self) -> int:
        """The agreed prices together."""
        return sum(item.agreed_minor or 0 for item in self.items)

    @property
    def reserve_minor(self) -> int:
        """The reserves together."""
        return sum(item.reserve_minor or 0 for item in self.items)

"""An order as a channel's file states it: plain values, before anything is compared or saved.

Whatever is derived from a file is a pure function of the file, so that two PCs that import the same
file make the same rows: ids come from the channel, the kind and the key, never from a clock.
"""

from __future__ import annotations

import unicodedata
from dataclasses import field
from functools import lru_cache

from app.domain.ids import derived_id
from app.exchange.phones import e164
from app.exchange.said_rows import SaidRows
from app.exchange.text_file import Notice
from app.exchange.unchanging import unchanging


@unchanging(frozen=True, slots=True)
class Problem:
    """Something in a row that a person must look at, with what to do about it.

    ``row`` is the record number as a spreadsheet shows it (header = 1), ``field`` the heading of
    the column, ``code`` a stable word for programs.
    """

    row: int
    field: str
    code: str
    reason: str
    remedy: str = ""
    order_key: str = ""
    order_name: str = ""


@unchanging(frozen=True, slots=True)
class FileAddress:
    """A snapshot of an address; ``country`` is the ISO 3166 code where it could be told, else ""."""

    name: str = ""
    company: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    region: str = ""
    region_name: str = ""
    postcode: str = ""
    country: str = ""
    country_text: str = ""
    phone: str = ""

    @property
    def lines(self) -> str:
        """Company and street, one under the other."""
        if not (self.company or self.street2):
            return self.street
        return "\n".join([part for part in (self.company, self.street, self.street2) if part])

    @property
    def is_empty(self) -> bool:
        """Whether nothing but perhaps a name or a phone is given."""
        return not (self.street or self.street2 or self.city or self.postcode or self.country_text)


@unchanging(frozen=True, slots=True)
class FileTax:
    """One tax as the file names it; ``rate_ppm`` where the name tells it ("KDV 20%")."""

    name: str
    amount_minor: int
    rate_ppm: int | None = None


@unchanging(frozen=True, slots=True)
class FilePayment:
    """A way of payment and its reference; how much went which way no orders file says."""

    method: str
    reference: str = ""


@unchanging(frozen=True, slots=True)
class FileCustomisation:
    """What makes a line the client's own, in the words of the shop's product form.

    ``kind`` is ``engraving``, ``ring_size``, ``metal``, ``length`` or ``stone``; ``source`` the
    key under which the text stood.
    """

    kind: str
    text: str
    font: str = ""
    position: str = ""
    source: str = ""


@unchanging(frozen=True, slots=True)
class FileLine:
    """A line of an order. ``ordinal`` counts the order's lines from 1, tips and services included.

    ``stated_discount_minor`` is the discount that the file gives for the line, ``discount_minor``
    that plus the line's share of the order's discount. ``unit_minor`` is None when the file has no
    price column.
    """

    ordinal: int
    row: int
    name: str
    sku: str
    quantity: int
    unit_minor: int | None
    stated_discount_minor: int = 0
    discount_minor: int = 0
    compare_at_minor: int | None = None
    vendor: str = ""
    requires_shipping: bool | None = None
    taxable: bool | None = None
    fulfilment_status: str = ""
    is_tip: bool = False
    is_service: bool = False
    size_hint: str = ""
    metal_hint: str = ""
    customisations: tuple[FileCustomisation, ...] = ()

    @property
    def variant(self) -> str:
        """What the channel wrote behind the title: "Ridge Ring - Rhodium / 8" → "Rhodium / 8"."""
        return self.name.rpartition(" - ")[2] if " - " in self.name else ""

    @property
    def content(self) -> tuple[str, str, int | None, int]:
        """By which a line is known again in a later file: sku, name, price, quantity."""
        return self.sku, self.name, self.unit_minor, self.quantity

    @property
    def gross_minor(self) -> int:
        """Price times quantity, before any discount."""
        return (self.unit_minor or 0) * self.quantity


@unchanging(frozen=True, slots=True)
class FileOrder:
    """An order of a file. Amounts ending in ``_minor`` are as stated; None: the file has no such
    column. ``our_total_minor`` is our arithmetic, ``difference_minor`` ours less the file's.

    ``stated`` names the fields for which the file has columns: what it has no column for is not
    known, which is another thing than empty. ``holds`` are reasons that a person must clear after
    the import, ``refusals`` say why the order cannot be one, ``remarks`` hold nothing up.
    ``said`` is the very rows.
    """

    channel: str
    key: str
    name: str
    external_id: str
    row: int
    said: SaidRows = field(repr=False)
    stated: frozenset[str]
    currency: str = ""
    ordered_at: int | None = None
    lines: tuple[FileLine, ...] = ()
    subtotal_minor: int | None = None
    discount_minor: int | None = None
    shipping_minor: int | None = None
    tax_minor: int | None = None
    duties_minor: int | None = None
    tip_minor: int = 0
    total_minor: int | None = None
    our_total_minor: int | None = None
    difference_minor: int = 0
    tax_included: bool | None = None
    taxes: tuple[FileTax, ...] = ()
    refunded_minor: int | None = None
    outstanding_minor: int | None = None
    financial_status: str = ""
    fulfilment_status: str = ""
    paid_at: int | None = None
    fulfilled_at: int | None = None
    cancelled_at: int | None = None
    payments: tuple[FilePayment, ...] = ()
    discount_code: str = ""
    shipping_method: str = ""
    email: str = ""
    phone: str = ""
    customer_id: str = ""
    accepts_marketing: bool | None = None
    billing: FileAddress = FileAddress()
    shipping: FileAddress = FileAddress()
    note: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    gift_message: str = ""
    gift_wrap: bool = False
    tags: str = ""
    risk_level: str = ""
    origin: str = ""
    holds: tuple[Problem, ...] = ()
    refusals: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the order's rows."""
        return tuple(number for number, _, _ in self.said.rows)

    @property
    def source(self) -> str:
        """What the file said, as canonical JSON."""
        return self.said.canonical()

    @property
    def verdict(self) -> str:
        """``refused``, ``held`` or ``ok``, before the comparison with what is stored."""
        return "refused" if self.refusals else "held" if self.holds else "ok"

    @property
    def order_id(self) -> int:
        """The id of the order's row, the same on every PC."""
        return order_id(self.channel, self.key)

    @property
    def phone_e164(self) -> str:
        """The client's phone in the international form, "" when it cannot be read."""
        return e164(self.phone, self.billing.country or self.shipping.country)

    @property
    def client_id(self) -> int:
        """The id of the client's row: by customer id, e-mail, phone or else by the order."""
        return client_id(self.channel, self.customer_id, self.email, self.phone_e164, self.key)

    @property
    def client_name(self) -> str:
        """The name to show for the client."""
        return self.billing.name or self.shipping.name or self.email or self.phone

    def line_id(self, line: FileLine) -> int:
        """The id of a line's row at first sight."""
        return line_id(self.channel, self.key, line.ordinal)


@unchanging(frozen=True, slots=True)
class OrdersFile:
    """A file of orders, read: nothing compared and nothing saved yet.

    ``zone_assumed`` says that times without a zone were read in the shop's zone ``zone``;
    ``asks_date_order`` that a date such as 03/04/2024 can be read in two ways and a person must
    say which (the orders concerned are refused until then). ``problems`` holds every reason of
    every held and refused order and what is wrong with single rows, in the order of the rows.
    """

    sha256: str
    channel: str
    columns: tuple[str, ...]
    missing_columns: tuple[str, ...]
    orders: tuple[FileOrder, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Notice, ...]
    rows: int
    encoding: str
    delimiter: str
    zone: str
    zone_assumed: bool = False
    asks_date_order: bool = False
    resaved: bool = False


def order_id(channel: str, key: str) -> int:
    """The id of an order: channel ("shopify/mainstore") and key (the channel's Id, else Name)."""
    return derived_id(channel, "order", key)


def line_id(channel: str, key: str, ordinal: int) -> int:
    """The id of an order's line: the order's key and the line's ordinal at first sight."""
    return derived_id(channel, "order_line", key, str(ordinal))


@lru_cache(maxsize=4096)
def client_id(channel: str, customer_id: str, email: str, phone: str, order_key: str) -> int:
    """The id of a client: the first that is there of customer id, e-mail, phone, the order's key."""
    plain = unicodedata.normalize("NFC", email).casefold().strip()
    known = (("customer", customer_id), ("email", plain), ("phone", phone), ("order", order_key))
    kind, value = next((kind, value) for kind, value in known if value or kind == "order")
    return derived_id(channel, "client", f"{kind}:{value}")

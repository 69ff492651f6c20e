"""The sample shop's web orders as its channel would export them: clients, goods, wishes, odd cases."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.domain.money import exponent
from app.exchange.orders import OrdersFile
from app.exchange.shopify_columns import USUAL
from app.exchange.shopify_orders import read
from app.services.sample.cast import CURRENCY, ZONE, Country, Variety

CHANNEL = "shopify/mainstore"
FIRST_NUMBER = 3_001
ENGRAVING = ("Engraving service", "ENGRAVE", 4_500)
_RATES = {"USD": (1, 1), "EUR": (92, 100), "JPY": (150, 100)}
"""Minor units of a currency for one cent, as a fraction: test constants, not of any day."""


@dataclass(frozen=True)
class Client:
    """A client of the web shop."""

    name: str
    home: Country
    city: int
    street: str
    email: str
    phone: str


@dataclass
class WebOrder:
    """An order of the web shop, as it stands there now; ``trait`` names what is odd about it.

    ``pieces`` are those of the house that were put aside for its lines with bench work, by line.
    """

    number: int
    placed_at: int
    client: Client
    lines: list[tuple[Variety, int]]
    engraving: str = ""
    font: str = ""
    size: str = ""
    discount: str = ""
    shipping: int = 0
    tip: int = 0
    gift: str = ""
    note: str = ""
    financial: str = "paid"
    fulfilment: str = "unfulfilled"
    fulfilled_at: int = 0
    cancelled_at: int = 0
    trait: str = ""
    pieces: dict[int, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The channel's own id."""
        return str(6_200_000_000_000 + self.number * 131)

    @property
    def currency(self) -> str:
        """The currency in which the client paid."""
        return self.client.home.currency

    def rows(self, tz: ZoneInfo) -> list[dict[str, str]]:
        """The rows of the order: the first one says everything, the others carry a line each."""
        return _rows(self, tz)


def export(orders: Iterable[WebOrder], zone: str = ZONE) -> bytes:
    """The channel's export of these orders, newest first."""
    tz = ZoneInfo(zone)
    text = io.StringIO()
    writer = csv.DictWriter(text, USUAL, restval="", lineterminator="\n")
    writer.writeheader()
    for order in sorted(orders, key=lambda one: one.placed_at, reverse=True):
        writer.writerows(order.rows(tz))
    return text.getvalue().encode()


def orders_file(orders: Iterable[WebOrder], zone: str = ZONE) -> OrdersFile:
    """The export of these orders, read as any file is."""
    return read(export(orders, zone), channel=CHANNEL, zone=zone, currency=CURRENCY)


@dataclass
class _Line:
    name: str
    sku: str
    quantity: int
    unit: int
    ships: bool = True
    goods: bool = True


def _lines(order: WebOrder) -> list[_Line]:
    found: list[_Line] = []
    for variety, quantity in order.lines:
        unit = _converted(variety.price_minor, order.currency)
        if order.trait == "price" and not found:
            unit = unit * 82 // 100
        found.append(_Line(variety.line_name, variety.sku, quantity, unit))
    if order.trait == "sku":
        found[0].sku = f"{found[0].sku}-OLD"
    if order.engraving:
        name, sku, minor = ENGRAVING
        found.append(
            _Line(name, sku, 1, _converted(minor, order.currency), ships=False, goods=False)
        )
    if order.tip:
        found.append(
            _Line("Tip", "", 1, _converted(order.tip, order.currency), ships=False, goods=False)
        )
    return found


def _rows(order: WebOrder, tz: ZoneInfo) -> list[dict[str, str]]:
    lines = _lines(order)
    head = _head(order, lines, tz)
    again = {name: head[name] for name in ("Name", "Email", "Created at")}
    return [
        {
            **(again if at else head),
            "Lineitem quantity": str(line.quantity),
            "Lineitem name": line.name,
            "Lineitem price": _written(line.unit, order.currency),
            "Lineitem sku": line.sku,
            "Lineitem requires shipping": "true" if line.ships else "false",
            "Lineitem taxable": "true" if line.name != "Tip" else "false",
            "Lineitem fulfillment status": "fulfilled" if order.fulfilled_at else "pending",
            "Lineitem discount": _written(0, order.currency),
            "Vendor": "Hallam & Vey",
        }
        for at, line in enumerate(lines)
    ]


@dataclass(frozen=True)
class _Sums:
    """What a file says an order comes to, in minor units of its currency."""

    discount: int
    subtotal: int
    shipping: int
    tax_name: str
    tax: int
    total: int


def _sums(order: WebOrder, lines: list[_Line]) -> _Sums:
    """Lines, tip, discount, shipping and tax together; an order of the trait "sum" is 10.00 off."""
    goods = sum(line.unit * line.quantity for line in lines if line.goods)
    all_but_tip = sum(line.unit * line.quantity for line in lines if line.name != "Tip")
    tip = sum(line.unit for line in lines if line.name == "Tip")
    discount = goods // 10 if order.discount else 0
    shipping = _converted(order.shipping, order.currency)
    city = order.client.home.cities[order.client.city]
    base = all_but_tip - discount
    name, rate = order.client.home.vat
    included = bool(name)
    tax = (base + shipping) * rate // (1_000_000 + rate) if included else 0
    if city.tax:
        name, tax = city.tax, base * city.rate_ppm // 1_000_000
    total = base + shipping + tip + (0 if included else tax)
    if order.trait == "sum":
        total -= 1_000
    return _Sums(discount, base, shipping, name, tax, total)


def _head(order: WebOrder, lines: list[_Line], tz: ZoneInfo) -> dict[str, str]:
    """The columns that stand in an order's first row alone."""
    money = order.currency
    sums = _sums(order, lines)
    paid = order.financial in ("paid", "refunded", "partially_refunded")
    parts = {"refunded": sums.total, "partially_refunded": sums.total // 4}
    refunded = parts.get(order.financial, 0)
    stamp = _stamp(order.placed_at, tz)
    return {
        "Name": f"#{order.number}",
        "Email": order.client.email,
        "Financial Status": order.financial,
        "Paid at": stamp if paid else "",
        "Fulfillment Status": order.fulfilment,
        "Fulfilled at": _stamp(order.fulfilled_at, tz) if order.fulfilled_at else "",
        "Accepts Marketing": "yes" if order.number % 3 == 0 else "no",
        "Currency": money,
        "Subtotal": _written(sums.subtotal, money),
        "Shipping": _written(sums.shipping, money),
        "Taxes": _written(sums.tax, money),
        "Total": _written(sums.total, money),
        "Discount Code": order.discount,
        "Discount Amount": _written(sums.discount, money),
        "Shipping Method": "Insured courier" if sums.shipping else "Insured post",
        "Created at": stamp,
        **_addresses(order),
        "Notes": order.note,
        "Note Attributes": _attributes(order),
        "Cancelled at": _stamp(order.cancelled_at, tz) if order.cancelled_at else "",
        "Payment Method": "Shopify Payments" if order.number % 7 else "PayPal Express Checkout",
        "Payment Reference": f"c{order.key}.1" if paid else "",
        "Refunded Amount": _written(refunded, money),
        "Outstanding Balance": _written(0 if paid else sums.total, money),
        "Id": order.key,
        "Risk Level": "Low",
        "Source": "web",
        "Tax 1 Name": sums.tax_name,
        "Tax 1 Value": _written(sums.tax, money) if sums.tax_name else "",
        "Phone": order.client.phone,
    }


def _addresses(order: WebOrder) -> dict[str, str]:
    client, city = order.client, order.client.home.cities[order.client.city]
    phone = "9.23E+11" if order.trait == "phone" else client.phone
    said = {
        "Name": client.name,
        "Street": client.street,
        "Address1": client.street,
        "City": city.name,
        "Zip": city.postcode,
        "Province": city.region,
        "Country": client.home.code,
        "Phone": phone,
    }
    ship = said | ({"Street": "", "Address1": "", "Zip": ""} if order.trait == "address" else {})
    return {
        f"{side} {part}": text
        for side, parts in (("Billing", said), ("Shipping", ship))
        for part, text in parts.items()
    }


def _attributes(order: WebOrder) -> str:
    said = []
    if order.engraving:
        said.append(f"Engraving text: {order.engraving}")
        said.append(f"Engraving font: {order.font}")
    if order.size:
        said.append(f"Ring size: {order.size}")
    if order.gift:
        said += ["gift-wrapping: yes", f"gift-note: {order.gift}"]
    return "\n".join(said)


def _converted(cents: int, currency: str) -> int:
    up, down = _RATES[currency]
    return cents * up // down


def _written(minor: int, currency: str) -> str:
    places = exponent(currency)
    whole, part = divmod(minor, 10**places)
    return f"{whole}.{part:0{places}d}" if places else str(whole)


def _stamp(at_ms: int, tz: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(tz):%Y-%m-%d %H:%M:%S %z}"

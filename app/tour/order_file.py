"""The export that the tour imports: a morning's orders, #1042 among them, and two odd ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.services.sample.cast import ZONE, Variety, country, varieties
from app.services.sample.web import Client, WebOrder, export

HOUR_MS = 3_600_000
_LINES = (
    ("Solitaire Ring - 18K Yellow Gold / 6", "SOL-Y-6", "1", "1480.00", "true"),
    ("Engraving service", "ENGRAVE", "1", "45.00", "false"),
    ("Fine Cable Chain - 45 cm", "CHN-45", "2", "120.00", "true"),
)
_WISHES = (
    "Engraving text: Always - E & J 14.02\nEngraving font: Garamond Italic\n"
    "Engraving position: inside shank\nRing size: US 6½"
)
_ADDRESS = {
    "Name": "James Ashworth",
    "Street": "27 Chester Row",
    "Address1": "27 Chester Row",
    "City": "London",
    "Zip": "SW1W 9JF",
    "Province": "ENG",
    "Country": "GB",
    "Phone": "+442079460118",
}


@dataclass
class Order1042(WebOrder):
    """James Ashworth's solitaire, to be sized and engraved, with two chains: USD 1,628.00."""

    @property
    def key(self) -> str:
        return "5550000001042"

    def rows(self, tz: ZoneInfo) -> list[dict[str, str]]:
        placed = datetime.fromtimestamp(self.placed_at / 1000, UTC).astimezone(tz)
        again = {
            "Name": "#1042",
            "Email": "j.ashworth@example.com",
            "Created at": f"{placed:%Y-%m-%d %H:%M:%S %z}",
        }
        head = again | {
            "Financial Status": "paid",
            "Paid at": again["Created at"],
            "Fulfillment Status": "unfulfilled",
            "Currency": "USD",
            "Subtotal": "1593.00",
            "Shipping": "35.00",
            "Taxes": "0.00",
            "Total": "1628.00",
            "Discount Code": "WELCOME10",
            "Discount Amount": "172.00",
            "Shipping Method": "Insured courier",
            **{f"{side} {part}": v for side in ("Billing", "Shipping") for part, v in _ADDRESS.items()},
            "Note Attributes": _WISHES,
            "Payment Method": "Shopify Payments",
            "Refunded Amount": "0.00",
            "Outstanding Balance": "0.00",
            "Id": self.key,
            "Source": "web",
        }  # fmt: skip
        return [
            (again if at else head)
            | {
                "Lineitem quantity": quantity,
                "Lineitem name": name,
                "Lineitem price": price,
                "Lineitem sku": sku,
                "Lineitem requires shipping": ships,
                "Lineitem taxable": "true",
                "Lineitem fulfillment status": "pending",
                "Lineitem discount": "0.00",
                "Vendor": "Hallam & Vey",
            }
            for at, (name, sku, quantity, price, ships) in enumerate(_LINES)
        ]


def orders_export(now_ms: int) -> bytes:
    """The bytes of the file, as exported a moment ago."""
    return export(_orders(now_ms), ZONE)


def _orders(now_ms: int) -> list[WebOrder]:
    by_sku = {one.sku: one for one in varieties()}
    chain, pearls, ring = by_sku["CHN-45"], by_sku["PRL-45"], by_sku["SOL-Y-6"]
    buyers: tuple[tuple[str, str, list[tuple[Variety, int]], dict[str, Any]], ...] = (
        ("Søren Halvorsen", "NO", [(chain, 1)], {}),
        ("Chiara Moretti", "IT", [(pearls, 1), (chain, 2)], {"gift": "Auguri!"}),
        ("田中 裕子", "JP", [(by_sku["PEN-S"], 1)], {}),
        ("Lucía Ferreira Núñez", "ES", [(by_sku["CUF-O"], 1)], {"shipping": 1_500}),
        ("Ngozi Adeyemi", "US", [(ring, 1)],
         {"trait": "dash", "engraving": "Always — N & S", "font": "Script"}),
        ("Theodore Vance", "US", [(by_sku["TEN"], 1)], {"trait": "price"}),
    )  # fmt: skip
    clients = [
        Client(name, home, 0, home.streets[0], f"buyer{at}@example.com", "")
        for at, (name, code, _, _) in enumerate(buyers)
        for home in (country(code),)
    ]
    made: list[WebOrder] = [
        WebOrder(8_043 + at, now_ms - (at + 2) * HOUR_MS // 2, clients[at], lines, **more)
        for at, (_, _, lines, more) in enumerate(buyers)
    ]
    return [*made, Order1042(1_042, now_ms - HOUR_MS, clients[0], [])]

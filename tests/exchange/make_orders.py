"""Makes orders exports of any size from a seed, as Shopify writes them: for tests and benchmarks.

``python tests/exchange/make_orders.py 10000 orders.csv`` writes 10 000 orders of about 25 000 rows.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from app.exchange.shopify_columns import USUAL

Cells = dict[str, str]

CLIENTS = [
    ("Amélie Laurent", "FR", "EUR", "12 rue Mercière", "Lyon", "69002", "", "+33472001836"),
    ("James Ashworth", "GB", "USD", "4 Priory Row", "Wells", "BA5 2UX", "", "+441749672110"),
    ("Lucía Ferreira", "ES", "EUR", "Calle de Serrano 88", "Madrid", "28006", "M", "+34914357120"),
    ("Søren Halvorsen", "NO", "EUR", "Bygdøy allé 14", "Oslo", "0262", "", "+4722448120"),
    ("Ngozi Eze", "US", "USD", "1180 Peachtree St", "Atlanta", "'30309", "GA", "'+14048853200"),
    (
        "Priya Raman",
        "IN",
        "USD",
        "22 Khader Nawaz Khan Rd",
        "Chennai",
        "'600006",
        "TN",
        "+914428330101",
    ),
    ("Tomáš Dvořák", "CZ", "EUR", "Vinohradská 48", "Praha", "120 00", "", "+420224210340"),
    ("Hiroshi Tanaka", "JP", "JPY", "銀座 4-6-16", "中央区", "104-0061", "JP-13", "+81335621111"),
    ("Chiara Moretti", "IT", "EUR", "Via della Spiga 30", "Milano", "20121", "MI", "+390276002100"),
    ("Seun Adeyemi", "US", "USD", "77 Newbury St", "Boston", "'02116", "MA", "(617) 536-5700"),
    (
        "Zoë van der Berg",
        "NL",
        "EUR",
        "P.C. Hooftstraat 61",
        "Amsterdam",
        "1071 BN",
        "",
        "+31206716000",
    ),
    (
        "Mehmet Yılmaz",
        "TR",
        "TRY",
        "Abdi İpekçi Cd. 21",
        "İstanbul",
        "34367",
        "TR-34",
        "+902122340911",
    ),
    ("Fatima Al-Sayed", "AE", "USD", "Jumeirah St 118", "Dubai", "", "DU", "+97143446700"),
    ("Wei-Lin Chen", "TW", "USD", "信義路五段7號", "台北市", "110", "", "+886281018800"),
    ("'t Hooft & Zn. B.V.", "NL", "EUR", "Markt 9", "'s-Hertogenbosch", "5211 JX", "", ""),
    (
        "Noura Al-Mutairi",
        "KW",
        "KWD",
        "Salem Al Mubarak St",
        "Salmiya",
        "22001",
        "",
        "+96522252222",
    ),
]
GOODS = [
    ("Ridge Ring - Rhodium Plating / 8", "RDG-R-8", 14800),
    ("Clara Ring - 6.5 / Gold", "", 48500),
    ("Halo Solitaire - 18K White Gold / 54", "HAL-W-54", 348000),
    ("Fine Cable Chain - 45 cm", "CHN-45", 12000),
    ("Pearl Drop Earrings", "", 23000),
    ("Moonstone Pendant - Sterling Silver", "MOON-S", 18950),
    ("Signet, oval face", "SIG-OV", 78000),
    ("Tennis Bracelet, 2.4 ct", "TEN-24", 520000),
]
TAXES = {
    "FR": ("FR TVA 20%", 200_000, True),
    "ES": ("ES IVA 21%", 210_000, True),
    "CZ": ("CZ DPH 21%", 210_000, True),
    "IT": ("IT IVA 22%", 220_000, True),
    "NL": ("NL btw 21%", 210_000, True),
    "TR": ("KDV 20%", 200_000, True),
    "US": ("GA State Tax 8.875%", 88_750, False),
    "IN": ("CGST 9%", 90_000, False),
}
PLACES = {"JPY": 0, "KWD": 3}


def written(minor: int, currency: str) -> str:
    """Minor units as the export writes them."""
    places = PLACES.get(currency, 2)
    if not places:
        return str(minor)
    whole, part = divmod(minor, 10**places)
    return f"{whole}.{part:0{places}d}"


def order_rows(rng: random.Random, number: int, at: datetime) -> list[Cells]:
    """The rows of one order: the first says everything, the others carry a line each."""
    name, country, currency, street, city, postcode, region, phone = rng.choice(CLIENTS)
    lines: list[tuple[str, str, int, int, bool]] = []
    for _ in range(rng.choice((1, 1, 2, 2, 3, 3, 3, 5))):
        title, sku, price = rng.choice(GOODS)
        lines.append((title, sku, price, rng.choice((1, 1, 1, 2)), True))
    tip = rng.randrange(12) == 0
    if tip:
        lines.append(("Tip", "", rng.randrange(200, 2500), 1, False))
    goods = sum(price * count for title, _, price, count, _ in lines if title != "Tip")
    tips = sum(price for title, _, price, _, _ in lines if title == "Tip")
    discount = goods // 10 if rng.randrange(6) == 0 else 0
    shipping = rng.choice((0, 0, 1200, 3500))
    tax_name, rate, included = TAXES.get(country, ("", 0, False))
    base = goods - discount + shipping
    tax = base * rate // (1_000_000 + rate) if included else base * rate // 1_000_000
    total = base + tips + (0 if included else tax)
    zone = rng.choice(("-0500", "-0400", "+0000", "+0100"))
    stamp = f"{at:%Y-%m-%d %H:%M:%S} {zone}"
    email = "" if rng.randrange(5) == 0 else f"client{number}@example.com"
    status = rng.choice(("paid", "paid", "paid", "pending", "refunded", "partially_refunded"))
    address = {"Address1": street, "Street": street, "City": city, "Zip": postcode}
    address |= {"Province": region, "Country": country, "Phone": phone, "Name": name}
    first: Cells = {
        "Name": f"#{number}",
        "Email": email,
        "Financial Status": status,
        "Paid at": stamp if status != "pending" else "",
        "Fulfillment Status": rng.choice(("fulfilled", "unfulfilled")),
        "Accepts Marketing": rng.choice(("yes", "no")),
        "Currency": currency,
        "Subtotal": written(goods - discount, currency),
        "Shipping": written(shipping, currency),
        "Taxes": written(tax, currency),
        "Total": written(total, currency),
        "Discount Code": "WELCOME10" if discount else "",
        "Discount Amount": written(discount, currency),
        "Shipping Method": "Insured courier" if shipping else "",
        "Created at": stamp,
        **{
            f"{side} {part}": text
            for side in ("Billing", "Shipping")
            for part, text in address.items()
        },
        "Note Attributes": "utm_source: newsletter\ngift-note: With love,\nA." if tip else "",
        "Payment Method": rng.choice(
            ("Shopify Payments", "PayPal Express Checkout", "Klarna + manual")
        ),
        "Payment Reference": f"c{number}.1",
        "Refunded Amount": written(total if status == "refunded" else 0, currency),
        "Outstanding Balance": written(total if status == "pending" else 0, currency),
        "Id": str(5_000_000_000_000 + number * 7),
        "Risk Level": "Low",
        "Source": rng.choice(("web", "shopify_draft_order", "580111")),
        "Tax 1 Name": tax_name,
        "Tax 1 Value": written(tax, currency) if tax_name else "",
        "Phone": phone,
        "Payment ID": f"c{number}.1",
        "Payment References": f"c{number}.1",
    }
    rows = []
    for place, (title, sku, price, count, ships) in enumerate(lines):
        again = {key: first[key] for key in ("Name", "Email", "Created at")}
        rows.append(
            {
                **(again if place else first),
                "Lineitem quantity": str(count),
                "Lineitem name": title,
                "Lineitem price": written(price, currency),
                "Lineitem sku": sku,
                "Lineitem requires shipping": "true" if ships else "false",
                "Lineitem taxable": "true" if ships else "false",
                "Lineitem fulfillment status": "pending" if ships else "not_eligible",
                "Lineitem discount": written(0, currency),
                "Vendor": "Maison Example",
            }
        )
    return rows


def make_orders(count: int, seed: int = 1, first: int = 1001) -> list[list[Cells]]:
    """``count`` orders, newest first as Shopify exports them, each a list of its rows."""
    rng = random.Random(seed)
    at = datetime(2026, 3, 2, 14, 5)
    orders = []
    for number in range(first + count - 1, first - 1, -1):
        orders.append(order_rows(rng, number, at))
        at -= timedelta(minutes=rng.randrange(3, 400))
    return orders


HEAD: Cells = {
    "Name": "#1001",
    "Email": "ada@example.com",
    "Financial Status": "paid",
    "Paid at": "2026-03-02 14:06:11 -0500",
    "Fulfillment Status": "unfulfilled",
    "Accepts Marketing": "no",
    "Currency": "USD",
    "Subtotal": "100.00",
    "Shipping": "0.00",
    "Taxes": "0.00",
    "Total": "100.00",
    "Discount Code": "",
    "Discount Amount": "0.00",
    "Shipping Method": "Insured courier",
    "Created at": "2026-03-02 14:05:00 -0500",
    **{
        f"{side} {part}": text
        for side in ("Billing", "Shipping")
        for part, text in {
            "Name": "Ada Byrne",
            "Street": "9 Fade Street",
            "Address1": "9 Fade Street",
            "City": "Dublin",
            "Zip": "D02 KX76",
            "Province": "D",
            "Country": "IE",
            "Phone": "+35316170000",
        }.items()
    },
    "Payment Method": "Shopify Payments",
    "Refunded Amount": "0.00",
    "Outstanding Balance": "0.00",
    "Id": "5550000000001",
    "Source": "web",
}
LINE: Cells = {
    "Lineitem quantity": "1",
    "Lineitem name": "Moonstone Pendant",
    "Lineitem price": "100.00",
    "Lineitem sku": "MOON-1",
    "Lineitem requires shipping": "true",
    "Lineitem taxable": "true",
    "Lineitem fulfillment status": "pending",
    "Lineitem discount": "0.00",
    "Vendor": "Maison Example",
}


def line(name: str, price: str, quantity: str = "1", **cells: str) -> Cells:
    """The cells of a line; further ones by heading with underscores for blanks."""
    more = {f"Lineitem {key.replace('_', ' ')}": value for key, value in cells.items()}
    return LINE | {
        "Lineitem name": name,
        "Lineitem price": price,
        "Lineitem quantity": quantity,
        **more,
    }


def order(*lines: Cells, **cells: str) -> list[Cells]:
    """The rows of an order as the export writes them: one good order, with some cells otherwise.

    ``cells`` are named by heading with underscores for blanks: ``order(Total="12.00")``.
    """
    head = HEAD | {key.replace("_", " "): value for key, value in cells.items()}
    again = {key: head[key] for key in ("Name", "Email", "Created at")}
    told = lines or (LINE,)
    return [(again if place else head) | said for place, said in enumerate(told)]


def as_csv(
    rows: Iterable[Cells],
    columns: Sequence[str] = USUAL,
    *,
    delimiter: str = ",",
    line_end: str = "\n",
    encoding: str = "utf-8",
) -> bytes:
    """Rows as the bytes of a file; what ``columns`` does not name is left out."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue().encode(encoding)


def flat(orders: Iterable[Iterable[Cells]]) -> list[Cells]:
    """All rows of all orders, one after the other."""
    return [row for order in orders for row in order]


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(as_csv(flat(make_orders(int(sys.argv[1])))))

"""Filling a shop with many pieces and orders within seconds, written as facts by the thousand.

Its rows are plain (every piece in a safe, every order with two lines); what matters is that there
are many, that every projection and index stands, and that the audit chain holds. The big shop that
services made is ``tests.bench.big_shop``.
"""

from __future__ import annotations

import random

from app.domain.actors import SYSTEM
from app.domain.codes import make_code
from app.domain.ids import new_id
from app.models.orders import OrderLine, Payment, SalesOrder
from app.models.people import Contact, Party
from app.models.pieces import Measured, Metal, Move, Piece, Priced
from app.models.records import Code, Transition
from app.models.shapes import shape_of
from app.models.shopwide import Place
from app.models.work import Work
from app.shop import Shop

KEY = b"k" * 32
LOGIN, PASSWORD = "olga", "many-orders-every-day"
SLICE = 10_000
DAY_MS = 86_400_000
NEWEST_MS = 1_780_000_000_000

_METALS = (("gold", 750, "yellow"), ("gold", 585, "rose"), ("platinum", 950, ""))
_STONES = ("emerald", "sapphire", "ruby", "diamond", "opal", "pearl", "tourmaline", "garnet")
_KINDS = ("ring", "brooch", "pendant", "earrings", "bracelet", "necklace")
_FAMILIES = ("Okafor", "Whitcombe", "Laurent", "Yılmaz", "Fournier", "Tanaka", "Moreau", "Haddad")
_GIVEN = ("Clara", "Amara", "Léonie", "Selin", "Hugo", "Yuki", "Omar", "Ida", "Noor", "Tomas")
_FINDS = ("halo", "signet", "cluster", "solitaire", "eternity", "cocktail", "tennis", "riviere")


def fill(shop: Shop, pieces: int, orders: int) -> None:
    """Write that many pieces, and orders of a fifth as many clients."""
    pick = random.Random(7)
    with shop.work(SYSTEM, "many") as w:
        places = [w.add(Place, kind_code="safe", name=f"SAFE-{n}") for n in range(1, 201)]
    for start in range(0, pieces, SLICE):
        with shop.work(SYSTEM, "many") as w:
            _pieces(w, pick, places, range(start, min(start + SLICE, pieces)))
    for start in range(0, orders, SLICE):
        with shop.work(SYSTEM, "many") as w:
            _orders(w, pick, range(start, min(start + SLICE, orders)))


def code_of(n: int) -> str:
    """The tag code of the n-th piece."""
    return make_code(11, n)


def _whole(model: type, **values: object) -> tuple[object, ...]:
    """A whole row of a descriptive table from what is not its default."""
    shape = shape_of(model)
    row = list(shape.defaults)
    for name, value in values.items():
        row[shape.positions[name]] = value
    return tuple(row)


def _pieces(w: Work, pick: random.Random, places: list[int], numbers: range) -> None:
    pieces, metals, codes, moves, weights, prices, steps = [], [], [], [], [], [], []
    for n in numbers:
        made, kind = new_id(), pick.choice(_KINDS)
        metal, fineness, colour = pick.choice(_METALS)
        said = f"{pick.choice(_FINDS).capitalize()} {kind} with {pick.choice(_STONES)}"
        pieces.append(
            _whole(Piece, id=made, category=kind, description=said, number=f"P10-26-{n:06d}")
        )
        metals.append(
            _whole(Metal, id=new_id(), piece_id=made, metal=metal, fineness=fineness, colour=colour)
        )
        codes.append((new_id(), code_of(n), "piece", made, None, 0))
        moves.append((new_id(), "piece", made, 1, pick.choice(places), None, None, None))
        weights.append(
            (new_id(), "piece", made, "gross_weight_mg", pick.randrange(900, 30_000), "", "")
        )
        cents = pick.randrange(100, 20_000) * 100
        prices.append((new_id(), "piece", made, "price", cents, "USD", "", ""))
        steps += [(new_id(), "piece", made, "", "intake", ""), (new_id(), "piece", made, "intake", "free", "")]  # fmt: skip
    for model, rows in (
        (Piece, pieces),
        (Metal, metals),
        (Code, codes),
        (Move, moves),
        (Measured, weights),
        (Priced, prices),
        (Transition, steps),
    ):
        w.add_rows(model, rows)


def _orders(w: Work, pick: random.Random, numbers: range) -> None:
    clients, contacts, orders, lines, payments, steps = [], [], [], [], [], []
    for n in numbers:
        if n % 5 == 0:
            given, family = pick.choice(_GIVEN), pick.choice(_FAMILIES)
            client, name, mail = new_id(), f"{given} {family}", f"c{n}@example.com"
            clients.append(
                _whole(Party, id=client, family=family, given=given, display=name, is_client=1)
            )
            contacts.append(
                _whole(Contact, id=new_id(), party_id=client, purpose="email", value=mail)
            )
        made, total = new_id(), pick.randrange(90, 9000) * 100
        orders.append(
            _whole(
                SalesOrder,
                id=made,
                number=f"#{100_000 + n}",
                party_id=client,
                currency="USD",
                ordered_at=NEWEST_MS - (200_000 - n) * DAY_MS // 300,
                stated_total_minor=total,
                email=mail,
                bill_name=name,
                ship_name=name,
                ship_city=pick.choice(("Lyon", "Boston", "İzmir", "Leeds")),
                ship_country="FR",
                financial_status="paid",
            )
        )
        for at in (1, 2):
            said = (
                f"{pick.choice(_STONES).capitalize()} {pick.choice(_FINDS)} {pick.choice(_KINDS)}"
            )
            lines.append(
                _whole(
                    OrderLine,
                    id=new_id(),
                    order_id=made,
                    position=at,
                    name=said,
                    sku=f"SKU-{pick.randrange(4000)}",
                    unit_minor=total // 2,
                )
            )
        payments.append((new_id(), made, total, "USD", "card", f"p{n}", None))
        steps.append((new_id(), "order", made, "", "imported", ""))
        state = pick.choices(("shipped", "review", "on_hold"), (980, 14, 6))[0]
        reason = "address" if state == "on_hold" else ""
        steps.append((new_id(), "order", made, "imported", state, reason))
    for model, rows in (
        (Party, clients),
        (Contact, contacts),
        (SalesOrder, orders),
        (OrderLine, lines),
        (Payment, payments),
        (Transition, steps),
    ):
        w.add_rows(model, rows)

"""Orders made up at random, written as an export and read back, say what was made up."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.money import plain
from app.exchange.shopify_columns import USUAL
from app.exchange.shopify_orders import read
from tests.exchange.make_orders import Cells, as_csv, flat, line, order

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(
    lambda text: text.strip().lstrip("'")
)
LINE = st.tuples(TEXT, st.integers(0, 10**7), st.integers(1, 20), TEXT)


@st.composite
def made_order(draw: st.DrawFn, number: int = 0) -> dict[str, Any]:
    """An order as plain values, with the amounts that follow from them."""
    lines = draw(st.lists(LINE, min_size=1, max_size=6))
    goods = sum(price * count for _, price, count, _ in lines)
    discount = draw(st.integers(0, goods))
    shipping, tax = draw(st.integers(0, 10**5)), draw(st.integers(0, 10**5))
    included = draw(st.booleans())
    return {
        "lines": lines,
        "discount": discount,
        "shipping": shipping,
        "tax": tax,
        "included": included if tax else None,
        "total": goods - discount + shipping + (0 if included else tax),
        "subtotal": goods - discount,
        "currency": draw(st.sampled_from(["USD", "EUR", "JPY", "KWD"])),
        "note": draw(TEXT),
        "at": draw(st.integers(1_600_000_000, 1_800_000_000)),
    }


def rows(number: int, made: dict[str, Any]) -> list[Cells]:
    currency = str(made["currency"])

    def money(key: str) -> str:
        return plain(int(str(made[key])), currency)

    told = [
        line(name or "x", plain(price, currency), str(count), sku=sku)
        for name, price, count, sku in made["lines"]
    ]
    at = datetime.fromtimestamp(int(str(made["at"])), UTC)
    return order(
        *told,
        Name=f"#{number}",
        Id=str(10**12 + number),
        Currency=currency,
        Subtotal=money("subtotal"),
        Discount_Amount=money("discount"),
        Shipping=money("shipping"),
        Taxes=money("tax"),
        Total=money("total"),
        Refunded_Amount=plain(0, currency),
        Outstanding_Balance=plain(0, currency),
        Notes=str(made["note"]),
        Created_at=f"{at:%Y-%m-%d %H:%M:%S} +0000",
    )


@settings(deadline=None)
@given(
    st.lists(made_order(), min_size=1, max_size=5),
    st.randoms(use_true_random=False),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
)
def test_what_was_made_up_is_read(
    made: list[dict[str, Any]],
    chance: random.Random,
    encoding: str,
    delimiter: str,
    sorted_: bool,
) -> None:
    all_rows = flat(rows(1000 + place, one) for place, one in enumerate(made))
    columns = list(USUAL)
    chance.shuffle(columns)
    content = as_csv(all_rows, columns, delimiter=delimiter, encoding=encoding)
    found = read(content, currency="CHF")
    assert [told.name for told in found.orders] == [
        f"#{1000 + place}" for place in range(len(made))
    ]
    for told, one in zip(found.orders, made, strict=True):
        assert told.refusals == ()
        assert told.difference_minor == 0
        assert told.total_minor == one["total"]
        assert told.ordered_at == int(str(one["at"])) * 1000
        assert told.note == one["note"]
        assert [(x.name, x.unit_minor, x.quantity, x.sku) for x in told.lines] == [
            (name or "x", *rest) for name, *rest in one["lines"]
        ]
        given_off = sum(x.discount_minor for x in told.lines)
        assert given_off in (0, one["discount"])

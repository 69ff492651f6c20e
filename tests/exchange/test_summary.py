"""The result of an import for programs."""

from __future__ import annotations

import json

from app.exchange.shopify_orders import read
from app.exchange.summary import OUTCOMES, of_import, totals
from tests.exchange.make_files import FOLDER, TIP
from tests.exchange.make_orders import as_csv, flat, line, order


def test_lines_units_and_totals_are_those_of_orders_that_are_not_refused() -> None:
    found = read(
        as_csv(
            flat(
                [
                    order(line("Ring", "44.99"), TIP, Subtotal="44.99", Total="57.49"),
                    order(
                        line("Bead", "25.00", "4"),
                        Name="#2",
                        Id="2",
                        Cancelled_at="2026-03-04 10:00:00 +0000",
                    ),
                    order(Name="#3", Id="3", Currency="JPY", Subtotal="100", Total="100"),
                    order(line("Pin", "100.00", "?"), Name="#4", Id="4"),
                ]
            )
        )
    )
    made = of_import(found, {"new": 3, "refused": 1}, saved=False)
    assert made["orders"] == {"new": 3, "unchanged": 0, "changed": 0, "held": 0, "refused": 1}
    assert (made["lines"], made["units"]) == (4, 7)
    assert made["totals"] == {"JPY": "100", "USD": "157.49"}
    (problem,) = made["problems"]
    assert (problem["row"], problem["field"], problem["code"]) == (
        6,
        "Lineitem quantity",
        "quantity",
    )
    assert problem["reason"]
    assert json.loads(json.dumps(made)) == made


def test_a_file_without_totals_leaves_the_currency_out_and_says_so() -> None:
    columns = [
        "Name",
        "Created at",
        "Currency",
        "Lineitem name",
        "Lineitem quantity",
        "Lineitem price",
    ]
    found = read(as_csv(order(), columns))
    made = of_import(found, {"new": 1}, saved=True)
    assert made["totals"] == {}
    assert (1, "Total", "column_missing") in {
        (p["row"], p["field"], p["code"]) for p in made["problems"]
    }
    assert made["saved"] is True


def test_the_sums_of_the_main_file() -> None:
    found = read(FOLDER / "main_79.csv")
    counts = {"new": 36, "held": 2, "refused": 2}
    made = of_import(found, counts, saved=False)
    assert sum(made["orders"].values()) == len(found.orders)
    assert list(made["orders"]) == list(OUTCOMES)
    assert set(made["totals"]) == {"EUR", "JPY", "KWD", "TRY", "USD"}
    assert totals(found.orders[:1]) == {"USD": "1628.00"}

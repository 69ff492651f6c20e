"""The orders list: saved views, search, columns, neighbours, and that its queries stay quick."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.services import imports
from app.services.lists import FirstPage, open_list
from app.services.order_lists import (
    OLDEST,
    QUEUE,
    SORTS,
    VIEWS,
    OrderRow,
    neighbours,
    order_row,
    orders_list,
    view_counts,
    view_of,
)
from app.services.orders import set_promise
from app.services.today import preview
from app.shop import Shop
from tests.exchange.make_files import special
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of

TODAY = "2026-11-25"  # a Wednesday


@pytest.fixture
def db(house: Shop, staff: dict[str, Actor], house_db: Database) -> Database:
    imports.apply(house, staff["olga"], file_of(*special(), *make_orders(60, seed=3, first=1101)))
    return house_db


def listed(db: Database, *asked: object, **named: object) -> list[OrderRow]:
    first = next(open_list(db, orders_list(*asked, **named), "w"))  # type: ignore[arg-type]
    assert isinstance(first, FirstPage)
    return list(first.rows.rows)


@pytest.mark.parametrize("view", [view.code for view in VIEWS])
def test_every_view_counts_what_it_shows(db: Database, view: str) -> None:
    query = orders_list(view, today=TODAY)
    assert view_counts(db, today=TODAY)[view] == len(db.rows(query.ids_sql, query.params))


@pytest.mark.parametrize("sort", list(SORTS))
def test_every_column_sorts_both_ways(db: Database, sort: str) -> None:
    up = orders_list("all", "", sort, False)
    down = orders_list("all", "", sort, True)
    rising = [row[0] for row in db.rows(up.ids_sql, up.params)]
    assert rising == [row[0] for row in db.rows(down.ids_sql, down.params)][::-1]


def test_a_row_shows_the_order(db: Database) -> None:
    (row,) = listed(db, "all", "1042")
    assert (row.number, row.client, row.what) == (
        "#1042",
        "James Ashworth",
        "Solitaire Ring - 18K Yellow Gold / 6",
    )
    assert (row.more_lines, row.total_minor, row.currency) == (2, 162_800, "USD")
    assert (row.chip.text, row.hold_reason) == ("On hold", "unknown SKU")
    assert order_row(db, row.id) == row
    assert order_row(db, 1) is None


@pytest.mark.parametrize("words", ["ashw", "ashworth jam", "solitaire", "chn-45", "#1042", "1042"])
def test_words_find_by_client_number_and_goods(db: Database, words: str) -> None:
    assert "#1042" in [row.number for row in listed(db, "all", words)]


@pytest.mark.parametrize("words", ['"', "*", "a*b", "'; DROP", "—", "  "])
def test_no_search_is_an_error(db: Database, words: str) -> None:
    listed(db, "all", words)


def test_due_this_week_is_open_and_promised_until_sunday(
    db: Database, house: Shop, staff: dict[str, Actor]
) -> None:
    review = [row.id for row in listed(db, "review")][:3]
    for order_id, day in zip(review, ("2026-11-24", "2026-11-29", "2026-11-30"), strict=True):
        with house.work(staff["olga"], "promise") as w:
            set_promise(w, order_id, day)
    rows = listed(db, "due", today=TODAY)
    assert [(row.id, row.overdue) for row in sorted(rows, key=lambda r: r.due_on)] == [
        (review[0], True),
        (review[1], False),
    ]


def test_the_neighbours_of_an_order_in_its_view(db: Database) -> None:
    ids = [row.id for row in listed(db, "review")]
    found = neighbours(db, ids[1], "review")
    assert (found.place, found.before, found.after) == (2, ids[0], ids[2])
    assert found.count == len(ids)
    held = listed(db, "on_hold")[0].id
    assert neighbours(db, held, "review").place == 0
    assert neighbours(db, held, "review").after == ids[0]


def test_a_review_from_today_goes_on_in_the_order_that_today_shows(
    db: Database, house: Shop, staff: dict[str, Actor]
) -> None:
    lines = preview(db, house.settings, staff["olga"], "orders_to_review", 500)
    found = neighbours(db, lines[0].id, "review", QUEUE)
    assert (found.place, found.before) == (1, None)
    gone = [lines[0].id]
    while found.after is not None:
        gone.append(found.after)
        found = neighbours(db, found.after, "review", QUEUE)
        assert (found.place, found.before) == (len(gone), gone[-2])
    assert gone == [line.id for line in lines]
    assert found.place == found.count == len(gone)


def test_a_list_that_begins_with_the_oldest_goes_on_so(db: Database) -> None:
    ids = [row.id for row in listed(db, "review", "", "placed", False)]
    found = neighbours(db, ids[1], "review", OLDEST)
    assert (found.place, found.before, found.after) == (2, ids[0], ids[2])


def test_an_unknown_view_is_the_first_one() -> None:
    assert view_of("no such view") is VIEWS[0]


@pytest.mark.parametrize("view", [view.code for view in VIEWS])
def test_no_view_reads_the_whole_table(db: Database, view: str) -> None:
    query = orders_list(view, today=TODAY)
    plan = [row[3] for row in db.rows(f"EXPLAIN QUERY PLAN {query.ids_sql}", query.params)]
    assert any("USING COVERING INDEX" in step or "USING INDEX" in step for step in plan), plan
    assert not any(step.startswith("SCAN o") and "INDEX" not in step for step in plan), plan

"""Two PCs import the same file apart: its rows are one, and nothing is a conflict."""

from __future__ import annotations

from app.domain.actors import Actor
from app.exchange.orders import OrdersFile
from app.services import imports
from app.services.check import check
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.sync.meeting import Hub, digests, now_tables, together

Houses = tuple[Shop, Shop, Hub]


def some_file(seed: int = 9) -> OrdersFile:
    return file_of(w06(), *make_orders(60, seed=seed))


def agree(a: Shop, b: Shop, hub: Hub) -> None:
    """Both meet, without conflict or case, and end with the same rows, projections and no fault."""
    results = together(a, b, hub)
    assert [result.lost for result in results] == [[]] * 5
    assert [result.cases for result in results] == [[]] * 5
    assert len(digests(a, b)) == 1
    assert now_tables(a) == now_tables(b)
    for shop in (a, b):
        report = check(shop)
        assert report.clean, [problem.sentence for problem in report.problems]


def test_both_import_one_file(houses: Houses, staff: dict[str, Actor]) -> None:
    a, b, hub = houses
    file = some_file()
    first = imports.apply(a, staff["olga"], file)
    second = imports.apply(b, staff["emma"], file)
    assert first.saved == second.saved == 61
    agree(a, b, hub)
    with b.replaying() as db:
        assert db.value("SELECT count(*) FROM sales_order") == 61
        assert db.value("SELECT count(*) FROM order_source") == 2 * 61
        assert db.value("SELECT count(*) FROM repeated") > 0


def test_files_that_overlap_become_one_list(houses: Houses, staff: dict[str, Actor]) -> None:
    a, b, hub = houses
    orders = make_orders(60, seed=9)
    imports.apply(a, staff["olga"], file_of(*orders[:40]))
    imports.apply(b, staff["olga"], file_of(*orders[20:]))
    agree(a, b, hub)
    with a.replaying() as db:
        assert db.value("SELECT count(*) FROM sales_order") == 60


def test_a_file_imported_again_after_the_meeting_changes_nothing(
    houses: Houses, staff: dict[str, Actor]
) -> None:
    a, b, hub = houses
    imports.apply(a, staff["olga"], some_file())
    together(a, b, hub)
    before = digests(b)
    assert imports.apply(b, staff["olga"], some_file()).counts["unchanged"] == 61
    assert digests(a, b) == before


def test_an_import_taken_back_here_and_made_there_ends_alike(
    houses: Houses, staff: dict[str, Actor]
) -> None:
    a, b, hub = houses
    file = some_file()
    imports.apply(a, staff["olga"], file)
    imports.undo_import(a, staff["olga"], file.sha256)
    imports.apply(b, staff["olga"], file)
    together(a, b, hub)
    assert len(digests(a, b)) == 1
    assert now_tables(a) == now_tables(b)
    for shop in (a, b):
        report = check(shop)
        assert report.clean, [problem.sentence for problem in report.problems]

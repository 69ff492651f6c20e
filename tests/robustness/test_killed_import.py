"""Killed at any moment between file and job bag: what was said to be saved is there, nothing half."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.services import imports
from app.services.check import check
from app.services.order_checks import checks
from app.services.orders import order_by_number
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.robustness.killing import KEY, run_and_kill
from tests.robustness.order_steps import ORDERS, SLICE
from tests.services.order_desk import furnished_counter

SAID = 16  # lines that an undisturbed run says


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_order_leaves_a_whole_shop(
    house: Shop, staff: dict[str, Actor], seed: int
) -> None:
    killed(house, staff, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 23))
def test_a_killed_order_leaves_a_whole_shop_many_times(
    house: Shop, staff: dict[str, Actor], seed: int
) -> None:
    killed(house, staff, seed)


def killed(house: Shop, staff: dict[str, Actor], seed: int) -> None:
    """Kill the clerk after a chosen line and a few more milliseconds, then look at the shop."""
    tag = furnished_counter(house, staff).tag
    house.close()
    said = run_and_kill(seed, SAID, "order_steps", house.path, staff["olga"].user_id, tag)
    shop = Shop.open(house.path, KEY)
    reader = shop.reader()
    try:
        look(reader, said)
        report = check(shop)
        assert report.clean, [problem.sentence for problem in report.problems]
        goes_on(shop, reader, staff["olga"])
    finally:
        reader.close()
        shop.close()


def look(db: Database, said: list[str]) -> None:
    """Everything that was said is there; a slice is there whole or not at all, so is the job."""
    imported = max(
        (int(line.split()[1]) for line in said if line.startswith("imported")), default=0
    )
    orders = db.value("SELECT count(*) FROM sales_order")
    assert imported <= orders <= imported + SLICE
    assert orders % SLICE == 0 or orders == ORDERS
    assert db.value("SELECT count(*) FROM order_source") == orders
    assert db.value("SELECT count(*) FROM order_now WHERE lines = 0") == 0
    order_id = order_by_number(db, "#1042")
    if order_id is None:
        return
    ticked = {check.point for check in checks(db, order_id) if check.done}
    assert ticked >= {line.split()[1] for line in said if line.startswith("ticked")}
    jobs = db.rows("SELECT number, code, state, piece_id FROM job_now")
    assert len(jobs) >= ("sent" in said)
    state = db.value("SELECT state FROM order_now WHERE id = ?", (order_id,))
    place = db.value(
        "SELECT t.name FROM piece_now AS p JOIN place_tree AS t ON t.id = p.place_id"
        " WHERE p.number = 'P10-26-00418'"
    )
    if jobs:
        assert jobs[0][0] == "J10-26-00001"
        assert (state, jobs[0][2], len(jobs[0][1]), place) == ("in_work", "issued", 10, "BENCH-1")
    else:
        assert (state, place) == ("review", "TRAY-07")
    assert db.value("SELECT count(*) FROM document") <= len(jobs)
    assert db.value("SELECT count(*) FROM document") >= ("bag" in said)


def goes_on(shop: Shop, db: Database, olga: Actor) -> None:
    """The import is taken up where it stopped, and nothing comes twice."""
    had = db.value("SELECT count(*) FROM sales_order")
    done = imports.apply(shop, olga, file_of(w06(), *make_orders(ORDERS - 1, seed=9)))
    assert done.saved == ORDERS - had
    assert db.value("SELECT count(*) FROM sales_order") == ORDERS

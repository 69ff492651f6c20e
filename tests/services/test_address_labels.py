"""Address labels of orders: the parcel's way, with the order's own code."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotFoundError
from app.models.orders import SalesOrder
from app.printing.tag.readback import read_back
from app.services import print_store
from app.services.address_labels import address_values
from app.services.house_paper import JURISDICTION
from app.services.order_facts import order_facts
from app.services.print_batches import address_labels
from app.services.print_once import OnItsWayError
from app.services.sale_content import address_lines
from app.services.settings import put_quietly
from app.services.tags import roll_of
from app.services.turns import at_once
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


@pytest.fixture
def order(counter: Counter) -> int:
    return counter.bring(file_of(w06()))


def test_an_order_s_label_says_where_it_goes_and_reads_as_the_order(
    house: Shop, staff: dict[str, Actor], counter: Counter, order: int
) -> None:
    with pytest.raises(NotFoundError, match="no code yet"):
        counter.read(address_values, [order])
    with house.work(staff["olga"], "code") as w:
        code = w.code("order", order)
    (label,) = counter.read(address_values, [order])
    to = address_lines(counter.read(order_facts, order), "ship")
    assert tuple(label.spoken()) == to
    for stock in ("dymo-99012", "brother-dk-11208", "zebra-4x2", "a4-21-l7160"):
        roll = counter.read(roll_of, stock)
        drawn = roll.draw(label, 300)
        assert drawn.left_out == ()
        assert read_back(drawn.raster()) == code


def test_labels_of_a_batch_are_one_job_and_give_orders_their_codes(
    house: Shop, staff: dict[str, Actor], counter: Counter, order: int
) -> None:
    told = address_labels([order], house, staff["owen"], "", at_once)
    with print_store.reading(house) as db:
        job = print_store.stored_job(db, told.first("print_job"))
        assert (job.kind, job.subject_kind, job.subject_id) == ("tag", "order", order)
        assert job.title == "Address label of #1042"
        client = counter.value("SELECT ship_name FROM sales_order WHERE id = ?", order)
        names = [job.file_name, *(part.name for part in job.parts)]
        assert client
        assert not any(word in name for name in names for word in str(client).split())
    with pytest.raises(OnItsWayError):
        address_labels([order], house, staff["owen"], "", at_once)


def test_an_order_without_an_address_is_refused_by_its_number(
    house: Shop, staff: dict[str, Actor], counter: Counter, order: int
) -> None:
    empty = {
        f"{side}_{part}": "" for side in ("ship", "bill") for part in ("lines", "city", "postcode")
    }
    counter.say("edit", "mia", lambda w: w.edit(SalesOrder, order, **empty))
    with pytest.raises(NotFoundError, match="#1042 has no address"):
        address_labels([order], house, staff["owen"], "", at_once)
    other = counter.say("order", "mia", lambda w: w.add(SalesOrder, **_copy(counter, order)))
    told = address_labels([order, other], house, staff["owen"], "", at_once)
    assert told.message.endswith("Without an address: #1042")
    with print_store.reading(house) as db:
        assert print_store.stored_job(db, told.first("print_job")).subject_id == other


def _copy(counter: Counter, order: int) -> dict[str, object]:
    """The columns of another order that does have an address."""
    told = dict(counter.read(order_facts, order).values)
    for column in ("id", "removed", "changed", "hlc", "work_id"):
        told.pop(column, None)
    return {
        **told,
        "number": "#1043",
        "ship_name": "Ada",
        "ship_lines": "1 Lane",
        "ship_city": "Bath",
    }


def test_the_house_s_own_country_is_left_out(
    house: Shop, staff: dict[str, Actor], counter: Counter, order: int
) -> None:
    with house.work(staff["olga"], "code") as w:
        w.code("order", order)
    country = str(counter.value("SELECT ship_country FROM sales_order WHERE id = ?", order))
    (abroad,) = counter.read(address_values, [order])
    counter.say("settings", "mia", lambda w: put_quietly(w, JURISDICTION, f"{country}-XX"))
    (at_home,) = counter.read(address_values, [order])
    assert len(tuple(at_home.spoken())) == len(tuple(abroad.spoken())) - 1

"""Address labels of orders: the parcel's way, with the order's own code."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotFoundError
from app.printing.tag.readback import read_back
from app.services.address_labels import address_values, lines_of
from app.services.orders import AddressCard
from app.services.tags import roll_of
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import furnished_counter


@pytest.mark.parametrize(
    ("name", "lines", "country", "printed"),
    [
        ("Clara Whitcombe", ("14 Long Lane", "BA1 2LP Bath"), "GB", 4),
        ("", ("14 Long Lane",), "", 1),
        ("Clara", ("c/o Hallam", "Flat 2", "14 Long Lane", "BA1 2LP Bath", "Somerset"), "GB", 5),
    ],
)
def test_an_address_has_five_lines_and_loses_none(
    name: str, lines: tuple[str, ...], country: str, printed: int
) -> None:
    found = lines_of(AddressCard(name, lines, country))
    assert len(found) == printed
    assert ", ".join(found) == ", ".join(part for part in (name, *lines, country) if part)


def test_an_order_s_label_says_where_it_goes_and_reads_as_the_order(
    house: Shop, staff: dict[str, Actor]
) -> None:
    counter = furnished_counter(house, staff)
    order_id = counter.bring(file_of(w06()))
    with pytest.raises(NotFoundError, match="no code yet"):
        counter.read(address_values, [order_id])
    with house.work(staff["olga"], "code") as w:
        code = w.code("order", order_id)
    (label,) = counter.read(address_values, [order_id])
    to = counter.card(order_id).ship_to
    assert list(label.spoken()) == lines_of(to)
    for stock in ("dymo-99012", "brother-dk-11208", "zebra-4x2", "a4-21-l7160"):
        roll = counter.read(roll_of, stock)
        drawn = roll.draw(label, 300)
        assert drawn.left_out == ()
        assert read_back(drawn.raster()) == code

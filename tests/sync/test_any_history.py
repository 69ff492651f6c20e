"""Whatever two PCs do apart, in whatever order they meet: both end with the same, and it holds."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from app.domain.actors import Actor
from app.photos import shut_down
from app.services import imports
from app.services.check import check
from app.services.photos import keep_photo
from app.services.settings import PRINT_FOLDER, put_here
from app.shop import Shop
from tests.conftest import SHOP_KEY
from tests.exchange.make_files import w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.services.any_sequence import Shopful
from tests.services.any_sequence_steps import ALL
from tests.services.conftest import picture
from tests.services.order_desk import furnished_counter
from tests.sync.meeting import digests, now_tables, together, two_copies

MEETINGS = 4
STEPS_APART = 14


@pytest.mark.parametrize("seed", range(2))
def test_any_history_of_two_shops_converges(
    house: Shop, staff: dict[str, Actor], tmp_path: Path, seed: int
) -> None:
    history(house, staff, tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 22))
def test_many_histories_of_two_shops_converge(
    house: Shop, staff: dict[str, Actor], tmp_path: Path, seed: int
) -> None:
    history(house, staff, tmp_path, seed)


def history(house: Shop, staff: dict[str, Actor], folder: Path, seed: int) -> None:
    """Both work by chance, meet now and then, work on, and meet at last."""
    chance = Random(seed)
    furnished_counter(house, staff)
    photos = [keep_photo(house, picture((n * 60, 90, 120)), f"{n}.jpg") for n in range(3)]
    shut_down()
    orders = make_orders(6, seed=7)
    files = [file_of(w06(), *orders[:4]), file_of(*orders[2:]), file_of(w06(Shipping_City="Leeds"))]
    with two_copies(house, SHOP_KEY, folder / "second") as (a, b, hub):
        both = []
        for n, shop in enumerate((a, b)):
            put_here(shop, PRINT_FOLDER, str(folder / f"printed{n}"))
            both.append(Shopful(shop, staff, Random(f"{seed}/{n}"), photos, files))
            imports.apply(shop, staff["olga"], files[n])
        for _ in range(MEETINGS):
            for one in both:
                for _ in range(chance.randrange(STEPS_APART)):
                    one.take_any()
            hub.meet(chance.choice((a, b)))
        together(a, b, hub)
        assert len(digests(a, b)) == 1
        assert now_tables(a) == now_tables(b)
        for shop in (a, b):
            found = [problem.sentence for problem in check(shop).problems]
            assert found == [], f"after {both[0].done} and {both[1].done}"
        assert both[0].done
        assert both[1].done
        assert len(ALL) >= len({*both[0].done, *both[1].done})

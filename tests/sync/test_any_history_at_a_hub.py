"""Whatever several PCs do apart with the real services, they end alike at a real hub, and it holds."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from app.domain.actors import Actor
from app.photos import shut_down
from app.services.check import check
from app.services.photos import keep_photo
from app.services.settings import PRINT_FOLDER, put_here
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.services.any_sequence import Shopful
from tests.services.any_sequence_steps import ALL
from tests.services.conftest import picture
from tests.services.order_desk import furnished_counter
from tests.sync.pcs import House, house_of, hub_url

PCS = 3
MEETINGS = 6
STEPS_APART = 8
STEPS = ("integrate", "integrated", "pushed", "acknowledged", "push")


class KilledError(Exception):
    """The program is killed here."""


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 13))]
)
def test_a_history_of_three_pcs_converges(
    house: Shop,
    staff: dict[str, Actor],
    hub_kind: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    seed: int,
) -> None:
    assert ALL  # the steps are known
    chance = Random(f"{hub_kind}/{seed}")
    furnished_counter(house, staff)
    photos = [keep_photo(house, picture((n * 60, 90, 120)), f"{n}.jpg") for n in range(3)]
    shut_down()
    orders = make_orders(6, seed=7)
    files = [file_of(w06(), *orders[:4]), file_of(*orders[2:]), file_of(w06(Shipping_City="Leeds"))]
    url = hub_url(hub_kind, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))
    with house_of(house, url, tmp_path, PCS) as made:
        kills = _work_apart(made, chance, staff, photos, files, tmp_path)
        made.together()
        made.agree()
        for pc in made.pcs:
            found = [problem.sentence for problem in check(pc.shop).problems]
            assert found == []
        assert kills or seed


def _work_apart(made: House, chance: Random, staff, photos, files, folder: Path) -> int:  # type: ignore[no-untyped-def]
    """All work by chance, meet now and then, and are killed at some of the meetings."""
    kills = 0
    for turn in range(MEETINGS):
        for n, pc in enumerate(made.pcs):
            put_here(pc.shop, PRINT_FOLDER, str(folder / f"printed{n}"))
            worker = Shopful(pc.shop, staff, Random(f"{n}/{turn}"), photos, files)
            for _ in range(chance.randrange(STEPS_APART)):
                worker.take_any()
        pc = chance.choice(made.pcs)
        if turn % 2:
            at = chance.choice(STEPS)

            def kill(step: str, at: str = at) -> None:
                if step == at:
                    raise KilledError

            pc.step = kill
            try:
                pc.meet()
            except KilledError:
                kills += 1
            pc.open_again()
        else:
            pc.meet()
    return kills

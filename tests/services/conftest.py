"""Consignors, pieces and photos for the tests of the stock desks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.domain.actors import Actor
from app.models.database import Database
from app.photos import Photo, shut_down
from app.services.agreements import draft_agreement
from app.services.photos import keep_photo
from app.services.piece_forms import MetalForm, PieceForm
from app.services.take_in import take_in
from app.shop import Shop
from tests.consignor import add_clara
from tests.services.two_pcs import second_pc

RING = PieceForm(
    "ring",
    "Platinum solitaire ring",
    metals=(MetalForm("platinum", 950),),
    weight_mg=4_620,
    agreed_minor=520_000,
    reserve_minor=440_000,
)


def picture(colour: tuple[int, int, int] = (200, 180, 160), side: int = 40) -> bytes:
    """A small JPEG of one colour."""
    made = BytesIO()
    Image.new("RGB", (side, side), colour).save(made, "JPEG")
    return made.getvalue()


@pytest.fixture(name="picture")
def picture_maker() -> Callable[..., bytes]:
    """Makes small JPEGs: ``picture((r, g, b), side)``."""
    return picture


@pytest.fixture
def ring_form() -> PieceForm:
    """A platinum ring as typed at take-in: 4.620 g, agreed 5,200.00, reserve 4,400.00."""
    return RING


@pytest.fixture
def ring(house: Shop, staff: dict[str, Actor], agreement: int) -> int:
    """That ring, taken in: C10-26-00001, in the take-in drawer."""
    with house.work(staff["sara"], "take_in") as w:
        return take_in(w, agreement, RING).first("piece")


@pytest.fixture
def places(house_db: Database) -> dict[str, int]:
    """The house's places by name."""
    return dict(house_db.rows("SELECT name, id FROM place"))


@pytest.fixture
def photo_of(house: Shop) -> Iterator[Callable[[int], Photo]]:
    """Photos kept in the house's store, a different one for each number."""
    yield lambda n: keep_photo(house, picture((n % 256, 90, 120)), f"{n}.jpg")
    shut_down()


@pytest.fixture
def clara(house: Shop, staff: dict[str, Actor]) -> int:
    """Clara Whitcombe, a consignor whose passport was seen."""
    return add_clara(house, staff["sara"])


@pytest.fixture
def agreement(house: Shop, staff: dict[str, Actor], clara: int) -> int:
    """A draft agreement with Clara on the house's usual terms."""
    with house.work(staff["sara"], "draft_agreement") as w:
        return draft_agreement(w, clara).first("agreement")


@pytest.fixture
def two(house: Shop, tmp_path: Path) -> Iterator[tuple[Shop, Shop]]:
    """The house on two PCs that know the same and have not met since."""
    other = second_pc(house, tmp_path / "other")
    yield house, other
    other.close()


@pytest.fixture
def olga(staff: dict[str, Actor]) -> Actor:
    """The order clerk, who imports."""
    return staff["olga"]

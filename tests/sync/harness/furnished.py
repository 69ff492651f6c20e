"""The shop that each history begins with, made once: a counter with pieces, people, photos, files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.domain.actors import Actor
from app.exchange.orders import OrdersFile
from app.photos import Photo, shut_down
from app.services import imports
from app.services.people import people_list
from app.services.photos import keep_photo
from app.shop import Shop
from tests.conftest import SHOP_KEY
from tests.exchange.make_files import w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.services.conftest import picture
from tests.services.order_desk import furnished_counter


@dataclass(frozen=True)
class Furnished:
    """The closed shop in ``folder``, its people, and what comes into it from outside."""

    folder: Path
    staff: dict[str, Actor]
    photos: Sequence[Photo]
    files: Sequence[OrdersFile]

    def copy(self, folder: Path) -> Shop:
        """A shop of one's own, opened."""
        shutil.copytree(self.folder, folder)
        return Shop.open(folder, SHOP_KEY)


def furnish(founded: Path, folder: Path) -> Furnished:
    """Put the counter, photos and an import into a copy of the founded shop."""
    shutil.copytree(founded, folder)
    shop = Shop.open(folder, SHOP_KEY)
    try:
        reader = shop.reader()
        staff = {person.login: person.actor for person in people_list(reader)}
        reader.close()
        furnished_counter(shop, staff)
        photos = [keep_photo(shop, picture((n * 60, 90, 120)), f"{n}.jpg") for n in range(3)]
        shut_down()
        orders = make_orders(6, seed=7)
        files = [
            file_of(w06(), *orders[:4]),
            file_of(*orders[2:]),
            file_of(w06(Shipping_City="Leeds")),
            *(file_of(*make_orders(2, seed=seed, first=2000 * seed)) for seed in (1, 2, 3)),
        ]
        imports.apply(shop, staff["olga"], files[0])
        return Furnished(folder, staff, photos, files)
    finally:
        shop.close()


@contextmanager
def fast_folder() -> Iterator[Path]:
    """A folder in memory where the system has one: what is tested here is not the disk."""
    memory = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(prefix="parure-", dir=memory if memory.is_dir() else None))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)

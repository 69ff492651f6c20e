"""What tests of windows need: the application dressed once, readers and writers that end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.models.database import Database
from app.shop import Shop, ShopSettings
from app.views.frame.desk import Desk, Session
from app.views.pool import Pool
from app.views.reader import Reader
from app.views.theme import Theme
from app.views.writer import Writer

KEY = bytes(32)
OLGA = Actor(1001, "olga", "Olga Marchenko", frozenset({"OC", "MG"}))


@pytest.fixture(scope="session")
def dress(qapp: QApplication) -> Theme:
    """The application in the light theme."""
    return Theme(qapp, "light")


@pytest.fixture
def dressed(dress: Theme) -> Iterator[Theme]:
    """The theme, put back to light afterwards."""
    yield dress
    dress.set_mode("light")


@pytest.fixture
def settings_file(tmp_path: Path) -> QSettings:
    """This PC's window settings in a file of the test's own."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """An encrypted database with 5,000 things, a search index over them, and an index by value."""
    path = tmp_path / "many.db"
    db = Database(path, KEY, free=True)
    fill_things(db, 5000)
    db.close()
    return path


def fill_things(db: Database, count: int) -> None:
    """A table like an order list's projection, and its search index."""
    db.run("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, value INTEGER)")
    db.run("CREATE INDEX thing_value ON thing (value)")
    db.run("CREATE VIRTUAL TABLE words USING fts5(name, prefix='1 2 3')")
    names = ("Emerald halo ring", "Signet ring", "Opal pendant", "Tennis bracelet", "Pearl strand")
    db.run("BEGIN")
    db.run_many(
        "INSERT INTO thing VALUES (?, ?, ?)",
        (((2**62) + n, f"{names[n % 5]} {n}", (n * 7919) % 100_003) for n in range(count)),
    )
    db.run("INSERT INTO words (rowid, name) SELECT id, name FROM thing")
    db.run("COMMIT")


@pytest.fixture
def reading(qapp: QApplication) -> Iterator[Callable[..., Reader]]:
    """Makes readers over a path, and ends them."""
    made: list[Reader] = []

    def make(path: Path, **more: Any) -> Reader:
        reader = Reader(lambda: Database(path, KEY, readonly=True), **more)
        made.append(reader)
        return reader

    yield make
    for reader in made:
        reader.close()
        reader.deleteLater()


class StubShop:
    """A shop without a file, for commands that only return."""

    settings = ShopSettings("Hallam & Vey", "USD", "America/New_York", "three", 10, "en_US")

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.threads: set[str] = set()

    def run(self, name: str) -> Changes:
        """Note that a command ran, and where."""
        self.ran.append(name)
        self.threads.add(threading.current_thread().name)
        return Changes.of(f"{name} done", thing=1)


@pytest.fixture
def stub_shop() -> StubShop:
    return StubShop()


@pytest.fixture
def writer(qapp: QApplication, stub_shop: StubShop) -> Iterator[Writer]:
    """A writer over a shop without a file."""
    made = Writer(stub_shop)  # type: ignore[arg-type]
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def pool(qapp: QApplication) -> Iterator[Pool]:
    made = Pool()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A real, empty shop."""
    made = Shop.create(
        tmp_path / "shop", KEY, name="Hallam & Vey", currency="USD", zone="America/New_York"
    )
    yield made
    made.close()


@pytest.fixture
def desk(
    many: Path, reading: Callable[..., Reader], writer: Writer, pool: Pool, dress: Theme
) -> Iterator[Desk]:
    """A desk at which Olga works, over 5,000 things."""
    made = Desk(reading(many), writer, pool, StubShop.settings, Session(OLGA))
    yield made
    made.deleteLater()


@pytest.fixture
def real_desk(shop: Shop, pool: Pool, dress: Theme) -> Iterator[Desk]:
    """A desk at which Olga works in a real, empty shop."""
    reader, writer = Reader(shop.reader), Writer(shop)
    made = Desk(reader, writer, pool, shop.settings, Session(OLGA))
    yield made
    writer.close()
    reader.close()
    for thing in (made, writer, reader):
        thing.deleteLater()

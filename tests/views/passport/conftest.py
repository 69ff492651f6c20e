"""A house that was founded two months ago, with a ring that has lived since; the window on it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.ids import ToldClock, now_ms, telling_time
from app.photos import shut_down
from app.services.founding import FOUNDER, found_shop
from app.services.people import create_user, people_list
from app.services.undo import undo
from app.shop import Shop
from app.views.frame.desk import Desk, Session
from app.views.frame.window import MainWindow
from app.views.pages import PAGES
from app.views.passport.page import PassportPage
from app.views.pool import Pool
from app.views.reader import Reader
from app.views.theme import Theme
from app.views.writer import Writer
from tests.conftest import PASSWORD, SHOP_KEY, STAFF
from tests.services.passport_fixtures import DAY, Lived, live
from tests.views.floor import NONE

PATIENCE_MS = 20_000


@pytest.fixture(scope="session")
def old_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of that house, closed."""
    folder = tmp_path_factory.mktemp("old") / "shop"
    begin = (now_ms() // DAY - 40) * DAY + DAY * 3 // 4  # midday in New York
    with telling_time(ToldClock(begin - 20 * DAY)):
        shop = found_shop(
            folder, name="Hallam & Vey", currency="USD", zone="America/New_York", people="more",
            login="first", display="First Person", password=PASSWORD, key=SHOP_KEY,
        ).shop  # fmt: skip
        with shop.work(FOUNDER, "add_people") as w:
            for login, (display, role) in STAFF.items():
                create_user(w, login, display, PASSWORD, (role,))
    reader = shop.reader()
    staff = {person.login: person.actor for person in people_list(reader)}
    places: dict[str, int] = dict(reader.rows("SELECT name, id FROM place"))
    reader.close()
    life = live(shop, staff, places, begin)
    shop.close()
    shut_down()
    (folder / "lived.json").write_text(json.dumps([life.piece, life.begin]))
    return folder


@pytest.fixture
def house(old_shop: Path, tmp_path: Path) -> Iterator[Shop]:
    """The house, open."""
    shutil.copytree(old_shop, tmp_path / "house")
    opened = Shop.open(tmp_path / "house", SHOP_KEY)
    yield opened
    opened.close()


@pytest.fixture
def lived(old_shop: Path) -> Lived:
    """The ring."""
    return Lived(*json.loads((old_shop / "lived.json").read_text()))


@dataclass
class Hands:
    """The window with hands on the keys."""

    window: MainWindow
    qtbot: QtBot
    lived: Lived
    house: Shop

    def press(self, key: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, mods)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def until(self, ready: object) -> None:
        """Wait until something holds."""
        assert callable(ready)
        self.qtbot.waitUntil(lambda: bool(ready()), timeout=PATIENCE_MS)

    @property
    def focus(self) -> str:
        """The name of what has the keys."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""

    def passport(self) -> PassportPage:
        """The ring's passport, read and answered."""
        self.window.navigate("passport", self.lived.piece)
        page = self.window.page
        assert isinstance(page, PassportPage)
        self.until(lambda: page.shown and page.moment and page.moment.at == page.at)
        return page

    def answered(self, page: PassportPage) -> str:
        """Wait for the answer at the cursor; the place that it says."""
        self.until(lambda: page.moment and page.moment.at == page.at)
        assert page.moment is not None
        return page.moment.place


@pytest.fixture
def hands(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    pool: Pool,
    dressed: Theme,
    settings_file: QSettings,
    lived: Lived,
) -> Iterator[Hands]:
    """Mia, who is a manager, at the window."""
    reader, writer = Reader(house.reader), Writer(house)
    desk = Desk(reader, writer, pool, house.settings, Session(staff["mia"]), undo=undo)
    window = MainWindow(desk, PAGES, dressed, settings_file)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Hands(window, qtbot, lived, house)
    window.close()
    pool.close()
    writer.close()
    reader.close()
    shut_down()
    for thing in (desk, writer, reader):
        thing.deleteLater()

"""What every page of the program inherits: names, commands, focus, room for its words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.shop import Shop
from app.views.frame.desk import Desk, Session
from app.views.frame.window import MainWindow
from app.views.pages import PAGES
from app.views.pool import Pool
from app.views.reader import Reader
from app.views.theme import Theme
from app.views.widgets.list_view.table_view import TableView
from app.views.writer import Writer
from tests.views.page_checks import check_page, check_title, pseudo, settle

KEYS = [spec.key for spec in PAGES]


@pytest.fixture
def window(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    pool: Pool,
    dressed: Theme,
    settings_file: QSettings,
) -> Iterator[MainWindow]:
    """The program's own window on an empty house, with a manager at it."""
    reader, writer = Reader(house.reader), Writer(house)
    manager = next(person for person in staff.values() if "MG" in person.roles)
    desk = Desk(reader, writer, pool, house.settings, Session(manager))
    made = MainWindow(desk, PAGES, dressed, settings_file)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    yield made
    writer.close()
    reader.close()
    for thing in (desk, writer, reader):
        thing.deleteLater()


@pytest.mark.parametrize("key", KEYS)
def test_a_page_has_names_commands_focus_and_room(
    qtbot: QtBot, window: MainWindow, key: str
) -> None:
    window.navigate(key)
    page = window.page
    assert page is not None
    check_title(page)
    check_page(qtbot, page)


def test_no_two_lists_share_a_name(window: MainWindow) -> None:
    """The widths of columns are kept by the list's name."""
    for key in KEYS:
        window.navigate(key)
    names = [view.accessibleName() for view in window.findChildren(TableView)]
    assert len(names) > 10
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("key", KEYS)
def test_a_page_has_room_for_a_longer_language(qtbot: QtBot, window: MainWindow, key: str) -> None:
    window.navigate(key)
    page = window.page
    assert page is not None
    pseudo(page)
    check_page(qtbot, page, sizes=[(1440, 900)])


@pytest.mark.parametrize("key", KEYS)
def test_a_page_scrolls_only_in_a_window_that_is_too_low(
    qtbot: QtBot, window: MainWindow, key: str
) -> None:
    window.navigate(key)
    page = window.page
    assert page is not None
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(lambda: page.width() > 900)
    assert page._area.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", [(1280, 800), (1366, 768)])
@pytest.mark.parametrize("key", KEYS)
def test_a_title_stands_whole_on_a_small_screen_at_150_percent(
    qtbot: QtBot, window: MainWindow, key: str, size: tuple[int, int]
) -> None:
    window.resize(*(length * 2 // 3 for length in size))
    window.show()
    window.navigate(key)
    page = window.page
    assert page is not None
    settle(page)
    assert window.width() == size[0] * 2 // 3, "the window is no wider than the screen"
    title = page.header._title
    assert title.width() >= title.fontMetrics().horizontalAdvance(title.text())
    if key != "compare":  # its tools are more than such a screen has room for
        assert page.header.minimumSizeHint().width() <= page.header.width()


def test_keys_and_titles_of_pages_are_their_own() -> None:
    assert len(set(KEYS)) == len(KEYS)
    titles = [spec.title for spec in PAGES if spec.section is not None]
    assert len(set(titles)) == len(titles)
    for spec in PAGES:
        assert not spec.under or spec.under in KEYS

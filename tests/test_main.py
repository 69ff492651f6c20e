"""The composition root: where things lie, the log, one instance, from the first start to the end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import keys, main
from app.domain.ids import new_id
from app.main import LAST_SHOP, THEME, Program
from app.services.founding import found_shop
from app.services.opening import data_folder, default_folder
from app.shop import Shop
from app.views.opening.other_shop import OtherShopPage
from app.views.opening.sign_in import SignInPage
from app.views.opening.trouble_page import TroublePage
from app.views.opening.welcome import WelcomePage
from tests.conftest import PASSWORD


@pytest.fixture
def kept(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    """Log files that a test began end with it."""
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    yield
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, kept: QSettings) -> Iterator[Program]:
    kept.setValue(THEME, "light")
    made = Program(qapp, kept)
    yield made
    made.close()
    if made.start:
        made.start.close()
        made.start.deleteLater()
    made.deleteLater()


def shop_in(folder: Path, login: str = "vera") -> Path:
    """A shop whose key lies on this PC, closed."""
    found_shop(
        folder,
        name="Hallam & Vey",
        currency="USD",
        zone="America/New_York",
        login=login,
        display="Vera Hallam" if login else "",
        password=PASSWORD if login else "",
    ).shop.close()
    return folder


def covering(program: Program) -> SignInPage:
    assert program.workplace is not None
    page = program.workplace.door.page
    assert isinstance(page, SignInPage)
    return page


# ---------------------------------------------------------------------- where things lie
def test_the_last_shop_is_opened_again_else_the_default_one(
    kept: QSettings, tmp_path: Path
) -> None:
    assert main.last_shop(kept) is None
    shop_in(default_folder())
    assert main.last_shop(kept) == default_folder()
    other = shop_in(tmp_path / "other")
    kept.setValue(LAST_SHOP, str(other))
    assert main.last_shop(kept) == other
    kept.setValue(LAST_SHOP, str(tmp_path / "gone"))
    assert main.last_shop(kept) == default_folder()


def test_logs_lie_in_the_shop_and_before_it_with_the_program(tmp_path: Path) -> None:
    assert main.log_folder(None) == data_folder() / "logs"
    folder = shop_in(tmp_path / "shop")
    assert main.log_folder(folder) == folder / "logs"


def test_the_log_rolls_over_and_a_second_start_takes_its_place(tmp_path: Path) -> None:
    main.start_log(main.log_folder(None))
    folder = shop_in(tmp_path / "shop")
    main.start_log(main.log_folder(folder))
    rolling = [h for h in logging.getLogger().handlers if isinstance(h, RotatingFileHandler)]
    assert [Path(h.baseFilename) for h in rolling] == [folder / "logs" / "parure.log"]
    assert rolling[0].maxBytes == main.LOG_BYTES


def test_two_shops_are_two_instances_and_one_shop_is_one(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert main.instance_name(one) == main.instance_name(tmp_path / "x" / ".." / "one")
    assert main.instance_name(one) != main.instance_name(other)
    assert main.instance_name(None) != main.instance_name(one)
    assert len(main.instance_name(one)) < 40


# ---------------------------------------------------------------------- the program
def test_the_very_first_start_asks_how_to_begin(qtbot: QtBot, program: Program) -> None:
    program.begin(None)
    assert program.start is not None
    assert isinstance(program.start.page, WelcomePage)
    assert program.window is program.start


def test_an_empty_folder_that_was_named_is_where_the_shop_will_be(
    program: Program, tmp_path: Path
) -> None:
    program.begin(tmp_path / "new")
    assert program.start is not None
    assert program.start._new_shop == tmp_path / "new"


def test_a_shop_opens_behind_its_door_and_is_remembered(
    qtbot: QtBot, program: Program, kept: QSettings, tmp_path: Path
) -> None:
    folder = shop_in(tmp_path / "shop")
    program.begin(folder)
    qtbot.waitUntil(lambda: program.workplace is not None)
    assert program.workplace is not None
    window = program.workplace.window
    assert window.isVisible()
    assert window.windowTitle() == "Hallam & Vey · Parure"
    qtbot.waitUntil(lambda: covering(program).people.count() == 1)
    assert window.covered
    assert kept.value(LAST_SHOP) == str(folder)
    assert (folder / "logs" / "parure.log").is_file()


def test_signing_in_opens_today_and_the_person_is_remembered(
    qtbot: QtBot, program: Program, kept: QSettings, tmp_path: Path
) -> None:
    program.begin(shop_in(tmp_path / "shop"))
    qtbot.waitUntil(lambda: program.workplace is not None)
    qtbot.waitUntil(lambda: covering(program).people.count() == 1)
    page = covering(program)
    page.password.input.setText(PASSWORD)
    page.on_sign_in()
    assert program.workplace is not None
    window = program.workplace.window
    qtbot.waitUntil(lambda: not window.covered)
    assert window.here == ("today", 0)
    assert kept.value("people/last") == "vera"


def test_a_shop_without_its_key_says_how_to_go_on(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "shop"
    Shop.create(
        folder,
        keys.new_key(),
        name="Elsewhere",
        currency="USD",
        zone="UTC",
        shop_id=str(new_id()),
        key_place="file",
    ).close()
    program.begin(folder)
    qtbot.waitUntil(lambda: program.start is not None)
    assert program.start is not None
    trouble = program.start.page
    assert isinstance(trouble, TroublePage)
    assert trouble.title.text() == "The key is not on this PC"
    trouble.buttons["words"].click()
    page = program.start.page
    assert isinstance(page, OtherShopPage)
    assert page.folder.text == str(folder)


def test_another_shop_is_chosen_from_the_door(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    program.begin(shop_in(tmp_path / "one"))
    qtbot.waitUntil(lambda: program.workplace is not None)
    covering(program).other_shop.emit()
    qtbot.waitUntil(lambda: program.workplace is None)
    assert program.start is not None
    program.start.open_folder(shop_in(tmp_path / "two"))
    qtbot.waitUntil(lambda: program.workplace is not None and program.start is None)
    assert program.workplace is not None
    assert program.workplace.shop.path == tmp_path / "two"


def test_a_shop_that_is_open_elsewhere_is_not_opened_twice(
    qtbot: QtBot, qapp: QApplication, kept: QSettings, tmp_path: Path
) -> None:
    program = Program(qapp, kept, lambda _folder: False)
    program.begin(None)
    assert program.start is not None
    program.start.open_folder(shop_in(tmp_path / "shop"))
    qtbot.waitUntil(lambda: isinstance(program.start and program.start.page, OtherShopPage))
    page = program.start.page
    assert isinstance(page, OtherShopPage)
    assert page._bar is not None
    assert "another window" in page._bar.sentence.text()
    assert program.workplace is None
    program.close()
    program.start.close()
    program.start.deleteLater()
    program.deleteLater()


def test_who_has_just_made_the_shop_is_in_already(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    founded = found_shop(
        folder,
        name="Mine",
        currency="EUR",
        zone="Europe/Paris",
        login="vera",
        display="Vera Hallam",
        password=PASSWORD,
    )
    program.begin(None)
    assert program.start is not None
    program.start.opened.emit(founded.shop, "vera")
    qtbot.waitUntil(lambda: program.workplace is not None)
    assert program.workplace is not None
    window = program.workplace.window
    qtbot.waitUntil(lambda: not window.covered)
    assert program.workplace.session.actor.login == "vera"


def test_a_changed_setting_reaches_the_window(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    from app.services.founding import FOUNDER
    from app.services.settings import put

    program.begin(shop_in(tmp_path / "shop"))
    qtbot.waitUntil(lambda: program.workplace is not None)
    place = program.workplace
    assert place is not None
    place.session.sign_in(FOUNDER)
    place.desk.work("setting", lambda w: put(w, "name", "Hallam and Vey"))
    qtbot.waitUntil(lambda: place.window.windowTitle().startswith("Hallam and Vey"))
    assert place.desk.settings.name == "Hallam and Vey"


@pytest.mark.qt_log_ignore(
    "This plugin does not support raise"
)  # the offscreen screen has no stack
def test_a_second_start_brings_the_window_to_the_front(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    program.begin(None)
    assert program.start is not None
    program.start.showMinimized()
    program.raise_window(["--shop", "x"])
    assert not program.start.isMinimized()


def test_a_theme_is_kept(qtbot: QtBot, program: Program, kept: QSettings) -> None:
    program._dress.set_mode("dark")
    assert kept.value(THEME) == "dark"
    program._dress.set_mode("light")

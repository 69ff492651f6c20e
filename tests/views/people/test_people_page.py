"""People: an admin adds, names, gives roles and badges; others see themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from app.services.sign_in import sign_in, sign_in_by_badge
from app.views.people.page import PeoplePage
from app.views.people.roles_card import may_words
from app.views.people.sheets import BadgeSheet, NewPersonSheet, PasswordSheet
from tests.conftest import PASSWORD
from tests.views.floor import CTRL, Floor, press


def people_page(qtbot: QtBot, floor: Floor) -> PeoplePage:
    floor.window.navigate("people")
    page = floor.window.page
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: page.list.marked is not None)
    return page


@pytest.fixture
def admin(qtbot: QtBot, sit: Callable[[str], Floor]) -> tuple[Floor, PeoplePage]:
    floor = sit("adam")
    return floor, people_page(qtbot, floor)


def mark(page: PeoplePage, login: str) -> None:
    rows = range(page.list.model.rowCount())
    row = next(n for n in rows if page.list.model.record(n).login == login)
    page.list.view.mark_row(row)


def test_everybody_is_listed_with_their_roles(admin: tuple[Floor, PeoplePage]) -> None:
    _, page = admin
    assert page.list.model.rowCount() == 7
    assert page.hint_bar.state == "7 people may sign in"


def test_a_new_person_can_sign_in(qtbot: QtBot, admin: tuple[Floor, PeoplePage]) -> None:
    floor, page = admin
    press(page, Qt.Key.Key_N, CTRL)
    sheet = floor.window.findChild(NewPersonSheet)
    assert sheet is not None
    sheet.form.display.set_text("Nora Lind")
    sheet.form.display.changed.emit()
    assert sheet.form.login.text == "nora"
    sheet.form.password.input.setText(PASSWORD)
    sheet.form.again.input.setText("something else")
    sheet.on_save()
    assert sheet.form.again.error
    sheet.form.again.input.setText(PASSWORD)
    sheet.on_save()
    assert "at least one role" in sheet.said.text()
    sheet.ticks["SA"].setChecked(True)
    sheet.on_save()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 8)
    assert sign_in(floor.house, "nora", PASSWORD).roles == frozenset({"SA"})


def test_a_name_that_is_taken_is_refused_beside_its_field(
    qtbot: QtBot, admin: tuple[Floor, PeoplePage]
) -> None:
    floor, page = admin
    press(page, Qt.Key.Key_N, CTRL)
    sheet = floor.window.findChild(NewPersonSheet)
    assert sheet is not None
    sheet.form.display.set_text("Olga Again")
    sheet.form.login.set_text("olga")
    for field in (sheet.form.password, sheet.form.again):
        field.input.setText(PASSWORD)
    sheet.ticks["OC"].setChecked(True)
    sheet.on_save()
    qtbot.waitUntil(lambda: bool(sheet.form.login.error))
    assert sheet.is_open


def test_roles_are_given_and_taken_at_once(qtbot: QtBot, admin: tuple[Floor, PeoplePage]) -> None:
    _, page = admin
    mark(page, "olga")
    qtbot.waitUntil(lambda: page._name.text() == "Olga Marchenko")
    page.roles.ticks["SA"].click()
    qtbot.waitUntil(lambda: "SA" in page.list.marked.roles)
    page.roles.ticks["SA"].click()
    qtbot.waitUntil(lambda: "SA" not in page.list.marked.roles)
    assert page.list.marked.login == "olga", "the mark stays"


def test_the_last_admin_stays_one(qtbot: QtBot, admin: tuple[Floor, PeoplePage]) -> None:
    _, page = admin
    mark(page, "first")
    qtbot.waitUntil(lambda: page._name.text() == "First Person")
    page.roles.ticks["AD"].click()
    qtbot.waitUntil(lambda: "AD" not in page.list.marked.roles)
    mark(page, "adam")
    qtbot.waitUntil(lambda: page._name.text() == "Adam Weiss")
    page.roles.ticks["AD"].click()
    qtbot.waitUntil(lambda: bool(page.findChildren(QObject, "refusal")))
    assert page.roles.ticks["AD"].isChecked()


def test_a_badge_is_scanned_into_its_sheet(qtbot: QtBot, admin: tuple[Floor, PeoplePage]) -> None:
    floor, page = admin
    mark(page, "sara")
    qtbot.waitUntil(lambda: page._name.text() == "Sara Okafor")
    press(page, Qt.Key.Key_B)
    sheet = floor.window.findChild(BadgeSheet)
    assert sheet is not None
    assert sheet.on_scan("12345678901234567890")
    qtbot.waitUntil(lambda: page.list.marked.has_badge)
    assert sign_in_by_badge(floor.house, "12345678901234567890").login == "sara"


def test_ones_own_password_asks_for_the_old_one(
    qtbot: QtBot, admin: tuple[Floor, PeoplePage]
) -> None:
    floor, page = admin
    mark(page, "adam")
    qtbot.waitUntil(lambda: page._name.text() == "Adam Weiss")
    press(page, Qt.Key.Key_P)
    sheet = floor.window.findChild(PasswordSheet)
    assert sheet is not None
    assert sheet.old.isVisible()
    sheet.old.input.setText("not the old one")
    for field in (sheet.new, sheet.again):
        field.input.setText("four new small words")
    sheet.on_save()
    qtbot.waitUntil(lambda: bool(sheet.old.error))
    sheet.old.input.setText(PASSWORD)
    sheet.on_save()
    qtbot.waitUntil(lambda: not sheet.is_open)
    assert sign_in(floor.house, "adam", "four new small words").login == "adam"


def test_esc_leaves_a_sheet_from_its_password(admin: tuple[Floor, PeoplePage]) -> None:
    floor, page = admin
    mark(page, "adam")
    press(page, Qt.Key.Key_P)
    sheet = floor.window.findChild(PasswordSheet)
    assert sheet is not None
    assert sheet.new.input.isVisible()
    sheet.new.input.setFocus()
    press(page, Qt.Key.Key_Escape)
    assert not sheet.is_open


def test_an_account_is_closed_and_opened_again(
    qtbot: QtBot, admin: tuple[Floor, PeoplePage]
) -> None:
    _, page = admin
    mark(page, "emma")
    qtbot.waitUntil(lambda: page._name.text() == "Emma Castellanos")
    page._on_close()
    qtbot.waitUntil(lambda: page.hint_bar.state == "6 people may sign in")
    mark(page, "emma")
    qtbot.waitUntil(lambda: page._close.text() == "Open the account again")
    page._on_close()
    qtbot.waitUntil(lambda: page.hint_bar.state == "7 people may sign in")


def test_a_clerk_sees_only_themselves(qtbot: QtBot, sit: Callable[[str], Floor]) -> None:
    page = people_page(qtbot, sit("olga"))
    assert page.list.model.rowCount() == 1
    assert not page.roles.ticks["AD"].isEnabled()


def test_what_roles_may_do_is_said_in_words() -> None:
    assert "see orders" in may_words(("OC",))
    assert "write orders (online)" in may_words(("EC",))
    assert may_words(()).startswith("Nothing yet")

"""The door: signing in, wrong passwords, badges, locking with everything kept, switching."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.drafts import open_drafts
from app.services.founding import FOUNDER
from app.services.settings import IDLE_LOCK_SECONDS, put_quietly
from app.services.sign_in import set_badge
from app.shop import Shop
from app.views.drafts import DraftKeeper
from app.views.frame.idle import IdleWatch
from app.views.opening.door import Door
from app.views.opening.first_person import FirstPersonPage
from app.views.opening.sign_in import SignInPage
from app.views.widgets.field import TextField
from tests.conftest import PASSWORD
from tests.views.floor import Floor, press

BADGE = "12345678901234567890"


class Entrance:
    """The window behind its door."""

    def __init__(self, floor: Floor, door: Door, idle: IdleWatch) -> None:
        self.floor, self.door, self.idle = floor, door, idle

    @property
    def page(self) -> SignInPage:
        """The sign-in page that covers the shop."""
        page = self.door.page
        assert isinstance(page, SignInPage)
        return page

    @property
    def inside(self) -> str:
        """Who has signed in, by their sign-in name."""
        session = self.floor.desk.session
        return session.actor.login if session.signed_in else ""


@pytest.fixture
def entrance(qtbot: QtBot, sit: Callable[[str], Floor]) -> Iterator[Entrance]:
    floor = sit("mia")
    floor.desk.session.sign_out()
    app = QApplication.instance()
    assert isinstance(app, QGuiApplication)
    idle = IdleWatch(app, 3, floor.window)
    door = Door(floor.window, floor.desk, idle, "olga", "today")
    door.begin()
    made = Entrance(floor, door, idle)
    qtbot.waitUntil(lambda: made.page.people.count() == 7)
    yield made
    idle.stop()


def sign_in(qtbot: QtBot, entrance: Entrance, login: str, password: str = PASSWORD) -> None:
    page = entrance.page
    rows = range(page.people.count())
    page.people.take(next(n for n in rows if person(page, n).login == login))
    page.password.input.setFocus()
    page.password.input.selectAll()
    QTest.keyClicks(page.password.input, password)
    QTest.keyClick(page.password.input, Qt.Key.Key_Return)


def person(page: SignInPage, row: int):  # type: ignore[no-untyped-def]
    return page.people.item(row).data(Qt.ItemDataRole.UserRole)


def test_the_last_person_is_marked_and_only_the_password_is_missing(
    qtbot: QtBot, entrance: Entrance
) -> None:
    marked = entrance.page.people.person
    assert marked is not None
    assert marked.login == "olga"
    qtbot.waitUntil(lambda: entrance.page.password.input.hasFocus())
    assert entrance.floor.window.covered


def test_the_right_password_opens_today(qtbot: QtBot, entrance: Entrance) -> None:
    sign_in(qtbot, entrance, "mia")
    qtbot.waitUntil(lambda: entrance.inside == "mia")
    assert not entrance.floor.window.covered
    assert entrance.floor.window.here == ("today", 0)


def test_a_wrong_password_counts_down_beside_its_field(qtbot: QtBot, entrance: Entrance) -> None:
    sign_in(qtbot, entrance, "mia", "wrong words")
    qtbot.waitUntil(lambda: bool(entrance.page.password.error))
    assert entrance.page.password.error == "Not this password. 4 tries left."
    assert entrance.page.password.input.selectedText()
    QTest.keyClick(entrance.page.password.input, Qt.Key.Key_X)
    assert not entrance.page.password.error, "the sentence goes as soon as it is edited"
    assert entrance.inside == ""


def test_without_a_password_it_says_what_is_missing(entrance: Entrance) -> None:
    QTest.keyClick(entrance.page.password.input, Qt.Key.Key_Return)
    assert entrance.page.password.error.startswith("Type your password")


def test_numbers_choose_a_person_in_the_list(qtbot: QtBot, entrance: Entrance) -> None:
    page = entrance.page
    qtbot.waitUntil(lambda: page.password.input.hasFocus())
    press(page, Qt.Key.Key_Escape)
    assert page.people.hasFocus()
    press(page, Qt.Key.Key_3)
    assert page.people.currentRow() == 2
    assert page.password.input.hasFocus()
    press(page, Qt.Key.Key_Down)
    assert page.people.currentRow() == 3, "arrows choose while the password has the focus"


def test_caps_lock_is_told(entrance: Entrance) -> None:
    field = entrance.page.password
    QTest.keyClicks(field.input, "A", Qt.KeyboardModifier.NoModifier)
    assert field.input.accessibleDescription() == "Caps Lock is on"
    QTest.keyClicks(field.input, "a", Qt.KeyboardModifier.NoModifier)
    assert field.input.accessibleDescription() == ""


def test_a_badge_opens_at_once(
    qtbot: QtBot, entrance: Entrance, house: Shop, staff: dict[str, Actor]
) -> None:
    with house.work(staff["adam"], "badge") as w:
        set_badge(w, staff["sara"].user_id, BADGE)
    assert entrance.door.on_scan(BADGE)
    qtbot.waitUntil(lambda: entrance.inside == "sara")


def test_a_strange_badge_is_refused(qtbot: QtBot, entrance: Entrance) -> None:
    assert entrance.door.on_scan("99999999999999999999")
    qtbot.waitUntil(lambda: "belongs to nobody" in entrance.page.password.error)


def test_locking_keeps_the_page_and_the_same_person_goes_on(
    qtbot: QtBot, entrance: Entrance
) -> None:
    window = entrance.floor.window
    sign_in(qtbot, entrance, "mia")
    qtbot.waitUntil(lambda: entrance.inside == "mia")
    window.navigate("jobs")
    page = window.page
    entrance.door.lock()
    qtbot.waitUntil(lambda: entrance.page.people.count() == 7)
    assert window.covered
    assert entrance.inside == ""
    assert "Workshop" in entrance.page._note_words.text()
    sign_in(qtbot, entrance, "mia")
    qtbot.waitUntil(lambda: entrance.inside == "mia")
    assert window.page is page
    assert window.here == ("jobs", 0)


def test_what_was_being_typed_is_kept_as_its_writers_draft(
    qtbot: QtBot, entrance: Entrance, staff: dict[str, Actor]
) -> None:
    floor = entrance.floor
    sign_in(qtbot, entrance, "mia")
    qtbot.waitUntil(lambda: entrance.inside == "mia")
    page = floor.window.page
    assert page is not None
    field = TextField("Note")
    page.body.addWidget(field)
    field.show()
    keeper = DraftKeeper(floor.desk.drafts, "note", lambda: {"note": field.text}, field)
    field.changed.connect(keeper.touch)
    QTest.keyClicks(field.input, "ring")
    entrance.door.lock()

    def kept() -> bool:
        db = floor.house.reader()
        try:
            return bool(open_drafts(db, staff["mia"].user_id, "note"))
        finally:
            db.close()

    qtbot.waitUntil(kept)


def test_somebody_else_begins_with_a_fresh_page(qtbot: QtBot, entrance: Entrance) -> None:
    window = entrance.floor.window
    sign_in(qtbot, entrance, "mia")
    qtbot.waitUntil(lambda: entrance.inside == "mia")
    window.navigate("jobs")
    entrance.door.switch()
    qtbot.waitUntil(lambda: entrance.page.people.count() == 7)
    sign_in(qtbot, entrance, "olga")
    qtbot.waitUntil(lambda: entrance.inside == "olga")
    assert window.here == ("today", 0)


def test_nobody_there_for_a_while_locks(
    qtbot: QtBot, entrance: Entrance, house: Shop, staff: dict[str, Actor]
) -> None:
    sign_in(qtbot, entrance, "mia")
    qtbot.waitUntil(lambda: entrance.inside == "mia")
    entrance.idle.set_minutes(0.002)
    qtbot.waitUntil(lambda: entrance.floor.window.covered)


def test_the_idle_time_of_the_settings_counts(
    qtbot: QtBot, entrance: Entrance, house: Shop
) -> None:
    with house.work(FOUNDER, "setting") as w:
        put_quietly(w, IDLE_LOCK_SECONDS, "600")
    sign_in(qtbot, entrance, "mia")
    qtbot.waitUntil(lambda: entrance.inside == "mia")
    entrance.door.ask_idle()
    qtbot.waitUntil(lambda: entrance.idle._timer.interval() == 600_000)
    entrance.door.lock()
    qtbot.waitUntil(lambda: "10 minutes" in entrance.page._lock_note.text())


def test_the_sample_shop_says_its_password(qtbot: QtBot, entrance: Entrance, house: Shop) -> None:
    with house.work(FOUNDER, "setting") as w:
        put_quietly(w, "sample.password", "parure-sample")
    sign_in(qtbot, entrance, "mia")
    qtbot.waitUntil(lambda: entrance.inside == "mia")
    entrance.door.lock()
    qtbot.waitUntil(lambda: entrance.page._bar is not None)
    bar = entrance.page._bar
    assert bar is not None
    assert "parure-sample" in bar.sentence.text()


def test_a_shop_without_people_asks_for_the_first_one(
    qtbot: QtBot, entrance: Entrance, house: Shop, staff: dict[str, Actor]
) -> None:
    from app.models.people import User

    with house.work(FOUNDER, "everybody_left") as w:
        for actor in staff.values():
            w.edit(User, actor.user_id, active=0)
    entrance.door.begin()
    qtbot.waitUntil(lambda: isinstance(entrance.door.page, FirstPersonPage))
    page = entrance.door.page
    assert isinstance(page, FirstPersonPage)
    page.form.display.set_text("Vera Hallam")
    page.form.login.set_text("vera")
    page.form.password.input.setText("short")
    page.form.again.input.setText("short")
    page.on_save()
    qtbot.waitUntil(lambda: bool(page.form.password.error))
    for field in (page.form.password, page.form.again):
        field.input.setText(PASSWORD)
    page.on_save()
    qtbot.waitUntil(lambda: entrance.inside == "vera")
    assert entrance.floor.desk.session.actor.roles >= {"AD", "MG"}

"""What was begun before the lock: it waits for the same person, and is never told to another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, StateError
from app.models.work import Work
from app.services.turns import Turn, at_once
from app.shop import Shop
from app.views.imports.page import PREVIEW, START, ImportPage
from app.views.printing import Printing
from app.views.widgets.reason_sheet import ReasonSheet
from app.views.widgets.second_person import SecondPersonSheet, work_confirmed
from app.views.widgets.sheet import Sheet
from tests.views.floor import CTRL, press
from tests.views.opening.test_door import Entrance, sign_in
from tests.views.opening.test_door import entrance as entrance
from tests.views.order_fixtures import export as export
from tests.views.order_fixtures import order_1042


class Slow:
    """Work that ends only when it may."""

    def __init__(self) -> None:
        self.may_end = threading.Event()

    def refuse_without_reason(self, _shop: Shop, _reason: str, _turn: Turn) -> Changes:
        """A print of what was printed before."""
        self.may_end.wait(20)
        raise InputError("Why again?", "It was printed before.", "Choose a reason.", field="reason")

    def store(self, _shop: Shop, _reason: str, turn: Turn = at_once) -> Changes:
        """A print that is stored."""
        self.may_end.wait(20)
        return turn(lambda: Changes.of("Tag waits for the printer", print_job=7))

    def want_second(self, _w: Work) -> Changes:
        """A dear move."""
        self.may_end.wait(20)
        raise InputError("Two people", "A second person confirms.", "Ask one.", field="second")

    def refuse(self, _w: Work) -> Changes:
        """What cannot be done."""
        self.may_end.wait(20)
        raise StateError("Not now", "It is out on memo.", "Take it back first.")


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow()
    yield made
    made.may_end.set()


Come = Callable[[str], None]


@pytest.fixture
def come(qtbot: QtBot, entrance: Entrance) -> Come:
    """Signs somebody in at the door."""

    def enter(login: str) -> None:
        qtbot.waitUntil(lambda: entrance.page.people.count() == 7)
        sign_in(qtbot, entrance, login)
        qtbot.waitUntil(lambda: entrance.inside == login)

    return enter


def seen(entrance: Entrance) -> list[Sheet]:
    """The sheets that lie over the window or the sign-in."""
    return [sheet for sheet in entrance.floor.window.findChildren(Sheet) if sheet.isVisible()]


def wait_for_jobs(qtbot: QtBot, entrance: Entrance) -> None:
    qtbot.waitUntil(lambda: not entrance.floor.desk.pool.is_busy)
    QApplication.processEvents()


def test_a_sheet_waits_behind_the_lock_for_the_same_person(
    qtbot: QtBot, entrance: Entrance, come: Come, slow: Slow
) -> None:
    come("mia")
    Printing(entrance.floor.desk, "tag", slow.refuse_without_reason).start()
    entrance.door.lock()
    slow.may_end.set()
    wait_for_jobs(qtbot, entrance)
    assert seen(entrance) == []
    (waiting,) = entrance.floor.window.findChildren(ReasonSheet)
    assert waiting.waits
    assert not waiting.is_open, "it takes no key of the sign-in"
    come("mia")
    (sheet,) = seen(entrance)
    assert isinstance(sheet, ReasonSheet)
    assert sheet.title.text() == "Print tag again?"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert sheet.isAncestorOf(focus)
    assert sheet.card.width() > 300, "it is laid out"


@pytest.mark.parametrize("late", [False, True], ids=["while locked", "after the other came in"])
def test_a_sheet_is_not_shown_to_somebody_else(
    qtbot: QtBot, entrance: Entrance, come: Come, slow: Slow, late: bool
) -> None:
    come("mia")
    Printing(entrance.floor.desk, "tag", slow.refuse_without_reason).start()
    entrance.door.lock()
    if not late:
        slow.may_end.set()
        wait_for_jobs(qtbot, entrance)
    come("olga")
    slow.may_end.set()
    wait_for_jobs(qtbot, entrance)
    assert seen(entrance) == []
    assert not entrance.floor.window.notice.isVisible()
    entrance.door.lock()
    come("mia")
    assert seen(entrance) == [], "her page is a fresh one by now"


def test_a_second_person_is_asked_for_after_the_lock(
    qtbot: QtBot, entrance: Entrance, come: Come, slow: Slow
) -> None:
    come("mia")
    desk = entrance.floor.desk
    work_confirmed(desk, "move", slow.want_second, "moves.create")
    entrance.door.lock()
    slow.may_end.set()
    qtbot.waitUntil(
        lambda: any(s.who.choice.count() for s in desk.frame.host().findChildren(SecondPersonSheet))
    )
    assert seen(entrance) == []
    come("mia")
    (sheet,) = seen(entrance)
    assert isinstance(sheet, SecondPersonSheet)
    assert "mia" not in [sheet.who.choice.itemData(n) for n in range(sheet.who.choice.count())]


def test_a_refusal_and_a_toast_are_for_who_asked(
    qtbot: QtBot, entrance: Entrance, come: Come, slow: Slow
) -> None:
    come("mia")
    desk, window = entrance.floor.desk, entrance.floor.window
    heard: list[Changes] = []
    desk.writer.changed.connect(heard.append)
    desk.work("move", slow.refuse)
    work_confirmed(desk, "move", slow.want_second, "moves.create")
    desk.work("move", lambda _w: Changes.of("Signet ring moved", piece=5))
    Printing(desk, "tag", slow.store).start()
    entrance.door.lock()
    come("olga")
    page = window.page
    assert page is not None
    slow.may_end.set()
    qtbot.waitUntil(lambda: len(heard) == 2)
    QApplication.processEvents()
    assert seen(entrance) == []
    assert not window.notice.isVisible(), "what Mia did is not told to Olga"
    assert page.bars.count() == 0
    assert {kind for changes in heard for kind in changes.touched} == {"piece", "print_job"}


def test_a_sheet_that_lay_open_is_there_again(entrance: Entrance, come: Come) -> None:
    come("mia")
    sheet = Sheet(entrance.floor.desk.frame.host(), "Which finger?", "It is asked once.")
    way = sheet.add_way("Close", kind="primary")
    sheet.open()
    entrance.door.lock()
    assert seen(entrance) == []
    come("mia")
    assert seen(entrance) == [sheet]
    QTest.keyClick(way, Qt.Key.Key_Return)
    assert seen(entrance) == []


def test_an_import_stays_the_work_of_who_began_it(
    qtbot: QtBot,
    entrance: Entrance,
    come: Come,
    slow: Slow,
    export: Callable[..., Path],
    staff: dict[str, Actor],
) -> None:
    come("olga")
    floor, window = entrance.floor, entrance.floor.window
    window.navigate("import")
    page = window.page
    assert isinstance(page, ImportPage)
    page.read_file(export(order_1042()))
    qtbot.waitUntil(lambda: page.stage == PREVIEW)
    heard: list[Changes] = []
    floor.desk.writer.changed.connect(heard.append)
    floor.desk.writer.run(lambda shop: slow.store(shop, ""))  # the import waits its turn behind it
    page.start_import()
    entrance.door.lock()
    come("mia")
    window.navigate("import")
    hers = window.page
    assert isinstance(hers, ImportPage)
    assert hers is not page
    slow.may_end.set()
    wait_for_jobs(qtbot, entrance)
    qtbot.waitUntil(lambda: any(changes.touches("order") for changes in heard))
    assert (hers.stage, hers.bars.count()) == (START, 0)
    assert not window.notice.isVisible()
    assert floor.ask("SELECT actor_id FROM work WHERE work_kind = 'import_orders'") == (
        staff["olga"].user_id
    )
    assert floor.ask("SELECT count(*) FROM draft") == 0, "nothing is left for Olga to go on with"


def test_the_screen_is_locked_also_over_a_sheet(entrance: Entrance, come: Come) -> None:
    come("mia")
    window = entrance.floor.window
    sheet = Sheet(entrance.floor.desk.frame.host(), "Which finger?", "It is asked once.")
    sheet.add_way("Close", kind="primary")
    sheet.open()
    press(window, Qt.Key.Key_N, CTRL)
    assert seen(entrance) == [sheet], "no other key of the window goes through it"
    press(window, Qt.Key.Key_L, CTRL)
    assert window.covered
    assert seen(entrance) == []
    come("mia")
    assert seen(entrance) == [sheet]

"""Commands that a role may not use: off, and they say who may; nothing opens a sheet for nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.chain import canonical
from app.models.orders import OrderLine, SalesOrder
from app.models.records import Report
from app.services.piece_states import hold
from app.services.report_form import ReportForm, form_to_json
from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.frame.session import Session
from app.views.jobs.commands import JobPermits
from app.views.orders.review_page import OrderPage
from app.views.people.page import PeoplePage
from app.views.people.sheets import NewPersonSheet
from app.views.pieces.page import PiecesPage
from app.views.pieces.piece_page import PiecePage
from app.views.reports.report_page import ReportPage
from app.views.widgets.button import Button
from app.views.widgets.sheet import Sheet
from tests.views.floor import CTRL, Floor, press
from tests.views.floor import sit as sit

Sit = Callable[[str], Floor]

OFF = {
    "place": ("owen", {"New place": "administrator", "Change this place": "administrator"}),
    "import": ("owen", {"Choose a file": "order clerk, e-commerce clerk or manager"}),
    "settings": ("mia", {"Show the recovery words": "administrator"}),
    "people": ("mia", {"New person": "administrator", "Give a badge": "administrator"}),
    "party": ("owen", {"Edit": "manager", "Add a phone or e-mail": "manager"}),
    "piece": ("emma", {"Hold it back": "manager", "End the hold": "manager", "Weigh": "manager"}),
    "order": ("adam", {"Hold": "manager", "Send to bench": "manager", "Tick the check": "manager"}),
    "prints": ("emma", {"Print tags": "manager", "Test tag": "manager"}),
    "pieces": (
        "emma",
        {
            "Print tags": "manager",
            "Write a condition report": "manager",
            "Take pieces in": "manager",
        },
    ),
    "orders": ("adam", {"Import orders": "manager", "Print job bags": "manager"}),
    "parties": ("owen", {"Add a person": "specialist or manager"}),
    "reports": ("emma", {"New report of the marked piece": "manager"}),
    "report": ("emma", {"Take the next photo": "manager", "Sign": "manager"}),
    "jobs": ("emma", {"Next stage": "manager", "Hold job": "manager", "Print job bag": "manager"}),
    "job": (
        "emma",
        {"Next stage": "manager", "Give job up": "manager", "Print job bag": "manager"},
    ),
    "documents": ("adam", {"Print the marked documents": "manager"}),
    "document": ("adam", {"Print": "manager"}),
}


def actions(page: Page) -> dict[str, QAction]:
    return {action.text(): action for action in page.commands()}


@pytest.mark.parametrize("key", OFF)
def test_what_a_role_may_not_is_off_and_says_who_may(sit: Sit, key: str) -> None:
    login, off = OFF[key]
    window = sit(login).window
    window.navigate(key)
    page = window.page
    assert page is not None
    for words, who in off.items():
        action = actions(page)[words]
        assert not action.isEnabled(), words
        assert who in action.toolTip(), words
        action.setEnabled(True)
        assert not action.isEnabled(), "whatever the page's state would let on"
        for button in page.findChildren(Button):
            if button.text() == words and button.isVisible():
                assert who in button.toolTip()


def test_its_key_opens_nothing_and_the_palette_says_why(qtbot: QtBot, sit: Sit) -> None:
    floor = sit("mia")
    window = floor.window
    window.navigate("people")
    qtbot.waitUntil(lambda: isinstance(window.page, PeoplePage) and bool(window.page.list.marked))
    press(window, Qt.Key.Key_N, CTRL)
    assert not window.findChildren(NewPersonSheet)
    assert window.notice.words == "Only an administrator may add users."
    rows = window.palette_box.entries_for("New person")
    assert rows[0].words == "New person"
    assert rows[0].detail == "Only an administrator may add users."


def test_ones_own_password_is_everybodys(qtbot: QtBot, sit: Sit) -> None:
    floor = sit("mia")
    window = floor.window
    window.navigate("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: bool(page.list.marked))
    names = [page.list.model.record(row).login for row in range(page.list.model.rowCount())]
    for login, may in (("mia", True), ("sara", False), ("mia", True)):
        page.list.view.mark_row(names.index(login))
        page._on_settled(0)
        assert actions(page)["New password"].isEnabled() is may, login


def test_the_end_of_a_hold_is_for_a_manager(
    qtbot: QtBot, sit: Sit, staff: dict[str, Actor]
) -> None:
    floor = sit("sara")
    piece = floor.pieces["Opal pendant"]
    with floor.house.work(staff["sara"], "hold", reason_code="title") as w:
        hold(w, piece, "title")
    floor.window.navigate("piece", piece)
    page = floor.window.page
    assert isinstance(page, PiecePage)
    qtbot.waitUntil(lambda: page.can.main.text() == "Condition report")
    assert not page.can.end_hold.isEnabled()
    page.can.end_hold.trigger()
    assert not page.window().findChildren(Sheet)


def test_a_manager_ends_it(qtbot: QtBot, sit: Sit, staff: dict[str, Actor]) -> None:
    floor = sit("mia")
    piece = floor.pieces["Opal pendant"]
    with floor.house.work(staff["sara"], "hold", reason_code="title") as w:
        hold(w, piece, "title")
    floor.window.navigate("piece", piece)
    page = floor.window.page
    assert isinstance(page, PiecePage)
    qtbot.waitUntil(lambda: page.can.main.text() == "End the hold")
    assert page.can.end_hold.isEnabled()


def test_before_anybody_is_in_the_page_alone_decides(qapp: object, staff: dict[str, Actor]) -> None:
    session = Session()
    action = permit(QAction("Add"), session, "users.create")
    assert action.isEnabled()
    session.sign_in(staff["mia"])
    assert not action.isEnabled()
    session.sign_out()
    assert not action.isEnabled(), "while it is locked nothing changes"
    session.sign_in(staff["adam"])
    assert action.isEnabled()
    assert action.property("why_not") == ""


def test_a_check_is_passed_by_whom_the_check_is_for(qapp: object, staff: dict[str, Actor]) -> None:
    on = QAction("Next stage")
    permits = JobPermits(Session(staff["emma"]), on, QAction("Print"), [QAction("Hold")])
    assert not on.isEnabled()
    permits.show_state("qc")
    assert on.isEnabled()
    assert not permits.may_change
    permits.show_state("at_bench")
    assert not on.isEnabled()


@pytest.mark.parametrize(("login", "may"), [("owen", False), ("sara", True)])
def test_a_report_is_corrected_by_who_signed_it(
    qtbot: QtBot, sit: Sit, staff: dict[str, Actor], login: str, may: bool
) -> None:
    floor = sit("sara")
    piece, name = floor.pieces["Opal pendant"], staff[login].display
    said = {"form": form_to_json(ReportForm()), "signatures": [], "examiner": name, "version": 1}
    with floor.house.work(staff[login], "sign_report") as w:
        report = w.add(Report, piece_id=piece, number="CR10-26-00001", content=canonical(said))
    floor.window.navigate("report", report)
    page = floor.window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: bool(page.opened and page.opened.card))
    again = actions(page)["New version"]
    assert again.isEnabled() is may
    assert ("of your own only" in again.toolTip()) is not may


def test_a_key_says_why_from_whatever_has_the_keys(qtbot: QtBot, sit: Sit) -> None:
    window = sit("emma").window
    window.navigate("pieces")
    page = window.page
    assert isinstance(page, PiecesPage)
    qtbot.waitUntil(lambda: bool(page.view.current_id))
    for widget in (page.view, page.search):
        widget.setFocus()
        window.notice.hide_now()
        press(window, Qt.Key.Key_F5)
        assert window.notice.isVisible()
        assert window.notice.words.endswith("manager may print tags."), widget
    window.notice.hide_now()
    press(window, Qt.Key.Key_F4)  # moves are hers
    assert not window.notice.isVisible()


@pytest.mark.parametrize(("login", "may"), [("emma", False), ("olga", True)])
def test_an_order_of_the_counter_is_not_the_web_shops_to_change(
    qtbot: QtBot, sit: Sit, staff: dict[str, Actor], login: str, may: bool
) -> None:
    floor = sit(login)
    with floor.house.work(staff["olga"], "order") as w:
        order = w.add(SalesOrder, number="#7", currency="USD", ordered_at=w.at)
        w.add(OrderLine, order_id=order, position=1, name="Signet")
        for state in ("draft", "review"):
            w.step("order", order, state)
    floor.window.navigate("order", order)
    page = floor.window.page
    assert isinstance(page, OrderPage)
    qtbot.waitUntil(lambda: page.review is not None)
    hold = actions(page)["Hold"]
    qtbot.waitUntil(lambda: hold.isEnabled() is may)
    assert ("of the web shop only" in hold.toolTip()) is not may

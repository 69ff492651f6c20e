"""A hand-over that wants a report: written by one key, or passed by a manager, and then done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Move, Priced
from app.services.moves import move
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.pieces.piece_page import PiecePage
from app.views.reports.demanded import WaiveSheet
from app.views.reports.quick_sheet import QuickSheet
from app.views.widgets.second_person import SecondPersonSheet, work_confirmed
from app.views.widgets.sentence_bar import SentenceBar
from tests.conftest import PASSWORD
from tests.services.test_report_demand import first_report
from tests.views.order_fixtures import ALT, Keys, value
from tests.views.page_checks import check_names, check_nothing_clipped
from tests.views.reports.writing_hand import wait_focus


@pytest.fixture
def lent(house: Shop, staff: dict[str, Actor], ring: int) -> dict[str, int]:
    """The ring, worth 1,500.00 and reported, lies with somebody outside; ids of two places."""
    first_report(house, staff["sara"], ring)
    with house.work(staff["sara"], "price") as w:
        w.add(Priced, subject_kind="piece", subject_id=ring, what="price", amount_minor=150_000,
              currency="USD")  # fmt: skip
        places = {
            kind: w.value("SELECT id FROM place WHERE kind_code = ? ORDER BY id LIMIT 1", (kind,))
            for kind in ("external_party", "photo", "site")
        }
    with house.work(staff["mia"], "move") as w:
        w.add(Move, subject_kind="piece", subject_id=ring, to_place_id=places["external_party"])
    return places


def comes_back(qtbot: QtBot, window: MainWindow, ring: int, place: int) -> SentenceBar:
    """Move the ring back into the house; the bar that refuses it."""
    window.navigate("piece", ring)
    page = window.page
    assert isinstance(page, PiecePage)
    qtbot.waitUntil(lambda: page.view is not None)
    work_confirmed(window.desk, "move", lambda w: move(w, [ring], place), "moves.create")
    qtbot.waitUntil(lambda: any(b.isVisible() for b in page.findChildren(SentenceBar, "refusal")))
    return page.findChildren(SentenceBar, "refusal")[0]


def is_at(house: Shop, ring: int) -> object:
    return value(
        house, f"SELECT to_place_id FROM move WHERE subject_id = {ring} ORDER BY hlc DESC LIMIT 1"
    )


def test_the_quick_form_is_one_key_away_and_the_move_goes_on(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, ring: int,
    lent: dict[str, int],
) -> None:  # fmt: skip
    bar = comes_back(qtbot, evidence_window, ring, lent["photo"])
    assert "needs a condition report when it comes back from a loan" in bar.sentence.text()
    keys(Qt.Key.Key_Q, ALT)
    wait_focus(qtbot, "Weight now")
    sheet = evidence_window.findChildren(QuickSheet)[0]
    assert sheet.reason.value == "loan_in"
    keys.type("5.481")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Stones found")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Signature of Sara Okafor")
    keys(Qt.Key.Key_T, ALT)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_at(house, ring) == lent["photo"])
    assert value(house, "SELECT count(*) FROM report WHERE reason = 'loan_in'") == 1
    assert evidence_window.here[0] == "piece"  # where the clerk was


def test_a_manager_passes_it_in_words_and_the_move_goes_on(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, ring: int,
    lent: dict[str, int],
) -> None:  # fmt: skip
    comes_back(qtbot, evidence_window, ring, lent["photo"])
    keys(Qt.Key.Key_W, ALT)
    wait_focus(qtbot, "Why it goes on without")
    sheet = evidence_window.findChildren(WaiveSheet)[0]
    keys(Qt.Key.Key_Return)  # without a word
    assert sheet.isVisible()
    check_names(sheet)
    check_nothing_clipped(sheet)
    keys.type("Seen by Mia")
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(SecondPersonSheet)))
    second = evidence_window.findChildren(SecondPersonSheet)[0]
    qtbot.waitUntil(lambda: second.who.choice.count() > 0)
    second.who.set_value("mia")
    second.password.setFocus()
    QApplication.processEvents()
    keys.type(PASSWORD)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_at(house, ring) == lent["photo"])
    said = str(value(house, "SELECT content FROM note WHERE topic = 'no_report_loan_in'"))
    assert said.endswith("Seen by Mia (decided by Mia Delacroix)")
    assert value(house, "SELECT count(*) FROM report") == 1


def test_the_whole_report_is_one_key_away(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, ring: int, lent: dict[str, int]
) -> None:
    comes_back(qtbot, evidence_window, ring, lent["photo"])
    keys(Qt.Key.Key_R, ALT)
    qtbot.waitUntil(lambda: evidence_window.here == ("report", ring))

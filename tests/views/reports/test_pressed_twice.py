"""What is pressed once more while it is being saved: nothing is signed or handed over twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import ReportDemandedError
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.demanded import WaiveSheet
from app.views.reports.hand_over_sheet import HandOverSheet
from app.views.reports.quick_sheet import QuickSheet
from tests.views.evidence_fixtures import write_name
from tests.views.order_fixtures import ALT, Keys, value
from tests.views.reports.hand_over_hand import asked, both_sign, said
from tests.views.reports.test_quick_ways import on_page, sheet_of, signing
from tests.views.reports.test_quick_ways import reported as reported
from tests.views.reports.writing_hand import Counted


@contextmanager
def slow_disk(window: MainWindow) -> Iterator[None]:
    """Whatever is to be saved waits until the end of this."""
    free = threading.Event()

    def wait(_shop: Shop) -> Changes:
        free.wait(60)
        return Changes()

    window.desk.writer.run(wait)
    try:
        yield
    finally:
        free.set()


@pytest.fixture
def questions(evidence_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What pages ask of the shop, in this order; each is answered as ever."""
    asked: list[object] = []
    read = evidence_window.desk.read

    def ask(work: Any, *rest: Any, **named: Any) -> Any:
        asked.append(named.get("topic"))
        return read(work, *rest, **named)

    monkeypatch.setattr(evidence_window.desk, "read", ask)
    return asked


def test_a_quick_form_that_is_being_signed_is_not_signed_again(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, reported: int,
    questions: list[object],
) -> None:  # fmt: skip
    on_page(qtbot, evidence_window, reported)
    keys(Qt.Key.Key_Q, ALT)
    sheet = sheet_of(qtbot, evidence_window)
    keys.type("5.48")
    keys(Qt.Key.Key_Return)
    keys.type("15")
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: signing(evidence_window))
    before = value(house, "SELECT count(*) FROM report")
    with slow_disk(evidence_window):
        write_name(evidence_window)
        keys(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not signing(evidence_window))
        assert questions.count("quick form check") == 1
        sheet.take()
        assert questions.count("quick form check") == 1
        sheet.something_new()  # what is being signed is no draft any more
        assert sheet.is_open
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM report") == before + 1)
    qtbot.waitUntil(lambda: not sheet.is_open)
    assert value(house, "SELECT count(*) FROM draft") == 0


def test_a_hand_over_that_is_being_saved_is_not_saved_again(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, rings: list[int],
    questions: list[object],
) -> None:  # fmt: skip
    sheet = asked(qtbot, evidence_window, rings)
    said(sheet)
    for row in sheet.rows:
        row.weight.setText("5.48")
        row.stones.setText("15")
    sheet.take()
    with slow_disk(evidence_window):
        both_sign(qtbot, Counted(keys), keys, "Lumen")
        qtbot.waitUntil(lambda: not signing(evidence_window))
        assert questions.count("hand-over check") == 1
        sheet.take()
        assert questions.count("hand-over check") == 1
    papers = "SELECT count(*) FROM document WHERE document_kind = 'hand_over'"
    qtbot.waitUntil(lambda: value(house, papers) == 1)


def test_what_waited_for_a_manager_s_words_goes_on_once(
    qtbot: QtBot, evidence_window: MainWindow, staff: dict[str, Actor], reported: int, house: Shop
) -> None:
    desk = evidence_window.desk
    desk.session.sign_in(staff["mia"])  # she decides herself
    on_page(qtbot, evidence_window, reported)
    went_on: list[Changes] = []
    saved: list[Changes] = []
    desk.writer.changed.connect(saved.append)
    error = ReportDemandedError("No report yet.", reported, "loan_out", (reported,))
    sheet = WaiveSheet(desk, error, went_on.append)
    sheet.open()
    sheet.words.set_text("Seen by Mia")
    with slow_disk(evidence_window):
        sheet.take()
        sheet.take()
    qtbot.waitUntil(lambda: bool([one for one in saved if one.message]))
    qtbot.waitUntil(lambda: not sheet.is_open)
    assert len(went_on) == 1
    assert value(house, "SELECT count(*) FROM note WHERE topic = 'no_report_loan_out'") == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Q, Qt.Key.Key_F6])
def test_what_asks_for_a_sheet_twice_leaves_nothing_behind(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, reported: int, key: Qt.Key
) -> None:
    on_page(qtbot, evidence_window, reported)
    host = evidence_window.desk.frame.host()
    mods = ALT if key == Qt.Key.Key_Q else Qt.KeyboardModifier.ShiftModifier
    kind = QuickSheet if key == Qt.Key.Key_Q else HandOverSheet
    directly = Qt.FindChildOption.FindDirectChildrenOnly

    def waiting() -> list[QObject]:
        children = host.findChildren(QObject, options=directly)
        return [one for one in children if "Asking" in type(one).__name__]

    for _ in range(3):
        keys(key, mods)
        keys(key, mods)
        qtbot.waitUntil(lambda: any(one.is_open for one in host.findChildren(kind)))
        keys(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not any(one.is_open for one in host.findChildren(kind)))
    qtbot.waitUntil(lambda: waiting() == [])

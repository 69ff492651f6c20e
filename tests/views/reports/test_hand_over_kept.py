"""What was typed of a hand-over outlives the sheet, the report that is written for it, and the program."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.drafts import open_drafts
from app.services.hand_over_kept import DRAFT_KIND
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports import hand_over_typed
from app.views.reports.hand_over_going_on import open_hand_over
from app.views.reports.hand_over_sheet import HandOverSheet
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.order_fixtures import Keys, value
from tests.views.page_checks import check_names, check_nothing_clipped
from tests.views.reports.hand_over_hand import asked, both_sign, lent, other, said
from tests.views.reports.writing_hand import Counted


def drafts(house: Shop, staff: dict[str, Actor]) -> list[dict[str, object]]:
    with house.reader() as db:
        return [one.content for one in open_drafts(db, staff["sara"].user_id, DRAFT_KIND)]


def another_run(window: MainWindow) -> None:
    """The program ends: nothing of it is remembered but what is on the disk."""
    for kept in window.desk.findChildren(QObject):
        if isinstance(kept, hand_over_typed._Kept):
            kept.by_user.clear()


def bars(sheet: HandOverSheet) -> list[str]:
    found = (one for one in sheet.findChildren(SentenceBar) if one.isVisible())
    return [f"{one.title.text()}: {one.sentence.text()}" for one in found]


def press(sheet: HandOverSheet, words: str) -> None:
    next(one for one in sheet.findChildren(Button) if one.text() == words).click()


def typed(sheet: HandOverSheet) -> None:
    said(sheet)
    for row in sheet.rows:
        row.weight.setText("5.48")
        row.stones.setText("15")


def test_what_was_typed_is_on_the_disk_before_the_sheet_is_shut_and_comes_back_after_a_crash(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop,
    staff: dict[str, Actor], rings: list[int],
) -> None:  # fmt: skip
    sheet = asked(qtbot, evidence_window, rings)
    typed(sheet)
    qtbot.waitUntil(lambda: bool(drafts(house, staff)))  # by itself, while the sheet is open
    sheet.dismiss()
    another_run(evidence_window)
    sheet = asked(qtbot, evidence_window, rings[1:2])  # one of them brings the others along
    assert len(sheet.rows) == 3
    assert [row.typed[:2] for row in sheet.rows] == [("5.48", "15")] * 3
    assert sheet.to.text == "Lumen"
    assert sheet.place.place_id == sheet.ready.places[0][0]
    assert bars(sheet)[0].startswith("As you left it at ")
    check_names(sheet)
    check_nothing_clipped(sheet)
    sheet.take()
    both_sign(qtbot, Counted(keys), keys, "Lumen")
    qtbot.waitUntil(lambda: evidence_window.here[0] == "document")
    assert value(house, "SELECT count(*) FROM report WHERE reason = 'loan_out'") == 3
    assert not drafts(house, staff)


def test_after_half_an_hour_all_but_the_weights_is_there(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor],
    rings: list[int], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    sheet = asked(qtbot, evidence_window, rings)
    typed(sheet)
    sheet.dismiss()
    qtbot.waitUntil(lambda: bool(drafts(house, staff)))
    another_run(evidence_window)
    monkeypatch.setattr(hand_over_typed, "WAITS_MS", -1)
    open_hand_over(evidence_window.desk, ())
    qtbot.waitUntil(lambda: other(evidence_window, sheet) is not None)
    again = other(evidence_window, sheet)
    assert again is not None
    assert [row.typed[:2] for row in again.rows] == [("", "")] * 3
    assert (again.to.text, again.place.place_id) == ("Lumen", again.ready.places[0][0])
    assert "weigh and count anew" in bars(again)[0]
    tomorrow = date.fromisoformat(house.settings.today()) + timedelta(days=1)
    assert again.due.text == tomorrow.isoformat()  # another day it would be another one


def test_what_went_out_meanwhile_is_named_and_left_alone(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop,
    staff: dict[str, Actor], rings: list[int],
) -> None:  # fmt: skip
    sheet = asked(qtbot, evidence_window, rings)
    typed(sheet)
    sheet.dismiss()
    qtbot.waitUntil(lambda: bool(drafts(house, staff)))
    kept = drafts(house, staff)[0]
    asked(qtbot, evidence_window, rings[:1]).keeper.give_up()
    evidence_window.findChildren(HandOverSheet)[-1].dismiss()
    lent(qtbot, evidence_window, keys, house, rings[:1])
    evidence_window.desk.drafts.keep(DRAFT_KIND, 0, kept)
    qtbot.waitUntil(lambda: bool(drafts(house, staff)))
    another_run(evidence_window)
    sheet = asked(qtbot, evidence_window, rings[1:2])
    assert [row.quick.piece.id for row in sheet.rows] == rings[1:]
    assert not sheet.ready.is_back
    assert "1 piece (" in bars(sheet)[0]
    assert "out by another paper by now: it is left alone" in bars(sheet)[0]


def test_given_up_nothing_of_it_is_left(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor],
    rings: list[int],
) -> None:  # fmt: skip
    sheet = asked(qtbot, evidence_window, rings)
    typed(sheet)
    sheet.dismiss()
    sheet = asked(qtbot, evidence_window, rings)
    press(sheet, "Throw it away, begin anew")
    qtbot.waitUntil(lambda: other(evidence_window, sheet) is not None)
    again = other(evidence_window, sheet)
    assert again is not None
    assert again.to.text == ""
    assert not bars(again)
    qtbot.waitUntil(lambda: not drafts(house, staff))


def test_other_pieces_say_that_a_hand_over_waits_and_lead_to_it(
    qtbot: QtBot, evidence_window: MainWindow, rings: list[int]
) -> None:
    sheet = asked(qtbot, evidence_window, rings[:2])
    typed(sheet)
    sheet.dismiss()
    sheet = asked(qtbot, evidence_window, rings[2:])
    assert "Your hand-over of 2 pieces is not signed yet" in bars(sheet)[0]
    press(sheet, "Go on with that one")
    qtbot.waitUntil(lambda: other(evidence_window, sheet) is not None)
    again = other(evidence_window, sheet)
    assert again is not None
    assert [row.typed[0] for row in again.rows] == ["5.48"] * 2

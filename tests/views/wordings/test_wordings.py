"""Wordings: listed, worded anew from a day on, shown on a sample, refused in clear sentences."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.house_paper import statements_of
from app.services.wordings import WordingForm, add_wording
from app.shop import Shop
from app.views.documents.paper_sheet import PaperSheet
from app.views.frame.permit import WHY_NOT
from app.views.frame.window import MainWindow
from app.views.wordings.page import WordingsPage
from app.views.wordings.sheet import WordingSheet
from tests.views.order_fixtures import CTRL, Keys, value
from tests.views.page_checks import check_page

K = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, shop_window: MainWindow, staff: dict[str, Actor]) -> WordingsPage:
    shop_window.desk.session.sign_in(staff["mia"])
    shop_window.navigate("wordings")
    made = shop_window.page
    assert isinstance(made, WordingsPage)
    qtbot.waitUntil(lambda: made.list.model.rowCount() > 10)
    return made


def only(qtbot: QtBot, page: WordingsPage, document: str, language: str) -> None:
    """Show the wordings of one paper in one language."""
    page.documents.set_value(document)
    page.languages.set_value(language)
    page.languages.changed.emit(language)
    qtbot.waitUntil(lambda: page.list.model.rowCount() > 0)
    page.list.view.mark_row(0)


def over(qtbot: QtBot, window: MainWindow, kind: type[Any]) -> Any:
    def there() -> list[Any]:
        return [sheet for sheet in window.findChildren(kind) if sheet.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def said(house: Shop, document: str, on: str, language: str = "en") -> tuple[str, ...]:
    db = house.reader()
    try:
        return statements_of(db, document, on, language)
    finally:
        db.close()


def test_what_was_brought_along_is_worded_anew_by_keys(
    qtbot: QtBot, page: WordingsPage, shop_window: MainWindow, house: Shop, keys: Keys
) -> None:
    check_page(qtbot, page)
    assert "lawyer" in page.bars.itemAt(0).widget().title.text()  # type: ignore[union-attr]
    only(qtbot, page, "invoice", "en")
    assert page.chip.status.text == "Brought along"
    before = said(house, "invoice", "2035-01-01")
    page.list.view.setFocus()
    keys(K.Key_Return)
    sheet = over(qtbot, shop_window, WordingSheet)
    assert (sheet.document.value, sheet.topic.text) == ("invoice", "ownership")
    sheet.text.set_value("Ours until it is paid.")
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)
    today = page.words.today.isoformat()
    assert said(house, "invoice", today) == ("Ours until it is paid.",)
    page.list.view.mark_row(1)
    qtbot.waitUntil(lambda: page.chip.status.text == "Holds")
    page.remove()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert said(house, "invoice", "2035-01-01") == before


def test_a_bad_day_and_a_day_twice_are_told_beside_the_day(
    qtbot: QtBot,
    page: WordingsPage,
    shop_window: MainWindow,
    house: Shop,
    staff: dict[str, Actor],
) -> None:
    with house.work(staff["mia"], "wording") as w:
        add_wording(w, WordingForm("invoice", "ownership", "Ours.", "en", "", "2026-06-01"))
    only(qtbot, page, "invoice", "en")
    page.change()
    sheet = over(qtbot, shop_window, WordingSheet)
    for typed in ("", "31 June 2026", "soon", "2026-13-40", "x" * 300):
        sheet.day.set_text(typed)
        sheet.take()
        assert sheet.isVisible(), typed
        assert sheet.day.error, typed
    sheet.day.set_text("2026-06-01")
    sheet.text.set_value("Theirs.")
    sheet.take()
    qtbot.waitUntil(lambda: "words of your own" in sheet.day.error)
    assert sheet.text.value == "Theirs."
    sheet.text.set_value("x" * 5_000)
    sheet.day.set_text("2026-07-01")
    sheet.take()
    qtbot.waitUntil(lambda: "at most 4,000" in sheet.text.error)
    assert value(house, "SELECT count(*) FROM wording") == 1
    sheet.dismiss()


def test_a_new_wording_is_seen_on_its_paper_before_it_is_kept(
    qtbot: QtBot, page: WordingsPage, shop_window: MainWindow, house: Shop, keys: Keys
) -> None:
    keys(K.Key_N, CTRL)
    sheet = over(qtbot, shop_window, WordingSheet)
    sheet.document.set_value("gift_receipt")
    sheet.topic.set_text("engraved pieces")
    sheet.text.set_value("Engraved pieces are not exchanged.")
    sheet.show_paper()
    paper = over(qtbot, shop_window, PaperSheet)
    qtbot.waitUntil(lambda: paper.view.page_count == 1, timeout=15_000)
    text = paper.view.document.getAllText(0).text()
    assert "Engraved pieces are not exchanged." in text
    assert "SAMPLE" in text
    assert value(house, "SELECT count(*) FROM wording") == 0
    assert value(house, "SELECT count(*) FROM document") == 0
    paper.dismiss()
    sheet.take()
    qtbot.waitUntil(lambda: value(house, "SELECT block FROM wording") == "engraved_pieces")


def test_who_may_not_word_may_read(
    qtbot: QtBot, page: WordingsPage, shop_window: MainWindow, staff: dict[str, Actor]
) -> None:
    shop_window.desk.session.sign_in(staff["olga"])
    commands = {action.text(): action for action in page.commands()}
    qtbot.waitUntil(lambda: not commands["New wording"].isEnabled())
    assert "may change rule sets" in str(commands["New wording"].property(WHY_NOT))
    assert commands["See it on the paper"].isEnabled()

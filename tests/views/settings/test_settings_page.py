"""Settings: shown as they are, saved when their field is left, refused beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.agreements import usual_terms
from app.services.print_jobs import folder_of
from app.services.settings import IDLE_LOCK_SECONDS, TAG_STOCK, get
from app.services.tag_stocks import copy_stock
from app.services.tag_texts import TAG_CIPHER
from app.views.settings.page import SettingsPage
from app.views.settings.words_sheet import WordsSheet
from app.views.widgets.card import Card
from app.views.widgets.field import ChoiceField
from tests.conftest import PASSWORD
from tests.views.floor import Floor


def settings_page(qtbot: QtBot, floor: Floor) -> SettingsPage:
    floor.window.navigate("settings")
    page = floor.window.page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: field(page, "name").text == "Hallam & Vey")
    return page


@pytest.fixture
def admin(qtbot: QtBot, sit: Callable[[str], Floor]) -> tuple[Floor, SettingsPage]:
    floor = sit("adam")
    return floor, settings_page(qtbot, floor)


def field(page: SettingsPage, name: str) -> Any:
    """The field of a setting."""
    return page._bound[name].field


def setting(floor: Floor, name: str) -> str:
    db = floor.house.reader()
    try:
        return get(db, name)
    finally:
        db.close()


def typed(page: SettingsPage, name: str, text: str) -> None:
    """Type into the field of a setting and leave it with Enter."""
    one = field(page, name)
    one.input.setFocus()
    one.input.selectAll()
    QTest.keyClicks(one.input, text)
    QTest.keyClick(one.input, Qt.Key.Key_Return)


def test_what_holds_is_shown_usual_values_too(admin: tuple[Floor, SettingsPage]) -> None:
    _, page = admin
    assert field(page, "people").value == "more"
    assert field(page, IDLE_LOCK_SECONDS).text == "3"
    assert field(page, "moves.second_single_minor").text == "5,000.00"
    assert field(page, "consignment.terms/base_share_ppm").text == "50 %"


def test_a_setting_is_saved_when_its_field_is_left(
    qtbot: QtBot, admin: tuple[Floor, SettingsPage]
) -> None:
    floor, page = admin
    typed(page, "name", "Hallam and Vey")
    qtbot.waitUntil(lambda: setting(floor, "name") == "Hallam and Vey")
    typed(page, IDLE_LOCK_SECONDS, "10")
    qtbot.waitUntil(lambda: setting(floor, IDLE_LOCK_SECONDS) == "600")


def test_a_value_out_of_range_is_told_beside_its_field_and_not_saved(
    admin: tuple[Floor, SettingsPage],
) -> None:
    floor, page = admin
    typed(page, IDLE_LOCK_SECONDS, "500")
    assert field(page, IDLE_LOCK_SECONDS).error
    assert setting(floor, IDLE_LOCK_SECONDS) == "180"


def test_the_house_cipher_is_kept_as_it_is_read_and_a_wrong_word_is_told_beside_it(
    qtbot: QtBot, admin: tuple[Floor, SettingsPage]
) -> None:
    floor, page = admin
    typed(page, TAG_CIPHER, "letters")
    assert "ten different letters" in field(page, TAG_CIPHER).error
    typed(page, TAG_CIPHER, "blackhorse  x")
    qtbot.waitUntil(lambda: setting(floor, TAG_CIPHER) == "BLACKHORSE X")
    one = field(page, TAG_CIPHER)
    one.input.selectAll()
    QTest.keyClick(one.input, Qt.Key.Key_Backspace)
    QTest.keyClick(one.input, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: setting(floor, TAG_CIPHER) == "")


def test_who_may_not_see_costs_does_not_see_the_cipher_that_tells_them(
    qtbot: QtBot, sit: Callable[[str], Floor]
) -> None:
    clerk = settings_page(qtbot, sit("olga"))
    assert field(clerk, TAG_CIPHER).isHidden()


def test_the_stocks_of_the_shop_are_there_to_choose(
    qtbot: QtBot, sit: Callable[[str], Floor], staff: dict[str, Actor]
) -> None:
    floor = sit("adam")
    with floor.house.work(staff["adam"], "copy_stock") as w:
        copy_stock(w, "barbell-56x13", "Our own roll")
    roll = settings_page(qtbot, floor)._bound[TAG_STOCK].field
    assert isinstance(roll, ChoiceField)
    qtbot.waitUntil(lambda: roll.choice.findText("Our own roll") >= 0)
    assert roll.value == "barbell-56x13"


def test_one_term_changes_and_the_others_stay(
    qtbot: QtBot, admin: tuple[Floor, SettingsPage]
) -> None:
    floor, page = admin
    typed(page, "consignment.terms/term_days", "90")
    typed_terms = lambda: json.loads(setting(floor, "consignment.terms") or "{}")  # noqa: E731
    qtbot.waitUntil(lambda: typed_terms().get("term_days") == 90)
    typed(page, "consignment.terms/base_share_ppm", "55 %")
    qtbot.waitUntil(lambda: typed_terms().get("base_share_ppm") == 550_000)
    db = floor.house.reader()
    try:
        assert usual_terms(db).term_days == 90
    finally:
        db.close()


def test_the_currency_stays_once_pieces_have_prices(
    qtbot: QtBot, admin: tuple[Floor, SettingsPage]
) -> None:
    floor, page = admin
    currency = field(page, "currency")
    currency.set_value("EUR")
    currency.committed.emit("EUR")
    qtbot.waitUntil(lambda: bool(currency.error))
    assert currency.value == "USD"
    assert setting(floor, "currency") == "USD"


def test_the_folder_of_this_pc_is_chosen(
    qtbot: QtBot, admin: tuple[Floor, SettingsPage], tmp_path: Path
) -> None:
    floor, page = admin
    page.this_pc.folder_chosen.emit(tmp_path / "printed")

    def folder() -> Path:
        db = floor.house.reader()
        try:
            return folder_of(db)
        finally:
            db.close()

    qtbot.waitUntil(lambda: folder() == tmp_path / "printed")


def test_the_theme_is_chosen_here(admin: tuple[Floor, SettingsPage]) -> None:
    floor, page = admin
    page.this_pc.theme.choose("dark")
    assert floor.window.dress.mode == "dark"
    page.this_pc.theme.choose("light")
    assert floor.window.dress.mode == "light"


def test_the_recovery_words_are_shown_after_the_password(
    qtbot: QtBot, admin: tuple[Floor, SettingsPage]
) -> None:
    floor, page = admin
    page._on_words()
    sheet = floor.window.findChild(WordsSheet)
    assert sheet is not None
    sheet.password.input.setText("wrong wrong")
    sheet.on_show()
    qtbot.waitUntil(lambda: bool(sheet.password.error))
    sheet.password.input.setText(PASSWORD)
    sheet.on_show()
    qtbot.waitUntil(sheet.phrase.isVisible)


def test_a_manager_may_look_and_is_told_so(qtbot: QtBot, sit: Callable[[str], Floor]) -> None:
    floor = sit("mia")
    page = settings_page(qtbot, floor)
    qtbot.waitUntil(lambda: page._only_look is not None)
    typed(page, "name", "Another")
    qtbot.waitUntil(lambda: bool(page.findChildren(QWidget, "refusal")))
    assert setting(floor, "name") == "Hallam & Vey"
    assert field(page, "name").text == "Hallam & Vey"


def test_the_way_to_the_wordings_and_the_papers_language(
    qtbot: QtBot, admin: tuple[Floor, SettingsPage]
) -> None:
    floor, page = admin
    language = field(page, "documents.language")
    assert isinstance(language, ChoiceField)
    language.set_value("de")
    language.committed.emit("de")
    qtbot.waitUntil(lambda: setting(floor, "documents.language") == "de")
    typed(page, "documents.jurisdiction", "us-ny")
    qtbot.waitUntil(lambda: setting(floor, "documents.jurisdiction") == "US-NY")
    next(one for one in page.commands() if one.text() == "Go to the wordings").trigger()
    assert floor.window.here[0] == "wordings"


def test_in_a_small_window_no_card_is_cut_off(
    qtbot: QtBot, admin: tuple[Floor, SettingsPage]
) -> None:
    floor, page = admin
    floor.window.resize(911, 512)
    qtbot.waitUntil(lambda: page.width() < 911)
    right = page.mapToGlobal(page.rect().topRight()).x()

    def edge() -> int:
        cards = page.findChildren(Card)
        return max(card.mapToGlobal(card.rect().topRight()).x() for card in cards)

    qtbot.waitUntil(lambda: edge() <= right)

"""Before there is a shop: three cards, starting one's own with its words, opening another one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.recovery import phrase_of
from app.services import opening
from app.services.people import people_list
from app.services.sign_in import sign_in
from app.shop import Shop
from app.views.opening import system_choices
from app.views.opening.clock_words import here_at
from app.views.opening.join_page import JoinPage
from app.views.opening.other_shop import OtherShopPage
from app.views.opening.person_form import proposed_login
from app.views.opening.start_window import StartWindow
from app.views.opening.waiting import WaitingPage
from app.views.opening.welcome import WelcomePage
from app.views.opening.wizard import WizardPage
from app.views.opening.wizard_steps import ProofStep, ShopStep
from tests.conftest import PASSWORD, PATIENCE_S
from tests.views.floor import press
from tests.views.opening.opened_shops import Opened

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_first_card_is_framed_and_arrows_choose(qtbot: QtBot, start: StartWindow) -> None:
    page = start.page
    assert isinstance(page, WelcomePage)
    assert page.cards[0].button.kind == "primary"
    press(page, Qt.Key.Key_Right)
    assert [card.button.kind for card in page.cards] == ["plain", "primary", "plain"]
    assert page.cards[1].button.hasFocus()
    press(page, Qt.Key.Key_Return)
    assert isinstance(start.page, WizardPage)


def test_numbers_choose_at_once_and_esc_comes_back(start: StartWindow) -> None:
    press(start, Qt.Key.Key_3)
    assert isinstance(start.page, JoinPage)
    press(start, Qt.Key.Key_Escape)
    assert isinstance(start.page, WelcomePage)


def wizard(start: StartWindow) -> WizardPage:
    start.show_wizard()
    page = start.page
    assert isinstance(page, WizardPage)
    return page


def fill_shop(page: WizardPage) -> None:
    step = page._shop
    step.name.set_text("Hallam & Vey")
    step.currency.set_value("USD")
    step.zone.set_text("new york")
    step.people.set_value("few")
    step.station.set_text("11")


def fill_person(page: WizardPage) -> None:
    form = page._person.form
    form.display.set_text("Vera Hallam")
    form.login.set_text("vera")
    for field in (form.password, form.again):
        field.input.setText(PASSWORD)


def test_my_shop_is_started_in_four_steps(
    qtbot: QtBot, start: StartWindow, opened: Opened, tmp_path: Path
) -> None:
    page = wizard(start)
    page.on_next()
    assert page._shop.name.error == "Name of the shop is missing."
    fill_shop(page)
    page.on_next()
    assert page.step is page._person
    fill_person(page)
    page.on_next()
    assert page._back_hint.isVisible()
    qtbot.waitUntil(lambda: page.step is page._phrase, timeout=15_000)
    assert not page._back_hint.isVisible(), "nothing goes back from here"
    assert page._founded is not None
    words = page._founded.phrase.split()
    assert len(words) == 24
    page.on_next()
    assert isinstance(page.step, ProofStep)
    first, second = page._proof._places
    page._proof.words[0].set_text(words[first - 1])
    page._proof.words[1].set_text("wrong")
    page.on_next()
    assert page._proof.words[1].error.startswith(f"That is not word {second}")
    page._proof.words[1].set_text(words[second - 1])
    page.on_next()
    assert opened.logins == ["vera"]
    (shop,) = opened.shops
    assert (shop.settings.name, shop.settings.currency) == ("Hallam & Vey", "USD")
    assert (shop.settings.zone, shop.settings.station) == ("America/New_York", 11)
    assert shop.settings.people == "few"
    assert sign_in(shop, "vera", PASSWORD).roles >= {"AD", "MG"}
    assert phrase_of(shop.key).split() == words


def test_a_short_password_is_mended_in_its_step(qtbot: QtBot, start: StartWindow) -> None:
    page = wizard(start)
    fill_shop(page)
    page.on_next()
    fill_person(page)
    for field in (page._person.form.password, page._person.form.again):
        field.input.setText("short")
    page.on_next()
    qtbot.waitUntil(lambda: bool(page._person.form.password.error))
    assert page.step is page._person
    assert page._founded is None


def test_a_folder_that_is_taken_is_said_over_the_form(
    qtbot: QtBot, start: StartWindow, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("not a shop")
    page = wizard(start)
    fill_shop(page)
    page.on_next()
    fill_person(page)
    page.on_next()
    qtbot.waitUntil(lambda: page._bar is not None)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "not a shop"


def test_keys_go_through_the_wizard(start: StartWindow) -> None:
    page = wizard(start)
    fill_shop(page)
    QTest.keyClick(page, Qt.Key.Key_Return, CTRL)
    assert page.step is page._person
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert isinstance(page.step, ShopStep)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert isinstance(start.page, WelcomePage)


def test_the_words_are_saved_to_be_printed(qtbot: QtBot, house: Shop, tmp_path: Path) -> None:
    from app.services.recovery_print import recovery_pdf

    saved = recovery_pdf(house, phrase_of(house.key), str(tmp_path / "words"))
    assert saved.endswith("words.pdf")
    assert Path(saved).read_bytes().startswith(b"%PDF")


def test_another_shop_opens_with_its_recovery_words(
    qtbot: QtBot, start: StartWindow, opened: Opened, house: Shop, tmp_path: Path
) -> None:
    house.close()
    start.show_other(tmp_path / "house")
    page = start.page
    assert isinstance(page, OtherShopPage)
    page.on_open()
    qtbot.waitUntil(lambda: isinstance(start.page, OtherShopPage) and start.page is not page)
    again = start.page
    assert isinstance(again, OtherShopPage)
    assert again._bar is not None, "its key is not on this PC"
    again.phrase.set_value("only three words")
    again.on_open()
    qtbot.waitUntil(lambda: isinstance(start.page, OtherShopPage) and start.page is not again)
    third = start.page
    assert isinstance(third, OtherShopPage)
    assert third.phrase.error
    third.phrase.set_value(phrase_of(bytes(range(32))))
    third.on_open()
    qtbot.waitUntil(lambda: len(opened.shops) == 1)
    db = opened.shops[0].reader()
    assert len(people_list(db)) == 7
    db.close()


def test_a_folder_without_a_shop_is_refused_in_words(
    qtbot: QtBot, start: StartWindow, tmp_path: Path
) -> None:
    start.open_folder(tmp_path)
    qtbot.waitUntil(lambda: isinstance(start.page, OtherShopPage))
    page = start.page
    assert isinstance(page, OtherShopPage)
    assert page._bar is not None
    assert page._bar.title.text() == "Not a shop"


def test_the_sample_shop_is_made_with_progress_and_can_be_stopped(
    qtbot: QtBot, start: StartWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.services import sample

    folders: list[Path] = []

    def make(folder: Path, progress) -> None:  # type: ignore[no-untyped-def]
        folder.mkdir(parents=True)
        folders.append(folder)
        while True:
            progress(3, 10)

    monkeypatch.setattr(sample, "make", make)
    start.open_sample()
    page = start.page
    assert isinstance(page, WaitingPage)
    qtbot.waitUntil(lambda: "3 of 10" in page.progress.words.text())
    page.progress.cancel.click()
    qtbot.waitUntil(lambda: isinstance(start.page, WelcomePage))
    qtbot.waitUntil(lambda: not folders[0].exists())
    assert folders == [opening.sample_folder()]


def test_a_sample_shop_is_begun_anew_only_when_the_stopped_one_is_gone(
    qtbot: QtBot, start: StartWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.services import sample

    stopping, gone = threading.Event(), threading.Event()

    def make(folder: Path, progress: Callable[[int, int], None]) -> None:
        folder.mkdir(parents=True)
        try:
            while True:
                progress(3, 10)
        finally:
            stopping.set()
            assert gone.wait(PATIENCE_S)

    monkeypatch.setattr(sample, "make", make)
    start.open_sample()
    page = start.page
    assert isinstance(page, WaitingPage)
    qtbot.waitUntil(page.progress.cancel.isVisible)
    page.progress.cancel.click()
    qtbot.waitUntil(stopping.is_set)
    assert start.page is page
    gone.set()
    qtbot.waitUntil(lambda: isinstance(start.page, WelcomePage))
    assert not opening.sample_folder().exists()


def test_licences_are_there_before_a_shop(qtbot: QtBot, start: StartWindow) -> None:
    from app.views.about.licences import LicencesPage

    start.show_licences()
    page = start.page
    assert isinstance(page, LicencesPage)
    qtbot.waitUntil(lambda: page.view.list.model.rowCount() > 20, timeout=15_000)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert isinstance(start.page, WelcomePage)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("berl", "Europe/Berlin"),
    ],
)
def test_a_time_zone_is_found_by_its_city(typed: str, zone: str) -> None:
    assert system_choices.parse_zone(typed) == zone


def test_what_the_system_proposes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert system_choices.territory() == "FR"
    assert system_choices.currency() == "EUR"
    assert system_choices.formats("GB") == "en_GB"
    assert system_choices.formats("XX") == "en_US"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert system_choices.territory() == "US"


def test_sign_in_names_are_proposed_from_names() -> None:
    assert proposed_login("Zoë van der Berg") == "zoe"
    assert proposed_login("Ελένη") == ""
    assert proposed_login("") == ""


def test_when_somebody_was_here_last(house: Shop) -> None:
    now = 1_772_460_000_000  # 2 March 2026, 09:00 in New York
    settings = house.settings
    assert here_at(now - 60_000, settings, now) == "08:59"
    assert here_at(now - 86_400_000, settings, now).startswith("yesterday")
    assert here_at(now - 9 * 86_400_000, settings, now) == "Feb 21"

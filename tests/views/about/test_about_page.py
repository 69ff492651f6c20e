"""About: whether the shop is whole, in sentences; the works of others with their licences."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from app.services.check import CheckReport, Problem
from app.services.works import carried_works
from app.views.about.check_card import said
from app.views.about.page import AboutPage
from tests.views.floor import Floor


def about_page(floor: Floor) -> AboutPage:
    floor.window.navigate("about")
    page = floor.window.page
    assert isinstance(page, AboutPage)
    return page


def test_the_shop_is_checked_beside_the_window(qtbot: QtBot, sit: Callable[[str], Floor]) -> None:
    page = about_page(sit("mia"))
    page.check.run()
    qtbot.waitUntil(lambda: page.check.words.text().startswith("Everything fits"), timeout=15_000)
    assert page.check.list.isHidden()
    qtbot.waitUntil(lambda: page.check.button.text() == "Check the shop")


def test_a_clerk_is_told_who_checks(sit: Callable[[str], Floor]) -> None:
    page = about_page(sit("olga"))
    page.check.run()
    assert page.check.words.text() == "An admin or a manager checks the shop. Ask one of them."


def test_the_licences_are_read_when_they_are_asked_for(
    qtbot: QtBot, sit: Callable[[str], Floor]
) -> None:
    page = about_page(sit("olga"))
    assert page.licences is None
    page.views.choose("licences")
    view = page.licences
    assert view is not None
    qtbot.waitUntil(lambda: view.list.model.rowCount() > 20, timeout=15_000)
    qtbot.waitUntil(lambda: "SIL OPEN FONT LICENSE" in view.text.toPlainText().upper())


def test_every_work_has_a_name_and_a_text() -> None:
    works = carried_works()
    names = [work.name for work in works]
    assert "Inter" in names
    assert "Lucide icons" in names
    assert any(name.lower().startswith("pyside6") for name in names)
    assert len(set(names)) == len(names)
    assert all(work.text for work in works)


def test_a_report_is_said_in_sentences() -> None:
    clean = CheckReport((("pages", 12), ("seals", 30)), (), False, 1_200)
    assert said(clean) == "Everything fits: 42 things looked at. It took a second."
    wrong = CheckReport((("pages", 12),), (Problem("pages", "shop.db", "Torn."),), True, 9_000)
    words = said(wrong)
    assert words.startswith("1 problem found")
    assert "computed anew" in words
    assert words.endswith("then ask us.")

"""New badges: asked, shown once, saved or printed past the queue, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.shop import Shop
from app.views.documents import saving
from app.views.frame.permit import WHY_NOT
from app.views.frame.window import MainWindow
from app.views.people.badges import BadgesSheet
from app.views.people.page import PeoplePage
from app.views.widgets.sheet import Sheet
from tests.views.order_fixtures import shop_window as shop_window
from tests.views.order_fixtures import value

K = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, shop_window: MainWindow, staff: dict[str, Actor]) -> PeoplePage:
    shop_window.desk.session.sign_in(staff["adam"])
    shop_window.navigate("people")
    made = shop_window.page
    assert isinstance(made, PeoplePage)
    qtbot.waitUntil(lambda: made.list.model.rowCount() > 3)
    return made


def over(qtbot: QtBot, window: MainWindow, kind: type[Any]) -> Any:
    def there() -> list[Any]:
        return [sheet for sheet in window.findChildren(kind) if sheet.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def ask(qtbot: QtBot, page: PeoplePage, window: MainWindow, people: list[int]) -> BadgesSheet:
    """Tick people, make their badges, and give back the sheet."""
    page.list.view.mark_record(people[0])
    for person in people[1:]:
        page.list.view.ticked.update({people[0]: None, person: None})
    page._on_badges()
    asked = over(qtbot, window, Sheet)
    assert "kept nowhere" in asked.sentence.text()
    asked._main.click()
    sheet = over(qtbot, window, BadgesSheet)
    assert isinstance(sheet, BadgesSheet)
    return sheet


def test_a_badge_is_shown_once_and_lies_nowhere(
    qtbot: QtBot,
    page: PeoplePage,
    shop_window: MainWindow,
    house: Shop,
    staff: dict[str, Actor],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    olga = staff["olga"].user_id
    assert olga
    sheet = ask(qtbot, page, shop_window, [olga])
    qtbot.waitUntil(lambda: sheet.view.page_count == 1)
    assert value(house, "SELECT length(badge_sha256) FROM user WHERE id = ?", olga) == 64
    assert value(house, "SELECT count(*) FROM document") == 0
    assert value(house, "SELECT count(*) FROM print_job") == 0
    # Neither a stray click nor Esc takes the only sheet away.
    QTest.keyClick(sheet, K.Key_Escape)
    assert sheet.isVisible()
    # There is no printer for papers: it says so and does not put it into the folder.
    QTest.keyClick(sheet, K.Key_F5)
    qtbot.waitUntil(lambda: "cannot wait in the queue" in sheet.said.text())
    monkeypatch.setattr(saving, "ask_path", lambda _parent, _name: str(tmp_path / "b.pdf"))
    QTest.keyClick(sheet, K.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sheet.said.text() == "Saved as b.pdf")
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")
    sheet.dismiss()


def test_a_new_badge_ends_the_one_before_and_no_undo_brings_it_back(
    qtbot: QtBot, page: PeoplePage, shop_window: MainWindow, house: Shop, staff: dict[str, Actor]
) -> None:
    olga = staff["olga"].user_id
    assert olga
    ask(qtbot, page, shop_window, [olga]).dismiss()
    first = value(house, "SELECT badge_sha256 FROM user WHERE id = ?", olga)
    marked: Callable[[], Any] = lambda: page.list.marked  # noqa: E731
    qtbot.waitUntil(lambda: marked().has_badge)
    page._on_badges()
    asked = over(qtbot, shop_window, Sheet)
    assert "Olga Marchenko had before ends at once" in asked.sentence.text()
    asked._main.click()
    over(qtbot, shop_window, BadgesSheet).dismiss()
    assert value(house, "SELECT badge_sha256 FROM user WHERE id = ?", olga) != first


def test_who_may_not_hears_who_may(
    qtbot: QtBot, page: PeoplePage, shop_window: MainWindow, staff: dict[str, Actor]
) -> None:
    shop_window.desk.session.sign_in(staff["olga"])
    badges = next(one for one in page.commands() if one.text() == "Make new badges")
    qtbot.waitUntil(lambda: not badges.isEnabled())
    assert "administrator" in str(badges.property(WHY_NOT))

"""A photo that is with a piece already is given a view: by key, by its menu, and never silently."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from app.services.photos import add_photo
from app.views.pieces.piece_page import PiecePage
from app.views.pieces.view_chooser import ViewChooser
from app.views.widgets.sheet import Sheet
from tests.views.floor import ALT, Floor
from tests.views.jpeg_files import jpeg as jpeg
from tests.views.pieces.conftest import Stock


@pytest.fixture
def page(stock: Stock, jpeg: Callable[[str], Path]) -> PiecePage:
    """A ring with a top view and a photo of which nothing is said."""
    floor = stock.floor
    piece = floor.pieces["Signet ring, crest"]
    for colour, role in (("teal", "top"), ("gold", "")):
        path = jpeg(colour)
        actor = floor.desk.session.actor
        add_photo(floor.house, actor, "piece", piece, path.read_bytes(), path.name, role)
    page = stock.piece_page()
    stock.until(lambda: len(page.photos.photos) == 2)
    page.photos.choose(1)
    return page


def roles(page: PiecePage) -> list[str]:
    return [one.role for one in page.photos.photos]


def chooser(floor: Floor) -> ViewChooser | None:
    return next((one for one in floor.window.findChildren(ViewChooser) if one.isVisible()), None)


def asked(floor: Floor) -> Sheet | None:
    found = floor.window.findChildren(Sheet)
    return next((one for one in found if one.is_open and "already" in one.title.text()), None)


def test_by_its_key_with_the_missing_views_first(stock: Stock, page: PiecePage) -> None:
    stock.press(Qt.Key.Key_V)
    stock.until(lambda: chooser(stock.floor))
    box = chooser(stock.floor)
    assert box is not None
    assert [row.words for row in box.model.rows][:4] == ["Front", "Side", "Inside", "Hallmark"]
    assert box.model.rows[0].detail == "no photo shows it yet"
    stock.keys("hall")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: roles(page) == ["top", "hallmark"])
    assert page.photos.at == 1
    assert "hallmark" not in page.photos.wanted.missing


def test_a_view_that_another_photo_shows_is_asked_about(stock: Stock, page: PiecePage) -> None:
    floor = stock.floor
    stock.press(Qt.Key.Key_V, ALT)  # from anywhere on the page
    stock.until(lambda: chooser(floor))
    stock.keys("top")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: asked(floor))
    assert roles(page) == ["top", ""]
    sheet = asked(floor)
    assert sheet is not None
    assert sheet.title.text() == "Photo 1 shows the top already"
    stock.press(Qt.Key.Key_Escape)
    stock.until(lambda: not asked(floor))
    assert roles(page) == ["top", ""]
    page.photos.say_view()
    stock.keys("top")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: asked(floor))
    stock.press(Qt.Key.Key_I, ALT)
    stock.until(lambda: roles(page) == ["", "top"])


def test_its_menu_offers_the_same(
    stock: Stock, page: PiecePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # the keys stay with the window
    for shown in (page.photos._strip[1], page.photos.large):
        middle = shown.rect().center()
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(shown, QContextMenuEvent(reason, middle, shown.mapToGlobal(middle)))
        menu = page.photos.findChildren(QMenu)[-1]
        assert [one.text() for one in menu.actions()] == ["Say which view it shows", "Take it off"]
    assert len(page.photos.findChildren(QMenu)) == 2
    menu.actions()[0].trigger()
    stock.until(lambda: chooser(stock.floor))
    stock.press(Qt.Key.Key_Escape)
    stock.until(lambda: not chooser(stock.floor))

"""The window on one of two PCs that have met: with cases and differences to settle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Piece
from app.services.moves import move
from app.services.undo import undo
from app.shop import Shop
from app.views.frame.desk import Desk, Session
from app.views.frame.window import MainWindow
from app.views.pages import PAGES
from app.views.pool import Pool
from app.views.reader import Reader
from app.views.theme import Theme
from app.views.together.page import TogetherPage
from app.views.writer import Writer
from tests.services.case_desk import Twins, place, reserve, twins


@pytest.fixture
def pair(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> Iterator[Twins]:
    """Two PCs of the house that know the same."""
    with twins(house, staff, tmp_path) as made:
        yield made


def clash(pair: Twins) -> None:
    """The ring reserved for two orders, a chain moved to two places, two makers of the ring."""
    chain = pair.here.value("SELECT id FROM piece WHERE number = 'P10-26-00500'")
    reserve(pair.here, pair.first, pair.ring)
    reserve(pair.there, pair.second, pair.ring)
    for counter, to in zip(pair.both, ("TRAY-99", "BENCH-1"), strict=True):
        counter.say("move", "owen", move, piece_ids=[chain], to_place_id=place(counter, to))
    for counter, name in zip(pair.both, ("Belperron", "Cartier"), strict=True):
        counter.say("edit", "sara", lambda w, name=name: w.edit(Piece, pair.ring, maker=name))
    pair.meet()


@pytest.fixture
def together(
    qtbot: QtBot, pair: Twins, pool: Pool, dressed: Theme, settings_file: QSettings
) -> Iterator[Callable[[str], TogetherPage]]:
    """``together("mia")``: the page Together on the PC here, with that person at it."""
    made: list[QObject] = []

    def make(login: str = "mia") -> TogetherPage:
        house = pair.here.house
        reader, writer = Reader(house.reader), Writer(house)
        desk = Desk(
            reader, writer, pool, house.settings, Session(pair.here.staff[login]), undo=undo
        )
        window = MainWindow(desk, PAGES, dressed, settings_file)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        made.extend((desk, writer, reader))
        window.navigate("together")
        page = window.page
        assert isinstance(page, TogetherPage)
        qtbot.waitUntil(lambda: bool(page.cards.tiles))
        return page

    yield make
    for thing in made:
        if isinstance(thing, Reader | Writer):
            thing.close()
        thing.deleteLater()

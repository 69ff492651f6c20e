"""The house and its window for the pages of pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.views.pieces.page import PiecesPage
from app.views.pieces.piece_page import PiecePage
from tests.views.floor import Floor
from tests.views.floor import sit as sit
from tests.views.hands import Hands
from tests.views.jpeg_files import jpeg as jpeg


class Stock(Hands):
    """The window with hands on the keys."""

    def list_page(self) -> PiecesPage:
        """The list of pieces, filled."""
        self.floor.window.navigate("pieces")
        page = self.floor.window.page
        assert isinstance(page, PiecesPage)
        self.until(lambda: page.list.model.rowCount() == len(self.floor.pieces))
        self.until(lambda: page.piece_side.isVisible())
        return page

    def piece_page(self, words: str = "Signet ring, crest") -> PiecePage:
        """A piece's page, filled."""
        self.floor.window.navigate("piece", self.floor.pieces[words])
        page = self.floor.window.page
        assert isinstance(page, PiecePage)
        self.until(lambda: page.view and page.view.card.row.description == words)
        return page


@pytest.fixture
def stock(qtbot: QtBot, sit: Callable[..., Floor]) -> Iterator[Stock]:
    """Mia at the window; she is a manager."""
    floor = sit("mia")
    yield Stock(floor, qtbot)
    floor.window.close()

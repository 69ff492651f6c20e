"""The house and its window for the pages of pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.photos import shut_down
from app.views.pieces.page import PiecesPage
from app.views.pieces.piece_page import PiecePage
from tests.views.floor import NONE, Floor
from tests.views.floor import sit as sit

PATIENCE_MS = 20_000


@pytest.fixture
def jpeg(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Makes small pictures as files, a different one for each name."""

    def make(name: str) -> Path:
        out = BytesIO()
        shade = sum(name.encode()) % 256
        Image.new("RGB", (60, 40), (shade, 90, 255 - shade)).save(out, "JPEG")
        path = tmp_path / f"{name}.jpg"
        path.write_bytes(out.getvalue())
        return path

    yield make
    shut_down()


@dataclass
class Stock:
    """The window with hands on the keys."""

    floor: Floor
    qtbot: QtBot

    @property
    def focus(self) -> str:
        """The name of what has the keys."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""

    def keys(self, text: str) -> None:
        """Type."""
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, text)

    def press(self, key: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press a key."""
        widget = QApplication.focusWidget() or self.floor.window
        QTest.keyClick(widget, key, mods)

    def until(self, ready: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(ready()), timeout=PATIENCE_MS)

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

"""The house with a consignor, and take-in open in its window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.agreements import draft_agreement
from app.shop import Shop
from app.views.take_in.choices import CONSIGNOR, PIECES, SIGN, TERMS
from app.views.take_in.page import TakeInPage
from app.views.take_in.piece_editor import PieceEditor
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.signature_pad import SignaturePad
from tests.consignor import add_clara
from tests.views.floor import CTRL, NONE, Floor
from tests.views.floor import sit as sit
from tests.views.hands import PATIENCE_MS, Hands
from tests.views.jpeg_files import jpeg as jpeg

__all__ = ["CONSIGNOR", "PIECES", "SIGN", "TERMS"]


@pytest.fixture
def clara(house: Shop, staff: dict[str, Actor]) -> int:
    """Clara Whitcombe, whose passport was seen."""
    return add_clara(house, staff["mia"])


@pytest.fixture
def agreement(house: Shop, staff: dict[str, Actor], clara: int) -> int:
    """A draft agreement with Clara on the house's usual terms."""
    with house.work(staff["mia"], "draft_agreement") as w:
        return draft_agreement(w, clara).first("agreement")


def write(words: str) -> None:
    """Type: each letter goes to whatever has the keys by then, as on a keyboard."""
    for letter in words:
        focus = QApplication.focusWidget()
        assert focus is not None, f"nothing has the keys for {letter!r}"
        QTest.keyClicks(focus, letter)


@dataclass
class TakeIn(Hands):
    """Take-in with hands on the keys."""

    page: TakeInPage

    @property
    def step(self) -> int:
        """Which step is shown."""
        return self.page.stack.currentIndex()

    @property
    def editor(self) -> PieceEditor:
        """The card of the piece."""
        return self.page.pieces.editor

    def enter(self, *texts: str) -> None:
        """Type each text and press Enter behind it."""
        for text in texts:
            self.keys(text)
            self.press(Qt.Key.Key_Return)

    def until(self, ready: Callable[[], object]) -> None:
        """Wait until something holds."""
        try:
            self.qtbot.waitUntil(lambda: bool(ready()), timeout=PATIENCE_MS)
        except Exception as late:
            bars = [bar.accessibleName() for bar in self.page.findChildren(SentenceBar)]
            raise AssertionError(
                f"step {self.step}, focus on {self.focus!r}, bars {bars}"
            ) from late

    def save_next(self) -> None:
        """Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, CTRL)

    def go_on_with(self, agreement: int) -> None:
        """Straight to the pieces of a draft agreement."""
        self.page.open_record(agreement)
        self.until(lambda: self.step == PIECES and self.page.pieces.view)
        self.begun()

    def first_of_own(self, client: int, *texts: str) -> None:
        """Take in a client's own, the first piece of the batch; the form is ready for the next."""
        page = self.page
        page.consignor.way.choose("customer_property")
        page.consignor.show_party(client)
        self.until(lambda: page.consignor.party)
        page.can.forward.trigger()
        self.begun()
        self.enter(*texts)
        self.save_next()
        self.until(lambda: len(page.batch.piece_ids) == 1)

    def begun(self) -> None:
        """The form of a piece waits for its first letter."""
        self.until(lambda: self.step == PIECES and self.focus == "Ring")
        self.until(lambda: self.editor.save_button and self.editor.save_button.isVisible())

    def correct_beside(self, agreement: int, begun: str) -> None:
        """The first ring is saved and opened once more, while a bracelet was ``begun`` meanwhile."""
        self.go_on_with(agreement)
        self.ring("First ring")
        self.save_next()
        self.until(lambda: self.lines() == ["First ring"])
        self.enter("B", begun)
        pieces = self.page.pieces
        pieces.taken.chosen.emit(pieces.taken.model.rows[0].piece_id)
        self.until(lambda: self.editor.known)

    def ring(self, words: str = "Platinum solitaire ring") -> None:
        """Type a ring as far as its prices."""
        self.enter("R", words)
        self.choose(self.editor.fields.metals.metal.choice, "platinum")
        self.choose(self.editor.fields.metals.fineness.choice, 950)
        self.editor.fields.metals.stamp.control.setFocus()
        self.enter("PLAT", "N½", "1 diamond round 6.5x6.5x4", "", "4.62", "5.2k", "4400")

    def choose(self, choice: Any, value: object) -> None:
        """Choose in a list as a person does."""
        at = next(i for i in range(choice.count()) if choice.itemData(i) == value)
        choice.setFocus()
        choice.setCurrentIndex(at)
        choice.activated.emit(at)

    def lines(self) -> list[str]:
        """What stands in the list at the left."""
        return [row.title for row in self.page.pieces.taken.model.rows if row.piece_id]

    def sign_on(self, pad: SignaturePad) -> None:
        """Draw something on a signature pad."""
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, NONE, QPoint(30, 60))
        for x in range(40, 160, 10):
            QTest.mouseMove(pad, QPoint(x, 60 + x % 20))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, NONE, QPoint(160, 70))


@pytest.fixture
def take_in(qtbot: QtBot, sit: Callable[..., Floor], clara: int) -> Iterator[TakeIn]:
    """Take-in at its first step, with Mia at it."""
    floor = sit("mia")
    floor.window.navigate("take_in")
    page = floor.window.page
    assert isinstance(page, TakeInPage)
    qtbot.waitUntil(page.consignor.finder.field.hasFocus)
    yield TakeIn(floor, qtbot, page)
    floor.window.close()  # before the writer: what is typed is kept when the page is hidden

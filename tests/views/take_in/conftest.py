"""The house with a consignor, and take-in open in its window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.photos import shut_down
from app.services.agreements import draft_agreement
from app.services.parties import add_party, check_id
from app.services.party_forms import AddressForm, IdCheck, PartyForm
from app.shop import Shop
from app.views.take_in.choices import CONSIGNOR, PIECES, SIGN, TERMS
from app.views.take_in.page import TakeInPage
from app.views.take_in.piece_editor import PieceEditor
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.signature_pad import SignaturePad
from tests.views.floor import CTRL, NONE, Floor
from tests.views.floor import sit as sit

__all__ = ["CONSIGNOR", "PIECES", "SIGN", "TERMS"]

PATIENCE_MS = 20_000


@pytest.fixture
def clara(house: Shop, staff: dict[str, Actor]) -> int:
    """Clara Whitcombe, whose passport was seen."""
    with house.work(staff["mia"], "add_party") as w:
        made = add_party(
            w,
            PartyForm(
                given="Clara",
                family="Whitcombe",
                email="clara@whitcombe.example",
                phone="(212) 555-0123",
                address=AddressForm("14 Perry Street", "New York", "NY", "10014", "US"),
                roles=frozenset({"consignor"}),
            ),
        )
        check_id(w, made.first("party"), IdCheck("passport", "US"))
    return made.first("party")


@pytest.fixture
def agreement(house: Shop, staff: dict[str, Actor], clara: int) -> int:
    """A draft agreement with Clara on the house's usual terms."""
    with house.work(staff["mia"], "draft_agreement") as w:
        return draft_agreement(w, clara).first("agreement")


@pytest.fixture
def jpeg(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Makes small pictures as files, a different one for each name."""

    def make(name: str) -> Path:
        out = BytesIO()
        red, green, blue = sha256(name.encode()).digest()[:3]  # hash() is another in every run
        Image.new("RGB", (60, 40), (red, green, blue)).save(out, "JPEG")
        path = tmp_path / f"{name}.jpg"
        path.write_bytes(out.getvalue())
        return path

    yield make
    shut_down()


@dataclass
class TakeIn:
    """Take-in with hands on the keys."""

    floor: Floor
    page: TakeInPage
    qtbot: QtBot

    @property
    def step(self) -> int:
        """Which step is shown."""
        return self.page.stack.currentIndex()

    @property
    def editor(self) -> PieceEditor:
        """The card of the piece."""
        return self.page.pieces.editor

    @property
    def focus(self) -> str:
        """The name of what has the keys."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""

    def keys(self, text: str) -> None:
        """Type."""
        QTest.keyClicks(_focused(), text)

    def press(self, key: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press a key."""
        QTest.keyClick(_focused(), key, mods)

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

    def begun(self) -> None:
        """The form of a piece waits for its first letter."""
        self.until(lambda: self.step == PIECES and self.focus == "Ring")
        self.until(lambda: self.editor.save_button and self.editor.save_button.isVisible())

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


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keys"
    return widget


@pytest.fixture
def take_in(qtbot: QtBot, sit: Callable[..., Floor], clara: int) -> Iterator[TakeIn]:
    """Take-in at its first step, with Mia at it."""
    floor = sit("mia")
    floor.window.navigate("take_in")
    page = floor.window.page
    assert isinstance(page, TakeInPage)
    qtbot.waitUntil(page.consignor.finder.field.hasFocus)
    yield TakeIn(floor, page, qtbot)
    floor.window.close()  # before the writer: what is typed is kept when the page is hidden

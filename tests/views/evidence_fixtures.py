"""A ring with a photo in the house, and the program's window with a specialist at it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Measured, Metal, Piece, Priced, Stone
from app.services import print_jobs
from app.services.photos import add_photo
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.pool import Pool
from app.views.print_runner import PrintRunner
from app.views.reports.canvas import PhotoCanvas
from app.views.theme import Theme
from app.views.widgets.signature_pad import SignaturePad
from tests.views.order_fixtures import Keys
from tests.views.program_window import window_on


def picture(colour: str = "navy", size: tuple[int, int] = (800, 600)) -> bytes:
    """A photo of something blue."""
    made, out = Image.new("RGB", size, "beige"), BytesIO()
    ImageDraw.Draw(made).ellipse((200, 150, 600, 450), fill=colour)
    made.save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def ring(house: Shop, staff: dict[str, Actor]) -> int:
    """A ring with a sapphire and fourteen diamonds, 5.480 g, one photo from the top."""
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(
            Piece,
            category="ring",
            description="Sapphire cluster ring",
            number="P10-26-00001",
            setting_pattern="prong_4",
        )
        w.add(Metal, piece_id=piece, position=1, metal="yellow_gold", fineness=750)
        w.add(
            Stone,
            piece_id=piece,
            position=1,
            role="centre",
            species="sapphire",
            shape="oval",
            length_um=7020,
            width_um=5110,
            stone_mct=449,
            method="formula",
        )
        w.add(
            Stone, piece_id=piece, position=2, species="diamond", shape="round", count=14,
            length_um=1550,
        )  # fmt: skip
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=5480)
        w.add(
            Priced, subject_kind="piece", subject_id=piece, what="price", amount_minor=630_000,
            currency="USD",
        )  # fmt: skip
        w.step("piece", piece, "intake")
        w.code("piece", piece)
    add_photo(house, staff["sara"], "piece", piece, picture(), "ring.jpg", "top")
    return piece


@pytest.fixture
def print_folder(house: Shop, tmp_path: Path) -> Path:
    """The folder that takes what is printed."""
    print_jobs.set_folder(house, tmp_path / "prints")
    return tmp_path / "prints"


@pytest.fixture
def evidence_window(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    pool: Pool,
    dressed: Theme,
    settings_file: QSettings,
    print_folder: Path,
) -> Iterator[MainWindow]:
    """The program's window on the house, Sara at it; what waits for the printer is sent."""
    with window_on(house, staff["sara"], qtbot, pool, dressed, settings_file) as made:
        runner = PrintRunner(made.desk, made.desk)
        yield made
        runner.stop()


class EachKeys(Keys):
    """Typed words whose letters go each to whatever has the focus by then."""

    def type(self, text: str) -> None:
        for letter in text:
            super().type(letter)


@pytest.fixture
def keys(evidence_window: MainWindow) -> Keys:
    """The keyboard of the window."""
    return EachKeys(evidence_window)


def click(canvas: PhotoCanvas, x: float, y: float) -> None:
    """Click on a photo, at parts of its width and height."""
    at = canvas._to_view(QPointF(x, y)).toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)


def drag(canvas: PhotoCanvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over a photo."""
    a, b = (canvas._to_view(QPointF(*part)).toPoint() for part in (start, end))
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=a)
    QTest.mouseMove(canvas.viewport(), b)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=b)


def write_name(window: QWidget) -> None:
    """Sign on the pad that is shown."""
    pad = next(pad for pad in window.findChildren(SignaturePad) if pad.isVisible())
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 90))
    for step in range(20):
        QTest.mouseMove(pad, QPoint(60 + 14 * step, 90 + (-1) ** step * 25))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(340, 80))

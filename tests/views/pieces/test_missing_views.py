"""A view that a piece's page lacks asks which way its photo comes, and what comes lands under it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.devices.camera import Camera, CodeCamera
from app.devices.networks import Network
from app.views.photos import camera_sheet, folder_watch, phone_sheet
from app.views.photos.camera_sheet import PhotoCameraSheet
from app.views.photos.phone_sheet import PhoneSheet
from app.views.photos.photo_ways import WaysSheet
from app.views.pieces.piece_page import PiecePage
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.hands import Hands
from tests.views.lens import Lens
from tests.views.pieces.conftest import Stock

CTRL = Qt.KeyboardModifier.ControlModifier
HERE = Network("127.0.0.1", "cable lo, 127.0.0.1")
Make = Callable[[str], Path]


@pytest.fixture
def page(stock: Stock) -> PiecePage:
    """A ring without photos: all its views are missing."""
    page = stock.piece_page()
    assert page.photos.wanted.missing == ("top", "front", "side", "inside", "hallmark")
    return page


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system's dialog gives."""
    paths: list[Path] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in paths], "")
    )
    return paths


def ask(hands: Hands, page: PiecePage, view: str) -> WaysSheet:
    """Go to a missing view by the keys and press Enter there."""
    gap = next(gap for gap in page.photos.wanted.gaps if gap.view == view and gap.isVisible())
    gap.setFocus()
    hands.press(Qt.Key.Key_Return)
    return sheet_of(page)


def sheet_of(page: PiecePage) -> WaysSheet:
    (sheet,) = (one for one in page.window().findChildren(WaysSheet) if one.is_open)
    return sheet


def roles(page: PiecePage) -> list[str]:
    return [photo.role for photo in page.photos.photos]


def test_a_click_asks_which_way_and_the_first_file_shows_that_view(
    stock: Stock, page: PiecePage, jpeg: Make, chosen: list[Path]
) -> None:
    chosen += [jpeg("inside"), jpeg("another")]
    inside = next(gap for gap in page.photos.wanted.gaps if gap.view == "inside")
    assert (inside.isVisible(), inside.accessibleName()) == (True, "View inside, missing")
    QTest.mouseClick(inside, Qt.MouseButton.LeftButton)
    sheet = sheet_of(page)
    assert sheet.title.text() == "Take a photo: inside"
    assert [way.accessibleName() for way in sheet.ways] == [
        "Choose files",
        "By phone",
        "Camera or microscope",
        "From a watched folder",
        "Paste what was copied",
    ]
    QTest.mouseClick(sheet.ways[0], Qt.MouseButton.LeftButton)
    stock.until(lambda: len(page.photos.photos) == 2)
    assert roles(page) == ["inside", ""]
    stock.until(lambda: page.photos.wanted.missing == ("front", "side", "hallmark"))
    page.photos.set_compact(True)
    assert sum(gap.isVisible() for gap in page.photos.wanted.gaps) == 3


def test_a_view_that_was_given_up_is_not_the_next_photos(
    stock: Stock, page: PiecePage, jpeg: Make, chosen: list[Path]
) -> None:
    ask(stock, page, "hallmark")
    stock.press(Qt.Key.Key_1)  # nothing is chosen
    chosen.append(jpeg("plain"))
    stock.press(Qt.Key.Key_F7)
    stock.until(lambda: len(page.photos.photos) == 1)
    assert roles(page) == [""]


def test_each_of_two_views_gets_its_own_photo_while_both_are_on_their_way(
    stock: Stock, page: PiecePage, jpeg: Make, chosen: list[Path]
) -> None:
    for view in ("side", "front"):
        chosen[:] = [jpeg(view)]
        ask(stock, page, view)
        stock.press(Qt.Key.Key_1)
    stock.until(lambda: len(page.photos.photos) == 2)
    assert roles(page) == ["side", "front"]


@pytest.mark.parametrize("by_digit", [True, False])
def test_a_copied_picture_lands_under_the_view(
    stock: Stock, page: PiecePage, by_digit: bool
) -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    ask(stock, page, "side")
    if by_digit:
        stock.press(Qt.Key.Key_5)
    else:
        stock.press(Qt.Key.Key_V, CTRL)
    stock.until(lambda: roles(page) == ["side"])


def test_a_picture_dropped_on_the_question_lands_under_the_view(
    stock: Stock, page: PiecePage, jpeg: Make
) -> None:
    sheet = ask(stock, page, "front")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(jpeg("front")))])
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    sheet.dropEvent(drop)
    assert not sheet.is_open
    stock.until(lambda: roles(page) == ["front"])


def test_a_phones_first_picture_lands_under_the_view(
    stock: Stock, page: PiecePage, jpeg: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_sheet, "networks", lambda: [HERE])
    ask(stock, page, "side")
    stock.press(Qt.Key.Key_2)
    (sheet,) = page.window().findChildren(PhoneSheet)
    assert "Next: side view." in sheet.state.text()
    served = sheet.page
    assert served is not None
    host, port = served.host.split(":")
    got: list[int] = []

    def send() -> None:
        for name in ("side", "another"):
            line = HTTPConnection(host, int(port), timeout=20)
            line.request("POST", f"/{served.key}", jpeg(name).read_bytes(), {"X-Name": "a.jpg"})
            got.append(line.getresponse().status)

    phone = threading.Thread(target=send)
    phone.start()
    stock.until(lambda: len(page.photos.photos) == 2)
    phone.join()
    assert got == [200, 200]
    assert roles(page) == ["side", ""]
    sheet.dismiss()


def test_a_watched_folders_next_picture_lands_under_the_view(
    stock: Stock, page: PiecePage, jpeg: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_watch, "LOOK_MS", 40)
    folder = tmp_path / "Tether"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    ask(stock, page, "inside")
    stock.press(Qt.Key.Key_4)
    stock.until(lambda: "watched" in page.photos.tile.accessibleName())
    (folder / "notes.txt").write_text("no picture")
    stock.until(lambda: page.findChildren(SentenceBar, "refusal"))
    (folder / "one.jpg").write_bytes(jpeg("one").read_bytes())
    stock.until(lambda: roles(page) == ["inside"])
    (folder / "two.jpg").write_bytes(jpeg("two").read_bytes())
    stock.until(lambda: roles(page) == ["inside", ""])
    sheet = ask(stock, page, "hallmark")
    assert sheet.ways[3].accessibleName() == "Wait for it in “Tether”"
    stock.press(Qt.Key.Key_4)
    (folder / "three.jpg").write_bytes(jpeg("three").read_bytes())
    stock.until(lambda: roles(page) == ["inside", "", "hallmark"])
    page.photos.ways.stop_watching()


def test_the_camera_says_the_view_and_lays_no_other_view_over_it(
    stock: Stock, page: PiecePage, jpeg: Make, chosen: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lens = Lens()
    camera = cast(CodeCamera, lens)
    through = partial(PhotoCameraSheet, camera=camera, find=lambda: [Camera("a", "Webcam")])
    monkeypatch.setattr(camera_sheet, "PhotoCameraSheet", through)
    chosen.append(jpeg("top"))
    ask(stock, page, "top")
    stock.press(Qt.Key.Key_1)
    stock.until(lambda: roles(page) == ["top"])
    ask(stock, page, "side")
    stock.press(Qt.Key.Key_3)
    (sheet,) = page.window().findChildren(PhotoCameraSheet)
    lens.see("navy", (640, 480))
    assert sheet.told.text() == "Next: side view"
    assert not sheet.tick.isEnabled(), "the photo of the top is no help for the side"
    stock.press(Qt.Key.Key_Space)
    stock.until(lambda: roles(page) == ["top", "side"])
    sheet.dismiss()
    last = page.photos.photos[1].sha256
    assert page.photos.ways.like("side") == last
    page.photos.choose(0)
    assert page.photos.ways.like("") == page.photos.photos[0].sha256, "else the one that is shown"


def test_the_palette_takes_the_next_missing_view(stock: Stock, page: PiecePage) -> None:
    take = next(one for one in page.commands() if one.text() == "Take the next missing view")
    take.trigger()
    sheet = sheet_of(page)
    assert sheet.title.text() == "Take a photo: top"
    sheet.dismiss()

"""Codes from a photo, the clipboard, a camera: each is heard as a scan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.devices.camera import NO_CAMERA, codes_in_frame
from app.domain.codes import make_code
from app.domain.errors import InputError
from app.services.code_pictures import codes_in_picture
from app.views.scan.camera_sheet import CameraSheet
from app.views.scan.page import ScanPage
from app.views.scanner.seat import ScannerSeat
from tests.views.floor import Floor

CODE, OTHER = make_code(10, 2231), make_code(10, 2232)
DM, LONG, QR = (
    zxingcpp.BarcodeFormat.DataMatrix,
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.QRCode,
)


def drawn(text: str, kind: zxingcpp.BarcodeFormat, scale: int = 8) -> Image.Image:
    made = zxingcpp.create_barcode(text, kind).to_image(scale=scale)
    view = memoryview(made)
    rows, columns = view.shape or (0, 0)
    return Image.frombytes("L", (columns, rows), view.tobytes())


def photo(path: Path, *codes: tuple[str, zxingcpp.BarcodeFormat], tilt: float = 7) -> Path:
    """Tags on a table, a little askew and unsharp, as a phone takes them."""
    table = Image.new("L", (2400, 1800), 190)
    for at, (text, kind) in enumerate(codes):
        table.paste(drawn(text, kind), (300, 200 + at * 600))
    table.rotate(tilt, fillcolor=190).filter(ImageFilter.GaussianBlur(1.5)).save(path, quality=80)
    return path


@pytest.mark.parametrize("kind", [DM, LONG, QR])
def test_a_code_is_read_from_a_photo(tmp_path: Path, kind: zxingcpp.BarcodeFormat) -> None:
    path = photo(tmp_path / "tag.jpg", (CODE, kind))
    (code,) = codes_in_picture(path.read_bytes(), path.name)
    assert code.startswith("]")
    assert code[3:] == CODE


def test_a_picture_without_a_code_a_broken_and_a_huge_one_are_told(tmp_path: Path) -> None:
    plain = tmp_path / "plain.png"
    Image.new("L", (400, 300), 200).save(plain)
    with pytest.raises(InputError, match="no code can be read"):
        codes_in_picture(plain.read_bytes(), "plain.png")
    broken = photo(tmp_path / "broken.jpg", (CODE, DM)).read_bytes()[:2_000]
    with pytest.raises(InputError):
        codes_in_picture(broken, "broken.jpg")
    with pytest.raises(InputError):
        codes_in_picture(b"%PDF-1.7", "tag.pdf")
    huge = tmp_path / "huge.png"
    Image.new("1", (9_000, 9_000)).save(huge)
    with pytest.raises(InputError, match="million pixels"):
        codes_in_picture(huge.read_bytes(), "huge.png")


@pytest.fixture
def page(sit: Callable[[str], Floor]) -> ScanPage:
    floor = sit("mia")
    floor.window.navigate("scan")
    made = floor.window.page
    assert isinstance(made, ScanPage)
    return made


@pytest.fixture
def heard(page: ScanPage) -> list[str]:
    found: list[str] = []
    ScannerSeat.of(page.desk).scanned.connect(found.append)
    return found


def test_all_tags_of_a_dropped_photo_are_scans(
    qtbot: QtBot, page: ScanPage, heard: list[str], tmp_path: Path
) -> None:
    path = photo(tmp_path / "tray.jpg", (CODE, DM), (OTHER, QR))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert page.pictures.take_mime(mime)
    qtbot.waitUntil(lambda: {code[3:] for code in heard} == {CODE, OTHER})


def test_a_pasted_picture_is_read_and_one_without_a_code_refused(
    qtbot: QtBot, page: ScanPage, heard: list[str], tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(str(photo(tmp_path / "tag.png", (CODE, DM), tilt=0))))
    assert page.pictures.take_mime(mime)
    qtbot.waitUntil(lambda: [code[3:] for code in heard] == [CODE])
    blank = QImage(300, 200, QImage.Format.Format_RGB32)
    blank.fill(0xFFFFFFFF)
    other = QMimeData()
    other.setImageData(blank)
    page.pictures.take_mime(other)
    qtbot.waitUntil(lambda: page.clear_refusals())
    assert not page.pictures.take_mime(QMimeData())


class Frames(QObject):
    """A camera made of pictures."""

    frame = Signal(QImage)
    failed = Signal(str)
    on = False

    def start(self) -> None:
        self.on = True

    def stop(self) -> None:
        self.on = False


def test_a_code_before_the_camera_is_one_scan(
    qtbot: QtBot, page: ScanPage, heard: list[str], tmp_path: Path
) -> None:
    camera = Frames()
    sheet = CameraSheet(page.desk, camera)  # type: ignore[arg-type]
    sheet.open()
    assert camera.on
    image = QImage(str(photo(tmp_path / "tag.png", (CODE, DM))))
    for _ in range(3):
        camera.frame.emit(image)
        qtbot.waitUntil(lambda: not sheet._busy)
    assert [code[3:] for code in heard] == [CODE]
    assert sheet.told.text() == f"Read: {CODE}"
    sheet.dismiss()
    assert not camera.on


def test_without_a_camera_it_is_said(qtbot: QtBot, page: ScanPage) -> None:
    camera = Frames()
    sheet = CameraSheet(page.desk, camera)  # type: ignore[arg-type]
    sheet.open()
    camera.failed.emit(NO_CAMERA)
    assert sheet.told.text() == NO_CAMERA
    assert not sheet.view.isVisible()
    sheet.dismiss()


def test_a_frame_without_a_code_gives_none() -> None:
    blank = QImage(2_000, 900, QImage.Format.Format_RGB32)
    blank.fill(0xFFCCCCCC)
    assert codes_in_frame(blank) == []

"""Signatures and photos."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt
from pytestqt.qtbot import QtBot

from app.views.pool import Pool
from app.views.theme import Theme
from app.views.widgets.photo import Photo, Thumbs, read_image
from app.views.widgets.signature_pad import SignaturePad


def jpeg(width: int, height: int, orientation: int = 1) -> bytes:
    made, out = Image.new("RGB", (width, height), "teal"), BytesIO()
    exif = made.getexif()
    exif[274] = orientation
    made.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def pad(qtbot: QtBot, dress: Theme) -> SignaturePad:
    made = SignaturePad()
    qtbot.addWidget(made)
    made.resize(400, 160)
    made.show()
    return made


def sign(qtbot: QtBot, pad: SignaturePad) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(pad, left, pos=QPoint(40, 80))
    for step in range(10):
        qtbot.mouseMove(pad, QPoint(40 + 20 * step, 80 + (step % 3) * 20))
    qtbot.mouseRelease(pad, left, pos=QPoint(240, 80))


def test_a_typed_name_is_a_filled_script(pad: SignaturePad) -> None:
    pad.write("Ana Lima")
    assert pad.is_signed
    filled = dark(pad)
    outlines = SignaturePad()
    outlines.resize(pad.size())
    outlines.strokes = pad.strokes  # the same lines as if a pen had drawn them
    strokes = dark(outlines)
    outlines.deleteLater()
    # The stem of the L: its middle is ink where the letters are filled, and nothing between lines.
    assert filled - strokes
    assert len(filled) > 400


def test_who_takes_the_pen_after_typing_signs_anew(qtbot: QtBot, pad: SignaturePad) -> None:
    pad.write("Ana Lima")
    typed = len(pad.strokes)
    assert typed > 4
    sign(qtbot, pad)
    assert len(pad.strokes) == 1


def dark(pad: SignaturePad) -> set[tuple[int, int]]:
    """Where the picture of a signature has ink."""
    image = pad.image(400)
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 128
    }


def test_strokes_are_kept_in_parts_of_the_width(qtbot: QtBot, pad: SignaturePad) -> None:
    with qtbot.waitSignal(pad.changed):
        sign(qtbot, pad)
    assert pad.is_signed
    (stroke,) = pad.strokes
    assert stroke[0][:2] == (1000, 2000)
    assert all(isinstance(n, int) for point in stroke for n in point)


def test_a_click_is_no_signature(qtbot: QtBot, pad: SignaturePad) -> None:
    qtbot.mouseClick(pad, Qt.MouseButton.LeftButton)
    assert not pad.is_signed


def test_delete_clears(qtbot: QtBot, pad: SignaturePad) -> None:
    sign(qtbot, pad)
    qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.strokes == []


def test_the_picture_of_a_signature_is_black_on_nothing(qtbot: QtBot, pad: SignaturePad) -> None:
    sign(qtbot, pad)
    made = Image.open(BytesIO(pad.png(800)))
    assert made.size == (800, 320)
    assert made.getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert made.getextrema()[3] == (0, 255)


def test_a_photo_is_turned_as_the_camera_was_held(dress: Theme) -> None:
    assert read_image(jpeg(40, 20, orientation=6)).size() == QSize(20, 40)


def test_a_large_photo_is_read_small(dress: Theme) -> None:
    assert read_image(jpeg(800, 400), 200).size() == QSize(200, 100)


def test_thumbs_come_later_and_stay(qtbot: QtBot, pool: Pool, dress: Theme) -> None:
    read: list[str] = []

    def load(key: str) -> bytes | None:
        read.append(key)
        return jpeg(300, 300) if key == "ring" else None

    thumbs = Thumbs(pool, load)
    with qtbot.waitSignal(thumbs.arrived):
        assert thumbs("ring") is None
    first = thumbs("ring")
    assert first is not None
    assert first.width() == 192
    assert thumbs("ring") is not None
    with qtbot.waitSignal(thumbs.arrived):
        thumbs("missing")
    assert thumbs("missing") is None
    assert read == ["ring", "missing"]
    thumbs.forget("ring")
    with qtbot.waitSignal(thumbs.arrived):
        assert thumbs("ring") is None
    thumbs.deleteLater()


def test_a_photo_says_what_it_is_and_can_be_pressed(qtbot: QtBot, dress: Theme) -> None:
    photo = Photo("Photo", QSize(120, 90), pressable=True)
    qtbot.addWidget(photo)
    photo.show_picture(read_image(jpeg(300, 200)), "Photo 1 of 7, 2 marks")
    assert photo.accessibleName() == "Photo 1 of 7, 2 marks"
    photo.show()
    with qtbot.waitSignal(photo.pressed):
        qtbot.keyClick(photo, Qt.Key.Key_Return)
    middle = photo.grab().toImage().pixelColor(60, 45)
    assert middle.red() < 10
    assert abs(middle.green() - 128) < 10

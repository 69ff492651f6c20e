"""Photos: kept whole and shown small, upright and true in colour; what is none is refused by its bytes."""

import errno
import os
import struct
import zlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms

from app import photos
from app.decoding import PAGE_PX, SMALL_PX
from app.domain.errors import FileError, NotFoundError
from app.files import FileStore
from app.photos import import_photo
from tests.photo_store import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    colour,
    corners,
    file_of,
    opened,
    refusal,
)
from tests.photo_store import decoders_end_with_these_tests as decoders_end_with_these_tests
from tests.photo_store import store as store

PICTURES = Path(__file__).parent / "pictures"
MIMES = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp", "TIFF": "tiff"}


@pytest.mark.parametrize("form", MIMES)
def test_each_kind_of_photo_is_kept_whole_and_shown_small(store: FileStore, form: str) -> None:
    data = file_of(corners(2000, 1500), form)
    photo = import_photo(store, data, "ring.jpg")
    assert store.get(photo.sha256) == data
    assert (photo.width, photo.height, photo.size) == (2000, 1500, len(data))
    assert photo.mime == f"image/{MIMES[form]}"
    assert photo.taken_at is None
    assert {box: opened(jpeg).size for box, jpeg in photo.derivatives.items()} == {
        PAGE_PX: (1280, 960),
        SMALL_PX: (320, 240),
    }
    for box, jpeg in photo.derivatives.items():
        assert store.cached(photo.sha256, str(box)) == jpeg
        assert colour(opened(jpeg), 0.2, 0.2) == RED


def test_small_photo_is_not_blown_up_and_a_panorama_fits_the_box(store: FileStore) -> None:
    small = import_photo(store, file_of(corners(200, 100)), "a.jpg")
    assert {opened(jpeg).size for jpeg in small.derivatives.values()} == {(200, 100)}
    wide = import_photo(store, file_of(corners(4000, 500)), "b.jpg")
    assert opened(wide.derivatives[PAGE_PX]).size == (1280, 160)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_photo_stands_upright(store: FileStore, form: str, orientation: int) -> None:
    upright = corners()
    undo = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    lying = upright.transpose(turn[undo]) if undo in turn else upright
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    photo = import_photo(store, file_of(lying, form, exif=exif), "ring")
    assert (photo.width, photo.height) == upright.size
    shown = opened(photo.derivatives[PAGE_PX])
    assert shown.size == upright.size
    corner_colours = [colour(shown, x, y) for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9))]
    assert corner_colours == [RED, GREEN, BLUE]


def with_camera(taken: str, offset: str = "") -> bytes:
    """A photo of a phone that tells when, where and whose."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Ines Client"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if offset:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = offset
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 51.0, 24.0)
    return file_of(corners(), exif=exif)


def test_what_is_shown_and_handed_out_tells_no_place_and_no_name(store: FileStore) -> None:
    data = with_camera("2026:11:03 14:05:09")
    assert b"Ines Client" in data
    for jpeg in import_photo(store, data, "ring.jpg").derivatives.values():
        assert b"Ines" not in jpeg
        assert dict(opened(jpeg).getexif()) == {}
        assert set(opened(jpeg).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_time_of_the_photo_is_the_cameras_in_the_shops_zone(store: FileStore) -> None:
    shop = timezone(timedelta(hours=1))
    at_five_past_two = int(datetime(2026, 11, 3, 13, 5, 9, tzinfo=UTC).timestamp() * 1000)
    silent = import_photo(store, with_camera("2026:11:03 14:05:09"), "a.jpg", shop)
    assert silent.taken_at == at_five_past_two
    tells = import_photo(store, with_camera("2026:11:03 08:05:09", "-05:00"), "b.jpg", shop)
    assert tells.taken_at == at_five_past_two


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "yesterday", "1970:01:01 00:00:00", ""])
def test_nonsense_of_a_camera_is_no_time(store: FileStore, taken: str) -> None:
    assert import_photo(store, with_camera(taken), "ring.jpg").taken_at is None


def test_transparent_picture_is_shown_on_white(store: FileStore) -> None:
    clear = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    clear.paste(Image.new("RGBA", (100, 200), (*RED, 255)))
    for picture in (clear, clear.convert("P"), clear.convert("LA")):
        shown = opened(import_photo(store, file_of(picture, "PNG"), "logo.png").derivatives[320])
        assert colour(shown, 0.8, 0.5) == WHITE
        assert colour(shown, 0.1, 0.5) != WHITE


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_other_kinds_of_pixels_are_shown_too(store: FileStore, mode: str) -> None:
    white = Image.new("RGB", (300, 200), WHITE).convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        white = Image.new(mode, white.size, 65535)
    photo = import_photo(store, file_of(white, "TIFF"), "scan.tif")
    shown = opened(photo.derivatives[SMALL_PX])
    assert shown.mode == "RGB"
    assert colour(shown, 0.5, 0.5) == WHITE


def test_colours_of_another_colour_space_are_kept_true(store: FileStore) -> None:
    ours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = import_photo(store, file_of(corners(), "PNG", icc_profile=ours), "same.png")
    assert colour(opened(same.derivatives[SMALL_PX]), 0.1, 0.1) == RED
    broken = import_photo(store, file_of(corners(), "PNG", icc_profile=b"nonsense"), "b.png")
    assert colour(opened(broken.derivatives[SMALL_PX]), 0.1, 0.1) == RED


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"\0\0\0\x18ftypavif\0\0\0\0", "an AVIF picture"),
        (b"\0\0\0\x20ftypmif1\0\0\0\0mif1miafavif", "an AVIF picture"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "a video"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "PostScript"),
        (b"\xc5\xd0\xd3\xc6\x20\0\0\0", "PostScript"),
        (b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="x">', "an SVG drawing"),
        (b"\xef\xbb\xbf<svg>", "an SVG drawing"),
        (b"GIF89a", "a GIF"),
        (b"BM\x36\0\0\0", "a BMP picture"),
        (b"PK\x03\x04", "a ZIP"),
        (b"SIMPLE  =                    T", "is not a picture"),
        (b"hello", "is not a picture"),
        (b"RIFF\0\0\0\0WAVE", "is not a picture"),
    ],
)
def test_what_is_no_photo_is_refused_by_its_bytes(store: FileStore, head: bytes, what: str) -> None:
    refused = refusal(store, head + bytes(100), "ring.jpg")
    assert what in refused.message
    assert "“ring.jpg”" in refused.message


@pytest.mark.parametrize("orientation", range(1, 9))
def test_iphones_photo_is_kept_whole_and_stands_upright(store: FileStore, orientation: int) -> None:
    data = (PICTURES / f"turned-{orientation}.heic").read_bytes()
    photo = import_photo(store, data, "IMG_0001.HEIC")
    assert (photo.mime, photo.width, photo.height) == ("image/heic", 240, 160)
    assert store.get(photo.sha256) == data
    assert photo.taken_at == int(datetime(2026, 11, 3, 14, 5, 9, tzinfo=UTC).timestamp() * 1000)
    shown = opened(photo.derivatives[PAGE_PX])
    assert b"Ines" not in photo.derivatives[PAGE_PX]
    corner_colours = [colour(shown, x, y) for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9))]
    assert corner_colours == [RED, GREEN, BLUE]


@pytest.mark.parametrize("name", ["alpha", "grey", "deep", "two"])
def test_odd_heic_is_shown(store: FileStore, name: str) -> None:
    photo = import_photo(store, (PICTURES / f"{name}.heic").read_bytes(), "IMG.HEIC")
    assert opened(photo.derivatives[SMALL_PX]).size == (240, 160)
    assert colour(opened(photo.derivatives[SMALL_PX]), 0.9, 0.9) == WHITE


def test_heic_without_a_picture_is_damaged(store: FileStore) -> None:
    assert "damaged" in refusal(store, b"\0\0\0\x18ftypheic" + bytes(100)).message


def test_empty_file_is_refused(store: FileStore) -> None:
    assert "0 bytes" in refusal(store, b"").message


def test_too_large_a_file_is_refused(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MAX_BYTES", 1 << 20)
    assert "a photo may have 1 MB" in refusal(store, b"\xff\xd8\xff" + bytes(3 << 20)).message


@pytest.mark.parametrize("form", MIMES)
def test_cut_off_photo_is_refused(store: FileStore, form: str) -> None:
    whole = file_of(Image.effect_noise((300, 200), 90), form)
    assert "cut off" in refusal(store, whole[: len(whole) // 2]).message
    assert "cut off" in refusal(store, whole[:40]).message


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rows + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(7072, 7072), (12_000, 9_000), (60_000, 60_000)])
def test_bomb_is_refused_before_it_is_decoded(store: FileStore, size: tuple[int, int]) -> None:
    assert "more than 50 million pixels" in refusal(store, png_that_claims(*size)).message


def test_largest_photo_is_taken(store: FileStore) -> None:
    largest = Image.new("RGB", (8000, 6250), RED)
    photo = import_photo(store, file_of(largest, "PNG", compress_level=1), "medium-format.png")
    assert photo.width * photo.height == 50_000_000


def test_full_disk_is_said_and_a_bad_picture_is_still_called_bad(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    good = file_of(corners())
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left"):
        import_photo(store, good, "ring.jpg")
    assert refusal(store, good[: len(good) // 2]).title == "A damaged picture"


def test_derivative_is_made_anew_where_the_cache_was_cleared(
    store: FileStore, tmp_path: Path
) -> None:
    photo = import_photo(store, file_of(corners(2000, 1500)), "ring.jpg")
    for path in (tmp_path / "shop" / "cache").rglob("*-320"):
        path.unlink()
    made = photos.derivative(store, photo.sha256, SMALL_PX)
    assert made == photo.derivatives[SMALL_PX]
    assert store.cached(photo.sha256, "320") == made


def test_photo_is_looked_at_pixel_by_pixel_without_its_exif(store: FileStore) -> None:
    data = (PICTURES / "turned-6.heic").read_bytes()
    fine = photos.fine_picture(store, import_photo(store, data, "ring.heic").sha256)
    assert opened(fine).size == (240, 160)
    assert b"Ines" not in fine
    large = file_of(corners(4000, 3000))
    fine = photos.fine_picture(store, import_photo(store, large, "ring.jpg").sha256)
    assert opened(fine).size == (4000, 3000)


def test_derivative_of_a_missing_or_damaged_photo_says_so(store: FileStore, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        photos.derivative(store, "ab" * 32, SMALL_PX)
    photo = import_photo(store, file_of(corners()), "ring.jpg")
    for path in (tmp_path / "shop").rglob(f"{photo.sha256}*"):
        path.write_bytes(b"rotten")
    with pytest.raises(FileError):
        photos.derivative(store, photo.sha256, SMALL_PX)
    with pytest.raises(ValueError, match="no derivative"):
        photos.derivative(store, photo.sha256, 640)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/home/ines/ring.jpg", "ring.jpg"),
        ("C:\\Users\\ines\\ring.jpg", "ring.jpg"),
        ("ri\x1b[31mng\n.jpg", "ri[31mng.jpg"),
        ("", "The picture"),
        ("r" * 200 + ".jpg", "r" * 40 + "…" + "r" * 15 + ".jpg"),
    ],
)
def test_name_in_a_sentence_has_no_folders_and_no_tricks(name: str, shown: str) -> None:
    assert photos.shown_name(name) == shown

"""A store of photos, pictures of four colours for it, and decoders that end with the tests."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PIL.Image import Image as Picture

from app import photos
from app.domain.errors import InputError
from app.files import FileStore
from app.photos import import_photo

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "shop", bytes(32))


@pytest.fixture(scope="module", autouse=True)
def decoders_end_with_these_tests() -> Iterator[None]:
    yield
    photos.shut_down()


def corners(width: int = 600, height: int = 400) -> Picture:
    """A picture whose upper left is red, upper right green, lower left blue, the rest white."""
    picture = Image.new("RGB", (width, height), WHITE)
    draw = ImageDraw.Draw(picture)
    half_w, half_h = width // 2, height // 2
    draw.rectangle((0, 0, half_w - 1, half_h - 1), RED)
    draw.rectangle((half_w, 0, width, half_h - 1), GREEN)
    draw.rectangle((0, half_h, half_w - 1, height), BLUE)
    return picture


def file_of(picture: Picture, form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def opened(jpeg: bytes) -> Picture:
    return Image.open(io.BytesIO(jpeg))


def colour(picture: Picture, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place given in parts of the picture, coarse enough to survive JPEG."""
    pixel = picture.getpixel((int(picture.width * x), int(picture.height * y)))
    assert isinstance(pixel, tuple)
    return tuple(min((0, 30, 60, 160, 200, 255), key=lambda near: abs(near - v)) for v in pixel)


def refusal(store: FileStore, data: bytes, name: str = "ring.jpg") -> InputError:
    with pytest.raises(InputError) as refused:
        import_photo(store, data, name)
    assert list(store.digests()) == []
    assert not list(store._files.rglob("fresh-*"))
    assert refused.value.field == "photo"
    assert refused.value.remedy
    return refused.value

"""Three hundred odd and hostile picture files: each is refused with a sentence or made harmless."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from app import photos, picture_process
from app.decoding import MEMORY_BYTES
from app.domain.errors import InputError
from app.files import FileStore
from app.photos import import_photo
from tests import odd_pictures
from tests.odd_pictures import EITHER, KEPT, REFUSED, Odd

FEW, MANY = 200, 2000
pytestmark = pytest.mark.filterwarnings("ignore:IM image format is deprecated")  # Pillow's plugins


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "shop", bytes(32))


@pytest.fixture(scope="module", autouse=True)
def _decoders_end_with_these_tests() -> Iterator[None]:
    yield
    photos.shut_down()


def outcome(store: FileStore, odd: Odd) -> str:
    """Take it in and prove what has to hold of any file: it is whole in the store, or not there."""
    name, data, _ = odd
    before = set(store.digests())
    kept_data = bytes(data)
    photo, refused = None, None
    try:
        photo = import_photo(store, data, name)
    except InputError as error:
        refused = error
    if photo is None:
        assert refused is not None
        assert photos.shown_name(name) in refused.message, name
        assert refused.remedy, name
        assert set(store.digests()) == before, f"{name} was refused and is in the store"
        return REFUSED
    assert store.get(photo.sha256) == kept_data, f"{name} was changed"
    assert 0 < photo.width * photo.height <= 50_000_000
    for box, jpeg in photo.derivatives.items():
        small = Image.open(io.BytesIO(jpeg))
        assert small.format == "JPEG"
        assert small.mode == "RGB"
        assert max(small.size) <= box
        assert dict(small.getexif()) == {}
        assert b"Ines" not in jpeg
        assert b"<script" not in jpeg
    return KEPT


def run(store: FileStore, files: Iterator[Odd] | list[Odd]) -> tuple[list[str], float]:
    """What went otherwise than it should, and the longest that one took, s."""
    wrong, longest = [], 0.0
    for odd in files:
        began = time.monotonic()
        became = outcome(store, odd)
        longest = max(longest, time.monotonic() - began)
        if odd[2] not in (became, EITHER):
            wrong.append(f"{odd[0]} was {became}")
    return wrong, longest


def most_memory_mb() -> float:
    """The most memory that a decoding process has had at once, MB."""
    most = 0.0
    for process in photos._decoders.all:
        child = process._child
        if child is not None and child.poll() is None:
            status = Path(f"/proc/{child.pid}/status").read_text()
            most = max(most, int(status.split("VmHWM:")[1].split()[0]) / 1024)
    return most


def test_three_hundred_odd_files_are_refused_with_a_sentence_or_made_harmless(
    store: FileStore,
) -> None:
    files = odd_pictures.everything()
    assert len(files) >= 300
    wrong, longest = run(store, files)
    assert wrong == []
    assert longest < picture_process.PATIENCE_S
    if sys.platform == "linux":
        assert 0 < most_memory_mb() <= MEMORY_BYTES >> 20


def test_mutated_pictures_do_no_harm(store: FileStore) -> None:
    wrong, _ = run(store, odd_pictures.mutated(FEW, seed=5))
    assert wrong == []


@pytest.mark.long
def test_many_mutated_pictures_do_no_harm(store: FileStore) -> None:
    seed = int(os.environ.get("PARURE_SEED", "2026"))
    wrong, _ = run(store, odd_pictures.mutated(MANY, seed))
    assert wrong == []
    if sys.platform == "linux":
        assert 0 < most_memory_mb() <= MEMORY_BYTES >> 20

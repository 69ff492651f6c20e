"""Sealed files: the same bytes come back or it is said why not, and nothing lies open."""

import errno
import os
import time
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import FileError, NotFoundError
from app.files import FileStore
from app.sealing import HEADER_BYTES, PIECE_BYTES

KEY = bytes(range(32))
PHOTO = b"a photo of a ring " * 100
BIG = os.urandom(3 * PIECE_BYTES + 17)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "shop", KEY)


def sealed(tmp_path: Path, digest: str) -> Path:
    """Where the file lies on the disk."""
    return tmp_path / "shop" / "files" / digest[:2] / digest


def names(tmp_path: Path) -> list[str]:
    """Every file under the shop, whatever it is."""
    return sorted(path.name for path in (tmp_path / "shop").rglob("*") if path.is_file())


def test_bytes_come_back_under_their_digest(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(PHOTO)
    assert digest == sha256(PHOTO).hexdigest()
    assert store.get(digest) == PHOTO
    assert list(store.digests()) == [digest]
    assert names(tmp_path) == [digest]


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1])
def test_every_size_comes_back(store: FileStore, size: int) -> None:
    data = BIG[:size]
    digest = store.put(data)
    assert store.get(digest) == data
    assert store.put_stream(BytesIO(data)) == digest
    assert store.get(digest) == data


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2000))
def test_any_bytes_come_back(store: FileStore, data: bytes) -> None:
    assert store.get(store.put(data)) == data


def test_big_file_is_streamed_in_pieces(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "scan.tif"
    source.write_bytes(BIG)
    with source.open("rb") as file:
        digest = store.put_stream(file)
    pieces = list(store.stream(digest))
    assert [len(piece) for piece in pieces] == [PIECE_BYTES] * 3 + [17]
    assert b"".join(pieces) == BIG


def test_source_that_trickles_gives_the_same_file(store: FileStore) -> None:
    class Trickle(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(70_001)

    source: BinaryIO = Trickle(BIG)
    assert store.put_stream(source) == store.put(BIG)


def test_nothing_of_the_photo_is_readable_on_the_disk(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(PHOTO)
    on_disk = sealed(tmp_path, digest).read_bytes()
    assert b"ring" not in on_disk
    assert len(on_disk) == HEADER_BYTES + len(PHOTO) + 16
    other = FileStore(tmp_path / "shop", bytes(32))
    with pytest.raises(FileError):
        other.get(digest)


def test_same_bytes_are_written_once_and_sealed_differently(tmp_path: Path) -> None:
    one, two = FileStore(tmp_path / "shop", KEY), FileStore(tmp_path / "two", KEY)
    digest = one.put(PHOTO)
    before = sealed(tmp_path, digest).stat()
    assert one.put(PHOTO) == digest
    assert sealed(tmp_path, digest).stat().st_ino == before.st_ino
    two.put(PHOTO)
    theirs = tmp_path / "two" / "files" / digest[:2] / digest
    assert theirs.read_bytes() != sealed(tmp_path, digest).read_bytes()


@pytest.mark.parametrize("place", [0, 4, 10, HEADER_BYTES, HEADER_BYTES + PIECE_BYTES + 40, -1])
def test_one_changed_bit_is_noticed(store: FileStore, tmp_path: Path, place: int) -> None:
    digest = store.put(BIG)
    path = sealed(tmp_path, digest)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(FileError) as refused:
        store.get(digest)
    assert "no longer those that were kept" in refused.value.message
    assert list(store.damaged()) == [digest]


@pytest.mark.parametrize("left", [0, 3, HEADER_BYTES, HEADER_BYTES + PIECE_BYTES + 16])
def test_cut_file_is_noticed_even_between_pieces(
    store: FileStore, tmp_path: Path, left: int
) -> None:
    digest = store.put(BIG)
    os.truncate(sealed(tmp_path, digest), left)
    with pytest.raises(FileError):
        store.get(digest)


def test_swapped_files_and_pieces_are_noticed(store: FileStore, tmp_path: Path) -> None:
    one, two = store.put(PHOTO), store.put(BIG)
    sealed(tmp_path, one).write_bytes(sealed(tmp_path, two).read_bytes())
    with pytest.raises(FileError):
        store.get(one)
    data = sealed(tmp_path, two).read_bytes()
    step = PIECE_BYTES + 16
    first, second = (data[HEADER_BYTES + n * step :][:step] for n in (0, 1))
    rest = data[HEADER_BYTES + 2 * step :]
    sealed(tmp_path, two).write_bytes(data[:HEADER_BYTES] + second + first + rest)
    with pytest.raises(FileError):
        store.get(two)


def test_damaged_file_heals_when_its_bytes_come_again(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(PHOTO)
    sealed(tmp_path, digest).write_bytes(b"rotten")
    assert store.put(PHOTO) == digest
    assert store.get(digest) == PHOTO
    assert list(store.damaged()) == []


def test_missing_file_is_said_and_says_how_to_go_on(store: FileStore) -> None:
    with pytest.raises(NotFoundError) as refused:
        store.get("ab" * 32)
    assert "not on this PC" in refused.value.message
    assert "backup" in refused.value.remedy
    assert not store.has("ab" * 32)


@pytest.mark.parametrize("name", ["", "../shop.json", "AB" * 32, "ab" * 32 + "\n", "photo.jpg"])
def test_names_are_never_paths(store: FileStore, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.get(name)
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.cache(name, "320", b"")
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.cached("ab" * 32, "../320")


def test_full_disk_keeps_nothing_half(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError) as refused:
        store.put(PHOTO)
    assert "No space left" in refused.value.message
    with pytest.raises(FileError):
        store.put_stream(BytesIO(BIG))
    assert names(tmp_path) == []


def test_what_is_set_down_is_no_file_until_it_is_kept(store: FileStore, tmp_path: Path) -> None:
    wanted, unwanted = store.set_down(PHOTO), store.set_down(BIG)
    assert not store.has(wanted.digest)
    assert list(store.digests()) == []
    unwanted.drop()
    assert wanted.keep() == sha256(PHOTO).hexdigest()
    assert names(tmp_path) == [wanted.digest]
    assert store.get(wanted.digest) == PHOTO


def test_bytes_that_are_there_stay_when_they_are_dropped(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(PHOTO)
    store.set_down(PHOTO).drop()
    assert names(tmp_path) == [digest]
    assert store.get(digest) == PHOTO


def test_source_that_breaks_leaves_nothing(store: FileStore, tmp_path: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise ConnectionError("the phone was unplugged")

    with pytest.raises(FileError):
        store.put_stream(Broken())
    assert names(tmp_path) == []


def test_what_a_crash_left_is_tidied_a_day_later(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(PHOTO)
    left = sealed(tmp_path, digest).with_name("fresh-0123")
    left.write_bytes(b"half")
    assert store.tidy() == 0
    long_ago = time.time() - 100_000
    os.utime(left, (long_ago, long_ago))
    os.utime(sealed(tmp_path, digest), (long_ago, long_ago))
    assert store.tidy() == 1
    assert names(tmp_path) == [digest]


def test_cache_gives_back_or_says_make_it_anew(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(PHOTO)
    assert store.cached(digest, "320") is None
    store.cache(digest, "320", b"small picture")
    assert store.cached(digest, "320") == b"small picture"
    (made,) = (tmp_path / "shop" / "cache").rglob(f"{digest}-320")
    assert b"small" not in made.read_bytes()
    made.write_bytes(made.read_bytes()[:-1])
    assert store.cached(digest, "320") is None


def test_what_was_made_of_another_file_is_not_given_for_this_one(
    store: FileStore, tmp_path: Path
) -> None:
    """Both are sealed with the shop's key: who has it not can still copy one over the other."""
    ours, theirs = store.put(PHOTO), store.put(b"another photo")
    store.cache(ours, "320", b"the scratch")
    store.cache(theirs, "320", b"no scratch")
    cache = tmp_path / "shop" / "cache"
    (made,), (other,) = cache.rglob(f"{ours}-320"), cache.rglob(f"{theirs}-320")
    made.write_bytes(other.read_bytes())
    assert store.cached(ours, "320") is None
    assert store.cached(theirs, "320") == b"no scratch"


def test_erasure_removes_the_file_and_all_that_was_made_of_it(
    store: FileStore, tmp_path: Path
) -> None:
    digest = store.put(PHOTO)
    store.cache(digest, "320", b"small picture")
    store.remove(digest)
    store.remove(digest)
    assert names(tmp_path) == []

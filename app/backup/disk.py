"""Copying and writing for good, and what a place of backups may refuse, in words."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import apsw

from app.domain.errors import FileError

PIECE_BYTES = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT}
_LOCKED = {errno.EROFS}
_REFUSED = {errno.EACCES, errno.EPERM}
_AWAY = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.EHOSTDOWN, errno.ENOTCONN}


class StoppedError(Exception):
    """The program ends, or somebody pressed Cancel: what was begun is left as a half backup."""


def never() -> bool:
    """For work that nobody stops."""
    return False


@contextmanager
def in_words(place: Path) -> Iterator[None]:
    """Turn what the disk of a place says inside this block into a sentence that names the place."""
    try:
        yield
    except OSError as error:
        raise place_trouble(place, error) from error
    except apsw.Error as error:
        raise place_trouble(place, _as_os_error(error)) from error


def place_trouble(place: Path, error: OSError) -> FileError:
    """Away, full, locked, refused or failing: what a person can do about it."""
    number = error.errno or 0
    if number in _FULL:
        return FileError(
            "No room for the backup",
            f"There is no room left at {place}. The backup there is not finished; those before are.",
            "Free some space there, or choose another place.",
        )
    if number in _LOCKED:
        return FileError(
            "The place is locked",
            f"{place} can be read and not written: the disk or stick is write-protected.",
            "Move the little switch of the stick, or choose another place.",
        )
    if number in _REFUSED:
        return FileError(
            "The place may not be written",
            f"This person may not write at {place}.",
            "Give yourself the right to write there, or choose another place.",
        )
    if number in _AWAY or not place.exists():
        return FileError(
            "The place is not there",
            f"{place} cannot be found: the stick or disk is not plugged in, or the network is away.",
            "Plug it in. The backup is made by itself within the hour, or press Back up now.",
        )
    said = error.strerror or type(error).__name__
    return FileError(
        "The backup could not be written",
        f"The disk at {place} did not take it ({said}).",
        "Try again. If this comes back the disk may be failing: choose another place today.",
    )


def _as_os_error(error: apsw.Error) -> OSError:
    """The error of the system that an error of SQLite stands for."""
    if isinstance(error, apsw.FullError):
        return OSError(errno.ENOSPC, "no space left")
    if isinstance(error, apsw.ReadOnlyError):
        return OSError(errno.EROFS, "locked")
    if isinstance(error, apsw.CantOpenError | apsw.PermissionsError):
        return OSError(errno.EACCES, "refused")
    return OSError(errno.EIO, str(error))


def copied(source: Path, target: Path, stop: Callable[[], bool] = never) -> tuple[int, str]:
    """Copy a file whole or not at all, on the disk for good; its size and SHA-256."""
    digest, size = sha256(), 0
    fresh = target.with_name(f"fresh-{secrets.token_hex(8)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as read, fresh.open("xb") as write:
            while piece := read.read(PIECE_BYTES):
                if stop():
                    raise StoppedError
                digest.update(piece)
                size += len(piece)
                write.write(piece)
            write.flush()
            os.fsync(write.fileno())
        os.replace(fresh, target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return size, digest.hexdigest()


def written(target: Path, data: bytes) -> None:
    """Write a small file whole or not at all, and bring its name to the disk too."""
    fresh = target.with_name(f"fresh-{secrets.token_hex(8)}")
    try:
        with fresh.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def digest_of(path: Path, stop: Callable[[], bool] = never) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            if stop():
                raise StoppedError
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def sync_file(path: Path) -> None:
    """Bring what was written into a file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk (Windows does so by itself; some sticks cannot)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise
    finally:
        os.close(handle)

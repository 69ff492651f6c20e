"""The shop's sealed file store: photos and papers, each under the SHA-256 of its bytes.

``files/ab/<sha256>`` holds what came in, unchanged; ``cache/ab/<sha256>-<label>`` holds what can be
made anew from it. Both are sealed with the shop's key (``app.sealing``). What a person called the
file is data in the database and never part of a path.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from app.domain.errors import FileError, NotFoundError
from app.sealing import PIECE_BYTES, SealError, sealed, unsealed


@dataclass(frozen=True)
class SetDown:
    """Bytes that are on the disk and no file of the store yet: ``keep`` or ``drop`` settles it once.

    Where neither is heard, as after a crash, they are tidied away a day later.
    """

    digest: str
    _fresh: Path | None = None
    _give_name: Callable[[], None] | None = None

    def keep(self) -> str:
        """They are a file of the store from now on; its SHA-256."""
        if self._give_name:
            self._give_name()
        return self.digest

    def drop(self) -> None:
        """They are not wanted; the same bytes that were there before stay."""
        if self._fresh:
            self._fresh.unlink(missing_ok=True)


class FileStore:
    """Keeps bytes under their digest, sealed with the shop's key, in ``files/`` and ``cache/`` of a shop.

    Any thread may use it: a file appears whole under its name or not at all.
    """

    def __init__(self, shop: Path, key: bytes) -> None:
        self._files = shop / "files"
        self._cache = shop / "cache"
        self._key = key
        self._older: tuple[bytes, ...] = ()
        self._tidying = Lock()
        self.fetch_missing: Callable[[str], bool] = lambda _digest: False
        """Tries to get a file that is not here from the hub; whether it is here now."""

    def use_keys(self, newest: bytes, older: Iterable[bytes]) -> None:
        """From now on seal with ``newest``; what an older key of the shop has sealed opens as well."""
        self._key, self._older = newest, tuple(older)

    # --- what came in ---------------------------------------------------------------------------

    def put(self, data: bytes) -> str:
        """Keeps the bytes for good and returns their SHA-256; known bytes are not written again."""
        return self.set_down(data).keep()

    def set_down(self, data: bytes) -> SetDown:
        """Brings the bytes to the disk for good, but without their name yet: see ``SetDown``.

        For who still waits to hear whether they are wanted, and would write meanwhile.
        """
        digest = sha256(data).hexdigest()
        path = self._path(digest)
        if self._wanted_again(digest) and self.is_whole(digest):
            return SetDown(digest)
        fresh = self._write_fresh(path.parent, [data], lasting=True)
        return SetDown(digest, fresh, lambda: self._give_name(fresh, path, lasting=True))

    def put_stream(self, source: BinaryIO) -> str:
        """Keeps what ``source`` gives, piece by piece, without holding it in memory; its SHA-256."""
        digest = sha256()

        def read() -> Iterator[bytes]:
            while piece := source.read(PIECE_BYTES):
                digest.update(piece)
                yield piece

        fresh = self._write_fresh(self._files, read(), lasting=True)
        name = digest.hexdigest()
        self._give_name(fresh, self._path(name), lasting=True)
        return name

    def keep(self, digest: str, pieces: Iterable[bytes]) -> None:
        """Keeps what came from another PC; FileError, and nothing is kept, if it is something else."""
        seen = sha256()

        def read() -> Iterator[bytes]:
            for piece in pieces:
                seen.update(piece)
                yield piece

        fresh = self._write_fresh(self._files, read(), lasting=True)
        if seen.hexdigest() != digest:
            fresh.unlink(missing_ok=True)
            raise _damaged(digest)
        self._give_name(fresh, self._path(digest), lasting=True)

    def get(self, digest: str) -> bytes:
        """The bytes of this SHA-256; NotFoundError if they are nowhere, FileError if damaged."""
        return b"".join(self.stream(digest))

    def stream(self, digest: str) -> Iterator[bytes]:
        """The bytes of this SHA-256 in pieces of up to 1 MiB, for big files; fetched if need be.

        The last piece is given only when the digest of the whole is right.
        """
        if not self.has(digest):
            self.fetch_missing(digest)
        yield from self._stored(digest)

    def _stored(self, digest: str) -> Iterator[bytes]:
        seen = sha256()
        held = b""
        try:
            with self._path(digest).open("rb") as file:
                for piece in self._unsealed(file):
                    if held:
                        yield held
                    seen.update(piece)
                    held = piece
        except FileNotFoundError:
            raise NotFoundError(
                "The file is not here",
                f"The photo or paper {digest[:12]} is not on this PC.",
                "Fetch it from the other PCs or from a backup; the record itself is whole.",
            ) from None
        except OSError as error:
            raise _unreadable(digest, error) from error
        except SealError as error:
            raise _damaged(digest) from error
        if seen.hexdigest() != digest:
            raise _damaged(digest)
        yield held

    def _unsealed(self, file: BinaryIO, about: bytes = b"") -> Iterator[bytes]:
        """The plain pieces, with whichever of the shop's keys opens the first one."""
        if not self._older:
            yield from unsealed(self._key, file, about)
            return
        for key in (self._key, *self._older):
            pieces = unsealed(key, file, about)
            try:
                first = next(pieces)
            except SealError:
                file.seek(0)
                continue
            yield first
            yield from pieces
            return
        raise SealError("no key of the shop opens it")

    def seal_anew(self, digest: str) -> bool:
        """Seal a file with the newest key if an older one has sealed it; whether it was."""
        path = self._path(digest)
        try:
            with path.open("rb") as file:
                next(unsealed(self._key, file))
                return False
        except FileNotFoundError:
            return False
        except SealError:
            before = path.stat()
            self._write(path, self._stored(digest), lasting=True)
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
            return True

    def has(self, digest: str) -> bool:
        """Whether a file of this SHA-256 is here; says nothing of its being whole."""
        return self._path(digest).is_file()

    def remove(self, digest: str) -> None:
        """Removes a file and all that was made of it: for the erasure of a person's data alone."""
        self._path(digest).unlink(missing_ok=True)
        for made in self._cache.glob(f"{digest[:2]}/{digest}-*"):
            made.unlink(missing_ok=True)

    def kept_before(self, moment: float) -> Iterator[str]:
        """The SHA-256 of every file that nobody has brought since ``moment`` (seconds since 1970)."""
        return (digest for digest in self.digests() if self._age(digest) < moment)

    def remove_old(self, digest: str, moment: float) -> bool:
        """Removes a file unless somebody has brought it again since ``moment``; whether it is gone."""
        with self._tidying:
            if self._age(digest) >= moment:
                return False
            self.remove(digest)
            return True

    def digests(self) -> Iterator[str]:
        """The SHA-256 of every file that is here, in their order."""
        for folder in sorted(self._files.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(path.name for path in folder.iterdir() if _is_digest(path.name))

    def damaged(self) -> Iterator[str]:
        """The SHA-256 of every file here that cannot be read whole: what ``parure check`` asks."""
        return (digest for digest in self.digests() if not self.is_whole(digest))

    def tidy(self) -> int:
        """Removes what a crash left half-written more than a day ago; how many files that were."""
        old = time.time() - 86_400
        left = [path for path in self._files.rglob("fresh-*") if path.stat().st_mtime < old]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    # --- what can be made anew ------------------------------------------------------------------

    def cache(self, digest: str, label: str, data: bytes) -> None:
        """Keeps something that was made of a file, such as its small picture, until it is needed."""
        path = self._cache_path(digest, label)
        self._write(path, [data], lasting=False, about=path.name.encode())

    def cached(self, digest: str, label: str) -> bytes | None:
        """What was made of a file, or None where it must be made anew (missing or damaged).

        It is sealed as that file's: what was made of another one and put under this name is damaged,
        since no digest of what was made could tell.
        """
        path = self._cache_path(digest, label)
        try:
            with path.open("rb") as file:
                return b"".join(self._unsealed(file, path.name.encode()))
        except (OSError, SealError):
            return None

    # --- on the disk ----------------------------------------------------------------------------

    def _wanted_again(self, digest: str) -> bool:
        """Notes that somebody brings a known file now, so that nothing tidies it away; if it is here."""
        with self._tidying:
            try:
                os.utime(self._path(digest))
            except OSError:
                return False
            return True

    def _age(self, digest: str) -> float:
        """When a file was last brought, in seconds since 1970; far in the future if it is not here."""
        try:
            return self._path(digest).stat().st_mtime
        except OSError:
            return float("inf")

    def _path(self, digest: str) -> Path:
        if not _is_digest(digest):
            raise ValueError(f"not a SHA-256: {digest!r}")
        return self._files / digest[:2] / digest

    def _cache_path(self, digest: str, label: str) -> Path:
        if not _is_digest(digest) or not re.fullmatch(r"[0-9a-z]{1,16}", label):
            raise ValueError(f"not a SHA-256 and a label: {digest!r}, {label!r}")
        return self._cache / digest[:2] / f"{digest}-{label}"

    def is_whole(self, digest: str) -> bool:
        """Whether a file of this SHA-256 is here and is what was kept; reads all of it."""
        try:
            for _ in self._stored(digest):
                pass
        except (FileError, NotFoundError):
            return False
        return True

    def _write(
        self, path: Path, pieces: Iterable[bytes], *, lasting: bool, about: bytes = b""
    ) -> None:
        fresh = self._write_fresh(path.parent, pieces, lasting=lasting, about=about)
        self._give_name(fresh, path, lasting=lasting)

    def _write_fresh(
        self, folder: Path, pieces: Iterable[bytes], *, lasting: bool, about: bytes = b""
    ) -> Path:
        """A new sealed file without its name yet; with ``lasting`` it is on the disk for good."""
        fresh = folder / f"fresh-{secrets.token_hex(8)}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with fresh.open("xb") as file:
                file.writelines(sealed(self._key, pieces, about))
                if lasting:
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise _unwritable(error) from error
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        return fresh

    def _give_name(self, fresh: Path, path: Path, *, lasting: bool) -> None:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.replace(fresh, path)
            if lasting:
                _sync_folder(path.parent)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise _unwritable(error) from error


def _is_digest(name: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{64}", name) is not None


def _sync_folder(folder: Path) -> None:
    """Brings the new name to the disk too (Windows does so by itself and cannot open folders)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damaged(digest: str) -> FileError:
    return FileError(
        "The file is damaged",
        f"The photo or paper {digest[:12]} is here, but its bytes are no longer those that were kept.",
        "Fetch it from the other PCs or from a backup; the record itself is whole.",
    )


def _unreadable(digest: str, error: OSError) -> FileError:
    return FileError(
        "The file cannot be read",
        f"The photo or paper {digest[:12]} cannot be read from the disk ({error.strerror}).",
        "Check the disk and the rights on the shop's folder, then try again.",
    )


def _unwritable(error: OSError) -> FileError:
    return FileError(
        "The file cannot be kept",
        f"The photo or paper could not be written to the shop's folder ({error.strerror}).",
        "Free some space or check the rights on the shop's folder, then try again.",
    )

"""A disk that fails at its n-th write: a shim under SQLite, and under the program's own files.

Both count together. ``Disk(at=0)`` only counts, so that a test knows how far it has to go.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import apsw
import pytest

BASE = "unix"
ENCRYPTED, USUAL = "multipleciphers-failing", "multipleciphers-unix"


class Disk:
    """Counts writes and refuses the ``at``-th, and all after it while ``stays`` (a full disk)."""

    def __init__(self, at: int = 0, *, full: bool = False, stays: bool = False) -> None:
        self.at, self.full, self.stays = at, full, stays
        self.seen = 0

    def hit(self) -> bool:
        """One more write; whether it fails."""
        self.seen += 1
        return bool(self.at) and (self.seen >= self.at if self.stays else self.seen == self.at)

    def sqlite(self) -> None:
        """A write of SQLite's."""
        if self.hit():
            raise apsw.FullError("no space") if self.full else apsw.IOError("failed")

    def own(self) -> None:
        """A write of the program's own."""
        if self.hit():
            raise OSError(errno.ENOSPC if self.full else errno.EIO, "the disk failed")


class _File(apsw.VFSFile):
    def __init__(self, name: Any, flags: Any) -> None:
        super().__init__(BASE, name, flags)

    def xLock(self, level: int) -> None:
        try:
            super().xLock(level)
        except apsw.IOError:
            # A file that is open for reading cannot be locked for writing, which SQLite tries at
            # the end to see whether it is the last one; underneath it is told so quietly.
            raise apsw.BusyError("open for reading") from None

    def xWrite(self, data: Any, offset: int) -> None:
        _Vfs.disk.sqlite()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        _Vfs.disk.sqlite()
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:
        _Vfs.disk.sqlite()
        super().xTruncate(size)


class _Vfs(apsw.VFS):
    """Lies under the encryption, as a disk does; registered once, for the encryption keeps it."""

    disk = Disk()

    def xOpen(self, name: Any, flags: Any) -> _File:
        return _File(name, flags)


@cache
def _registered() -> _Vfs:
    made = _Vfs("failing", BASE)
    apsw.Connection(":memory:", vfs=ENCRYPTED).close()  # the encryption is laid over it by its name
    return made


class _Written:
    """A file of the program's own whose writes are counted."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self._file, self._disk = file, disk

    def write(self, data: Any) -> int:
        self._disk.own()
        return int(self._file.write(data))

    def writelines(self, parts: Any) -> None:
        for part in parts:
            self.write(part)

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def failing(disk: Disk, patch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Everything that is written inside the block goes through the disk."""
    _registered()
    _Vfs.disk = disk
    apsw.set_default_vfs(ENCRYPTED)
    plain_open = Path.open
    with patch.context() as own:
        for name in ("fsync", "replace", "rename"):
            own.setattr(os, name, _counted(getattr(os, name), disk))

        def opened(self: Path, mode: str = "r", *args: Any, **named: Any) -> Any:
            file = plain_open(self, mode, *args, **named)
            return _Written(file, disk) if set(mode) & set("xwa") else file

        own.setattr(Path, "open", opened)
        try:
            yield disk
        finally:
            apsw.set_default_vfs(USUAL)
            _Vfs.disk = Disk()


def _counted(call: Any, disk: Disk) -> Any:
    def counted(*args: Any, **named: Any) -> Any:
        disk.own()
        return call(*args, **named)

    return counted


def every(total: int, many: int, seed: int) -> list[int]:
    """Up to ``many`` of the numbers 1 … total, spread over all of them; all where many is 0."""
    import random

    if not many or many >= total:
        return list(range(1, total + 1))
    step = total / many
    pick = random.Random(seed)
    return sorted({min(total, 1 + int((n + pick.random()) * step)) for n in range(many)})

"""Photos and snapshots of a hub that is a folder: sealed parts, there whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.sync.folder_place import FRESH, to_disk, write_fresh
from app.sync.folder_shelf import Shelf
from app.sync.hub import Snapshot, overtaken

_LENGTH = struct.Struct(">I")
KEPT = 2
"""Snapshots that stay: the newest, and the one that somebody may be reading."""


def safe_name(name: str) -> str:
    """A name that came from elsewhere and becomes part of a path."""
    if not re.fullmatch(r"[0-9a-f]{16,64}", name):
        raise ValueError(f"not a name at the hub: {name!r}")
    return name


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file of parts, each after its length."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.parent / f"{FRESH}{secrets.token_hex(8)}"
    try:
        with fresh.open("xb") as file:
            for part in parts:
                file.write(_LENGTH.pack(len(part)) + part)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
        to_disk(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def read_parts(path: Path) -> Iterator[bytes]:
    """The parts of such a file; what is cut off is noticed by the seal."""
    with path.open("rb") as file:
        while head := file.read(_LENGTH.size):
            yield file.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""


class SnapshotShelf:
    """Snapshots by number; each PC writes its own beside the others until it is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def whole(self) -> list[Snapshot]:
        """The whole ones, newest first."""
        found = []
        for path in sorted(self._folder.glob("[0-9]*"), reverse=True):
            if said := Shelf(path).get("head"):
                found.append(
                    Snapshot(
                        int(path.name),
                        said["schema_version"],
                        said["key_epoch"],
                        said["parts"],
                        said["at"],
                    )
                )
        return found

    def begin(self, site: int, seq: int, schema_version: int, key_epoch: int) -> None:
        """Begin anew."""
        place = self._begun(site, seq)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        Shelf(place).put("head", {"schema_version": schema_version, "key_epoch": key_epoch})

    def put_part(self, site: int, seq: int, n: int, body: bytes) -> None:
        """Put a part."""
        place = self._begun(site, seq)
        if not place.is_dir():
            raise overtaken()
        os.replace(write_fresh(place, body), place / f"{n:06d}.part")

    def finish(self, site: int, seq: int, parts: int, at: int) -> None:
        """All parts are there: let it appear, and let the oldest go."""
        place = self._begun(site, seq)
        said = Shelf(place).get("head")
        if said is None or len(list(place.glob("*.part"))) != parts:
            raise overtaken()
        Shelf(place).put("head", {**said, "parts": parts, "at": at})
        whole = self._folder / f"{seq:012d}"
        if whole.exists():
            shutil.rmtree(place, ignore_errors=True)
            raise overtaken()
        to_disk(place)  # the names of its parts before its own
        os.rename(place, whole)
        to_disk(self._folder)
        for old in self.whole()[KEPT:]:
            shutil.rmtree(self._folder / f"{old.seq:012d}", ignore_errors=True)

    def part(self, seq: int, n: int) -> bytes:
        """A part of a whole one; FileNotFoundError."""
        return (self._folder / f"{seq:012d}" / f"{n:06d}.part").read_bytes()

    def _begun(self, site: int, seq: int) -> Path:
        return self._folder / f".{site}-{seq:012d}"

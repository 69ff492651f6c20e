"""The log of a hub that is a folder: one file a push, never changed, its name won by one PC alone.

``log/000000000042.cs`` begins with change 42 and holds all of its push: a line of JSON (what is in
it, and the digest of the rest), then the sealed bodies one after the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.sync.folder_place import publish, to_disk, write_fresh
from app.sync.hub import HubError, Pack, behind, twin


@dataclass(frozen=True)
class Header:
    """What a file of the log holds: its first change, and of each what its pack says but the body."""

    first: int
    at: int
    pushed_by: int
    packs: list[tuple[int, int, int, int, int]]
    sha256: str
    length: int

    @property
    def last(self) -> int:
        """The number of its last change."""
        return self.first + len(self.packs) - 1


class FolderLog:
    """Reads and adds to the log in ``folder``; keeps what it has read of the immutable headers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._headers: dict[int, Header] = {}

    def firsts(self) -> list[int]:
        """The first numbers of all files, in order."""
        found = sorted(int(path.stem) for path in self._folder.glob("*.cs"))
        if self._headers and max(self._headers) > (found[-1] if found else 0):
            self._headers.clear()  # the folder was put back to an older state
        return found

    def head(self) -> int:
        """The number of the newest change."""
        firsts = self.firsts()
        return self.header(firsts[-1]).last if firsts else 0

    def header(self, first: int) -> Header:
        """The header of the file that begins with ``first``."""
        if first not in self._headers:
            with self._path(first).open("rb") as file:
                line = file.readline()
            self._headers[first] = _header(line)
        return self._headers[first]

    def read(self, first: int) -> list[Pack]:
        """All changes of a file; HubError where its bytes are not those that were pushed."""
        with self._path(first).open("rb") as file:
            line = file.readline()
            body = file.read()
        header = _header(line)
        if sha256(body).hexdigest() != header.sha256:
            raise _damaged(first)
        packs, start = [], 0
        for n, (site, site_seq, version, epoch, size) in enumerate(header.packs):
            packs.append(
                Pack(
                    site,
                    site_seq,
                    version,
                    epoch,
                    body[start : start + size],
                    first + n,
                    header.at,
                    header.pushed_by,
                )
            )
            start += size
        return packs

    def sha_at(self, seq: int) -> str | None:
        """The digest of the sealed body of a change, None where it is not here."""
        firsts = [first for first in self.firsts() if first <= seq]
        if not firsts or self.header(firsts[-1]).last < seq:
            return None
        return self.read(firsts[-1])[seq - firsts[-1]].sha256

    def fetch(self, after: int, limit: int, max_bytes: int) -> list[Pack]:
        """The changes behind ``after``."""
        firsts = self.firsts()
        wanted = [f for f in firsts if f > after]
        begun = [f for f in firsts if f <= after]
        if begun and self.header(begun[-1]).last > after:
            wanted.insert(0, begun[-1])
        if wanted and wanted[0] > after + 1:
            raise behind()
        found: list[Pack] = []
        size = 0
        for first in wanted:
            for pack in self.read(first):
                if pack.seq <= after:
                    continue
                size += len(pack.body)
                if found and (len(found) >= limit or size > max_bytes):
                    return found
                found.append(pack)
        return found

    def add(self, base: int, packs: Sequence[Pack], site: int, at: int) -> bool:
        """Put these behind ``base`` if that is the newest; False if another was first."""
        if self.head() != base:
            return False
        body = b"".join(pack.body for pack in packs)
        said = {
            "first": base + 1,
            "at": at,
            "by": site,
            "sha256": sha256(body).hexdigest(),
            "packs": [
                (p.site, p.site_seq, p.schema_version, p.key_epoch, len(p.body)) for p in packs
            ],
        }
        fresh = write_fresh(self._folder, json.dumps(said).encode() + b"\n" + body)
        if not publish(fresh, self._path(base + 1)):
            return False
        to_disk(self._folder)
        return True

    def refuse_twin(self, site: int, lowest: int, known: int) -> int:
        """The last number of ``site`` in the log, at least ``known``; TwinError from ``lowest`` on."""
        last = known
        for header in self.headers():
            last = max([last, *(q for s, q, *_ in header.packs if s == site)])
        if last >= lowest:
            raise twin()
        return last

    def headers(self) -> Iterator[Header]:
        """All headers, in order."""
        for first in self.firsts():
            yield self.header(first)

    def prune(self, keep: int) -> int:
        """Drop files that end before ``keep``; never the last one."""
        gone = 0
        for first in self.firsts()[:-1]:
            if self.header(first).last >= keep:
                break
            gone += len(self.header(first).packs)
            self._path(first).unlink(missing_ok=True)
        return gone

    def _path(self, first: int) -> Path:
        return self._folder / f"{first:012d}.cs"


def _header(line: bytes) -> Header:
    try:
        said: dict[str, Any] = json.loads(line)
        packs = [tuple(one) for one in said["packs"]]
        return Header(said["first"], said["at"], said["by"], packs, said["sha256"], len(line))
    except (ValueError, KeyError, TypeError):
        raise _damaged(0) from None


def _damaged(first: int) -> HubError:
    return HubError(
        "The hub's folder is damaged",
        f"The file of change {first or '?'} in the hub's folder is not what was put there.",
        "Restore the folder from its backup, or let one PC set the hub up anew.",
    )

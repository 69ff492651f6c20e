"""Small files of a hub that is a folder: written whole, read whole, won by one PC where it must be."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.sync.folder_place import FRESH, publish, to_disk, write_fresh
from app.sync.hub import Claim, HubAwayError


class Shelf:
    """A folder of small JSON files by name; bytes are kept as hex."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str) -> dict[str, Any] | None:
        """What is kept under a name."""
        try:
            found: dict[str, Any] = json.loads((self.folder / name).read_bytes())
        except FileNotFoundError:
            return None
        except ValueError:
            return None
        return found

    def put(self, name: str, said: dict[str, Any]) -> None:
        """Keep it in the place of what was there."""
        fresh = write_fresh(self.folder, json.dumps(said).encode())
        os.replace(fresh, self.folder / name)

    def win(self, name: str, said: dict[str, Any]) -> bool:
        """Keep it if the name is free; False if somebody was first."""
        won = publish(write_fresh(self.folder, json.dumps(said).encode()), self.folder / name)
        if won:
            to_disk(self.folder)
        return won

    def names(self, ending: str) -> list[str]:
        """All names that end so, in order."""
        return sorted(path.name for path in self.folder.glob(f"*{ending}"))

    def written_at(self, name: str) -> int:
        """When it was put there, by the file server's time (ms since 1970)."""
        return (self.folder / name).stat().st_mtime_ns // 1_000_000

    def drop(self, name: str) -> None:
        """Forget it."""
        (self.folder / name).unlink(missing_ok=True)


class ClaimShelf:
    """Claims: the file with the highest number speaks for a subject, and each number is won once."""

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder)

    def take(
        self, subjects: list[str], site: int, now: int, until: int, purpose: bytes
    ) -> list[Claim]:
        """Take all, or none: then the claims of others that stand in the way."""
        taken: list[str] = []
        for subject in subjects:
            other = self._take(subject, site, now, until, purpose)
            if other is not None:
                self.release([s for s in taken if s], site)
                found = [self._standing(s, site, now) for s in subjects]
                return [claim for claim in found if claim] or [other]
            taken.append(subject)
        return []

    def release(self, subjects: list[str], site: int) -> None:
        """Give this PC's claims back."""
        for subject in subjects:
            n, said = self._newest(subject)
            if said and said["site"] == site and said["until"]:
                self._shelf.win(self._name(subject, n + 1), {**said, "until": 0})
                self._shelf.drop(self._name(subject, n))

    def drop_all_of(self, site: int) -> None:
        """A PC that was shut out holds nothing."""
        for name in self._shelf.names(".claim"):
            said = self._shelf.get(name)
            if said and said["site"] == site:
                self.release([said["subject"]], site)

    def _take(self, subject: str, site: int, now: int, until: int, purpose: bytes) -> Claim | None:
        mine = {"subject": subject, "site": site, "until": until, "purpose": purpose.hex()}
        for _ in range(5):
            n, said = self._newest(subject)  # one look: what speaks for it, and what comes next
            if n and said is None:
                continue  # it was taken over while it was read
            if other := _stands(subject, said, site, now):
                return other
            if not self._shelf.win(self._name(subject, n + 1), mine):
                continue
            if self._newest(subject)[0] != n + 1:  # a number from before, free again meanwhile
                self._shelf.drop(self._name(subject, n + 1))
                continue
            self._shelf.drop(self._name(subject, n))
            return None
        return Claim(subject, 0, now, b"")

    def _standing(self, subject: str, site: int, now: int) -> Claim | None:
        return _stands(subject, self._newest(subject)[1], site, now)

    def _newest(self, subject: str) -> tuple[int, dict[str, Any] | None]:
        start = sha256(subject.encode()).hexdigest()[:24]
        names = sorted(path.name for path in self._shelf.folder.glob(f"{start}.*.claim"))
        if not names:
            return 0, None
        return int(names[-1].split(".")[1]), self._shelf.get(names[-1])

    @staticmethod
    def _name(subject: str, n: int) -> str:
        return f"{sha256(subject.encode()).hexdigest()[:24]}.{n:09d}.claim"


def _stands(subject: str, said: dict[str, Any] | None, site: int, now: int) -> Claim | None:
    """What is written there, if another PC holds it now."""
    if said and said["site"] != site and said["until"] > now:
        return Claim(subject, said["site"], said["until"], bytes.fromhex(said["purpose"]))
    return None


def time_at(folder: Path) -> int:
    """The file server's time (ms since 1970): what it writes beside a fresh file."""
    fresh = folder / f".clock-{os.getpid()}-{time.monotonic_ns()}"
    fresh.write_bytes(b"")
    try:
        return fresh.stat().st_mtime_ns // 1_000_000
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def reachable(folder: Path) -> Iterator[None]:
    """HubAwayError in the place of what a file server raises when it is away or full."""
    try:
        yield
    except FileNotFoundError as error:
        if not folder.is_dir():
            raise _away(folder, "it is not there") from None
        if Path(str(error.filename)).name.startswith(FRESH):
            raise _away(folder, "it was exchanged meanwhile") from error  # a backup was put back
        raise
    except OSError as error:
        raise _away(folder, str(error.strerror)) from error


def _away(folder: Path, why: str) -> HubAwayError:
    return HubAwayError(
        "The hub does not answer",
        f"The hub's folder {folder} cannot be used ({why}).",
        "Go on working; Parure tries again by itself.",
    )

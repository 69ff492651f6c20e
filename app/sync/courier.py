"""Carries photos and papers between this PC and the hub: up before a change that names them, down after."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence

import apsw

from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.models import records
from app.models.database import Database
from app.shop import Shop
from app.sync.envelopes import Sealer, file_name
from app.sync.hub import Hub, HubError

UP, DOWN = "up", "down"
ASKED_AT_ONCE = 500
FIRST_PAUSE_MS = 30_000
LONGEST_PAUSE_MS = 3_600_000
_SHA = records.File.columns().index("sha256")
_SIZE = records.File.columns().index("size")
_NAMED = b"file\0"
"""A changeset that has a row of this table has its name in it, so ended."""


def named_in(bodies: Iterable[bytes]) -> dict[str, int]:
    """The files that these changes name: digest → bytes."""
    found: dict[str, int] = {}
    for body in bodies:
        if _NAMED not in body:  # looking at each row of ten thousand takes long
            continue
        for change in apsw.Changeset.iter(body):
            if change.name == "file" and change.opcode == apsw.SQLITE_INSERT:
                new = change.new or ()
                found[str(new[_SHA])] = int(new[_SIZE])  # type: ignore[arg-type]
    return found


def enqueue(db: Database, direction: str, files: dict[str, int]) -> None:
    """Have these carried when there is time, in the caller's transaction."""
    db.run_many(
        "INSERT OR IGNORE INTO file_transfer (sha256, direction, size, tries, next_try_at, error)"
        " VALUES (?,?,?,0,0,'')",
        ((digest, direction, size) for digest, size in files.items()),
    )


class Courier:
    """Carries files over one way to the hub; one thread at a time."""

    def __init__(self, shop: Shop, hub: Hub, sealer: Sealer) -> None:
        self._shop = shop
        self._hub = hub
        self._sealer = sealer
        self._name_key = b""

    def name(self, digest: str) -> str:
        """What a file is called at the hub."""
        return file_name(self.name_key(), digest)

    def name_key(self) -> bytes:
        """The key that names are made with: made once for a hub, whatever key the shop has."""
        if not self._name_key:
            made = self._sealer.seal("name key", secrets.token_bytes(32))
            self._name_key = self._sealer.open("name key", self._hub.name_key(made))
        return self._name_key

    def send(self, digests: Sequence[str]) -> dict[str, UserError]:
        """Bring these to the hub unless they are there; what could not be read here, and why."""
        failed: dict[str, UserError] = {}
        for start in range(0, len(digests), ASKED_AT_ONCE):
            names = {self.name(digest): digest for digest in digests[start : start + ASKED_AT_ONCE]}
            missing = self._hub.missing_files(list(names)) if names else set()
            for name in sorted(missing):
                try:
                    self._send_one(name, names[name])
                except HubError:
                    raise
                except UserError as error:  # not here, or damaged: the record goes on without it
                    failed[names[name]] = error
        return failed

    def lacking(self, digests: Sequence[str], stop: Callable[[], bool]) -> list[str]:
        """Which of these are not whole at the hub, as far as was looked before ``stop``."""
        found: list[str] = []
        for start in range(0, len(digests), ASKED_AT_ONCE):
            if stop():
                break
            names = {self.name(digest): digest for digest in digests[start : start + ASKED_AT_ONCE]}
            found += [names[name] for name in self._hub.missing_files(list(names))]
        return sorted(found)

    def _send_one(self, name: str, digest: str) -> None:
        self._hub.put_file(name, self._sealer.file_parts(name, self._shop.files.stream(digest)))

    def fetch(self, digest: str) -> Iterator[bytes]:
        """The plain pieces of a file at the hub; FileNotFoundError."""
        name = self.name(digest)
        return self._sealer.file_pieces(name, self._hub.get_file(name))

    def carry(self, stop: Callable[[], bool], most: int = 20) -> int:
        """Carry what waits and is due, up before down, at most ``most``; how many were done."""
        done = 0
        for digest, direction, tries in self._due(most):
            if stop():
                break
            error = ""
            try:
                if direction == UP:
                    if failed := self.send([digest]):
                        raise failed[digest]
                elif not self._shop.files.has(digest):
                    self._shop.files.keep(digest, self.fetch(digest))
            except FileNotFoundError:
                error = "The hub does not have it yet."
            except HubError:
                raise
            except UserError as refused:
                error = refused.message
            self._note(digest, direction, tries, error)
            done += not error
        return done

    def _due(self, most: int) -> list[tuple[str, str, int]]:
        db = self._shop.reader()
        try:
            return [
                (row[0], row[1], row[2])
                for row in db.rows(
                    "SELECT sha256, direction, tries FROM file_transfer WHERE next_try_at <= ?"
                    " ORDER BY direction DESC, next_try_at LIMIT ?",
                    (now_ms(), most),
                )
            ]
        finally:
            db.close()

    def _note(self, digest: str, direction: str, tries: int, error: str) -> None:
        pause = min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << min(tries, 10))
        with self._shop.local() as db:
            if error:
                db.run(
                    "UPDATE file_transfer SET tries=?, next_try_at=?, error=?"
                    " WHERE sha256=? AND direction=?",
                    (tries + 1, now_ms() + pause, error, digest, direction),
                )
            else:
                db.run(
                    "DELETE FROM file_transfer WHERE sha256=? AND direction=?", (digest, direction)
                )

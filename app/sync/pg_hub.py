"""A hub that is a PostgreSQL database: any PC that reaches it meets the others there at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from app.sync.hub import (
    FETCH_BYTES,
    AddressError,
    Claim,
    HubAwayError,
    HubError,
    HubState,
    Invite,
    Letter,
    NewPc,
    Pack,
    Pc,
    Snapshot,
    behind,
    no_invite,
    overtaken,
)
from app.sync.pg_connection import connect, pg_address, refusal

CHECK_S = 0.25
"""How long ``wait`` may take to see that the hub was closed."""


class PgHub:
    """The hub at ``address``, asked with this PC's token (b"" only for ``open_invite``)."""

    def __init__(self, address: str, token: bytes) -> None:
        self._at = pg_address(address)
        if not self._at.schema:
            raise AddressError(
                "Which shop?",
                "The address does not say which shop of the hub it means.",
                "Use the address that setting up the hub has given, or a joining code.",
            )
        self._token = token
        self._conn: Any = None
        self._ear: Any = None
        self._lock = threading.Lock()
        self._ear_lock = threading.Lock()
        self._closed = False

    @property
    def address(self) -> str:
        """Where it is, without the password."""
        return self._at.shown

    # --- the log
    def state(self, at: int = 0) -> HubState:
        """What the hub says of itself."""
        return HubState(*self._one("hello", at))

    def head(self) -> int:
        """The number of the newest change; who only waits here asks on the line on which it waits."""
        import psycopg

        if self._conn is None and self._ear_lock.acquire(blocking=False):
            try:
                if self._ear is not None:
                    return int(self._ask(self._ear, "hello", self._token, 0)[0][2])
            except psycopg.Error as error:
                self._drop_ear()
                raise refusal(error, self.address) from error
            finally:
                self._ear_lock.release()
        return self.state().head

    def sha_at(self, seq: int) -> str | None:
        """The digest of the sealed body at ``seq``."""
        return self.state(seq).sha

    def fetch(self, after: int, limit: int = 2_000, max_bytes: int = FETCH_BYTES) -> list[Pack]:
        """The changes behind ``after``."""
        packs = [
            Pack(site, site_seq, version, epoch, bytes(body), seq, at, pushed_by)
            for seq, site, site_seq, version, epoch, pushed_by, at, body in self._rows(
                "fetch", after, limit, max_bytes
            )
        ]
        if packs and packs[0].seq != after + 1:
            raise behind()
        return packs

    def push(self, base: int, packs: Sequence[Pack]) -> bool:
        """Put these behind ``base`` if it is the newest."""
        return self._push(base, packs, refill=False)

    def refill(self, base: int, packs: Sequence[Pack]) -> bool:
        """Put back what the hub has lost."""
        return self._push(base, packs, refill=True)

    def _push(self, base: int, packs: Sequence[Pack], *, refill: bool) -> bool:
        import psycopg

        try:
            done, _ = self._one(
                "push",
                base,
                refill,
                [p.site for p in packs],
                [p.site_seq for p in packs],
                [p.schema_version for p in packs],
                [p.key_epoch for p in packs],
                [p.body for p in packs],
            )
        except HubError as error:
            if isinstance(error.__cause__, psycopg.errors.UniqueViolation):
                return False
            raise
        return bool(done == len(packs))

    def wait(self, after: int, seconds: float) -> bool:
        """Wait for the database to tell that something came; a letter counts as well."""
        import psycopg

        until = time.monotonic() + seconds
        with self._ear_lock:
            try:
                if self._ear is None and not self._closed:
                    self._ear = connect(self._at)
                    self._ear.execute(f"LISTEN {self._at.schema}")
                    if self._ask(self._ear, "hello", self._token, 0)[0][2] > after:
                        return True
                while not self._closed and (left := until - time.monotonic()) > 0:
                    for told in self._ear.notifies(timeout=min(CHECK_S, left), stop_after=1):
                        if not told.payload.isdigit() or int(told.payload) > after:
                            return True
                return False
            except psycopg.Error as error:
                self._drop_ear()
                raise refusal(error, self.address) from error

    # --- PCs
    def pcs(self) -> list[Pc]:
        """All PCs, by station."""
        return [
            Pc(site, station, bytes(name), bytes(key), base, version, heard, bytes(open_), revoked)
            for site, station, name, key, base, version, heard, open_, revoked in self._rows("pcs")
        ]

    def report(self, base: int, version: int, presence: bytes | None = None) -> None:
        """Say that this PC is alive."""
        self._rows("report", base, version, presence)

    def rename(self, name: bytes) -> None:
        """Put this PC's sealed name."""
        self._rows("rename", name)

    def revoke(self, site: int) -> None:
        """Shut a PC out."""
        self._rows("revoke", site)

    # --- joining
    def invite(self, invite: Invite) -> None:
        """Open a door for one PC."""
        self._rows("invite", invite.id, invite.payload, invite.expires_at)

    def open_invite(self, invite_id: str) -> bytes:
        """The sealed payload of an invite."""
        found = self._call("open_invite", invite_id)
        if not found:
            raise no_invite()
        return bytes(found[0][0])

    def take_invite(self, invite_id: str, pc: NewPc) -> int:
        """Join by an invite; two that join at once get two numbers."""
        import psycopg

        for _ in range(10):
            try:
                found = self._call(
                    "take_invite", invite_id, pc.site, pc.token, pc.public_key, pc.name
                )
            except HubError as error:
                if isinstance(error.__cause__, psycopg.errors.UniqueViolation):
                    continue
                raise
            if found:
                return int(found[0][0])
            break
        raise no_invite()

    def shut_doors(self) -> int:
        """Take back what nobody has used."""
        return int(self._one("shut_doors")[0])

    # --- keys
    def name_key(self, sealed: bytes) -> bytes:
        """The sealed key of file names."""
        for _ in range(3):  # another PC may make it in this moment, unseen by one statement
            if found := self._rows("name_key", sealed):
                return bytes.fromhex(found[0][0])
        raise HubAwayError(
            "The hub is busy", "The key of file names is being made.", "Parure tries again."
        )

    def change_key(self, epoch: int, envelopes: Mapping[int, bytes], name_key: bytes) -> bool:
        """Begin a new key."""
        sites = sorted(envelopes)
        return bool(
            self._one("change_key", epoch, sites, [envelopes[s] for s in sites], name_key)[0]
        )

    def envelope(self, epoch: int) -> bytes | None:
        """This PC's envelope of that epoch."""
        found = self._rows("envelope", epoch)
        return bytes(found[0][0]) if found else None

    # --- claims
    def claim(self, subjects: Sequence[str], seconds: int, purpose: bytes = b"") -> list[Claim]:
        """Take all or none."""
        wanted = sorted(set(subjects))
        with self._using() as conn:
            with conn.transaction() as whole:
                taken = self._ask(conn, "claim", self._token, wanted, seconds * 1000, purpose)[0][0]
                if taken < len(wanted):
                    import psycopg

                    raise psycopg.Rollback(whole)
            if taken == len(wanted):
                return []
            return [
                Claim(subject, site, until, bytes(why))
                for subject, site, until, why in self._ask(conn, "claims", self._token, wanted)
            ]

    def release(self, subjects: Sequence[str]) -> None:
        """Give claims back."""
        self._rows("release", list(subjects))

    # --- files
    def missing_files(self, names: Sequence[str]) -> set[str]:
        """Which of these are not there whole."""
        return set(names) - {name for (name,) in self._rows("there", list(names))}

    def put_file(self, name: str, parts: Iterable[bytes]) -> None:
        """Put a file; its parts are the same whoever puts them, so an interrupted one is gone on with."""
        count = 0
        for count, body in enumerate(parts, 1):
            self._rows("put_part", name, count - 1, body)
        self._rows("put_done", name, count)

    def get_file(self, name: str) -> Iterator[bytes]:
        """The sealed parts of a file."""
        found = self._rows("parts", name)
        if not found:
            raise FileNotFoundError(name)
        for n in range(found[0][0]):
            yield bytes(self._one("part", name, n)[0])

    # --- snapshots
    def snapshots(self) -> list[Snapshot]:
        """The whole ones, newest first."""
        return [Snapshot(*row) for row in self._rows("snapshots")]

    def begin_snapshot(self, seq: int, schema_version: int, key_epoch: int) -> None:
        """Begin a snapshot."""
        self._rows("begin_snapshot", seq, schema_version, key_epoch)

    def put_snapshot_part(self, seq: int, n: int, body: bytes) -> None:
        """Put a part."""
        if not self._one("put_snapshot_part", seq, n, body)[0]:
            raise overtaken()

    def finish_snapshot(self, seq: int, parts: int) -> None:
        """Say that all parts are there."""
        if not self._one("finish_snapshot", seq, parts)[0]:
            raise overtaken()

    def snapshot_part(self, seq: int, n: int) -> bytes:
        """A part of a snapshot."""
        found = self._rows("snapshot_part", seq, n)
        if not found:
            raise FileNotFoundError(f"{seq}/{n}")
        return bytes(found[0][0])

    # --- letters
    def put_letters(self, letters: Sequence[Letter]) -> None:
        """Leave changes for a newer PC."""
        packs = [letter.pack for letter in letters]
        self._rows(
            "put_letters",
            [letter.base for letter in letters],
            [p.site_seq for p in packs],
            [p.schema_version for p in packs],
            [p.key_epoch for p in packs],
            [p.body for p in packs],
        )

    def letters(self) -> list[Letter]:
        """What waits to be adopted."""
        return [
            Letter(base, Pack(site, site_seq, version, epoch, bytes(body)))
            for site, site_seq, base, version, epoch, body in self._rows("letters")
        ]

    # --- keeping house
    def prune(self) -> int:
        """Drop what no PC needs any more."""
        return int(self._one("prune")[0])

    def close(self) -> None:
        """Let go; ``wait`` ends within a quarter of a second."""
        self._closed = True
        for lock, let_go in ((self._lock, self._drop), (self._ear_lock, self._drop_ear)):
            if lock.acquire(timeout=1):
                try:
                    let_go()
                finally:
                    lock.release()
            elif self._conn is not None:
                self._conn.cancel()  # a question that does not end; its thread lets go then

    # --- asking
    def _rows(self, function: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._call(function, self._token, *values)

    def _one(self, function: str, *values: Any) -> tuple[Any, ...]:
        found = self._rows(function, *values)
        if not found:
            raise HubError("The hub answers nothing", f"{function} had no answer.", "Try again.")
        return found[0]

    def _call(self, function: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._using() as conn:
            return self._ask(conn, function, *values)

    def _ask(self, conn: Any, function: str, *values: Any) -> list[tuple[Any, ...]]:
        places = ",".join("%b" if isinstance(v, bytes) else "%s" for v in values)
        with conn.cursor(binary=True) as cursor:
            cursor.execute(f"SELECT * FROM {self._at.schema}.{function}({places})", values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    @contextmanager
    def _using(self) -> Iterator[Any]:
        import psycopg

        with self._lock:
            if self._closed:
                raise HubAwayError("The hub was left", "Parure is closing.", "")
            try:
                if self._conn is None or self._conn.closed:
                    self._conn = connect(self._at)
                yield self._conn
                if self._closed:
                    self._drop()
            except psycopg.Error as error:
                if self._conn is not None and self._conn.broken:
                    self._drop()
                raise refusal(error, self.address) from error

    def _drop(self) -> None:
        if self._conn is not None:
            self._conn.close()
            self._conn = None

    def _drop_ear(self) -> None:
        if self._ear is not None:
            self._ear.close()
            self._ear = None

"""A hub that is a folder on the shop's own file server, for shops without a database server.

It promises what a folder can: one order of changes, nothing half written, all of it sealed. A folder
cannot refuse a PC that was shut out; changing the shop's key does.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from app.sync.folder_doors import DoorShelf
from app.sync.folder_files import SnapshotShelf, read_parts, safe_name, write_parts
from app.sync.folder_log import FolderLog
from app.sync.folder_place import write_fresh
from app.sync.folder_setup import join
from app.sync.folder_shelf import ClaimShelf, Shelf, reachable, time_at
from app.sync.hub import (
    FETCH_BYTES,
    Claim,
    HubState,
    Invite,
    Letter,
    NewPc,
    Pack,
    Pc,
    Snapshot,
    revoked,
    unknown_pc,
)

LOOK_S = 1.0
"""How often ``wait`` looks into the folder."""
P = ParamSpec("P")
R = TypeVar("R")


def _answered(
    method: Callable[Concatenate[FolderHub, P], R],
) -> Callable[Concatenate[FolderHub, P], R]:
    """What the file server raises becomes HubAwayError."""

    @wraps(method)
    def asked(self: FolderHub, *args: P.args, **kwargs: P.kwargs) -> R:
        with reachable(self.folder):
            return method(self, *args, **kwargs)

    return asked


class FolderHub:
    """The hub in ``folder`` (as ``install`` made it), asked with this PC's token."""

    def __init__(self, folder: Path, token: bytes) -> None:
        self.folder = folder
        self._digest = sha256(token).hexdigest()
        self._log = FolderLog(folder / "log")
        self._pcs = Shelf(folder / "pcs")
        self._keep = Shelf(folder / "keep")
        self._claims = ClaimShelf(folder / "claims")
        self._doors = DoorShelf(folder / "keep")
        self._snaps = SnapshotShelf(folder / "snapshots")
        self._letters = folder / "letters"
        self._closed = threading.Event()
        self._site = 0

    @property
    def address(self) -> str:
        """Where it is."""
        return str(self.folder)

    # --- the log
    @_answered
    def state(self, at: int = 0) -> HubState:
        """What the hub says of itself."""
        self._me()
        self._stand()
        said = self._keep.get("hub")
        if said is None:
            raise unknown_pc()
        now = time_at(self.folder / "pcs")
        head, sha = self._log.head(), self._log.sha_at(at)
        letters = bool(self._letter_files())
        return HubState(said["hub_id"], said["shop_id"], head, now, self._epoch(), sha, letters)

    @_answered
    def head(self) -> int:
        """The number of the newest change."""
        self._me()
        return self._log.head()

    @_answered
    def sha_at(self, seq: int) -> str | None:
        """The digest of the sealed body at ``seq``."""
        self._me()
        return self._log.sha_at(seq)

    @_answered
    def fetch(self, after: int, limit: int = 2_000, max_bytes: int = FETCH_BYTES) -> list[Pack]:
        """The changes behind ``after``."""
        self._me()
        return self._log.fetch(after, limit, max_bytes)

    @_answered
    def push(self, base: int, packs: Sequence[Pack]) -> bool:
        """Put these behind ``base`` if it is the newest."""
        me = self._me()
        if self._log.head() != base:
            return False
        own = [p.site_seq for p in packs if p.site == me]
        if any(not self._letter(p.site, p.site_seq).is_file() for p in packs if p.site != me):
            return False
        known = self._last(me)
        if own:
            self._log.refuse_twin(me, min(own), known)
        if not self._log.add(base, packs, me, time_at(self.folder / "pcs")):
            return False
        for pack in packs:
            if pack.site != me:
                self._letter(pack.site, pack.site_seq).unlink(missing_ok=True)
                self._pcs.put(f"{pack.site}.seq", {"last": pack.site_seq})
        if own:
            self._pcs.put(f"{me}.seq", {"last": max(own)})
        return True

    @_answered
    def refill(self, base: int, packs: Sequence[Pack]) -> bool:
        """Put back what the hub has lost."""
        return self._log.add(base, packs, self._me(), time_at(self.folder / "pcs"))

    @_answered
    def wait(self, after: int, seconds: float) -> bool:
        """Look now and then whether something came; a letter counts as well."""
        until = time.monotonic() + seconds
        letters = len(self._letter_files())
        while not self._closed.is_set():
            if self._log.head() > after or len(self._letter_files()) > letters:
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            self._closed.wait(min(LOOK_S, left))
        return False

    # --- PCs
    @_answered
    def pcs(self) -> list[Pc]:
        """All PCs, by station."""
        self._me()
        found = []
        for name in self._pcs.names(".pc"):
            said = self._pcs.get(name) or {}
            site = int(said["site"])
            now = self._pcs.get(f"{site}.now") or {}
            out = self._pcs.get(f"{site}.out") or {"at": 0}
            called = self._pcs.get(f"{site}.name") or said
            found.append(
                Pc(
                    site,
                    said["station"],
                    bytes.fromhex(called["name"]),
                    bytes.fromhex(said["public_key"]),
                    now.get("base", 0),
                    now.get("version", 0),
                    now.get("at") or self._pcs.written_at(name),
                    bytes.fromhex(now.get("presence", "")),
                    out["at"],
                )
            )
        return sorted(found, key=lambda pc: pc.station)

    @_answered
    def report(self, base: int, version: int, presence: bytes | None = None) -> None:
        """Say that this PC is alive."""
        me = self._me()
        at = time_at(self.folder / "pcs")
        if presence is None:
            kept = (self._pcs.get(f"{me}.now") or {"presence": ""})["presence"]
        else:
            kept = presence.hex()
        said = {"base": base, "version": version, "at": at, "presence": kept}
        self._pcs.put(f"{me}.now", said)

    @_answered
    def rename(self, name: bytes) -> None:
        """Put this PC's sealed name."""
        self._pcs.put(f"{self._me()}.name", {"name": name.hex()})

    @_answered
    def revoke(self, site: int) -> None:
        """Shut a PC out: the others and its own Parure heed it, and a new key makes it so."""
        self._me()
        self._pcs.win(f"{site}.out", {"at": time_at(self.folder / "pcs")})
        self._claims.drop_all_of(site)
        self._doors.shut()
        for path in self._letters.glob(f"{site}-*.letter"):
            path.unlink(missing_ok=True)

    # --- joining
    @_answered
    def invite(self, invite: Invite) -> None:
        """Open a door for one PC."""
        self._me()
        self._doors.open(invite)

    @_answered
    def open_invite(self, invite_id: str) -> bytes:
        """The sealed payload of an invite."""
        return self._doors.payload(invite_id)

    @_answered
    def take_invite(self, invite_id: str, pc: NewPc) -> int:
        """Join by an invite."""
        self._doors.go_through(invite_id, pc.site)
        return join(self.folder, pc)

    @_answered
    def shut_doors(self) -> int:
        """Take back what nobody has used."""
        self._me()
        return self._doors.shut()

    # --- keys
    @_answered
    def name_key(self, sealed: bytes) -> bytes:
        """The sealed key of file names."""
        self._me()
        for epoch in range(self._epoch(), 0, -1):
            if said := self._keep.get(f"{epoch:06d}.epoch"):
                return bytes.fromhex(said["name_key"])
        self._keep.win("name_key", {"name_key": sealed.hex()})
        return bytes.fromhex((self._keep.get("name_key") or {})["name_key"])

    @_answered
    def change_key(self, epoch: int, envelopes: Mapping[int, bytes], name_key: bytes) -> bool:
        """Begin a new key: the envelopes lie in the one file that only one PC can win."""
        self._me()
        if epoch != self._epoch() + 1:
            return False
        said = {
            "name_key": name_key.hex(),
            "envelopes": {str(site): sealed.hex() for site, sealed in envelopes.items()},
        }
        return self._keep.win(f"{epoch:06d}.epoch", said)

    @_answered
    def envelope(self, epoch: int) -> bytes | None:
        """This PC's envelope of that epoch."""
        said = self._keep.get(f"{epoch:06d}.epoch") or {"envelopes": {}}
        found = said["envelopes"].get(str(self._me()))
        return bytes.fromhex(found) if found else None

    # --- claims
    @_answered
    def claim(self, subjects: Sequence[str], seconds: int, purpose: bytes = b"") -> list[Claim]:
        """Take all or none."""
        now = time_at(self.folder / "pcs")
        until = now + seconds * 1000
        return self._claims.take(sorted(set(subjects)), self._me(), now, until, purpose)

    @_answered
    def release(self, subjects: Sequence[str]) -> None:
        """Give claims back."""
        self._claims.release(list(subjects), self._me())

    # --- files
    @_answered
    def missing_files(self, names: Sequence[str]) -> set[str]:
        """Which of these are not there whole."""
        self._me()
        return {name for name in names if not self._file(name).is_file()}

    @_answered
    def put_file(self, name: str, parts: Iterable[bytes]) -> None:
        """Put a file."""
        self._me()
        write_parts(self._file(name), parts)

    def get_file(self, name: str) -> Iterator[bytes]:
        """The sealed parts of a file."""
        with reachable(self.folder):
            self._me()
            yield from read_parts(self._file(name))

    # --- snapshots
    @_answered
    def snapshots(self) -> list[Snapshot]:
        """The whole ones, newest first."""
        self._me()
        return self._snaps.whole()

    @_answered
    def begin_snapshot(self, seq: int, schema_version: int, key_epoch: int) -> None:
        """Begin a snapshot."""
        self._snaps.begin(self._me(), seq, schema_version, key_epoch)

    @_answered
    def put_snapshot_part(self, seq: int, n: int, body: bytes) -> None:
        """Put a part."""
        self._snaps.put_part(self._me(), seq, n, body)

    @_answered
    def finish_snapshot(self, seq: int, parts: int) -> None:
        """Say that all parts are there."""
        self._snaps.finish(self._me(), seq, parts, time_at(self.folder / "pcs"))

    @_answered
    def snapshot_part(self, seq: int, n: int) -> bytes:
        """A part of a snapshot."""
        self._me()
        return self._snaps.part(seq, n)

    # --- letters
    @_answered
    def put_letters(self, letters: Sequence[Letter]) -> None:
        """Leave changes for a newer PC."""
        me = self._me()
        known = self._last(me)
        for letter in letters:
            pack = letter.pack
            if pack.site_seq > known and (me, pack.site_seq) not in self._in_log():
                head = [letter.base, pack.schema_version, pack.key_epoch]
                data = repr(head).encode() + b"\n" + pack.body
                os.replace(write_fresh(self._letters, data), self._letter(me, pack.site_seq))

    @_answered
    def letters(self) -> list[Letter]:
        """What waits to be adopted."""
        self._me()
        found = []
        done = self._in_log()
        for path in self._letter_files():
            site, site_seq = (int(part) for part in path.stem.split("-"))
            try:
                line, _, body = path.read_bytes().partition(b"\n")
            except FileNotFoundError:
                continue
            if (site, site_seq) in done:  # its adopter was stopped before it took it away
                path.unlink(missing_ok=True)
                continue
            base, version, epoch = (int(part) for part in line.strip(b"[]").split(b","))
            found.append(Letter(base, Pack(site, site_seq, version, epoch, body)))
        return sorted(found, key=lambda one: (one.pack.site, one.pack.site_seq))

    # --- keeping house
    @_answered
    def prune(self) -> int:
        """Drop what no PC needs any more."""
        bases = [pc.base for pc in self.pcs() if not pc.revoked_at]
        whole = self._snaps.whole()
        return self._log.prune(min([*bases, whole[0].seq])) if bases and whole else 0

    def close(self) -> None:
        """Let go; ``wait`` ends."""
        self._closed.set()

    # --- inside
    def _me(self) -> int:
        """The site whose token this is; refuses one that was shut out."""
        self._stand()
        if not self._site:
            for name in self._pcs.names(".pc"):
                said: dict[str, Any] = self._pcs.get(name) or {}
                if said.get("token_sha256") == self._digest:
                    self._site = int(said["site"])
        if not self._site:
            raise unknown_pc()
        if self._pcs.get(f"{self._site}.out"):
            raise revoked()
        return self._site

    def _stand(self) -> None:
        """A folder that is not there is a file server that is away, whatever was known of it."""
        if not self.folder.is_dir():
            raise FileNotFoundError(self.folder)

    def _last(self, site: int) -> int:
        """The last number that a site has sent; below all where it has sent none."""
        return int((self._pcs.get(f"{site}.seq") or {"last": -(1 << 62)})["last"])

    def _epoch(self) -> int:
        return max([1, *(int(name[:6]) for name in self._keep.names(".epoch"))])

    def _file(self, name: str) -> Path:
        return self.folder / "files" / safe_name(name)[:2] / safe_name(name)

    def _letter(self, site: int, site_seq: int) -> Path:
        return self._letters / f"{site}-{site_seq}.letter"

    def _letter_files(self) -> list[Path]:
        return sorted(self._letters.glob("*.letter"))

    def _in_log(self) -> set[tuple[int, int]]:
        return {(p[0], p[1]) for header in self._log.headers() for p in header.packs}

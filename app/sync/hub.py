"""What a hub is to the PCs of a shop: one order of all changes, and a shelf of sealed things.

A hub reads nothing: bodies, photos, snapshots, names and presence are sealed before they come here
(``app.sync.envelopes``). ``PgHub`` is a PostgreSQL database, ``FolderHub`` a folder on the shop's own
file server; the same tests hold for both. A hub object serves one thread at a time, ``wait`` and
``close`` apart; another thread opens its own with ``app.sync.opening.open_hub``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.errors import UserError

PUSH_CHANGES = 1000
PUSH_BYTES = 8 << 20
"""The most that goes up at once; a single change that is bigger goes alone."""
FETCH_BYTES = 4 << 20
"""The most that comes down at once: it must not take a minute over a poor line."""
PART_BYTES = 1 << 20
"""Files and snapshots travel in sealed parts of about this size, and resume at a part."""
INVITE_MS = 24 * 3_600_000


class HubError(UserError):
    """The hub refused or cannot be used; what is waiting stays waiting."""


class HubAwayError(HubError):
    """The hub does not answer: work goes on, and the next try comes by itself."""


class HubWentBackError(HubError):
    """The hub knows less, or other things, than it did: nothing moves until a person decides."""


class BehindError(HubError):
    """This PC was away so long that the hub has dropped what it lacks: a snapshot is the way."""


class RevokedError(HubError):
    """This PC was shut out of the shop."""


class UnknownPcError(HubError):
    """The hub does not know this PC's token: it has not joined, or the hub is another one."""


class TwinError(HubError):
    """Another copy of this PC's data has already sent other work under its name."""


class AddressError(HubError):
    """The address is not one of a hub, or of a folder that cannot serve as one."""


class InviteError(HubError):
    """The joining code is unknown, used up or too old."""


class NewKeyError(HubError):
    """The shop's key was changed: this PC takes the new one out of its envelope (``epoch``)."""

    def __init__(self, epoch: int) -> None:
        super().__init__(
            "The shop has a new key",
            "The shop's key was changed on another PC.",
            "This PC takes it from the hub by itself; if it cannot, join the shop again.",
        )
        self.epoch = epoch


class NeedsUpdateError(HubError):
    """The hub holds changes of a newer Parure than this one; our own are still sent."""


def behind() -> BehindError:
    """What was pruned cannot be fetched one by one any more."""
    return BehindError(
        "This PC was away for long",
        "The hub no longer keeps the changes that this PC lacks, one by one.",
        "Fetch the shop anew from the hub; this PC's own work is put on top of it.",
    )


def no_invite() -> InviteError:
    """The code opens no door."""
    return InviteError(
        "This joining code does not open the shop",
        "The code is mistyped, was used by another PC, or is older than a day.",
        "Make a new joining code on a PC of the shop.",
        field="code",
    )


def overtaken() -> HubError:
    """Another PC is making the same snapshot."""
    return HubError(
        "Another PC was first", "Another PC is making this snapshot.", "Nothing needs to be done."
    )


def revoked() -> RevokedError:
    """The others have shut this PC out."""
    return RevokedError(
        "This PC was shut out",
        "The shop's other PCs have shut this PC out, so it sends and fetches nothing any more.",
        "If that is a mistake, let another PC invite it again.",
    )


def unknown_pc() -> UnknownPcError:
    """The token is no PC's."""
    return UnknownPcError(
        "The hub does not know this PC",
        "The hub has never heard of this PC, or it was set up anew.",
        "Join the shop again with a joining code of another PC.",
    )


def twin() -> TwinError:
    """Two copies send under one name."""
    return TwinError(
        "This shop was copied or restored",
        "Another copy of this PC's data has already sent other work under its name.",
        "Give this copy an identity of its own; nothing of its work is lost.",
    )


@dataclass(frozen=True)
class Pack:
    """One change as it lies at the hub: who made it, its place there, and its sealed body.

    ``seq`` is its place in the hub's order, ``at`` the hub's time in ms, ``pushed_by`` the site that
    brought it (another than ``site`` where a letter was adopted); all 0 before it is pushed.
    """

    site: int
    site_seq: int
    schema_version: int
    key_epoch: int
    body: bytes = field(repr=False)
    seq: int = 0
    at: int = 0
    pushed_by: int = 0

    @property
    def sha256(self) -> str:
        """The digest of the sealed body, by which a hub that went back in time is known."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True)
class HubState:
    """What a hub says of itself: its own id, the shop's, its newest change, its time, the key in use,
    the digest of the sealed body at the change that was asked for, and whether letters wait."""

    hub_id: str
    shop_id: str
    head: int
    time_ms: int
    key_epoch: int
    sha: str | None = None
    has_letters: bool = False


@dataclass(frozen=True)
class Pc:
    """A PC of the shop as the hub knows it. ``name`` and ``presence`` are sealed; times are ms."""

    site: int
    station: int
    name: bytes
    public_key: bytes
    base: int
    version: int
    heard_at: int
    presence: bytes
    revoked_at: int = 0


@dataclass(frozen=True)
class NewPc:
    """What a PC brings when it joins: the hub keeps only the digest of its token."""

    site: int
    token: bytes = field(repr=False)
    public_key: bytes
    name: bytes


@dataclass(frozen=True)
class Invite:
    """An open door for one PC: ``id`` comes from the joining code, ``payload`` is sealed with it."""

    id: str
    payload: bytes = field(repr=False)
    expires_at: int


@dataclass(frozen=True)
class Claim:
    """Who holds a subject such as ``piece:5`` until when (ms); ``purpose`` is sealed."""

    subject: str
    site: int
    until: int
    purpose: bytes


@dataclass(frozen=True)
class Letter:
    """A change of a PC that is too old for the log: made on ``base``, waiting for someone newer."""

    base: int
    pack: Pack


@dataclass(frozen=True)
class Snapshot:
    """All rows as they were at ``seq``, in ``parts`` sealed parts (only whole ones are listed)."""

    seq: int
    schema_version: int
    key_epoch: int
    parts: int
    at: int


class Hub(Protocol):
    """What both hubs do. Every method may raise HubAwayError, RevokedError or UnknownPcError."""

    @property
    def address(self) -> str:
        """Where it is, without a password: for showing."""
        ...

    # --- the log
    def state(self, at: int = 0) -> HubState:
        """What the hub says of itself, with the digest of what it holds at change ``at``."""
        ...

    def head(self) -> int:
        """The number of the newest change, 0 where there is none."""
        ...

    def sha_at(self, seq: int) -> str | None:
        """The digest of the sealed body at ``seq``, None where the hub has no such change (any more)."""
        ...

    def fetch(self, after: int, limit: int = 2_000, max_bytes: int = FETCH_BYTES) -> list[Pack]:
        """The changes behind ``after`` in order, at least one if there is any.

        BehindError when they have been pruned.
        """
        ...

    def push(self, base: int, packs: Sequence[Pack]) -> bool:
        """Put these behind ``base`` if that is still the newest, all or nothing; else False.

        TwinError when this site has already sent one of these numbers.
        """
        ...

    def refill(self, base: int, packs: Sequence[Pack]) -> bool:
        """Put back what the hub has lost behind ``base``, whoever made it; False if it went on."""
        ...

    def wait(self, after: int, seconds: float) -> bool:
        """Wait until there is something behind ``after``, at most ``seconds``; ends early on close."""
        ...

    # --- PCs
    def pcs(self) -> list[Pc]:
        """All PCs that ever joined, by station."""
        ...

    def report(self, base: int, version: int, presence: bytes | None = None) -> None:
        """Say that this PC is alive and how far it has come; with ``presence`` what its people do.

        A new presence wakes those who wait; None leaves the last one.
        """
        ...

    def rename(self, name: bytes) -> None:
        """Put this PC's sealed name."""
        ...

    def revoke(self, site: int) -> None:
        """Shut a PC out for good, and every door that is open: it may have opened one."""
        ...

    # --- joining
    def invite(self, invite: Invite) -> None:
        """Open a door for one PC."""
        ...

    def open_invite(self, invite_id: str) -> bytes:
        """The sealed payload of an invite nobody has used; InviteError. Needs no token."""
        ...

    def take_invite(self, invite_id: str, pc: NewPc) -> int:
        """Join by an invite: the station number. The same PC may ask again. Needs no token."""
        ...

    def shut_doors(self) -> int:
        """Take back every invite that nobody has used; how many."""
        ...

    # --- keys
    def name_key(self, sealed: bytes) -> bytes:
        """The sealed key that file names are made with; ``sealed`` is kept if there is none yet."""
        ...

    def change_key(self, epoch: int, envelopes: Mapping[int, bytes], name_key: bytes) -> bool:
        """Begin key ``epoch`` (one more than before) with an envelope a PC; False if another was first."""
        ...

    def envelope(self, epoch: int) -> bytes | None:
        """This PC's envelope with the shop key of ``epoch``."""
        ...

    # --- claims
    def claim(self, subjects: Sequence[str], seconds: int, purpose: bytes = b"") -> list[Claim]:
        """Take all of these for this PC, or none: then the claims of others that stand in the way."""
        ...

    def release(self, subjects: Sequence[str]) -> None:
        """Give this PC's claims back."""
        ...

    # --- files: names are HMACs, parts are sealed
    def missing_files(self, names: Sequence[str]) -> set[str]:
        """Which of these are not there whole."""
        ...

    def put_file(self, name: str, parts: Iterable[bytes]) -> None:
        """Put a file; it is there whole or not at all."""
        ...

    def get_file(self, name: str) -> Iterator[bytes]:
        """The sealed parts of a file; FileNotFoundError."""
        ...

    # --- snapshots
    def snapshots(self) -> list[Snapshot]:
        """The whole ones, newest first."""
        ...

    def begin_snapshot(self, seq: int, schema_version: int, key_epoch: int) -> None:
        """Begin a snapshot at ``seq`` anew."""
        ...

    def put_snapshot_part(self, seq: int, n: int, body: bytes) -> None:
        """Put part ``n`` (from 0) of the snapshot that this PC has begun."""
        ...

    def finish_snapshot(self, seq: int, parts: int) -> None:
        """Say that all parts are there; older snapshots go, but for one."""
        ...

    def snapshot_part(self, seq: int, n: int) -> bytes:
        """Part ``n`` of a snapshot; FileNotFoundError when it was replaced meanwhile."""
        ...

    # --- letters
    def put_letters(self, letters: Sequence[Letter]) -> None:
        """Leave changes for a newer PC to bring into the log; the same ones may come again."""
        ...

    def letters(self) -> list[Letter]:
        """What waits to be adopted, in order by site; it goes when its change is in the log."""
        ...

    # --- keeping house
    def prune(self) -> int:
        """Drop changes behind the oldest PC and a whole snapshot; how many. The last one stays."""
        ...

    def close(self) -> None:
        """Let go; ``wait`` in another thread ends."""
        ...

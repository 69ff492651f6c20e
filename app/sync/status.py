"""What a window shows of sync: always true, never in the way."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import UserError
from app.models.database import Database

CLOCK_WRONG_MS = 120_000


@dataclass(frozen=True)
class OtherPc:
    """Another PC of the shop as it was last heard of (ms; 0: never); ``presence`` is its own JSON."""

    site: int
    station: int
    name: str
    heard_at: int
    base: int
    version: int
    presence: str
    revoked_at: int


@dataclass(frozen=True)
class Trouble:
    """Why nothing is sent or fetched, in words; ``kind`` is the name of the error's class.

    ``decides``: it does not mend itself, somebody must decide.
    """

    title: str
    message: str
    remedy: str
    kind: str
    decides: bool = False

    @classmethod
    def of(cls, error: UserError, *, decides: bool = False) -> Trouble:
        """The words of a refusal."""
        return cls(error.title, error.message, error.remedy, type(error).__name__, decides)


@dataclass(frozen=True)
class SyncStatus:
    """The state of sync. ``waiting``: changes not yet on other PCs; ``clock_ms``: how far this PC's
    clock is ahead of the hub's; ``files_up`` and ``files_down``: photos on their way."""

    has_hub: bool = False
    address: str = ""
    reachable: bool = False
    waiting: int = 0
    last_met_at: int = 0
    others: tuple[OtherPc, ...] = ()
    clock_ms: int = 0
    trouble: Trouble | None = None
    needs_update: bool = False
    letters: int = 0
    files_up: int = 0
    files_down: int = 0

    @property
    def clock_wrong(self) -> bool:
        """Whether this PC's clock differs by more than two minutes: the person should be told."""
        return abs(self.clock_ms) > CLOCK_WRONG_MS


def counts(db: Database) -> tuple[int, int, int]:
    """(changes that wait, files that wait to go up, files that wait to come down)."""
    row = db.row(
        "SELECT (SELECT count(*) FROM outbox),"
        " (SELECT count(*) FROM file_transfer WHERE direction='up'),"
        " (SELECT count(*) FROM file_transfer WHERE direction='down')"
    )
    assert row is not None
    return row[0], row[1], row[2]


def other_pcs(db: Database) -> tuple[OtherPc, ...]:
    """The shop's other PCs, by station."""
    names = "site, station, name, heard_at, base, version, presence, revoked_at"
    return tuple(OtherPc(*row) for row in db.rows(f"SELECT {names} FROM other_pc ORDER BY station"))

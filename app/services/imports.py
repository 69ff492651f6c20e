"""Bringing a channel's orders file in: what it would do, then doing it, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.exchange.orders import FileOrder, OrdersFile, Problem
from app.models.database import Database
from app.shop import Shop

OUTCOMES = ("refused", "held", "changed", "new", "unchanged")
"""What can come of an order of the file, in the order in which the preview shows them."""
FATES = {"taken_over": "taken over", "asks_bench": "asks the bench", "kept": "kept ours"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that the file says otherwise than we have it; ``fate`` is what will happen to it.

    ``taken_over``: our value becomes the file's. ``asks_bench``: it is shown at the job and nothing
    changes. ``kept``: somebody changed it here, ours stays.
    """

    field: str
    label: str
    old: str
    new: str
    fate: str

    @property
    def fate_words(self) -> str:
        """What will happen, as the side panel says it."""
        return FATES[self.fate]


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of an order's arithmetic; ``total`` rows are strong, ``muted`` ones do not add up."""

    label: str
    amount_minor: int
    total: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What will become of one order of the file.

    ``why`` is at most 38 characters. ``order_id`` is that of the stored order it belongs to, or of
    the one it will be. ``consequence`` is the amber box ("Job J10-26-00031 is at the bench …").
    """

    order: FileOrder
    order_id: int
    outcome: str
    why: str
    differences: tuple[FieldChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    consequence: str = ""
    seen: str = ""
    hold_code: str = ""

    @property
    def key(self) -> str:
        """By which choices name the order."""
        return self.order.key


@dataclass(frozen=True)
class ImportPreview:
    """What a file would do; nothing is saved yet. ``counts`` add up to the orders in the file."""

    file: OrdersFile
    rows: tuple[PreviewRow, ...]
    counts: dict[str, int]

    @property
    def to_import(self) -> int:
        """How many orders the import button counts: held, changed and new ones."""
        return sum(self.counts[o] for o in ("held", "changed", "new"))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the clerk decided in the preview, by order key."""

    left_out: frozenset[str] = frozenset()
    keep_ours: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ImportResult:
    """What an import did. ``stopped`` = cancelled on the way; what was saved stays and can go on."""

    file_sha256: str
    counts: dict[str, int]
    saved: int
    left: int
    stopped: bool
    changes: Changes
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True)
class UndoneImport:
    """What taking an import back did: orders removed, and those kept because work was done on them."""

    removed: int
    kept: tuple[tuple[int, str], ...]
    changes: Changes


def preview(db: Database, orders_file: OrdersFile) -> ImportPreview:
    """Compare a file with what is stored; reads only."""
    raise NotImplementedError


def arithmetic(order: FileOrder) -> tuple[SumRow, ...]:
    """How the order's total comes about, ours beside the file's."""
    raise NotImplementedError


def apply(
    shop: Shop,
    actor: Actor,
    orders_file: OrdersFile,
    choices: Choices = Choices(),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportResult:
    """Save the orders of a file, 500 a unit of work; what is already there stays as it is."""
    raise NotImplementedError


def undo_import(shop: Shop, actor: Actor, file_sha256: str) -> UndoneImport:
    """Take a whole import back; orders that were worked on since are kept and named."""
    raise NotImplementedError

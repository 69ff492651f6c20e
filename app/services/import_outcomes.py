"""What can come of a file of orders: rows of the preview, the clerk's choices, the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.changes import Changes
from app.exchange.orders import FileOrder, OrdersFile, Problem
from app.exchange.unchanging import unchanging

OUTCOMES = ("refused", "held", "changed", "new", "unchanged")
"""What can come of an order of the file, in the order in which the preview shows them."""
FATES = {"taken_over": "taken over", "asks_bench": "asks the bench", "kept": "kept ours"}
LONGEST_WHY = 38


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that the file says otherwise than we have it; ``fate`` is what will happen to it.

    ``taken_over``: our value becomes the file's. ``asks_bench``: it is shown at the job and nothing
    changes. ``kept``: somebody changed it here, ours stays. ``table``, ``row_id`` and ``values`` are
    what would be written.
    """

    label: str
    old: str
    new: str
    fate: str
    table: str = ""
    row_id: int = 0
    values: tuple[tuple[str, object], ...] = ()

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


@unchanging(frozen=True, slots=True)
class PreviewRow:
    """What will become of one order of the file.

    ``why`` is at most 38 characters. ``order_id`` is that of the stored order it belongs to, or of
    the one it will be. ``consequence`` is the amber box ("Job J10-26-00031 is at the bench …"),
    ``seen`` when it was imported before, ``also`` what follows from the differences unshown. ``hold_code`` is the reason of a held order.
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
    comes_back: bool = False
    also: tuple[FieldChange, ...] = ()

    @property
    def key(self) -> str:
        """By which choices name the order."""
        return self.order.key


@dataclass(frozen=True)
class ImportPreview:
    """What a file would do; nothing is saved yet. ``counts`` add up to the orders in the file.

    ``problems`` are those of the file and those that only this shop can tell (its list prices and
    sizes), in the order of the rows.
    """

    file: OrdersFile
    rows: tuple[PreviewRow, ...]
    counts: dict[str, int]
    problems: tuple[Problem, ...]

    @property
    def to_import(self) -> int:
        """How many orders the import button counts: held, changed and new ones."""
        return sum(self.counts[outcome] for outcome in ("held", "changed", "new"))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the clerk decided in the preview, by order key."""

    left_out: frozenset[str] = frozenset()
    keep_ours: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ImportResult:
    """What an import did. ``stopped`` = cancelled on the way; what was saved stays and can go on.

    ``counts`` are as in the preview, over all orders of the file; ``saved`` orders were written,
    ``left`` are still to come.
    """

    file: OrdersFile
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


def counted(rows: Iterable[PreviewRow]) -> dict[str, int]:
    """How many orders have which outcome; every outcome is there."""
    found = Counter(row.outcome for row in rows)
    return {outcome: found[outcome] for outcome in OUTCOMES}


def all_problems(file: OrdersFile, rows: Iterable[PreviewRow]) -> tuple[Problem, ...]:
    """The file's problems and the shop's own, in the order of the rows."""
    ours = [p for row in rows for p in row.problems if p not in row.order.holds]
    ours = [p for p in ours if p.code in SHOP_CODES]
    return tuple(sorted([*file.problems, *ours], key=lambda p: p.row))


SHOP_CODES = frozenset({"price", "sku", "engraving", "size"})
"""Problems that the file alone cannot tell: they ask the shop's styles."""


def short(text: str) -> str:
    """A text that fits the column "Why"."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_WHY else plain[: LONGEST_WHY - 1].rstrip() + "…"

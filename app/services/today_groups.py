"""The rows of Today: how the worst case of each is named, where it leads, who sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.models.database import Database
from app.services import today_lists as lists
from app.services.open_loans import loans_due, loans_out
from app.services.today_backups import stale_backups
from app.services.today_lists import Moment, Preview, Waiting
from app.services.today_words import age_words, listed

NOW, WAITING, QUIET = "Needs you now", "Waiting for someone else", "When there is a quiet moment"
READ = 100
"""Lines of a list that are read for naming its worst case; all of it is counted."""


@dataclass(frozen=True)
class Found:
    """A list that is not empty: how many, since when the oldest waits (ms), its first lines.

    ``counts`` is how many there are of each value of the column that the list is counted by.
    """

    count: int
    since: int | None
    first: tuple[Preview, ...]
    counts: Mapping[str, int]


Say = Callable[[Database, Found, Moment], tuple[str, str]]


@dataclass(frozen=True)
class Kind:
    """A row: its place, title, the page and saved view behind it, its list and how it is said.

    ``act`` is the permission that its list asks for; ``tone`` colours the number.
    """

    key: str
    group: str
    title: str
    page: str
    view: str
    act: str
    waiting: Callable[[Moment], Waiting]
    say: Say
    tone: str = "neutral"


def found_of(db: Database, waiting: Waiting, limit: int = READ) -> Found | None:
    """Count a list and read its first lines; None where it is empty."""
    unsorted = waiting.sql.rpartition(" ORDER BY ")[0]
    groups = db.rows(
        f"SELECT {waiting.by}, count(*), min(at) FROM ({unsorted}) GROUP BY 1", waiting.params
    )
    if not groups:
        return None
    counts = {by: count for by, count, _ in groups}
    since = min((at for *_, at in groups if at is not None), default=None)
    rows = db.rows(f"{waiting.sql} LIMIT {limit}", waiting.params)
    return Found(sum(counts.values()), since, tuple(waiting.make(one) for one in rows), counts)


# ---------------------------------------------------------------------- sentence, and what stands right
def _review(db: Database, found: Found, m: Moment) -> tuple[str, str]:
    odd, rush = db.row(
        "SELECT count(*) FILTER (WHERE difference_minor <> 0),"
        " count(*) FILTER (WHERE difference_minor = 0 AND rush = 1)"
        f" FROM order_now INDEXED BY order_now_to_review WHERE {lists.REVIEW}"
    ) or (0, 0)
    said = []
    if odd:
        chip = found.first[0].chip
        said.append(f"{odd} with an exception: {chip[:1].lower()}{chip[1:]}")
    if rush:
        said.append(f"{rush} in a rush")
    return "; ".join(said) or "Nothing unusual in them", f"oldest {_age(found, m)}"


def _promises(db: Database, found: Found, m: Moment) -> tuple[str, str]:
    said = [f"{_one_line(row)}, {row.chip.removesuffix(' late')}" for row in found.first]
    return listed(said, total=found.count), "Promise passed"


def _states(db: Database, found: Found, m: Moment) -> tuple[str, str]:
    counts: dict[str, int] = {}
    for row in found.first:
        counts[row.chip.lower()] = counts.get(row.chip.lower(), 0) + 1
    return listed([f"{n} {state}" for state, n in counts.items()], 3), "today"


def _held(db: Database, found: Found, m: Moment) -> tuple[str, str]:
    return f"Longest: {_one_line(found.first[0])}, {found.first[0].chip}", _age(found, m)


def _ready(db: Database, found: Found, m: Moment) -> tuple[str, str]:
    first = found.first[0]
    owing = db.value(
        "SELECT count(*) FROM order_now WHERE removed = 0 AND state = 'ready' AND balance_minor > 0"
    )
    right = f"{owing} not paid in full" if owing else "all paid"
    return f"Longest: {_one_line(first)}, {_age(found, m)}, {first.detail}", right


def _missing(db: Database, found: Found, m: Moment) -> tuple[str, str]:
    counts: dict[str, int] = {}
    for missing, n in found.counts.items():
        for what in missing.split(","):
            counts[what] = counts.get(what, 0) + n
    said = ", ".join(
        f"{n:,} {'lacks' if n == 1 else 'lack'} a {what}"
        for what, n in sorted(counts.items(), key=lambda pair: -pair[1])
    )
    return f"{said}. They cannot leave the house until then", f"since {_age(found, m)}"


def _first(db: Database, found: Found, m: Moment) -> tuple[str, str]:
    said = [f"{_one_line(row)}, {row.chip}" for row in found.first]
    return listed(said, total=found.count), _age(found, m)


def _loans(db: Database, found: Found, m: Moment) -> tuple[str, str]:
    """With whom, which of them first; the right says how it stands with that one."""
    said = [f"{_one_line(row)}, {row.detail}" for row in found.first]
    chip = found.first[0].chip
    return listed(said, total=found.count), f"{chip[:1].upper()}{chip[1:]}"


def _stale(db: Database, found: Found, m: Moment) -> tuple[str, str]:
    first = found.first[0]
    since = f"since {_age(found, m)}" if found.since else "never yet"
    return f"{first.title}: {first.detail.partition('.')[0]}", since


def _one_line(row: Preview) -> str:
    return row.title.replace("  ", " ")


def _age(found: Found, m: Moment) -> str:
    return age_words(max(0, m.now - found.since)) if found.since else ""


KINDS: tuple[Kind, ...] = (
    Kind("orders_to_review", NOW, "Orders to review", "orders", "review", "orders.update",
         lists.to_review, _review),
    Kind("orders_overdue", NOW, "Orders overdue", "orders", "due", "orders.view", lists.late_orders, _promises,
         "bad"),
    Kind("orders_due", NOW, "Orders due today", "orders", "due", "orders.view", lists.due_orders,
         _states),
    Kind("loans_due", NOW, "Loans due back", "pieces", "out", "pieces.view", loans_due, _loans, "bad"),
    Kind("cases", NOW, "Cases to decide", "together", "open", "cases.settle", lists.open_cases, _first),
    Kind("take_ins_to_sign", NOW, "Take-ins to sign", "agreements", "drafts", "take_in.create",
         lists.to_sign, _first),
    Kind("prints", NOW, "Print jobs to look at", "printing", "needs_you", "documents.print",
         lists.doubtful_prints, _first),
    Kind("backups", NOW, "Backups that do not come about", "backup", "", "check.run",
         stale_backups, _stale, "bad"),
    Kind("orders_ready", WAITING, "Ready for pickup or shipping", "orders", "ready", "orders.view",
         lists.ready_orders, _ready),
    Kind("jobs_overdue", WAITING, "Jobs overdue", "jobs", "overdue", "jobs.view", lists.late_jobs,
         _first, "bad"),
    Kind("orders_held", WAITING, "Orders on hold", "orders", "on_hold", "orders.view", lists.held_orders,
         _held),
    Kind("loans_out", WAITING, "Out on loan", "pieces", "out", "pieces.view", loans_out, _loans),
    Kind("pieces_out", WAITING, "Pieces outside for long", "pieces", "out", "pieces.view", lists.long_out,
         _first, "warn"),
    Kind("quarantine", WAITING, "Pieces in quarantine", "quarantine", "", "pieces.view",
         lists.in_quarantine, _first, "warn"),
    Kind("hold_over", QUIET, "Waiting time over", "pieces", "held", "pieces.view", lists.hold_over,
         _first),
    Kind("pieces_to_complete", QUIET, "Pieces to complete", "pieces", "to_complete",
         "pieces.update", lists.to_complete, _missing),
    Kind("drafts", QUIET, "Your drafts", "drafts", "", "pieces.view", lists.own_drafts, _first),
)  # fmt: skip
"""The rows in their order on the page."""

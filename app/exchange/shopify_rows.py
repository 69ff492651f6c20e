"""Which rows of an orders export make one order: by Id, else by Name.

An order's first row says everything, the rows for its further lines repeat little more than Name,
Email and Created at. Where a spreadsheet sorted the rows, they are gathered from all over the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from app.exchange.table import Progress, Row, Table

Picker = Callable[[Sequence[str]], tuple[str, ...]]

_SPOILT = re.compile(r"^\d([.,]\d+)?E\+?\d+$", re.IGNORECASE)
# Filled in an order's first row and in none of its further rows.
_HEAD_MARKS = ("id", "financial_status", "currency", "subtotal", "total")


@dataclass(slots=True)
class Group:
    """The rows of one order. ``head`` is the place of its first row among them, -1: not there.

    ``repeats`` are the numbers of rows that state the same order again and otherwise.
    """

    external_id: str
    name: str
    created: str
    rows: list[Row] = field(default_factory=list)
    head: int = -1
    spoilt_id: str = ""
    repeats: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The order's key: the channel's Id, else its Name, else nothing."""
        return self.external_id or self.name

    def add(self, row: Row, is_head: bool) -> None:
        """Take a row of the order in."""
        if is_head and self.head < 0:
            self.head = len(self.rows)
        self.rows.append(row)


def picker(columns: Mapping[str, int], fields: Sequence[str], absent: int) -> Picker:
    """A quick getter of these fields' cells from a row that has an empty cell at ``absent``."""
    get: Picker = itemgetter(*[columns.get(one, absent) for one in fields])
    return get


class ScatteredError(Exception):
    """The rows of an order lie apart: the file must be gathered before orders are built."""


def contiguous(
    table: Table, columns: Mapping[str, int], progress: Progress | None
) -> Iterator[Group]:
    """One group after the other; ScatteredError as soon as an order's rows turn up again."""
    seen: set[str] = set()
    has_heads = any(mark in columns for mark in _HEAD_MARKS)
    for group in _runs(table, columns, progress):
        marks = {group.external_id, f"\n{group.name}" if group.name else ""} - {""}
        alone = group.external_id and group.external_id not in seen
        if (has_heads and group.head < 0) or not (alone or seen.isdisjoint(marks)):
            raise ScatteredError
        seen.update(marks)
        yield group


def gathered(
    table: Table, columns: Mapping[str, int], progress: Progress | None
) -> Iterator[Group]:
    """The groups of a file whose rows lie anywhere, in the order of their first rows."""
    groups: dict[object, Group] = {}
    by_name: dict[str, list[Group]] = {}
    for run in _runs(table, columns, progress):
        known = _known(run, groups, by_name)
        if known is None:
            groups[run.key or id(run), run.created if not run.external_id else ""] = run
            if run.name:
                by_name.setdefault(run.name, []).append(run)
        elif known.head >= 0 and run.head >= 0:
            if not _same_rows(known, run):
                known.repeats.append(run.rows[0][0])
        else:
            _join(known, run)
    yield from groups.values()


def _known(
    run: Group, groups: Mapping[object, Group], by_name: Mapping[str, list[Group]]
) -> Group | None:
    """The group to which a later run of rows belongs."""
    if run.external_id and (same := groups.get((run.external_id, ""))):
        return same
    for other in reversed(by_name.get(run.name, [])):
        if run.external_id and other.external_id:
            continue
        if run.created and other.created and run.created != other.created:
            continue
        if (run.external_id or other.external_id) and run.head >= 0 and other.head >= 0:
            continue
        return other
    return None


def _same_rows(one: Group, other: Group) -> bool:
    return [cells for _, cells, _ in one.rows] == [cells for _, cells, _ in other.rows]


def _join(known: Group, run: Group) -> None:
    """Put a run's rows to its order's, in the order of the file, the order's first row told."""
    head = (
        run.rows[run.head] if run.head >= 0 else known.rows[known.head] if known.head >= 0 else None
    )
    known.rows = sorted([*known.rows, *run.rows], key=itemgetter(0))
    known.head = known.rows.index(head) if head is not None else -1
    known.external_id = known.external_id or run.external_id
    known.spoilt_id = known.spoilt_id or run.spoilt_id


def _runs(table: Table, columns: Mapping[str, int], progress: Progress | None) -> Iterator[Group]:
    """Rows that follow one another and belong together."""
    absent = table.width
    keys = picker(columns, ("id", "name", "created_at"), absent)
    marks = picker(columns, [mark for mark in _HEAD_MARKS if mark in columns] or ["id"], absent)
    group: Group | None = None
    for row in table.rows(progress):
        cells = row[1]
        cells.append("")
        ident, name, created = keys(cells)
        external_id = ident if ident.isdecimal() else _identifier(ident)
        is_head = any(marks(cells))
        if group is None or not _continues(group, external_id, name.strip(), created, is_head):
            if group is not None:
                yield group
            group = Group(external_id, _name(name), created)
        if ident and not external_id:
            group.spoilt_id = ident
        group.external_id = group.external_id or external_id
        group.add(row, is_head)
    if group is not None:
        yield group


def _continues(group: Group, external_id: str, name: str, created: str, is_head: bool) -> bool:
    """Whether a row goes on with the order of the rows above it."""
    if external_id and group.external_id:
        return external_id == group.external_id
    if not external_id and not name:
        return not group.key and not is_head
    if not name or _name(name) != group.name:
        return False
    if external_id:
        return group.head < 0 and created == group.created
    return not (created and group.created and created != group.created)


def _identifier(text: str) -> str:
    """An Id as text; "" when a spreadsheet rounded it ("5.12E+12"), for then it names no order."""
    text = text.strip().removeprefix("'")
    if _SPOILT.match(text):
        return ""
    whole, dot, rest = text.partition(".")
    return whole if dot and whole.isdecimal() and not rest.strip("0") else text


def _name(text: str) -> str:
    text = text.strip().removeprefix("'")
    whole, dot, rest = text.partition(".")
    return whole if dot and rest == "0" and whole.lstrip("#").isdecimal() else text

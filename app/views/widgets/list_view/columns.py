"""What a list shows of a record: its columns, and what a cell says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.chips import Chip as Status

DAY_WIDTH = 104
"""Width of a column of days, px: "May 30 2025" is not cut."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says. A chip (``status``), a person (``initials``) or an icon goes first.

    ``look``: body, strong, medium, soft, muted, bad, warn. ``second`` is a muted line under the text.
    ``photo`` is a key that the table's thumbs know; ``spoken`` replaces the text for a screen reader.
    ``box`` paints a box to tick, ticked or not.
    """

    text: str = ""
    look: str = "body"
    second: str = ""
    status: Status | None = None
    initials: str = ""
    icon: str = ""
    photo: str = ""
    spoken: str = ""
    box: bool | None = None

    @property
    def words(self) -> str:
        """The cell as words: for a screen reader, a test, a copied row."""
        if self.spoken:
            return self.spoken
        first = self.status.text if self.status else self.text or self.initials
        return f"{first}, {self.second}" if self.second else first


@dataclass(frozen=True)
class Column:
    """A column: its title, and how a record's cell is made (a plain text or a Cell).

    ``width`` px is fixed; with 0 the column shares the rest by ``stretch``. ``numeric`` puts figures
    right-aligned in tabular digits. ``sort`` is the key that a click on the head asks for; where two
    columns have the same, the head points to the last of them that is shown.
    ``hide_below`` leaves the column out of a list narrower than so many px.
    """

    title: str
    cell: Callable[[Any], Cell | str]
    width: int = 0
    stretch: int = 1
    numeric: bool = False
    sort: str = ""
    hide_below: int = 0
    spoken_title: str = ""


def shared_widths(columns: Sequence[Column], width: int) -> list[int]:
    """How wide each column is in a list of ``width`` px; 0 for one that is left out."""
    shown = [c for c in columns if not c.hide_below or width >= c.hide_below]
    rest = width - sum(c.width for c in shown)
    parts = sum(c.stretch for c in shown if not c.width) or 1
    widths = [(c.width or max(48, rest * c.stretch // parts)) if c in shown else 0 for c in columns]
    last = max((at for at, c in enumerate(columns) if c in shown), default=-1)
    if last >= 0:
        widths[last] = max(widths[last], width - sum(widths[:last]))
    return widths


class Line:
    """A record in the list: its id, what was read of it, and its cells, made when first painted."""

    __slots__ = ("_cells", "elided", "record", "record_id")

    def __init__(self, record_id: int, record: Any) -> None:
        self.record_id = record_id
        self.record = record
        self._cells: tuple[Cell, ...] | None = None
        self.elided: dict[tuple[int, int], str] = {}

    def cells(self, columns: tuple[Column, ...]) -> tuple[Cell, ...]:
        """The cells of the record, one a column."""
        if self._cells is None:
            made = (column.cell(self.record) for column in columns)
            self._cells = tuple(c if isinstance(c, Cell) else Cell(c) for c in made)
        return self._cells

"""What a list shows of a record: its columns, and what a cell says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.chips import Chip as Status

DAY_WIDTH = 104
"""Width of a column of days, px: "May 30 2025" is not cut."""


LEAST = 48
"""No column is drawn narrower, px."""
NONE: Mapping[int, int] = {}


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


def shared_widths(
    columns: Sequence[Column], width: int, own: Mapping[int, int] = NONE
) -> list[int]:
    """How wide each column is in a list of ``width`` px; 0 for one that is left out.

    ``own`` are widths that a person drew, by the number of the column. They give way where the list
    is too narrow for them; the last column takes what is left in any case.
    """
    shown = [at for at, c in enumerate(columns) if not c.hide_below or width >= c.hide_below]
    last = max(shown, default=-1)
    drawn = {at: px for at, px in own.items() if at in shown and at != last}
    others = [at for at in shown if at not in drawn]
    least = sum(columns[at].width or LEAST for at in others)
    wanted, room = sum(drawn.values()), max(0, width - least)
    if wanted > room:
        drawn = {at: max(LEAST, px * room // wanted) for at, px in drawn.items()}
    rest = width - sum(drawn.values()) - sum(columns[at].width for at in others)
    parts = sum(columns[at].stretch for at in others if not columns[at].width) or 1
    widths = [0] * len(columns)
    for at in shown:
        column = columns[at]
        widths[at] = drawn.get(at) or column.width or max(LEAST, rest * column.stretch // parts)
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

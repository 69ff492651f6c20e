"""Tables on paper: cells wrap, rows stay whole, the head repeats on the next page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color

from app.printing.document.ink import BODY, INK, LABEL, LEADING, LINE, MUTED
from app.printing.document.sheet import CENTRE, LEFT, RIGHT, Sheet
from app.printing.document.words import width_of, wrapped
from app.printing.lettering import REGULAR, SEMIBOLD

_TOTAL_PAD = 5.5
Picture = Callable[[Sheet, float, float, float], None]
"""Draws into a cell: the sheet, the cell's left, the row's middle, the cell's width."""


@dataclass(frozen=True)
class Column:
    """A column: its title, its width as a part of the table's, where its text stands."""

    title: str
    part: float
    align: str = LEFT


@dataclass(frozen=True)
class Cell:
    """A cell's text, or a picture in its place.

    ``after`` goes on in muted ink behind a short text, ``more`` stands under it line by line.
    """

    text: str = ""
    face: str = REGULAR
    colour: Color = INK
    after: str = ""
    more: tuple[tuple[str, Color], ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class _Line:
    text: str
    face: str
    colour: Color


@dataclass(frozen=True)
class _Placed:
    """A column on the paper, and how wide a text in it may be."""

    column: Column
    x: float
    width: float
    align: str

    @property
    def text_x(self) -> float:
        """Where a text of this column is anchored."""
        shift = {LEFT: 0.0, CENTRE: self.width / 2, RIGHT: self.width}
        return self.x + shift[self.align]


class Table:
    """A table in the sheet's flow, or in a part of its width."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Sequence[Column],
        *,
        x: float | None = None,
        width: float | None = None,
        size: float = BODY,
        pad: float = 4.0,
        least: float = 0.0,
        gap: float = 8.0,
    ) -> None:
        """``pad`` is above and below a row's text, ``least`` the height of a row to write in."""
        self.sheet, self.size, self.pad, self.least = sheet, size, pad, least
        if sheet.tight:
            self.pad, self.least = pad * 0.5, least * 0.82
        self.x = sheet.left if x is None else x
        self.width = sheet.inner if width is None else width
        whole = sum(column.part for column in columns)
        self._columns: list[_Placed] = []
        at = self.x
        for index, column in enumerate(columns):
            wide = self.width * column.part / whole
            last = index == len(columns) - 1
            room = wide if last else wide - gap
            self._columns.append(_Placed(column, at, room, column.align))
            at += wide

    @property
    def widths(self) -> tuple[float, ...]:
        """How wide a text in each column may be, in points."""
        return tuple(placed.width for placed in self._columns)

    def head(self) -> None:
        """The titles and the line under them."""
        sheet = self.sheet
        sheet.y += LABEL
        for placed in self._columns:
            sheet.text(
                placed.text_x,
                sheet.y,
                placed.column.title,
                size=LABEL,
                face=SEMIBOLD,
                colour=MUTED,
                align=placed.align,
            )
        sheet.y += 4.2
        sheet.rule(self.x, sheet.y, self.x + self.width, sheet.y, width=0.9, colour=INK)

    def lead(self, rows: Sequence[Sequence[Cell]], *, head: bool = True) -> float:
        """How high the titles and the first row are, which no heading above them may lose."""
        first = self._height(self._lines(rows[0])) if rows else 0.0
        return first + (LABEL + 4.2 if head else 0.0)

    def height(self, rows: Sequence[Sequence[Cell]], *, head: bool = True) -> float:
        """How high all the rows are, on a page without an end."""
        rest = sum(self._height(self._lines(row)) for row in rows[1:])
        return self.lead(rows, head=head) + rest

    def rows(
        self,
        rows: Sequence[Sequence[Cell]],
        *,
        head: bool = True,
        total: Sequence[Cell] | None = None,
        holds: float = 0.0,
    ) -> None:
        """Draw the rows below the head, over as many pages as they need; a ``total`` closes them.

        ``holds`` is the height of what follows and needs the last row on its page, such as signatures.
        """
        every = rows if total is None else [*rows, total]
        if self.sheet.mirrored:
            self._columns = [
                self._in_line(placed, [row[nth] for row in every])
                for nth, placed in enumerate(self._columns)
            ]
        if head:
            self.sheet.need(min(self.lead(rows), self.sheet.bottom - self.sheet.top))
            self.head()
        ending = len(rows) - (1 if holds or total is not None else 2)
        for nth, row in enumerate(rows):
            if nth == ending and nth:
                self._keep(rows[nth:], total, holds)
            self._row(row)
        if total is not None:
            self.pad, self.least = _TOTAL_PAD, 0.0
            self._row(total)

    def _in_line(self, placed: _Placed, cells: Sequence[Cell]) -> _Placed:
        """A column of figures on a mirrored paper: their last digits still stand under each other.

        The widest of them ends where the column does; all begin where it begins.
        """
        if placed.column.align != RIGHT or any(cell.picture for cell in cells):
            return placed
        texts = [(placed.column.title, SEMIBOLD, LABEL)]
        texts += [(cell.text, cell.face, self.size) for cell in cells]
        widest = max(width_of(text, face, size) for text, face, size in texts)
        room = min(placed.width, widest)
        return _Placed(placed.column, placed.x + placed.width - room, room, LEFT)

    def _keep(
        self, rows: Sequence[Sequence[Cell]], total: Sequence[Cell] | None, holds: float
    ) -> None:
        """Turn the page unless the last rows fit: neither one of them nor a total stands alone on one."""
        height = sum(self._height(self._lines(row)) for row in rows) + holds
        if total is not None:
            height += self._height(self._lines(total)) + 2 * _TOTAL_PAD
        if self.sheet.y + height > self.sheet.bottom and height <= self._room_on_a_page():
            self._turn()

    def _row(self, row: Sequence[Cell]) -> None:
        lines = self._lines(row)
        height = self._height(lines)
        if self.sheet.y + height > self.sheet.bottom:
            if self._room_on_a_page() >= height:
                self._turn()
            else:
                lines = self._split(row, lines)
                height = self._height(lines)
        self._draw(row, lines, height)

    def _split(self, row: Sequence[Cell], lines: list[list[_Line]]) -> list[list[_Line]]:
        """Draw a row that no page can hold in pieces; gives the lines of its last piece."""
        while self.sheet.y + self._height(lines) > self.sheet.bottom:
            room = self.sheet.bottom - self.sheet.y - 2 * self.pad
            fits = int(room // (self.size * LEADING))
            if fits >= 1:
                piece = [cell[:fits] for cell in lines]
                self._draw(row, piece, self._height(piece))
                lines = [cell[fits:] for cell in lines]
            self._turn()
        return lines

    def _turn(self) -> None:
        self.sheet.next_page()
        self.head()

    def _room_on_a_page(self) -> float:
        return self.sheet.bottom - self.sheet.top - LABEL - 40

    def _lines(self, row: Sequence[Cell]) -> list[list[_Line]]:
        return [
            self._cell_lines(cell, placed.width)
            for cell, placed in zip(row, self._columns, strict=True)
        ]

    def _cell_lines(self, cell: Cell, width: float) -> list[_Line]:
        blocks = [(cell.text, cell.face, cell.colour)]
        blocks += [(text, REGULAR, colour) for text, colour in cell.more]
        return [
            _Line(line, face, colour)
            for text, face, colour in blocks
            if text
            for line in wrapped(text, width, face, self.size)
        ]

    def _height(self, lines: list[list[_Line]]) -> float:
        most = max((len(cell) for cell in lines), default=0)
        return max(self.least, most * self.size * LEADING + 2 * self.pad)

    def _draw(self, row: Sequence[Cell], lines: list[list[_Line]], height: float) -> None:
        sheet = self.sheet
        single = max((len(cell) for cell in lines), default=0) <= 1
        for cell, placed, cell_lines in zip(row, self._columns, lines, strict=True):
            if cell.picture is not None:
                cell.picture(sheet, placed.x, sheet.y + height / 2, placed.width)
            if not cell_lines:
                continue
            y = sheet.y + self.pad + self.size * 1.02
            if single:
                y = sheet.y + height / 2 + self.size * 0.36
            for line in cell_lines:
                sheet.text(
                    placed.text_x,
                    y,
                    line.text,
                    size=self.size,
                    face=line.face,
                    colour=line.colour,
                    align=placed.align,
                )
                y += self.size * LEADING
            if cell.after and len(cell_lines) == 1:
                self._after(cell, placed, cell_lines[0].text, y - self.size * LEADING)
        sheet.y += height
        sheet.rule(self.x, sheet.y, self.x + self.width, sheet.y, width=0.45, colour=LINE)

    def _after(self, cell: Cell, placed: _Placed, text: str, y: float) -> None:
        """The muted words behind a single line, where there is room for them."""
        end = placed.x + width_of(text + " ", cell.face, self.size)
        if end + width_of(cell.after, REGULAR, self.size) <= placed.x + placed.width:
            self.sheet.text(end, y, cell.after, size=self.size, colour=MUTED)

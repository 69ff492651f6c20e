"""The small reader for delimited text on which every import stands: bytes in, numbered rows out.

Rows keep the number that a spreadsheet shows beside them (the header is row 1, a quoted line break
does not count). A damaged row is marked and never takes its neighbours with it: a quote that is
never closed would swallow the rest of the file, so such rows are read again line by line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from app.domain.errors import FileError
from app.exchange.text_file import Notice, Source, TextFacts, inspect, open_source

Progress = Callable[[int, int], None]
"""Called with (bytes read, bytes in all); whatever it raises stops the reading."""
Row = tuple[int, list[str], str]
"""(row number, as many cells as the header has, fault).

The fault is "" or ``too_many_cells``, ``cut_off``, ``quote_open``, ``cell_too_long``.
"""

DELIMITERS = (",", ";", "\t", "|")
HEADER_DEPTH = 10  # a header may stand under a few title lines
WIDEST = 2_000
PROGRESS_EVERY = 1_000
_REJOIN = 40  # physical lines that one honest record may run over when it is pieced together


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file: its header and how to read it. ``rows`` may be asked for more than once."""

    source: Source
    facts: TextFacts
    delimiter: str
    header: tuple[str, ...]
    header_row: int
    notices: tuple[Notice, ...]

    @property
    def width(self) -> int:
        """How many columns the header names."""
        return len(self.header)

    def rows(self, progress: Progress | None = None) -> Iterator[Row]:
        """The rows under the header, one at a time; wholly empty rows are passed over.

        Short rows are filled up with empty cells, cells beyond the header are cut off.
        """
        width, size = self.width, self.facts.size
        with _Lines(self.source, self.facts) as lines:
            records = _records(lines, self.delimiter, width)
            for number, (cells, fault) in enumerate(records, 1):
                if not number % PROGRESS_EVERY and progress is not None:
                    progress(min(lines.position, size), size)
                if number > self.header_row and any(cells):
                    yield number, cells, fault
        if progress is not None:
            progress(size, size)


def read_table(source: Source, known: Callable[[Sequence[str]], bool] | None = None) -> Table:
    """Open a delimited file: encoding, delimiter and header found, nothing else read yet.

    ``known`` tells whether a record looks like the header that is looked for, so that title lines
    above it are passed over; without it the first record that is not empty is the header.
    """
    facts = inspect(source)
    notices = list(facts.notices)
    best: tuple[int, int, str, list[str]] | None = None
    for delimiter in DELIMITERS:
        for number, cells in _first_records(source, facts, delimiter):
            if len(cells) > WIDEST:
                raise FileError(
                    "Too many columns",
                    f"Row {number} has {len(cells):,} columns; an export has about a hundred.",
                    "Choose the CSV file that the shop made.",
                )
            if known is not None and known(cells):
                best = (number, len(cells) + WIDEST, delimiter, cells)
                break
        if best is not None:
            break
    if best is None:
        best = _widest_first_record(source, facts)
    number, _, delimiter, cells = best
    header = tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in cells)
    while len(header) > 1 and not header[-1]:
        header = header[:-1]
    if number > 1:
        notices.append(Notice("header_row", f"The headings stand in row {number}.", number))
    return Table(source, facts, delimiter, header, number, tuple(notices))


def _first_records(
    source: Source, facts: TextFacts, delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    with _Lines(source, facts) as lines:
        records = _records(lines, delimiter, 0)
        for number, (cells, _) in enumerate(records, 1):
            if any(cells):
                yield number, [cell.strip() for cell in cells]
            if number >= HEADER_DEPTH:
                return


def _widest_first_record(source: Source, facts: TextFacts) -> tuple[int, int, str, list[str]]:
    """The first record that is not empty, split by the delimiter that gives most cells."""
    found = []
    for delimiter in DELIMITERS:
        for number, cells in _first_records(source, facts, delimiter):
            found.append((number, len(cells), delimiter, cells))
            break
    if not found:
        raise FileError("The file is empty", "There is nothing in this file.", "Export it again.")
    return max(found, key=lambda one: one[1])


class _Lines:
    """The physical lines of a file, those of the record being read kept in ``pending``."""

    def __init__(self, source: Source, facts: TextFacts) -> None:
        errors = "replace" if facts.lossy else "strict"
        self.pending: list[str] = []
        self._again: list[str] = []  # lines to be read once more
        self._ended = False
        self._has_nul = facts.has_nul
        self._raw = open_source(source)
        # newline="" leaves line breaks inside quoted cells as the file has them
        self._text = io.TextIOWrapper(self._raw, facts.encoding, errors, newline="")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()

    @property
    def position(self) -> int:
        """How many bytes of the file were read."""
        return self._raw.tell()

    def __iter__(self) -> Iterator[str]:
        pending, has_nul, first = self.pending, self._has_nul, True
        for line in self._text:
            if first:
                first = False
                if line.lower().startswith("sep=") and len(line.strip()) == 5:
                    continue  # an instruction for Excel, which Excel does not count as a row
                line = line.removeprefix("\ufeff")
            if has_nul:
                line = line.replace("\0", "")
            pending.append(line)
            yield line
            while self._again:
                pending.append(self._again[0])
                yield self._again.pop(0)
        self._ended = True

    def take_apart(self, delimiter: str, width: int) -> list[str]:
        """The lines of a broken record; a last part that may be a good record is read again."""
        rest = 0 if self._ended else _unfinished(self.pending, delimiter, width)
        end = len(self.pending) - rest
        whole, self._again[:0] = self.pending[:end], self.pending[end:]
        self.pending.clear()
        return whole


def _records(lines: _Lines, delimiter: str, width: int) -> Iterator[tuple[list[str], str]]:
    """The records of a file with their faults, each brought to ``width`` cells (0: as they are)."""
    reader = csv.reader(iter(lines), delimiter=delimiter)
    pending = lines.pending
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell without end
            yield from _apart(lines.take_apart(delimiter, width), delimiter, width)
            continue
        except (OSError, UnicodeError) as error:
            raise FileError(
                "The file cannot be read to its end",
                "It was changed or became unreadable while it was being read.",
                "Copy the file to this PC and import the copy.",
            ) from error
        if not width or len(cells) == width:
            yield cells, ""
        elif len(pending) > 1:
            yield from _apart(lines.take_apart(delimiter, width), delimiter, width)
        else:
            yield _fit(cells, width, pending[-1] if pending else "\n")
        pending.clear()


def _fit(cells: list[str], width: int, last_line: str) -> tuple[list[str], str]:
    """A record of the wrong length brought to the header's width, with its fault."""
    fault = ""
    if len(cells) > width:
        fault = "too_many_cells" if any(cells[width:]) else ""
    elif cells and last_line[-1:] not in ("\n", "\r"):
        fault = "cut_off"  # the last line of a file that was not written to its end
    return (cells + [""] * (width - len(cells)))[:width], fault


def _apart(lines: list[str], delimiter: str, width: int) -> Iterator[tuple[list[str], str]]:
    """Records out of lines that a stray quote ran together: honest ones whole, the rest marked."""
    at = 0
    while at < len(lines):
        taken, cells = _honest(lines, at, delimiter, width)
        if taken:
            yield cells, ""
            at += taken
            continue
        cells = _one_line(lines[at], delimiter)
        fitted, fault = _fit(cells, width or len(cells), lines[at])
        if lines[at].count('"') % 2:
            fault = "quote_open"
        elif cells and len(cells[0]) >= csv.field_size_limit() - 1:
            fault = "cell_too_long"
        yield fitted, fault
        at += 1


def _unfinished(lines: list[str], delimiter: str, width: int) -> int:
    """How many of the last lines may be the start of an honest record that goes on behind them."""
    at = max(1, len(lines) - _REJOIN)
    while at < len(lines):
        taken, _ = _honest(lines, at, delimiter, width)
        if not taken and lines[at].count('"') % 2:
            return len(lines) - at
        at += taken or 1
    return 0


def _honest(lines: list[str], at: int, delimiter: str, width: int) -> tuple[int, list[str]]:
    """How many lines from ``at`` make one record of the right width, and that record; else 0."""
    quotes = 0
    for end in range(at, min(at + _REJOIN, len(lines))):
        quotes += lines[end].count('"')
        if quotes % 2:
            continue
        try:
            records = list(csv.reader(lines[at : end + 1], delimiter=delimiter))
        except csv.Error:
            return 0, []
        if len(records) == 1 and len(records[0]) == width:
            return end + 1 - at, records[0]
        if end == at and len(records) == 1:
            return 0, []  # a line that is complete, and still of the wrong width
    return 0, []


def _one_line(line: str, delimiter: str) -> list[str]:
    """The cells of a single broken line, as far as they can be told."""
    limit = csv.field_size_limit()
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return [cell[: limit - 1] for cell in line.split(delimiter)]

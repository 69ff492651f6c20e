"""The open form of a shop: how values stand in a CSV file, and the dictionary that explains the columns.

Text is written so that no spreadsheet takes it for a formula, and so that it reads back to the same
letters: ``\\\\`` is a backslash, ``\\n \\r \\t \\0`` are line feed, return, tab and NUL, ``\\N`` alone is
"nothing" (NULL), and ``\\.`` stands before ``= + - @`` where a formula would begin, and for nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from peewee import ForeignKeyField, IntegerField

from app.domain.errors import InputError
from app.models.base import Kind, Table
from app.models.schema import SYNCED, TABLES

EXPORT_FORMAT = 1
NOTHING = "\\N"
_OUT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}
_IN = {"\\": "\\", "n": "\n", "r": "\r", "t": "\t", "0": "\0", ".": ""}
_FORMULA = re.compile(r"(^|[;,|\"'])([\s\u200b\ufeff]*)([=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where a spreadsheet may begin a formula: at the start, or behind what it may take for a separator."""
KINDS = {
    Kind.FACT: "fact: only ever added",
    Kind.ERASABLE: "fact about a person: content may be blanked, sealed by sha256(salt + content)",
    Kind.DESCRIPTIVE: "description: may be edited; removed = 1 takes it out of use",
}
_UNITS = (
    ("_minor", "money in minor units of the currency (cents)"),
    ("_mg", "mass in milligrams"),
    ("_mct", "gem mass in thousandths of a carat"),
    ("_um", "length in micrometres"),
    ("_ppm", "share in millionths"),
    ("_ms", "time in milliseconds"),
    ("_on", "date, ISO 8601"),
    ("_at", "moment, UTC milliseconds since 1970"),
    ("_days", "days"),
    ("_sha256", "SHA-256, hexadecimal"),
    ("_id", "id of a row"),
)
_NAMED = {
    "id": "id of the row, unique in the whole shop",
    "work_id": "unit of work (table work) that added the fact",
    "hlc": "hybrid logical clock of that unit: orders facts across PCs",
    "at": "moment, UTC milliseconds since 1970",
    "removed": "1: taken out of use, kept for history",
    "content": "what was said, as text or JSON; empty after an erasure",
    "salt": "random text that the content was sealed with",
    "sha256": "SHA-256, hexadecimal",
    "prev": "hash of the entry before it in the audit log of its PC",
    "hash": "hash of this entry of the audit log",
    "site": "copy of the data (PC) that wrote it",
    "site_seq": "the entry's number in the audit log of its PC",
}


def synced_tables() -> tuple[type[Table], ...]:
    """The tables that are the shop: all but this PC's own and what is computed."""
    return tuple(model for model in TABLES if model.table() in SYNCED)


def shown(value: Any) -> str:
    """A value as it stands in a CSV file."""
    if value is None:
        return NOTHING
    if isinstance(value, int):
        return str(value)
    text = re.sub(r"[\\\n\r\t\0]", lambda found: _OUT[found.group()], str(value))
    return _FORMULA.sub(r"\1\2\\.\3", text)


def read_text(cell: str) -> str | None:
    """The text that a cell stands for; ValueError where it cannot be one of ours."""
    if cell == NOTHING:
        return None
    return re.sub(r"\\(.?)", _unescaped, cell, flags=re.DOTALL)


def _unescaped(found: re.Match[str]) -> str:
    letter = found.group(1)
    if letter not in _IN:
        raise ValueError(f"\\{letter}")
    return _IN[letter]


def as_csv(header: Sequence[str], rows: Iterator[Sequence[Any]]) -> Iterator[bytes]:
    """The lines of a CSV file, in UTF-8, every cell in quotes but for numbers."""
    for row in _chain(header, rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(row)
        yield line.getvalue().encode()


def _chain(header: Sequence[str], rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[str]]:
    yield header
    for row in rows:
        yield [shown(value) for value in row]


def values_of(
    model: type[Table], columns: Sequence[str], cells: Sequence[str], where: str
) -> list[Any]:
    """The values of one line for the table's columns; InputError names the line and the cell."""
    if len(cells) != len(columns):
        raise _bad(where, f"it has {len(cells)} cells, and {len(columns)} columns")
    given = dict(zip(columns, cells, strict=True))
    values = []
    for field in model._meta.sorted_fields:
        name = field.column_name
        if name not in given:
            values.append(field.default)  # a column that came after that export
            continue
        try:
            value: Any = read_text(given[name])
            if value is not None and isinstance(field, IntegerField | ForeignKeyField):
                value = int(value)
        except ValueError:
            raise _bad(where, f"“{given[name][:40]}” cannot be in the column {name}") from None
        values.append(value)
    return values


def _bad(where: str, what: str) -> InputError:
    return InputError(
        "A row cannot be read",
        f"{where}: {what}.",
        "Take the files as they were exported. Nothing was imported.",
    )


def dictionary() -> list[tuple[str, str, str, str, str, str]]:
    """(table, kind, what the table is, column, type, what the column is) of every column."""
    lines = []
    for model in synced_tables():
        told = " ".join((model.__doc__ or "").split())
        for field in model._meta.sorted_fields:
            name = field.column_name
            number = isinstance(field, IntegerField | ForeignKeyField)
            kind = "whole number" if number else "text"
            if field.null:
                kind += " or nothing"
            lines.append((model.table(), KINDS[model.kind], told, name, kind, _meaning(field)))
    return lines


def _meaning(field: Any) -> str:
    name: str = field.column_name
    if isinstance(field, ForeignKeyField):
        return f"id of a row of {field.rel_model._meta.table_name}"
    if name in _NAMED:
        return _NAMED[name]
    for suffix, words in _UNITS:
        if name.endswith(suffix):
            return words
    return name.replace("_", " ")


def dictionary_md() -> str:
    """The dictionary as a page to read."""
    parts = [
        "# Data dictionary",
        "",
        " ".join((__doc__ or "").split("\n\n")[1].split()),
        "",
        "A row's id is the same everywhere. Money, mass and length are whole numbers with their unit"
        " in the column's name; moments are UTC milliseconds since 1970, dates ISO 8601.",
    ]
    last = ""
    for table, kind, told, column, form, meaning in dictionary():
        if table != last:
            parts += [
                "",
                f"## {table}",
                "",
                f"{told} ({kind})",
                "",
                "| column | type | what it is |",
            ]
            parts += ["|---|---|---|"]
            last = table
        parts.append(f"| {column} | {form} | {meaning} |")
    return "\n".join(parts) + "\n"

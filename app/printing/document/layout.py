"""The parts that all documents are laid out of: title, columns of facts, tables, sums, closing words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.printing.document.content import Company, Made, Signature, digest
from app.printing.document.ink import ACCENT, BAD, FAINT, INK, LABEL, LEADING, MUTED
from app.printing.document.letterhead import (
    MARGINS,
    SIGNATURE_HEIGHT,
    TEXT,
    Letterhead,
    fact_height,
    fact_rows,
    section,
    signatures,
    statement_box,
    statement_height,
)
from app.printing.document.sheet import LEFT, RIGHT, Sheet
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, too_long, width_of, wrapped
from app.printing.lettering import BOLD, MEDIUM, REGULAR, SEMIBOLD

GAP = 22.0
SUMS_WIDTH = 214.0
_STATED = 7.6


class Numbered(Protocol):
    """What every document's content begins with."""

    @property
    def company(self) -> Company: ...
    @property
    def made(self) -> Made: ...
    @property
    def number(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def template(self) -> str: ...


@dataclass(frozen=True)
class Block:
    """A column beside others: a title, then lines (the first is strong), then named values."""

    title: str
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Sum:
    """A row of sums; a strong one has a rule above it."""

    label: str
    amount: str
    strong: bool = False
    note: str = ""


def begin(
    content: Numbered,
    labels: Labels,
    title: str,
    *,
    under: tuple[str, ...] = (),
    running: str = "",
    version: int = 0,
    note: str = "",
    digested: str = "",
    copy: int = 0,
    draft: bool = False,
    coded: str = "",
    proof: str = "",
) -> Sheet:
    """The first page of a document with its head and foot; ``y`` is where the content begins.

    What stands at head and foot is told with ``Letterhead``; ``running`` is title and number where
    nothing else is said; ``proof`` stands in the file's properties alone.
    """
    paper = content.made.paper if content.made.paper in ("a4", "letter", "a5") else "a4"
    sheet = Sheet(
        content.made,
        title=f"{title} {content.number}",
        author=content.company.name,
        paper=paper,
        margins=MARGINS,
        keywords=proof,
    )
    Letterhead(
        content.company,
        content.made,
        content.number,
        content.code,
        content.template,
        digest(content),
        under=tuple(filter(None, under)),
        running=running or f"{title} {content.number}",
        version=version,
        note=note,
        digested=digested,
        copy=copy,
        draft=draft,
        coded=coded,
    ).attach(sheet, labels)
    sheet.next_page()
    return sheet


def heading(sheet: Sheet, title: str, subtitle: str = "") -> None:
    """The document's title and the line of facts under it."""
    sheet.y += 12
    size = fitted(title, sheet.inner, BOLD, 15.5, 7)
    sheet.text(sheet.left, sheet.y, title, size=size, face=BOLD)
    if subtitle:
        lines = wrapped(subtitle, sheet.inner, REGULAR, TEXT)
        sheet.y += 6 if sheet.mirrored else 3  # Arabic letters hang lower
        sheet.flow(sheet.left, lines, colour=MUTED, size=TEXT)
    sheet.y += 10


def dated(sheet: Sheet, on: str) -> str:
    """A date as people read and as machines do: ``2 March 2026 (2026-03-02)``."""
    return f"{sheet.local.long_day(on)} ({on})" if on else ""


def blocks(sheet: Sheet, parts: Sequence[Block], *, columns: int = 3) -> None:
    """Columns beside each other; those with nothing in them leave no gap."""
    shown = [part for part in parts if part.lines or part.facts or part.note]
    for at in range(0, len(shown), columns):
        row = shown[at : at + columns]
        width = (sheet.inner - (columns - 1) * GAP) / columns
        page = sheet.bottom - sheet.top - 60
        sheet.need(min(page, max(_block_height(part, width) for part in row)))
        top, ends = sheet.y, []
        for place, part in enumerate(row):
            sheet.y = top
            ends.append(_block(sheet, part, sheet.left + place * (width + GAP), width))
        sheet.y = max(ends) + 8


def _block_height(part: Block, width: float) -> float:
    lines = sum(len(wrapped(line, width, SEMIBOLD, TEXT)) for line in part.lines)
    noted = len(wrapped(part.note, width, REGULAR, 7.6)) if part.note else 0
    facts = fact_height(width, list(part.facts), MEDIUM) if part.facts else 0
    return 20 + lines * TEXT * LEADING + noted * 7.6 * LEADING + facts


def _block(sheet: Sheet, part: Block, x: float, width: float) -> float:
    section(sheet, part.title, x=x)
    y = sheet.y + TEXT
    for index, line in enumerate(part.lines):
        face = REGULAR if index else SEMIBOLD
        y = sheet.lines(x, y, wrapped(line, width, face, TEXT), size=TEXT, face=face)
    if part.facts:
        y = fact_rows(sheet, x, y + (3 if part.lines else 0), width, list(part.facts), face=MEDIUM)
    if part.note:
        y = sheet.lines(x, y + 2, wrapped(part.note, width, REGULAR, 7.6), size=7.6, colour=MUTED)
    return y - TEXT


def sums(sheet: Sheet, rows: Sequence[Sum]) -> None:
    """Sums under a table, at the right, the last one large; they stay together."""
    width = SUMS_WIDTH
    x = sheet.right - width
    laid = [(row, wrapped(row.label, width - _amount_room(row), REGULAR, TEXT)) for row in rows]
    height = sum(len(lines) * TEXT * LEADING + (9 if row.strong else 4) for row, lines in laid) + 8
    sheet.need(min(height, sheet.bottom - sheet.top - 60))
    sheet.y += 6
    # Mirrored, the sums still have their last digits under each other: they begin, not end, in line.
    widest = max((width_of(row.amount, *_amount_face(row)) for row in rows), default=0.0)
    end, align = (sheet.right - widest, LEFT) if sheet.mirrored else (sheet.right, RIGHT)
    for row, lines in laid:
        face, size = _amount_face(row)
        if row.strong:
            sheet.rule(x, sheet.y + 1, sheet.right, sheet.y + 1, width=0.7, colour=FAINT)
            sheet.y += 5
        if sheet.y + TEXT * LEADING > sheet.bottom:
            raise too_long(row.label)
        room = width - width_of(lines[0], REGULAR, TEXT) - 8
        size = fitted(row.amount, max(40.0, room), face, size, 4)
        label_face = SEMIBOLD if row.strong else REGULAR
        first = sheet.y + max(TEXT, size) * 1.02
        sheet.text(end, first, row.amount, size=size, face=face, align=align)
        colour = INK if row.strong else MUTED
        after = sheet.lines(x, first, lines, size=TEXT, face=label_face, colour=colour)
        sheet.y = after - TEXT + 3


def _amount_room(row: Sum) -> float:
    return min(SUMS_WIDTH * 0.6, width_of(row.amount, *_amount_face(row)) + 12)


def _amount_face(row: Sum) -> tuple[str, float]:
    return (BOLD, 11.5) if row.strong else (MEDIUM, TEXT)


def framed_height(sheet: Sheet, text: str) -> float:
    """How high ``framed`` is with its title, in points."""
    lines = wrapped(text, sheet.inner - 12, REGULAR, TEXT)
    return 8 + LABEL + 5 + 7 + len(lines) * TEXT * LEADING


def framed(sheet: Sheet, title: str, text: str, *, warn: bool = False) -> None:
    """A text of its own in the flow under its title, such as a message or a note, over pages if long."""
    if not text.strip():
        return
    sheet.need(34)
    section(sheet, title, above=8)
    colour = BAD if warn else INK
    inner = sheet.inner - 12
    sheet.y += 2
    for line in wrapped(text, inner, REGULAR, TEXT):
        sheet.need(TEXT * LEADING)
        edge = sheet.y
        sheet.text(sheet.left + 10, sheet.y + TEXT, line, size=TEXT, colour=colour)
        sheet.y += TEXT * LEADING
        sheet.rule(sheet.left + 1, edge, sheet.left + 1, sheet.y + 1, width=1.6, colour=ACCENT)
    sheet.y += 5


def write_lines(sheet: Sheet, labels_shown: Sequence[str]) -> None:
    """Lines to write on by hand, with what belongs there under them, beside each other."""
    sheet.need(44)
    sheet.y += 34
    gap = 20.0
    width = (sheet.inner - gap * (len(labels_shown) - 1)) / len(labels_shown)
    for place, label in enumerate(labels_shown):
        x = sheet.left + place * (width + gap)
        sheet.rule(x, sheet.y, x + width, sheet.y, width=0.9, colour=INK)
        size = fitted(label, width, REGULAR, LABEL, 4)
        sheet.text(x, sheet.y + 10, label, size=size, colour=MUTED)
    sheet.y += 16


MOST_PAGES = 4
"""A longer paper has a last page that is short more often than not."""


def pulled_together(draw: Callable[[bool], Sheet]) -> bytes:
    """A paper as PDF: drawn closer (True) where that spares the page of its last lines."""
    sheet = draw(False)
    pdf = sheet.finish()
    if 1 < sheet.page <= MOST_PAGES:
        closer = draw(True)
        pulled = closer.finish()
        if closer.page < sheet.page:
            return pulled
    return pdf


def closing_height(
    sheet: Sheet, statements: tuple[str, ...], signed: tuple[Signature, ...] = ()
) -> float:
    """How high statements and signatures are together, in points."""
    height = statement_height(sheet, statements, size=_STATED) + 12 + LABEL + 5 if statements else 0
    rows = (len(signed) + 1) // 2
    return height + (10 + rows * SIGNATURE_HEIGHT if signed else 0)


def closing(
    sheet: Sheet,
    labels: Labels,
    statements: tuple[str, ...],
    signed: tuple[Signature, ...] = (),
) -> None:
    """The statements in their frame, then the signatures: on one page, if one can hold them."""
    if statements and signed:
        height = closing_height(sheet, statements, signed)
        if height <= sheet.room:
            sheet.need(height)
    if statements:
        sheet.need(60)
        section(sheet, labels["statements"], above=12)
        statement_box(sheet, statements, size=_STATED)
    if signed:
        sheet.y += 10
        signatures(sheet, signed, labels)

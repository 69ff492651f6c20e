"""The head and foot that A4 and Letter documents share: the shop, the number, the code, the digest."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.codes import spaced
from app.printing.document import figures
from app.printing.document.content import Company, Made, Signature
from app.printing.document.ink import ACCENT, FAINT, INK, LABEL, LEADING, MUTED
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, width_of, wrapped
from app.printing.lettering import BOLD, REGULAR, SEMIBOLD

MARGINS = (34.0, 39.7, 56.0, 39.7)
"""Top, right, bottom, left in points: 14 mm at the sides."""
TEXT = 8.6
_MATRIX = 36.0
_FOOT = 7.0


@dataclass(frozen=True)
class Letterhead:
    """What stands at the head and foot of each page.

    ``under`` are the lines below the number, ``running`` the line that names the document on later
    pages, ``note`` the sentence at the right of the foot, ``digested`` what the digest covers, ``coded``
    what the code opens, said before it.
    """

    company: Company
    made: Made
    number: str
    code: str
    template: str
    digest: str
    under: tuple[str, ...]
    running: str
    version: int = 0
    note: str = ""
    digested: str = ""
    copy: int = 0
    draft: bool = False
    coded: str = ""

    def attach(self, sheet: Sheet, labels: Labels) -> None:
        """Give the sheet this head and foot."""
        sheet.frame(
            lambda on: self._first(on, labels) if on.page == 1 else self._later(on, labels),
            lambda on: self._foot(on, labels),
        )

    def _first(self, sheet: Sheet, labels: Labels) -> None:
        top = sheet.top
        figures.gem(sheet, sheet.left, top + 3.5, 15)
        figures.matrix(sheet, self.code, sheet.right - _MATRIX, top, _MATRIX)
        right = sheet.right - _MATRIX - 10
        sheet.text(right, top + 10, self.number, size=10.4, face=BOLD, align=RIGHT)
        under = [*self.under, f"{self.coded} {spaced(self.code)}".strip()]
        widest = max(width_of(self.number, BOLD, 10.4), *(width_of(u, REGULAR, 7.6) for u in under))
        y = top + 22
        for line in under:
            sheet.text(right, y, line, size=7.6, colour=MUTED, align=RIGHT)
            y += 11.4
        room = right - widest - 14 - sheet.left - 22
        size = fitted(self.company.name, room, BOLD, 11, 6)
        sheet.text(sheet.left + 22, top + 12, self.company.name, size=size, face=BOLD)
        address = " · ".join((*self.company.lines, self.company.phone, self.company.email))
        address = " · ".join(filter(None, address.split(" · ")))
        lines = wrapped(address, room, REGULAR, LABEL)
        y = sheet.lines(sheet.left + 22, top + 22.5, lines, size=LABEL, colour=MUTED)
        if self.company.registration:
            registered = wrapped(self.company.registration, room, REGULAR, LABEL)
            y = sheet.lines(sheet.left + 22, y, registered, size=LABEL, colour=MUTED)
        self._stamp(sheet, labels, right - widest - 12, top + 10)
        bottom = max(top + _MATRIX + 10, y + 2)
        sheet.rule(sheet.left, bottom, sheet.right, bottom, width=1.6, colour=ACCENT)
        sheet.y = bottom + 16

    def _later(self, sheet: Sheet, labels: Labels) -> None:
        top = sheet.top
        figures.gem(sheet, sheet.left, top + 3.5, 15)
        room = sheet.inner - 130
        size = fitted(self.company.name, room, BOLD, 11, 6)
        sheet.text(sheet.left + 22, top + 12, self.company.name, size=size, face=BOLD)
        running = wrapped(self.running, room, REGULAR, LABEL)
        said = running[0] + (" …" if len(running) > 1 else "")
        sheet.text(sheet.left + 22, top + 22.5, said, size=LABEL, colour=MUTED)
        sheet.text(sheet.right, top + 10, spaced(self.code), size=8.2, colour=MUTED, align=RIGHT)
        self._stamp(sheet, labels, sheet.right, top + 25)
        sheet.rule(sheet.left, top + 33, sheet.right, top + 33, width=0.8, colour=FAINT)
        sheet.y = top + 45

    def _stamp(self, sheet: Sheet, labels: Labels, right: float, baseline: float) -> None:
        """COPY, counted, on a reprint; DRAFT on what nobody has signed."""
        said = labels["draft"] if self.draft else ""
        if self.copy:
            said = labels["copy"] if self.copy == 1 else f"{labels['copy']} {self.copy}"
        sheet.text(right, baseline, said, size=11, face=BOLD, align=RIGHT)

    def _foot(self, sheet: Sheet, labels: Labels) -> None:
        y = sheet.height - 46
        sheet.rule(sheet.left, y, sheet.right, y, width=0.6, colour=FAINT)
        local = sheet.local
        number = f"{self.number} v{self.version}" if self.version else self.number
        template = labels.say("template", template=self.template)
        prepared = labels.say("prepared_by", who=self.made.by)
        first = " · ".join(
            (
                number,
                f"{local.day(self.made.at)} ({local.iso_day(self.made.at)})",
                prepared,
                template,
                self.made.language,
            )
        )
        groups = " ".join(self.digest[n : n + 4] for n in range(0, 32, 4))
        second = f"{labels.say('digest', digest=groups)} … {self.digested}".rstrip()
        first_size = fitted(first, sheet.inner - 70, REGULAR, _FOOT, 3)
        sheet.text(sheet.left, y + 12, first, size=first_size, colour=MUTED)
        sheet.text(sheet.left, y + 22, second, size=_FOOT, colour=MUTED)
        sheet.page_count(sheet.right, y + 12, labels["page"], _FOOT, MUTED)
        if self.note:
            room = sheet.inner - width_of(second, REGULAR, _FOOT) - 12
            small = fitted(self.note, room, REGULAR, _FOOT, 3)
            sheet.text(sheet.right, y + 22, self.note, size=small, colour=MUTED, align=RIGHT)


def section(
    sheet: Sheet, title: str, *, x: float | None = None, above: float = 4.0, holds: float = 0.0
) -> None:
    """A section's small heading; ``y`` is left below it.

    ``holds`` is the height of what must stand on the page with it: no heading stands alone at its foot.
    Without it one across the whole page wants a line's room; one in a column (``x``) is placed as told.
    """
    if holds or x is None:
        height = above + LABEL + 5 + (holds or TEXT * LEADING)
        sheet.need(min(height, sheet.room))
    sheet.y += above + LABEL
    at = sheet.left if x is None else x
    sheet.text(at, sheet.y, title, size=LABEL + 0.2, face=SEMIBOLD, colour=MUTED)
    sheet.y += 5


def fact_rows(
    sheet: Sheet, x: float, y: float, width: float, facts: list[tuple[str, str]], *, face: str
) -> float:
    """Named values under each other in a column; gives the y below them."""
    label = min(width * 0.45, max([46.0, *(width_of(f[0], REGULAR, TEXT) + 10 for f in facts)]))
    for name, value in facts:
        values = wrapped(value, width - label, face, TEXT)
        names = wrapped(name, label - 6, REGULAR, TEXT)
        after = sheet.lines(x, y, names, size=TEXT, colour=MUTED)
        y = max(after, sheet.lines(x + label, y, values, size=TEXT, face=face)) + 3
    return y


def fact_height(width: float, facts: list[tuple[str, str]], face: str) -> float:
    """How high ``fact_rows`` will be."""
    label = min(width * 0.45, max([46.0, *(width_of(f[0], REGULAR, TEXT) + 10 for f in facts)]))
    rows = (
        max(
            len(wrapped(name, label - 6, REGULAR, TEXT)),
            len(wrapped(value, width - label, face, TEXT)),
        )
        for name, value in facts
    )
    return sum(lines * TEXT * LEADING + 3 for lines in rows)


SIGNATURE_HEIGHT = 68.0


def signatures(sheet: Sheet, signed: tuple[Signature, ...], labels: Labels) -> None:
    """The signatures beside each other, two in a row: role, strokes, name and moment."""
    gap = 30.0
    width = (sheet.inner - gap) / 2
    for index in range(0, len(signed), 2):
        sheet.need(SIGNATURE_HEIGHT)
        for place, one in enumerate(signed[index : index + 2]):
            _signature(sheet, one, labels, sheet.left + place * (width + gap), width)
        sheet.y += SIGNATURE_HEIGHT


def _signature(sheet: Sheet, one: Signature, labels: Labels, x: float, width: float) -> None:
    y = sheet.y + LABEL + 2
    role = fitted(one.role, width, SEMIBOLD, LABEL + 0.2, 3.5)
    sheet.text(x, y, one.role, size=role, face=SEMIBOLD, colour=MUTED)
    figures.signature(sheet, one, (x + 6, y + 6, width - 40, 40))
    line = y + 49
    sheet.rule(x, line, x + width, line, width=0.9, colour=INK)
    moment = sheet.local.moment(one.signed_at, seconds=True) if one.signed_at else ""
    moment = moment or labels["not_signed"]
    end = sheet.text(x + width, line + 11.5, moment, size=8.2, colour=MUTED, align=RIGHT)
    room = width - (end - (x + width - width_of(moment, REGULAR, 8.2))) - 8
    name = fitted(one.name, max(40.0, room), SEMIBOLD, TEXT, 3.5)
    sheet.text(x, line + 11.5, one.name, size=name, face=SEMIBOLD)


def _stated(sheet: Sheet, statements: tuple[str, ...], size: float) -> list[str]:
    """The lines of statements in their frame, an empty one between two."""
    return [
        line
        for index, text in enumerate(statements)
        for line in [*([""] if index else []), *wrapped(text, sheet.inner - 24, REGULAR, size)]
    ]


def statement_height(sheet: Sheet, statements: tuple[str, ...], *, size: float = 8.0) -> float:
    """How high the frame of statements is on a page without an end, in points."""
    return _drawn_height(_stated(sheet, statements, size), size * LEADING) + 18


_LAST_LINES = 5
"""So many lines of a long statement, with those between two, go with the signatures below it."""


def statement_box(
    sheet: Sheet, statements: tuple[str, ...], *, size: float = 8.0, holds: float = 0.0
) -> None:
    """The statements in a frame; long ones go on in a frame on the next page.

    ``holds`` is the height of what needs their last lines on its page, such as signatures.
    """
    if not statements:
        return
    lines = _stated(sheet, statements, size)
    while lines:
        step = size * LEADING
        if sheet.y + 20 + 2 * step > sheet.bottom:
            sheet.next_page()
        fits = _lines_here(sheet, lines, step, holds)
        now, lines = lines[:fits], lines[fits:]
        if lines and not lines[0]:  # no frame begins with an empty line
            lines = lines[1:]
        height = _drawn_height(now, step) + 18
        sheet.box(sheet.left, sheet.y, sheet.inner, height, stroke=FAINT, line=0.7)
        y = sheet.y + 9 + size
        for line in now:
            if line:
                sheet.text(sheet.left + 12, y, line, size=size)
            y += step if line else step * 0.45
        sheet.y += height
        if lines:
            sheet.next_page()


def _lines_here(sheet: Sheet, lines: list[str], step: float, holds: float) -> int:
    """How many lines the frame on this page gets, so that the last ones are left for what they hold."""
    fits = int((sheet.bottom - sheet.y - 20) // step)
    if len(lines) > fits:
        short = holds and len(lines) < fits + _LAST_LINES and len(lines) > 2 * _LAST_LINES
        return len(lines) - _LAST_LINES if short else fits
    if not holds or sheet.y + _drawn_height(lines, step) + 18 + holds <= sheet.bottom:
        return fits
    if len(lines) > _LAST_LINES:
        return len(lines) - _LAST_LINES
    if sheet.y > sheet.top + 90:  # a page that has more than its head
        sheet.next_page()
    return len(lines)


def _drawn_height(lines: list[str], step: float) -> float:
    return sum(step if line else step * 0.45 for line in lines)

"""The job bag on paper: A5, front and back, or A6 and envelope; the same content gives the same bytes, always.

``copy`` is 0 for the first paper; a reprint is marked COPY and counted. Photos are JPEG bytes by the
SHA-256 that the content names; one that is not given is drawn as a grey box that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.domain.codes import spaced
from app.printing.document.content import digest
from app.printing.document.figures import Photos
from app.printing.document.ink import BODY, FAINT, INK, LABEL, MUTED, SMALL
from app.printing.document.job_bag import JobBag
from app.printing.document.job_bag_back import draw_back
from app.printing.document.job_bag_front import (
    draw_code,
    draw_front,
    draw_front_head,
    due_words,
)
from app.printing.document.job_bag_small import (
    SMALL_PAPERS,
    draw_small,
    draw_small_foot,
    draw_small_head,
)
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.wording import Labels
from app.printing.document.words import wrapped
from app.printing.lettering import BOLD, REGULAR, SEMIBOLD

NO_PHOTOS: Mapping[str, bytes] = {}


def render_job_bag(bag: JobBag, photos: Photos = NO_PHOTOS, *, copy: int = 0) -> bytes:
    """The job bag as PDF: A5, front and back (and a further sheet for what found no room).

    On A6 or an envelope it is one side that says the same in short. ``bag`` 0 draws all of the job's
    bags, one after the other.
    """
    labels = Labels("job_bag", bag.made.language)
    small = bag.made.paper in SMALL_PAPERS
    sheet = Sheet(
        bag.made,
        title=f"{bag.number}, {bag.title}",
        author=bag.company.name,
        paper=bag.made.paper if small else "a5",
        margins=(16, 18, 44, 18) if small else (20, 22, 44, 22),
    )
    mark = digest(bag)
    numbers = range(1, bag.bags + 1) if bag.bag == 0 else (bag.bag,)
    for number in numbers:
        sheet.end_page()
        one = _OneBag(replace(bag, bag=number), labels, mark, copy)
        if small:
            one.draw_small(sheet)
        else:
            one.draw(sheet, photos)
    return sheet.finish()


class _OneBag:
    """One of a job's bags while it is drawn."""

    def __init__(self, bag: JobBag, labels: Labels, mark: str, copy: int) -> None:
        self.bag, self.labels, self.mark, self.copy = bag, labels, mark, copy
        self.side = labels["front"]
        self.first = 0

    def draw(self, sheet: Sheet, photos: Photos) -> None:
        """Front, back, and what found no room."""
        bag, labels = self.bag, self.labels
        sheet.frame(self._head, self._foot)
        self.first = sheet.page + 1
        sheet.next_page()
        rest = draw_front(sheet, bag, labels, photos)
        sheet.end_page()  # the finished page is still the front
        self.side = labels["back"]
        sheet.next_page()
        draw_back(sheet, bag, labels)
        if rest:
            _more_notes(sheet, labels, rest)

    def draw_small(self, sheet: Sheet) -> None:
        """The single side of a small bag."""

        def head(on: Sheet) -> None:
            draw_small_head(on, self.bag, self.labels)
            if self.copy:
                _copy_mark(on, self.labels, self.copy, on.top + 15)

        sheet.frame(head, lambda on: draw_small_foot(on, self.bag, self.labels, self.mark))
        sheet.next_page()
        draw_small(sheet, self.bag, self.labels)

    def _head(self, on: Sheet) -> None:
        if on.page == self.first:
            draw_front_head(on, self.bag, self.labels, spaced(self.bag.code))
        else:
            _later_head(on, self.bag, self.labels, self.side)
        if self.copy:
            _copy_mark(on, self.labels, self.copy, on.top + 41.5)

    def _foot(self, on: Sheet) -> None:
        _foot(on, self.bag, self.labels, self.side, self.mark)


def _later_head(sheet: Sheet, bag: JobBag, labels: Labels, side: str) -> None:
    """Number, bag and due date, with the code again: either side alone is enough."""
    sheet.text(sheet.left, sheet.top + 12, bag.number, size=15.5, face=BOLD)
    words = f"{labels.say('bag', bag=bag.bag, bags=bag.bags)}, {side} · {bag.title}"
    lines = wrapped(words, sheet.inner - 190, REGULAR, 7.6)
    shown = lines[:2] if len(lines) <= 2 else [lines[0], lines[1] + " …"]
    y = sheet.lines(sheet.left, sheet.top + 24, shown, size=7.6, colour=MUTED)
    day = due_words(sheet, bag)
    sheet.text(sheet.left, max(y + 5, sheet.top + 41), day, size=12, face=BOLD)
    draw_code(sheet, bag, spaced(bag.code))
    sheet.y = sheet.top + 52


def _copy_mark(sheet: Sheet, labels: Labels, copy: int, y: float) -> None:
    said = labels["copy"] if copy == 1 else f"{labels['copy']} {copy}"
    sheet.text(sheet.right - 5, y, said, size=9, face=BOLD, align=RIGHT)


def _foot(sheet: Sheet, bag: JobBag, labels: Labels, side: str, mark: str) -> None:
    y = sheet.height - 34
    sheet.rule(sheet.left, y, sheet.right, y, width=0.5, colour=FAINT)
    made = labels.say("made", moment=sheet.local.moment(bag.made.at), who=bag.made.by)
    bags = labels.say("bag", bag=bag.bag, bags=bag.bags).lower()
    template = labels.say("template", template=bag.template)
    first = f"{bag.number} · {bags} · {side} · {template} · {made}"
    groups = " ".join(mark[n : n + 4] for n in range(0, 32, 4))
    second = f"{sheet.local.iso_day(bag.made.at)} · {labels.say('digest', digest=groups)} …"
    sheet.text(sheet.left, y + 10, first, size=5.9, colour=MUTED)
    sheet.text(sheet.left, y + 18, second, size=5.9, colour=MUTED)
    sheet.page_count(sheet.right, y + 18, labels["page"], 5.9, MUTED)
    if bag.value_band:
        sheet.text(
            sheet.right, y + 10, bag.value_band, size=SMALL, face=BOLD, colour=INK, align=RIGHT
        )
        sheet.text(
            sheet.right - 9, y + 10, labels["value_band"], size=SMALL, colour=MUTED, align=RIGHT
        )
    if bag.company.phone:
        sheet.text(sheet.right - 44, y + 18, bag.company.phone, size=5.9, colour=MUTED, align=RIGHT)


def _more_notes(sheet: Sheet, labels: Labels, rest: str) -> None:
    """What did not fit beside the photo, in full."""
    sheet.need(40)
    sheet.y += 14
    sheet.text(sheet.left, sheet.y, labels["notes_more"], size=LABEL, face=SEMIBOLD, colour=MUTED)
    sheet.y += 11
    for line in wrapped(rest, sheet.inner, REGULAR, BODY):
        if sheet.need(BODY):
            sheet.y += BODY
        sheet.text(sheet.left, sheet.y, line)
        sheet.y += BODY * 1.36

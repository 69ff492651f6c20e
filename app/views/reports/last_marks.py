"""The last report's marks on a new photo of the same view: laid there by the program when it is asked to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.report_rules import runs
from app.domain.similarity import Alignment
from app.services.report_form import Mark, ViewPhoto
from app.services.report_marks import laid_on
from app.views.pool import Job

if TYPE_CHECKING:
    from app.views.reports.report_page import ReportPage

SHOWN = 1280
KEY = "Shift+M"
Found = tuple[ViewPhoto, ViewPhoto, Alignment | None, bool]


class LastMarks(QObject):
    """Lays marks that came along on the photo that is shown; each is still looked at by a person."""

    def __init__(self, page: ReportPage) -> None:
        super().__init__(page)
        self._page = page
        self._job: Job | None = None
        page.writing.photo_changed.connect(self._on_photo)

    def _pair(self) -> tuple[ViewPhoto, ViewPhoto, tuple[Mark, ...]] | None:
        """The last report's photo of the view that is shown, this one, and the marks that wait."""
        writing = self._page.writing
        photo, last = writing.photo, writing.last
        if photo is None or last is None:
            return None
        shown = {one.sha256 for one in writing.form.photos}
        for before in last.form.photos:
            if before.view == photo.view and before.sha256 not in shown:
                marks = tuple(m for m in writing.form.findings if m.photo_sha256 == before.sha256)
                if marks:
                    return before, photo, marks
        return None

    def _on_photo(self) -> None:
        pair = self._pair()
        if pair is not None and self._page.editable:
            self._page.say(f"{KEY} lays marks {runs(m.n for m in pair[2])} on this photo")

    def lay(self) -> None:
        """Align both photos and put the marks where they lie on the new one."""
        page, pair = self._page, self._pair()
        if not page.editable:
            return
        if pair is None:
            page.say("No mark of the last report waits for a photo of this view")
            return
        before, photo, _ = pair
        if self._job is not None:
            self._job.drop()

        def align(job: Job) -> Found:
            from app.alignment import aligned  # here: numpy is loaded where photos are aligned

            out, into = (page.desk.photo(one.sha256, SHOWN) for one in (before, photo))
            if out is None or into is None:
                return before, photo, None, False
            return before, photo, aligned(out, into, job.check), True

        page.say("Aligning with the last report's photo")
        self._job = page.desk.start(align, self._on_aligned, title="laying marks")

    def _on_aligned(self, found: Found) -> None:
        page, writing = self._page, self._page.writing
        before, photo, alignment, there = found
        self._job = None
        if not page.editable or all(one.sha256 != photo.sha256 for one in writing.form.photos):
            return
        if alignment is None:
            why = "The photos are not aligned" if there else "The last photo is not on this PC yet"
            page.say(f"{why}: put each mark at the cross-hair with M")
            return
        marks, moved = [], []
        for mark in writing.form.findings:
            at = laid_on(mark, alignment.way, before, photo) if mark.since else None
            if at is not None and mark.photo_sha256 == before.sha256:
                mark = replace(at, photo_sha256=photo.sha256)
                moved.append(mark.n)
            marks.append(mark)
        if moved:
            writing.change("places of the last marks", findings=tuple(marks))
            page.say(f"Marks {runs(moved)} lie where they were: look at each with Tab")
        else:
            page.say("None of the marks lies on this photo")

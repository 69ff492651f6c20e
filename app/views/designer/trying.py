"""Trying the design on pieces: the sample, three others, and all of them counted beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from app.domain.codes import spaced
from app.domain.errors import UserError
from app.printing.tag.values import TagValues
from app.services.tag_trials import USUAL, Sample, Trial, first_others, sample_of, trial
from app.views.bug_report import BugReport
from app.views.designer.template_sheets import MisfitRow, MisfitsSheet
from app.views.pool import Job, Progress

if TYPE_CHECKING:
    from app.views.designer.page import DesignerPage

COUNT_MS = 1_200
"""So long after the last change the pieces are counted: a held arrow counts nothing."""


class Trying(QObject):
    """The sample that is shown, and the newest count."""

    def __init__(self, page: DesignerPage) -> None:
        super().__init__(page)
        self.page = page
        self.sample = Sample(0, "A ring that is in no book", USUAL)
        self.trial: Trial | None = None
        self.sheet: MisfitsSheet | None = None
        self._job: Job | None = None
        self._first: tuple[str, tuple[TagValues, ...]] = ("", ())
        """Of which template three pieces are shown until all are tried."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(COUNT_MS)
        self._soon.timeout.connect(self.count)
        page.previews.show_asked.connect(self.show_misfits)
        page.previews.stop_asked.connect(self.stop)
        page.samples.chosen.connect(self.use)

    @property
    def others(self) -> tuple[TagValues, ...]:
        """Three other pieces; the worst last, as soon as all were tried."""
        if self.trial is not None:
            return self.trial.others
        key, others = self._first
        return others if key == self.page.design.template.key else ()

    @property
    def is_counting(self) -> bool:
        """Whether the pieces are being tried, or soon will be."""
        return self._soon.isActive() or self._job is not None

    def use(self, sample: Sample) -> None:
        """Try it on this piece from now on."""
        self.sample = sample
        self.page.samples.show_sample(sample)
        self.page.ask_drawing()

    def begin(self) -> None:
        """The design is another: count again when it has come to rest."""
        self._end()
        self._soon.start()
        template = self.page.design.template
        if self.trial is None and self._first[0] != template.key:
            self._first = (template.key, ())
            self.page.desk.read(
                lambda db: (template.key, first_others(db, template)),
                self._on_first,
                topic="other pieces",
            )

    def _on_first(self, found: tuple[str, tuple[TagValues, ...]]) -> None:
        self._first = found
        if self.trial is None and found[1]:
            self.page.ask_drawing()

    def stop(self) -> None:
        """Count no further until the next change."""
        self._end()
        self.page.previews.show_trial(None, "not counted")

    def _end(self) -> None:
        self._soon.stop()
        if self._job is not None:
            self._job.drop()
            self._job = None

    def count(self) -> None:
        """Draw the tag of every piece that the template is for."""
        self._end()
        shop, design, dpi = self.page.desk.shop, self.page.design, self.page.dpi
        template, stock = design.template, design.stock

        def work(job: Job) -> Trial:
            db = shop.reader()
            try:
                return trial(db, template, stock, dpi, job.progress)
            finally:
                db.close()

        job = self.page.desk.start(work, self._on_counted, self._on_failed, title="Trying tags")
        self._job = job
        job.progressed.connect(self._on_progress)

    def _on_progress(self, told: Progress) -> None:
        if self._job is not None and self.sender() is self._job:
            self.page.previews.show_counting(told.done, told.total)

    def _on_counted(self, found: Trial) -> None:
        self._job = None
        same = self.trial is not None and self.trial.others == found.others
        self.trial = found
        self.page.previews.show_trial(found)
        self.page.show_uses()
        if not same:
            self.page.ask_drawing()

    def _on_failed(self, error: UserError | BugReport) -> None:
        self._job = None
        words = str(error.title) if isinstance(error, UserError) else "not counted"
        self.page.previews.show_trial(None, words)

    def show_misfits(self) -> None:
        """The pieces that do not fit, in a list."""
        if self.trial is None:
            self.page.say("The pieces are not counted yet")
            return
        if not self.trial.misfits:
            self.page.say("The template fits every piece that it is for")
            return
        rows = [
            MisfitRow(one.piece_id, spaced(one.values.code), one.words)
            for one in self.trial.misfits
        ]
        sheet = self.sheet = MisfitsSheet(self.page.desk.frame.host(), rows, self.trial.many)
        sheet.chosen.connect(self.use_piece)
        sheet.closed.connect(self._on_closed)
        sheet.open()

    def _on_closed(self) -> None:
        self.sheet = None

    def use_piece(self, piece_id: Any) -> None:
        """Try it on this piece."""
        self.page.desk.read(
            lambda db: sample_of(db, piece_id), self.use, self.page.on_refused, topic="sample"
        )

    def leave(self) -> None:
        """The page is left: nothing is counted behind it."""
        self._end()

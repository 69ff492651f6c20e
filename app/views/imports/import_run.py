"""Runs the page's slow work beside the window and brings its answers back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.errors import NotAllowedError, UserError
from app.services.drafts import OpenDraft
from app.services.import_past import PastImport
from app.services.imports import Choices, ImportResult, UndoneImport
from app.views.bug_report import BugReport
from app.views.imports.bars import done_bar
from app.views.imports.reading import DRAFT, ReadFile, read_and_compare, save, take_back
from app.views.pool import Job
from app.views.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.views.imports.page import ImportPage


class ImportRun(QObject):
    """Reading, saving and taking back, one at a time."""

    def __init__(self, page: ImportPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        self._job: Job | None = None
        self._read: ReadFile | None = None
        self._saving = False

    # -- reading

    def read(self, path: Path, date_order: str) -> None:
        """Read and compare a file; the page is shown the answer."""
        shop = self._desk.shop
        self._saving = False
        self._follow(
            self._desk.start(
                lambda job: read_and_compare(job, shop, path, date_order),
                self._on_read,
                self._on_unread,
                title="Reading",
            )
        )

    def cancel(self) -> None:
        """Stop what runs."""
        if self._job:
            self._job.cancel()
            self._page.say("Stopping")

    def _follow(self, job: Job) -> None:
        self._job = job
        job.progressed.connect(self._page.preview.progress.show_progress)
        job.ended.connect(self._on_ended)

    def _on_read(self, read: ReadFile) -> None:
        self._job = None
        self._page.show_read(read)

    def _on_unread(self, error: UserError | BugReport) -> None:
        self._job = None
        self._page.show_unread(error)

    def _on_ended(self) -> None:
        if self._job is None or not self._job.over:
            return
        self._job = None  # cancelled before it could tell anything
        if self._saving:
            self._page.show_stopped(0, self._page.preview.to_import)
        else:
            self._page.back_to_start("Reading was stopped. Nothing was imported")

    # -- saving

    def save(self, read: ReadFile, left_out: set[str], keep_ours: set[str]) -> None:
        """Save a file's orders; a draft says so in case the program ends on the way."""
        try:
            actor = self._desk.session.actor
        except NotAllowedError as refusal:
            return self._on_unsaved(refusal)
        self._read, self._saving = read, True
        choices = Choices(frozenset(left_out), frozenset(keep_ours))
        self._desk.drafts.keep(DRAFT, 0, {"path": str(read.path)})
        shop, turn = self._desk.shop, self._desk.writer.turn("importing")
        return self._follow(
            self._desk.start(
                lambda job: save(job, shop, actor, read, choices, turn),
                self._on_saved,
                self._on_unsaved,
                title="Importing",
            )
        )

    def leave_rest(self) -> None:
        """Do not go on with what was stopped."""
        self.forget_unfinished()
        self._page.back_to_start()

    def _on_saved(self, result: ImportResult) -> None:
        self._job = None
        if result.stopped:
            return self._page.show_stopped(result.saved, result.left)
        self.forget_unfinished()
        sha256 = result.file.sha256
        held = result.counts.get("held", 0)
        words = f"{result.saved:,} {'order' if result.saved == 1 else 'orders'} imported"
        words += f", {held:,} of them on hold" if held else ""
        self._page.back_to_start(words)
        self._page.show_bar(done_bar(self._page, words))
        self._desk.toast(words, lambda: self.undo(sha256))
        return None

    def _on_unsaved(self, error: UserError | BugReport) -> None:
        self._job = None
        self.forget_unfinished()
        read = self._read or self._page.read
        if read:
            self._page.show_read(read)
        if isinstance(error, UserError):
            self._page.show_refusal(error)

    # -- what was cut off

    def ask_unfinished(self) -> None:
        """Look whether an import was cut off when the program last ended."""
        if self._desk.session.signed_in:
            self._desk.drafts.ask(DRAFT, self._on_drafts)

    def forget_unfinished(self) -> None:
        """It is finished, or nobody wants to go on with it."""
        self._desk.drafts.drop(DRAFT, 0)

    def _on_drafts(self, drafts: list[OpenDraft]) -> None:
        paths = [Path(str(draft.content.get("path", ""))) for draft in drafts]
        there = [path for path in paths if path.name]
        if there and self._job is None:
            self._page.offer_unfinished(there[0])

    # -- taking back

    def take_back(self, past: PastImport) -> None:
        """Take back an import of the list; what the button says is done at once."""
        if not past.here:
            return self._page.say("This import was taken back already.")
        return self.undo(past.sha256)

    def undo(self, sha256: str) -> None:
        """Take a whole import back."""
        shop, actor = self._desk.shop, self._desk.session.actor
        turn = self._desk.writer.turn("taking an import back")
        self._page.say("Taking the import back")
        self._desk.start(
            lambda job: take_back(job, shop, actor, sha256, turn),
            self._on_taken_back,
            self._on_not_taken_back,
            title="Taking the import back",
        )

    def _on_taken_back(self, undone: UndoneImport) -> None:
        kept = undone.kept
        self._page.clear_bars()
        self._page.say(undone.changes.message)
        self._desk.toast(undone.changes.message, None, (lambda: self._tell(kept)) if kept else None)

    def _on_not_taken_back(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)

    def _tell(self, kept: tuple[tuple[int, str], ...]) -> None:
        """Which orders stayed, and why."""
        numbers = ", ".join(number for _, number in kept[:40])
        more = f" and {len(kept) - 40} more" if len(kept) > 40 else ""
        sheet = Sheet(
            self._desk.frame.host(),
            "Kept because work was done on them",
            f"{numbers}{more}. Cancel or correct them one by one.",
        )
        sheet.add_way("Close", kind="primary", key="Esc")
        sheet.closed.connect(sheet.deleteLater)
        sheet.open()

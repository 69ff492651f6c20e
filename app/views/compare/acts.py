"""Everything that can be done on the page of a comparison, with its keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, UserError
from app.services.documents import Paper
from app.services.photos import handed_out
from app.services.print_jobs import reading
from app.services.report_compare import REPAIRED, SAME, WORSE
from app.services.report_decisions import (
    LARGEST_PAPER,
    attach_theirs,
    decide,
    difference_preview,
    make_difference_report,
)
from app.services.report_difference import Difference, Matched
from app.services.report_gate import ReportStopError
from app.services.report_sides import judge_draft
from app.views import first_folder
from app.views.bug_report import BugReport
from app.views.compare.stage import BLINK, SIDE, SLIDER
from app.views.documents.paper_sheet import PaperSheet, PaperSource
from app.views.documents.saving import save_file
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.passport.opening import declare_passport
from app.views.reports.hand_over_opening import declare_hand_over
from app.views.reports.looking_commands import declare_looking
from app.views.reports.photo_away import ASK
from app.views.widgets.reason_sheet import ask_reason
from app.views.widgets.second_person import SecondPersonSheet

if TYPE_CHECKING:
    from app.models.work import Work
    from app.views.compare.page import ComparePage

DECIDES = "report.approve"
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "jpg"}
"""What their report is saved as: a picture leaves without what its camera wrote into it."""


class CompareActs(QObject):
    """Declares the commands; ``show_difference`` turns on what applies to what is shown."""

    decide: QAction
    align: QAction
    ask: QAction
    attach: QAction
    save: QAction

    def __init__(self, page: ComparePage) -> None:
        super().__init__(page)
        self.page = page
        self._words = ""
        self._theirs_of = 0
        self._judging: list[QAction] = []

    def declare(self) -> None:
        """All of them; the stage must be there."""
        page, stage = self.page, self.page.stage
        command = page.command
        for words, mode, key in (
            ("Show the photos side by side", SIDE, "1"),
            ("Lay a slider over the photos", SLIDER, "2"),
            ("Blink from photo to photo", BLINK, "3"),
        ):
            command(words, partial(page.set_mode, mode), key, icon="columns-3", on=stage)
        command("Blink or stop blinking", self._blink, "B", icon="eye", on=stage, hint="blink")
        command("Turn to the other photo", self._turn, Key.SELECT, icon="repeat", on=stage)
        for words, by, key in (
            ("Move the slider to the left", -2, "Left"),
            ("Move the slider to the right", 2, "Right"),
            ("Move the slider far to the left", -10, "Shift+Left"),
            ("Move the slider far to the right", 10, "Shift+Right"),
        ):
            command(words, partial(stage.slide_by, by), key, icon="arrow-right", on=stage)
        for words, by, key in (("Next finding", 1, "Down"), ("Finding before", -1, "Up")):
            command(words, partial(self._step, by), key, icon="arrow-down", on=stage)
        command("Nearer", partial(stage.zoom_by, 1.25), "+", icon="zoom-in", on=stage)
        command("Farther", partial(stage.zoom_by, 0.8), "-", icon="zoom-out", on=stage)
        command("Go to the photos", stage.setFocus, "Alt+P", icon="image")
        command("Go to the findings", self._to_findings, "Alt+F", icon="list")
        command("Next pair of photos", partial(self._pair, 1), "PgDown", icon="images", on=stage)
        command("Pair of photos before", partial(self._pair, -1), "PgUp", icon="images", on=stage)
        self.align = command("Align by two points", self._align, "A", icon="crosshair", on=stage)
        tools = stage.closely.tools
        declare_looking(page, stage.closely.looking, tools.toggle_panel, stage)
        self.ask = command(ASK, page.pairing.ask, "Q", icon="refresh-cw", on=stage)
        self.ask.setVisible(False)
        command("Stop aligning", self._stop_aligning, "Escape", icon="x", on=stage)
        self._declare_judging()
        self._declare_papers()
        page.hint_bar.add_fixed("Up Down", "finding")
        page.hint_bar.add_fixed("1 2 3", "mode")

    def _declare_judging(self) -> None:
        page, stage = self.page, self.page.stage
        for words, change, key, hint in (
            ("Say that the finding is the same", SAME, "S", "same"),
            ("Say that the finding is worse", WORSE, "X", "worse"),
            ("Say that the finding is repaired", REPAIRED, "R", "repaired"),
        ):
            run = partial(self._judge, change)
            self._judging.append(page.command(words, run, key, icon="pencil", on=stage, hint=hint))
        mark = page.command("Mark a new finding", self._mark, "N", icon="circle-plus", on=stage)
        self._judging.append(mark)
        for action in self._judging:
            permit(action, page.desk.session, "report.create")

    def _declare_papers(self) -> None:
        page = self.page
        self.decide = page.command("Decide as manager", self._decide, Key.FINISH, icon="gavel")
        self.attach = page.command("Attach theirs", self._attach, icon="file-up")
        self.save = page.command("Save theirs", self._save, icon="download")
        self.paper = page.command(
            "Difference report",
            self._paper,
            Key.PRINT,
            icon="printer",
            hint="difference report",
            button="plain",
        )
        for words, before, icon in (
            ("Open the report out", True, "external-link"),
            ("Open the report in", False, "external-link"),
        ):
            page.command(words, partial(self._open, before), icon=icon)
        declare_passport(page, self._piece_id, "Its passport")
        declare_hand_over(page, self._piece_id)
        for action in (self.attach, self.paper):
            permit(action, page.desk.session, "report.create")

    def _piece_id(self) -> int:
        return self.page.found.piece.id if self.page.found else 0

    # -- what applies

    def show_lacking(self, lacking: bool) -> None:
        """A photo is still on another PC: it can be asked for, and nothing can be aligned."""
        self.ask.setVisible(lacking)
        self.align.setVisible(not lacking)
        self.page.ask_button.setVisible(lacking)
        self.page.align_button.setVisible(not lacking)

    def show_difference(self, found: Difference | None) -> None:
        """Turn on what can be done to what is shown."""
        self.decide.setVisible(found is not None and found.is_stopped)
        self.paper.setEnabled(found is not None)
        self.attach.setEnabled(found is not None)
        opened = self.page.opened
        self.save.setEnabled(bool(opened and opened.theirs))
        self.page.save_theirs.setVisible(bool(opened and opened.theirs))
        for action in self._judging:
            action.setEnabled(found is not None and found.into.is_draft)

    def show_current(self, one: Matched | None) -> None:
        """What applies to the finding that is looked at."""
        found = self.page.found
        for action in self._judging[:3]:
            action.setEnabled(bool(found and found.into.is_draft and one and one.out))

    # -- going about

    def _blink(self) -> None:
        self.page.set_mode(SLIDER if self.page.stage.mode == BLINK else BLINK)

    def _turn(self) -> None:
        """One turn by hand; what blinks by itself stands still from then on."""
        stage = self.page.stage
        if stage.mode != BLINK:
            self.page.set_mode(BLINK)
        elif not stage.stand_still():
            stage.turn()

    def _step(self, by: int) -> None:
        self.page.findings.list.step(by)

    def _to_findings(self) -> None:
        self.page.findings.list.setFocus()

    def _pair(self, by: int) -> None:
        found = self.page.found
        there = self.page._at + by
        if found is not None and 0 <= there < len(found.photos):
            self.page.show_pair(there)

    def _align(self) -> None:
        if self.page.stage.has_both:
            self.page.stage.start_picking()
        else:
            self.page.say("Two photos of one view are needed")

    def _stop_aligning(self) -> None:
        page = self.page
        if page.stage.picking:
            page.stage.stop_picking()
            page.stage.show_alignment(page.pairing.known.get(page.pairing.key))

    def _open(self, before: bool) -> None:
        found = self.page.found
        if found is not None:
            side = found.out if before else found.into
            self.page.desk.navigate("report", side.id or found.piece.id)

    # -- judging the draft

    def _judge(self, change: str) -> None:
        page, found, one = self.page, self.page.found, self.page.findings.list.current
        if found is None or one is None:
            return
        actor, piece_id, n = page.desk.session.actor, found.piece.id, one.n
        page.desk.writer.run(
            lambda shop: judge_draft(shop, actor, piece_id, n, change),
            self._on_judged,
            page.on_refused,
        )

    def _on_judged(self, _changes: Changes) -> None:
        self.page._read()

    def _mark(self) -> None:
        found = self.page.found
        if found is not None:
            self.page.desk.navigate("report", found.piece.id)

    # -- deciding

    def _decide(self) -> None:
        page, found = self.page, self.page.found
        if found is None:
            return
        if found.into.is_draft:  # it is signed with the manager's words, so it is decided there
            page.desk.toast("A manager decides when the report is signed: write the words, F10")
            page.desk.navigate("report", found.piece.id)
            return
        ask_reason(
            page.desk.frame.host(),
            "Let it pass?",
            page.banner.sentence.text(),
            "Decide",
            self._on_words,
            note="Why it may pass",
            must_note=True,
        )

    def _on_words(self, _code: str, words: str) -> None:
        self._decided(words)

    def _decided(self, words: str, second: Actor | None = None) -> None:
        found = self.page.found
        if found is None:
            return
        out, into = found.out.id, found.into.id
        self._words = words

        def service(w: Work) -> Changes:
            return decide(w, out, into, words)

        self.page.desk.work("decide_difference", service, None, self.page.on_refused, second=second)

    def confirm(self, error: ReportStopError) -> None:
        """Whoever works is no manager: one confirms."""
        words = self._words
        SecondPersonSheet(
            self.page.desk, error.message, DECIDES, partial(self._decided, words), words
        ).open()

    # -- papers

    def _paper(self) -> None:
        page, found = self.page, self.page.found
        if found is None:
            return
        fit = page.pairing.photos_fit
        if found.out.is_draft or found.into.is_draft:
            shop, shown = page.desk.shop, found

            def draw() -> Paper:
                with reading(shop) as db:
                    return difference_preview(db, shop.files, shown, fit)

            PaperSheet(page.desk, PaperSource(draw), page.say).open()
            return
        out, into = found.out.id, found.into.id
        page.desk.work(
            "difference_report",
            lambda w: make_difference_report(w, out, into, fit),
            page.on_paper,
        )

    def _attach(self) -> None:
        page = self.page
        name, _ = QFileDialog.getOpenFileName(
            page,
            "Attach their own report",
            first_folder.downloads(),
            "Reports (*.pdf *.jpg *.jpeg *.png);;All files (*)",
        )
        if name:
            self.take_theirs(Path(name))

    def take_theirs(self, path: Path) -> None:
        """Read the file beside the window, then keep it with the report that is shown now."""
        found = self.page.found
        if found is None:
            return
        self._theirs_of = found.into.id or found.out.id

        def read(_job: object) -> bytes:
            try:
                with path.open("rb") as file:
                    return file.read(LARGEST_PAPER + 1)
            except OSError as error:
                raise InputError(
                    "Not read", f"“{path.name}” cannot be read.", "Copy it here and try again."
                ) from error

        self.page.desk.start(read, self.page.on_theirs, self.page.on_refused, title="reading")

    def keep_theirs(self, data: bytes) -> None:
        """Keep the other side's report with the later of ours that was signed when it was chosen."""
        page, report_id = self.page, self._theirs_of
        files = page.desk.shop.files
        page.desk.work("attach_theirs", lambda w: attach_theirs(w, files, report_id, data))

    def _save(self) -> None:
        page, opened = self.page, self.page.opened
        if opened is None or not opened.theirs or opened.difference is None:
            return
        _, sha256, mime = opened.theirs[-1]
        name = f"{opened.difference.out.number}-theirs.{_ENDINGS.get(mime, 'bin')}"
        chosen, _ = QFileDialog.getSaveFileName(
            page, "Save their report", first_folder.papers(name)
        )
        if chosen:
            path, shop = Path(chosen), page.desk.shop
            page.desk.start(
                lambda _job: save_file(path, handed_out(shop, sha256, mime)[0]),
                page.on_saved,
                page.on_refused,
                title="Saving",
            )

    def show_paper(self, changes: Changes) -> None:
        """Show the difference report that was stored."""
        source = PaperSource.document(self.page.desk, changes.first("document"))
        PaperSheet(self.page.desk, source, self.page.say).open()

    def refused(self, error: UserError | BugReport) -> None:
        """A refusal: a manager may confirm, everything else is said over the page."""
        if isinstance(error, ReportStopError):
            self.confirm(error)
        elif isinstance(error, UserError):
            self.page.show_refusal(error)

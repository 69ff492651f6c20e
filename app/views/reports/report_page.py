"""A condition report: written beside its photos, signed, and from then on only shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.domain.changes import Changes
from app.domain.codes import spaced
from app.domain.errors import UserError
from app.services.reach import reach_refusal
from app.services.report_compare import runs
from app.services.report_form import ReportForm
from app.services.report_gate import Blocker, before_signing
from app.services.report_opening import OpenedReport, draft_content, open_report
from app.shop import Shop
from app.views.drafts import DraftKeeper
from app.views.frame.desk import Desk
from app.views.reports.discarding import KEY as DISCARD
from app.views.reports.discarding import Discarding
from app.views.reports.house_commands import HouseCommands
from app.views.reports.photo_work import PhotoWork
from app.views.reports.report_commands import ReportCommands
from app.views.reports.report_keeper import ReportDrafts
from app.views.reports.report_layout import ReportLayout
from app.views.reports.signatures_panel import EXAMINER, whose
from app.views.reports.signing import Signing
from app.views.widgets.inputs import Input
from app.views.widgets.sentence_bar import SentenceBar

CHECK_MS = 150
BEFORE = "Before signing: "


class ReportPage(ReportLayout):
    """``open_record`` takes a report's id (it is shown) or a piece's (its draft goes on, or a new
    report begins)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.opened: OpenedReport | None = None
        self.editable = False
        self._record = 0
        self.drafts = ReportDrafts(desk, self)
        self.keeper = DraftKeeper(self.drafts, "report", self._draft, self)
        self.signing = Signing(self)
        self.discarding = Discarding(self)
        self.work = PhotoWork(self)
        self.reporting = ReportCommands(self)
        self.house_commands = HouseCommands(self)
        self._check_soon = QTimer(self)
        self._check_soon.setSingleShot(True)
        self._check_soon.setInterval(CHECK_MS)
        self._check_soon.timeout.connect(self._check)
        self.writing.changed.connect(self._on_changed)
        assert self.findings.editor is not None
        self.findings.editor.done.connect(self.focus_photo)
        self.findings.editor.passed.connect(self.work.take_key)
        self.findings.editor.graded.connect(self._on_graded)
        desk.thumbs.arrived.connect(self.strip.viewport().update)
        self.drafts.told.kept.connect(self._on_kept)
        self.blocker_line.clicked.connect(self._on_blocker)
        self.editing.signatures.asked.connect(self.signing.ask)
        self._show_mode()

    # -- opening

    def open_record(self, record_id: int) -> None:
        """Show a signed report, or go on with the report of a piece."""
        if record_id != self._record:
            self.stage.looking.reset()
        self._record = record_id
        if self.editable:  # a draft may still be on its way to the disk: read behind it
            self.desk.writer.run(_nothing, self._read)
        else:
            self._read()

    def _read(self, *_: object) -> None:
        record_id = self._record
        actor = self.desk.session.actor
        self.desk.read(
            lambda db: (
                open_report(db, record_id, actor.user_id),
                reach_refusal(db, actor, "report.correct", "report", record_id),
            ),
            self._on_read,
            self._on_not_opened,
            topic="condition report",
        )

    def _on_not_opened(self, error: Exception) -> None:
        self.opened = None
        if isinstance(error, UserError):
            self.show_refusal(error)

    def _on_read(self, read: tuple[OpenedReport, str]) -> None:
        opened, beyond = read
        self.reporting.show_reach(beyond if opened.card else "")
        self._on_opened(opened)

    def _on_opened(self, opened: OpenedReport) -> None:
        self.opened = opened
        self.writing.house = opened.house
        self.writing.ownership, self.writing.owner = opened.ownership, opened.consignor
        self._clear_bars()
        piece = opened.piece
        self.set_title(piece.description or "A piece without a description")
        tag = f"tag {spaced(piece.code)}" if piece.code else ""
        parts = (piece.number, tag, whose(opened.ownership, opened.consignor))
        self.about.setText(" · ".join(part for part in parts if part))
        self.heading.show_places(opened.places)
        self.keeper.about(piece.id)
        if opened.card is not None:
            self._show_signed(opened)
        else:
            self._show_draft(opened)

    def _show_signed(self, opened: OpenedReport) -> None:
        card = opened.card
        assert card is not None
        self.editable = False
        self.writing.begin(opened.piece, card.form)
        places = dict(opened.places)
        self.signed.show_report(card, places.get(card.form.place_id or 0, ""), opened.against)
        self.kept.setText("")
        self.say(
            f"{card.number} · version {card.version} · signed {self.words.when(card.signed_at)}"
        )
        if opened.draft and opened.draft.version_of == card.id:
            self._offer_correction(opened)
        self._show_mode()

    def _show_draft(self, opened: OpenedReport) -> None:
        draft = opened.draft
        self.editable = True
        self._start(opened, opened.started, draft.version_of if draft else 0)
        if draft is not None:
            self.writing.begin(
                opened.piece,
                draft.form,
                begun=opened.corrected or opened.started,
                last=opened.last,
                next_n=opened.next_n,
                version_of=draft.version_of,
            )
            self.kept.setText(f"Draft of {self.words.when(draft.at)}")
            if not draft.from_quick:  # what was begun a moment ago is not found again
                self._tell_restored(draft.at)
            self._catch_up(opened)
        self._show_mode()
        self.focus_photo()

    def _tell_restored(self, at: int) -> None:
        bar = SentenceBar(f"Draft of {self.words.when(at)} restored", tone="info")
        # The page's command has this key: two of a key would let neither work.
        bar.add_answer("Discard it", self.discard, DISCARD, closes=False, shortcut=False)
        bar.add_answer("Go on with it", self.focus_photo, "Alt+G")
        self.show_bar(bar).setObjectName("draft")

    def _catch_up(self, opened: OpenedReport) -> None:
        """What was signed elsewhere since the draft was begun comes along, and is said."""
        piece = self.writing.piece
        if not self.editable or piece is None or piece.id != opened.piece.id:
            return
        if self.writing.version_of or self.signing.is_saving:
            return
        if opened.started.knows == self.writing.begun.knows == self.writing.form.knows:
            return
        if not self.writing.is_touched and not self.editing.signatures.given:
            self._start(opened, opened.started, 0)
            return
        came = self.writing.catch_up(opened.started, opened.last, opened.next_n)
        if came and opened.last:
            marks = f"mark {came[0]} comes" if len(came) == 1 else f"marks {runs(came)} come"
            bar = SentenceBar(f"{opened.last.number} was signed since: {marks} along", tone="warn")
            bar.add_answer("Look at them", self.focus_findings)
            self.show_bar(bar).setObjectName("draft")

    def _start(self, opened: OpenedReport, form: ReportForm, version_of: int) -> None:
        before = opened.card.signatures if version_of and opened.card else ()
        others = [one.who for one in before if one.role != EXAMINER]
        self.editing.signatures.begin(self.desk.session.actor.display, *others[:1])
        earlier = opened.card or opened.last
        self.editing.name(earlier.number if version_of and earlier else "")
        self.writing.begin(
            opened.piece, form, last=opened.last, next_n=opened.next_n, version_of=version_of
        )
        self.kept.setText("")

    def _offer_correction(self, opened: OpenedReport) -> None:
        draft = opened.draft
        assert draft is not None
        bar = SentenceBar(f"A new version was begun {self.words.when(draft.at)}", tone="info")
        bar.add_answer("Go on with it", partial(self.open_record, opened.piece.id), "Alt+G")
        self.show_bar(bar).setObjectName("draft")

    def new_version(self) -> None:
        """Correct a signed report: a new version begins as the old one ends."""
        opened = self.opened
        if opened is None or opened.card is None:
            return
        if not opened.card.is_latest:
            self.open_record(opened.card.versions[-1].id)
            return
        self._clear_bars()
        self.editable = True
        self._start(opened, replace(opened.card.form, correction=""), opened.card.id)
        self._show_mode()
        self.focus_photo()

    def discard(self) -> None:
        """Throw the draft away, with a reason where something was written, and begin anew."""
        self.discarding.ask()

    def _clear_bars(self) -> None:
        self.clear_refusals()
        for bar in self.findChildren(SentenceBar, "draft"):
            bar.dismiss()

    def _show_mode(self) -> None:
        """Fields while it is written, flat when it is signed."""
        editable = self.editable
        self.heading.setVisible(editable)
        self.editing.setVisible(editable)
        self.signed.setVisible(not editable and self.opened is not None)
        self.canvas.read_only = not editable
        if not editable:
            self.work.ways.stop_watching()
        self.stage.palette_box.setVisible(editable)
        self.stage.setAcceptDrops(editable)
        self.strip.set_editable(editable)
        self.blocker_line.setVisible(editable and self.blocker_line.blocker is not None)
        self.reporting.show_mode(editable)
        self.say_mode()
        last = self.writing.last
        self.stage.offer_ghost(editable and last is not None and bool(last.form.photos))

    def say_mode(self) -> None:
        """What this is, in the foot."""
        version = "correction of" if self.writing.version_of else "new report of"
        if self.editable and self.writing.piece:
            self.say(
                f"Draft, {version} {self.writing.piece.number or self.writing.piece.description}"
            )

    # -- what is written

    def _draft(self) -> dict[str, Any] | None:
        if not self.editable or not self.writing.is_touched:
            return None
        return draft_content(self.writing.form, self.writing.version_of)

    def _on_changed(self) -> None:
        if self.editable and self.writing.piece is not None:
            self.keeper.touch()
            self._check_soon.start()

    def _on_kept(self, at: object) -> None:
        if self.editable and isinstance(at, int):
            self.kept.setText(f"Draft saved {self.words.clock(at)}")

    def _check(self) -> None:
        piece, form = self.writing.piece, self.writing.form
        if piece is not None and self.editable:
            piece_id, of = piece.id, self.writing.version_of
            self.desk.read(
                lambda db: before_signing(db, piece_id, form, of),
                self._on_checked,
                topic="before signing",
            )

    def _on_checked(self, blockers: tuple[Blocker, ...]) -> None:
        if self.editable:
            self.blocker_line.show_blockers(blockers)
            said = self.hint_bar.state
            if said.startswith(BEFORE) and said not in {BEFORE + one.sentence for one in blockers}:
                self.say_mode()  # what was missing when somebody would sign is there now

    def _on_blocker(self) -> None:
        if self.blocker_line.blocker:
            self.go_to(self.blocker_line.blocker)

    def go_to(self, blocker: Blocker) -> None:
        """Give the keys to what is missing."""
        if blocker.field == "photos":
            self.work.take_photo()
        elif blocker.field == "reason":
            self.heading.reason.setFocus()
        else:
            self.open_side()
            if not self.editing.go_to(blocker):
                self.focus_photo()

    def refresh(self, changes: Changes) -> None:
        card = self.opened.card if self.opened else None
        piece = self.writing.piece
        if not changes.touches("report") or piece is None:
            return
        if self.editable:
            user_id = self.desk.session.actor.user_id
            piece_id = piece.id
            self.desk.read(
                lambda db: open_report(db, piece_id, user_id), self._catch_up, topic="since"
            )
        elif card is not None:
            self._read()  # a newer version may be there now

    def leave(self) -> bool:
        """A draft is kept; nothing is lost by going."""
        self.commit_field()
        if self.keeper.waiting:
            self.keeper.keep_now()
        return True

    def commit_field(self) -> None:
        """What stands in the field with the focus counts, as if it had been left."""
        focus = QApplication.focusWidget()
        if isinstance(focus, Input) and self.isAncestorOf(focus):
            focus.left.emit()

    # -- going about

    def _on_graded(self) -> None:
        """How large comes next, but nothing stays over a photo that a drawer covers."""
        if self.side is not None and self.side.is_drawer:
            self.focus_photo()
        elif self.findings.editor is not None:
            self.findings.editor.offer_size()

    def focus_photo(self) -> None:
        """Give the keys to the photo, or to the button that takes the first one."""
        self.close_side()
        if self.writing.photo is None and self.stage.empty.button:
            self.stage.empty.button.setFocus()
        else:
            self.canvas.setFocus()

    def focus_findings(self) -> None:
        """Give the keys to the list of findings."""
        self.open_side()
        (self.findings if self.editable else self.signed.findings).setFocus()

    def take_back(self) -> None:
        if self.editable:
            self.undo()

    def undo(self) -> None:
        """Take the last act back: a signature, else the last change; where the field that was typed in
        goes with it, on to the photo."""
        if self.signing.take_back_last():
            return
        self._keep_focus(self.writing.stack.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._keep_focus(self.writing.stack.redo)

    def _keep_focus(self, step: Callable[[], None]) -> None:
        """Take a step through the report; no other field gets the keys that were meant for one that went."""
        before = QApplication.focusWidget()
        step()
        if before is not None and QApplication.focusWidget() is not before:
            self.focus_photo()

    # -- signing and paper

    def sign(self) -> None:
        """Sign the report, or go to the first thing that is missing."""
        self.signing.sign()

    def preview(self) -> None:
        """Show the paper as it is, or as it would be signed now."""
        self.signing.preview()


def _nothing(_shop: Shop) -> Changes:
    """Nothing to write: whoever asks for it waits behind what is being written."""
    return Changes()

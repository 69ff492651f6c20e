"""Take-in: whose pieces, on which terms, piece after piece, signed. One piece in a minute."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.drafts import OpenDraft
from app.services.piece_cards import piece_card
from app.services.saved_forms import saved_form
from app.services.scanning import Scan
from app.services.take_in_batch import CONSIGNED, Batch, BatchView, batch_view
from app.views.drafts import DraftKeeper
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.parties.party_sheets import PaperSheet
from app.views.take_in.agreeing import Agreeing
from app.views.take_in.asking import begun, what_is
from app.views.take_in.choices import (
    CONSIGNOR,
    DRAFT,
    OWN_STEPS,
    PIECES,
    SIGN,
    STATES,
    STEPS,
    TERMS,
)
from app.views.take_in.consignor_step import ConsignorStep
from app.views.take_in.ending import show_finished, show_signed
from app.views.take_in.kept_drafts import KeptDrafts
from app.views.take_in.page_commands import PageCommands
from app.views.take_in.piece_commands import PieceCommands
from app.views.take_in.piece_editor import PieceEditor, SavedPiece
from app.views.take_in.pieces_step import PiecesStep
from app.views.take_in.sign_step import SignStep
from app.views.take_in.steps import Steps
from app.views.take_in.terms_step import TermsStep
from app.views.widgets.button import Button
from app.views.widgets.icon_line import IconLine
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text


class TakeInPage(Page):
    """Four steps over one batch; the batch is on the disk after every piece.

    ``open_record`` takes an agreement's id (a draft goes on, a signed one shows its receipt) or a
    party's, whose pieces come in.
    """

    toast_lift = 62

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Take-in")
        self.batch = Batch()
        self._step = CONSIGNOR
        self._resuming: OpenDraft | None = None
        self._started = False
        self.steps = Steps()
        self.header.add_widget(self.steps)
        self._pace = IconLine("clock", "neutral")
        self._pace.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.header.add_choice(self._pace)
        self.consignor = ConsignorStep(desk)
        self.terms = TermsStep(desk.settings)
        self.pieces = PiecesStep(desk)
        self.sign = SignStep(desk)
        self.stack = QStackedWidget()
        for step in (self.consignor, self.terms, self.pieces, self.sign):
            self.stack.addWidget(step)
        self.body.addWidget(self.stack, 1)
        self.keeper = DraftKeeper(desk.drafts, DRAFT, self.pieces.draft, self.pieces)
        self.kept = KeptDrafts(self, lambda: self._step == CONSIGNOR)
        self.agreeing = Agreeing(desk, self.terms)
        self.doing = PieceCommands(desk, self.pieces)
        self.can = PageCommands(self)
        self._connect()
        self._show_step(CONSIGNOR)

    def _connect(self) -> None:
        self.steps.asked.connect(self._on_step_asked)
        self.consignor.went_on.connect(self._on_consignor)
        self.consignor.way_changed.connect(self._on_way)
        self.consignor.words_changed.connect(self._say_step)
        self.consignor.resumed.connect(self._resume)
        self.agreeing.ready.connect(partial(self._show_step, TERMS))
        self.agreeing.agreed.connect(self._on_agreed)
        self.pieces.saved.connect(self._on_saved)
        self.pieces.touched.connect(self.keeper.touch)
        self.pieces.editor_made.connect(self._dress_editor)
        self.pieces.side.terms_asked.connect(self.to_terms)
        self.pieces.side.party_asked.connect(self.doing.open_party)
        self.doing.place_changed.connect(self._read)
        self.sign.signed.connect(self._on_signed)
        self.sign.mend_asked.connect(self._on_mend)
        self.kept.chosen.connect(self._go_on_with)
        self.kept.found.connect(self._on_left)
        self.kept.written.connect(self._ask_begun)
        for source in (self.consignor, self.agreeing, self.pieces, self.sign):
            source.refused.connect(self.show_refusal)

    def _dress_editor(self, editor: PieceEditor) -> None:
        """The foot of the form: what the next piece keeps, where it goes, and the two buttons."""
        row = editor.foot
        row.addWidget(IconLabel("history", "muted", 16))
        editor.keeps = Text("Keeps metal, into", "muted")
        row.addWidget(editor.keeps)
        editor.place_button.clicked.connect(self.doing.choose_place)
        row.addWidget(editor.place_button)
        row.addStretch(1)
        row.addWidget(Button.of(self.can.close))
        editor.save_button = Button.of(self.can.forward, "primary")
        editor.save_button.setAutoDefault(True)
        row.addWidget(editor.save_button)
        editor.findings.asked.connect(self.can.report.trigger)

    # -- what a page answers

    def entered(self) -> None:
        if self._step != CONSIGNOR:
            self._read()
        elif not self._started:
            self.consignor.focus_first()
        self._started = True
        self.kept.ask()
        self.consignor.say_limits()

    def open_record(self, record_id: int) -> None:
        self.desk.read(lambda db: what_is(db, record_id), self._on_record, self._on_no_record)

    def refresh(self, changes: Changes) -> None:
        if self._step in (PIECES, SIGN) and changes.touches("piece", "agreement", "party", "item"):
            self._read()
        elif self._step == CONSIGNOR and changes.touches("agreement", "party"):
            self._ask_begun()

    def take_scan(self, scan: Scan) -> bool:
        if self._step == PIECES:
            return self.doing.take_scan(scan)
        if self._step == CONSIGNOR and scan.kind == "party":
            self.consignor.show_party(scan.target_id)
            return True
        return False

    # -- steps

    def _show_step(self, step: int) -> None:
        self._step = step
        self.stack.setCurrentIndex(step)
        here = step == PIECES
        consigned = self.batch.consigned
        if step == CONSIGNOR:
            consigned = self.consignor.ownership == CONSIGNED
        self.steps.show_steps(*((STEPS, step) if consigned else (OWN_STEPS, int(here))))
        self.can.show_step(step, consigned=consigned)
        self.hint_bar.set_fixed([("Return", "next field"), ("Shift+Tab", "back")] if here else [])
        self.can.giving_up.show()
        self._say_pace()
        self._say_step()

    def _say_step(self) -> None:
        self.say(self.consignor.words if self._step == CONSIGNOR else STATES[self._step])

    def _say_pace(self) -> None:
        paces = self.batch.paces if self._step == PIECES else []
        words = f"{round(sum(paces) / len(paces))} s a piece, on average" if paces else ""
        self._pace.say(words)

    def go_on(self) -> None:
        """The next step, or the next piece: what the main button does here."""
        if self._step == CONSIGNOR:
            self.consignor.go_on()
        elif self._step == TERMS:
            self.terms.go_on()
        elif self._step == PIECES:
            self.pieces.save("next")

    def _on_step_asked(self, step: int) -> None:
        """Back to a step that is done; what is typed stays."""
        if step == CONSIGNOR:
            self.pause()
        elif step == TERMS:
            self.to_terms()
        elif step == PIECES and self._step == SIGN:
            self._to_pieces()

    def pause(self) -> None:
        """Leave the batch as it is: its pieces are saved, the one in the form is a draft."""
        unsaved = self._step == PIECES and self.pieces.draft() is not None
        if self._step == PIECES:
            self.keeper.keep_now()
        self.batch = Batch()
        self._show_step(CONSIGNOR)
        self.clear_refusals()
        self.consignor.begin()
        self.kept.ask()
        if unsaved:
            self.desk.toast("Paused; the piece in the form is kept as a draft")

    # -- whose, and on which terms

    def _ask_begun(self) -> None:
        user_id = self.desk.session.owner_id
        self.desk.read(
            lambda db: begun(db, user_id), self.consignor.show_drafts, topic="take-ins begun"
        )

    def _on_way(self, _ownership: str) -> None:
        self._show_step(CONSIGNOR)

    def _on_consignor(self) -> None:
        party = self.consignor.party
        self.batch = Batch(self.consignor.ownership, party.id if party else 0)
        if self.batch.consigned and party:
            self.agreeing.begin(self.batch, party.display)
        else:
            self._resume(self.batch)  # what was typed for them and never saved comes along

    def _resume(self, batch: Batch) -> None:
        """Go on where it was left, with the piece that was in the form."""
        self.batch = batch
        self.kept.find(batch)

    def _on_left(self, draft: OpenDraft | None) -> None:
        self._resuming = draft
        self._begin_pieces()

    def _on_record(self, found: tuple[str, int]) -> None:
        kind, record_id = found
        if kind == "agreement":
            self._resume(Batch(agreement_id=record_id))
        elif kind == "document":
            self.desk.navigate("document", record_id)
        else:
            self.batch = Batch()
            self._show_step(CONSIGNOR)
            self.consignor.way.set_value(CONSIGNED)
            self.consignor.show_party(record_id)

    def _on_no_record(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)

    def to_terms(self) -> None:
        """Back to the terms of the agreement in work."""
        view = self.pieces.view
        if self._step == PIECES:
            self.keeper.keep_now()
        if view and view.agreement:
            self._show_step(TERMS)
            self.agreeing.begin_again(self.batch, view.agreement)

    def _on_agreed(self, agreement_id: object, new: bool) -> None:
        if new:
            self.batch.agreement_id = int(str(agreement_id))
            self._begin_pieces()
        else:
            self._to_pieces()

    # -- pieces

    def _begin_pieces(self) -> None:
        """Show a batch with an empty form, as soon as it is read."""
        batch = self.batch
        self.desk.read(lambda db: batch_view(db, batch), self._on_begin, self._on_no_record)

    def _on_begin(self, view: BatchView) -> None:
        if view.agreement:
            self.batch.party_id = view.agreement.party_id
        self.keeper.about(self.batch.subject)
        self.clear_refusals()
        self._show_step(PIECES)
        self.pieces.begin(self.batch, view)
        self._show_view(view)
        resuming, self._resuming = self._resuming, None
        if resuming:
            self._restore(resuming)
        self.kept.ask()

    def _read(self) -> None:
        batch = self.batch
        self.desk.read(
            lambda db: batch_view(db, batch), self._on_view, self._on_no_record, topic="batch"
        )

    def _on_view(self, view: BatchView) -> None:
        if self._step in (PIECES, SIGN):
            self.pieces.show_view(view)
            self._show_view(view)
            if self._step == SIGN:
                self.sign.show_view(view)

    def _show_view(self, view: BatchView) -> None:
        count = len(view.lines)
        tags = "tag" if count == 1 else "tags"
        self.can.tags.setText(f"Print {count} {tags}" if count else "Print the tags")
        self.pieces.editor.place_button.set_words(view.place or "Choose the place")
        self.can.giving_up.show()
        self._say_pace()

    def _to_pieces(self) -> None:
        self._show_step(PIECES)
        self._read()
        self.pieces.editor.fields.focus_first()

    def _on_saved(self, changes: Changes, then: str) -> None:
        self.clear_refusals()
        if changes.touched:
            self.keeper.stored()
            self.keeper.about(self.batch.subject)
            self.kept.keep_batch(self.batch)
        if then == "close":
            self.pause()
        elif then == "sign":
            self._to_sign()
        elif then == "condition":
            self._to_report(changes)
        if self._step == PIECES and self.pieces.draft() is not None:
            self.keeper.touch()
        self._say_pace()

    def _to_report(self, changes: Changes) -> None:
        known = self.pieces.editor.known
        saved = changes.ids("piece")
        piece_id = saved[0] if saved else known.card.row.id if known else 0
        if piece_id:
            self.pieces.open_saved(piece_id)
            self.desk.navigate("report", piece_id)
        else:
            self.desk.toast("Begin with the piece: its report follows")

    # -- signing, or the end of a batch without an agreement

    def finish(self) -> None:
        """To the signature, or take it."""
        if self._step == SIGN:
            self.sign.take()
        else:
            self.pieces.save("sign")

    def _to_sign(self) -> None:
        view = self.pieces.view
        if self.batch.consigned and view:
            self._show_step(SIGN)
            self.sign.begin(self.batch.agreement_id, view)
            self._read()
            return
        ids, ownership = list(self.batch.piece_ids), self.batch.ownership
        if not ids:
            self.desk.toast("No piece was taken in yet")
            return
        self.kept.end_batch(self.batch)
        self.pause()
        show_finished(self, ids, ownership)

    def _on_signed(self, changes: Changes) -> None:
        self.keeper.forget()
        self.pause()
        show_signed(self, changes)

    def _on_mend(self, what: str) -> None:
        view = self.pieces.view
        if what == "paper" and view and view.party:
            PaperSheet(self.desk, view.party).open()  # the batch stays as it is
            return
        self._to_pieces()
        wanted = next((line for line in view.lines if what in line.missing), None) if view else None
        if wanted:
            self.pieces.open_piece(wanted.piece_id)

    # -- going on with a draft

    def _go_on_with(self, draft: OpenDraft) -> None:
        self.batch = Batch.of(draft.content["batch"])
        self._resuming = draft
        if draft.subject_id != self.batch.subject:  # kept by an earlier version, by kind
            self.desk.drafts.drop(DRAFT, draft.subject_id)
        self._begin_pieces()

    def _restore(self, draft: OpenDraft) -> None:
        content, piece_id = draft.content, draft.content.get("piece_id", 0)
        if not piece_id:
            self._on_restored((content, None))
            return
        self.desk.read(
            lambda db: (content, SavedPiece(piece_card(db, piece_id), saved_form(db, piece_id))),
            self._on_restored,
            self._on_no_record,
        )

    def _on_restored(self, found: tuple[dict[str, Any], SavedPiece | None]) -> None:
        self.pieces.restore(*found)
        self.keeper.touch()

"""Take-in: whose pieces, on which terms, piece after piece, signed. One piece in a minute."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget

from app.domain.changes import Changes
from app.domain.dates import clock_time
from app.domain.errors import NotFoundError, UserError
from app.domain.terms import vocabulary
from app.domain.wording import pieces_words
from app.services.agreement_cards import agreement_card
from app.services.agreement_lists import AgreementRow, agreements_list
from app.services.agreements import Terms, change_terms, draft_agreement, usual_terms
from app.services.drafts import OpenDraft
from app.services.lists import rows_of
from app.services.party_cards import party_card
from app.services.piece_cards import piece_card
from app.services.saved_forms import saved_form
from app.services.scanning import Scan
from app.services.take_in import take_out
from app.services.take_in_batch import CONSIGNED, Batch, BatchView, batch_view
from app.views.bug_report import BugReport
from app.views.drafts import DraftKeeper
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.keys import Key
from app.views.printing import print_document, print_tags
from app.views.scan.place_chooser import PlaceChooser
from app.views.take_in.consignor_step import ConsignorStep
from app.views.take_in.piece_editor import PieceEditor, SavedPiece
from app.views.take_in.pieces_step import PiecesStep
from app.views.take_in.sign_step import SignStep
from app.views.take_in.steps import Steps
from app.views.take_in.terms_step import TermsStep
from app.views.widgets.button import Button
from app.views.widgets.icon_line import IconLine
from app.views.widgets.reason_sheet import ask_reason
from app.views.widgets.sentence_bar import IconLabel, SentenceBar
from app.views.widgets.text import Text

DRAFT = "take_in"
CONSIGNOR, TERMS, PIECES, SIGN = range(4)
STEPS = ("Consignor", "Terms", "Pieces", "Sign")
OWN_STEPS = ("Whose", "Pieces")
MOST_DRAFTS = 5
TAKEN_OFF = vocabulary(
    "Reasons to take a piece off",
    "duplicate | entered twice | D",
    "withdrawn | the consignor keeps it | C",
    "refused | refused by us | R",
    "not_genuine | not genuine | G",
    "other | other, see the note | X",
)
_OWN_DRAFTS = {"owned": 1, "customer_property": 2, "memo_in": 3}
"""Drafts of batches without an agreement are kept under these numbers."""


class TakeInPage(Page):
    """Four steps over one batch; the batch is on the disk after every piece."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Take-in")
        self.batch = Batch()
        self._step = CONSIGNOR
        self._resuming: OpenDraft | None = None
        self._waiting: set[int] = set()
        self._draft_bars: list[SentenceBar] = []
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
        self._declare()
        self._connect()
        self._show_step(CONSIGNOR)
        self._started = False

    def _declare(self) -> None:
        self.forward = self.command("Go on", self._go_on, Key.SAVE, icon="arrow-right")
        self.close_action = self.command("Save and close", lambda: self.pieces.save("close"))
        self.photo_action = self.command(
            "Take photos in", self._choose_photos, Key.PHOTO, icon="camera", hint="photo"
        )
        self.report_action = self.command(
            "Write the condition report",
            lambda: self.pieces.save("condition"),
            Key.CONDITION,
            icon="clipboard-check",
            hint="condition",
        )
        self.forward.setProperty("hint", "save and next")
        self.paste_action = self.command(
            "Paste a photo", self._paste_photo, "Ctrl+V", icon="clipboard-paste"
        )
        self.tags_action = self.command(
            "Print the tags", self._print_tags, Key.PRINT, icon="printer"
        )
        self.sign_action = self.command(
            "Sign and give receipt", self._finish, Key.FINISH, icon="pen-line"
        )
        self.new_action = self.command(
            "Add a person", lambda: self.consignor.begin_new(), Key.NEW, icon="user-plus"
        )
        self.terms_action = self.command("Change the terms", self._to_terms, icon="handshake")
        self.place_action = self.command("Choose the place", self._choose_place, icon="map-pin")
        self.pause_action = self.command(
            "Pause", self.pause, "Escape", icon="pause", button="plain"
        )
        self.pieces.side.add_action(self.tags_action, "plain")
        self.pieces.side.add_action(self.sign_action, "outline")

    def _connect(self) -> None:
        self.steps.asked.connect(self._on_step_asked)
        self.consignor.went_on.connect(self._on_consignor)
        self.consignor.way_changed.connect(self._on_way)
        self.consignor.resumed.connect(self._resume_agreement)
        self.consignor.refused.connect(self.show_refusal)
        self.terms.went_on.connect(self._on_terms)
        self.terms.house_button.clicked.connect(self._ask_usual_terms)
        self.pieces.saved.connect(self._on_saved)
        self.pieces.touched.connect(self.keeper.touch)
        self.pieces.refused.connect(self.show_refusal)
        self.pieces.remove_asked.connect(self._on_remove_asked)
        self.pieces.editor_made.connect(self._dress_editor)
        self.pieces.side.terms_asked.connect(self._to_terms)
        self.pieces.side.party_asked.connect(self._open_party)
        self.sign.signed.connect(self._on_signed)
        self.sign.mend_asked.connect(self._on_mend)
        self.sign.refused.connect(self.show_refusal)

    def _dress_editor(self, editor: PieceEditor) -> None:
        """The foot of the form: what the next piece keeps, where it goes, and the two buttons."""
        row: QHBoxLayout = editor.foot
        row.addWidget(IconLabel("history", "muted", 16))
        row.addWidget(Text("Keeps metal, goes to", "muted", elide=True), 3)
        editor.place_button.clicked.connect(self._choose_place)
        row.addWidget(editor.place_button)
        row.addStretch(2)
        row.addWidget(Button.of(self.close_action))
        editor.save_button = Button.of(self.forward, "primary")
        editor.save_button.setAutoDefault(True)
        row.addWidget(editor.save_button)
        editor.findings.asked.connect(self.report_action.trigger)

    # -- what a page answers

    def entered(self) -> None:
        if self._step == CONSIGNOR:
            self._ask_begun()
            if not self._started:
                self.consignor.finder.field.setFocus()
        else:
            self._read()
        self._started = True
        self._ask_drafts()

    def open_record(self, record_id: int) -> None:
        self.desk.read(lambda db: _what_is(db, record_id), self._on_record)

    def refresh(self, changes: Changes) -> None:
        if self._step in (PIECES, SIGN) and changes.touches("piece", "agreement", "party", "item"):
            self._read()
        elif self._step == CONSIGNOR and changes.touches("agreement", "party"):
            self._ask_begun()

    # -- steps

    @property
    def _consigned(self) -> bool:
        return self.batch.consigned

    def _show_step(self, step: int) -> None:
        self._step = step
        self.stack.setCurrentIndex(step)
        consigned = self._consigned if step != CONSIGNOR else self.consignor.ownership == CONSIGNED
        if consigned:
            self.steps.show_steps(STEPS, step)
        else:
            self.steps.show_steps(OWN_STEPS, 1 if step == PIECES else 0)
        here = step == PIECES
        for action in (
            self.close_action,
            self.photo_action,
            self.report_action,
            self.paste_action,
            self.tags_action,
            self.place_action,
        ):
            action.setEnabled(here)
        self.pause_action.setEnabled(step != CONSIGNOR)
        self.pause_action.setVisible(step != CONSIGNOR)
        self.new_action.setEnabled(step == CONSIGNOR)
        self.terms_action.setEnabled(here and consigned)
        self.sign_action.setEnabled(step in (PIECES, SIGN))
        self.sign_action.setText("Sign and give receipt" if consigned else "Finish")
        self.forward.setEnabled(step != SIGN)
        self.forward.setText("Save and next" if here else "Go on")
        self.forward.setProperty("hint", "save and next" if here else "go on")
        self.hint_bar.set_fixed([("Return", "next field"), ("Shift+Tab", "back")] if here else [])
        self._say_pace()
        self._say()

    def _say(self) -> None:
        words = {
            CONSIGNOR: "Three letters of the name, or Ctrl+N for somebody new",
            TERMS: "The house’s usual terms stand here; change what was promised otherwise",
            PIECES: "The draft is kept while you type",
            SIGN: "The receipt is signed once and stands",
        }
        self.say(words[self._step])

    def _say_pace(self) -> None:
        paces = self.batch.paces
        if self._step == PIECES and paces:
            self._pace.say(f"{round(sum(paces) / len(paces))} s a piece, on average")
        else:
            self._pace.say("")

    def _go_on(self) -> None:
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
            self._to_terms()
        elif step == PIECES and self._step == SIGN:
            self._to_pieces()

    def pause(self) -> None:
        """Leave the batch as it is: its pieces are saved, the one in the form is a draft."""
        unsaved = self.pieces.draft() is not None
        if self._step == PIECES:
            self.keeper.keep_now()
        self.batch = Batch()
        self._show_step(CONSIGNOR)
        self.clear_refusals()
        self.consignor.begin(())
        self._ask_begun()
        self._ask_drafts()
        if unsaved:
            self.desk.toast("Paused; the piece in the form is kept as a draft")

    # -- step 1

    def _ask_begun(self) -> None:
        query = agreements_list("drafts")

        def begun(db: Any) -> list[AgreementRow]:
            ids = [r[0] for r in db.rows(f"{query.ids_sql} LIMIT 8", query.params)]
            return [row for row in rows_of(db, query, 0, ids).rows if row is not None]

        self.desk.read(begun, self.consignor.show_drafts, topic="agreements begun")

    def _on_way(self, _ownership: str) -> None:
        self._show_step(CONSIGNOR)

    def _on_consignor(self) -> None:
        party = self.consignor.party
        self.batch = Batch(self.consignor.ownership, party.id if party else 0)
        if self._consigned:
            self._ask_usual_terms()
        else:
            self._begin_pieces()

    def _resume_agreement(self, agreement_id: object) -> None:
        self.batch = Batch(agreement_id=int(str(agreement_id)))
        self._begin_pieces()

    def _on_record(self, found: tuple[str, int]) -> None:
        kind, record_id = found
        if kind == "agreement":
            self._resume_agreement(record_id)
        else:
            self.batch = Batch()
            self._show_step(CONSIGNOR)
            self.consignor.way.set_value(CONSIGNED)
            self.consignor.show_party(record_id)

    # -- step 2

    def _ask_usual_terms(self) -> None:
        self.desk.read(usual_terms, self._on_usual_terms, topic="usual terms")

    def _on_usual_terms(self, terms: Terms) -> None:
        if self._step == TERMS:
            self.terms.show_terms(terms)  # the house's own again
            return
        self._show_step(TERMS)
        party = self.consignor.party
        whose = f"With {party.display}. These are the house’s usual terms." if party else ""
        self.terms.begin(terms, whose)

    def _to_terms(self) -> None:
        """Back to the terms of the agreement in work."""
        view = self.pieces.view
        if self._step == PIECES:
            self.keeper.keep_now()
        if view and view.agreement:
            self._show_step(TERMS)
            card = view.agreement
            self.terms.begin(card.terms, f"Agreement {card.number} with {card.party}.")

    def _on_terms(self) -> None:
        terms, party_id, agreement_id = (
            self.terms.terms(),
            self.batch.party_id,
            self.batch.agreement_id,
        )
        if agreement_id:
            self.desk.work(
                "change_terms",
                lambda w: change_terms(w, agreement_id, terms),
                self._on_agreement,
                self._on_terms_refused,
            )
        else:
            self.desk.work(
                "draft_agreement",
                lambda w: draft_agreement(w, party_id, terms),
                self._on_agreement,
                self._on_terms_refused,
            )

    def _on_agreement(self, changes: Changes) -> None:
        if self.batch.agreement_id:
            self._to_pieces()
            return
        self.batch.agreement_id = changes.first("agreement")
        self._begin_pieces()

    def _on_terms_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and not self.terms.show_refusal(error):
            self.show_refusal(error)

    # -- step 3

    def _begin_pieces(self) -> None:
        """Show a batch with an empty form, as soon as it is read."""
        batch = self.batch
        self.desk.read(lambda db: batch_view(db, batch), self._on_begin, self._on_no_batch)

    def _on_begin(self, view: BatchView) -> None:
        if view.agreement:
            self.batch.party_id = view.agreement.party_id
        subject = self.batch.agreement_id or _OWN_DRAFTS.get(self.batch.ownership, 0)
        self.keeper.about(subject)
        self.clear_refusals()
        self._show_step(PIECES)
        self.pieces.begin(self.batch, view)
        self._show_view(view)
        resuming, self._resuming = self._resuming, None
        if resuming:
            self._restore(resuming)
        self._ask_drafts()

    def _on_no_batch(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)

    def _read(self) -> None:
        batch = self.batch
        self.desk.read(
            lambda db: batch_view(db, batch), self._on_view, self._on_no_batch, topic="batch"
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
        self.tags_action.setText(f"Print {count} {tags}" if count else "Print the tags")
        self.pieces.editor.place_button.set_words(view.place or "Choose the place")
        self._say_pace()

    def _to_pieces(self) -> None:
        self._show_step(PIECES)
        self._read()
        self.pieces.editor.fields.focus_first()

    def _on_saved(self, changes: Changes, then: str) -> None:
        self.clear_refusals()
        if changes.touched:
            self.keeper.forget()
        if then == "close":
            self.pause()
        elif then == "sign":
            self._to_sign()
        elif then == "condition":
            self._to_report(changes)
        if self.pieces.draft() is not None:
            self.keeper.touch()
        self._say_pace()

    def _to_report(self, changes: Changes) -> None:
        known = self.pieces.editor.known
        piece_id = changes.ids("piece")[0] if changes.ids("piece") else 0
        piece_id = piece_id or (known.card.row.id if known else 0)
        if not piece_id:
            self.desk.toast("Begin with the piece: its report follows")
            return
        self.pieces.open_saved(piece_id)
        self.desk.navigate("report", piece_id)

    def _choose_photos(self) -> None:
        self.pieces.editor.photos.intake.choose()

    def _paste_photo(self) -> None:
        if not self.pieces.editor.photos.intake.paste():
            self.desk.toast("There is no picture in the clipboard")

    def _choose_place(self) -> None:
        chooser = PlaceChooser(self.desk, "Put the pieces into")
        chooser.picked.connect(self._on_place)
        chooser.open()

    def _on_place(self, scan: Scan) -> None:
        self.batch.place_id = scan.target_id
        self._read()

    def _print_tags(self) -> None:
        view = self.pieces.view
        ids = [line.piece_id for line in view.lines] if view else []
        if not ids:
            self.desk.toast("No piece is saved yet: Ctrl+Enter saves the one in the form")
            return
        print_tags(self.desk, "piece", ids)

    def _open_party(self) -> None:
        if self.batch.party_id:
            self.desk.navigate("party", self.batch.party_id)

    def _on_remove_asked(self, piece_id: object) -> None:
        wanted = int(str(piece_id))
        view = self.pieces.view
        line = next((one for one in view.lines if one.piece_id == wanted), None) if view else None
        ask_reason(
            self.desk.frame.host(),
            "Take this piece off?",
            f"{line.number} {line.description}" if line else "",
            "Take it off",
            lambda code, _note: self._take_off(wanted, code),
            reasons=TAKEN_OFF,
            note="",
        )

    def _take_off(self, piece_id: int, reason_code: str) -> None:
        known = self.pieces.editor.known
        if known and known.card.row.id == piece_id:
            self.pieces.open_piece(0)
        self.desk.work(
            "take_out", lambda w: take_out(w, piece_id, reason_code), reason_code=reason_code
        )

    # -- step 4

    def _finish(self) -> None:
        if self._step == SIGN:
            self.sign.take()
        else:
            self.pieces.save("sign")

    def _to_sign(self) -> None:
        view = self.pieces.view
        if self._consigned and view:
            self._show_step(SIGN)
            self.sign.begin(self.batch.agreement_id, view)
            self._read()
            return
        ids = list(self.batch.piece_ids)
        if not ids:
            self.desk.toast("No piece was taken in yet")
            return
        self.pause()
        bar = SentenceBar(f"{pieces_words(len(ids))} taken in", "", "ok", closable=True)
        bar.add_answer("Print the tags", lambda: print_tags(self.desk, "piece", ids), "Alt+T")
        self._show_done(bar)

    def _on_signed(self, changes: Changes) -> None:
        document_id, ids = changes.first("document"), list(changes.ids("piece"))
        print_document(self.desk, document_id, "receipt")
        self.keeper.forget()
        self.pause()
        bar = SentenceBar(
            changes.message, "The receipt is stored and given to the printer.", "ok", closable=True
        )
        bar.add_answer(
            "Open the receipt", lambda: self.desk.navigate("document", document_id), "Alt+R"
        )
        bar.add_answer("Print the tags", lambda: print_tags(self.desk, "piece", ids), "Alt+T")
        self._show_done(bar)

    def _show_done(self, bar: SentenceBar) -> None:
        bar.setObjectName("refusal")  # goes when something else is said there
        self.show_bar(bar)

    def _on_mend(self, what: str) -> None:
        view = self.pieces.view
        if what == "paper" and view and view.party:
            party_id = view.party.id
            self.pause()
            self.consignor.show_party(party_id)
            return
        self._to_pieces()
        wanted = next((line for line in view.lines if what in line.missing), None) if view else None
        if wanted:
            self.pieces.open_piece(wanted.piece_id)

    # -- drafts

    def _ask_drafts(self) -> None:
        """Ask for the drafts once the one that is just being kept lies on the disk."""
        self.desk.writer.run(lambda _shop: Changes(), self._on_written)

    def _on_written(self, _changes: Changes) -> None:
        self.desk.drafts.ask(DRAFT, self._on_drafts)

    def _on_drafts(self, drafts: list[OpenDraft]) -> None:
        for bar in list(self._draft_bars):
            bar.dismiss()
        if self._step != CONSIGNOR:
            return
        for draft in drafts[:MOST_DRAFTS]:
            self._draft_bars.append(self._draft_bar(draft, first=not self._draft_bars))

    def _draft_bar(self, draft: OpenDraft, *, first: bool) -> SentenceBar:
        settings = self.desk.settings
        when = clock_time(draft.at, settings.zone, settings.locale)
        content = draft.content
        words = f"Piece {content.get('position', 1)}, {content.get('words', '')}"
        bar = SentenceBar(f"Unsaved take-in of {when}", words, "info")
        go = bar.add_answer(
            "Go on with it", lambda: self._go_on_with(draft), "Alt+G" if first else ""
        )
        go.setAccessibleName(f"Go on with the take-in of {when}, {words}")
        drop = bar.add_answer("Throw it away", lambda: self._drop(draft))
        drop.setAccessibleName(f"Throw away the draft of {when}, {words}")
        bar.dismissed.connect(partial(self._forget_bar, bar))
        return self.show_bar(bar)

    def _forget_bar(self, bar: SentenceBar) -> None:
        if bar in self._draft_bars:
            self._draft_bars.remove(bar)

    def _go_on_with(self, draft: OpenDraft) -> None:
        self.batch = Batch.of(draft.content["batch"])
        self._resuming = draft
        self._begin_pieces()

    def _restore(self, draft: OpenDraft) -> None:
        piece_id = draft.content.get("piece_id", 0)
        if not piece_id:
            self.pieces.restore(draft.content, None)
            self.keeper.touch()
            return
        content = draft.content
        self.desk.read(
            lambda db: (content, SavedPiece(piece_card(db, piece_id), saved_form(db, piece_id))),
            self._on_restored,
            self._on_no_batch,
        )

    def _on_restored(self, found: tuple[dict[str, Any], SavedPiece]) -> None:
        content, saved = found
        self.pieces.restore(content, saved)
        self.keeper.touch()

    def _drop(self, draft: OpenDraft) -> None:
        self.desk.drafts.drop(DRAFT, draft.subject_id)
        self.desk.toast("The draft was thrown away")


def _what_is(db: Any, record_id: int) -> tuple[str, int]:
    """Whether an id is an agreement's or a party's."""
    try:
        agreement_card(db, record_id)
    except NotFoundError:
        return "party", party_card(db, record_id).id
    return "agreement", record_id

"""From "Sign" to a signed report: what is missing first, then the signature, then a manager if need be."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, UserError
from app.services.report_gate import Blocker, ReportStopError, before_signing
from app.services.reports import correct, sign
from app.services.signatures import Signature
from app.views.bug_report import BugReport
from app.views.documents.paper_sheet import PaperSheet, PaperSource
from app.views.reports.sign_sheet import SignSheet
from app.views.reports.signatures_panel import EXAMINER, OTHER_KEY, WORDS
from app.views.widgets.second_person import SecondPersonSheet
from app.views.widgets.sentence_bar import SentenceBar

if TYPE_CHECKING:
    from app.models.work import Work
    from app.views.reports.report_page import ReportPage

SENTENCE = (
    "With this signature the report is closed. It never changes; a correction is a new version."
)
DECIDES = "report.approve"
COMES_BACK = frozenset({"loan_in", "return"})
"""Reasons of a report after which it is compared at once with the one going out."""


class Signing(QObject):
    """What the page does when it is signed or previewed."""

    def __init__(self, page: ReportPage) -> None:
        super().__init__(page)
        self._page = page
        self._doubt = ""
        self._saving = 0
        self._lapsed: SentenceBar | None = None
        page.writing.changed.connect(self._on_changed)

    @property
    def is_saving(self) -> bool:
        """Whether what is written is being signed at this moment."""
        return bool(self._saving)

    # -- signatures

    def ask(self, role: str, *, closes: bool = False) -> None:
        """Have somebody sign on the screen; ``closes``: with the house's signature it is saved."""
        page = self._page
        examiner = role == EXAMINER
        panel = page.editing.signatures
        owner = panel.likely if role == panel.other_role else ""
        who = page.desk.session.actor.display if examiner else owner
        there = panel.given.get(role)
        said = " ".join(filter(None, (panel.missing, self._doubt if closes else "", SENTENCE)))
        SignSheet(
            page.desk.frame.host(),
            "Sign for the house" if examiner else f"{WORDS.get(role, role.title())} signs",
            said if examiner else "The piece is as this report says.",
            role,
            there.who if there else who,
            "Sign report" if closes else "Keep the signature",
            partial(self._on_signature, closes),
            asks_name=not examiner,
            signed_for_house="" if examiner else page.desk.session.actor.display,
            take_back=partial(self._take_back, role) if there else None,
        ).open()

    def take_back_last(self) -> bool:
        """Take back a signature that was the last thing done; False where it was not. Nothing signs it
        again but a hand: doing again does not bring it back."""
        role = self._page.editing.signatures.last_act if self._page.editable else ""
        if role and not self._saving:
            self._take_back(role)
        return bool(role)

    def _take_back(self, role: str) -> None:
        self._page.editing.signatures.take_back(role)
        self._on_changed()
        self._page.say("The signature is taken back")

    def _on_signature(self, closes: bool, signature: Signature) -> None:
        self._page.settle_fields()
        self._page.editing.signatures.give(signature)
        if closes:
            self._save()
        elif signature.role != EXAMINER:
            self._on_changed()  # who signed again is no longer missed
            self._page.say(f"{signature.who} has signed: F10 signs for the house")

    def _on_changed(self) -> None:
        """A change after somebody signed takes their signature away, and is said at once."""
        page = self._page
        lapsed = page.editing.signatures.lapsed if page.editable else ()
        if self._lapsed is not None and not lapsed:
            self._lapsed.dismiss()
        elif self._lapsed is None and lapsed:
            bar = self._lapsed = SentenceBar(
                f"{lapsed[0]} signed before this change: it is no longer signed", tone="warn"
            )
            if page.writing.stack.canUndo():  # findings that came along are no step of one's own
                bar.add_answer("Undo the change", page.writing.stack.undo)
            # The page's command has this key: two of a key would let neither work.
            bar.add_answer("Sign again", self._sign_again, OTHER_KEY, shortcut=False)
            bar.dismissed.connect(self._on_told)
            page.show_bar(bar).setObjectName("lapsed")

    def _on_told(self) -> None:
        self._lapsed = None

    def _sign_again(self) -> None:
        self.ask(self._page.editing.signatures.other_role)

    # -- signing

    def sign(self) -> None:
        """Sign, or go to the first thing that is missing."""
        page = self._page
        if not page.editable or page.writing.piece is None:
            return
        page.clear_refusals()
        page.commit_field()
        piece_id, form = page.writing.piece.id, page.writing.form
        of = page.writing.version_of
        page.desk.read(
            lambda db: before_signing(db, piece_id, form, of),
            self._on_checked,
            topic="signing",
        )

    def _on_checked(self, blockers: tuple[Blocker, ...]) -> None:
        page = self._page
        page.blocker_line.show_blockers(blockers)
        missing = next((one for one in blockers if one.blocks), None)
        if missing is not None:
            page.go_to(missing)
            page.say(f"Before signing: {missing.sentence}")
            return
        self._doubt = next((one.sentence for one in blockers if one.field == "grade"), "")
        panel = page.editing.signatures
        if EXAMINER in panel.given and not panel.missing and not self._doubt:
            self._save()
        else:
            self.ask(EXAMINER, closes=True)

    def _save(self, second: Actor | None = None) -> None:
        page = self._page
        piece, form = page.writing.piece, page.writing.form
        signatures = tuple(page.editing.signatures.given.values())
        of = page.writing.version_of
        assert piece is not None
        if self._saving:  # a second press would sign a second report
            return
        self._saving = piece.id

        def service(w: Work) -> Changes:
            return correct(w, of, form, signatures) if of else sign(w, piece.id, form, signatures)

        page.desk.work("sign_report", service, self._on_signed, self._on_refused, second=second)

    def _on_signed(self, changes: Changes) -> None:
        page = self._page
        piece_id, self._saving = self._saving, 0
        if page.writing.piece is None or page.writing.piece.id != piece_id:
            page.drafts.drop("report", piece_id)  # another report is being written by now
            return
        page.editable = False
        page.keeper.settle()
        came_back = page.writing.last is not None and page.writing.form.reason in COMES_BACK
        if came_back and not page.writing.version_of:
            page.desk.navigate("compare", changes.first("report"))
        else:
            page.open_record(changes.first("report"))

    def _on_refused(self, error: UserError | BugReport) -> None:
        page = self._page
        self._saving = 0
        if isinstance(error, ReportStopError):
            words = page.writing.form.decision
            SecondPersonSheet(page.desk, error.message, DECIDES, self._save, words).open()
        elif isinstance(error, InputError) and error.field:
            page.show_refusal(error)
            page.go_to(Blocker(error.field, error.message))
        elif isinstance(error, UserError):
            page.show_refusal(error)

    # -- paper

    def preview(self) -> None:
        """Show the paper: as signed, or as it would be if it were signed now."""
        page = self._page
        opened, piece = page.opened, page.writing.piece
        if piece is None:
            return
        if not page.editable and opened and opened.card:
            source = PaperSource.report(page.desk, opened.card.id)
        else:
            page.commit_field()
            writing = page.writing
            source = PaperSource.draft(page.desk, piece.id, writing.form, writing.version_of)
        PaperSheet(page.desk, source, partial(page.say)).open()

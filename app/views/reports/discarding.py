"""Throwing a draft away: what somebody wrote goes only with a reason, and who and why stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.reasons import DRAFT_GIVEN_UP
from app.services.report_giving_up import draft_words, give_up_draft
from app.views.bug_report import BugReport
from app.views.widgets.reason_sheet import ask_reason

if TYPE_CHECKING:
    from app.views.reports.report_page import ReportPage

KEY = "Alt+D"


class Discarding(QObject):
    """Of the draft that the page shows; one in which nothing was written goes without a question."""

    def __init__(self, page: ReportPage) -> None:
        super().__init__(page)
        self._page = page
        self._after = 0

    def ask(self) -> None:
        """Ask why, where somebody wrote or signed something."""
        page = self._page
        if not page.editable or page.writing.piece is None or page.signing.is_saving:
            return
        page.commit_field()
        writing = page.writing
        piece = writing.piece
        assert piece is not None
        said = draft_words(writing.form, writing.begun)
        signed = page.editing.signatures.signers
        lies_in_it = ", ".join(filter(None, (said, *(f"signed by {who}" for who in signed))))
        self._after = writing.version_of or piece.id
        if not lies_in_it:
            page.keeper.forget()
            self._begin_anew()
            return
        what = "new version" if writing.version_of else "draft"
        ask_reason(
            page.desk.frame.host(),
            f"Throw the {what} away?",
            f"In it: {lies_in_it}. It does not come back. Who threw it away and why stays with the"
            " piece.",
            "Throw it away",
            self._give_up,
            reasons=DRAFT_GIVEN_UP,
            kind="danger",
        )

    def _give_up(self, code: str, words: str) -> None:
        page = self._page
        if page.writing.piece is None:
            return
        piece_id, signed = page.writing.piece.id, page.editing.signatures.signers
        page.keeper.keep_now()  # the trace tells of what was typed last, too
        page.keeper.stored()
        page.editable = False  # nothing of it is kept any more
        page.desk.work(
            "give_up_report_draft",
            lambda w: give_up_draft(w, piece_id, code, words, signed),
            self._on_done,
            self._on_refused,
            reason_code=code,
        )

    def _on_done(self, _changes: Changes) -> None:
        self._begin_anew()

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._page.editable = True
        if isinstance(error, UserError):
            self._page.show_refusal(error)

    def _begin_anew(self) -> None:
        """To the report that was to be corrected, else to a new one of the piece."""
        page = self._page
        page.editing.signatures.begin(page.desk.session.actor.display)
        page.open_record(self._after)

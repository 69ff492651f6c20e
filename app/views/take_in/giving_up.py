"""Giving an agreement up under which nothing was taken in: the consignor went away, or it was a slip."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.reasons import DRAFT_GIVEN_UP
from app.services.agreements import cancel_draft
from app.views.frame.permit import permit
from app.views.take_in.choices import CONSIGNOR, DRAFT, PIECES
from app.views.widgets.reason_sheet import ask_reason

if TYPE_CHECKING:
    from app.views.take_in.page import TakeInPage

GIVE_UP = "Give the agreement up"


class GivingUp(QObject):
    """Of the draft that is marked at the first step, or of the one in work while it has no piece."""

    def __init__(self, page: TakeInPage) -> None:
        super().__init__(page)
        self._page = page
        begun = page.consignor.begun
        self.action = page.command(GIVE_UP, self.ask, "Delete", icon="trash-2", on=begun.list)
        permit(self.action, page.desk.session, "agreements.create")
        begun.offer(self.action)
        page.pieces.side.add_action(self.action, "ghost")
        begun.marked_changed.connect(self.show)

    def show(self) -> None:
        """What can be given up here: at the pieces only where there is none yet."""
        page = self._page
        view = page.pieces.view
        at_first = page.stack.currentIndex() == CONSIGNOR
        empty = (
            page.stack.currentIndex() == PIECES
            and page.batch.consigned
            and view is not None
            and not view.lines
        )
        self.action.setVisible(at_first or empty)
        self.action.setEnabled(self._meant is not None)

    @property
    def _meant(self) -> tuple[int, str] | None:
        """The agreement and what it is called."""
        page = self._page
        if page.stack.currentIndex() == CONSIGNOR:
            row = page.consignor.begun.marked
            return (row.id, f"{row.number} with {row.party}") if row else None
        card = page.pieces.view.agreement if page.pieces.view else None
        return (card.id, f"{card.number} with {card.party}") if card else None

    def ask(self) -> None:
        """Why it is given up; what stands in the form of a piece goes with it."""
        if self._meant is None:
            return
        agreement_id, name = self._meant
        typed = self._page.stack.currentIndex() == PIECES and self._page.pieces.draft() is not None
        ask_reason(
            self._page.desk.frame.host(),
            f"Give {name} up?",
            "It stays in the books as given up; no piece was taken in under it."
            + (" The piece in the form is thrown away." if typed else ""),
            "Give it up",
            partial(self._give_up, agreement_id),
            reasons=DRAFT_GIVEN_UP,
        )

    def _give_up(self, agreement_id: int, code: str, words: str) -> None:
        self._page.desk.work(
            "give_up_agreement",
            lambda w: cancel_draft(w, agreement_id, code, words),
            self._on_done,
            reason_code=code,
        )

    def _on_done(self, changes: Changes) -> None:
        page, agreement_id = self._page, changes.first("agreement")
        if page.batch.agreement_id == agreement_id and page.pieces.view is not None:
            page.pieces.begin(page.batch, page.pieces.view)  # nothing is kept of what was typed
            page.pause()
        page.desk.drafts.drop(DRAFT, agreement_id)

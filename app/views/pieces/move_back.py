"""Mending a wrong move from a piece's history: why, and whoever must confirm the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.domain.errors import UserError
from app.domain.reasons import MOVE_BACK
from app.domain.wording import pieces_words
from app.services.move_mending import (
    Mending,
    Told,
    last_move,
    leaving_back,
    mending,
    none_to_mend,
    take_back_move,
)
from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.widgets.reason_sheet import ask_reason
from app.views.widgets.second_person import work_confirmed

MEND = "Mend its last move"
KEY = "Alt+Z"
OLDER = "Only the last move can be mended, not the one that is marked:"


class MoveBack(QObject):
    """Asks for the reason and takes the last move of ``facts()`` back, those of the piece, newest first.

    Where none can be mended it says why, and what to do; ``marked()`` is the fact that is marked in
    the list (0: none): where it is an older move, it is said that the last one is meant.
    """

    def __init__(
        self, page: Page, facts: Callable[[], Sequence[Told]], marked: Callable[[], int]
    ) -> None:
        super().__init__(page)
        self._page, self._facts, self._marked = page, facts, marked
        self.action = page.command(MEND, self.ask, KEY, icon="undo-2")
        self.action.setAutoRepeat(False)
        permit(self.action, page.desk.session, "moves.create")

    def ask(self) -> None:
        """See whether it can be taken back, before anything is asked."""
        move_id = last_move(self._facts())
        if move_id:
            self._page.desk.read(
                lambda db: mending(db, move_id),
                self._on_mending,
                self._on_refused,
                topic="mend a move",
            )
        else:
            self._page.desk.toast(none_to_mend(self._facts()))

    def _on_mending(self, found: Mending) -> None:
        inside = f" with {pieces_words(len(found.pieces))}" if found.carried else ""
        older = f"{OLDER} " if self._marks_older(found.move_id) else ""
        ask_reason(
            self._page.desk.frame.host(),
            "Was this move wrong?",
            f"{older}{found.name}{inside}: from {found.lies_in} back to {found.goes_to}. Both moves stay"
            " in the history.",
            "Mend the move",
            partial(self._mend, found.move_id),
            reasons=MOVE_BACK,
        )

    def _marks_older(self, move_id: int) -> bool:
        marked = self._marked()
        return any(one.kind == "move" and one.id == marked != move_id for one in self._facts())

    def _mend(self, move_id: int, code: str, words: str) -> None:
        self._page.clear_refusals()  # of a move before
        work_confirmed(
            self._page.desk,
            "take_back_move",
            lambda w: take_back_move(w, move_id, code, words),
            "moves.create",
            reason_code=code,
            claims=lambda shop: leaving_back(shop, move_id),
            words=words,
        )

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._page.show_refusal(error)


def offered(action: QAction, last: int, marked: int) -> list[QAction]:
    """What the menu of a marked fact offers: its mending, where it is the last move."""
    return [action] if last and marked == last else []

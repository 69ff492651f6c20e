"""Mending a wrong move from a piece's history: why, and whoever must confirm the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.domain.errors import UserError
from app.domain.reasons import MOVE_BACK
from app.domain.wording import pieces_words
from app.services.move_mending import Mending, leaving_back, mending, take_back_move
from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.widgets.reason_sheet import ask_reason
from app.views.widgets.second_person import work_confirmed

MEND = "Mend its last move"
KEY = "Alt+Z"


class MoveBack(QObject):
    """Asks for the reason and takes the move back that ``last`` names (0: there is none)."""

    def __init__(self, page: Page, last: Callable[[], int]) -> None:
        super().__init__(page)
        self._page, self._last = page, last
        self.action = page.command(MEND, self.ask, KEY, icon="undo-2")
        self.action.setAutoRepeat(False)
        permit(self.action, page.desk.session, "moves.create")

    def ask(self) -> None:
        """See whether it can be taken back, before anything is asked."""
        move_id = self._last()
        if move_id:
            self._page.desk.read(
                lambda db: mending(db, move_id),
                self._on_mending,
                self._on_refused,
                topic="mend a move",
            )
        else:
            self._page.say("There is no move that could be mended")

    def _on_mending(self, found: Mending) -> None:
        inside = f" with {pieces_words(len(found.pieces))}" if found.carried else ""
        ask_reason(
            self._page.desk.frame.host(),
            "Was this move wrong?",
            f"{found.name}{inside}: from {found.lies_in} back to {found.goes_to}. Both moves stay in the"
            " history.",
            "Mend the move",
            partial(self._mend, found.move_id),
            reasons=MOVE_BACK,
        )

    def _mend(self, move_id: int, code: str, words: str) -> None:
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

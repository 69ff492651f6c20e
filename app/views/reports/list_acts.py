"""What the list of reports does with the pieces of its ticked reports: hand over, confirm, move."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from app.services.report_opening import pieces_of
from app.views.frame.desk import Desk
from app.views.frame.list_page import ListPage
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.pieces.moving import ask_and_move
from app.views.reports.hand_over_opening import KEY
from app.views.reports.quick_opening import declare_quick

Act = Callable[[Desk, Sequence[int]], object]


class ListActs(QObject):
    """The same keys as on the list of pieces; without a tick they mean the marked report's piece."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self._act: Act = ask_and_move
        hand = page.command("Hand over, or take back", self.hand_over, KEY, icon="file-text")
        move = page.command("Move the piece", self.move, Key.MOVE, icon="arrow-right")
        permit(hand, page.desk.session, "loans.create")
        permit(move, page.desk.session, "moves.create")
        declare_quick(page, self._quick)

    def hand_over(self) -> None:
        """They go out on one paper, or come back by theirs."""
        from app.views.reports.hand_over_going_on import (
            ask_hand_over,  # here: a list loads no sheet
        )

        self._ask(ask_hand_over)

    def move(self) -> None:
        """They go to the bench, into a tray, to the safe."""
        self._ask(ask_and_move)

    def _quick(self) -> Sequence[int] | None:
        from app.views.reports.quick_sheet import ask_quick  # here: a list loads no sheet

        if not self._page.view.chosen_ids():
            return ()
        self._ask(ask_quick)
        return None  # whose pieces they are is being read

    def _ask(self, act: Act) -> None:
        chosen = self._page.view.chosen_ids()
        if not chosen:
            act(self._page.desk, ())  # it says what to mark first
            return
        self._act = act
        self._page.desk.read(
            lambda db: pieces_of(db, chosen), self._on_pieces, topic="pieces of reports"
        )

    def _on_pieces(self, piece_ids: Sequence[int]) -> None:
        self._act(self._page.desk, piece_ids)

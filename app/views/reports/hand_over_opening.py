"""Going on with a hand-over from where a report was written for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction

from app.views.frame.page import Page
from app.views.frame.permit import permit

KEY = "Shift+F6"


def declare_hand_over(page: Page, piece_of: Callable[[], int]) -> QAction:
    """Shift+F6 hands the piece of a page over or takes it back, with all that it was left with."""

    def go() -> None:
        from app.views.reports.hand_over_sheet import ask_hand_over  # here: seldom needed

        piece_id = piece_of()
        if piece_id:
            ask_hand_over(page.desk, [piece_id])

    action = page.command("Hand over, or take back", go, KEY, icon="file-text")
    permit(action, page.desk.session, "loans.create")
    return action

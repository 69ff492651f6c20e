"""Going on with a hand-over from a report that was written for it, and taking back from its own paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.domain.wording import pieces_words
from app.services.hand_over_papers import still_out
from app.services.lent import KIND
from app.views.frame.page import Page
from app.views.frame.permit import permit

KEY = "Shift+F6"


def declare_hand_over(page: Page, piece_of: Callable[[], int]) -> QAction:
    """Shift+F6 hands the piece of a page over or takes it back, with all that it was left with."""

    def go() -> None:
        piece_id = piece_of()
        if piece_id:
            _ask(page, (piece_id,))

    action = page.command("Hand over, or take back", go, KEY, icon="file-text")
    permit(action, page.desk.session, "loans.create")
    return action


class OutByPaper(QObject):
    """On the page of a hand-over's paper: how many pieces are out by it, and Shift+F6 takes them back."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._paper = 0
        self._out: tuple[int, ...] = ()
        self.action = page.command("Take back what is out", self.take_back, KEY, icon="file-text")
        permit(self.action, page.desk.session, "loans.create")
        self.action.setVisible(False)

    def show_paper(self, kind: str, document_id: int) -> None:
        """A paper is shown: read what is out by it, if it is a hand-over's."""
        self._paper, self._out = (document_id if kind == KIND else 0), ()
        self.action.setVisible(False)
        if self._paper:
            paper = self._paper
            self._page.desk.read(
                lambda db: (paper, still_out(db, paper)), self._on_read, topic="out by a paper"
            )

    def take_back(self) -> None:
        """Ask how they come back."""
        if self._out:
            _ask(self._page, self._out)

    def _on_read(self, read: tuple[int, tuple[int, ...]]) -> None:
        paper, out = read
        if paper == self._paper:
            self._out = out
            self.action.setText(f"Take back {pieces_words(len(out))}")
            self.action.setVisible(bool(out))


def _ask(page: Page, piece_ids: tuple[int, ...]) -> None:
    from app.views.reports.hand_over_going_on import ask_hand_over  # here: seldom needed

    ask_hand_over(page.desk, piece_ids)

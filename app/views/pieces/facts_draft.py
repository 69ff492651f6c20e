"""Facts of a piece that were typed and not saved: offered over its page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.services.drafts import OpenDraft
from app.views.frame.page import Page
from app.views.pieces.piece_form import DRAFT
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.sentence_bar import SentenceBar


class FactsDraft(QObject):
    """``chosen(OpenDraft)`` when it is to be gone on with."""

    chosen = Signal(object)

    def __init__(self, page: Page, words: PieceWords) -> None:
        super().__init__(page)
        self._page = page
        self._words = words
        self._piece_id = 0
        self.bar: SentenceBar | None = None

    def ask(self, piece_id: int) -> None:
        """Look for a draft of this piece; the offer for another one goes."""
        if self.bar:
            self.bar.dismiss()
        self._piece_id = piece_id
        self._page.desk.drafts.ask(DRAFT, self._on_drafts)

    def _on_drafts(self, drafts: list[OpenDraft]) -> None:
        mine = next((draft for draft in drafts if draft.subject_id == self._piece_id), None)
        if mine is None or self.bar:
            return
        when = self._words.moment(mine.at)
        bar = SentenceBar(f"Unsaved facts of {when}", "They were typed and not saved.", "info")
        bar.add_answer("Go on with it", partial(self.chosen.emit, mine), "Alt+G")
        bar.add_answer(
            "Throw it away", partial(self._page.desk.drafts.drop, DRAFT, mine.subject_id)
        )
        bar.dismissed.connect(self._on_gone)
        self.bar = self._page.show_bar(bar)

    def _on_gone(self) -> None:
        self.bar = None

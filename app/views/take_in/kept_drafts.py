"""Take-ins that were begun and not saved: offered over the first step, gone on with or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.changes import Changes
from app.domain.dates import clock_time
from app.services.drafts import OpenDraft
from app.services.take_in_batch import Batch
from app.services.take_in_begun import end_begun, keep_begun
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.take_in.choices import DRAFT
from app.views.widgets.sentence_bar import SentenceBar

MOST = 5


class KeptDrafts(QObject):
    """``chosen(OpenDraft)`` when one is to be gone on with. ``wanted()``: whether they are offered now.

    ``found`` answers ``find``: the OpenDraft of a batch, or None. ``written`` when all that was kept
    until then lies on the disk.
    """

    chosen = Signal(object)
    found = Signal(object)
    written = Signal()

    def __init__(self, page: Page, wanted: Callable[[], bool]) -> None:
        super().__init__(page)
        self._page = page
        self._desk: Desk = page.desk
        self._wanted = wanted
        self.bars: list[SentenceBar] = []
        self._sought = 0
        self._offered = False

    def ask(self) -> None:
        """Ask for them once the one that is just being kept lies on the disk."""
        self._desk.writer.run(lambda _shop: Changes(), self._on_written)

    def find(self, batch: Batch) -> None:
        """Have the piece answered that was in the form when a batch was left, as it lies there now."""
        self._seek(batch.subject, offered=False)

    def _seek(self, subject_id: int, *, offered: bool = True) -> None:
        self._sought, self._offered = subject_id, offered
        self._desk.writer.run(lambda _shop: Changes(), self._on_settled)

    def _on_settled(self, _changes: Changes) -> None:
        self._desk.drafts.ask(DRAFT, self._on_sought)

    def _on_sought(self, drafts: list[OpenDraft]) -> None:
        """A bar may be older than its draft: what was saved since is not gone on with."""
        draft = next((one for one in drafts if one.subject_id == self._sought), None)
        if not self._offered:
            self.found.emit(draft)
        elif draft:
            self.chosen.emit(draft)
        else:
            self._desk.toast("That draft was saved or thrown away meanwhile")
            self.ask()

    def keep_batch(self, batch: Batch) -> None:
        """A batch without an agreement has no other record: it is offered until it is finished."""
        user_id = self._desk.session.owner_id
        if batch.piece_ids and not batch.consigned:
            kept = Batch.of(batch.draft())
            self._desk.writer.run(lambda shop: keep_begun(shop, user_id, kept))

    def end_batch(self, batch: Batch) -> None:
        """It is finished."""
        user_id = self._desk.session.owner_id
        self._desk.writer.run(lambda shop: end_begun(shop, user_id, batch))

    def _on_written(self, _changes: Changes) -> None:
        self.written.emit()
        self._desk.drafts.ask(DRAFT, self._on_drafts)

    def _on_drafts(self, drafts: list[OpenDraft]) -> None:
        for bar in list(self.bars):
            bar.dismiss()
        if self._wanted():
            for draft in drafts[:MOST]:
                self.bars.append(self._bar(draft, first=not self.bars))

    def _bar(self, draft: OpenDraft, *, first: bool) -> SentenceBar:
        settings, content = self._desk.settings, draft.content
        when = clock_time(draft.at, settings.zone, settings.locale)
        words = f"Piece {content.get('position', 1)}, {content.get('words', '')}"
        bar = SentenceBar(f"Unsaved take-in of {when}", words, "info")
        key = "Alt+G" if first else ""
        go = bar.add_answer("Go on with it", partial(self._seek, draft.subject_id), key)
        go.setAccessibleName(f"Go on with the take-in of {when}, {words}")
        drop = bar.add_answer("Throw it away", partial(self._drop, draft))
        drop.setAccessibleName(f"Throw away the draft of {when}, {words}")
        bar.dismissed.connect(partial(self._forget, bar))
        return self._page.show_bar(bar)

    def _forget(self, bar: SentenceBar) -> None:
        if bar in self.bars:
            self.bars.remove(bar)

    def _drop(self, draft: OpenDraft) -> None:
        self._desk.drafts.drop(DRAFT, draft.subject_id)
        self._desk.toast("The draft was thrown away")

"""A page that is a list: search, saved views, columns to sort by, the marked record beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.changes import Changes
from app.services.lists import ListQuery
from app.views import theme
from app.views.frame.beside import Beside
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.saved_views import SavedViews
from app.views.reader import Question
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.columns import Column
from app.views.widgets.list_view.record_list import RecordList
from app.views.widgets.segments import Option

Found = tuple[int, Any]


class ListPage(Page):
    """A list page says which list (``query``), what stands beside it, and what can be done there.

    A page gives its columns, its views and the one that is shown first, and how the list is sorted
    at first. Its widget and its buttons go into the side panel with ``stand_beside``; what is read
    for them is ``card_of`` a record. Why a list is empty is said in ``say_nothing`` and
    ``say_not_found``. Enter opens a record on the page ``opens``; after a change of one of the kinds
    ``touched`` the list is read again.
    """

    opens: ClassVar[str]
    touched: ClassVar[tuple[str, ...]]

    def __init__(
        self,
        desk: Desk,
        title: str,
        columns: Sequence[Column],
        views: Sequence[Option],
        shown: object,
        *,
        sort: str,
        descending: bool = False,
        find: tuple[str, str],
        empty: EmptyState,
        row_height: int = theme.ROW,
        thumbs: Callable[[str], QPixmap | None] | None = None,
    ) -> None:
        super().__init__(desk, title, side=True)
        self._sort, self._descending = sort, descending
        self._started = False
        self._shown = 0
        self._counted = ""
        self._beside: Beside | None = None
        self._buttons: tuple[QWidget, ...] = ()
        self.search = self.add_find(*find)
        self.views = SavedViews(self, views, shown)
        self.empty = empty
        self.list = RecordList(
            desk.reader, columns, title, empty, row_height=row_height, thumbs=thumbs
        )
        self.view = self.list.view
        self.view.show_sorted(sort, descending)
        self.body.addWidget(self.list, 1)
        self.search.searched.connect(self.on_search)
        self.search.left_downwards.connect(self.view.setFocus)
        self.views.chosen.connect(self._on_view)
        self.view.sort_asked.connect(self._on_sort)
        self.view.settled.connect(self.show_marked)
        self.view.opened.connect(self.open_record)
        self.view.ticks_changed.connect(self._say_state)
        self.list.counted.connect(self._on_counted)
        self.list.model.failed.connect(self._on_failed)
        if thumbs is not None:
            desk.thumbs.arrived.connect(self.view.viewport().update)

    # -- what a list page answers

    def query(self) -> ListQuery:
        """The records of the view, narrowed by the search, in the order of the column."""
        raise NotImplementedError

    def card_of(self, record_id: int) -> Question:
        """What is read of the marked record for the panel beside."""
        raise NotImplementedError

    def on_card(self, card: Any) -> None:
        """Another record is marked: what can be done with it."""

    def counts(self) -> Question | None:
        """How many records each view has; None where they are not counted."""
        return None

    def say_nothing(self) -> None:
        """Say in ``empty`` why the view has no record, and offer the next step."""
        raise NotImplementedError

    def say_not_found(self, typed: str) -> None:
        """Say in ``empty`` that nothing is called so, and offer the way back."""
        self.empty.set_words("Nothing found", self.not_found_words(typed), "search")
        self.empty.set_button("Clear the search", self.search.clear_and_leave, key="Esc")

    def not_found_words(self, typed: str) -> str:
        """The sentence about a search that found nothing."""
        return f"Nothing here has “{typed}”."

    def count_words(self, words: str) -> str:
        """The list's count as the foot says it ("1,444 orders shown")."""
        return words

    def ticked_words(self, count: int) -> str:
        """How many are ticked, as the foot says it."""
        return f"{count:,} ticked"

    # -- what a list page uses

    def stand_beside(self, panel: Beside, *buttons: QWidget) -> None:
        """Put what shows the marked record into the side panel, and under it what to do with it."""
        assert self.side is not None
        assert isinstance(panel, QWidget)
        self._beside, self._buttons = panel, buttons
        self.side.body.addWidget(panel, 1)
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.side.foot.addWidget(button)
        self._show_none()

    @property
    def view_code(self) -> str:
        """The saved view that is shown."""
        return str(self.views.value)

    @property
    def is_empty(self) -> bool:
        """Whether the list has no record at all."""
        return not self.list.model.rowCount()

    def show_list(self) -> None:
        """Ask for the list from its beginning."""
        self.list.show_list(self.query())

    def open_marked(self) -> None:
        """Open the marked record on its own page."""
        if self.view.current_id:
            self.open_record(self.view.current_id)

    # -- what the window asks

    def entered(self) -> None:
        if not self._started:
            self._started = True
            self.show_list()
        self._ask_counts()
        self.view.setFocus()

    def open_record(self, record_id: int) -> None:
        self.desk.navigate(self.opens, record_id)

    def show_view(self, code: str) -> None:
        if self.views.knows(code):
            self.search.clear()
            self.views.choose(code)

    def refresh(self, changes: Changes) -> None:
        if self._started and changes.touches(*self.touched):
            self.list.refresh()
            self._ask_counts()

    # -- answers

    def on_search(self, _typed: str) -> None:
        """Something was typed into the search."""
        self.show_list()

    def _on_view(self, _code: object) -> None:
        self.view.clear_ticks()  # what is ticked in another view is not seen in this one
        self.show_list()
        self.view.setFocus()

    def _on_sort(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.show_list()

    def show_marked(self, record_id: int) -> None:
        """Show another record beside the list; 0 shows none."""
        self._shown = record_id
        if not record_id:
            self._show_none()
            return
        question = self.card_of(record_id)
        self.desk.read(
            lambda db: (record_id, question(db)),
            self._on_card,
            self._on_no_card,
            topic=f"{self.opens} beside the list",
        )

    def _show_none(self) -> None:
        self._show_buttons(False)
        if self._beside is not None:
            self._beside.show_nothing()

    def _on_card(self, found: Found) -> None:
        record_id, card = found
        if record_id == self._shown and self._beside is not None:
            self._show_buttons(True)
            self._beside.show_card(card)
            self.on_card(card)

    def _on_no_card(self, error: Exception) -> None:
        self._show_buttons(False)
        if self._beside is not None:
            self._beside.show_trouble(error)

    def _show_buttons(self, there: bool) -> None:
        for button in self._buttons:
            button.setVisible(there)

    def _on_failed(self, _error: object) -> None:
        self.say("The list could not be read. It is tried again with the next key.")

    def _ask_counts(self) -> None:
        question = self.counts()
        if question is not None:
            self.desk.read(question, self.views.show_counts, topic=f"{self.opens} views")

    def _say_state(self) -> None:
        ticked, elsewhere = len(self.view.ticked), self.view.ticked_elsewhere
        words = self._counted if ticked == elsewhere else self.ticked_words(ticked)
        if elsewhere and ticked == elsewhere:
            words += f"; the {elsewhere:,} ticked {'one is' if elsewhere == 1 else 'ones are'} not in it (Esc unticks)"
        elif elsewhere:
            words += f", {elsewhere:,} of them not in this list"
        self.say(words)

    def _on_counted(self, words: str) -> None:
        self._counted = self.count_words(words)
        self._say_state()
        if not self.is_empty:
            return
        self._shown = 0  # a record that is still being read came too late
        self._show_none()
        typed = self.search.text().strip()
        if typed:
            self.say_not_found(typed)
        else:
            self.say_nothing()

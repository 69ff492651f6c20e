"""Pieces: everything the house has by saved view, found as one types, opened with Enter."""

from __future__ import annotations

from PySide6.QtGui import QPixmap

from app.domain.changes import Changes
from app.services.piece_cards import PieceCard, piece_card
from app.services.pieces import PIECE_VIEWS, pieces_list, view_counts
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.keys import Key
from app.views.pieces.moving import ask_and_move
from app.views.pieces.piece_side import PieceSide
from app.views.pieces.piece_words import PieceWords
from app.views.pieces.table import NO_PHOTO, ROW_HEIGHT, columns
from app.views.printing import print_tags
from app.views.widgets.button import Button
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.record_list import RecordList
from app.views.widgets.segments import Option, Segments

TITLES = {
    "free": "For sale",
    "reserved": "Reserved",
    "to_complete": "To complete",
    "bench": "At the bench",
    "out": "Out",
    "held": "Held",
    "all": "All",
}
NOTHING = {
    "free": ("Nothing is for sale", "Pieces are offered when they are complete and signed."),
    "reserved": ("Nothing is reserved", "No piece waits for its buyer."),
    "to_complete": ("Nothing to complete", "Every piece has its photo, weight, metal and price."),
    "bench": ("Nothing at the bench", "No piece of the house is being worked on."),
    "out": ("Nothing is out", "All pieces are in the house."),
    "held": ("Nothing is held", "No piece waits for its day or for a decision."),
    "all": ("No pieces yet", "Take the first one in: consigned, bought, or a client’s own."),
}


class PiecesPage(Page):
    """The list of pieces with the marked one beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Pieces", side=True)
        self.words = PieceWords(desk.settings)
        self._sort, self._descending = "came", True
        self._shown = 0
        self._started = False
        self.search = self.add_find("Search piece, number, stone or owner", "Search pieces")
        self.views = Segments("Saved views", [Option(v, TITLES[v]) for v in PIECE_VIEWS], "tab")
        self.views.set_value("all")
        self.facts.addWidget(self.views)
        self.facts.addStretch(1)
        self.empty = EmptyState("gem", *NOTHING["all"])
        self.list = RecordList(
            desk.reader,
            columns(self.words),
            "Pieces",
            self.empty,
            row_height=ROW_HEIGHT,
            thumbs=self._thumb,
        )
        self.view = self.list.view
        self.view.show_sorted(self._sort, self._descending)
        self.body.addWidget(self.list, 1)
        assert self.side is not None
        self.piece_side = PieceSide(desk, self.words)
        self.side.body.addWidget(self.piece_side, 1)
        self._declare()
        self._connect()

    def _declare(self) -> None:
        assert self.side is not None
        self.hint_bar.add_fixed(Key.OPEN, "open")
        self.hint_bar.add_fixed(Key.SELECT, "tick")
        self.command("Open the piece", self.open_marked, icon="external-link")
        move = self.command("Move", self.move_pieces, Key.MOVE, icon="arrow-right", hint="move")
        tags = self.command("Print tags", self.print_tags, Key.PRINT, icon="tag", hint="tags")
        self.command(
            "Write a condition report",
            self.report,
            Key.CONDITION,
            icon="clipboard-check",
            hint="condition",
        )
        self.command(
            "Take pieces in",
            lambda: self.desk.navigate("take_in"),
            Key.NEW,
            icon="package-open",
            button="plain",
        )
        for at, code in enumerate(PIECE_VIEWS, 1):
            self.command(
                f"Show {TITLES[code].lower()}",
                lambda code=code: self.views.choose(code),  # type: ignore[misc]
                f"Alt+{at}",
                icon="list-filter",
            )
        self.side.foot.addWidget(Button.of(move))
        self.side.foot.addWidget(Button.of(tags))
        open_button = Button("Open", "primary", key=Key.OPEN)
        open_button.setAccessibleName("Open the marked piece")
        open_button.clicked.connect(self.open_marked)
        self.side.foot.addStretch(1)
        self.side.foot.addWidget(open_button)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search)
        self.search.left_downwards.connect(self.view.setFocus)
        self.views.chosen.connect(self._on_view)
        self.view.sort_asked.connect(self._on_sort)
        self.view.settled.connect(self._on_settled)
        self.view.opened.connect(self._on_opened)
        self.view.ticks_changed.connect(self._say_ticks)
        self.list.counted.connect(self._on_counted)
        self.list.model.failed.connect(self._on_failed)
        self.desk.thumbs.arrived.connect(self.view.viewport().update)

    # -- what a page answers

    def entered(self) -> None:
        if not self._started:
            self._started = True
            self.show_list()
        self._ask_counts()
        self.view.setFocus()

    def open_record(self, record_id: int) -> None:
        self.desk.navigate("piece", record_id)

    def refresh(self, changes: Changes) -> None:
        if self._started and changes.touches("piece", "place", "item", "order", "report", "case"):
            self.list.refresh()
            self._ask_counts()

    # -- showing

    def _thumb(self, key: str) -> QPixmap | None:
        return None if key == NO_PHOTO else self.desk.thumbs(key)

    @property
    def view_code(self) -> str:
        """The saved view that is shown."""
        return str(self.views.value)

    def show_list(self) -> None:
        """Ask for the pieces of the view, narrowed by the search, in the order of the column."""
        self.list.show_list(
            pieces_list(self.view_code, self.search.text(), self._sort, self._descending)
        )

    def open_marked(self) -> None:
        """Open the marked piece on its own page."""
        if self.view.current_id:
            self._on_opened(self.view.current_id)

    def move_pieces(self) -> None:
        """Move the ticked pieces, else the marked one."""
        ask_and_move(self.desk, self.view.chosen_ids())

    def print_tags(self) -> None:
        """Print the tags of the ticked pieces, else of the marked one."""
        ids = self.view.chosen_ids()
        if ids:
            print_tags(self.desk, "piece", ids)
        else:
            self.desk.toast("Mark a piece first, then F5 prints its tag")

    def report(self) -> None:
        """Begin or go on with the condition report of the marked piece."""
        if self.view.current_id:
            self.desk.navigate("report", self.view.current_id)
        else:
            self.desk.toast("Mark a piece first, then F6 begins its report")

    def _on_search(self, _text: str) -> None:
        self.show_list()

    def _on_view(self, _code: object) -> None:
        self.show_list()
        self.view.setFocus()

    def _on_sort(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.show_list()

    def _on_opened(self, piece_id: int) -> None:
        self.desk.navigate("piece", piece_id)

    def _on_settled(self, piece_id: int) -> None:
        self._shown = piece_id
        if not piece_id:
            self.piece_side.hide()
            return
        self.desk.read(
            lambda db: piece_card(db, piece_id),
            self._on_card,
            self._on_no_card,
            topic="piece beside the list",
        )

    def _on_card(self, card: PieceCard) -> None:
        if card.row.id == self._shown:
            self.piece_side.show_piece(card)

    def _on_no_card(self, error: Exception) -> None:
        self.piece_side.show_trouble(error)

    def _on_failed(self, _error: object) -> None:
        self.say("The list could not be read. It is tried again with the next key.")

    # -- counts and nothing

    def _ask_counts(self) -> None:
        self.desk.read(view_counts, self._on_view_counts, topic="piece views")

    def _on_view_counts(self, counts: dict[str, int]) -> None:
        for code, count in counts.items():
            self.views.set_count(code, count)

    def _say_ticks(self) -> None:
        ticked = len(self.view.ticked)
        self.say(f"{ticked:,} ticked" if ticked else self._count_words)

    _count_words = ""

    def _on_counted(self, words: str) -> None:
        self._count_words = words
        self._say_ticks()
        if self.list.model.rowCount():
            return
        self.piece_side.hide()
        if self.search.text().strip():
            self.empty.set_words(
                "Nothing found",
                f"No piece in “{TITLES[self.view_code]}” has “{self.search.text()}”. "
                "Alt+7 searches all pieces.",
                "search",
            )
            self.empty.set_button("Clear the search", self.search.clear_and_leave, key="Esc")
        else:
            self.empty.set_words(*NOTHING[self.view_code], "gem")
            self.empty.set_button(
                "Take pieces in", lambda: self.desk.navigate("take_in"), key=Key.NEW
            )

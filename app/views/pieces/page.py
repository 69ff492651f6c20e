"""Pieces: everything the house has by saved view, found as one types, opened with Enter."""

from __future__ import annotations

from PySide6.QtGui import QPixmap

from app.services.lists import ListQuery
from app.services.piece_cards import piece_card
from app.services.pieces import PIECE_VIEWS, pieces_list, view_counts
from app.views.documents.goods_papers import price_cards
from app.views.frame.desk import Desk
from app.views.frame.list_page import ListPage
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.passport.opening import declare_passport
from app.views.pieces.moving import ask_and_move
from app.views.pieces.piece_side import PieceSide
from app.views.pieces.piece_words import PieceWords
from app.views.pieces.table import NO_PHOTO, ROW_HEIGHT, columns
from app.views.printing import print_tags
from app.views.reader import Question
from app.views.reports.quick_opening import declare_quick
from app.views.widgets.button import Button
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.segments import Option

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


class PiecesPage(ListPage):
    """The list of pieces with the marked one beside it."""

    opens = "piece"
    touched = ("piece", "place", "item", "order", "report", "case")

    def __init__(self, desk: Desk) -> None:
        self.words = PieceWords(desk.settings)

        def thumb(key: str) -> QPixmap | None:
            return None if key == NO_PHOTO else desk.thumbs(key)

        super().__init__(
            desk,
            "Pieces",
            columns(self.words),
            [Option(code, TITLES[code]) for code in PIECE_VIEWS],
            "all",
            sort="came",
            descending=True,
            find=("Search piece, number, stone or owner", "Search pieces"),
            empty=EmptyState("gem", *NOTHING["all"]),
            row_height=ROW_HEIGHT,
            thumbs=thumb,
        )
        self._declare()

    def _declare(self) -> None:
        self.hint_bar.add_fixed(Key.OPEN, "open")
        self.hint_bar.add_fixed(Key.SELECT, "tick")
        self.command("Open the piece", self.open_marked, icon="external-link")
        move = self.command("Move", self.move_pieces, Key.MOVE, icon="arrow-right", hint="move")
        tags = self.command("Print tags", self.print_tags, Key.PRINT, icon="tag", hint="tags")
        cards = self.command(
            "Make price cards",
            lambda: price_cards(self.desk, self.view.chosen_ids()),
            icon="tags",
        )
        report = self.command(
            "Write a condition report",
            self.report,
            Key.CONDITION,
            icon="clipboard-check",
            hint="condition",
        )
        declare_passport(self, lambda: self.view.current_id or 0, "Passport of the marked piece")
        declare_quick(self, self.view.chosen_ids)
        hand = self.command("Hand over, or take back", self.hand_over, "Shift+F6", icon="file-text")
        take = self.command(
            "Take pieces in", self.take_in, Key.NEW, icon="package-open", button="plain"
        )
        for action, act in (
            (move, "moves.create"),
            (tags, "tags.print"),
            (cards, "tags.print"),
            (report, "report.create"),
            (hand, "loans.create"),
            (take, "take_in.create"),
        ):
            permit(action, self.desk.session, act)
        self.views.declare()
        open_button = Button("Open", "primary", key=Key.OPEN)
        open_button.setAccessibleName("Open the marked piece")
        open_button.clicked.connect(self.open_marked)
        self.piece_side = PieceSide(self.desk, self.words)
        self.stand_beside(self.piece_side, Button.of(move), Button.of(tags), open_button)

    # -- what a list page answers

    def query(self) -> ListQuery:
        return pieces_list(self.view_code, self.search.text(), self._sort, self._descending)

    def card_of(self, record_id: int) -> Question:
        return lambda db: piece_card(db, record_id)

    def counts(self) -> Question:
        return view_counts

    def not_found_words(self, typed: str) -> str:
        if self.view_code == "all":
            return f"No piece has “{typed}”."
        return f"No piece in “{self.views.title}” has “{typed}”. Alt+7 searches all pieces."

    def say_nothing(self) -> None:
        self.empty.set_words(*NOTHING[self.view_code], "gem")
        self.empty.set_button("Take pieces in", self.take_in, key=Key.NEW)

    # -- what can be done

    def take_in(self) -> None:
        """To the page where pieces come in."""
        self.desk.navigate("take_in")

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

    def hand_over(self) -> None:
        """The ticked pieces go out on one paper, or come back by theirs."""
        from app.views.reports.hand_over_going_on import (
            ask_hand_over,  # here: a list loads no reports
        )

        ask_hand_over(self.desk, self.view.chosen_ids())

    def report(self) -> None:
        """The condition report of the marked piece; of several ticked ones, one for the hand-over."""
        ticked = self.view.chosen_ids()
        if len(ticked) > 1:
            from app.views.reports.quick_sheet import ask_quick  # here: a list loads no reports

            ask_quick(self.desk, ticked)
        elif self.view.current_id:
            self.desk.navigate("report", self.view.current_id)
        else:
            self.desk.toast("Mark a piece first, then F6 begins its report")

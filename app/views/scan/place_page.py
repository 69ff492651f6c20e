"""Places: the tree of the house, what lies in the marked one, and carrying a tray elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.changes import Changes
from app.domain.codes import spaced
from app.domain.errors import UserError
from app.domain.money import shown
from app.domain.vocabulary import CONTAINERS, PLACE_KINDS, WHEREABOUTS
from app.services.move_rules import leaving
from app.services.moves import move, move_place
from app.services.places import (
    PlaceCard,
    PlaceForm,
    PlaceNode,
    add_place,
    edit_place,
    place_card,
    place_tree,
    remove_place,
)
from app.services.scanning import Scan
from app.views.bug_report import BugReport
from app.views.documents.goods_papers import count_sheet, place_labels, transfer_list_of
from app.views.documents.order_papers import PAPERS_KEY
from app.views.documents.papers_sheet import PapersSheet
from app.views.frame.desk import Claims, Desk
from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.passport.opening import declare_passport
from app.views.printing import print_tags
from app.views.reports.quick_opening import declare_quick
from app.views.scan.place_chooser import PlaceChooser
from app.views.scan.place_columns import piece_columns, place_columns, whereabouts_tone
from app.views.scan.place_sheet import PlaceSheet
from app.views.widgets.chip import Chip
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.second_person import work_confirmed
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text

TREE_WIDTH = 372


class PlacePage(Page):
    """Left the places, right what lies in the marked one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Places")
        self._wanted = 0
        self._card: PlaceCard | None = None
        self._tree: list[PlaceNode] = []
        self._sheet: PlaceSheet | None = None
        self._saving = False
        self._limit_bar: SentenceBar | None = None
        row = QHBoxLayout()
        row.setSpacing(14)
        self.places = FixedList(place_columns(), "Places of the house", row_height=36)
        self.places.setFixedWidth(TREE_WIDTH)
        row.addWidget(self.places)
        right = QVBoxLayout()
        right.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = Text("", "panel", elide=True)
        head.addWidget(self._title, 1)
        self._where = Chip("", about="Whereabouts")
        head.addWidget(self._where)
        right.addLayout(head)
        self._facts = Text("", "soft", elide=True)
        right.addWidget(self._facts)
        self.pieces = FixedList(
            piece_columns(desk.settings.locale), "Pieces in it", row_height=50, thumbs=desk.thumbs
        )
        self.nothing = EmptyState("box", "Nothing lies here", "Scan pieces and then this place.")
        right.addWidget(self.pieces, 1)
        right.addWidget(self.nothing, 1)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self.places.view.settled.connect(self._on_place)
        self.places.view.opened.connect(self._on_place_opened)
        self.pieces.view.opened.connect(self._on_piece)
        desk.thumbs.arrived.connect(self.pieces.view.viewport().update)
        self._declare()

    def _declare(self) -> None:
        new = self.command("New place", self._on_new, Key.NEW, icon="plus", button="plain")
        pieces = self.command(
            "Move pieces", self._on_move_pieces, "Shift+F4", icon="arrow-right", hint="move pieces"
        )
        whole = self.command(
            "Move this place",
            self._on_move,
            Key.MOVE,
            icon="arrow-right",
            hint="move it",
            button="primary",
        )
        label = self.command(
            "Print its label", self._on_print, Key.PRINT, icon="printer", hint="label"
        )
        labels = self.command(
            "Make a sheet of labels",
            lambda: place_labels(self.desk, self.places.view.chosen_ids()),
            icon="tags",
        )
        sheet = self.command("Make a count sheet", self._on_count_sheet, icon="clipboard-list")
        self.command("Papers", self._on_papers, PAPERS_KEY, icon="file-text")
        carried = self.command(
            "Make the list of the last move to it", self._on_carried, icon="clipboard-list"
        )
        self._paper_ways = (labels, sheet, carried)
        self.command("What was here at…", self._on_was_here, "Ctrl+H", icon="history")
        declare_passport(
            self, lambda: self.pieces.view.current_id or 0, "Passport of the marked piece"
        )
        declare_quick(self, self.pieces.view.chosen_ids)
        edit = self.command("Change this place", self._on_edit, "Ctrl+E", icon="pencil")
        remove = self.command("Take it out of use", self._on_remove, icon="trash-2")
        for act, actions in (
            ("settings.update", (new, edit, remove)),
            ("moves.create", (pieces, whole)),
            ("tags.print", (label, labels)),
            ("counts.count", (sheet,)),
            ("documents.print", (carried,)),
        ):
            for action in actions:
                permit(action, self.desk.session, act)
        self.hint_bar.add_fixed("Space", "select pieces")

    # -- what the window asks

    def entered(self) -> None:
        self._ask()
        self.places.setFocus()

    def open_record(self, record_id: int) -> None:
        self._wanted = record_id
        self._ask()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("place", "piece"):
            self._ask()

    # -- reading

    def _ask(self) -> None:
        wanted = self._wanted
        self.desk.read(
            lambda db: _answer(db, wanted), self._on_answer, self._on_failed, topic="places"
        )

    def _on_answer(self, answer: tuple[list[PlaceNode], PlaceCard | None]) -> None:
        self._tree, card = answer
        self.places.model.show_records(self._tree, [node.id for node in self._tree], stay=True)
        if card is None and self._tree and not self._wanted:
            self._wanted = self._tree[0].id
            return self._ask()
        if card is not None:
            if self.places.view.current_id != card.id:
                self.places.view.mark_record(card.id)
            self._show(card)
        return None

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)
            if self._wanted:  # it is gone: the others are there all the same
                self._wanted = 0
                self._ask()
        else:
            self.say("The places could not be read. They are read again with the next change.")

    def _show(self, card: PlaceCard) -> None:
        self._card = card
        locale = self.desk.settings.locale
        self._title.setText(card.title or card.name)
        word = WHEREABOUTS.word(card.whereabouts)
        self._where.set_status(word[:1].upper() + word[1:], whereabouts_tone(card.whereabouts))
        value = card.worth.words(card.currency, locale)
        if card.limit_minor is not None:
            value += f" of {shown(card.limit_minor, card.currency, locale)} insured"
        guards = [
            "two persons open it" if card.two_persons else "",
            "empty at night" if card.empty_at_night else "",
        ]
        parts = (
            card.path,
            PLACE_KINDS.word(card.kind),
            value,
            *guards,
            spaced(card.code) if card.code else "",
        )
        self._facts.setText(" · ".join(part for part in parts if part))
        self.pieces.model.show_records(card.pieces, [row.id for row in card.pieces], stay=True)
        self.pieces.setVisible(bool(card.pieces))
        self.nothing.setVisible(not card.pieces)
        count = "1 piece" if card.count == 1 else f"{card.count:,} pieces"
        self.say(f"{count} in {card.title or card.name}")
        self._show_limit(card)

    def _show_limit(self, card: PlaceCard) -> None:
        if self._limit_bar is not None:
            self._limit_bar.dismiss()
            self._limit_bar = None
        if card.over_limit:
            name = card.title or card.name
            title = f"{name} {'may hold' if card.doubt else 'holds'} more than it is insured for"
            way = "Move pieces to another place, or have the limit raised."
            if card.doubt:
                way = f"{card.doubt}. Say such a price in {card.currency}, and it is compared."
            bar = SentenceBar(title, way, "warn")
            self._limit_bar = self.show_bar(bar)

    def _on_place(self, place_id: int) -> None:
        if place_id and place_id != self._wanted:
            self._wanted = place_id
            self._ask()

    def _on_place_opened(self, _place_id: int) -> None:
        self.pieces.view.setFocus()

    def _on_piece(self, piece_id: int) -> None:
        self.desk.navigate("piece", piece_id)

    # -- doing

    def _on_move(self) -> None:
        card = self._card
        if card is None:
            return
        if card.kind not in CONTAINERS:
            kind = PLACE_KINDS.word(card.kind)
            self.say(f"A {kind} stands where it stands. Move the pieces in it with Shift+F4.")
            return
        name = card.title or card.name
        self._choose(
            f"Move {name} to",
            lambda to: self._move(
                lambda w: move_place(w, card.id, to.target_id),
                lambda shop: leaving(shop, (), to.target_id, (card.id,)),
            ),
        )

    def _on_move_pieces(self) -> None:
        ids = self.pieces.view.chosen_ids()
        if not ids:
            self.say("Mark pieces first: Space selects them.")
            return
        words = "1 piece" if len(ids) == 1 else f"{len(ids)} pieces"
        self._choose(
            f"Move {words} to",
            lambda to: self._move(
                lambda w: move(w, ids, to.target_id),
                lambda shop: leaving(shop, ids, to.target_id),
            ),
        )

    def _choose(self, verb: str, run: Callable[[Scan], object]) -> None:
        chooser = PlaceChooser(self.desk, verb)
        chooser.picked.connect(run)
        chooser.open()

    def _move(self, service: Callable[[Any], Changes], claims: Claims) -> None:
        work_confirmed(self.desk, "move", service, "moves.create", self._on_moved, claims=claims)

    def _on_moved(self, _changes: Changes) -> None:
        self.pieces.view.clear_ticks()

    def _on_print(self) -> None:
        ticked = self.places.view.chosen_ids()
        if len(ticked) > 1:
            print_tags(self.desk, "place", ticked)
        elif self._card:
            print_tags(self.desk, "place", [self._card.id])

    def _on_was_here(self) -> None:
        if self._card:
            self.desk.navigate("place_moment", self._card.id)

    def _on_papers(self) -> None:
        if self._card:
            words, title = Words(self.desk.settings), self._card.title or self._card.name
            ways, place_id = self._paper_ways, self._card.id
            PapersSheet(self.desk, words, f"Papers of {title}", "place", place_id, ways).open()

    def _on_carried(self) -> None:
        if self._card:
            transfer_list_of(self.desk, "place", self._card.id)

    def _on_count_sheet(self) -> None:
        if self._card:
            count_sheet(self.desk, [self._card.id], self._card.title or self._card.name)

    def _on_new(self) -> None:
        parent = self._card.id if self._card else None
        self._open_sheet(PlaceSheet(self.desk, self._tree, self._save_new, parent_id=parent))

    def _on_edit(self) -> None:
        if self._card:
            self._open_sheet(PlaceSheet(self.desk, self._tree, self._save_edit, card=self._card))

    def _open_sheet(self, sheet: PlaceSheet) -> None:
        self._sheet = sheet
        sheet.closed.connect(self._on_sheet_closed)
        sheet.open()

    def _save_new(self, form: PlaceForm) -> None:
        self._save("add_place", lambda w: add_place(w, form))

    def _save_edit(self, form: PlaceForm) -> None:
        assert self._card is not None
        place_id = self._card.id
        self._save("edit_place", lambda w: edit_place(w, place_id, form))

    def _save(self, kind: str, service: Callable[[Any], Changes]) -> None:
        if not self._saving:  # a second Enter would make the place twice
            self._saving = True
            self.desk.work(kind, service, self._on_saved, self._on_refused)

    def _on_saved(self, changes: Changes) -> None:
        self._saving = False
        if self._sheet:
            self._sheet.dismiss()
        self._wanted = changes.first("place")

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._saving = False
        if isinstance(error, UserError):
            if self._sheet:
                self._sheet.show_refusal(error)
            else:
                self.show_refusal(error)

    def _on_sheet_closed(self) -> None:
        self._sheet = None

    def _on_remove(self) -> None:
        card = self._card
        if card is None:
            return
        self._wanted = card.parent_id or 0
        self.desk.work(
            "remove_place", lambda w: remove_place(w, card.id), None, self._on_not_removed
        )

    def _on_not_removed(self, error: UserError | BugReport) -> None:
        if self._card:
            self._wanted = self._card.id
        if isinstance(error, UserError):
            self.show_refusal(error)


def _answer(db: Any, wanted: int) -> tuple[list[PlaceNode], PlaceCard | None]:
    tree = place_tree(db)
    return tree, place_card(db, wanted) if wanted else None

"""A piece: its photos, three answers, facts, and everything that ever happened to it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.codes import spaced
from app.domain.errors import UserError
from app.domain.vocabulary import CATEGORIES
from app.printing.tag.roll import Roll
from app.printing.tag.values import TagValues
from app.services.custody import seen_by
from app.services.drafts import OpenDraft
from app.services.piece_cards import PieceCard
from app.services.piece_forms import PieceForm
from app.services.saved_forms import saved_form
from app.views.bug_report import BugReport
from app.views.documents.goods_papers import price_cards
from app.views.documents.papers_sheet import PapersSheet
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.orders.words import Words
from app.views.pieces.answers_card import AnswersCard
from app.views.pieces.codes_sheet import CodesSheet
from app.views.pieces.custody_card import CustodyCard
from app.views.pieces.facts_card import FactsCard
from app.views.pieces.facts_draft import FactsDraft
from app.views.pieces.moving import ask_and_move
from app.views.pieces.piece_acts import Main, PieceActs
from app.views.pieces.piece_commands import PieceCommands
from app.views.pieces.piece_form import PieceFormCard
from app.views.pieces.piece_panel import PiecePanel
from app.views.pieces.piece_photos import PiecePhotos
from app.views.pieces.piece_sheets import PriceSheet, WeighSheet
from app.views.pieces.piece_view import PieceView, piece_view
from app.views.pieces.piece_words import PieceWords
from app.views.printing import print_tags
from app.views.widgets.button import Button
from app.views.widgets.tag_picture import DrawnTag, drawn_tag
from app.views.widgets.text import Text

NARROW_PAGE = 1340
"""Below this window width (px) the photos are smaller, so that the facts have room."""
AT_HAND = ("house", "bench", "event")
"""Where a piece can be photographed: elsewhere no view is asked for."""


class PiecePage(Page):
    """``open_record`` shows a piece."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Piece", side=True)
        self.words = PieceWords(desk.settings)
        self.acts = PieceActs(desk)
        self.view: PieceView | None = None
        self._main: Main | None = None
        self._piece_id = 0
        self._tag_shown: tuple[TagValues, Roll] | None = None
        self._resume: OpenDraft | None = None
        self.header.set_crumb("Pieces", lambda: desk.navigate("pieces"))
        self._about = Text("", "muted", elide=True)
        self.facts.addWidget(self._about, 1)
        self.kept = FactsDraft(self, self.words)
        self._build()
        self._build_side()
        self.can = PieceCommands(self)
        self._build_foot()
        self._connect()
        self._show_editing(False)

    # -- arrangement

    def _build(self) -> None:
        self.photos = PiecePhotos(self.desk)
        self.answers = AnswersCard()
        self.facts_card = FactsCard(self.desk, self.words)
        self._top = QWidget()
        row = QHBoxLayout(self._top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.photos)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.answers)
        right.addWidget(self.facts_card)
        right.addStretch(1)
        row.addLayout(right, 1)
        self.body.addWidget(self._top)
        self.form = PieceFormCard(self.desk)
        self.body.addWidget(self.form, 3)
        self.custody = CustodyCard(self.words)
        self.body.addWidget(self.custody, 2)

    def _build_side(self) -> None:
        assert self.side is not None
        self.panel = PiecePanel(self.desk, self.words)
        self.side.body.addWidget(self.panel, 1)

    def _build_foot(self) -> None:
        assert self.side is not None
        for button in self.can.side_buttons():
            self.side.foot.addWidget(button)
        self.side.foot.addStretch(1)
        self.more_button = Button("More", "ghost", trailing="chevron-down")
        self.more_button.setAccessibleName("More that can be done")
        self.more_button.clicked.connect(self._open_more)
        self.side.foot.addWidget(self.more_button)

    def _connect(self) -> None:
        self.photos.taken.connect(self._on_photo)
        self.photos.intake.refusals.connect(self.show_refusal)
        self.photos.removed.connect(self.acts_remove_photo)
        self.photos.moved.connect(self.acts_order_photos)
        self.photos.shows.connect(self.acts.say_view)
        self.photos.may_change = self.can.say_view.isEnabled
        self.kept.chosen.connect(self._go_on_with)
        self.custody.opened.connect(self._open)
        self.panel.asked.connect(self._open)
        self.panel.value_asked.connect(self.say_value)
        self.panel.print_button.clicked.connect(self.print_tag)
        self.facts_card.edit_button.clicked.connect(self.edit)
        self.form.ended.connect(self._on_edited)
        self.form.refused.connect(self.show_refusal)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.photos.set_compact(self.window().width() < NARROW_PAGE)

    # -- what a page answers

    def entered(self) -> None:
        if self._piece_id:
            self._read()
        self.clear_settled()
        self.custody.setFocus()
        self.begin_at_top()

    def open_record(self, record_id: int) -> None:
        if record_id != self._piece_id:
            self._piece_id = record_id
            self.view = self._main = self._resume = None  # no key means the piece before
            self.photos.begin(record_id)
            self._show_editing(False)
            self.clear_refusals()
            self.custody.begin()
            self.kept.ask(record_id)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if self._piece_id and changes.touches(
            "piece", "place", "order", "job", "report", "item", "agreement", "print_job", "party"
        ):
            self._read()

    def leave(self) -> bool:
        if self.form.isVisible():
            self.form.keeper.keep_now()
        return True

    # -- reading

    def _read(self) -> None:
        piece_id = self._piece_id
        self.desk.read(
            lambda db: piece_view(db, piece_id), self._on_view, self._on_no_view, topic="piece page"
        )

    def _on_no_view(self, error: Exception) -> None:
        self._top.hide()
        self.set_title("Piece")
        if isinstance(error, UserError):
            self.show_refusal(error)
        else:
            self.say("The piece could not be read. Open it again in a moment.")

    def _on_view(self, view: PieceView) -> None:
        if view.card.row.id != self._piece_id:
            return
        self.view = view
        card = view.card
        self._top.setVisible(not self.form.isVisibleTo(self))
        self.set_title(card.row.description or CATEGORIES.title(card.row.category))
        self._about.setText(self._about_words(card))
        here = card.row.whereabouts in AT_HAND
        self.photos.show_photos(card.photos, card.row.category if here else "")
        self.answers.show_card(card)
        self.facts_card.show_card(card)
        self.panel.show_card(card)
        self.custody.show_entries(seen_by(card.custody, self.desk.session.roles))
        self._show_main(card)
        self._show_tag(view)
        self._say_position(view)

    def _about_words(self, card: PieceCard) -> str:
        row = card.row
        parts = (
            row.number,
            f"consigned as {row.item_number}" if row.item_number else "",
            f"tag {spaced(row.code)}" if row.code else "",
            ", ".join(part for part in (*card.metal_words[:1], card.period) if part),
        )
        return " · ".join(part for part in parts if part)

    def _show_main(self, card: PieceCard) -> None:
        self._main = self.acts.main(card, self.write_report)
        self.can.show_card(card, self._main)

    def _say_position(self, view: PieceView) -> None:
        place = view.card.row.place.rpartition(" / ")[2]
        if view.of > 1:
            self.say(f"Piece {view.position} of {view.of} in {place}")
        else:
            self.say(f"The only piece in {place}" if place else "It lies in no place")

    # -- tag

    def _show_tag(self, view: PieceView) -> None:
        if view.tag is None:
            self.panel.show_tag(None, "")
            return
        wanted = (view.tag, view.roll)
        if wanted == self._tag_shown:
            return
        self._tag_shown = wanted
        tag, roll = view.tag, view.roll
        self.desk.start(
            lambda _job: (tag, roll.stock.name, drawn_tag(tag, roll)), self._on_tag, title="tag"
        )

    def _on_tag(self, drawn: tuple[TagValues, str, DrawnTag]) -> None:
        values, stock, tag = drawn
        if self._tag_shown and self._tag_shown[0] == values:
            self.panel.show_tag(tag, stock)

    def print_tag(self) -> None:
        """Print its tag."""
        if self._piece_id:
            print_tags(self.desk, "piece", [self._piece_id])

    def price_card(self) -> None:
        """Make the card that stands beside it in the vitrine."""
        if self._piece_id:
            price_cards(self.desk, [self._piece_id])

    def show_papers(self) -> None:
        """Everything on paper about it: looked at, printed again, made."""
        if self.view:
            ways = (self.can.card, self.can.transfer)
            title = f"Papers of {self.view.card.row.number}"
            words = Words(self.desk.settings)
            PapersSheet(self.desk, words, title, "piece", self._piece_id, ways).open()

    # -- acting

    def do_main(self) -> None:
        """Do what comes next for this piece."""
        if self._main:
            self._main.run()

    def act(self, act: Any) -> None:
        """Do one of the acts to the piece that is shown."""
        if self.view:
            act(self.view.card)

    def move_it(self) -> None:
        """Ask for a place, and move it there."""
        if self._piece_id:
            ask_and_move(self.desk, [self._piece_id])

    def write_report(self) -> None:
        """Write a condition report."""
        if self._piece_id:
            self.desk.navigate("report", self._piece_id)

    def show_passport(self) -> None:
        """Open its whole life on one page."""
        if self._piece_id:
            self.desk.navigate("passport", self._piece_id)

    def compare_reports(self) -> None:
        """What changed between its last two condition reports."""
        if self._piece_id:
            self.desk.navigate("compare", self._piece_id)

    def weigh(self) -> None:
        """Weigh it."""
        if self.view:
            WeighSheet(self.desk, self.view.card).open()

    def say_value(self) -> None:
        """Say one of its values."""
        if self.view:
            PriceSheet(self.desk, self.view.card).open()

    def lead_here(self) -> None:
        """Show the codes of the piece, add another one or take one off."""
        if self.view:
            CodesSheet(self.desk, self.view.card).open()

    def go(self, by: int) -> None:
        """Show the piece before or after it in its place."""
        if self.view is None:
            return
        there = self.view.before if by < 0 else self.view.after
        if there is None:
            self.desk.toast("There is no other piece in this place in that direction")
        else:
            self.desk.frame.step("piece", there)

    def _open(self, kind: str, record_id: object) -> None:
        self.desk.navigate(kind, int(str(record_id)))

    def give_up(self) -> None:
        """Esc gives the form up, closes the drawer, then goes back."""
        if self.form.isVisible():
            self.form.give_up()
        elif self.side and self.side.is_drawer and self.side.isVisible():
            self.side.hide()
        else:
            self.desk.frame.back()

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.addActions(self.can.more)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        top = self.more_button.mapToGlobal(QPoint(0, 0))
        menu.popup(top - QPoint(0, menu.sizeHint().height() + 4))

    # -- photos

    def _on_photo(self, photo: Any, piece_id: object, view: str) -> None:
        self.acts.add_photo(int(str(piece_id)), photo, view)

    def acts_remove_photo(self, attached_id: object) -> None:
        """Take a photo off; Undo brings it back."""
        self.acts.take_photo_off(int(str(attached_id)))

    def acts_order_photos(self, attached_ids: object) -> None:
        """Put the photos into another order."""
        assert isinstance(attached_ids, list)
        self.acts.order_photos(self._piece_id, attached_ids, self._on_order_refused)

    def _on_order_refused(self, error: UserError | BugReport) -> None:
        self.photos.drop_order()
        if isinstance(error, UserError):
            self.show_refusal(error)
        self._read()

    def paste(self) -> None:
        """Take the picture in the clipboard in."""
        self.photos.ways.paste()

    # -- editing

    def edit(self) -> None:
        """Change the facts in their place."""
        piece_id = self._piece_id
        if piece_id:
            self.desk.read(
                lambda db: (piece_id, saved_form(db, piece_id)), self._on_form, topic="piece form"
            )

    def _on_form(self, found: tuple[int, PieceForm]) -> None:
        piece_id, form = found
        if piece_id != self._piece_id:
            return
        self._show_editing(True)
        self.form.begin(piece_id, form)
        draft, self._resume = self._resume, None
        if draft and draft.subject_id == piece_id:
            self.form.restore(draft)

    def _on_edited(self) -> None:
        self._show_editing(False)
        self.custody.setFocus()
        self.begin_at_top()
        self._read()

    def _show_editing(self, on: bool) -> None:
        self.form.setVisible(on)
        self._top.setVisible(not on)
        self.custody.setVisible(not on)
        self.can.show_editing(on)

    def _go_on_with(self, draft: OpenDraft) -> None:
        self._resume = draft
        self.edit()

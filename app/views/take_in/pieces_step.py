"""The third step: the pieces taken in, the one in the form, and what it all comes to."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.mass import shown_g
from app.domain.money import figure
from app.domain.wording import pieces_words
from app.services.piece_cards import piece_card
from app.services.saved_forms import saved_form
from app.services.take_in_answers import price_echo
from app.services.take_in_batch import Batch, BatchView, TakenLine
from app.views.frame.desk import Desk
from app.views.take_in.batch_side import WIDTH as SIDE_WIDTH
from app.views.take_in.batch_side import BatchSide
from app.views.take_in.piece_editor import PieceEditor, SavedPiece
from app.views.take_in.taken_list import RAIL, TakenList, TakenRow
from app.views.take_in.taken_list import WIDTH as LIST_WIDTH
from app.views.take_in.words import short_number, short_words, worth_words

NARROW, LEAST, TIGHT = 1120, 940, 800
"""Below these widths (px) the form's neighbours get narrower, the right one goes, and the left one
shows its photos alone."""
NARROW_LIST, NARROW_SIDE = 212, 248
MOST_ANNOUNCED = 30
"""So many dashed rows at most are shown for pieces that are still to come."""


class PiecesStep(QWidget):
    """``batch_changed`` when a piece was saved; ``touched`` when the form was.

    ``saved(changes, then)`` goes on to whoever asked for it: "next", "close", "condition", "sign".
    """

    saved = Signal(object, str)
    touched = Signal()
    refused = Signal(object)
    remove_asked = Signal(object)
    editor_made = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.batch = Batch()
        self.view: BatchView | None = None
        self._began = time.monotonic()
        self._parked: dict[str, Any] | None = None
        self._opening: object = None
        self._editors: dict[str, PieceEditor] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.taken = TakenList(desk.thumbs)
        self.taken.chosen.connect(self.open_piece)
        self.taken.remove_asked.connect(self.remove_asked)
        self.side = BatchSide(desk.settings)
        self._middle = QWidget()
        self._stack = QStackedLayout(self._middle)
        self._stack.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.taken)
        row.addWidget(self._middle, 1)
        row.addWidget(self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        tight = self.width() < TIGHT
        self.taken.show_width(RAIL if tight else NARROW_LIST if narrow else LIST_WIDTH)
        self.side.setFixedWidth(NARROW_SIDE if narrow else SIDE_WIDTH)
        self.side.setVisible(self.width() >= LEAST)

    # -- the batch

    @property
    def editor(self) -> PieceEditor:
        """The card of the piece in work, for whose it is."""
        if self.batch.ownership not in self._editors:
            self._make_editor(self.batch.ownership)
        return self._editors[self.batch.ownership]

    def _make_editor(self, ownership: str) -> None:
        made = PieceEditor(self._desk, ownership)
        made.saved.connect(self._on_saved)
        made.touched.connect(self._on_touched)
        made.refused.connect(self.refused)
        self._editors[ownership] = made
        self._stack.addWidget(made)
        self.editor_made.emit(made)

    def begin(self, batch: Batch, view: BatchView) -> None:
        """A batch, new or to be gone on with, and an empty form."""
        self.batch, self._parked = batch, None
        self._stack.setCurrentWidget(self.editor)
        self.view = view
        self._begin_new()

    def show_view(self, view: BatchView) -> None:
        """The batch was read again."""
        self.view = view
        self.editor.show_place(view, self.batch)
        self._show_list()

    def _begin_new(self) -> None:
        self._began = time.monotonic()
        self.editor.begin_new()
        parked, self._parked = self._parked, None
        if parked:
            self.editor.restore(parked)
        if self.view:
            self.show_view(self.view)

    # -- opening a saved piece

    def open_piece(self, piece_id: object) -> None:
        """Correct a saved piece, or go back to the new one (0). What was changed is saved first."""
        shown = self.editor.known.card.row.id if self.editor.known else 0
        if piece_id == shown:
            self.editor.fields.focus_first()
        elif self.editor.known and self.editor.is_dirty:
            self._opening = piece_id
            self._save("open")
        else:
            self._open(piece_id)

    def open_saved(self, piece_id: int) -> None:
        """Show a piece as it is saved now, whatever was shown; a new one that was begun waits."""
        self._open(piece_id)

    def _open(self, piece_id: object) -> None:
        if not piece_id:
            self._begin_new()
            return
        wanted = int(str(piece_id))
        self._desk.read(
            lambda db: SavedPiece(piece_card(db, wanted), saved_form(db, wanted)),
            self._on_piece,
            topic="piece to correct",
        )

    def _on_piece(self, saved: SavedPiece) -> None:
        if self.editor.known is None and not self.editor.is_empty:
            self._parked = self.editor.draft()
        self.editor.begin_saved(saved)
        if self.view:
            self.show_view(self.view)

    # -- saving

    def save(self, then: str) -> None:
        """Save what is in the form, if anything is, then go on."""
        if self.editor.is_empty or (self.editor.known and not self.editor.is_dirty):
            if then == "next":
                self._save(then) if self.editor.is_empty else self._begin_new()
            else:
                self.saved.emit(Changes(), then)
            return
        self._save(then)

    def _save(self, then: str) -> None:
        left = None
        if self.editor.known and self._parked:
            left = self._content(0, self._parked, None)
        self.editor.save(self.batch, then, left)

    def _on_saved(self, changes: Changes, then: str) -> None:
        new = self.editor.known is None
        if new:
            self.batch.paces.append(time.monotonic() - self._began)
            if not self.batch.consigned:
                self.batch.piece_ids.append(changes.first("piece"))
        if then == "open":
            self._open(self._opening)
        elif new or then != "condition":  # what is saved is never a piece in the form any more
            self._begin_new()
        self.saved.emit(changes, then)

    # -- drafts

    def _position_of(self, piece_id: int) -> int:
        """Which piece of the batch one is, counted from 1; one that is not saved (0) is the next."""
        ids = [line.piece_id for line in self.view.lines] if self.view else []
        return ids.index(piece_id) + 1 if piece_id in ids else len(ids) + 1

    def draft(self) -> dict[str, Any] | None:
        """What would be lost: the form, and a new piece that waits while another is corrected."""
        editor = self.editor
        if editor.is_saving or (not editor.is_dirty and self._parked is None):
            return None
        piece_id = editor.known.card.row.id if editor.known else 0
        return self._content(piece_id, editor.draft(), self._parked)

    def _content(
        self, piece_id: int, form: dict[str, Any], parked: dict[str, Any] | None
    ) -> dict[str, Any]:
        return {
            "batch": self.batch.draft(),
            "piece_id": piece_id,
            "form": form,
            "parked": parked,
            "position": self._position_of(piece_id),
            "words": short_words(form["typed"]),
        }

    def restore(self, draft: Mapping[str, Any], saved: SavedPiece | None) -> None:
        """Go on with a draft of the batch that was begun."""
        if saved:
            self.editor.begin_saved(saved)
        self.editor.restore(draft["form"])
        self._parked = draft.get("parked")
        if self.view:
            self.show_view(self.view)

    # -- showing

    def _on_touched(self) -> None:
        if self.view:
            self.editor.show_place(self.view, self.batch)
            self._show_list()
        self.touched.emit()

    def _show_list(self) -> None:
        view = self.view
        assert view is not None
        settings, editor = self._desk.settings, self.editor
        rows = [self._row(line) for line in view.lines]
        at = next(
            (
                n
                for n, line in enumerate(view.lines)
                if editor.known and line.piece_id == editor.known.card.row.id
            ),
            len(rows),
        )
        rows.append(self._row_now())
        announced = view.agreement.terms.announced if view.agreement else 0
        for n in range(len(rows) + 1, min(announced, len(rows) + MOST_ANNOUNCED) + 1):
            rows.append(TakenRow(f"Piece {n}, announced", announced=True))
        client = self.batch.ownership == "customer_property"
        word = "Agreed" if view.agreement else "" if client else "Price"
        self.taken.show_rows(
            rows,
            at,
            unit=f"{word}, {settings.currency}" if word else "",
            count=pieces_words(len(view.lines)),
            total=figure(view.worth_minor, settings.currency, settings.locale) if word else "",
        )
        self.side.show_batch(view, self.batch.ownership, self._money_of_this())

    def _row(self, line: TakenLine) -> TakenRow:
        settings = self._desk.settings
        weight = f"{shown_g(line.weight_mg, settings.locale)} g" if line.weight_mg else ""
        return TakenRow(
            title=line.description or line.category.replace("_", " ").capitalize(),
            second=weight,
            worth=worth_words(line.worth_minor, settings.currency, settings.locale),
            number=short_number(line.number),
            missing=f"add {line.missing[0]}" if line.missing else "",
            photo_sha256=line.photo_sha256,
            piece_id=line.piece_id,
        )

    def _row_now(self) -> TakenRow:
        """The row of the new piece: in the form now, or waiting while another one is corrected."""
        editor, view = self.editor, self.view
        assert view is not None
        number = short_number(view.roll.next_number) if view.roll.next_number else ""
        if editor.known:
            words = "waits" if self._parked else "not begun"
            title = self._parked["typed"]["description"] if self._parked else ""
            return TakenRow(title or "Next piece", words, number=number)
        photo = editor.photos.photos[0].sha256 if editor.photos.photos else ""
        settings = self._desk.settings
        prices = editor.fields.prices.fields
        value = next((prices[w].value for w in ("agreed", "price") if w in prices), None)
        worth = worth_words(value, settings.currency, settings.locale)
        return TakenRow(editor.short_words, "being taken in", worth, number, photo_sha256=photo)

    def _money_of_this(self) -> int | None:
        """What the consignor would receive for the new piece in the form, if it says."""
        view, prices = self.view, self.editor.fields.prices.fields
        if view is None or view.terms is None or "agreed" not in prices or self.editor.known:
            return None
        try:
            return price_echo(view.terms, prices["agreed"].value, None).consignor_minor
        except UserError:
            return None

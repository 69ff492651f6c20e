"""The card in the middle of take-in: one piece, new or to be corrected, until it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.dates import clock_time
from app.domain.errors import UserError
from app.services.drafts import leave_draft
from app.services.photos import remove_photo
from app.services.piece_cards import PieceCard
from app.services.piece_forms import PieceForm
from app.services.saved_forms import typed_of
from app.services.take_in import edit_taken_in, take_in, take_in_own
from app.services.take_in_batch import Batch, BatchView
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk, Service
from app.views.pieces.form_photos import FormPhotos
from app.views.pieces.piece_fields import PRICES, PieceFields, missing_words
from app.views.pieces.tag_preview import TagGround, TagPreview
from app.views.take_in.choices import DRAFT
from app.views.take_in.findings import Findings
from app.views.take_in.words import short_words
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.photo_intake import PhotoIntake
from app.views.widgets.text import Line, Text

_SLACK = 24
"""Room (px) that the foot leaves free at least."""
FIRST_PRICE = {"consigned_in": "agreed", "owned": "price", "memo_in": "price"}
"""The amount that counts for "to complete", by whose the piece is."""


@dataclass(frozen=True)
class SavedPiece:
    """A piece of the batch that is being corrected."""

    card: PieceCard
    form: PieceForm


class PieceEditor(QFrame):
    """``saved(changes, then)`` when the piece is in the books; ``then`` is what save was asked for.

    ``touched`` at each change, for the draft and the totals; ``refused(error)`` when a refusal means
    none of the fields.
    """

    saved = Signal(object, str)
    touched = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, ownership: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self._desk = desk
        self._ownership = ownership
        self.known: SavedPiece | None = None
        self._then = ""
        self._dirty = False
        self.save_button: Button | None = None
        self.keeps: Text | None = None
        """What the next piece keeps, said in the foot where it has room for the whole of it."""
        self.fields = PieceFields(desk.settings, PRICES[ownership])
        self.photos = FormPhotos(desk)
        self.photos.category = lambda: self.fields.category.value
        self.tag = TagPreview(desk)
        self.findings = Findings()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(10)
        self._title = Text("", "strong")
        self._title.setStyleSheet("font-size: 15px;")
        self._state = Text("", "muted", elide=True)
        self._badge = Chip("", "warn", parent=self)
        head.addWidget(self._title)
        head.addWidget(self._state, 1)
        head.addWidget(self._badge)
        column.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("scrolled")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(16, 2, 13, 12)
        inside.addWidget(self.fields)
        self._scroll.setWidget(inner)
        column.addWidget(self._scroll, 1)
        self.fields.beside_condition.addWidget(self.findings)
        top = Qt.AlignmentFlag.AlignTop
        self.fields.below.addWidget(self.photos, 1, top)
        self.fields.below.addWidget(self.tag, 0, top)
        column.addWidget(Line())
        self.place_button = Button("Choose the place", "link")
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(16, 10, 16, 10)
        self.foot.setSpacing(8)
        column.addLayout(self.foot)

    def _connect(self) -> None:
        self.fields.changed.connect(self._on_changed)
        self.fields.walked.connect(self._on_walked)
        self.photos.changed.connect(self._on_changed)
        self.photos.intake.refusals.connect(self.refused)
        for line in self.findChildren(QLineEdit):
            line.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_foot()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_foot()
        return super().event(event)

    def _fit_foot(self) -> None:
        if self.keeps:
            words = self.keeps.sizeHint().width() + self.foot.spacing()
            rest = self.foot.minimumSize().width() - (0 if self.keeps.isHidden() else words)
            self.keeps.setVisible(rest + words + _SLACK <= self.width())

    # -- which piece

    def show_place(self, view: BatchView, batch: Batch) -> None:
        """What is known of the batch: under which terms, and which number and code come next."""
        self.fields.set_terms(view.terms if batch.consigned else None)
        roll = view.roll
        row = self.known.card.row if self.known else None
        code, number = (
            (row.code, row.item_number or row.number) if row else (roll.next_code, roll.next_number)
        )
        self.tag.set_ground(TagGround(roll.roll, code, number, roll.rules))
        self._say_which(view)

    def _say_which(self, view: BatchView) -> None:
        if self.known:
            row = self.known.card.row
            at = next((n for n, one in enumerate(view.lines, 1) if one.piece_id == row.id), 0)
            settings = self._desk.settings
            when = clock_time(row.came_at, settings.zone, settings.locale)
            self._title.setText(f"Piece {at}" if at else row.item_number or row.number)
            self._state.setText(f"{row.item_number or row.number} · saved {when}")
        else:
            self._title.setText(f"Piece {len(view.lines) + 1}")
            number = view.roll.next_number
            self._state.setText(" · ".join(part for part in (number, self._draft_words) if part))

    @property
    def _draft_words(self) -> str:
        return "" if self.is_empty else "draft kept"

    def begin_new(self) -> None:
        """An empty form, but for what repeats."""
        self.known = None
        self._dirty = False
        self.fields.start_next()
        self.photos.show_new()
        self.findings.show_reports(())
        self._show_rest()
        self._scroll.verticalScrollBar().setValue(0)
        self.fields.focus_first()

    def begin_saved(self, saved: SavedPiece) -> None:
        """A piece of the batch, to be corrected."""
        self.known = saved
        self._dirty = False
        settings = self._desk.settings
        self.fields.show_typed(typed_of(saved.form, settings.currency, settings.locale))
        if "cost" in self.fields.prices.fields and saved.form.cost_minor is not None:
            self.fields.prices.fields["cost"].set_value(saved.form.cost_minor)
        self.photos.show_attached(saved.card.photos)
        self.findings.show_reports(saved.card.reports)
        self._show_rest()
        self._scroll.verticalScrollBar().setValue(0)
        self.fields.focus_first()

    def show_tag(self, code: str) -> None:
        """The tag that hangs on the piece was scanned."""
        self.fields.more.show()
        self.fields.tag.set_text(code)
        self._on_changed()

    # -- drafts

    @property
    def is_empty(self) -> bool:
        """Whether a new piece's form holds nothing worth keeping."""
        return self.known is None and self.fields.is_empty and not self.photos.photos

    @property
    def is_dirty(self) -> bool:
        """Whether something was changed since the piece was shown."""
        return self._dirty and not self.is_empty

    @property
    def short_words(self) -> str:
        """The piece in the form in a few words."""
        return short_words(vars(self.fields.typed()))

    @property
    def is_saving(self) -> bool:
        """Whether the piece is on its way into the books."""
        return bool(self._then)

    def draft(self) -> dict[str, Any]:
        """The form as JSON values."""
        return {
            **self.fields.draft(),
            "photos": self.photos.draft(),
            "taken_off": list(self.photos.taken_off),
        }

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show what a draft kept, over the piece that is being corrected if there is one."""
        self.fields.restore(draft)
        gone = set(draft.get("taken_off", ()))
        if gone:
            self.photos.take_off(gone)
        self.photos.restore(draft.get("photos", ()))
        self._dirty = True
        self._show_rest()

    # -- saving

    def save(self, batch: Batch, then: str, left: Mapping[str, Any] | None = None) -> None:
        """Save the piece; ``saved`` follows, or the sentence beside the field that is to be mended.

        The draft of the batch goes in the same unit of work, or becomes what is ``left`` of it.
        """
        if self._then:
            return
        if self.photos.intake.on_their_way:
            self._desk.toast("A photo is still on its way; it is saved with the piece in a moment")
            return
        if not self.fields.check():
            self._show_focus()
            return
        try:
            form = self.fields.read(self.known.form if self.known else None)
        except UserError as error:
            self._on_refused(error)
            return
        form = replace(form, photos=self.photos.new, place_id=batch.place_id)
        self._then = then
        service, subject_id = self._service(batch, form), batch.subject

        def whole(w: Any) -> Changes:
            changes = service(w)
            leave_draft(w, DRAFT, subject_id, left)
            return changes

        self._desk.work("take_in", whole, self._on_saved, self._on_refused)

    def _service(self, batch: Batch, form: PieceForm) -> Service:
        if self.known is None:
            if batch.consigned:
                agreement_id = batch.agreement_id
                return lambda w: take_in(w, agreement_id, form)
            owner_id = batch.party_id or None
            return lambda w: take_in_own(w, form, ownership=batch.ownership, owner_id=owner_id)
        piece_id, gone = self.known.card.row.id, tuple(self.photos.taken_off)

        def correct(w: Any) -> Changes:
            for attached_id in gone:
                remove_photo(w, attached_id)
            return edit_taken_in(w, piece_id, form)

        return correct

    def _on_saved(self, changes: Changes) -> None:
        then, self._then = self._then, ""
        self._dirty = False
        self.saved.emit(changes, then)

    def _on_refused(self, error: UserError | BugReport) -> None:
        if self._then:
            self._then = ""
            self.touched.emit()  # nothing was kept while it was on its way
        if isinstance(error, UserError) and not self.fields.show_refusal(error):
            self.refused.emit(error)
        self._show_focus()

    def _show_focus(self) -> None:
        focus = self.focusWidget()
        if focus is not None:
            self._scroll.ensureWidgetVisible(focus, 0, 40)

    def _on_walked(self) -> None:
        if self.save_button:
            self.save_button.setFocus()

    # -- what follows from typing

    def _on_changed(self) -> None:
        self._dirty = True
        self._show_rest()
        self.touched.emit()

    def _show_rest(self) -> None:
        typed = self.fields.typed()
        self.tag.show_typed(typed)
        missing = missing_words(
            typed, self.photos.photos, priced=FIRST_PRICE.get(self._ownership, "")
        )
        shown = missing if self.known or not self.fields.is_empty else []
        words = ", ".join(shown[:2]) + (f" and {len(shown) - 2} more" if len(shown) > 2 else "")
        self._badge.set_status(f"To complete: {words}" if words else "", "warn")

    # -- pictures that are dropped or pasted

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if PhotoIntake.holds_pictures(event.mimeData()):
            event.acceptProposedAction()
            self.photos.intake.get_ready()
            self.photos.tile.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.photos.tile.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.photos.tile.set_over(False)
        if self.photos.intake.take_mime(event.mimeData()):
            event.acceptProposedAction()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A copied picture is pasted as a photo, also while a field has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            mime = QGuiApplication.clipboard().mimeData()
            if PhotoIntake.means_pictures(mime):
                event.ignore()
                return True
        return False

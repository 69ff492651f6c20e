"""The facts of a piece as a form, in the place of what is shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.drafts import OpenDraft
from app.services.piece_changes import edit_piece
from app.services.piece_forms import PieceForm
from app.services.saved_forms import typed_of
from app.views.bug_report import BugReport
from app.views.drafts import DraftKeeper
from app.views.frame.desk import Desk
from app.views.pieces.piece_fields import PieceFields
from app.views.widgets.button import Button
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.text import Line, Text

DRAFT = "piece"


class PieceFormCard(QFrame):
    """``ended`` when it was saved or given up; what is typed is a draft until then."""

    ended = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._piece_id = 0
        self._known: PieceForm | None = None
        self._dirty = self._busy = False
        self.fields = PieceFields(desk.settings)
        self.keeper = DraftKeeper(desk.drafts, DRAFT, self.draft, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        scroll = ScrollBody()
        scroll.column.setContentsMargins(16, 14, 14, 12)
        scroll.column.addWidget(self.fields)
        column.addWidget(scroll, 1)
        column.addWidget(Line())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        words = "Weight and values have their own ways: weigh it, say what it is worth"
        foot.addWidget(Text(words, "muted", elide=True), 1)
        self.cancel_button = Button("Do not change", key="Esc")
        self.cancel_button.clicked.connect(self.give_up)
        self.save_button = Button("Save the facts", "primary", key="Ctrl+Return")
        self.save_button.setAutoDefault(True)
        self.save_button.clicked.connect(self.save)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        self.fields.changed.connect(self._on_changed)
        self.fields.walked.connect(self.save_button.setFocus)

    def begin(self, piece_id: int, known: PieceForm) -> None:
        """Show a piece's facts, to be changed."""
        settings = self._desk.settings
        self.keeper.about(piece_id)
        self._piece_id, self._known, self._dirty = piece_id, known, False
        self.fields.show_typed(typed_of(known, settings.currency, settings.locale))
        self.fields.description.control.setFocus()

    def restore(self, draft: OpenDraft) -> None:
        """Go on with what was typed."""
        self.fields.restore(draft.content)
        self._dirty = True
        self.keeper.touch()

    def draft(self) -> dict[str, Any] | None:
        """What would be lost."""
        return self.fields.draft() if self._dirty else None

    def give_up(self) -> None:
        """Leave the facts as they were."""
        self._dirty = False
        self.keeper.forget()
        self.ended.emit()

    def save(self) -> None:
        """Save what was changed."""
        known = self._known
        if known is None or self._busy or not self.fields.check():
            return
        try:
            form = self.fields.read(known)
        except UserError as error:
            self._on_refused(error)
            return
        self._busy = True
        piece_id = self._piece_id
        self._desk.work(
            "edit_piece", lambda w: edit_piece(w, piece_id, form), self._on_saved, self._on_refused
        )

    def _on_saved(self, _changes: Changes) -> None:
        self._busy = False
        self.give_up()

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if isinstance(error, UserError) and not self.fields.show_refusal(error):
            self.refused.emit(error)

    def _on_changed(self) -> None:
        self._dirty = True
        self.keeper.touch()

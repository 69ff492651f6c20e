"""Somebody who is not known yet, typed beside the search; what is typed is a draft until it is added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.drafts import OpenDraft, leave_draft
from app.services.parties import add_party
from app.views.bug_report import BugReport
from app.views.drafts import DraftKeeper
from app.views.frame.desk import Desk
from app.views.parties.party_fields import PartyFields
from app.views.parties.party_sheet import DRAFT
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.text import Text


class NewPersonCard(Card):
    """``done(party_id)`` when somebody was added or a known one was taken instead.

    ``left(kept)`` when nobody is added: by Esc, where what was typed waits for the next time, or by
    its button, which throws it away. ``refused(error)`` when a refusal means none of the fields.
    """

    done = Signal(object)
    left = Signal(bool)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=18, spacing=12)
        self._desk = desk
        self._dirty = self._busy = False
        self._left: dict[str, Any] | None = None
        """What was typed when it was left by Esc; the draft of it may still be on its way to the disk."""
        self.body.addWidget(Text("A new person or company", "panel"))
        self.fields = PartyFields(desk, fixed_role="consignor")
        self.body.addWidget(self.fields)
        self._note = Text("", "muted", wrap=True)
        self.body.addWidget(self._note)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        drop = Button("Do not add")
        drop.clicked.connect(self._on_drop)
        self.add_button = Button("Add", "primary", icon="user-plus")
        self.add_button.setAutoDefault(True)
        self.add_button.clicked.connect(self.add)
        buttons.addWidget(drop)
        buttons.addWidget(self.add_button)
        self.body.addLayout(buttons)
        self.keeper = DraftKeeper(desk.drafts, DRAFT, self._draft, self.fields)
        self.fields.changed.connect(self._on_changed)
        self.fields.same_as.connect(self._on_same)

    def begin(self, name: str) -> None:
        """Somebody of this name, which was searched for; what was left before comes back."""
        self._dirty = False
        self._note.hide()
        self.fields.begin_new(name)
        if self._left is None:
            self._desk.drafts.ask(DRAFT, self._on_drafts)
        else:
            self._bring_back(self._left)

    def add(self) -> None:
        """Save the new person."""
        if self._busy:
            return
        try:
            form = self.fields.form()
        except UserError as error:
            self._on_refused(error)
            return
        self._busy = True

        def whole(w: Any) -> Changes:
            changes = add_party(w, form)
            leave_draft(w, DRAFT, 0)  # a crash leaves no draft of somebody who is there
            return changes

        self._desk.work("add_party", whole, self._on_added, self._on_refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        if self._dirty:
            self._left = self.fields.draft()
            self.keeper.keep_now()
        self.left.emit(self._dirty)

    def _on_drop(self) -> None:
        self._forget()
        self.left.emit(False)

    def _forget(self) -> None:
        self._dirty, self._left = False, None
        self.keeper.forget()

    def _draft(self) -> dict[str, Any] | None:
        return self.fields.draft() if self._dirty and not self._busy else None

    def _on_changed(self) -> None:
        self._dirty = True
        self.keeper.touch()

    def _on_drafts(self, drafts: list[OpenDraft]) -> None:
        mine = next((one for one in drafts if not one.subject_id), None)
        if mine is not None and not self._dirty and not self.isHidden():
            self._bring_back(mine.content)

    def _bring_back(self, typed: Mapping[str, Any]) -> None:
        self._dirty = True
        self.fields.restore(typed)
        self._note.setText("This was typed before and not saved. Go on, or do not add it.")
        self._note.show()
        self.keeper.touch()

    def _on_added(self, changes: Changes) -> None:
        self._busy = self._dirty = False
        self._left = None
        self.keeper.stored()
        self.done.emit(changes.first("party"))

    def _on_same(self, party_id: object) -> None:
        self._forget()
        self.done.emit(party_id)

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if self._dirty:
            self.keeper.touch()  # nothing was kept while it was on its way
        if isinstance(error, UserError) and not self.fields.show_refusal(error):
            self.refused.emit(error)

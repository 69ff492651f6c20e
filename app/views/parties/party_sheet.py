"""A person or company added or changed, over the page; what is typed is a draft until it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.drafts import OpenDraft, leave_draft
from app.services.parties import add_party, edit_party
from app.services.party_cards import PartyCard
from app.views.bug_report import BugReport
from app.views.drafts import DraftKeeper
from app.views.frame.desk import Desk
from app.views.parties.party_fields import PartyFields
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

DRAFT = "party"


class PartySheet(Sheet):
    """``done(party_id)`` when it was saved, or when a known one was taken instead."""

    def __init__(
        self, desk: Desk, card: PartyCard | None, done: Callable[[int], object], name: str = ""
    ) -> None:
        title = f"Change {card.display}" if card else "A new person or company"
        super().__init__(desk.frame.host(), title, width=640)
        self._desk = desk
        self._done = done
        self._party_id = card.id if card else 0
        self._dirty = self._busy = False
        self.fields = PartyFields(desk)
        self.body.addWidget(self.fields)
        self._note = Text("", "muted", wrap=True)
        self._note.hide()
        self.body.addWidget(self._note)
        self._error = Text("", "error", wrap=True)
        self._error.hide()
        self.body.addWidget(self._error)
        self.cancel_button = self.add_way("Do not change" if card else "Do not add", self.give_up)
        self.save_button = self.add_way(
            "Save" if card else "Add", self.take, "primary", key="Ctrl+Return", closes=False
        )
        if card:
            self.fields.show_party(card)
        else:
            self.fields.begin_new(name)
        self.keeper = DraftKeeper(desk.drafts, DRAFT, self._draft, self.fields, self._party_id)
        self.fields.changed.connect(self._on_changed)
        self.fields.same_as.connect(self._on_same)
        self.closed.connect(self.deleteLater)
        desk.drafts.ask(DRAFT, self._on_drafts)

    def focus_first(self) -> None:
        self.fields.focus_first()

    def take(self) -> None:
        """Save what is typed."""
        if self._busy:
            return
        self._error.hide()
        try:
            form = self.fields.form()
        except UserError as error:
            self._on_refused(error)
            return
        self._busy = True
        party_id = self._party_id

        def whole(w: Any) -> Changes:
            changes = edit_party(w, party_id, form) if party_id else add_party(w, form)
            leave_draft(w, DRAFT, party_id)  # a crash leaves no draft of somebody who is there
            return changes

        kind = "edit_party" if party_id else "add_party"
        self._desk.work(kind, whole, self._on_saved, self._on_refused)

    def give_up(self) -> None:
        """Throw away what was typed."""
        self._dirty = False
        self.keeper.forget()

    def _draft(self) -> dict[str, Any] | None:
        return self.fields.draft() if self._dirty and not self._busy else None

    def _on_changed(self) -> None:
        self._dirty = True
        self.keeper.touch()

    def _on_drafts(self, drafts: list[OpenDraft]) -> None:
        mine = next((one for one in drafts if one.subject_id == self._party_id), None)
        if mine is None or self._dirty:
            return
        self._dirty = True
        self.fields.restore(mine.content)
        self._note.setText("This was typed before and not saved. Go on, or do not keep it.")
        self._note.show()
        self.keeper.touch()

    def _on_saved(self, changes: Changes) -> None:
        self._end(changes.first("party"))

    def _on_same(self, party_id: object) -> None:
        self._end(int(str(party_id)))

    def _end(self, party_id: int) -> None:
        self.give_up()
        self.dismiss()
        self._done(party_id)

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if self._dirty:
            self.keeper.touch()  # nothing was kept while it was on its way
        if isinstance(error, UserError) and not self.fields.show_refusal(error):
            self._error.setText(error.sentence())
            self._error.show()

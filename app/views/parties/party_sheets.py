"""Small things asked on a person's page: an identity paper, a further way to reach them."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.parties import add_contact, check_id
from app.services.party_cards import PartyCard
from app.services.party_forms import IdCheck
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.parties.id_check import IdCheckForm
from app.views.widgets.field import TextField
from app.views.widgets.segments import Option, Segments
from app.views.widgets.sheet import Sheet


class PaperSheet(Sheet):
    """Which identity paper was seen."""

    def __init__(self, desk: Desk, card: PartyCard) -> None:
        super().__init__(desk.frame.host(), f"The paper of {card.display}", width=520)
        self._desk = desk
        self._party_id = card.id
        self._busy = False
        self.form = IdCheckForm(desk.settings)
        self.body.addWidget(self.form)
        self.form.seen.connect(self._on_seen)
        self.add_way("Not now", key="Esc")
        self.closed.connect(self.deleteLater)

    def focus_first(self) -> None:
        self.form.paper.focus_chosen()

    def _on_seen(self, check: IdCheck) -> None:
        if self._busy:
            return
        self._busy = True
        party_id = self._party_id
        self._desk.work(
            "check_id", lambda w: check_id(w, party_id, check), self._on_done, self._on_refused
        )

    def _on_done(self, _changes: Changes) -> None:
        self.dismiss()

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if isinstance(error, UserError) and not self.form.show_refusal(error):
            self.dismiss()
            self._desk.frame.show_refusal(error)


class ContactSheet(Sheet):
    """A further e-mail address or phone number."""

    def __init__(self, desk: Desk, card: PartyCard) -> None:
        super().__init__(desk.frame.host(), "Another way to reach them", card.display, width=440)
        self._desk = desk
        self._party_id = card.id
        self._busy = False
        options = (Option("phone", "Phone", "P"), Option("email", "E-mail", "E"))
        self.purpose = Segments("Kind of contact", options, "tile")
        self.purpose.set_value("phone")
        self.contact = TextField("Number or address", required=True, name="value")
        self.body.addWidget(self.purpose)
        self.body.addWidget(self.contact)
        self.add_way("Do not add", key="Esc")
        self.add_way("Add", self.take, "primary", key="Return", closes=False)
        self.purpose.entered.connect(self.contact.control.setFocus)
        self.contact.input.entered.connect(self.take)
        self.closed.connect(self.deleteLater)

    def focus_first(self) -> None:
        self.contact.control.setFocus()

    def take(self) -> None:
        """Add it; an address is known by its @ whatever was chosen."""
        if self._busy or not self.contact.check():
            return
        text, party_id = self.contact.text, self._party_id
        purpose = "email" if "@" in text else str(self.purpose.value)
        self._busy = True
        self._desk.work(
            "add_contact",
            lambda w: add_contact(w, party_id, purpose, text),
            self._on_done,
            self._on_refused,
        )

    def _on_done(self, _changes: Changes) -> None:
        self.dismiss()

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if isinstance(error, UserError):
            self.contact.set_error(error)
            self.contact.control.setFocus()

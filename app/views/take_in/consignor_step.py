"""The first step: whose pieces come in, found by three letters or added here; their paper seen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import NotAllowedError, UserError
from app.domain.permissions import allowed, require, who_may
from app.services.parties import add_party, check_id
from app.services.party_cards import PartyCard, party_card
from app.services.party_forms import IdCheck
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.parties.id_check import IdCheckForm
from app.views.parties.party_fields import PartyFields
from app.views.parties.party_finder import PartyFinder
from app.views.parties.person_card import PersonCard
from app.views.take_in.asking import Begun
from app.views.take_in.begun_card import BegunCard
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text

WAYS = (
    Option("consigned_in", "Consigned", "C"),
    Option("owned", "Bought by the house", "B"),
    Option("customer_property", "A client’s own", "O"),
    Option("memo_in", "On memo", "M"),
)
SENTENCES = {
    "consigned_in": "The owner keeps it until it is sold; an agreement says for which share.",
    "owned": "The house has bought it. It needs no agreement and no signature.",
    "customer_property": "It is here to be repaired, valued or kept, and is never for sale.",
    "memo_in": "A supplier has sent it to be sold or returned.",
}


SHORT_WAYS = tuple(replace(way, words=way.words.removesuffix(" by the house")) for way in WAYS)
TIGHT = 740
"""Below this width (px) the ways are said in fewer words."""
_SHORT = {str(way.value): way.words for way in SHORT_WAYS}
NOTHING_BEGUN = Begun()
_BEGUN = "Pieces of an agreement that was begun can be taken in here."


class ConsignorStep(QWidget):
    """``party_chosen`` when another person is shown; ``went_on`` when this step is done.

    ``resumed(Batch)`` when a batch that was begun is to be gone on with.
    """

    went_on = Signal()
    way_changed = Signal(str)
    resumed = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.party: PartyCard | None = None
        self._is_tight = False
        self._goes_on = False
        """Whether this step is done as soon as the paper that was typed is kept."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._make_left(), 5)
        row.addWidget(self._make_right(), 6)
        self.way.chosen.connect(self._on_way)
        self.finder.chosen.connect(self.show_party)
        self.finder.new_asked.connect(self.begin_new)
        self.fields.same_as.connect(self.show_party)
        self.check.seen.connect(self._on_seen)
        if self.why_not_agree:
            self.way.set_value("customer_property")
        self._show_way()
        self._show_right("none")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = self.width() < TIGHT
        if tight != self._is_tight:
            self._is_tight = tight
            self.way.set_options(SHORT_WAYS if tight else WAYS)

    @property
    def why_not_agree(self) -> str:
        """Who may make agreements, where whoever works here may not."""
        session = self._desk.session
        if not session.signed_in or allowed(session.roles, "agreements.create"):
            return ""
        return who_may("agreements.create")

    def say_limits(self) -> None:
        """Who may take nothing in hears it at once, not after the first piece."""
        session = self._desk.session
        if session.signed_in:
            try:
                require(session.roles, "take_in.create")
            except NotAllowedError as refusal:
                self.refused.emit(refusal)

    def _make_left(self) -> Card:
        card = Card(padding=18, spacing=12)
        card.body.addWidget(Text("Whose pieces come in?", "panel"))
        self.way = Segments("Whose pieces", WAYS)
        self.way.set_value("consigned_in")
        card.body.addWidget(self.way)
        self._way_sentence = Text("", "muted", wrap=True)
        card.body.addWidget(self._way_sentence)
        self.finder = PartyFinder(self._desk, "consignor")
        card.body.addWidget(self.finder, 1)
        return card

    def _make_right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.begun = BegunCard(self._desk.settings, _SHORT)
        self.begun.resumed.connect(self.resumed)
        column.addWidget(self.begun)
        self.person = PersonCard(self._desk.settings)
        column.addWidget(self.person)
        self._check_card = Card(padding=18, spacing=12)
        self._check_title = Text("", "panel")
        self._check_card.body.addWidget(self._check_title)
        self._check_note = Text("", "muted", wrap=True)
        self._check_card.body.addWidget(self._check_note)
        self.check = IdCheckForm(self._desk.settings)
        self._check_card.body.addWidget(self.check)
        column.addWidget(self._check_card)
        self._new_card = Card(padding=18, spacing=12)
        self._new_card.body.addWidget(Text("A new person or company", "panel"))
        self.fields = PartyFields(self._desk, fixed_role="consignor")
        self._new_card.body.addWidget(self.fields)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        keep = Button("Do not add")
        keep.clicked.connect(self._on_not_added)
        self.add_button = Button("Add", "primary", icon="user-plus")
        self.add_button.setAutoDefault(True)
        self.add_button.clicked.connect(self.add_new)
        buttons.addWidget(keep)
        buttons.addWidget(self.add_button)
        self._new_card.body.addLayout(buttons)
        column.addWidget(self._new_card)
        self.go_button = Button("Go on", "primary", key="Ctrl+Return")
        self.go_button.setAutoDefault(True)
        self.go_button.clicked.connect(self.go_on)
        self._go_row = QWidget()
        go = QHBoxLayout(self._go_row)
        go.setContentsMargins(0, 0, 0, 0)
        go.addStretch(1)
        go.addWidget(self.go_button)
        column.addWidget(self._go_row)
        column.addStretch(1)
        return right

    # -- what page and person ask

    @property
    def ownership(self) -> str:
        """Whose the pieces will be."""
        return str(self.way.value)

    @property
    def adding(self) -> bool:
        """Whether a new person is being typed."""
        return not self._new_card.isHidden()

    def begin(self, drafts: Begun = NOTHING_BEGUN) -> None:
        """A new take-in; below stands what was begun."""
        self.party = None
        self._goes_on = False
        self.finder.clear()
        self._show_right("none")
        self.show_drafts(drafts)
        self.finder.field.setFocus()

    def show_drafts(self, drafts: Begun) -> None:
        """The batches that can be gone on with."""
        self.begun.show_begun(drafts)

    def show_party(self, party_id: object) -> None:
        """This person brings the pieces."""
        wanted = int(str(party_id))
        self._desk.read(lambda db: party_card(db, wanted), self._on_party, self._on_no_party)

    def begin_new(self, name: str = "") -> None:
        """Add a person or company; the name that was typed in the search goes along."""
        name = name or self.finder.typed_name
        self.party = None
        self.fields.begin_new(name)
        self._show_right("new")
        self.fields.focus_first()

    def add_new(self) -> None:
        """Save the new person and go on with them."""
        try:
            form = self.fields.form()
        except UserError as error:
            self._on_not_saved(error)
            return
        self._desk.work(
            "add_party", lambda w: add_party(w, form), self._on_added, self._on_not_saved
        )

    def go_on(self) -> None:
        """This step is done, if it is."""
        if self.ownership == "consigned_in" and self.why_not_agree:
            self.refused.emit(NotAllowedError("Not allowed", self.why_not_agree, _BEGUN))
        elif self.adding:
            self.add_new()
        elif self.party is None and self.ownership != "owned":
            self._desk.toast("Find the person first: three letters of the name are enough")
            self.finder.field.setFocus()
        elif not self._check_card.isHidden() and self.check.is_begun:
            self._keep_paper()
        else:
            self.went_on.emit()

    def _keep_paper(self) -> None:
        """What was typed of a paper is kept, once, or refused beside its field."""
        if self._goes_on:
            return  # it is being kept: who presses twice has seen one paper
        self._goes_on = True
        if not self.check.take():
            self._goes_on = False

    # -- answers

    def _on_way(self, _way: object) -> None:
        self._show_way()
        self.way_changed.emit(self.ownership)
        if self.ownership == "owned":
            self.go_button.setFocus()
        else:
            self.finder.field.setFocus()

    def _show_way(self) -> None:
        way = self.ownership
        why_not = self.why_not_agree if way == "consigned_in" else ""
        self._way_sentence.setText(f"{why_not} {_BEGUN}" if why_not else SENTENCES[way])
        self._way_sentence.set_look("small" if why_not else "muted")
        self._way_sentence.set_tone("warn" if why_not else "")
        self.go_button.setEnabled(not why_not)
        self.go_button.setToolTip(why_not)
        self.finder.setVisible(way != "owned")
        self.finder.role = {"consigned_in": "consignor", "memo_in": "vendor"}.get(way, "client")
        if way == "owned":
            self.party = None
        self._show_right("bought" if way == "owned" else "party" if self.party else "none")

    def _on_party(self, card: PartyCard) -> None:
        goes_on, self._goes_on = self._goes_on, False
        self.party = card
        self.person.show_party(card)
        self.check.clear()
        self._show_way()
        if goes_on and not self._needs_check:
            self.went_on.emit()
        elif self._needs_check:
            self.check.paper.focus_chosen()
        else:
            self.go_button.setFocus()

    def _on_no_party(self, error: Exception) -> None:
        self._goes_on = False
        if isinstance(error, UserError):
            self.refused.emit(error)

    @property
    def _needs_check(self) -> bool:
        return bool(self.party and self.party.id_seen is None and self.ownership == "consigned_in")

    def _show_right(self, what: str) -> None:
        self.person.setVisible(what == "party")
        self._new_card.setVisible(what == "new")
        self._check_card.setVisible(what == "party" and self.ownership == "consigned_in")
        self._go_row.setVisible(what in ("party", "bought"))
        nothing = what == "none"
        self.begun.setVisible(nothing)
        self.go_button.set_words(
            "Go on to the terms" if self.ownership == "consigned_in" else "Go on"
        )
        if self.party:
            seen = self.party.id_seen
            self._check_title.setText(
                "See another paper" if seen else f"See the paper of {self.party.display}"
            )
            self._check_note.setText(
                "" if seen else "The agreement cannot be signed before an identity paper was seen."
            )
            self._check_note.setVisible(not seen)
        if nothing:
            self.party = None

    def _on_seen(self, check: IdCheck) -> None:
        if self.party is None:
            return
        party_id = self.party.id
        self._desk.work(
            "check_id",
            lambda w: check_id(w, party_id, check),
            self._on_checked,
            self._on_not_checked,
        )

    def _on_checked(self, changes: Changes) -> None:
        self.show_party(changes.first("party"))

    def _on_not_checked(self, error: UserError | BugReport) -> None:
        self._goes_on = False
        if isinstance(error, UserError) and not self.check.show_refusal(error):
            self.refused.emit(error)

    def _on_added(self, changes: Changes) -> None:
        self.show_party(changes.first("party"))

    def _on_not_saved(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and not self.fields.show_refusal(error):
            self.refused.emit(error)

    def _on_not_added(self) -> None:
        self._show_right("none")
        self.finder.field.setFocus()

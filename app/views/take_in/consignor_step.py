"""The first step: whose pieces come in, found by three letters or added here; their paper seen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import NotAllowedError, UserError
from app.domain.permissions import allowed, require, who_may
from app.services.parties import check_id
from app.services.party_cards import PartyCard, party_card
from app.services.party_forms import IdCheck
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.parties.id_check import IdCheckForm
from app.views.parties.party_finder import PartyFinder
from app.views.parties.person_card import PersonCard
from app.views.take_in.asking import Begun
from app.views.take_in.begun_card import BegunCard
from app.views.take_in.choices import ADDING, BOUGHT, CONSIGNOR, ROLES, STATES
from app.views.take_in.new_person import NewPersonCard
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
    """``went_on`` when this step is done, ``words_changed`` when the bottom line says something else.

    ``resumed(Batch)`` when a batch that was begun is to be gone on with.
    """

    went_on = Signal()
    words_changed = Signal()
    way_changed = Signal(str)
    resumed = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._person: PartyCard | None = None
        self._adds = False
        self._is_tight = False
        self._goes_on = False
        """Whether this step is done as soon as the paper that was typed is kept."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._make_left(), 5)
        row.addWidget(self._make_right(), 6)
        self.way.chosen.connect(self._on_way)
        self.way.picked.connect(self.focus_first)
        self.way.entered.connect(self.focus_first)
        self.finder.chosen.connect(self.show_party)
        self.finder.new_asked.connect(self.begin_new)
        self.new.done.connect(self._on_added)
        self.new.left.connect(self._on_not_added)
        self.new.refused.connect(self.refused)
        self.check.seen.connect(self._on_seen)
        if self.why_not_agree:
            self.way.set_value("customer_property")
        self._show_way()

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
        self.bought_button = self._make_go()
        self._bought_row = QWidget()
        go = QHBoxLayout(self._bought_row)
        go.setContentsMargins(0, 4, 0, 0)
        go.addWidget(self.bought_button)
        go.addStretch(1)
        card.body.addWidget(self._bought_row)
        self.finder = PartyFinder(self._desk, "consignor")
        card.body.addWidget(self.finder, 1)
        card.body.addStretch(0)  # where nobody is sought, what is said stays at the top
        return card

    def _make_go(self) -> Button:
        made = Button("Go on", "primary", key="Ctrl+Return")
        made.setAutoDefault(True)
        made.clicked.connect(self.go_on)
        return made

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
        self.new = NewPersonCard(self._desk)
        self.fields = self.new.fields
        column.addWidget(self.new)
        self.go_button = self._make_go()
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
    def party(self) -> PartyCard | None:
        """Whose they will be; nobody where the house has bought them."""
        return None if self.ownership == "owned" else self._person

    @property
    def adding(self) -> bool:
        """Whether a new person is being typed."""
        return not self.new.isHidden()

    @property
    def words(self) -> str:
        """What the bottom line says."""
        if self.adding:
            return ADDING
        return BOUGHT if self.ownership == "owned" else STATES[CONSIGNOR]

    def begin(self, drafts: Begun = NOTHING_BEGUN) -> None:
        """A new take-in; below stands what was begun."""
        self._person, self._adds = None, False
        self._goes_on = False
        self.finder.clear()
        self._show_way()
        self.show_drafts(drafts)
        self.focus_first()

    def show_drafts(self, drafts: Begun) -> None:
        """The batches that can be gone on with."""
        self.begun.show_begun(drafts)

    def show_party(self, party_id: object) -> None:
        """This person brings the pieces."""
        wanted = int(str(party_id))
        self._desk.read(lambda db: party_card(db, wanted), self._on_party, self._on_no_party)

    def begin_new(self, name: str = "") -> None:
        """Add a person or company; the name that was typed in the search goes along."""
        if self.ownership == "owned":
            self._desk.toast("What the house has bought needs nobody: go on to the pieces")
            return
        self._person, self._adds = None, True
        self._show_way()
        self.new.begin(name or self.finder.typed_name)
        self.fields.focus_first()

    def go_on(self) -> None:
        """This step is done, if it is."""
        if self.ownership == "consigned_in" and self.why_not_agree:
            self.refused.emit(NotAllowedError("Not allowed", self.why_not_agree, _BEGUN))
        elif self.adding:
            self.new.add()
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
        """Another way is shown; who walks with the arrows walks on."""
        self._show_way()
        self.way_changed.emit(self.ownership)

    def focus_first(self) -> None:
        """The way is chosen: on to what is asked next."""
        if self.ownership == "owned":
            self.bought_button.setFocus()
        elif self.adding:
            self.fields.focus_first()
        elif self._needs_check:
            self.check.paper.focus_chosen()
        elif self.party and self.go_button.isEnabled():
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
        self._bought_row.setVisible(way == "owned")
        self.finder.role = self.fields.fixed_role = ROLES.get(way, "client")
        if self.party:
            self.person.show_party(self.party, self.finder.role)
        what = "bought" if way == "owned" else "new" if self._adds else "party"
        self._show_right(what if what != "party" or self.party else "none")

    def _on_party(self, card: PartyCard) -> None:
        goes_on, self._goes_on = self._goes_on, False
        self._person, self._adds = card, False
        self.check.clear()
        self.finder.show_person(card.id, card.display)
        self._show_way()
        if goes_on and not self._needs_check:
            self.went_on.emit()
        else:
            self.focus_first()

    def _on_no_party(self, error: Exception) -> None:
        self._goes_on = False
        if isinstance(error, UserError):
            self.refused.emit(error)

    @property
    def _needs_check(self) -> bool:
        return bool(self.party and self.party.id_seen is None and self.ownership == "consigned_in")

    def _show_right(self, what: str) -> None:
        self.person.setVisible(what == "party")
        self.new.setVisible(what == "new")
        self._check_card.setVisible(what == "party" and self.ownership == "consigned_in")
        self._go_row.setVisible(what == "party")
        self.begun.setVisible(what in ("none", "bought"))
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
        self.words_changed.emit()

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

    def _on_added(self, party_id: object) -> None:
        self._adds = False
        self.show_party(party_id)

    def _on_not_added(self, kept: bool) -> None:
        self._adds = False
        self._show_way()
        self.finder.field.setFocus()
        if kept:
            self._desk.toast("What you typed is kept: Ctrl+N goes on with it")

"""People: who may sign in here, and what each may do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.permissions import allowed
from app.services.people import (
    Person,
    create_user,
    deactivate_user,
    give_role,
    people_list,
    reactivate_user,
    rename_user,
    take_role,
)
from app.services.sign_in import change_password, set_badge
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import Permit, permit
from app.views.keys import Key
from app.views.opening.clock_words import here_at
from app.views.people.badges import make_badges
from app.views.people.roles_card import RolesCard
from app.views.people.sheets import (
    BadgeSheet,
    NameSheet,
    NewPersonSheet,
    PasswordSheet,
    PeopleSheet,
)
from app.views.widgets.button import Button
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.text import Text


class PeoplePage(Page):
    """Everybody at the left; the marked one's roles beside them. Without the right: only oneself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "People", side=True)
        self._sheet: PeopleSheet | None = None
        self._people: list[Person] = []
        self.list = FixedList(self._columns(), "People", row_height=52)
        self.body.addWidget(self.list, 1)
        assert self.side is not None
        self._name = Text("", "panel", wrap=True)
        self._login = Text("", "muted")
        self.roles = RolesCard()
        self.side.body.addWidget(self._name)
        self.side.body.addWidget(self._login)
        self.side.body.addWidget(self.roles)
        self.side.body.addStretch(1)
        self.list.view.settled.connect(self._on_settled)
        self.roles.given.connect(self._on_given)
        self.roles.taken.connect(self._on_taken)
        self._declare()

    def _columns(self) -> tuple[Column, ...]:
        def who(person: Person) -> Cell:
            return Cell(person.display, "strong", second=person.login)

        def last(person: Person) -> Cell:
            at = person.last_here_at
            return Cell(here_at(at, self.desk.settings) if at else "not yet", "muted")

        def state(person: Person) -> Cell:
            if not person.active:
                return Cell("Left", "muted")
            return Cell(
                "Badge" if person.has_badge else "", icon="id-card" if person.has_badge else ""
            )

        return (
            Column(
                "",
                lambda person: Cell(initials=person.initials, spoken=person.initials),
                width=56,
                spoken_title="Initials",
            ),
            Column("Person", who, stretch=3),
            Column("Roles", lambda person: Cell(person.role_words or "No role yet"), stretch=4),
            Column("Last here", last, width=130, hide_below=620),
            Column("", state, width=96, spoken_title="Badge"),
        )

    def _declare(self) -> None:
        assert self.side is not None
        session = self.desk.session
        badges = self.command(
            "Make new badges", self._on_badges, "Ctrl+B", icon="id-card", button="plain"
        )
        new = self.command("New person", self._on_new, Key.NEW, icon="user-plus", button="primary")
        permit(new, session, "users.create")
        password = self.command(
            "New password", self._on_password, "P", icon="key-round", hint="password", on=self.list
        )
        badge = self.command(
            "Give a badge", self._on_badge, "B", icon="id-card", hint="badge", on=self.list
        )
        name = self.command("Change the name", self._on_name, "Ctrl+E", icon="pencil", hint="name")
        self._close = self.command("Close the account", self._on_close, icon="log-out")
        for action in (badge, badges, name, self._close):
            permit(action, session, "users.update")
        self._password_permit = Permit(password, session, "")
        for action in (password, badge):
            button = Button.of(action)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.side.foot.addWidget(button)

    # -- what the window asks

    def entered(self) -> None:
        self._ask()
        self.list.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("user"):
            self._ask()

    # -- reading

    @property
    def _may(self) -> Callable[[str], bool]:
        roles = self.desk.session.actor.roles if self.desk.session.signed_in else frozenset()
        return lambda act: allowed(roles, act)

    def _ask(self) -> None:
        self.desk.read(
            lambda db: people_list(db, include_gone=True), self._on_people, topic="people page"
        )

    def _on_people(self, people: list[Person]) -> None:
        if not self.desk.session.signed_in:
            return
        if not self._may("users.view"):
            me = self.desk.session.actor.user_id
            people = [person for person in people if person.user_id == me]
        self._people = people
        self.list.model.show_records(people, [person.user_id for person in people], stay=True)
        if self.list.marked is None and people:
            self.list.view.mark_row(0)
        self._show(self.list.marked)
        here = sum(1 for person in people if person.active)
        self.say("1 person may sign in" if here == 1 else f"{here} people may sign in")

    def _on_settled(self, _user_id: int) -> None:
        self._show(self.list.marked)

    def _show(self, person: Person | None) -> None:
        self._name.setText(person.display if person else "")
        self._login.setText(f"signs in as {person.login}" if person else "")
        self.roles.show_person(person, changeable=self._may("users.update"))
        session = self.desk.session
        own = person is None or not session.signed_in or person.user_id == session.actor.user_id
        self._password_permit.set_act("" if own else "users.update")
        if person is not None:
            self._close.setText("Close the account" if person.active else "Open the account again")

    # -- doing

    def _open(self, sheet: PeopleSheet) -> None:
        self._sheet = sheet
        sheet.closed.connect(self._on_sheet_closed)
        sheet.open()

    def _on_sheet_closed(self) -> None:
        self._sheet = None

    def _on_new(self) -> None:
        def save(login: str, display: str, password: str, roles: tuple[str, ...]) -> None:
            self._do("create_user", lambda w: create_user(w, login, display, password, roles))

        self._open(NewPersonSheet(self.desk, save))

    def _on_name(self) -> None:
        person = self.list.marked
        if person is not None:
            self._open(
                NameSheet(
                    self.desk,
                    person,
                    lambda name: self._do(
                        "rename_user", lambda w: rename_user(w, person.user_id, name)
                    ),
                )
            )

    def _on_password(self) -> None:
        person = self.list.marked
        if person is None:
            return
        own = person.user_id == self.desk.session.actor.user_id

        def save(old: str, new: str) -> None:
            self._do("change_password", lambda w: change_password(w, person.user_id, new, old=old))

        self._open(PasswordSheet(self.desk, person, save, own=own))

    def _on_badge(self) -> None:
        person = self.list.marked
        if person is not None:
            self._open(
                BadgeSheet(
                    self.desk,
                    person,
                    lambda badge: self._do(
                        "set_badge", lambda w: set_badge(w, person.user_id, badge)
                    ),
                )
            )

    def _on_badges(self) -> None:
        chosen = self.list.view.chosen_ids()
        make_badges(self.desk, [one for one in self._people if one.user_id in chosen])

    def _on_close(self) -> None:
        person = self.list.marked
        if person is None:
            return
        if person.active:
            self._do("close_account", lambda w: deactivate_user(w, person.user_id))
        else:
            self._do("open_account", lambda w: reactivate_user(w, person.user_id))

    def _on_given(self, role: str) -> None:
        person = self.list.marked
        if person is not None:
            self._do("give_role", lambda w: give_role(w, person.user_id, role))

    def _on_taken(self, role: str) -> None:
        person = self.list.marked
        if person is not None:
            self._do("take_role", lambda w: take_role(w, person.user_id, role))

    def _do(self, kind: str, service) -> None:  # type: ignore[no-untyped-def]
        if self._sheet:
            if self._sheet.busy:
                return  # a second Enter, while the first is being saved
            self._sheet.busy = True
        self.desk.work(kind, service, self._on_saved, self._on_refused)

    def _on_saved(self, _changes: Changes) -> None:
        self.clear_refusals()
        if self._sheet:
            self._sheet.dismiss()

    def _on_refused(self, error: UserError | BugReport) -> None:
        if self._sheet:
            self._sheet.busy = False
        if not isinstance(error, UserError):
            return
        if self._sheet:
            self._sheet.show_refusal(error)
        else:
            self.show_refusal(error)
            self._show(self.list.marked)

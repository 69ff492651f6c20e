"""The sheets of the people's page: a new person, a name, a password, a badge."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import UserError
from app.domain.permissions import ROLES as WORDS
from app.services.people import ROLES, Person
from app.views.frame.desk import Desk
from app.views.opening.password_field import PasswordField
from app.views.opening.person_form import PersonForm
from app.views.widgets.field import TextField
from app.views.widgets.inputs import Tick
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import SectionLabel, Text


class PeopleSheet(Sheet):
    """Base: it stays open until what was typed is saved; ``show_refusal`` says what is wrong."""

    def __init__(self, desk: Desk, title: str, sentence: str = "", width: int = 460) -> None:
        super().__init__(desk.frame.host(), title, sentence, width=width)
        self.busy = False
        self.said = Text("", "error", wrap=True)
        self.said.hide()
        self.closed.connect(self.deleteLater)

    def finish(self, verb: str, run: Callable[[], object]) -> None:
        """The buttons, under everything else."""
        self.body.addWidget(self.said)
        self.add_way("Cancel", key="Esc")
        self.add_way(verb, run, "primary", key="Ctrl+Return", closes=False)

    def show_refusal(self, error: UserError) -> None:
        """Why it was not saved."""
        self.said.setText(error.sentence())
        self.said.show()


class NewPersonSheet(PeopleSheet):
    """``save(login, display, password, roles)``."""

    def __init__(
        self, desk: Desk, save: Callable[[str, str, str, tuple[str, ...]], object]
    ) -> None:
        super().__init__(
            desk,
            "New person",
            "They sign in with this name and password, and may change the password themselves.",
            width=560,
        )
        self._save = save
        self.form = PersonForm(own=False)
        self.body.addWidget(self.form)
        self.body.addWidget(SectionLabel("Roles"))
        self.ticks: dict[str, Tick] = {}
        for role in ROLES:
            word = WORDS.word(role)
            self.ticks[role] = Tick(word[:1].upper() + word[1:])
            self.body.addWidget(self.ticks[role])
        self.form.entered.connect(self.ticks[ROLES[0]].setFocus)
        self.finish("Add the person", self.on_save)

    def on_save(self) -> None:
        """Give the form on, if it can be one."""
        if not self.form.check():
            return
        roles = tuple(role for role, tick in self.ticks.items() if tick.isChecked())
        if not roles:
            self.said.setText("Tick at least one role; without one they could only look.")
            self.said.show()
            return
        form = self.form
        self._save(form.login.text, form.display.text, form.password.text, roles)

    def show_refusal(self, error: UserError) -> None:
        if not self.form.show_refusal(error):
            super().show_refusal(error)


class NameSheet(PeopleSheet):
    """``save(display)``."""

    def __init__(self, desk: Desk, person: Person, save: Callable[[str], object]) -> None:
        super().__init__(desk, f"Another name for {person.display}", "Papers keep the old one.")
        self._save = save
        self.display = TextField("Name", required=True, name="display")
        self.display.set_text(person.display)
        self.display.input.entered.connect(self.on_save)
        self.body.addWidget(self.display)
        self.finish("Save the name", self.on_save)

    def on_save(self) -> None:
        """Give the name on."""
        if self.display.check():
            self._save(self.display.text)


class PasswordSheet(PeopleSheet):
    """``save(old, new)``; the old one is asked for one's own."""

    def __init__(
        self, desk: Desk, person: Person, save: Callable[[str, str], object], *, own: bool
    ) -> None:
        title = "Another password for you" if own else f"A new password for {person.display}"
        super().__init__(desk, title, "It has 8 characters or more.")
        self._save = save
        self._own = own
        self.old = PasswordField("Old password", "old")
        self.new = PasswordField("New password")
        self.again = PasswordField("New password again", "again")
        for field in (self.old, self.new, self.again):
            self.body.addWidget(field)
        self.old.setVisible(own)
        self.old.entered.connect(self.new.setFocus)
        self.new.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.on_save)
        self.finish("Set the password", self.on_save)

    def on_save(self) -> None:
        """Give it on when both are the same."""
        if self.new.text != self.again.text:
            self.again.set_error("The two are not the same. Type it again.")
        else:
            self._save(self.old.text if self._own else "", self.new.text)

    def show_refusal(self, error: UserError) -> None:
        field = {"old": self.old, "password": self.new}.get(error.field)
        if field:
            field.set_error(error)
        else:
            super().show_refusal(error)


class BadgeSheet(PeopleSheet):
    """``save(badge)``: the badge that is scanned while this is open; "" takes the old one back."""

    def __init__(self, desk: Desk, person: Person, save: Callable[[str], object]) -> None:
        super().__init__(
            desk,
            f"A badge for {person.display}",
            "Scan the badge now. Only a digest of it is kept, so nobody can copy it from here.",
        )
        self._save = save
        self.waiting = Text("Waiting for the scan", "muted")
        self.body.addWidget(self.waiting)
        self.body.addWidget(self.said)
        self.add_way("Cancel", key="Esc").setFocus()
        if person.has_badge:
            self.add_way("Take the badge back", lambda: save(""), "danger", closes=False)

    def on_scan(self, code: str) -> bool:
        """The badge."""
        self._save(code)
        return True

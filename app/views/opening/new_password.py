"""Forgot password: who can help, and the way in with the shop's recovery words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.founding import password_by_phrase
from app.services.people_list import Person
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.opening.password_field import PasswordField
from app.views.widgets.field import LongTextField
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text


class NewPasswordSheet(Sheet):
    """An admin gives a new password under People; without one, the 24 words prove who one is."""

    def __init__(self, host: QWidget, desk: Desk, person: Person) -> None:
        super().__init__(
            host,
            f"A new password for {person.display}",
            "An admin can give one on the page People. If no admin can sign in, type the shop's 24 "
            "recovery words from their sheet of paper.",
            width=520,
        )
        self._desk = desk
        self._person = person
        self._done = False
        self.phrase = LongTextField("Recovery words", lines=3, name="phrase")
        self.password = PasswordField("New password")
        self.said = Text("", "small", tone="ok", wrap=True)
        self.said.hide()
        for widget in (self.phrase, self.password, self.said):
            self.body.addWidget(widget)
        self.add_way("Go back", key="Esc")
        self.save = self.add_way("Set password", self._on_save, "primary", closes=False)
        self.password.entered.connect(self._on_save)
        self.closed.connect(self.deleteLater)

    def _on_save(self) -> None:
        if self._done:
            self.dismiss()
            return
        if not self.phrase.value:
            self.phrase.set_error("Type the 24 words, with blanks between them.")
            self.phrase.control.setFocus()
            return
        shop, phrase = self._desk.shop, self.phrase.value
        user_id, new = self._person.user_id, self.password.text
        self._desk.start(
            lambda _job: password_by_phrase(shop, phrase, user_id, new),
            self._on_saved,
            self._on_refused,
        )

    def _on_saved(self, _changes: Changes) -> None:
        self._done = True
        self.said.setText("The new password is set. Sign in with it.")
        self.said.show()
        self.save.set_words("Sign in")

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            if error.field == "password":
                self.password.set_error(error)
            else:
                self.phrase.set_error(error)
                self.phrase.control.setFocus()

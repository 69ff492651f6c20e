"""The fields of a person who will sign in: name, sign-in name, password twice."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.views.opening.password_field import PasswordField
from app.views.widgets.field import TextField


class PersonForm(QWidget):
    """``entered`` when Enter was pressed in the last field and all can stay."""

    entered = Signal()

    def __init__(self, *, own: bool = True) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        names = QHBoxLayout()
        names.setSpacing(14)
        self.display = TextField("Your name" if own else "Name", required=True, name="display")
        self.login = TextField("Sign-in name", required=True, name="login")
        names.addWidget(self.display, 1)
        names.addWidget(self.login, 1)
        column.addLayout(names)
        passwords = QHBoxLayout()
        passwords.setSpacing(14)
        self.password = PasswordField("Password")
        self.again = PasswordField("Password again", "again")
        for field in (
            self.password,
            self.again,
        ):  # both begin at the top, whatever stands under one
            beside = QVBoxLayout()
            beside.addWidget(field)
            beside.addStretch(1)
            passwords.addLayout(beside, 1)
        column.addLayout(passwords)
        self._proposed = ""
        self.display.changed.connect(self._propose_login)
        self.password.entered.connect(self.again.setFocus)
        self.again.entered.connect(self._on_entered)
        self.setFocusProxy(self.display)

    def check(self) -> bool:
        """Whether it can be sent; the focus goes to what must be mended."""
        wrong = [field for field in (self.display, self.login) if not field.check()]
        if wrong:
            wrong[0].setFocus()
            return False
        if not self.password.text:
            self.password.set_error("A password is missing.")
            return False
        if self.password.text != self.again.text:
            self.again.set_error("The two are not the same. Type it again.")
            return False
        return True

    def show_refusal(self, error: UserError) -> bool:
        """Put a refusal beside its field; False when it means none of them."""
        for field in (self.display, self.login):
            if field.name == error.field:
                field.set_error(error)
                field.setFocus()
                return True
        if error.field == "password":
            self.password.set_error(error)
            return True
        return False

    def _propose_login(self) -> None:
        if self.login.text in ("", self._proposed):
            self._proposed = proposed_login(self.display.text)
            self.login.set_text(self._proposed)

    def _on_entered(self) -> None:
        if self.check():
            self.entered.emit()


def proposed_login(display: str) -> str:
    """A sign-in name from a person's name: the first one in plain small letters."""
    first = next(iter(display.split()), "")
    plain = unicodedata.normalize("NFKD", first.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)[:32]

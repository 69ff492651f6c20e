"""Showing the shop's recovery words again, after the password was asked once more."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.errors import UserError
from app.domain.recovery import phrase_of
from app.services.founding import Founded
from app.services.sign_in import sign_in
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.opening.password_field import PasswordField
from app.views.opening.wizard_steps import PhraseStep
from app.views.widgets.sheet import Sheet


class WordsSheet(Sheet):
    """First the password, then the 24 words with a way to print them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.frame.host(),
            "The recovery words",
            "Whoever has them can open a copy of this shop. Type your password to see them.",
            width=640,
        )
        self._desk = desk
        self.password = PasswordField("Your password")
        self.body.addWidget(self.password)
        self.phrase = PhraseStep(desk.pool)
        self.phrase.hide()
        self.body.addWidget(self.phrase)
        self.add_way("Close", key="Esc")
        self.verb = self.add_way("Show them", self.on_show, "primary", closes=False)
        self.password.entered.connect(self.on_show)
        self.closed.connect(self.deleteLater)

    def on_show(self) -> None:
        """Compare the password, then show."""
        if self.phrase.isVisible():
            self.dismiss()
            return
        shop, login, password = (
            self._desk.shop,
            self._desk.session.actor.login,
            self.password.text,
        )
        self._desk.start(
            lambda _job: sign_in(shop, login, password), self._on_right, self._on_wrong
        )

    def _on_right(self, _actor: Actor) -> None:
        shop = self._desk.shop
        founded = Founded(
            shop, phrase_of(shop.newest_key), "Lock the paper away, not beside this PC."
        )
        self.phrase.show_phrase(founded, shop.settings.name)
        self.password.hide()
        self.sentence.hide()
        self.phrase.show()
        self.verb.set_words("Done")
        self.phrase.setFocus()

    def _on_wrong(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.password.set_error(error)

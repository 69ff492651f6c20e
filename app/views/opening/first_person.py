"""The cover of a shop that nobody can sign in to yet: it was made by a command of the terminal."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.actors import Actor
from app.domain.errors import UserError
from app.services.founding import first_person
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.opening.frame import OpeningPage
from app.views.opening.person_form import PersonForm
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.sentence_bar import SentenceBar


class FirstPersonPage(OpeningPage):
    """Asks for the first person, who may do everything until there are others."""

    came_in = Signal(object)
    other_shop = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "First person page",
            desk.settings.name,
            "Nobody can sign in here yet. Who are you? You may do everything until there are others.",
            wide=620,
        )
        self._desk = desk
        card = Card(padding=24, spacing=14)
        self.form = PersonForm()
        self.form.entered.connect(self.on_save)
        card.body.addWidget(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        self.button = Button("Come in", "primary", key="Return")
        self.button.clicked.connect(self.on_save)
        row.addWidget(self.button)
        card.body.addLayout(row)
        self.middle.addWidget(card)
        self.add_words("This PC only")
        self.add_link("Open another shop", self.other_shop.emit)
        self.add_hint("Tab", "next field")
        self.add_hint("Return", "come in")
        self.setFocusProxy(self.form)

    def on_save(self) -> None:
        """Make the first person and let them in."""
        if not self.form.check():
            return
        shop, form = self._desk.shop, self.form
        login, display, password = form.login.text, form.display.text, form.password.text
        self._desk.start(
            lambda _job: first_person(shop, login, display, password),
            self._on_actor,
            self._on_refused,
        )

    def _on_actor(self, actor: Actor) -> None:
        self.came_in.emit(actor)

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and not self.form.show_refusal(error):
            self.show_bar(SentenceBar.of(error))

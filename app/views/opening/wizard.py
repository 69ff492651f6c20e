"""Start my shop: four steps of the same width, the last of which proves that the words were kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.errors import UserError
from app.services.founding import Founded, found_shop
from app.views.bug_report import BugReport
from app.views.opening import system_choices
from app.views.opening.frame import OpeningPage
from app.views.opening.wizard_steps import PersonStep, PhraseStep, ProofStep, ShopStep, Step
from app.views.pool import Pool
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.key_caps import KeyHint
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text


class WizardPage(OpeningPage):
    """``done(shop, login)`` when the shop stands and its words are written down; ``back`` if not."""

    done = Signal(object, str)
    back = Signal()

    def __init__(self, pool: Pool, folder: Path) -> None:
        super().__init__("Start my shop page", "Start my shop", wide=680)
        self._pool = pool
        self._folder = folder
        self._founded: Founded | None = None
        self._busy = False
        self._shop = ShopStep()
        self._person = PersonStep()
        self._phrase = PhraseStep(pool)
        self._proof = ProofStep()
        self._steps: tuple[Step, ...] = (self._shop, self._person, self._phrase, self._proof)
        card = Card(padding=24, spacing=16)
        head = QHBoxLayout()
        self._heading = Text("", "panel")
        self._count = Text("", "muted")
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._count)
        card.body.addLayout(head)
        self._stack = QStackedWidget()
        for step in self._steps:
            self._stack.addWidget(step)
            step.entered.connect(self.on_next)
        card.body.addWidget(self._stack)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._back = Button("Go back", key="Esc")
        self._back.clicked.connect(self.on_back)
        self._next = Button("Go on", "primary", key="Ctrl+Return")
        self._next.clicked.connect(self.on_next)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._next)
        card.body.addLayout(foot)
        self.middle.addWidget(card)
        self._hint = KeyHint("Ctrl+Return", "go on")
        self.add_hint("Return", "next field")
        self.add_hint("Ctrl+Return", "go on")
        self._back_hint = self.add_hint("Escape", "go back")
        self._go_to(0)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._stack.currentIndex()]

    def on_next(self) -> None:
        """Go on, if the step can stay as it is."""
        at = self._stack.currentIndex()
        if self._busy or not self.step.check():
            return
        self.clear_bar()
        if self.step is self._person:
            self._found()
        elif self.step is self._proof:
            assert self._founded is not None
            self.done.emit(self._founded.shop, self._person.form.login.text)
        else:
            self._go_to(at + 1)

    def on_back(self) -> None:
        """One step back; a shop that stands already cannot be typed anew."""
        at = self._stack.currentIndex()
        if at == 0:
            self.back.emit()
        elif at != self._steps.index(self._phrase):
            self._go_to(at - 1)

    def _go_to(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        step = self._steps[at]
        self._heading.setText(step.heading)
        self._count.setText(f"Step {at + 1} of {len(self._steps)}")
        self.sentence.setText(step.sentence)
        self._next.set_words(step.verb)
        # From the phrase on there is nothing behind that could still be changed.
        self._back.setVisible(step is not self._phrase)
        self._back_hint.setVisible(step is not self._phrase)
        step.begin()
        self._fit()

    def _fit(self) -> None:
        """The card is as high as the step that is shown, not as the highest of all."""
        for at in range(self._stack.count()):
            page = self._steps[at]
            policy = page.sizePolicy()
            shown = at == self._stack.currentIndex()
            kind = policy.Policy.Preferred if shown else policy.Policy.Ignored
            policy.setVerticalPolicy(kind)
            page.setSizePolicy(policy)
        self._stack.updateGeometry()

    # -- founding

    def _found(self) -> None:
        self._busy = True
        self._next.set_words("Making the shop")
        shop, person, folder = self._shop, self._person.form, self._folder
        said = {
            "name": shop.name.text,
            "currency": shop.currency.value,
            "zone": shop.zone.value or shop.zone.text,
            "station": shop.station.value or 10,
            "people": shop.people.value,
            "locale": system_choices.formats(),
            "company_lines": shop.company.value,
            "login": person.login.text,
            "display": person.display.text,
            "password": person.password.text,
        }
        self._pool.start(
            lambda _job: found_shop(folder, **said),
            self._on_founded,
            self._on_refused,
            title="Making the shop",
        )

    def _on_founded(self, founded: Founded) -> None:
        self._busy = False
        self._founded = founded
        self._phrase.show_phrase(founded, self._shop.name.text)
        self._proof.ask(founded.phrase)
        self._go_to(self._steps.index(self._phrase))

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        self._next.set_words(self.step.verb)
        if isinstance(error, BugReport):
            return
        for at, step in enumerate(self._steps[:2]):
            if step.takes(error):
                self._go_to(at)
                step.takes(error)
                return
        self.show_bar(SentenceBar.of(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.on_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.on_next()
        else:
            super().keyPressEvent(event)

    def focus_step(self) -> QWidget:
        """Where typing begins now."""
        return self.step

"""The next stage of a job: what it weighs as it leaves this one, and who takes it over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout

from app.domain.errors import UserError
from app.domain.mass import shown_g
from app.domain.reasons import WEIGHT
from app.domain.vocabulary import STAGES
from app.services.jobs import JobCard
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.widgets.field import ChoiceField, WeightField
from app.views.widgets.segments import Option, Segments
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

Take = Callable[[int | None, int | None, str], object]
"""``take(weight_mg, artisan_id, reason_code)``; the artisan is None where nobody was chosen."""


def next_words(card: JobCard) -> tuple[str, str]:
    """What going on means for a job: the title of the sheet, and the verb of its button."""
    if card.state == "qc":
        return f"Pass {card.number}?", "Pass the check"
    if not card.next_stage:
        return f"{card.number} to the quality check", "To the quality check"
    return (
        f"{card.number}: {STAGES.word(card.next_stage)} next",
        f"Begin {STAGES.word(card.next_stage)}",
    )


class StageSheet(Sheet):
    """Asks for the weight and the person; Enter goes on, both may stay empty.

    It stays open until the step is saved: ``show_refusal`` puts what is wrong beside its field.
    """

    def __init__(
        self, desk: Desk, card: JobCard, people: Sequence[tuple[int, str]], take: Take
    ) -> None:
        title, verb = next_words(card)
        now = f"It is in {STAGES.word(card.stage)} now. " if card.stage else ""
        super().__init__(desk.frame.host(), title, f"{now}{_about(card)}", width=440)
        self._take = take
        self._busy = False
        self._artisan = card.artisan
        row = QHBoxLayout()
        row.setSpacing(12)
        self.weight = WeightField("Weight as it leaves", desk.settings.locale)
        self.weight.set_aside(_expected(card, desk.settings.locale))
        row.addWidget(self.weight, 1)
        self.who = ChoiceField("Who takes it over", [(None, "Nobody yet"), *people])
        self.who.set_value(next((i for i, name in people if name == card.artisan), None))
        self.who.setVisible(bool(people) and card.state != "qc")
        row.addWidget(self.who, 1)
        self.body.addLayout(row)
        self.reason_words = Text("Why does the weight differ?", "label")
        options = [Option(term.code, term.title, term.key) for term in WEIGHT.terms]
        self.reason = Segments("Reason of the difference", options, "tile")
        self.reason.entered.connect(self.on_take)
        for widget in (self.reason_words, self.reason):
            widget.hide()
            self.body.addWidget(widget)
        self.said = Text("", "error", wrap=True)
        self.said.hide()
        self.body.addWidget(self.said)
        self.add_way("Cancel", key="Esc")
        self.verb = self.add_way(verb, self.on_take, "primary", key="Return", closes=False)
        self.weight.changed.connect(self.said.hide)
        self.who.choice.entered.connect(self.on_take)
        if self.who.isHidden():
            self.weight.input.entered.connect(self.on_take)
        self.closed.connect(self.deleteLater)

    def on_take(self) -> None:
        """Try the step with what is typed."""
        if self._busy or not self.weight.check():
            return
        self._busy = True  # a second Enter would go on to the stage after the next
        chosen = self.who.value if self.who.isVisible() else None
        self._take(self.weight.value, chosen, str(self.reason.value or ""))

    def show_refusal(self, error: UserError | BugReport) -> None:
        """Why it was not saved: a weight asks for a reason here, the rest is said."""
        self._busy = False
        if not isinstance(error, UserError):
            return
        if error.field == "weight":
            self.weight.set_error(error)
            self.reason_words.show()
            self.reason.show()
            self.reason.focus_chosen()
        else:
            self.said.setText(error.sentence())
            self.said.show()


def _about(card: JobCard) -> str:
    words = " · ".join(part for part in (card.work, card.title) if part)
    return f"{words}."


def _expected(card: JobCard, locale: str) -> str:
    if card.expected_mg is None or card.stage != "size":
        return ""
    return f"{shown_g(card.expected_mg, locale)} g expected"

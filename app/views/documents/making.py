"""Making a paper from any page: what is asked for it, then it is stored, and shown as it will be printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from babel import Locale
from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.printing.document.wording import languages
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk, Service
from app.views.orders.review_sheets import FormSheet
from app.views.widgets.field import ChoiceField, Field, check_all, show_refusal
from app.views.widgets.text import Text

Answers = dict[str, Any]
"""What was answered, by the key of its field."""
Make = Callable[[Answers], Service]


def make_paper(desk: Desk, kind: str, service: Service) -> None:
    """Make a paper about which nothing has to be asked, and show it."""
    making = _Making(desk)
    desk.work(kind, service, making.on_made, making.on_refused)


def show_made(desk: Desk, changes: Changes) -> None:
    """Show the paper that was just made, as it will be printed."""
    if changes.ids("document"):
        desk.navigate("document", changes.first("document"))


class _Making(QObject):
    """Lives until the paper is made or refused."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def on_made(self, changes: Changes) -> None:
        """It is stored."""
        show_made(self._desk, changes)
        self.deleteLater()

    def on_refused(self, error: UserError | BugReport) -> None:
        """It is not: said over the page."""
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)
        self.deleteLater()


class AskSheet(FormSheet):
    """Asks what a paper needs and no record says. It stays, with what was typed, until it is made."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        sentence: str,
        verb: str,
        fields: Mapping[str, Field],
        kind: str,
        make: Make,
        done: Callable[[Changes], object] | None = None,
    ) -> None:
        super().__init__(desk.frame.host(), title, sentence, verb)
        self._desk, self._kind, self._make, self._done = desk, kind, make, done
        self._busy = False
        self.fields: dict[str, Any] = dict(fields)
        for field in self.fields.values():
            self.body.addWidget(field)
            field.changed.connect(self._clear)
        self.said = Text("", "error", wrap=True)
        self.said.hide()
        self.body.addWidget(self.said)
        if self.fields:
            self.first = next(iter(self.fields.values())).control

    def take(self) -> None:
        """Make it of what is typed."""
        if self._busy or not check_all(list(self.fields.values())):
            return
        self._busy = True  # a second Enter would make a second paper
        answers = {key: getattr(field, "value", None) for key, field in self.fields.items()}
        self._desk.work(self._kind, self._make(answers), self._on_made, self._on_refused)

    def _on_made(self, changes: Changes) -> None:
        self.dismiss()
        if self._done:
            self._done(changes)
        else:
            show_made(self._desk, changes)

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if isinstance(error, UserError) and not show_refusal(list(self.fields.values()), error):
            self.said.setText(error.sentence())
            self.said.show()

    def _clear(self) -> None:
        self.said.hide()


@cache
def language_choices() -> Sequence[tuple[str, str]]:
    """The languages that papers speak, the house's own first ("")."""
    named = [(code, str(Locale(code).get_display_name("en"))) for code in languages()]
    return (("", "As all papers of the shop"), *sorted(named, key=lambda pair: pair[1]))


def language_field(spoken: str = "") -> ChoiceField:
    """In which language a paper is written; ``spoken`` is the client's own, where it is known."""
    base = spoken.replace("_", "-").split("-")[0].casefold()
    known = base in languages()
    field = ChoiceField("Language of the paper", language_choices())
    field.set_value(base if known else "")
    if known:
        field.set_aside("the client’s language")
    return field

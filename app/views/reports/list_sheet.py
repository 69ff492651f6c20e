"""Editing one of the house's short lists as lines of text: standard phrases, instruments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.report_words import phrases_as_text
from app.services.instruments import instruments_as_text, put_instruments
from app.services.report_demand import put_rules_text
from app.services.report_opening import HouseLists
from app.services.report_phrases import put_phrases
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.widgets.inputs import LongInput
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

if TYPE_CHECKING:
    from app.models.work import Work


class ListSheet(Sheet):
    """The list in a field, a line an entry; what is wrong is said below it."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        sentence: str,
        typed: str,
        service: Callable[[Work, str], Changes],
        done: Callable[[], object],
    ) -> None:
        super().__init__(desk.frame.host(), title, sentence, width=680)
        self._desk, self._service, self._done = desk, service, done
        self.lines = LongInput(lines=12)
        self.lines.setAccessibleName(title)
        self.lines.setPlainText(typed)
        self.body.addWidget(self.lines)
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.add_way("Cancel", key="Esc")
        self.verb = self.add_way("Keep the list", self.take, "primary", closes=False)
        self.closed.connect(self.deleteLater)

    def take(self) -> None:
        """Keep what was typed."""
        typed = self.lines.toPlainText()
        self._desk.work(
            "house_list", lambda w: self._service(w, typed), self._on_kept, self._on_refused
        )

    def _on_kept(self, _changes: Changes) -> None:
        self.dismiss()
        self._done()

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.error.setText(error.sentence())
            self.error.show()


def edit_phrases(desk: Desk, house: HouseLists, done: Callable[[], object]) -> None:
    """The standard phrases; behind | stand their translations."""
    ListSheet(
        desk,
        "Standard phrases",
        "A phrase a line, its translations behind it: stamped 750 | de: gestempelt 750. An … is a "
        "blank to fill. An empty list brings the shipped phrases back.",
        phrases_as_text(house.phrases),
        put_phrases,
        done,
    ).open()


def edit_instruments(desk: Desk, house: HouseLists, done: Callable[[], object]) -> None:
    """The scales and instruments with their calibration."""
    ListSheet(
        desk,
        "Scales and instruments",
        "One a line: its name, its step, when it was calibrated, until when that holds: "
        "Kern PCB-3 | 1 mg | 2026-11-02 | 2027-11-02.",
        instruments_as_text(house.instruments),
        put_instruments,
        done,
    ).open()


def edit_demands(desk: Desk, typed: str, done: Callable[[], object]) -> None:
    """Where the house demands a report, from which value on, and whether any stone is enough."""
    ListSheet(
        desk,
        "Where reports are demanded",
        "One hand-over a line: off, told or demanded; from which value on; and “with stones” where "
        "any stone is enough: before it goes to the bench | demanded | 1,000.00 | with stones.",
        typed,
        put_rules_text,
        done,
    ).open()

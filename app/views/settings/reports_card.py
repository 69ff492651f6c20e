"""The settings' card of condition reports: where they are demanded, scales, standard phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.report_demand import rules_as_text
from app.services.report_opening import house_lists
from app.views.frame.permit import permit
from app.views.reports.list_sheet import edit_demands, edit_instruments, edit_phrases
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.text import Text

if TYPE_CHECKING:
    from app.services.report_opening import HouseLists
    from app.views.frame.page import Page

ACT = "rules.update"
WORDS = (
    "Where a report is demanded when custody changes, the scales with their calibration, and the"
    " phrases offered while one is written."
)


class ReportsCard(Card):
    """Buttons of the page's commands; each list is read when it is asked for."""

    def __init__(self, page: Page) -> None:
        super().__init__("Condition reports", spacing=12)
        self._desk = page.desk
        self.body.addWidget(Text(WORDS, "muted", wrap=True))
        acts = (
            ("Say where reports are demanded", self._demands, "shield-check"),
            ("Edit the scales and instruments", self._instruments, "scale"),
            ("Edit the standard phrases", self._phrases, "list"),
        )
        for words, run, icon in acts:
            command = permit(page.command(words, run, icon=icon), page.desk.session, ACT)
            self.body.addWidget(Button.of(command))

    def _demands(self) -> None:
        self._desk.read(rules_as_text, self._on_demands, topic="report rules")

    def _instruments(self) -> None:
        self._desk.read(house_lists, self._on_instruments, topic="house lists")

    def _phrases(self) -> None:
        self._desk.read(house_lists, self._on_phrases, topic="house lists")

    def _on_demands(self, typed: str) -> None:
        edit_demands(self._desk, typed, _nothing)

    def _on_instruments(self, house: HouseLists) -> None:
        edit_instruments(self._desk, house, _nothing)

    def _on_phrases(self, house: HouseLists) -> None:
        edit_phrases(self._desk, house, _nothing)


def _nothing() -> None:
    """Nothing on this page shows the lists."""

"""The settings' card of condition reports: where they are demanded, scales, standard phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.views.frame.permit import permit
from app.views.settings.report_lists import ReportLists
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.text import Text

if TYPE_CHECKING:
    from app.views.frame.page import Page

ACT = "rules.update"
WORDS = (
    "Where a report is demanded when custody changes, the scales with their calibration, and the"
    " phrases offered while one is written."
)


class ReportsCard(Card):
    """Buttons of the page's commands; each list opens in its table."""

    def __init__(self, page: Page) -> None:
        super().__init__("Condition reports", spacing=12)
        self.body.addWidget(Text(WORDS, "muted", wrap=True))
        lists = ReportLists(page.desk, self)
        acts = (
            ("Say where reports are demanded", lists.demands, "shield-check"),
            ("Edit the scales and instruments", lists.instruments, "scale"),
            ("Edit the standard phrases", lists.phrases, "list"),
        )
        for words, run, icon in acts:
            command = permit(page.command(words, run, icon=icon), page.desk.session, ACT)
            self.body.addWidget(Button.of(command))

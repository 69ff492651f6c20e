"""About: the version, where things lie, whether the shop is whole, and the licences of others."""

from __future__ import annotations

from app import __version__
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.widgets.text import Text


class AboutPage(Page):
    """What this program is and what it is made of."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "About")
        self.body.addWidget(Text(f"Parure {__version__}", "panel"))
        self.body.addStretch(1)

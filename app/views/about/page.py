"""About: the version, where things lie, whether the shop is whole, and the licences of others."""

from __future__ import annotations

import platform
import sys

import PySide6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import __version__
from app.views.about.check_card import CheckCard
from app.views.about.licences_view import LicencesView
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.widgets.card import Card
from app.views.widgets.facts import Facts
from app.views.widgets.gem_mark import GemMark
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text

ABOUT, LICENCES = "about", "licences"


class AboutPage(Page):
    """Two looks: the program and the shop, and the works of others."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "About")
        self.views = Segments(
            "About or licences",
            [Option(ABOUT, "Parure and this shop"), Option(LICENCES, "Licences")],
            "tab",
        )
        self.views.set_value(ABOUT)
        self.facts.addWidget(self.views)
        self.facts.addStretch(1)
        self._about = QWidget()
        column = QVBoxLayout(self._about)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._program_card())
        self.check = CheckCard(desk)
        column.addWidget(self.check)
        column.addStretch(1)
        self.body.addWidget(self._about)
        self.licences: LicencesView | None = None
        self.views.chosen.connect(self._on_look)
        self.command("Check the shop", self._on_check, icon="shield-check")
        self.command(
            "Show the licences", lambda: self.views.choose(LICENCES), "Alt+2", icon="book-open"
        )
        self.command(
            "Show the program and this shop", lambda: self.views.choose(ABOUT), "Alt+1", icon="info"
        )
        self.command("Open the folder of the logs", self._on_logs, icon="folder-open")
        self.hint_bar.add_fixed("Alt+1 … 2", "view")

    def _program_card(self) -> Card:
        card = Card(padding=22, spacing=12)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(GemMark(44))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(f"Parure {__version__}", "panel"))
        words.addWidget(Text("The back office of a fine-jewelry boutique.", "soft"))
        row.addLayout(words, 1)
        card.body.addLayout(row)
        shop = self.desk.shop
        facts = Facts("Program facts", label_width=110)
        facts.show_facts(
            (
                ("Shop", self.desk.settings.name),
                ("Folder", str(shop.path)),
                ("Station", str(self.desk.settings.station)),
                ("Qt", PySide6.__version__),
                ("Python", platform.python_version()),
                ("System", f"{platform.system()} {platform.release()}"),
                ("Program", sys.executable),
            )
        )
        card.body.addWidget(facts)
        return card

    def entered(self) -> None:
        self.views.focus_chosen()

    def _on_look(self, look: object) -> None:
        if look == LICENCES and self.licences is None:
            self.licences = LicencesView(self.desk.pool)
            self.body.addWidget(self.licences, 1)
        self._about.setVisible(look == ABOUT)
        if self.licences is not None:
            self.licences.setVisible(look == LICENCES)
            if look == LICENCES:
                self.licences.setFocus()

    def _on_check(self) -> None:
        self.views.choose(ABOUT)
        self.check.run()

    def _on_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.shop.path / "logs")))

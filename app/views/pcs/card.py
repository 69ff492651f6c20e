"""The settings' card of the shop's PCs: where they meet, and how one comes and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from app.views.frame.permit import permit, tie
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.facts import Facts
from app.views.widgets.text import Text

if TYPE_CHECKING:
    from app.views.frame.page import Page

ACT = "sync.update"
ALONE = (
    "The shop lives on this PC alone. Several PCs can work for it, each for days without a network;"
    " they meet in a database or a folder of yours."
)


class PcsCard(Card):
    """Buttons of the page's commands: connect or add, move, stolen, meet elsewhere."""

    def __init__(self, page: Page) -> None:
        super().__init__("The shop's PCs", spacing=12)
        self._page = page
        self._words = Text(ALONE, "muted", wrap=True)
        self.body.addWidget(self._words)
        self.facts = Facts("The shop's PCs", label_width=92)
        self.body.addWidget(self.facts)
        rows = (QHBoxLayout(), QHBoxLayout())
        session = page.desk.session
        self.add = Button("Connect PCs", icon="link")
        self.move_on = Button("Move to a new PC", icon="monitor")
        self.stolen = Button("A PC was stolen", icon="shield-alert")
        self.elsewhere = Button("Meet elsewhere", icon="hard-drive")
        self.acts = {
            "Connect PCs or add one": (self.add, self._on_add, "link"),
            "Move to a new PC": (self.move_on, self._on_move, "monitor"),
            "A PC was stolen": (self.stolen, self._on_stolen, "shield-alert"),
            "Meet elsewhere": (self.elsewhere, self._on_elsewhere, "hard-drive"),
        }
        for at, (words, (button, run, icon)) in enumerate(self.acts.items()):
            command = permit(page.command(words, run, icon=icon), session, ACT)
            tie(button, command)
            button.clicked.connect(command.trigger)
            rows[at // 2].addWidget(button)
        for row in rows:
            row.setSpacing(8)
            row.addStretch(1)
            self.body.addLayout(row)

    def show_shop(self) -> None:
        """Show how it stands now."""
        from app.services import pcs

        shop = self._page.desk.shop
        joined = pcs.is_joined(shop)
        self._words.setVisible(not joined)
        self.facts.setVisible(joined)
        self.add.set_words("Add a PC" if joined else "Connect PCs")
        for button in (self.move_on, self.stolen, self.elsewhere):
            button.setVisible(joined)
        if joined:
            from app.services.hub_setup import status

            others = ", ".join(pcs.joined_words(shop))
            self.facts.show_facts(
                (("They meet at", status(shop).address), ("The others", others or "none yet"))
            )

    def _on_add(self) -> None:
        from app.views.pcs.add_sheet import add_pc

        add_pc(self._page.desk).closed.connect(self.show_shop)

    def _on_move(self) -> None:
        from app.services import pcs
        from app.views.pcs.add_sheet import add_pc
        from app.views.pcs.move_sheet import MoveSheet

        desk = self._page.desk
        if pcs.is_joined(desk.shop):
            MoveSheet(desk).open()
        else:
            add_pc(desk)

    def _on_elsewhere(self) -> None:
        from app.services import pcs
        from app.views.pcs.add_sheet import add_pc
        from app.views.pcs.elsewhere_sheet import ElsewhereSheet

        desk = self._page.desk
        if pcs.is_joined(desk.shop):
            ElsewhereSheet(desk).open()
        else:
            add_pc(desk)

    def _on_stolen(self) -> None:
        from app.views.pcs.stolen_sheet import StolenSheet

        sheet = StolenSheet(self._page.desk)
        sheet.closed.connect(self.show_shop)
        sheet.open()

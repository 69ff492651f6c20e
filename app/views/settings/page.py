"""Settings of the shop and of this PC. What is changed is saved when its field is left."""

from __future__ import annotations

import json
from collections import deque
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from app.domain.changes import Changes
from app.domain.errors import NotAllowedError, UserError
from app.domain.permissions import CONFIDENTIAL, allowed
from app.services.agreements import usual_terms
from app.services.founding import describe
from app.services.house_paper import PAPER
from app.services.house_rules import ID_WANTED, SECOND_BATCH, SECOND_SINGLE, house_rules
from app.services.print_jobs import folder_of, set_folder
from app.services.settings import TAG_STOCK, get, get_all, put
from app.services.tag_stocks import list_stocks
from app.services.tag_texts import TAG_CIPHER
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import permit, tie
from app.views.pcs.card import PcsCard
from app.views.settings.bound import Bound
from app.views.settings.cards import TERMS, paper_card, safety_card, shop_card, tag_card, terms_card
from app.views.settings.reports_card import ReportsCard
from app.views.settings.this_pc import ThisPcCard
from app.views.settings.words_sheet import WordsSheet
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.field import ChoiceField
from app.views.widgets.inputs import Tick
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.sentence_bar import SentenceBar

TWO_COLUMNS = 1040
"""In a page that is narrower, px, the cards stand one below the other."""


class SettingsPage(Page):
    """Cards in two columns; each field is one setting."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Settings")
        self._bound: dict[str, Bound] = {}
        self._asked: deque[str] = deque()
        self._only_look: SentenceBar | None = None
        self._kept: dict[str, str] = {}
        scroll = ScrollBody()
        scroll.column.setContentsMargins(0, 0, 0, 0)
        self._columns = columns = QHBoxLayout()
        scroll.column.addLayout(columns)
        columns.setContentsMargins(0, 0, 6, 0)
        columns.setSpacing(14)
        settings = desk.settings
        self.this_pc = ThisPcCard()
        self.pcs = PcsCard(self)
        made: tuple[tuple[tuple[Card, list[Bound]], ...], ...] = (
            (shop_card(), self._papers(), safety_card(settings), (ReportsCard(self), [])),
            (
                terms_card(settings),
                tag_card(lambda: desk.navigate("designer")),
                (self.this_pc, []),
                (self.pcs, []),
            ),
        )
        for side in made:
            columns.addLayout(self._column(side), 1)
        self.body.addWidget(scroll, 1)
        self.this_pc.folder_chosen.connect(self._on_folder)
        self.this_pc.theme_chosen.connect(self._on_theme)
        self.this_pc.words_asked.connect(self._on_words)
        words = self.command("Show the recovery words", self._on_words, icon="key-round")
        permit(words, desk.session, "backup.create")
        tie(self.this_pc.words, words)
        self.this_pc.scanner_asked.connect(lambda: desk.navigate("scanner"))
        self.command("Change the theme to light", partial(self._on_theme, "light"), icon="sun")
        self.command("Change the theme to dark", partial(self._on_theme, "dark"), icon="moon")
        self.command(
            "Let the theme follow the system", partial(self._on_theme, "system"), icon="monitor"
        )
        self.hint_bar.add_fixed("Return Tab", "next field")
        self.say("What is changed is saved when its field is left")

    def _column(self, cards: tuple[tuple[Card, list[Bound]], ...]) -> QVBoxLayout:
        """Cards one below the other; what is changed in one of their fields is saved."""
        column = QVBoxLayout()
        column.setSpacing(14)
        for card, bound in cards:
            column.addWidget(card)
            for one in bound:
                self._bound[one.name] = one
                one.changed.connect(self._on_changed)
        column.addStretch(1)
        return column

    def _papers(self) -> tuple[Card, list[Bound]]:
        """What stands on every paper, and the way to the statements on each."""
        card, bound = paper_card()
        words = self.command(
            "Go to the wordings", lambda: self.desk.navigate("wordings"), icon="feather"
        )
        card.body.addWidget(Button.of(words))
        return card, bound

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        small = self.width() < TWO_COLUMNS
        self._columns.setDirection(way.TopToBottom if small else way.LeftToRight)

    # -- what the window asks

    def entered(self) -> None:
        self._ask()
        self._bound["name"].field.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("setting") or changes.touches("hub"):
            self._ask()

    # -- reading

    def _ask(self) -> None:
        self.desk.read(_kept, self._on_kept, topic="settings page")

    def _on_kept(self, answer: tuple[dict[str, str], str, list[tuple[str, str]]]) -> None:
        self._kept, folder, stocks = answer
        stock = self._bound[TAG_STOCK].field
        if isinstance(stock, ChoiceField):
            stock.choice.set_options(stocks)
        for bound in self._bound.values():
            bound.show(self._kept)
        self.this_pc.show_folder(folder)
        window = self.window()
        dress = getattr(window, "dress", None)
        if dress is not None:
            self.this_pc.theme.set_value(dress.mode)
        shop = self.desk.shop
        place = describe(shop.path).key_place
        words = {"keyring": "in this system's keyring", "file": "in a file only you can read"}
        self.this_pc.facts.show_facts(
            (
                ("Station", str(self.desk.settings.station)),
                ("The shop", str(shop.path)),
                ("Its key", words.get(place, "given at the start")),
            )
        )
        self.pcs.show_shop()
        self._show_limits()

    def _show_limits(self) -> None:
        roles = self.desk.session.actor.roles if self.desk.session.signed_in else ()
        may = allowed(roles, "settings.update")
        # Who knows the cipher reads the cost on every tag.
        knows = may or allowed(roles, CONFIDENTIAL["cost"])
        self._bound[TAG_CIPHER].field.setVisible(knows)
        if may and self._only_look is not None:
            self._only_look.dismiss()
            self._only_look = None
        elif not may and self._only_look is None:
            self._only_look = self.show_bar(
                SentenceBar(
                    "You may look, not change",
                    "Only an admin changes the shop's settings. Theme and folder of this PC are yours.",
                    "neutral",
                )
            )

    # -- saving

    def _on_changed(self, name: str, text: str) -> None:
        self._asked.append(name)  # answered in this order

        def service(w: Any) -> Changes:
            if name.startswith(f"{TERMS}/"):
                return put(w, TERMS, _with_term(get(w, TERMS), name.rpartition("/")[2], text))
            return put(w, name, text)

        self.desk.work("setting", service, self._on_saved, self._on_refused)

    def _on_saved(self, _changes: Changes) -> None:
        self._asked.popleft()
        self.clear_refusals()

    def _on_refused(self, error: UserError | BugReport) -> None:
        bound = self._bound.get(self._asked.popleft())
        if bound is None or not isinstance(error, UserError):
            return
        bound.take_back()
        bound.refuse(error)
        if isinstance(error, NotAllowedError) or isinstance(bound.field, Tick):
            self.show_refusal(error)

    def _on_folder(self, folder: Path) -> None:
        self.desk.writer.run(
            lambda shop: set_folder(shop, folder), self._on_folder_set, self._on_no_folder
        )

    def _on_folder_set(self, _changes: Changes) -> None:
        self.desk.toast("Printed files go there from now on")

    def _on_no_folder(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.this_pc.folder.set_error(error)

    def _on_theme(self, mode: str) -> None:
        dress = getattr(self.window(), "dress", None)
        if dress is not None:
            dress.set_mode(mode)
            self.this_pc.theme.set_value(mode)

    def _on_words(self) -> None:
        if allowed(self.desk.session.actor.roles, "backup.create"):
            sheet = WordsSheet(self.desk)
            sheet.open()
            sheet.password.setFocus()
        else:
            self.say("Only an admin sees the recovery words.")


def _kept(db: Any) -> tuple[dict[str, str], str, list[tuple[str, str]]]:
    """All settings as texts, usual values included, the folder of this PC, the shop's tag stocks."""
    rules, terms = house_rules(db), usual_terms(db)
    found = get_all(db)
    found.setdefault(SECOND_SINGLE, str(rules.limits.single_minor))
    found.setdefault(SECOND_BATCH, str(rules.limits.batch_minor))
    found.setdefault(ID_WANTED, "1" if rules.id_wanted else "0")
    letter = rules.locale.endswith(("_US", "_CA"))
    found.setdefault(PAPER, "letter" if letter else "a4")
    for name, value in vars(terms).items():
        if value is not None:
            found[f"{TERMS}/{name}"] = str(value)
    stocks = [(line.stock.key, line.stock.name) for line in list_stocks(db)]
    return found, str(folder_of(db)), stocks


def _with_term(kept: str, name: str, text: str) -> str:
    """The house's terms as kept, with one of them changed."""
    terms = json.loads(kept or "{}")
    terms[name] = int(text) if text else None
    return json.dumps(terms, sort_keys=True)

"""Wordings: every statement on the shop's papers, by paper, language and place, and from when it holds."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QSizePolicy

from app.domain.changes import Changes
from app.domain.chips import Chip as Status
from app.domain.dates import parse_day
from app.domain.errors import UserError
from app.services.document_lists import KINDS
from app.services.wordings import (
    WordingBlock,
    WordingForm,
    add_wording,
    edit_wording,
    remove_wording,
    standing,
    wording_blocks,
)
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.inputs import Choice
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import SectionLabel, Text
from app.views.wordings.sheet import DOCUMENTS, LANGUAGES, WordingSheet, show_sample

ALL = ""


class WordingsPage(Page):
    """The list at the left, the marked block's words beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Wordings", side=True)
        self.words = Words(desk.settings)
        self._all: list[WordingBlock] = []
        self._sheet: WordingSheet | None = None
        self.header.set_crumb("Settings", partial(desk.navigate, "settings"))
        self.show_bar(
            SentenceBar(
                "The words are the shop’s, and its lawyer supplies them",
                "What was brought along is a beginning, not advice. Have returns, ownership, risk, "
                "privacy and consignment worded for each country that you sell in.",
                "neutral",
            )
        )
        self.documents = self._choice("Paper", ((ALL, "Every paper"), *DOCUMENTS))
        self.languages = self._choice("Language", ((ALL, "Every language"), *LANGUAGES))
        spoken = desk.settings.locale.split("_")[0]
        self.languages.set_value(spoken if spoken in dict(LANGUAGES) else ALL)
        self.list = FixedList(self._columns(), "Wordings", row_height=44)
        self.list.view.settled.connect(self._on_settled)
        self.list.view.opened.connect(self._on_opened)
        self.body.addWidget(self.list, 1)
        self._build_side()
        self._declare()

    def _choice(self, name: str, options: tuple[tuple[str, str], ...]) -> Choice:
        made = Choice(options)
        made.setAccessibleName(name)
        made.set_value(ALL)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        made.changed.connect(self._on_filter)
        self.facts.addWidget(made)
        return made

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Paper", lambda one: Cell(KINDS.title(one.document), "strong"), width=196),
            Column("About", lambda one: Cell(about(one), second=one.text), stretch=5),
            Column("Language", lambda one: Cell(_language(one.language)), width=92, hide_below=560),
            Column("Where", lambda one: Cell(one.jurisdiction or "everywhere", "muted"), width=100,
                   hide_below=760),
            Column("From", lambda one: Cell(self._day(one), "muted"), width=112, hide_below=700),
            Column("State", lambda one: Cell(status=Status(*self._standing(one))), width=140),
        )  # fmt: skip

    def _build_side(self) -> None:
        assert self.side is not None
        scroll = ScrollBody()
        column = scroll.column
        column.setSpacing(10)
        self.chip = Chip("", about="State", parent=self)
        column.addWidget(self.chip)
        self._title = Text("", "panel", wrap=True)
        column.addWidget(self._title)
        self._facts = Facts("About the wording", label_width=84)
        column.addWidget(self._facts)
        column.addWidget(SectionLabel("Words"))
        self._body = Text("", "body", wrap=True)
        column.addWidget(self._body)
        column.addStretch(1)
        self.side.body.addWidget(scroll, 1)

    def _declare(self) -> None:
        assert self.side is not None
        self.facts.addStretch(1)
        self.command("See it on the paper", self.see, "V", icon="eye", hint="see", button="plain")
        new = self.command(
            "New wording", self.add, Key.NEW, icon="plus", hint="new", button="primary"
        )
        change = self.command("Word it anew", self.change, "Ctrl+E", icon="pencil", hint="change")
        self._remove = self.command("Take the wording away", self.remove, "Delete", icon="trash-2")
        for action in (new, change, self._remove):
            permit(action, self.desk.session, "rules.update")
        button = Button.of(change)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.side.foot.addWidget(button)

    # -- what the window asks

    def entered(self) -> None:
        self._ask()
        self.list.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("wording"):
            self._ask()

    # -- reading and showing

    def _ask(self) -> None:
        self.desk.read(wording_blocks, self._on_blocks, topic="wordings")

    def _on_blocks(self, blocks: list[WordingBlock]) -> None:
        self._all = blocks
        document, language = str(self.documents.value or ""), str(self.languages.value or "")
        shown = [
            one
            for one in blocks
            if document in (ALL, one.document) and language in (ALL, one.language.split("-")[0])
        ]
        self.list.model.show_records(shown, range(1, len(shown) + 1), stay=True)
        if self.list.marked is None and shown:
            self.list.view.mark_row(0)
        self._show(self.list.marked)
        own = sum(1 for one in shown if one.own)
        many = "1 wording" if len(shown) == 1 else f"{len(shown)} wordings"
        self.say(f"{many}, {own} of them the shop’s own")

    def _on_filter(self, _value: object) -> None:
        self._on_blocks(self._all)

    def _on_settled(self, _row_id: int) -> None:
        self._show(self.list.marked)

    def _on_opened(self, _row_id: int) -> None:
        self.change()

    def _show(self, block: WordingBlock | None) -> None:
        self._title.setText(f"{KINDS.title(block.document)}: {about(block)}" if block else "")
        self._body.setText((block.text or "This statement is left out.") if block else "")
        self.chip.set_status(*(self._standing(block) if block else ("", "neutral")))
        self._remove.setEnabled(block is not None and block.own)
        facts = []
        if block is not None:
            facts = [
                ("Language", _language(block.language)),
                ("Where", block.jurisdiction or "everywhere"),
                ("From", self._day(block)),
                ("Worded by", "the shop" if block.own else "Parure, as a beginning"),
            ]
        self._facts.show_facts(facts)

    def _standing(self, block: WordingBlock) -> tuple[str, str]:
        return standing(block, self._all, self.words.today.isoformat())

    def _day(self, block: WordingBlock) -> str:
        return self.words.day(parse_day(block.valid_from)) if block.own else "always"

    # -- doing

    def add(self) -> None:
        """Word a statement that there is not yet."""
        self._open("New wording", None, 0)

    def change(self) -> None:
        """Change the shop's own words, or put own words in place of what was brought along."""
        block = self.list.marked
        if block is None:
            return
        title = "Change the wording" if block.own else "Word it anew"
        self._open(f"{title}: {about(block)}", block, block.id)

    def remove(self) -> None:
        """Take own words away: what held before holds again. Undo brings them back."""
        block = self.list.marked
        if block is not None and block.own:
            self.desk.work("wording", lambda w: remove_wording(w, block.id))

    def see(self) -> None:
        """Show the marked words on their paper."""
        block = self.list.marked
        if block is not None:
            today = self.words.today.isoformat()
            day = max(today, block.valid_from)
            show_sample(
                self.desk,
                WordingForm(
                    block.document, block.topic, block.text, block.language, block.jurisdiction, day
                ),
            )

    def _open(self, title: str, block: WordingBlock | None, wording_id: int) -> None:
        def save(form: WordingForm) -> None:
            def service(w: Any) -> Changes:
                return edit_wording(w, wording_id, form) if wording_id else add_wording(w, form)

            self.desk.work("wording", service, self._on_saved, self._on_refused)

        self._sheet = WordingSheet(self.desk, self.words, title, block, save)
        self._sheet.closed.connect(self._on_closed)
        self._sheet.open()

    def _on_saved(self, _changes: Changes) -> None:
        if self._sheet:
            self._sheet.dismiss()

    def _on_refused(self, error: UserError | BugReport) -> None:
        if self._sheet:
            self._sheet.refuse(error)

    def _on_closed(self) -> None:
        self._sheet = None


def about(block: WordingBlock) -> str:
    """What a block is about, in words."""
    words = block.topic.replace("_", " ")
    return words[:1].upper() + words[1:]


def _language(code: str) -> str:
    return dict(LANGUAGES).get(code.split("-")[0], code)

"""Wording a statement: on which paper, about what, in which language, where, from when, in which words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from app.domain.dates import parse_day
from app.domain.errors import UserError
from app.services.document_lists import KINDS
from app.services.documents import Paper
from app.services.print_jobs import reading
from app.services.wording_preview import WITH_STATEMENTS, sample_paper
from app.services.wordings import WordingBlock, WordingForm
from app.views.bug_report import BugReport
from app.views.documents.making import language_choices
from app.views.documents.paper_sheet import PaperSheet, PaperSource
from app.views.frame.desk import Desk
from app.views.orders.review_sheets import FormSheet
from app.views.orders.words import Words
from app.views.widgets.button import Button
from app.views.widgets.field import (
    ChoiceField,
    DateField,
    Field,
    LongTextField,
    TextField,
    check_all,
    show_refusal,
)
from app.views.widgets.text import Text

Save = Callable[[WordingForm], object]
DOCUMENTS = tuple((kind, KINDS.title(kind)) for kind in WITH_STATEMENTS)
LANGUAGES = tuple(pair for pair in language_choices() if pair[0])


class WordingSheet(FormSheet):
    """``save(form)`` is asked with what is typed; the sheet stays until it is kept or given up."""

    def __init__(
        self, desk: Desk, words: Words, title: str, block: WordingBlock | None, save: Save
    ) -> None:
        super().__init__(
            desk.frame.host(),
            title,
            "What is signed already keeps the words that it was signed with.",
            "Keep the wording",
            width=620,
        )
        self._desk, self._words, self._save = desk, words, save
        self._busy = False
        self.document = ChoiceField("Paper", DOCUMENTS, required=True, name="document")
        self.topic = TextField("About", required=True, hint="return, privacy", name="topic")
        self.language = ChoiceField("Language", LANGUAGES, required=True, name="language")
        self.place = TextField("Country or state", hint="GB, US-NY; empty: everywhere")
        self.day = DateField(
            "Holds from",
            lambda: words.today,
            words.settings.locale,
            required=True,
            name="valid_from",
        )
        self.text = LongTextField("Words", lines=7, name="text")
        self.text.set_aside("empty leaves the statement out")
        self._fields: tuple[Field, ...] = (
            self.document,
            self.topic,
            self.language,
            self.place,
            self.day,
            self.text,
        )
        for pair in (self._fields[:2], self._fields[2:4]):
            row = QHBoxLayout()
            row.setSpacing(12)
            for beside in pair:
                row.addWidget(beside, 1)
            self.body.addLayout(row)
        for field in self._fields:
            field.changed.connect(self._clear)
        self.body.addWidget(self.day)
        self.body.addWidget(self.text)
        self.see = Button("See it on the paper", icon="eye", small=True)
        self.see.clicked.connect(self.show_paper)
        self.body.addWidget(self.see)
        self.said = Text("", "error", wrap=True)
        self.said.hide()
        self.body.addWidget(self.said)
        self.first = self.document.control if block is None else self.text.control
        self._show(block)

    def _show(self, block: WordingBlock | None) -> None:
        today = self._words.today
        self.day.set_value(today)
        self.language.set_value("en")
        if block is not None:
            self.document.set_value(block.document)
            self.topic.set_text(block.topic.replace("_", " "))
            self.language.set_value(block.language.split("-")[0])
            self.place.set_text(block.jurisdiction)
            self.text.set_value(block.text)
            if block.own:
                self.day.set_value(parse_day(block.valid_from))

    def form(self) -> WordingForm | None:
        """What is typed; None where something is missing, which is told beside it."""
        if not check_all([field for field in self._fields if field is not self.text]):
            return None
        day = self.day.value
        return WordingForm(
            str(self.document.value or ""),
            self.topic.text,
            self.text.value,
            str(self.language.value or ""),
            self.place.text,
            day.isoformat() if day else "",
        )

    def show_paper(self) -> None:
        """Show a sample of the paper with these words among its statements."""
        form = self.form()
        if form is not None:
            show_sample(self._desk, form)

    def take(self) -> None:
        """Keep it."""
        form = None if self._busy else self.form()
        if form is not None:
            self._busy = True
            self._save(form)

    def refuse(self, error: UserError | BugReport) -> None:
        """It was not kept: why, beside the field that it is about."""
        self._busy = False
        if isinstance(error, UserError) and not show_refusal(self._fields, error):
            self.said.setText(error.sentence())
            self.said.show()

    def _clear(self) -> None:
        self.said.hide()


def show_sample(desk: Desk, form: WordingForm) -> None:
    """Show how a wording stands on its paper, on invented goods, over whatever is there."""
    shop, by = desk.shop, desk.session.actor.display

    def draw() -> Paper:
        with reading(shop) as db:
            return sample_paper(db, form, by)

    PaperSheet(desk, PaperSource(draw), _nobody).open()


def _nobody(_words: str) -> None:
    """What is saved of a sample is told by nobody: it stands in the sheet’s own foot."""

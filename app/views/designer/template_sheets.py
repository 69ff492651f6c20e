"""The sheets of whole templates: a new one, a copy, what it is for, one of a name that is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.errors import InputError, UserError
from app.domain.vocabulary import CATEGORIES
from app.printing.tag.template import TagTemplate, checked_template
from app.views.widgets.field import ChoiceField, TextField
from app.views.widgets.inputs import Tick
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import SectionLabel, Text

KIND_WORDS = {
    "piece": "Pieces",
    "job": "Jobs",
    "place": "Places",
    "address": "Addresses",
}


@dataclass(frozen=True)
class Named:
    """The answer of a name's sheet: ``second`` when the other way was taken."""

    name: str
    stock: str
    second: bool = False


class NameSheet(Sheet):
    """Asks a name, and maybe a stock. ``named(Named)``; it closes when it is told to."""

    named = Signal(object)

    def __init__(
        self,
        host: QWidget,
        title: str,
        sentence: str,
        verb: str,
        *,
        name: str = "",
        stocks: Sequence[tuple[str, str]] = (),
        stock: str = "",
        second: str = "",
    ) -> None:
        super().__init__(host, title, sentence, width=480)
        self.name_field = TextField("Name", name="name", required=True)
        self.name_field.set_text(name)
        self.body.addWidget(self.name_field)
        self.stock = ChoiceField("Stock", stocks, name="stock")
        self.body.addWidget(self.stock)
        self.stock.setVisible(bool(stocks))
        if stocks:
            self.stock.set_value(stock)
        self.add_way("Cancel", key="Esc")
        if second:
            self.second = self.add_way(second, self._on_second, closes=False)
        self.verb = self.add_way(verb, self._on_verb, "primary", key="Ctrl+Return", closes=False)
        self.closed.connect(self.deleteLater)

    def refuse(self, error: UserError) -> None:
        """The name is taken, or cannot be."""
        self.name_field.set_error(error)
        self.name_field.setFocus()

    def _on_verb(self) -> None:
        if self.name_field.check():
            self.named.emit(Named(self.name_field.text.strip(), str(self.stock.value or "")))
        else:
            self.name_field.setFocus()

    def _on_second(self) -> None:
        self.named.emit(Named(self.name_field.text.strip(), "", second=True))


class UseSheet(Sheet):
    """What a template is called and for which tags it is. ``saved(TagTemplate)``."""

    saved = Signal(object)

    def __init__(self, host: QWidget, template: TagTemplate, *, may: bool) -> None:
        super().__init__(host, "What this template is for", width=560)
        self._template = template
        self.name_field = TextField("Name", name="name", required=True)
        self.name_field.set_text(template.name)
        self.body.addWidget(self.name_field)
        self.body.addWidget(SectionLabel("Tags of"))
        self.kinds = {kind: Tick(words) for kind, words in KIND_WORDS.items()}
        self.body.addLayout(_ticks(list(self.kinds.values()), 4))
        self.body.addWidget(SectionLabel("Only these pieces (none ticked: all)"))
        self.categories = {code: Tick(CATEGORIES[code].title) for code in CATEGORIES}
        self.body.addLayout(_ticks(list(self.categories.values()), 3))
        for kind, tick in self.kinds.items():
            tick.setChecked(kind in template.kinds)
        for code, tick in self.categories.items():
            tick.setChecked(code in template.categories)
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.add_way("Cancel", key="Esc")
        self.verb = self.add_way("Use it so", self._on_save, "primary", closes=False)
        self.verb.setEnabled(may)
        self.closed.connect(self.deleteLater)

    def _on_save(self) -> None:
        made = replace(
            self._template,
            name=self.name_field.text.strip(),
            kinds=tuple(one for one, tick in self.kinds.items() if tick.isChecked()),
            categories=tuple(one for one, tick in self.categories.items() if tick.isChecked()),
        )
        try:
            checked_template(made)
        except InputError as error:
            self.error.setText(error.sentence())
            self.error.show()
            return
        self.dismiss()
        self.saved.emit(made)


@dataclass(frozen=True)
class MisfitRow:
    """A piece on whose tag the template does not fit, for the list."""

    piece_id: int
    code: str
    words: str


class MisfitsSheet(Sheet):
    """The pieces that do not fit. ``chosen(piece_id)``: try the template on this one."""

    chosen = Signal(object)

    def __init__(self, host: QWidget, rows: Sequence[MisfitRow], many: int) -> None:
        super().__init__(
            host,
            f"{len(rows):,} of {many:,} do not fit",
            "Their tags are refused until the template gives them room.",
            width=640,
        )
        self.rows = list(rows)
        columns = (
            Column("Tag", lambda row: Cell(row.code, "strong"), width=130),
            Column("Why", lambda row: Cell(row.words, "muted"), stretch=5),
        )
        self.list = FixedList(columns, "Pieces that do not fit", outside="surface")
        self.list.setFixedHeight(280)
        self.list.model.show_records(self.rows, [row.piece_id for row in self.rows])
        self.list.view.opened.connect(self._on_opened)
        self.body.addWidget(self.list)
        self.add_way("Close", key="Esc")
        self.verb = self.add_way("Try it on this piece", self._on_try, "primary", closes=False)
        self.closed.connect(self.deleteLater)

    def _on_opened(self, piece_id: int) -> None:
        self.dismiss()
        self.chosen.emit(piece_id)

    def _on_try(self) -> None:
        row = self.list.marked or (self.rows[0] if self.rows else None)
        if row is not None:
            self._on_opened(row.piece_id)


def _ticks(ticks: Sequence[Tick], columns: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    for at, tick in enumerate(ticks):
        grid.addWidget(tick, at // columns, at % columns)
    return grid


def uses_words(template: TagTemplate, first: Sequence[str] | None = None) -> str:
    """For which tags a template is: "used for rings and earrings".

    ``first`` are the kinds that are printed with it; for the others another template goes before
    it. None: it is not saved yet, or not known.
    """
    if first is not None and not first:
        return "not in use: another template goes before it"
    if first:
        template = replace(template, kinds=tuple(first))
    if "piece" in template.kinds and template.categories:
        words = [plural(CATEGORIES.word(one)) for one in template.categories]
    else:
        words = [KIND_WORDS[one].casefold() for one in template.kinds]
    listed = " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return f"used for {listed}"


def plural(word: str) -> str:
    """A category in the plural."""
    return word if word.endswith("s") else f"{word}s"

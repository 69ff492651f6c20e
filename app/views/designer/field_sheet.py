"""A field's sheet: what it says and in which words, where it stands, how it gives way."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.errors import InputError
from app.printing.tag.stock import Stock
from app.printing.tag.template import (
    ALIGNS,
    FACES,
    SYMBOLS,
    TagField,
    TagTemplate,
    Word,
    checked_template,
)
from app.printing.tag.values import SAYS
from app.views.designer.measures import Cell, Rows, mm_text, um_of
from app.views.designer.moves import called
from app.views.widgets.field import ChoiceField, TextField
from app.views.widgets.inputs import Choice, Input, Tick
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

PLACE_WORDS = (
    ("flow", "In the flow beside the code"),
    ("foot", "Along the foot of the panel"),
    ("fixed", "At a place of its own"),
)
_LEAVES = [(0, "never"), *((n, f"{n}.") for n in range(1, 6))]
_YES = [(False, "whole"), (True, "short")]


class FieldSheet(Sheet):
    """``saved(TagField)``: the field as it is wanted; its old name is ``was``."""

    saved = Signal(object)

    def __init__(
        self, host: QWidget, template: TagTemplate, stock: Stock, field: TagField, *, may: bool
    ) -> None:
        self.was = field.name
        self.is_new = all(one.name != field.name for one in template.fields)
        title = f"Field “{field.name}”"
        if field.kind == "code" or self.is_new:
            title = "The code" if field.kind == "code" else "A new field"
        super().__init__(host, title, width=640)
        self._template, self._stock, self._field = template, stock, field
        self._make_fields()
        self.body.addLayout(self._fields_in_two_columns())
        self._add_words()
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self._show(field)
        self._whats = [row[0] for row in self.words.values]
        self.words.changed.connect(self._on_words)
        self.add_way("Cancel", key="Esc")
        verb = "Add field" if self.is_new else "Change field"
        self.verb = self.add_way(verb, self._on_save, "primary", key="Ctrl+Return", closes=False)
        self.verb.setEnabled(may)
        self.closed.connect(self.deleteLater)

    def _make_fields(self) -> None:
        """All that can be said of a field; which of them are shown depends on its kind."""
        panels = [(one, one.capitalize()) for one in self._stock.panel_names]
        self.name_field = TextField("Name", name="name", required=True)
        self.panel = ChoiceField("Panel", panels, name="panel")
        self.place = ChoiceField("Place", PLACE_WORDS, name="place")
        self.align = ChoiceField("Aligned", [(one, one.capitalize()) for one in ALIGNS])
        self.face = ChoiceField("Weight", [(one, one.capitalize()) for one in FACES])
        self.cap = TextField("Height of capitals", name="cap", suffix="mm")
        self.least = TextField("Never smaller than", name="least", suffix="mm")
        self.symbol = ChoiceField("Symbol", list(SYMBOLS.items()))
        self.module = TextField(
            "Size of a module", name="module", hint="as large as fits", suffix="mm"
        )
        self.joint = TextField("Between its words", name="joint")
        leaves = [(0, "Never"), *((n, f"As number {n}") for n in range(1, 10))]
        self.leave_out = ChoiceField("Left out where room is short", leaves)

    def _fields_in_two_columns(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        line = [self.name_field, self.panel, self.place, self.align]
        if self._field.kind == "code":
            line += [self.symbol, self.module]
        elif self._field.kind == "line":
            line += [self.face, self.joint, self.cap, self.least, self.leave_out]
        for at, one in enumerate(line):
            grid.addWidget(one, at // 2, at % 2)
        return grid

    def _add_words(self) -> None:
        """The rows of what a line says; a code and a logo have none."""
        self.short = Tick("Take the short form where it is too long")
        self.words = Rows(
            "It says",
            "word",
            (
                Cell("What", list(SAYS.items()), 4),
                Cell("Own text", (), 3, "for free text"),
                Cell("Form", _YES, 2),
                Cell("Left out", _LEAVES, 2),
            ),
            8,
        )
        self.body.addWidget(self.words)
        self.body.addWidget(self.short)
        self.words.setVisible(self._field.kind == "line")
        self.short.setVisible(self._field.kind == "line")

    def _show(self, field: TagField) -> None:
        self.name_field.set_text(field.name)
        self.panel.set_value(field.panel)
        self.place.set_value(field.place)
        self.align.set_value(field.align)
        self.face.set_value(field.face)
        self.cap.set_text(mm_text(field.cap_um))
        self.least.set_text(mm_text(field.least_cap_um))
        self.symbol.set_value(field.symbol)
        self.module.set_text(mm_text(field.module_um) if field.module_um else "")
        self.joint.set_text(field.joint)
        self.leave_out.set_value(field.leave_out)
        self.short.setChecked(field.short)
        self.words.show_rows([[one.what, one.text, one.short, one.drop] for one in field.words])

    def _on_words(self) -> None:
        """A text of one's own makes the word free text; another word has no text of its own.

        A new field is called after its first word until somebody names it.
        """
        rows = self.words.values
        for nth, (what, text, *_rest) in enumerate(rows):
            known = self._whats[nth] if len(self._whats) == len(rows) else what
            choice, typed = self.words.controls(nth)[:2]
            if isinstance(choice, Choice) and isinstance(typed, Input):
                if text and what != "text" and what == known:
                    choice.set_value("text")
                elif text and what not in ("text", known):
                    typed.clear()
        before, self._whats = self._whats, [row[0] for row in self.words.values]
        named = self.name_field.text.strip()
        if self.is_new and before and self._whats and named == called(self._template, before[0]):
            self.name_field.set_text(called(self._template, self._whats[0]))

    def answer(self) -> TagField:
        """The field as it is typed; InputError says what cannot be."""
        field = self._field
        words = tuple(
            Word(what, text if what == "text" else "", short, self._upper(nth, what), drop)
            for nth, (what, text, short, drop) in enumerate(self.words.values)
        )
        made = replace(
            field,
            name=self.name_field.text.strip(),
            panel=str(self.panel.value or field.panel),
            place=str(self.place.value),
            align=str(self.align.value),
        )
        if field.kind == "code":
            module = self.module.text.strip()
            made = replace(
                made,
                symbol=str(self.symbol.value),
                module_um=um_of(module, "module", "Module") if module else 0,
            )
        elif field.kind == "line":
            made = replace(
                made,
                words=words,
                joint=self._joint(),
                face=str(self.face.value),
                cap_um=um_of(self.cap.text, "cap", "Capitals"),
                least_cap_um=um_of(self.least.text, "least", "Capitals at the least"),
                leave_out=int(self.leave_out.value or 0),
                short=self.short.isChecked(),
            )
        fields = tuple(made if one.name == self.was else one for one in self._template.fields)
        if all(one.name != self.was for one in self._template.fields):
            fields = (*fields, made)
        checked_template(replace(self._template, fields=fields), self._stock)
        return made

    def _joint(self) -> str:
        """What stands between the words; it keeps the blanks that it had."""
        typed = self.joint.input.text()
        return self._field.joint if typed.strip() == self._field.joint.strip() else typed or " "

    def _upper(self, nth: int, what: str) -> bool:
        """Capitals stay where the word stays."""
        words = self._field.words
        return nth < len(words) and words[nth].what == what and words[nth].upper

    def _on_save(self) -> None:
        try:
            made = self.answer()
        except InputError as error:
            named = (self.name_field, self.cap, self.least, self.module)
            field = next((one for one in named if one.name == error.field), None)
            if field is not None:
                field.set_error(error)
                field.setFocus()
            else:
                self.error.setText(error.sentence())
                self.error.show()
            return
        self.dismiss()
        self.saved.emit(made)

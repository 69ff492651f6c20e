"""A printer's sheet: what it is called, how it is reached, what it is for, how it stands to its roll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.errors import InputError, UserError
from app.domain.permissions import who_may
from app.services.printers import (
    DPIS,
    FOLDER,
    KINDS,
    LABEL_KINDS,
    OS_PDF,
    PURPOSES,
    THERMAL,
    NewPrinter,
    Printer,
)
from app.views.widgets.button import Button
from app.views.widgets.field import ChoiceField, TextField
from app.views.widgets.inputs import Tick
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import SectionLabel, Text

_OWN = (-1, "As set at the printer")


@dataclass(frozen=True)
class SheetAnswer:
    """What was typed: the printer's values, whether unfinished rows wait, whether cash opens the drawer."""

    new: NewPrinter
    parks: bool
    drawer: bool = True


class PrinterSheet(Sheet):
    """``saved(SheetAnswer)``, and ``asked(act)`` for test, pause, go_on, parked, remove.

    Without a printer it asks for a new one, filled with what was found.
    """

    saved = Signal(object)
    asked = Signal(str)

    def __init__(
        self,
        host: QWidget,
        new: NewPrinter,
        stocks: Sequence[tuple[str, str]],
        *,
        printer: Printer | None = None,
        parks: bool = False,
        parked: int = 0,
        sheets: Sequence[tuple[str, str]] = (),
        drawer: bool = True,
        advice: str = "",
        may_change: bool = True,
        may_roll: bool = True,
    ) -> None:
        title = printer.title if printer else "Add a printer"
        sentence = f"{printer.words}. {printer.said}".strip() if printer else ""
        super().__init__(host, title, sentence, width=620)
        self._model, self._across = new.model, new.across
        self._build(new, stocks, sheets, parks)
        self.advice.set_words("Another code is wanted", advice or " ")
        self._advised = bool(advice)
        self.drawer.setChecked(drawer)
        self._show(new)
        if printer:
            self._build_acts(printer, parked, may_change)
        self.kind.committed.connect(self._on_kind)
        self._on_kind(new.kind)
        self.add_way("Cancel", key="Esc")
        self.save = self.add_way(
            ("Save printer" if may_change else "Save roll") if printer else "Add printer",
            self._on_save,
            "primary",
            closes=False,
        )
        if not may_change:
            self._keep_all_but_the_roll(may_roll)
        self.closed.connect(self.deleteLater)

    def _build(
        self,
        new: NewPrinter,
        stocks: Sequence[tuple[str, str]],
        sheets: Sequence[tuple[str, str]],
        parks: bool,
    ) -> None:
        self.title_field = TextField("Name", name="title", required=True)
        kinds = [(kind, words) for kind, words in KINDS.items() if kind != FOLDER]
        self.kind = ChoiceField("How it is reached", kinds, name="kind")
        self.where = TextField("Address or queue", name="where", required=True)
        self.dpi = ChoiceField("Dots per inch", [(one, str(one)) for one in DPIS], name="dpi")
        self.stock = ChoiceField("Roll in it", stocks, name="stock")
        pages = [("", "None: whole papers"), *sheets]
        self.sheet = ChoiceField("Sheet of labels in it", pages, name="stock")
        self.right = TextField("Move right, mm", name="offset", hint="0.0")
        self.down = TextField("Move down, mm", name="offset", hint="0.0")
        dark = [_OWN, *((n, str(n)) for n in range(31))]
        self.darkness = ChoiceField("Darkness", dark, name="darkness")
        speed = [(0, _OWN[1]), *((n, f"{n} in/s") for n in range(1, 15))]
        self.speed = ChoiceField("Speed", speed, name="speed")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for at, field in enumerate((self.title_field, self.kind, self.where)):
            grid.addWidget(field, at // 2, at % 2)
        self._of_roll = (self.stock, self.darkness, self.speed)
        self._of_both = (self.dpi, self.right, self.down)
        placed = (self.dpi, self.stock, self.right, self.down, self.darkness, self.speed)
        for at, field in enumerate(placed, 3):
            grid.addWidget(field, at // 2, at % 2)
        grid.addWidget(self.sheet, 2, 0)
        self.body.addLayout(grid)
        self.advice = SentenceBar("Another code is wanted", " ", "warn", icon="scan-barcode")
        self.body.addWidget(self.advice)
        self.body.addWidget(SectionLabel("It prints"))
        row = QHBoxLayout()
        self.purposes = {purpose: Tick(words) for purpose, words in PURPOSES.items()}
        for tick in self.purposes.values():
            row.addWidget(tick)
        row.addStretch(1)
        self.body.addLayout(row)
        self.parks = Tick("Keep an unfinished row until it is full")
        self.parks.setChecked(parks)
        self.compares = Tick("Compare the printer's measure of a label with the roll")
        self.compares.setChecked(new.checks_length)
        self.drawer = Tick("Open the cash drawer with a receipt that was paid in cash")
        self.body.addWidget(self.drawer)
        self.body.addWidget(self.parks)
        self.body.addWidget(self.compares)

    def _keep_all_but_the_roll(self, may_roll: bool) -> None:
        """Whoever puts another roll in says so; the rest is the administrator's."""
        has_roll = self.kind.value in (*LABEL_KINDS, OS_PDF)
        self.save.setEnabled(may_roll and has_roll)
        ticks = (*self.purposes.values(), self.parks, self.compares, self.drawer)
        for field in (self.title_field, self.kind, self.where, *self._of_both, *ticks):
            field.setEnabled(False)
        for field in (self.darkness, self.speed):
            field.setEnabled(False)
        for field in (self.stock, self.sheet):
            field.setEnabled(may_roll)
        self.body.addWidget(Text(who_may("devices.update"), "muted", wrap=True))

    def _build_acts(self, printer: Printer, parked: int, may_change: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        acts = [("test", "Print a test tag", "tag"), ("look", "Ask how it stands", "refresh-cw")]
        pause = (
            ("go_on", "Go on", "play") if printer.paused else ("pause", "Pause printer", "pause")
        )
        acts.append(pause)
        if parked:
            acts.append(("parked", f"Print {parked} waiting", "tags"))
        if may_change:
            acts.append(("remove", "Remove printer", "trash-2"))
        for act, words, icon in acts:
            button = Button(words, "ghost" if act == "remove" else "plain", icon=icon, small=True)
            button.setProperty("act", act)
            button.clicked.connect(self._on_act)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.told = Text("", "muted", wrap=True)
        self.body.addWidget(self.told)

    def _show(self, new: NewPrinter) -> None:
        self.title_field.set_text(new.title)
        self.kind.set_value(new.kind)
        self.where.set_text(new.where)
        self.dpi.set_value(new.dpi)
        self.stock.set_value(new.stock)
        self.sheet.set_value(new.stock if new.kind == OS_PDF else "")
        self.right.set_text(f"{new.right_um / 1000:g}" if new.right_um else "")
        self.down.set_text(f"{new.down_um / 1000:g}" if new.down_um else "")
        self.darkness.set_value(new.darkness)
        self.speed.set_value(new.speed)
        for purpose, tick in self.purposes.items():
            tick.setChecked(purpose in new.purposes)

    def _on_kind(self, kind: object) -> None:
        labels = kind in LABEL_KINDS
        for field in self._of_roll:
            field.setVisible(labels)
        for both in self._of_both:
            both.setVisible(labels or kind == OS_PDF)
        self.sheet.setVisible(kind == OS_PDF)
        self.parks.setVisible(labels)
        self.drawer.setVisible(kind == THERMAL)
        self.advice.setVisible(self._advised and labels)
        self.compares.setVisible(kind == "zebra_tcp")

    def answer(self) -> SheetAnswer:
        """What was typed; InputError with the field where it cannot be read."""
        stock = {OS_PDF: self.sheet.value, **dict.fromkeys(LABEL_KINDS, self.stock.value)}
        new = NewPrinter(
            title=self.title_field.text,
            kind=str(self.kind.value or ""),
            where=self.where.text,
            model=self._model,
            dpi=int(self.dpi.value or 300),
            stock=str(stock.get(str(self.kind.value)) or ""),
            right_um=_um(self.right.text),
            down_um=_um(self.down.text),
            darkness=-1 if self.darkness.value is None else int(self.darkness.value),
            speed=int(self.speed.value or 0),
            purposes=tuple(name for name, tick in self.purposes.items() if tick.isChecked()),
            checks_length=self.compares.isChecked(),
            across=self._across,
        )
        return SheetAnswer(new, self.parks.isChecked(), self.drawer.isChecked())

    def refuse(self, error: UserError) -> None:
        """Say beside its field what cannot be."""
        lies_in_it = self.sheet if self.kind.value == OS_PDF else self.stock
        fields = (
            *(self.title_field, self.kind, self.where, lies_in_it),
            *(*self._of_both, *self._of_roll),
        )
        field = next((one for one in fields if one.name == error.field), self.title_field)
        field.set_error(error)
        field.setFocus()

    def _on_save(self) -> None:
        try:
            self.saved.emit(self.answer())
        except InputError as error:
            self.refuse(error)

    def _on_act(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.asked.emit(str(button.property("act")))


def _um(text: str) -> int:
    """Millimetres as typed ("0,5", "-1.2 mm") in µm; nothing is 0."""
    words = text.strip().casefold().removesuffix("mm").strip().replace(",", ".").replace("−", "-")
    if not words:
        return 0
    whole, _, part = words.lstrip("+-").partition(".")
    if not (whole or part) or not f"{whole}{part}".isdigit():
        raise InputError(
            "Not a length", f"“{text}” is no length in mm.", "Type 0.5 or -1.2.", field="offset"
        )
    um = int(whole or 0) * 1000 + int(f"{part}000"[:3])
    return -um if words.startswith("-") else um

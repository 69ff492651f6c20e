"""Millimetres as people type them, and rows of such fields that grow and shrink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import InputError
from app.views.widgets.button import Button, IconButton
from app.views.widgets.inputs import Choice, Input
from app.views.widgets.text import SectionLabel, Text


def um_of(text: str, field: str, what: str) -> int:
    """Millimetres ("0,5", "-1.2 mm") in µm; InputError names what was meant."""
    words = text.strip().casefold().removesuffix("mm").strip().replace(",", ".").replace("−", "-")
    whole, _, part = words.removeprefix("-").removeprefix("+").partition(".")
    if not f"{whole}{part}".isdecimal() or not f"{whole}{part}".isascii() or len(whole) > 4:
        raise InputError(
            "Not a length",
            f"{what}: “{text.strip()[:20]}” is no length in millimetres.",
            "Type it like 0.5 or 12.",
            field=field,
        )
    um = int(whole or 0) * 1000 + int(f"{part}000"[:3])
    return -um if words.startswith("-") else um


def mm_text(um: int) -> str:
    """A length as it is typed: 500 → "0.5"."""
    return f"{um / 1000:.3f}".rstrip("0").rstrip(".") or "0"


@dataclass(frozen=True)
class Cell:
    """A column of such rows: its name, the choices (none: typed), and how wide it is."""

    name: str
    options: Sequence[tuple[Any, str]] = ()
    stretch: int = 2
    hint: str = ""


class Rows(QWidget):
    """Rows of the same few fields under a heading; a button adds one, each can be taken away."""

    changed = Signal()

    def __init__(self, title: str, one: str, cells: Sequence[Cell], most: int) -> None:
        super().__init__()
        self._one, self._cells, self._most = one, tuple(cells), most
        self._rows: list[tuple[QWidget, list[Input | Choice]]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(5)
        head = QHBoxLayout()
        head.addWidget(SectionLabel(title), 1)
        self.add = Button(f"Add a {one}", "link", icon="plus")
        self.add.clicked.connect(self._on_add)
        head.addWidget(self.add)
        column.addLayout(head)
        self._names = QWidget()
        line = QHBoxLayout(self._names)
        line.setContentsMargins(0, 0, 38, 0)
        line.setSpacing(6)
        for cell in cells:
            line.addWidget(Text(cell.name, "muted", elide=True), cell.stretch)
        column.addWidget(self._names)
        self._column = QVBoxLayout()
        self._column.setSpacing(5)
        column.addLayout(self._column)

    @property
    def values(self) -> list[list[Any]]:
        """What stands in each row."""
        return [
            [one.text().strip() if isinstance(one, Input) else one.value for one in inputs]
            for _, inputs in self._rows
        ]

    def show_rows(self, rows: Sequence[Sequence[Any]]) -> None:
        """Other rows."""
        while self._rows:
            self._drop(self._rows[-1][0])
        for values in rows:
            self._add(values)
        self._arrange()

    def controls(self, row: int) -> list[Input | Choice]:
        """The fields of a row."""
        return self._rows[row][1]

    def _add(self, values: Sequence[Any]) -> list[Input | Choice]:
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        inputs: list[Input | Choice] = []
        nth = len(self._rows) + 1
        for cell, value in zip(self._cells, values, strict=True):
            made: Input | Choice
            if cell.options:
                made = Choice(cell.options)
                made.setMinimumWidth(60)
                made.setSizeAdjustPolicy(
                    Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
                )
                made.set_value(value)
                made.changed.connect(self.changed)
                made.entered.connect(made.advance)
            else:
                made = Input(hint=cell.hint)
                made.setText(str(value))
                made.setMinimumWidth(40)
                made.textEdited.connect(self.changed)
                made.entered.connect(made.advance)
            made.setAccessibleName(f"{self._one.capitalize()} {nth}, {cell.name.casefold()}")
            line.addWidget(made, cell.stretch)
            inputs.append(made)
        away = IconButton("x", f"Remove {self._one} {nth}", small=True)
        away.clicked.connect(lambda: self._on_away(widget))
        line.addWidget(away)
        self._column.addWidget(widget)
        self._rows.append((widget, inputs))
        return inputs

    def _on_add(self) -> None:
        first = [cell.options[0][0] if cell.options else "" for cell in self._cells]
        inputs = self._add(first)
        self._arrange()
        inputs[0].setFocus()
        self.changed.emit()

    def _on_away(self, widget: QWidget) -> None:
        self.add.setFocus()
        self._drop(widget)
        self._arrange()
        self.changed.emit()

    def _drop(self, widget: QWidget) -> None:
        self._rows = [row for row in self._rows if row[0] is not widget]
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _arrange(self) -> None:
        self._names.setVisible(bool(self._rows))
        self.add.setEnabled(len(self._rows) < self._most)
        stops: list[QWidget] = [self.add]  # a row is made later than what stands below it
        for widget, inputs in self._rows:
            stops += [*inputs, *widget.findChildren(IconButton)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

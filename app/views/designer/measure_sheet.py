"""Measure my roll: print the ruler, read two numbers from it, and the print stands where it should."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.errors import InputError, UserError
from app.printing.tag.draw import Offset
from app.printing.tag.measuring import measured, offset_from
from app.printing.tag.stock import Stock
from app.services.printers import Printer
from app.views.designer.measures import mm_text, um_of
from app.views.widgets.button import Button
from app.views.widgets.field import TextField
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import SectionLabel, Text

SAME_UM = 300
"""A size that differs by less was read, not measured: the stock stays as it is."""


@dataclass(frozen=True)
class Measure:
    """What was read: the printer's new offset, and the stock where its size is another."""

    offset: Offset
    stock: Stock | None


class MeasureSheet(Sheet):
    """``ruler_asked``: print the ruler. ``measured(Measure)``: what was read from it."""

    ruler_asked = Signal()
    measured = Signal(object)

    def __init__(
        self, host: QWidget, stock: Stock, printer: Printer | None, *, may_print: bool, may: bool
    ) -> None:
        super().__init__(
            host,
            "Measure my roll",
            f"{stock.name}. A ruler is printed on one tag, with a box one millimetre inside its"
            " edges. Read from the tag how much white there really is beside the box.",
            width=520,
        )
        self._stock, self._printer = stock, printer
        labels = printer is not None and printer.takes_labels
        self.body.addWidget(SectionLabel("1  Print it"))
        row = QHBoxLayout()
        where = f"on {printer.title}" if printer and labels else "as a file: no label printer yet"
        row.addWidget(Text(where, "muted", elide=True), 1)
        self.print = Button("Print the ruler", icon="ruler", small=True)
        self.print.setEnabled(may_print)
        self.print.clicked.connect(self._on_print)
        row.addWidget(self.print)
        self.body.addLayout(row)
        self.body.addWidget(SectionLabel("2  Read it"))
        self.left = TextField("White left of the box", name="left", hint="1.0", suffix="mm")
        self.top = TextField("White above the box", name="top", hint="1.0", suffix="mm")
        self.body.addLayout(_pair(self.left, self.top))
        self.body.addWidget(
            Text(
                "1.0 would be right. Where the box runs over the edge, type by how much with a"
                " minus.",
                "muted",
                wrap=True,
            )
        )
        self.body.addWidget(SectionLabel("3  The tag itself"))
        self.width_field = TextField("Width of one tag", name="width", suffix="mm")
        self.height_field = TextField("Height of one tag", name="height", suffix="mm")
        self.width_field.set_text(mm_text(stock.width_um))
        self.height_field.set_text(mm_text(stock.height_um))
        self.body.addLayout(_pair(self.width_field, self.height_field))
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.add_way("Cancel", key="Esc")
        self.verb = self.add_way("Use these measures", self._on_use, "primary", closes=False)
        self.verb.setEnabled(may)
        self.closed.connect(self.deleteLater)

    def focus_first(self) -> None:
        """Begin at the button that prints, where it may be pressed."""
        (self.print if self.print.isEnabled() else self.left.control).setFocus()

    def answer(self) -> Measure:
        """What was read; InputError beside its field where that cannot be."""
        left = um_of(self.left.text or "1", "left", "White left of the box")
        top = um_of(self.top.text or "1", "top", "White above the box")
        width = um_of(self.width_field.text, "width", "Width")
        height = um_of(self.height_field.text, "height", "Height")
        by = offset_from(left, top)
        before = self._printer or _NOWHERE
        offset = Offset(before.right_um + by.right_um, before.down_um + by.down_um)
        stock = self._stock
        same = (
            abs(width - stock.width_um) < SAME_UM and abs(height - stock.height_um) < SAME_UM
        ) and stock.measured
        unchanged = (width, height) == (stock.width_um, stock.height_um)
        return Measure(offset, None if same or unchanged else measured(stock, width, height))

    def refuse(self, error: UserError) -> None:
        """Say what cannot be."""
        fields = (self.left, self.top, self.width_field, self.height_field)
        field = next((one for one in fields if error.field and one.name == error.field), None)
        if field is not None:
            field.set_error(error)
            field.setFocus()
        else:
            self.error.setText(error.sentence())
            self.error.show()

    def _on_print(self) -> None:
        self.ruler_asked.emit()
        self.left.setFocus()

    def _on_use(self) -> None:
        self.error.hide()
        try:
            self.measured.emit(self.answer())
        except InputError as error:
            self.refuse(error)


_NOWHERE = Printer("", "", "", "")


def _pair(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    return row

"""The imports that were made before, each to be taken back as a whole."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.chips import Chip
from app.services.import_past import PastImport
from app.views.orders.words import Words
from app.views.widgets.button import Button
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.text import SectionLabel

HERE, GONE = Chip("Here", "ok"), Chip("Taken back", "neutral")


class PastList(QWidget):
    """A list with one button; hidden while nothing was ever imported."""

    undo_asked = Signal(object)
    """The PastImport that is to be taken back."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(SectionLabel("Imports so far"))
        top.addStretch(1)
        self.undo_button = Button("Take this import back", small=True, icon="undo-2", key="U")
        self.undo_button.clicked.connect(self.ask_undo)
        top.addWidget(self.undo_button)
        column.addLayout(top)
        self.list = FixedList(self._columns(), "Imports so far")
        column.addWidget(self.list, 1)
        self.list.view.settled.connect(self._on_settled)
        self._imports: list[PastImport] = []
        self.hide()

    @property
    def marked(self) -> PastImport | None:
        """The import that is marked."""
        found = self.list.marked
        return found if isinstance(found, PastImport) else None

    def show_imports(self, imports: list[PastImport]) -> None:
        """Show them, the latest first."""
        stay = bool(self._imports)
        self._imports = imports
        self.setVisible(bool(imports))
        self.list.model.show_records(imports, range(1, len(imports) + 1), stay=stay)
        self._on_settled(0)

    def ask_undo(self) -> None:
        """Ask for the marked import to be taken back."""
        if self.marked:
            self.undo_asked.emit(self.marked)

    def _on_settled(self, _record_id: object) -> None:
        self.undo_button.setVisible(bool(self.marked and self.marked.here))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("File", lambda one: Cell(_name(one), "strong"), stretch=4),
            Column("Imported", lambda one: self.words.when(one.at), width=130),
            Column("By", lambda one: Cell(one.by, "soft"), stretch=3),
            Column("Orders", lambda one: f"{one.orders:,}", width=80, numeric=True),
            Column("", lambda one: Cell(status=HERE if one.here else GONE), width=122),
        )


def _name(one: PastImport) -> str:
    return one.name or f"Read on another PC ({one.sha256[:8]})"

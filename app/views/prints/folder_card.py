"""The printer of this PC: a folder that takes everything as files."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.services.printers import Printer
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text


class FolderCard(QFrame):
    """Where what is printed goes; ``change_asked`` and ``open_asked`` when a button is pressed."""

    change_asked = Signal()
    open_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(IconLabel("folder-open", "ink2", 20))
        words = QVBoxLayout()
        words.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.title = Text("Folder", "strong")
        top.addWidget(self.title)
        self.about = Text("", "muted")
        top.addWidget(self.about)
        self.chip = Chip("", about="Printer Folder", small=True, parent=self)
        top.addWidget(self.chip)
        top.addStretch(1)
        words.addLayout(top)
        self.where = Text("", "small", elide=True)
        words.addWidget(self.where)
        row.addLayout(words, 1)
        self.open_button = Button("Open the folder", "ghost", icon="external-link", small=True)
        self.change_button = Button("Choose a folder", icon="folder-open", small=True)
        row.addWidget(self.open_button)
        row.addWidget(self.change_button)
        self.open_button.clicked.connect(self.open_asked)
        self.change_button.clicked.connect(self.change_asked)

    def show_printer(self, printer: Printer) -> None:
        """Say where it is and how it stands."""
        self.title.setText(printer.title)
        self.about.setText(printer.about)
        self.chip.set_status(printer.words, printer.tone)
        self.where.setText(printer.where)
        self.setAccessibleName(f"Printer {printer.title}, {printer.words}, {printer.where}")

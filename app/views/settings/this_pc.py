"""What holds on this PC alone: where prints go, how it looks, where the shop and its key lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.views.theme import MODES
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.facts import Facts
from app.views.widgets.field import ParsedField
from app.views.widgets.segments import Segments
from app.views.widgets.text import Text

WORDS = {"system": "As the system", "light": "Light", "dark": "Dark"}


class ThisPcCard(Card):
    """``folder_chosen(path)``, ``theme_chosen(mode)``, ``words_asked``, ``scanner_asked``."""

    folder_chosen = Signal(object)
    theme_chosen = Signal(str)
    words_asked = Signal()
    scanner_asked = Signal()

    def __init__(self) -> None:
        super().__init__("This PC", spacing=12)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.folder = ParsedField("Printed files go to", Path, required=True, name="folder")
        self.folder.committed.connect(self._on_folder)
        row.addWidget(self.folder, 1)
        choose = Button("Choose", icon="folder-open")
        choose.setAccessibleName("Choose the folder for printed files")
        choose.clicked.connect(self._on_choose)
        column = QHBoxLayout()
        column.setContentsMargins(0, 22, 0, 0)
        column.addWidget(choose)
        row.addLayout(column)
        self.body.addLayout(row)
        self.body.addWidget(Text("Theme", "label"))
        self.theme = Segments("Theme", [(mode, WORDS[mode]) for mode in MODES])
        self.theme.chosen.connect(self._on_theme)
        self.body.addWidget(self.theme)
        self.facts = Facts("This PC", label_width=92)
        self.body.addWidget(self.facts)
        self.scanner = Button("Set the scanner up", icon="scan-barcode")
        self.scanner.clicked.connect(self.scanner_asked)
        self.body.addWidget(self.scanner)
        self.words = Button("Show the recovery words", icon="key-round")
        self.words.clicked.connect(self.words_asked)
        self.body.addWidget(self.words)
        self._folder = ""

    def show_folder(self, folder: str) -> None:
        """The folder that holds now."""
        self._folder = folder
        if not self.folder.input.hasFocus():
            self.folder.set_text(folder)

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, "The folder for printed files", self._folder
        )
        if chosen:
            self.folder.set_text(chosen)
            self._on_folder(Path(chosen))

    def _on_folder(self, folder: object) -> None:
        if isinstance(folder, Path) and str(folder) != self._folder:
            self._folder = str(folder)
            self.folder_chosen.emit(folder)

    def _on_theme(self, mode: object) -> None:
        self.theme_chosen.emit(str(mode))

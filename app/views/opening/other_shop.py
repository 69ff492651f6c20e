"""Opening a shop that lies in another folder, with this PC's key or with its recovery words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.domain.errors import UserError
from app.views.opening.frame import OpeningPage
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.field import LongTextField, TextField
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text


class OtherShopPage(OpeningPage):
    """``asked(folder, phrase)``: open that; "" for the words means this PC's own key."""

    asked = Signal(object, str)
    back = Signal()

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(
            "Open another shop page",
            "Open another shop",
            "Choose the folder in which it lies. Its file shop.json tells that it is one.",
            wide=620,
        )
        self.middle.addWidget(self._card())
        self.add_hint("Return", "next field")
        self.add_hint("Escape", "go back")
        if folder is not None:
            self.folder.set_text(str(folder))
        self.setFocusProxy(self.folder)

    def _card(self) -> Card:
        """The folder, the words that open it where its key is not, the two ways on."""
        card = Card(padding=24, spacing=14)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.folder = TextField("Folder", required=True, name="folder")
        line.addWidget(self.folder, 1)
        choose = Button("Choose", icon="folder-open")
        choose.setAccessibleName("Choose a folder")
        choose.clicked.connect(self.on_choose)
        column = QHBoxLayout()
        column.setContentsMargins(0, 22, 0, 0)
        column.addWidget(choose)
        line.addLayout(column)
        card.body.addLayout(line)
        self.phrase = LongTextField(
            "Recovery words, if the key is not on this PC", lines=3, name="phrase"
        )
        card.body.addWidget(self.phrase)
        card.body.addWidget(
            Text(
                "24 words from the sheet that was printed when the shop was started. They open it on "
                "any PC; on this one its key is then kept again.",
                "muted",
                wrap=True,
            )
        )
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        go_back = Button("Go back", key="Esc")
        go_back.clicked.connect(self.back)
        foot.addWidget(go_back)
        self.open_button = Button("Open this shop", "primary")
        self.open_button.clicked.connect(self.on_open)
        foot.addWidget(self.open_button)
        card.body.addLayout(foot)
        return card

    def on_choose(self) -> None:
        """The system's own chooser of folders."""
        start = self.folder.text or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, "The folder of the shop", start)
        if chosen:
            self.folder.set_text(chosen)
            self.open_button.setFocus()

    def on_open(self) -> None:
        """Ask to open what is typed."""
        if self.folder.check():
            self.clear_bar()
            self.asked.emit(Path(self.folder.text.strip()).expanduser(), self.phrase.value)

    def show_refusal(self, error: UserError) -> None:
        """Why it could not be opened: beside the words if they are wrong, else over the form."""
        if error.field == "phrase":
            self.phrase.set_error(error)
            self.phrase.control.setFocus()
        else:
            self.show_bar(SentenceBar.of(error))
            self.folder.setFocus()

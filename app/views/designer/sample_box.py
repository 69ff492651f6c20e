"""The sample piece: typed, found, and the template is tried on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.services.tag_trials import Sample, find_samples
from app.views.frame.desk import Desk
from app.views.widgets.search_field import SearchField
from app.views.widgets.text import SectionLabel, Text

ROW_PX = 30


class SampleBox(QWidget):
    """A search field with what it finds beneath. ``chosen(Sample)``."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: list[Sample] = []
        self._asked = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(SectionLabel("Sample piece"))
        self.field = SearchField("Number, tag or words", "Sample piece")
        self.field.setMinimumWidth(80)
        self.field.setAccessibleDescription("The piece that the template is tried on")
        self.field.searched.connect(self._on_typed)
        self.field.left_downwards.connect(self._on_down)
        column.addWidget(self.field)
        self.told = Text("", "muted", elide=True)
        column.addWidget(self.told)
        self.list = _Found(self)
        self.list.setAccessibleName("Pieces found")
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)
        self.list.left.connect(self.field.setFocus)
        self.list.hide()
        column.addWidget(self.list)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self._ask)

    def show_sample(self, sample: Sample) -> None:
        """This one is tried now."""
        self.told.setText(sample.words)
        self.list.hide()

    def _on_typed(self, text: str) -> None:
        self._asked = text
        if text:
            self._soon.start()
        else:
            self._soon.stop()
            self.list.hide()

    def _ask(self) -> None:
        text = self._asked
        self._desk.read(
            lambda db: (text, find_samples(db, text)), self._on_found, topic="sample piece"
        )

    def _on_found(self, answer: tuple[str, list[Sample]]) -> None:
        text, self._found = answer
        if text != self._asked:
            return
        self.list.clear()
        for one in self._found:
            self.list.addItem(QListWidgetItem(one.words))
        if not self._found:
            self.told.setText("No piece with a tag is called so")
        self.list.setFixedHeight(min(5, max(1, len(self._found))) * ROW_PX)
        self.list.setVisible(bool(self._found))

    def _on_down(self) -> None:
        """Enter takes the only one that was found; else the keys go to the list."""
        if len(self._found) == 1 and self.list.isVisible():
            self._take(self._found[0])
        elif self.list.isVisible():
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _on_item(self, item: QListWidgetItem) -> None:
        at = self.list.row(item)
        if 0 <= at < len(self._found):
            self._take(self._found[at])

    def _take(self, sample: Sample) -> None:
        self.field.setFocus()
        self.field.clear()
        self.show_sample(sample)
        self.chosen.emit(sample)


class _Found(QListWidget):
    """What was found; Enter takes one, Up from the first goes back."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.itemActivated.emit(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape or (
            event.key() == Qt.Key.Key_Up and self.currentRow() <= 0
        ):
            self.left.emit()
        else:
            super().keyPressEvent(event)

"""A box over the window to type into and choose from: commands, or records found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from app.views.frame.entries import HEAD, ROW, Entries, Entry, EntryDelegate
from app.views.widgets.key_caps import KeyCap, KeyHint
from app.views.widgets.overlay import Overlay
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.sheet import paint_shadow
from app.views.widgets.text import Line, Text

WIDTH = 640


class _Field(QLineEdit):
    """The field above the rows: arrows move in them, Enter takes the marked one."""

    def __init__(self, box: Chooser) -> None:
        super().__init__()
        self._box = box
        self.setProperty("look", "bare")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._box.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._box.take()
        elif key == Qt.Key.Key_F2:
            self._box.take_life()
        elif key == Qt.Key.Key_Escape:
            self._box.dismiss()
        else:
            super().keyPressEvent(event)


class Chooser(Overlay):
    """Base of the palette and the Find box: override ``entries_for`` or call ``show_entries``."""

    verb = "choose"
    """What Enter does with the marked row, as its key in the foot says."""
    life = ""
    """What F2 opens of it, where rows have a life; "" for none."""

    def __init__(self, host: QWidget, name: str, hint: str, note: str = "") -> None:
        super().__init__(host, name)
        self.card = QFrame(self)
        self.card.setObjectName("sheet")
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(18, 12, 16, 12)
        top.setSpacing(12)
        top.addWidget(IconLabel("search", "muted", 18))
        self.field = _Field(self)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(name)
        self.field.textChanged.connect(self.on_text)
        top.addWidget(self.field, 1)
        top.addWidget(KeyCap("Escape"))
        column.addLayout(top)
        column.addWidget(Line())
        self.model = Entries()
        self.list = QListView()
        self.list.setObjectName("clear")
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(f"{name} list")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._on_click)
        inner = QHBoxLayout()
        inner.setContentsMargins(16, 6, 16, 4)
        inner.addWidget(self.list)
        column.addLayout(inner, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 4, 18, 10)
        foot.setSpacing(14)
        foot.addWidget(KeyHint("Up Down", "move"))
        foot.addWidget(KeyHint("Return", self.verb))
        if self.life:
            foot.addWidget(KeyHint("F2", self.life))
        foot.addStretch(1)
        self.note = Text(note, "muted")
        foot.addWidget(self.note)
        column.addLayout(foot)

    def open(self) -> None:
        """Show it empty, with what is offered before anything is typed."""
        self.field.clear()
        self.on_text("")
        super().open()
        self._place()
        self.field.setFocus()

    def on_scan(self, code: str) -> bool:
        """A scan means its own thing: the box makes way for it."""
        self.dismiss()
        return False

    def on_text(self, text: str) -> None:
        """Something was typed."""
        self.show_entries(self.entries_for(text.strip()))

    def entries_for(self, text: str) -> Sequence[Entry]:
        """The rows for a text."""
        return ()

    def show_entries(self, rows: Sequence[Entry]) -> None:
        """Show rows and mark the first that can be chosen."""
        self.model.show(rows)
        self.list.setCurrentIndex(QModelIndex())
        self.step(1)
        self._place()

    def step(self, by: int) -> None:
        """Mark the next row that can be chosen, around the end."""
        count = self.model.rowCount()
        at = self.list.currentIndex().row()
        for _ in range(count):
            at = (at + by) % count
            index = self.model.index(at, 0)
            if self.model.flags(index) & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentIndex(index)
                return

    def take(self) -> None:
        """Close and do what the marked row says."""
        index = self.list.currentIndex()
        if index.isValid():
            self._run(self.model.rows[index.row()])

    def take_life(self) -> None:
        """F2: close and open the whole life of the marked row, where it has one."""
        index = self.list.currentIndex()
        entry = self.model.rows[index.row()] if index.isValid() else None
        if entry is not None and entry.life:
            self.dismiss()
            entry.life()

    def chosen(self, entry: Entry) -> None:
        """A row was chosen (for remembering it)."""

    def _on_click(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self._run(self.model.rows[index.row()])

    def _run(self, entry: Entry) -> None:
        self.dismiss()
        self.chosen(entry)
        if entry.run:
            entry.run()

    def _place(self) -> None:
        width = min(WIDTH, self.width() - 48)
        rows = sum(HEAD if row.head else ROW for row in self.model.rows)
        height = min(108 + max(rows, ROW), self.height() - 160)
        self.card.setGeometry(
            (self.width() - width) // 2, min(110, self.height() // 8), width, height
        )
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_shadow(QPainter(self), QRectF(self.card.geometry()))

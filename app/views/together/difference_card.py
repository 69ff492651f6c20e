"""A difference: before, mine and theirs in one line, settled by one key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.services.conflicts import Difference, Value
from app.views import theme
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text


class ValueBox(QFrame):
    """One value; the one that stands now has the accent's frame."""

    def __init__(self) -> None:
        super().__init__()
        self._stands = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(2)
        self.head = Text("", "section", elide=True)
        self.words = Text("", "panel", elide=True)
        self.detail = Text("", "muted", elide=True)
        self.note = Text("", "muted", elide=True)
        for part in (self.head, self.words, self.detail, self.note):
            column.addWidget(part)

    def show_value(self, head: str, value: Value, spoken: str) -> None:
        """Show a value under its head."""
        self._stands = value.stands and bool(spoken)
        self.head.setText(head)
        self.words.setText(value.words)
        self.words.setToolTip(value.words)
        self.detail.setText(value.detail)
        self.detail.setToolTip(value.detail)
        self.note.setText("stands now" if self._stands else "")
        said = f"{spoken or 'Value before'}, {value.words}"
        self.setAccessibleName(f"{said}, stands now" if self._stands else said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(theme.color("accent" if self._stands else "line2"), 2 if self._stands else 1)
        )
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class DifferenceCard(QFrame):
    """The marked difference, or the next one below a case."""

    def __init__(self, mine: QAction, theirs: QAction) -> None:
        super().__init__()
        self.setObjectName("card")
        self.difference: Difference | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 11, 16, 12)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("git-merge", "ink2", 16))
        self.title = Text("", "strong")
        self.subject = Text("", "muted", elide=True)
        self._hint = Text("settled by time, still yours to change", "muted")
        head.addWidget(self.title)
        head.addWidget(self.subject, 1)
        head.addWidget(self._hint)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.before, self.mine, self.theirs = ValueBox(), ValueBox(), ValueBox()
        row.addWidget(self.before, 1)
        row.addWidget(IconLabel("arrow-right", "muted", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.mine, 1)
        row.addWidget(self.theirs, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(6)
        buttons.addStretch(1)
        buttons.addWidget(Button.of(mine, small=True))
        buttons.addWidget(Button.of(theirs, small=True))
        buttons.addStretch(1)
        row.addLayout(buttons)
        column.addLayout(row)

    def show_difference(self, one: Difference | None, *, is_next: bool) -> None:
        """Show a difference, or nothing."""
        self.difference = one
        self.setVisible(one is not None)
        if one is None:
            return
        self.title.setText("Next: same field, two values" if is_next else "Same field, two values")
        self.subject.setText(f"{one.field} · {one.subject}")
        self.subject.setToolTip(self.subject.text())
        self.before.show_value("Before", one.before, "")
        self.mine.show_value(_head("Mine", one.mine), one.mine, "Value mine")
        self.theirs.show_value(_head("Theirs", one.theirs), one.theirs, "Value theirs")
        self.setAccessibleName(f"{self.title.text()}, {self.subject.text()}")


def _head(whose: str, value: Value) -> str:
    return f"{whose}, {value.pc}" if value.pc else whose

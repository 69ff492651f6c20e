"""What the client heard of a line: the engraving as it will be cut, size, metal, stones, promise."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.services.read_back import ReadBack, ReadBackField
from app.views.orders.engraving_view import EngravingView
from app.views.orders.words import Words
from app.views.widgets.button import Button, IconButton
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.skeleton import Skeleton
from app.views.widgets.text import Line, SectionLabel, Text


class ReadBackCard(QFrame):
    """A card with a lock: closed while everything is as the client heard it."""

    lock_asked = Signal()
    change_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.shown: ReadBack | None = None
        self.setObjectName("card")
        self.setAccessibleName("Read back")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Line())
        column.addWidget(self._middle(), 1)
        self._foot_line = Line()
        column.addWidget(self._foot_line)
        self._foot = self._made_foot()
        column.addWidget(self._foot)
        self.show_waiting()

    def _head(self) -> QWidget:
        """The lock, who heard it and when, the two buttons."""
        head = QWidget()
        head.setFixedHeight(40)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(8)
        self._lock = IconLabel("lock-open", "muted", 17)
        self._title = Text("Read back", "strong", elide=True)
        self._who = Text("", "muted", elide=True)
        self._who.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.lock_button = Button("Read back", small=True, icon="phone", key="R")
        self.lock_button.setAccessibleName("Keep that it was read back")
        self.lock_button.clicked.connect(self.lock_asked)
        row.addWidget(self._lock)
        row.addWidget(self._title, 3)
        row.addWidget(self._who, 2)
        row.addWidget(self.lock_button)
        self.change_button = IconButton("pencil", "Change what the client wants", small=True)
        self.change_button.setAccessibleDescription("Key E")
        self.change_button.clicked.connect(self.change_asked)
        row.addWidget(self.change_button)
        return head

    def _middle(self) -> QWidget:
        """The engraving over the fields in two columns, or why there is nothing to be read back."""
        self._scroll = ScrollBody()
        self._body = self._scroll.column
        self._body.setContentsMargins(14, 12, 14, 10)
        self._body.setSpacing(9)
        self._waiting = Skeleton(7, step=30)
        self._body.addWidget(self._waiting)
        self._why = Text("", "soft", wrap=True)
        self._body.addWidget(self._why)
        self._engraving = EngravingWords()
        self._body.addWidget(self._engraving)
        self._fields = QWidget()
        self._grid = QGridLayout(self._fields)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._body.addWidget(self._fields)
        self._body.addStretch(1)
        return self._scroll

    def _made_foot(self) -> QWidget:
        """The weight that the client was told."""
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 9, 10, 9)
        row.setSpacing(8)
        self._weight = Text("", "muted", elide=True)
        row.addWidget(IconLabel("scale", "muted", 17))
        row.addWidget(self._weight, 1)
        return foot

    def show_waiting(self) -> None:
        """Another order is on its way."""
        self.shown = None
        self._waiting.show()
        for part in (self._why, self._engraving, self._fields, self.lock_button):
            part.hide()
        self.change_button.hide()
        self._who.setText("")
        self._show_weight("")

    def show_nothing(self, why: str) -> None:
        """The marked line has nothing to be read back."""
        self.show_waiting()
        self._waiting.hide()
        self._why.setText(why)
        self._why.show()
        self._set_lock("lock-open", "muted", "Read back", "")

    def show_read_back(self, card: ReadBack) -> None:
        """Show what is to be read back of a line, and whether it was."""
        self.change_button.show()
        if card == self.shown:
            return
        self.shown = card
        self._waiting.hide()
        self._show_head(card)
        self._why.setVisible(not card.needed)
        self._why.setText(card.why)
        self._title.setToolTip(card.why)
        self._engraving.setVisible(bool(card.engraving))
        self._engraving.show_engraving(card)
        self._show_fields(card)
        self._show_weight(card.weight_sentence)

    def _show_weight(self, words: str) -> None:
        self._weight.setText(words)
        for part in (self._foot, self._foot_line):
            part.setVisible(bool(words))

    def _show_head(self, card: ReadBack) -> None:
        self.lock_button.setVisible(card.needed and not card.locked)
        if card.locked:
            moment = self.words.moment(card.at)
            said = f"{card.who}, {moment} {card.how}".strip()
            self._set_lock("lock", "accent", "Read back and locked", said)
        elif not card.needed:
            self._set_lock("check", "muted", "Read back", "not needed")
        elif card.changed or card.who:
            self._set_lock("lock-open", "c_warn", "Changed since then", "")
            self.lock_button.set_words("Read back again")
        else:
            self._set_lock("lock-open", "c_warn", "To be read back", "")
            self.lock_button.set_words("Read back")
        self.lock_button.setAccessibleName("Keep that it was read back")

    def _set_lock(self, icon: str, token: str, title: str, who: str) -> None:
        self._lock.set_icon(icon, token)
        self._title.setText(title)
        self._who.setText(who)
        self._who.setVisible(bool(who))
        self.setAccessibleDescription(f"{title}, {who}" if who else title)

    def _show_fields(self, card: ReadBack) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        self._fields.setVisible(bool(card.fields))
        row = -1
        for at, field in enumerate(card.fields):
            if at % 2 == 0:
                row += 1
                if row:
                    self._grid.addWidget(Line(), row, 0, 1, 2)
                    row += 1
            self._grid.addWidget(_Field(field), row, at % 2, Qt.AlignmentFlag.AlignTop)


class _Field(QWidget):
    """One thing that was read back; what it was before stands under it when it has changed."""

    def __init__(self, field: ReadBackField) -> None:
        super().__init__()
        self.setAccessibleName(f"{field.title}: {field.value}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(SectionLabel(field.title))
        column.addWidget(Text(field.value, "value", wrap=True))
        if field.before:
            column.addWidget(Text(f"heard as {field.before}", "small", tone="warn", wrap=True))
        if field.note:
            column.addWidget(Text(_unbroken(field.note), "muted", wrap=True))


class EngravingWords(QWidget):
    """The drawn engraving over its exact characters, with a dot for each blank."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        top = QHBoxLayout()
        top.addWidget(SectionLabel("Engraving, as it will be cut"))
        top.addStretch(1)
        self._count = Text("", "muted")
        top.addWidget(self._count)
        column.addLayout(top)
        self.view = EngravingView()
        column.addWidget(self.view)
        strip = QFrame()
        strip.setObjectName("well")
        row = QHBoxLayout(strip)
        row.setContentsMargins(10, 5, 10, 5)
        row.addWidget(Text("Exact characters", "muted"))
        row.addStretch(1)
        self._exact = Text("", "small", wrap=True)
        self._exact.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made = self._exact.font()
        made.setLetterSpacing(made.SpacingType.AbsoluteSpacing, 1.2)
        self._exact.setFont(made)
        row.addWidget(self._exact, 10)
        column.addWidget(strip)

    def show_engraving(self, card: ReadBack) -> None:
        """Show a line's engraving."""
        self.view.show_engraving(card.engraving, card.font)
        self._exact.setText(card.dotted)
        self._exact.setAccessibleName(f"Exact characters {card.dotted}")
        self._count.setText(f"{card.count} of {card.limit} characters")
        over = card.limit and card.count > card.limit
        self._count.set_tone("bad" if over else "")


def _unbroken(note: str) -> str:
    """A note whose short parts stay whole: a line is not broken within "approx. UK J½"."""
    parts = (part.replace(" ", "\u00a0") if len(part) < 20 else part for part in note.split(" · "))
    return " · ".join(parts)

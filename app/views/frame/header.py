"""The first row of a page: where one is, finding, and what can be done, the main thing last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.search_field import SearchField
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text

SHORT = 18
"""Titles of so many letters are numbers or a page's name ("Tags and printing"): they stand whole."""
FIND, LEAST_FIND = 160, 112
"""How narrow the search field becomes at most, and where even the buttons have given up their keys."""


class PageHeader(QWidget):
    """36 px: crumb (in a document), title, chips, search field, then buttons at the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setFixedHeight(36)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        self._row.addLayout(self._left)
        self._title = Text(title, "title", elide=True)
        # A long name gives way to the buttons; a short one takes no more than it needs.
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._left.addWidget(self._title)
        self._row.addSpacing(14)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(8)
        self._row.addLayout(self._middle, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._row.addLayout(self._buttons)
        self._stop: QWidget | None = None
        self._find: SearchField | None = None
        self._presence: Text | None = None
        self._crumb: tuple[QWidget, ...] = ()
        self._filler = QWidget()
        self._middle.addWidget(self._filler, 1)
        self.set_title(title)

    @property
    def title(self) -> str:
        """The words of the title."""
        return self._title.text()

    def set_title(self, words: str) -> None:
        """Other words. A short title is never cut, whatever the buttons need."""
        self._title.setText(words)
        self._title.ensurePolished()
        whole = self._title.fontMetrics().horizontalAdvance(words) + 2
        self._title.setMinimumWidth(whole if len(words) <= SHORT else 24)

    def set_crumb(self, words: str, go: Callable[[], object]) -> Button:
        """In a document: the list it belongs to, before the title ("Orders ›")."""
        crumb = Button(words, "ghost", small=True)
        crumb.setAccessibleName(f"Back to {words}")
        crumb.clicked.connect(lambda: go())
        self._left.insertWidget(0, crumb)
        arrow = IconLabel("chevron-right", "muted", 16)
        self._left.insertWidget(1, arrow)
        self._crumb = (crumb, arrow)
        return crumb

    def show_crumb(self, shown: bool) -> None:
        """Where the room is narrow the way back gives way to the title (Esc and the list at the left)."""
        for part in self._crumb:
            part.setVisible(shown)

    def add_chip(self, chip: Chip) -> Chip:
        """A state beside the title."""
        self._left.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        return chip

    def show_presence(self, words: str) -> None:
        """Who else has the record open on another PC, muted; it gives way to everything else."""
        if self._presence is None:
            if not words:
                return
            self._presence = Text("", "muted", elide=True)
            self._middle.insertWidget(self._middle.count() - 1, self._presence, 1)
        self._presence.setText(words)
        self._presence.setAccessibleName(words)
        self._presence.setToolTip(words)
        self._presence.setVisible(bool(words))

    def add_find(self, hint: str, about: str) -> SearchField:
        """The page's search field."""
        field = SearchField(hint, about)
        field.setMaximumWidth(420)
        field.setMinimumWidth(FIND)
        self._find = field
        self._middle.insertWidget(0, field, 50)
        self._stop = field
        return field

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """Where the row is too narrow its buttons spare their keys first, then the field gives way."""
        buttons = [one for one in self.findChildren(Button) if one.isVisibleTo(self)]
        keys = sum(one.key_room for one in buttons)
        needed = self._row.minimumSize().width()
        needed += sum(one.key_room for one in buttons if one.spares_key)
        if self._find:
            needed += FIND - self._find.minimumWidth()
        for one in buttons:
            one.spare_key(needed > self.width())
        if self._find:
            self._find.setMinimumWidth(LEAST_FIND if needed - keys > self.width() else FIND)

    def add_widget(self, widget: QWidget) -> None:
        """Something of the page's own between title and buttons (steps, a mode)."""
        self._middle.insertWidget(self._middle.count() - 1, widget)

    def add_action(self, action: QAction, kind: str = "plain") -> Button:
        """A button at the right for one of the page's commands."""
        return self.add_button(Button.of(action, kind))

    def add_slot(self, action: QAction, kind: str = "plain") -> QWidget:
        """As ``add_action``, in a place that the page hides where it offers the command by key alone."""
        slot = QWidget()
        row = QHBoxLayout(slot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Button.of(action, kind))
        self._buttons.addWidget(slot)
        return slot

    def add_button(self, button: Button) -> Button:
        """A button of the page's own at the right; Tab comes to it from what is left of it."""
        self._buttons.addWidget(button)
        if self._stop is not None:
            QWidget.setTabOrder(self._stop, button)
            self._stop = button
        return button

    def add_choice(self, widget: QWidget) -> None:
        """Something to choose at the right, before or after the buttons (board or list)."""
        self._buttons.addWidget(widget)

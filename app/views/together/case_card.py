"""A case: the two facts side by side, what can be done with what follows, a reason, the decision."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.services.cases import CasePage
from app.views.together.fact_panel import FactPanel
from app.views.together.option_row import OptionRow
from app.views.widgets.button import Button
from app.views.widgets.inputs import Input
from app.views.widgets.photo import Photo
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.text import SectionLabel, Text

SIDE_BY_SIDE = 520
"""In a card narrower than this the facts stand one below the other."""


class CaseCard(QFrame):
    """``chosen`` when another way is marked. ``code`` is the way that is marked now."""

    chosen = Signal()

    def __init__(self, decide: QAction, later: QAction) -> None:
        super().__init__()
        self.setObjectName("card")
        self.page: CasePage | None = None
        self.code = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 12)
        column.setSpacing(10)
        column.addLayout(self._head())
        column.addWidget(self._middle(), 1)
        self._foot = self._made_foot(decide, later)
        column.addWidget(self._foot)

    def _middle(self) -> ScrollBody:
        """The two facts, the ways to settle them, what was decided."""
        self._area = ScrollBody()
        column = self._area.column
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(9)
        self._facts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._facts.setSpacing(10)
        self.facts = (FactPanel("First fact"), FactPanel("Second fact"))
        for fact in self.facts:
            self._facts.addWidget(fact, 1)
        column.addLayout(self._facts)
        self._can = QWidget()
        can = QHBoxLayout(self._can)
        can.setContentsMargins(0, 0, 0, 0)
        can.addWidget(SectionLabel("What can be done"))
        can.addStretch(1)
        self._hint = Text("you see what follows before anything happens", "muted")
        can.addWidget(self._hint)
        column.addWidget(self._can)
        self._options = QVBoxLayout()
        self._options.setSpacing(6)
        column.addLayout(self._options)
        self.options: list[OptionRow] = []
        self._group = QButtonGroup(self)
        self.settled = Text("", "soft", wrap=True)
        column.addWidget(self.settled)
        column.addStretch(1)
        return self._area

    def _made_foot(self, decide: QAction, later: QAction) -> QWidget:
        """The reason, and the buttons of the two commands."""
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.reason = Input(hint="Reason, for the record")
        self.reason.setAccessibleName("Reason, for the record")
        row.addWidget(self.reason, 1)
        row.addWidget(Button.of(later))
        self.verb = Button.of(decide, "primary")
        row.addWidget(self.verb)
        return foot

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        self.photo = Photo("Photo of the piece", QSize(62, 46))
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = Text("", "panel", elide=True)
        self.subject = Text("", "muted", elide=True)
        words.addWidget(self.title)
        words.addWidget(self.subject)
        self.apart = Text("", "muted")
        head.addWidget(self.photo)
        head.addLayout(words, 1)
        head.addWidget(self.apart, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        side_by_side = self.width() >= SIDE_BY_SIDE
        self._facts.setDirection(direction.LeftToRight if side_by_side else direction.TopToBottom)
        self._hint.setVisible(side_by_side)

    def show_page(self, page: CasePage) -> None:
        """Show a case; the way that fits is marked, or the one that was while it was shown."""
        same = self.page is not None and self.page.id == page.id
        self.page = page
        self.title.setText(page.title)
        self.subject.setText(page.subject)
        self.apart.setText(" · ".join(part for part in (page.put_off, page.apart) if part))
        self.photo.setVisible(bool(page.photo_sha256))
        for panel, fact in zip(self.facts, page.facts, strict=False):
            panel.show_fact(fact)
        for panel in self.facts[len(page.facts) :]:
            panel.hide()
        self.settled.setText(page.settled)
        self.settled.setVisible(bool(page.settled))
        self._foot.setVisible(not page.settled)
        self._can.setVisible(not page.settled)
        if not same:
            self.reason.clear()
        wanted = self.code if same else ""
        self._show_options(page, wanted or page.suggested)
        self.setAccessibleName(f"{page.title}, {page.subject}")

    def _show_options(self, page: CasePage, wanted: str) -> None:
        while len(self.options) < len(page.options):
            row = OptionRow()
            self._group.addButton(row.dot)
            row.chosen.connect(self._on_chosen)
            self.options.append(row)
            self._options.addWidget(row)
        self._group.setExclusive(False)
        for row in self.options:
            row.dot.setChecked(False)
        self._group.setExclusive(True)
        self.code = ""
        for at, row in enumerate(self.options):
            row.setVisible(at < len(page.options))
            if at < len(page.options):
                row.show_option(at + 1, page.options[at])
                if page.options[at].code == wanted and row.isEnabled():
                    row.dot.setChecked(True)
        self.chosen.emit()

    def mark(self, nth: int) -> None:
        """Mark a way by its number (1 …)."""
        if self.page and nth <= len(self.page.options) and self.options[nth - 1].isEnabled():
            self.options[nth - 1].dot.setChecked(True)
            self._area.ensureWidgetVisible(self.options[nth - 1], 0, 6)

    @property
    def chosen_verb(self) -> str:
        """What the button says: the marked way's own verb."""
        options = self.page.options if self.page else ()
        return next((one.verb for one in options if one.code == self.code), "Decide")

    def name_verb(self) -> None:
        """The button is called Decide whatever it says, so that it is found by one name."""
        self.verb.setAccessibleName("Decide")
        self.verb.setAccessibleDescription(f"{self.chosen_verb}. Key Control Enter")

    def _on_chosen(self, code: str) -> None:
        self.code = code
        self.chosen.emit()

"""How the tag designer is laid out: fields, design and previews, lights and printer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.printing.tag.roll import shipped_roll
from app.views.designer.canvas import DesignCanvas
from app.views.designer.design import Design
from app.views.designer.field_list import FieldList
from app.views.designer.lights_card import LightsCard
from app.views.designer.previews import Previews
from app.views.designer.printer_card import PrinterCard
from app.views.designer.sample_box import SampleBox
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.widgets.button import Button, IconButton
from app.views.widgets.card import Card
from app.views.widgets.inputs import Choice
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.segments import Segments
from app.views.widgets.text import SectionLabel, Text

LEFT_PX, RIGHT_PX = 236, 262
STARTS_ON = "barbell-56x13"


class MoreButton(IconButton):
    """Three dots that open a menu of the page's own commands."""

    def __init__(self, words: str) -> None:
        super().__init__("ellipsis", words)
        self._menu = QMenu(self)
        self.clicked.connect(self._on_clicked)

    def set_actions(self, groups: Sequence[Sequence[QAction]]) -> None:
        """What the menu offers, in groups."""
        for nth, group in enumerate(groups):
            if nth:
                self._menu.addSeparator()
            self._menu.addActions(list(group))

    def _on_clicked(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))


class DesignerLayout(Page):
    """The parts of the page and where they stand; what they do is the page's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Tag designer")
        roll = shipped_roll(STARTS_ON)
        self.design = Design(roll.templates[0], roll.stock, self)
        self.canvas = DesignCanvas(self.design)
        self.fields = FieldList(self.design)
        self.samples = SampleBox(desk)
        self.previews = Previews()
        self.lights = LightsCard()
        self.templates = _narrow("Template")
        self.stocks = _narrow("Stock")
        self.templates.setMinimumWidth(170)
        self.templates.setMinimumContentsLength(20)
        self.more = MoreButton("Templates and stocks")
        self.uses = Text("", "muted", elide=True)
        self.uses.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.header.add_widget(_beside(self.templates, self.more, self.uses))
        self.undo_button = IconButton("undo-2", "Undo")
        self.undo_button.set_kind("plain")
        self.undo_button.clicked.connect(self.design.undo)
        self.header.add_button(self.undo_button)
        self.stock_words = Text("", "muted", elide=True)
        self.looks = Segments("Shown", [("design", "Design"), ("outline", "Stock outline")], "tab")
        self.looks.set_value("design")
        self.feed = Text("", "muted")

    def arrange(self, printer_card: PrinterCard, measure: QAction, add: QAction) -> None:
        """Put the parts where they stand."""
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(self._left(measure, add))
        columns.addWidget(self._middle(), 1)
        columns.addWidget(self._right(printer_card))
        self.body.addLayout(columns, 1)

    def _left(self, measure: QAction, add: QAction) -> QWidget:
        left = QWidget()
        left.setFixedWidth(LEFT_PX)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(SectionLabel("Stock"))
        column.addWidget(self.stocks)
        column.addWidget(self.stock_words)
        column.addWidget(Button.of(measure, "link"))
        column.addWidget(self.fields, 1)
        column.addWidget(Button.of(add, small=True))
        column.addWidget(self.samples)
        return left

    def _middle(self) -> QWidget:
        scroll = ScrollBody()
        scroll.column.setContentsMargins(0, 0, 4, 0)
        scroll.column.setSpacing(12)
        card = Card(padding=14, spacing=6)
        card.setAccessibleName("Design on its stock")
        head = QHBoxLayout()
        head.addWidget(self.looks)
        head.addStretch(1)
        head.addWidget(self.feed)
        card.body.addLayout(head)
        card.body.addWidget(self.canvas)
        scroll.column.addWidget(card)
        scroll.column.addWidget(self.previews, 1)
        return scroll

    def _right(self, printer_card: PrinterCard) -> QWidget:
        scroll = ScrollBody(squeeze=True)
        scroll.setFixedWidth(RIGHT_PX)
        scroll.column.setContentsMargins(0, 0, 2, 0)
        scroll.column.setSpacing(12)
        scroll.column.addWidget(self.lights)
        scroll.column.addWidget(printer_card)
        scroll.column.addStretch(1)
        return scroll


def _beside(choice: Choice, more: IconButton, words: Text) -> QWidget:
    """A choice, what can be done with it, and what is said of it, which gives way first."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(choice)
    row.addWidget(more)
    row.addWidget(words, 1)
    return made


def _narrow(name: str) -> Choice:
    """A choice that is no wider than its place."""
    made = Choice()
    made.setAccessibleName(name)
    made.setMinimumWidth(80)
    made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made

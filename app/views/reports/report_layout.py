"""How the page of a condition report is arranged: what stands where, and nothing of what it does."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.frame.desk import Desk
from app.views.frame.page import COMPACT, NARROW, Page
from app.views.orders.words import Words
from app.views.reports.blocker_line import BlockerLine
from app.views.reports.editing_side import EditingSide
from app.views.reports.heading import HeadingSelects
from app.views.reports.photo_stage import PhotoStage
from app.views.reports.signed_side import SignedSide
from app.views.reports.strip import ViewStrip
from app.views.reports.writing import ReportWriting
from app.views.widgets.inputs import Input, LongInput
from app.views.widgets.text import Text

SIDE, COMPACT_SIDE = 424, 384
STRIP = 132
"""The height of the views below the photo, px: a notice stands above them."""


class ReportLayout(Page):
    """Questions, photo and views in the middle; findings, measures and signatures at the side."""

    toast_beside = True
    toast_lift = STRIP

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Condition report", side=True)
        self.words = Words(desk.settings)
        self.writing = ReportWriting(self)
        self._side_came = False
        self._build()
        self._build_side()

    def _build(self) -> None:
        self.header.set_crumb("Condition reports", partial(self.desk.navigate, "reports"))
        self.about = Text("", "muted", elide=True)
        self.facts.addWidget(self.about, 1)
        self.kept = Text("Draft saved 00:00 PM", "muted")
        self.kept.setMinimumWidth(self.kept.sizeHint().width())  # the words come and go, no jump
        self.kept.setText("")
        self.facts.addWidget(self.kept)
        self.heading = HeadingSelects(self.writing)
        self.body.addWidget(self.heading)
        self.stage = PhotoStage(self.desk, self.writing)
        self.canvas = self.stage.canvas
        self.body.addWidget(self.stage, 1)
        self.strip = ViewStrip(self.writing, self.desk.thumbs)
        self.body.addWidget(self.strip)

    def _build_side(self) -> None:
        assert self.side is not None
        self.editing = EditingSide(self.writing)
        self.signed = SignedSide(self.writing, self.words)
        self.side.body.addWidget(self.editing)
        self.side.body.addWidget(self.signed)
        self.findings = self.editing.findings
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.blocker_line = BlockerLine()
        column.addWidget(self.blocker_line)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        column.addLayout(self.buttons)
        self.side.foot.addWidget(foot)

    def settle_fields(self) -> None:
        """What was typed is in the report: a field's own Ctrl+Z no longer takes it back past the page's."""
        for line in self.editing.findChildren(Input):
            if line.isUndoAvailable():
                line.setText(line.text())
        for words in self.editing.findChildren(LongInput):
            words.document().clearUndoRedoStacks()

    def open_side(self) -> None:
        """In a narrow window the side is a drawer: it comes for what is asked there."""
        if self.side is not None and self.side.is_drawer and not self.side.isVisible():
            self.side.toggle()
            self._side_came = True

    def close_side(self) -> None:
        """What was asked there is answered: a drawer that came by itself goes again."""
        if self._side_came and self.side is not None and self.side.is_drawer:
            self.side.hide()
        self._side_came = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.window().width()
        if self.side and width >= NARROW:
            self.side.setFixedWidth(COMPACT_SIDE if width < COMPACT else SIDE)

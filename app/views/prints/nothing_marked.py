"""Beside the queue while no job is marked: what stands there later, and how printing is set up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views.widgets.button import Button
from app.views.widgets.text import SectionLabel, Text

STEPS = (
    "Find printers: what each is for, and which roll lies in it",
    "Tag designer: what stands on a tag; Measure my roll is there",
    "Test tag, then scan it: printer, roll and scanner fit together",
    "Rules say what prints by itself",
)
"""What is done once at a PC, in its order; the first two have their buttons over the list."""


class NothingMarked(QWidget):
    """Says what the side is for, and how printing is set up; ``commands`` of the page become buttons."""

    def __init__(self, commands: Sequence[QAction]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Text("No job is marked", "panel", wrap=True))
        said = "Mark one in the list: what is known of it, how it looked and what can be done."
        column.addWidget(Text(said, "muted", wrap=True))
        column.addSpacing(8)
        column.addWidget(SectionLabel("Setting up"))
        for at, step in enumerate(STEPS, 1):
            column.addWidget(Text(f"{at}  {step}", "soft", wrap=True))
        self.buttons = [Button.of(command, "plain") for command in commands]
        for button in self.buttons:
            column.addWidget(button)
        column.addStretch(1)

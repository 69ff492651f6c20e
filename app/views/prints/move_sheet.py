"""To which printer a waiting job goes instead: one press for each that can take it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.printers import Printer
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text


class MoveSheet(Sheet):
    """Lists the printers that can take a job; a press does ``run(key)``."""

    def __init__(
        self,
        host: QWidget,
        title: str,
        found: Sequence[Printer],
        run: Callable[[str], object],
    ) -> None:
        super().__init__(
            host,
            "Move to another printer",
            f"{title}: nothing of it has left this PC. Tags keep their numbers and are drawn again for"
            " the other roll.",
            width=520,
        )
        self._run = run
        self.buttons: dict[str, Button] = {}
        for one in found:
            self.body.addWidget(self._row(one))
        if not found:
            words = "No other printer of this PC can take it. Find printers, or cancel the job."
            self.body.addWidget(Text(words, "muted", wrap=True))
        self.add_way("Cancel", key="Esc")
        self.closed.connect(self.deleteLater)

    def open(self) -> None:
        super().open()
        for button in self.buttons.values():
            button.setFocus()
            return

    def _row(self, one: Printer) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(one.title, "strong", elide=True))
        words.addWidget(Text(one.about, "muted", elide=True))
        row.addLayout(words, 1)
        row.addWidget(Chip(one.words, one.tone, small=True))
        button = Button("Move here", small=True)
        button.setAccessibleName(f"Move to {one.title}")
        button.clicked.connect(lambda: self._take(one.key))
        self.buttons[one.key] = button
        row.addWidget(button)
        return box

    def _take(self, key: str) -> None:
        self.dismiss()
        self._run(key)

"""The third row of the page: what is happening to the file, how far, and that nothing is saved yet."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.views.pool import Progress
from app.views.widgets.progress_line import ThinBar
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text

SURE_S = 0.6
"""How long a job must have run before its end is foretold."""


class ProgressRow(QWidget):
    """Words, a bar, words."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        self._sign = IconLabel("circle-check", "accent", 17)
        self._left = Text("", "strong")
        self.bar = ThinBar()
        self._right = Text("", "muted")
        row.addWidget(self._sign)
        row.addWidget(self._left)
        row.addSpacing(4)
        row.addWidget(self.bar, 1)
        row.addSpacing(4)
        row.addWidget(self._right)
        self._began = 0.0

    @property
    def words(self) -> str:
        """What stands at the left."""
        return self._left.text()

    def begin(self, words: str, promise: str) -> None:
        """Something begins whose length is not known yet."""
        self._began = time.monotonic()
        self._sign.hide()
        self._left.setText(words)
        self._right.setText(promise)
        self._promise = promise
        self.bar.setRange(0, 0)
        self._speak(words)

    def show_progress(self, progress: Progress) -> None:
        """So far it is: "Importing 67 of 108", "about 2 s left · can be stopped and resumed"."""
        words = progress.words
        if progress.total and progress.words == "Importing":
            words = f"{words} {progress.done:,} of {progress.total:,}"
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        self._left.setText(words)
        left = self._left_words(progress)
        self._right.setText(" · ".join(part for part in (left, self._promise) if part))
        self._speak(words)

    def finish(self, words: str, promise: str, *, done: int = 1, total: int = 1) -> None:
        """It has ended."""
        self._sign.setVisible(done >= total)
        self._left.setText(words)
        self._right.setText(promise)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._speak(words)

    def _left_words(self, progress: Progress) -> str:
        ran = time.monotonic() - self._began
        if ran < SURE_S or not progress.done or not progress.total:
            return ""
        left = ran / progress.done * (progress.total - progress.done)
        return (
            f"about {max(1, round(left))} s left" if left < 90 else f"{round(left / 60)} min left"
        )

    def _speak(self, words: str) -> None:
        self.bar.setAccessibleName(words)
        self.bar.setAccessibleDescription(self._right.text())

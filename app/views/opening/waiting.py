"""Something takes its time before there is a shop to show: opening it, or making the sample."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.views.opening.frame import OpeningPage
from app.views.pool import Job
from app.views.widgets.card import Card
from app.views.widgets.progress_line import ProgressLine


class WaitingPage(OpeningPage):
    """Says what is being done; with a job also how far it is, and lets it be ended."""

    cancelled = Signal()

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__("Waiting page", title, sentence, wide=560)
        self._card = Card(padding=20)
        self.progress = ProgressLine("Progress")
        self.progress.cancelled.connect(self.cancelled)
        self._card.body.addWidget(self.progress)
        self._card.hide()
        self.middle.addWidget(self._card)

    def follow(self, job: Job) -> None:
        """Show how far the job is."""
        self._card.show()
        self.progress.follow(job)
        self.progress.cancel.setFocus()

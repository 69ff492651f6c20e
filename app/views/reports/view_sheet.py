"""Saying which view of the piece a photo shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.vocabulary import VIEWS
from app.views.reports.choices import Choices, Pick
from app.views.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.views.reports.report_page import ReportPage


class ViewSheet(Sheet):
    """The views, a digit each."""

    def __init__(self, page: ReportPage) -> None:
        super().__init__(page.desk.frame.host(), "Which view does this photo show?", width=420)
        self._page = page
        picks = [Pick(term.code, term.title, str(n)) for n, term in enumerate(VIEWS.terms, 1)]
        self.views = Choices("View", picks)
        self.views.set_value(page.writing.photo.view if page.writing.photo else None)
        self.body.addWidget(self.views)
        self.views.picked.connect(self.take)
        self.views.entered.connect(self.dismiss)
        self.add_way("Cancel", key="Esc")
        self.closed.connect(self.deleteLater)

    def take(self, view: object) -> None:
        """It shows this one."""
        photo = self._page.writing.photo
        self.dismiss()
        if photo:
            self._page.writing.edit_photo(photo.sha256, view=str(view))
            self._page.canvas.setAccessibleName(f"Photo with marks, {VIEWS.word(str(view))}")

"""The licences of others: a list at the left, the text of the marked one at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from app.domain.errors import UserError
from app.services.works import CarriedWork, carried_works
from app.views import theme
from app.views.bug_report import BugReport
from app.views.pool import Pool
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList

COLUMNS = (
    Column("Work", lambda work: Cell(work.name, "medium"), stretch=3),
    Column("Licence", lambda work: Cell(work.licence, "muted"), stretch=2),
)


class LicencesView(QWidget):
    """Read beside the window when it is first shown."""

    def __init__(self, pool: Pool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self.list = FixedList(COLUMNS, "Works of others", row_height=34)
        self.list.setFixedWidth(380)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(theme.font(12))
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Text of the licence")
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        self.list.view.settled.connect(self._on_marked)
        self.setFocusProxy(self.list)
        self.list.model.show_skeletons(8)
        pool.start(lambda _job: carried_works(), self._on_works, self._on_failed, title="Licences")

    def _on_works(self, works: list[CarriedWork]) -> None:
        self.list.model.show_records(works, range(1, len(works) + 1))
        self.list.view.mark_row(0)

    def _on_failed(self, _error: UserError | BugReport) -> None:
        self.text.setPlainText("The licences could not be read; they lie beside the program.")

    def _on_marked(self, _at: int) -> None:
        work = self.list.marked
        if work is not None:
            self.text.setPlainText(work.text)

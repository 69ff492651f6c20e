"""The papers of a record in one place: those that there are, and those that can be made now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent

from app.domain.chips import Chip as Status
from app.services.document_lists import KINDS, DocumentRow
from app.services.record_papers import papers_of
from app.views.documents.document_side import printed_words
from app.views.documents.table import icon_of
from app.views.frame.desk import Desk
from app.views.frame.permit import WHY_NOT
from app.views.orders.words import Words
from app.views.widgets.link_row import LinkRow
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import SectionLabel, Text

MOST = 12


class PapersSheet(Sheet):
    """Up and Down go through it, Enter opens a paper or makes one; Esc gives the page back."""

    def __init__(
        self,
        desk: Desk,
        words: Words,
        title: str,
        kind: str,
        record_id: int,
        ways: Sequence[QAction],
    ) -> None:
        super().__init__(desk.frame.host(), title, width=520)
        self._desk, self._words = desk, words
        self.rows: list[LinkRow] = []
        self.ways: list[LinkRow] = []
        if ways:
            self.body.addWidget(SectionLabel("Make a new one"))
        for action in ways:
            why = str(action.property(WHY_NOT) or "")
            row = LinkRow(str(action.property("icon_name") or "file-text"), action.text(), why)
            row.setEnabled(action.isEnabled())
            row.setToolTip(why)
            row.clicked.connect(partial(self._make, action))
            self.body.addWidget(row)
            self.ways.append(row)
        self._there = SectionLabel("Made already: open one to print it again")
        self.body.addWidget(self._there)
        self._none = Text("The papers are being looked up.", "muted")
        self.body.addWidget(self._none)
        self.add_way("Close", key="Esc")
        self.closed.connect(self.deleteLater)
        desk.read(
            lambda db: papers_of(db, kind, record_id), self._on_papers, topic="papers of a record"
        )

    def _on_papers(self, rows: list[DocumentRow]) -> None:
        self._none.setVisible(not rows)
        self._none.setText("No paper of it was made yet.")
        for row in rows[:MOST]:
            words, tone = printed_words(row.printed)
            when = self._words.when(row.at)
            second = f"{when} by {row.by}" if row.by else when
            title = f"{KINDS.title(row.kind)} {row.number}"
            link = LinkRow(icon_of(row.kind), title, second, Status(words, tone))
            link.clicked.connect(partial(self._open, row.id))
            self.body.addWidget(link)
            self.rows.append(link)
        if len(rows) > MOST:
            rest = f"and {len(rows) - MOST} older ones: see Documents"
            self.body.addWidget(Text(rest, "muted"))

    def focus_first(self) -> None:
        first = next((row for row in self.ways if row.isEnabled()), None)
        if first is None:
            super().focus_first()
        else:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        rows = [row for row in (*self.ways, *self.rows) if row.isEnabled()]
        at = next((i for i, row in enumerate(rows) if row.hasFocus()), -1)
        if by and rows:
            rows[max(0, min(len(rows) - 1, at + by))].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at >= 0:
            rows[at].click()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _open(self, document_id: int) -> None:
        self.dismiss()
        self._desk.navigate("document", document_id)

    def _make(self, action: QAction) -> None:
        self.dismiss()
        QTimer.singleShot(0, action, action.trigger)  # when the keys are back on the page

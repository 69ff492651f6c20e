"""The print queue as a list in groups: what needs somebody first, then what waits, then what is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedLayout

from app.domain.chips import Chip as Status
from app.domain.names import initials
from app.services.print_queue import DONE_TODAY, EARLIER, NEEDS_YOU, WAITING, JobRow
from app.views import theme
from app.views.orders.words import Words
from app.views.widgets.corner import Corner
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.columns import Cell, Column, Line
from app.views.widgets.list_view.fixed_list import FixedModel
from app.views.widgets.list_view.painting import PAD, RowPainter, RowState
from app.views.widgets.list_view.table_view import TableView
from app.views.widgets.list_view.window_model import Index

ROW = 46
_ASIDE = {WAITING: ("goes by itself", "go by themselves")}


@dataclass(frozen=True)
class GroupRow:
    """A heading between the jobs."""

    title: str
    count: int

    @property
    def aside(self) -> str:
        """How many there are, in words."""
        many = f"{self.count} job" + ("" if self.count == 1 else "s")
        one, several = _ASIDE.get(self.title, ("", ""))
        more = one if self.count == 1 else several
        return f"{many}, {more}" if more else many


def queue_columns(words: Words) -> tuple[Column, ...]:
    """Job, printer, what is known, when, by. Headings have their title in the first cell."""

    def when(row: JobRow | GroupRow) -> Cell:
        if isinstance(row, GroupRow):
            return Cell("")
        return Cell(words.moment(row.at), "muted", spoken=words.when(row.at))

    return (
        Column("Job", _job, stretch=7),
        Column("Printer", _printer, width=132, hide_below=760),
        Column("What is known", _known, width=248),
        Column("When", when, width=72, numeric=True),
        Column("By", _by, width=54),
    )


def _job(row: JobRow | GroupRow) -> Cell:
    if isinstance(row, GroupRow):
        return Cell(row.title, "muted", spoken=f"{row.title}, {row.aside}")
    return Cell(row.title, "strong", second=row.detail)


def _printer(row: JobRow | GroupRow) -> Cell:
    return Cell("" if isinstance(row, GroupRow) else row.printer)


def _known(row: JobRow | GroupRow) -> Cell:
    if isinstance(row, GroupRow):
        return Cell("")
    return Cell(status=Status(row.known, row.tone))


def _by(row: JobRow | GroupRow) -> Cell:
    if isinstance(row, GroupRow):
        return Cell("")
    return Cell(initials=initials(row.by), spoken=row.by)


class _GroupPainter(RowPainter):
    """Paints a heading as a band across all columns."""

    def paint_row(
        self,
        painter: QPainter,
        row: int,
        line: Line | None,
        box: QRect,
        rects: list[QRect],
        state: RowState,
    ) -> None:
        group = line.record if line else None
        if not isinstance(group, GroupRow):
            super().paint_row(painter, row, line, box, rects, state)
            return
        painter.fillRect(box, theme.color("sunken"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.color("line"))
        room = box.adjusted(PAD, 0, -PAD, 0)
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(12, "semibold"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), group.title)
        painter.setFont(theme.font(12))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, int(side), group.aside)


class _QueueModel(FixedModel):
    """Headings cannot be marked: the arrows go over them."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.record(index.row()), GroupRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _QueueView(TableView):
    def __init__(self, model: _QueueModel, name: str) -> None:
        super().__init__(model, name, row_height=ROW)
        self._rows = _GroupPainter(model.columns)

    def mark_row(self, row: int, *, centre: bool = False) -> None:
        model = self.window_model
        line = model.line(row)
        if line is not None and isinstance(line.record, GroupRow):
            row = row + 1 if row + 1 < model.rowCount() else row - 1
        super().mark_row(row, centre=centre)


class QueueList(QFrame):
    """The list in its card, or what is said when nothing is in it. ``view`` tells what is marked."""

    def __init__(self, words: Words, empty: EmptyState) -> None:
        super().__init__()
        self.setObjectName("card")
        self.model = _QueueModel(queue_columns(words), self)
        self.view = _QueueView(self.model, "Print jobs")
        self.empty = empty
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.setFocusProxy(self.view)
        self._corners = [Corner(self, at) for at in range(4)]

    def show_jobs(self, jobs: Sequence[JobRow], *, stay: bool) -> None:
        """Show jobs under the headings of their groups; ``stay`` keeps the marked job marked."""
        before = self.view.current_id if stay else 0
        records: list[Any] = []
        ids: list[int] = []
        for title in (NEEDS_YOU, WAITING, DONE_TODAY, EARLIER):
            group = [job for job in jobs if job.group == title]
            if group:
                records.append(GroupRow(title, len(group)))
                ids.append(0)
                records += group
                ids += [job.id for job in group]
        had_focus = self.view.hasFocus()
        self.model.show_records(records, ids, stay=bool(before) and before in ids)
        self._stack.setCurrentWidget(self.view if records else self.empty)
        if before and before in ids:
            self.view.mark_row(ids.index(before))
        if had_focus and not records and self.empty.button:
            self.empty.button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for corner in self._corners:
            corner.place()

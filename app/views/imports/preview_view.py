"""What a file would do: filters with counts that add up, a row an order, the problems below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from app.services.imports import OUTCOMES, ImportPreview, PreviewRow
from app.views.imports.problems import ProblemList
from app.views.imports.progress_row import ProgressRow
from app.views.imports.table import OUTCOME_CHIPS, TABS, TAKEN, columns
from app.views.orders.words import Words
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text

ALL = "all"


class PreviewView(QWidget):
    """The middle of the page while there is a file. It keeps what the clerk leaves out or keeps."""

    marked = Signal(object)
    """The PreviewRow that is marked, None for none."""
    choices_changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.preview: ImportPreview | None = None
        self.left_out: set[str] = set()
        self.keep_ours: set[str] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.progress = ProgressRow()
        column.addWidget(self.progress)
        self.tabs = Segments("Outcome", [Option(ALL, "All")], "tab")
        self.tabs.chosen.connect(self._on_tab)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.order_words = Text("Exceptions first", "muted")
        row.addWidget(self.order_words)
        column.addLayout(row)
        self.list = FixedList(columns(words, self.takes), "Orders in the file")
        self.list.view.settled.connect(self._on_settled)
        column.addWidget(self.list, 1)
        self.problems = ProblemList()
        self.problems.chosen.connect(self.go_to)
        column.addWidget(self.problems)

    # -- showing

    def show_waiting(self, words: str) -> None:
        """The file is being read: rows come as skeletons."""
        self.preview = None
        self.left_out.clear()
        self.keep_ours.clear()
        self.tabs.set_options([Option(ALL, "All")])
        self.tabs.set_value(ALL)
        self.tabs.setEnabled(False)
        self.list.model.show_skeletons(14)
        self.problems.show_problems((), 0)
        self.progress.begin(words, "Nothing is saved yet")

    def show_preview(self, preview: ImportPreview, seconds: float) -> None:
        """Show what the file would do."""
        self.preview = preview
        self.tabs.setEnabled(True)
        counts = preview.counts
        chips = [(code, OUTCOME_CHIPS[code]) for code in TABS]
        options = [Option(ALL, "All")]
        options += [Option(code, chip.text, tone=chip.tone) for code, chip in chips]
        self.tabs.set_options(options)
        for code, count in {ALL: len(preview.rows), **counts}.items():
            self.tabs.set_count(code, count)
        for button in self.tabs.findChildren(QAbstractButton):
            button.setAccessibleName(f"Outcome {button.accessibleName()}")
        self.tabs.set_value(ALL)
        self.progress.finish(f"Read and compared, {seconds:.1f} s", "Nothing is saved yet")
        self.problems.show_problems(preview.problems, preview.file.rows)
        self._fill()
        self.list.view.setFocus()

    def show_outcome(self, code: str) -> None:
        """Show the orders of one outcome, as if its filter was pressed."""
        self.tabs.choose(code)

    def go_to(self, key: str) -> None:
        """Mark the order of a key, in all orders."""
        rows = self.preview.rows if self.preview else ()
        at = next((n for n, row in enumerate(rows) if row.key == key), None)
        if at is None:
            return
        if self.tabs.value != ALL:
            self.tabs.set_value(ALL)
            self._fill()
        self.list.view.mark_record(at + 1)
        self.list.view.setFocus()

    def _fill(self) -> None:
        rows = self.preview.rows if self.preview else ()
        wanted = self.tabs.value
        shown = [(n + 1, row) for n, row in enumerate(rows) if wanted in (ALL, row.outcome)]
        self.list.model.show_records([row for _, row in shown], [n for n, _ in shown])
        if not shown:
            self.marked.emit(None)
        sorted_ = wanted == ALL and len({row.outcome for row in rows}) > 1
        self.order_words.setText("Exceptions first" if sorted_ else "As in the file")

    def _on_tab(self, _code: object) -> None:
        self._fill()
        self.list.view.setFocus()

    def _on_settled(self, _record_id: object) -> None:
        self.marked.emit(self.row)

    # -- choices

    @property
    def row(self) -> PreviewRow | None:
        """The marked row."""
        found = self.list.marked
        return found if isinstance(found, PreviewRow) else None

    def takes(self, row: PreviewRow) -> bool:
        """Whether an import would write this order."""
        return row.outcome in TAKEN and row.key not in self.left_out

    @property
    def to_import(self) -> int:
        """How many orders an import would write."""
        rows = self.preview.rows if self.preview else ()
        return sum(self.takes(row) for row in rows)

    def leave_out(self) -> None:
        """Leave the marked order out, or take it in again."""
        row = self.row
        if row and row.outcome in TAKEN:
            self.left_out ^= {row.key}
            self._show_choice(row)

    def take_all(self) -> None:
        """Take all that the file says of the marked order."""
        row = self.row
        if row and row.outcome in TAKEN:
            self.left_out.discard(row.key)
            self.keep_ours.discard(row.key)
            self._show_choice(row)

    def keep_own(self) -> None:
        """Keep what stands here of the marked order; only changed ones have anything to keep."""
        row = self.row
        if row and row.outcome == "changed":
            self.left_out.discard(row.key)
            self.keep_ours.add(row.key)
            self._show_choice(row)

    def _show_choice(self, row: PreviewRow) -> None:
        self.list.model.show_record(self.list.view.currentIndex().row(), row)
        self.choices_changed.emit()
        self.marked.emit(row)


assert set(TABS) == set(OUTCOMES)

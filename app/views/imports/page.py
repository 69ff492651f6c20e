"""Import: a file of orders is read, shown as what it would do, and saved when the clerk agrees."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.permissions import require
from app.services.import_past import PastImport, past_imports
from app.services.imports import PreviewRow
from app.views import first_folder
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import permit, tie
from app.views.imports.bars import date_order_bar, refused_bar, stopped_bar, unfinished_bar
from app.views.imports.drop_area import DropArea
from app.views.imports.file_words import FileWords, facts_of
from app.views.imports.import_run import ImportRun
from app.views.imports.inbox import Inbox, dropped_file
from app.views.imports.past_list import PastList
from app.views.imports.preview_side import PreviewSide
from app.views.imports.preview_view import ALL, PreviewView
from app.views.imports.problems import save_list
from app.views.imports.reading import ReadFile
from app.views.imports.table import TABS
from app.views.orders.words import Words
from app.views.widgets.sentence_bar import SentenceBar

FILTER = "Orders exports (*.csv *.tsv *.txt);;All files (*)"
START, READING, PREVIEW, RUNNING = "start", "reading", "preview", "running"


class ImportPage(Page):
    """Four stages: before a file, reading it, what it would do, saving it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Import orders", side=True)
        self.words = Words(desk.settings)
        self.stage = START
        self.read: ReadFile | None = None
        self.path: Path | None = None
        self.setAcceptDrops(True)
        self.file_words = FileWords()
        self.facts.addWidget(self.file_words, 1)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self.drop_area = DropArea()
        self.past = PastList(self.words)
        start = QWidget()
        column = QVBoxLayout(start)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.drop_area, 2)
        column.addWidget(self.past, 3)
        self.preview = PreviewView(self.words)
        self._stack.addWidget(start)
        self._stack.addWidget(self.preview)
        assert self.side is not None
        self.preview_side = PreviewSide(self.words)
        self.side.body.addWidget(self.preview_side, 1)
        for button in self.preview_side.buttons:
            self.side.foot.addWidget(button)
        self.run = ImportRun(self)
        self._declare()
        self._connect()
        self._show_stage(START)

    def _declare(self) -> None:
        table = self.preview.list.view
        self.choose_command = self.command(
            "Choose a file", self.choose_file, "Ctrl+O", icon="folder-open"
        )
        self.undo_command = self.command(
            "Take this import back", self.past.ask_undo, "U", icon="undo-2", on=self.past.list.view
        )
        self.cancel_command = self.command("Cancel", self.cancel, "Esc", button="plain")
        self.row_commands = [
            self.command("Leave out", self.preview.leave_out, "Space", hint="leave out", on=table),
            self.command("Keep ours", self.preview.keep_own, "K", icon="lock", on=table),
            self.command("Take all", self.preview.take_all, "A", icon="check", on=table),
        ]
        self.import_command = self.command(
            "Import orders",
            self.start_import,
            "Ctrl+Return",
            icon="download",
            hint="import",
            button="primary",
        )
        for at, code in enumerate((ALL, *TABS)):
            words = "all orders of the file" if code == ALL else f"{code} orders of the file"
            self.row_commands.append(
                self.command(
                    f"Show {words}",
                    lambda code=code: self.preview.show_outcome(code),  # type: ignore[misc]
                    str(at + 1),
                    icon="list-filter",
                )
            )
        self.save_command = self.command(
            "Save the list of problems", self.save_problems, icon="file-down"
        )
        for action in (self.choose_command, self.undo_command, self.import_command):
            permit(action, self.desk.session, "import.orders")
        tie(self.drop_area.button, self.choose_command)

    def _connect(self) -> None:
        self.drop_area.chosen.connect(self.choose_file)
        self.past.undo_asked.connect(self.run.take_back)
        self.preview.marked.connect(self._on_marked)
        self.preview.choices_changed.connect(self._count_choices)
        self.preview.problems.save_button.clicked.connect(self.save_problems)
        side = self.preview_side
        side.leave_out.clicked.connect(self.preview.leave_out)
        side.keep.clicked.connect(self.preview.keep_own)
        side.take.clicked.connect(self.preview.take_all)
        Inbox.of(self.desk).arrived.connect(self._on_inbox)

    # -- what a page answers

    def entered(self) -> None:
        self._ask_past()
        self._on_inbox()
        if self.stage == START:
            self.drop_area.button.setFocus()
            self.run.ask_unfinished()
        elif self.stage == PREVIEW:
            self.preview.list.view.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("order"):
            self._ask_past()

    # -- stages

    def _show_stage(self, stage: str) -> None:
        self.stage = stage
        waiting, there = stage == START, stage in (PREVIEW, RUNNING)
        self._stack.setCurrentIndex(0 if waiting else 1)
        self.file_words.setVisible(not waiting)
        self.choose_command.setProperty("hint", "choose a file" if waiting else "")
        self.choose_command.setEnabled(stage in (START, PREVIEW))
        self.undo_command.setEnabled(waiting)
        self.cancel_command.setVisible(not waiting)
        self.cancel_command.setEnabled(not waiting)
        self.import_command.setVisible(there)
        self.import_command.setEnabled(stage == PREVIEW)
        for command in self.row_commands:
            command.setEnabled(stage == PREVIEW)
        self.save_command.setEnabled(there)
        self._show_side()

    def _show_side(self) -> None:
        if self.side and not self.side.is_drawer:
            self.side.setVisible(self.stage in (PREVIEW, RUNNING))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_side()

    # -- choosing and reading

    def choose_file(self) -> None:
        """Ask for a file with the system's chooser."""
        last = str(self.path.parent) if self.path else first_folder.downloads()
        name, _ = QFileDialog.getOpenFileName(
            self.window(), "Choose an orders export", last, FILTER
        )
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path, date_order: str = "") -> None:
        """Read a file and show what it would do."""
        if self.stage == RUNNING:
            return self.say("An import is running. Stop it first, then read another file.")
        if self.desk.session.signed_in:
            try:
                require(self.desk.session.roles, "import.orders")
            except UserError as refusal:
                return self.show_refusal(refusal)
        self.clear_bars()
        self.path, self.read = path, None
        self._show_stage(READING)
        self.file_words.show_name(path.name)
        self.preview.show_waiting("Reading")
        self.say(f"Reading {path.name}")
        return self.run.read(path, date_order)

    def show_read(self, read: ReadFile) -> None:
        """The file was read: show what it would do."""
        self.read = read
        self.file_words.show_name(read.path.name, facts_of(read.file, self.desk.settings.zone))
        self._show_stage(PREVIEW)
        self.preview.show_preview(read.preview, read.seconds)
        self._count_choices()
        if read.file.asks_date_order:
            self.show_bar(date_order_bar(self))
        for notice in read.file.notices:
            self.show_bar(SentenceBar(notice.text, tone="info", icon="info", closable=True))

    def show_unread(self, error: UserError | BugReport) -> None:
        """The file could not be read: say why, and what to do."""
        self._show_stage(START)
        self.say("")
        if isinstance(error, UserError):
            self.show_bar(refused_bar(self, error))
        self.drop_area.button.setFocus()

    def cancel(self) -> None:
        """Stop what runs; before that, put the file away."""
        if self.stage in (READING, RUNNING):
            self.run.cancel()
        elif self.stage == PREVIEW:
            self.back_to_start("Nothing was imported")

    def back_to_start(self, words: str = "") -> None:
        """Put the file away."""
        self.clear_bars()
        self.read = None
        self._show_stage(START)
        self.say(words)
        self._ask_past()
        self.drop_area.button.setFocus()

    # -- importing

    def start_import(self) -> None:
        """Save what was agreed to."""
        if self.stage != PREVIEW or self.read is None:
            return
        if not self.preview.to_import:
            self.say("Nothing to import: every order is unchanged, refused or left out.")
            return
        self.clear_bars()
        self._show_stage(RUNNING)
        self.import_command.setText("Importing…")
        self.preview.progress.begin("Importing", "can be stopped and resumed")
        self.run.save(self.read, self.preview.left_out, self.preview.keep_ours)

    def show_stopped(self, saved: int, left: int) -> None:
        """An import was stopped on its way: what was saved stays, and it can go on."""
        self._show_stage(PREVIEW)
        self._count_choices()
        self.preview.progress.finish(
            f"Stopped: {saved:,} saved", f"{left:,} wait", done=saved, total=saved + left
        )
        self.show_bar(stopped_bar(self, saved, left))

    def offer_unfinished(self, path: Path) -> None:
        """An import was cut off when the program ended: offer to go on with it."""
        if self.stage == START:
            self.show_bar(unfinished_bar(self, path))

    def _count_choices(self) -> None:
        count = self.preview.to_import
        words = f"Import {count:,} {_orders(count)}" if count else "Nothing to import"
        self.import_command.setText(words)
        self.import_command.setEnabled(bool(count) and self.stage == PREVIEW)
        if self.read is None:
            return
        rows = self.read.preview.rows
        kept = len(rows) - count
        self.say(
            f"{len(rows):,} {_orders(len(rows))} in {self.read.file.rows:,} "
            f"{'row' if self.read.file.rows == 1 else 'rows'} · {kept:,} not imported"
            if count
            else "Nothing to import: every order is unchanged, refused or left out"
        )

    # -- rows, bars, past imports

    def _on_marked(self, row: PreviewRow | None) -> None:
        taken = row is not None and self.preview.takes(row)
        ours = row is not None and row.key in self.preview.keep_ours
        self.preview_side.show_row(row, taken=taken, ours=ours)

    def save_problems(self) -> None:
        """Save the problems of the file as a list."""
        problems = self.preview.problems.problems
        if not problems:
            return self.say("There are no problems in this file.")
        stem = self.path.stem if self.path else "orders"
        name, _ = QFileDialog.getSaveFileName(
            self.window(),
            "Save the list of problems",
            first_folder.papers(f"{stem} problems.csv"),
            "CSV (*.csv)",
        )
        if name:
            self.desk.start(
                lambda _job: save_list(problems, Path(name)),
                self._on_list_saved,
                self._on_list_not_saved,
                title="Saving the list of problems",
            )
        return None

    def _on_list_saved(self, path: Path) -> None:
        self.desk.toast(f"{len(self.preview.problems.problems)} problems saved in {path.name}")

    def _on_list_not_saved(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)

    def clear_bars(self) -> None:
        """Take every sentence off the page."""
        for bar in self.findChildren(SentenceBar):
            if self.bars.indexOf(bar) >= 0:
                bar.dismiss()

    def _ask_past(self) -> None:
        self.desk.read(past_imports, self._on_past, topic="past imports")

    def _on_past(self, imports: list[PastImport]) -> None:
        self.past.show_imports(imports)

    # -- dropping

    def _on_inbox(self) -> None:
        path = Inbox.of(self.desk).take() if self.isVisible() else None
        if path:
            self.read_file(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()):
            event.acceptProposedAction()
            self.drop_area.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_area.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_area.set_over(False)
        path = dropped_file(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.read_file(path)


def _orders(count: int) -> str:
    return "order" if count == 1 else "orders"

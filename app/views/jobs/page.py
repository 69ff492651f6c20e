"""Workshop: every job at the bench, as a board of five stages or as a list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from app.domain.changes import Changes
from app.services.job_board import BoardColumn, board
from app.services.jobs import JOB_VIEWS, JobRow, job_counts, job_row, jobs_list
from app.services.scanning import Scan
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.saved_views import SavedViews
from app.views.jobs.board import Board
from app.views.jobs.commands import JobCommands, JobPermits
from app.views.jobs.table import columns
from app.views.keys import Key
from app.views.printing import print_job_bags
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.record_list import RecordList
from app.views.widgets.segments import Option, Segments

TOUCHED = ("job", "order", "order_line", "piece", "party")
SOON_MS = 120


class JobsPage(Page):
    """The board and the list show the same jobs; what is marked in one is marked in the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Workshop")
        self._sort, self._descending = "due", False
        self._job: JobRow | None = None
        self.doing = JobCommands(desk, self)
        self.search = self.add_find("Find job, client or bag", "Search jobs")
        self.look = Segments("Look", [Option("board", "Board"), Option("list", "List")])
        self.look.set_value("board")
        self.header.add_choice(self.look)
        options = [Option(code, title) for code, title, _ in JOB_VIEWS]
        self.views = SavedViews(self, options, JOB_VIEWS[0][0])
        self.board = Board(desk.thumbs)
        desk.thumbs.arrived.connect(self._on_thumbs)
        nothing = EmptyState(
            "hammer", "No jobs here", "Send an order to the bench, and its job shows."
        )
        self.list = RecordList(
            desk.reader, columns(), "Jobs", nothing, row_height=52, thumbs=desk.thumbs
        )
        self.list.view.show_sorted(self._sort, self._descending)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        self._stack.addWidget(self.list)
        self.body.addWidget(self._stack, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.show_jobs)
        self._connect()
        self._declare()

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search)
        self.search.left_downwards.connect(self._focus_jobs)
        self.views.chosen.connect(self._on_view)
        self.look.chosen.connect(self._on_look)
        self.board.marked.connect(self._on_marked)
        self.board.opened.connect(self.open_record)
        view = self.list.view
        view.sort_asked.connect(self._on_sort)
        view.settled.connect(self._on_settled)
        view.opened.connect(self.open_record)
        self.list.counted.connect(self._on_counted)

    def _declare(self) -> None:
        self.hint_bar.add_fixed("Left Up Down Right", "move about")
        with_job = self._with_job
        on = self.command(
            "Next stage", with_job(self._next), Key.STAGE, icon="arrow-right", hint="next stage"
        )
        back = self.command(
            "Back to the stage before",
            with_job(self._back),
            "Shift+F8",
            icon="arrow-left",
            hint="stage before",
        )
        bag = self.command(
            "Print job bag", with_job(self._print), Key.PRINT, icon="printer", hint="print bag"
        )
        self.command("Open job", with_job(self._open), icon="external-link")
        self.hint_bar.add_fixed(Key.OPEN, "open")
        changing = (
            back,
            self.command("Hold job", with_job(self._hold), icon="pause"),
            self.command("Resume job", with_job(self._resume), icon="play"),
            self.command("Let job wait", with_job(self._wait), icon="hourglass"),
            self.command("Give job up", with_job(self._cancel), icon="ban"),
        )
        self.permits = JobPermits(self.desk.session, on, bag, changing)
        self.views.declare()
        self.command("Show the board", lambda: self.look.choose("board"), icon="columns-3")
        self.command("Show the list", lambda: self.look.choose("list"), icon="list")

    # -- what the window asks

    def entered(self) -> None:
        self.show_jobs()
        self._focus_jobs()

    def open_record(self, record_id: int) -> None:
        self.desk.navigate("job", record_id)

    def refresh(self, changes: Changes) -> None:
        if changes.touches(*TOUCHED):
            self._soon.start()

    def take_scan(self, scan: Scan) -> bool:
        """A bag's code marks its job here; OUT after it takes it to the next stage."""
        if scan.kind == "command" and scan.value in ("OUT", "IN") and self._job:
            if scan.value == "OUT":
                self._next(self._job)
            else:
                self._back(self._job)
            return True
        if scan.kind == "job" and self.look.value == "board":
            return self.board.mark(scan.target_id, focus=True)
        return False

    # -- showing

    def show_jobs(self) -> None:
        """Read what is shown again: board or list, and the counts of the views."""
        view, search, today = str(self.views.value), self.search.text(), self.desk.settings.today()
        if self.look.value == "board":
            self.desk.read(
                lambda db: board(db, view, search, today=today),
                self._on_board,
                self._on_failed,
                topic="board",
            )
        elif self.list.model.query is None or self._changed(view, search):
            self._shown = (view, search, self._sort, self._descending)
            self.list.show_list(jobs_list(view, search, self._sort, self._descending, today=today))
        else:
            self.list.refresh()
        self.desk.read(
            lambda db: job_counts(db, today=today), self.views.show_counts, topic="job counts"
        )

    _shown: tuple[str, str, str, bool] = ("", "", "", False)

    def _changed(self, view: str, search: str) -> bool:
        return self._shown != (view, search, self._sort, self._descending)

    def _on_board(self, columns: tuple[BoardColumn, ...]) -> None:
        self.board.show_board(columns)
        count = sum(column.count for column in columns)
        words = "1 job" if count == 1 else f"{count:,} jobs"
        self.say(f"{words} · {self.views.title.lower()}" if count else "No jobs here")
        if not count:
            self._job = None

    def _on_failed(self, _error: Exception) -> None:
        self.say("The jobs could not be read. They are read again with the next change.")

    def _on_counted(self, words: str) -> None:
        if self.look.value == "list":
            self.say(words)

    def _on_thumbs(self) -> None:
        for column in self.board.columns:
            column.cards.viewport().update()
        self.list.view.viewport().update()

    def _on_search(self, _text: str) -> None:
        self.show_jobs()

    def _on_view(self, _code: object) -> None:
        self.show_jobs()
        self._focus_jobs()

    def _on_look(self, look: object) -> None:
        self._stack.setCurrentWidget(self.board if look == "board" else self.list)
        self.show_jobs()
        self._focus_jobs()

    def _on_sort(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.show_jobs()

    def _focus_jobs(self) -> None:
        if self.look.value == "board":
            self.board.focus_mark()
        else:
            self.list.view.setFocus()

    # -- the marked job

    def _on_marked(self, job: JobRow | None) -> None:
        self._job = job
        if job is not None:
            self.permits.show_state(job.state)

    def _on_settled(self, job_id: int) -> None:
        if self.look.value == "board":
            return  # the list behind the board has no say in what is marked
        today = self.desk.settings.today()
        self.desk.read(
            lambda db: job_row(db, job_id, today=today), self._on_row, topic="marked job"
        )

    def _on_row(self, job: JobRow | None) -> None:
        if self.look.value == "list":
            self._on_marked(job)

    def _with_job(self, run: Callable[[JobRow], object]) -> Callable[[], None]:
        def do() -> None:
            if self._job is None:
                self.say("Mark a job first: arrows, or scan its bag.")
            else:
                run(self._job)

        return do

    def _next(self, job: JobRow) -> None:
        self.doing.next_stage(job.id)

    def _back(self, job: JobRow) -> None:
        self.doing.previous_stage(job.id, job.state)

    def _print(self, job: JobRow) -> None:
        ticked = self.list.view.chosen_ids() if self.look.value == "list" else []
        if len(ticked) > 1:
            print_job_bags(self.desk, ticked)
        else:
            self.doing.print_bag(job.id)

    def _open(self, job: JobRow) -> None:
        self.open_record(job.id)

    def _hold(self, job: JobRow) -> None:
        self.doing.hold(job.id, job.number)

    def _resume(self, job: JobRow) -> None:
        self.doing.resume(job.id)

    def _wait(self, job: JobRow) -> None:
        self.doing.wait(job.id, job.number)

    def _cancel(self, job: JobRow) -> None:
        self.doing.cancel(job.id, job.number)

"""Is the shop whole? A check of everything, with its result in sentences."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.errors import UserError
from app.domain.permissions import allowed
from app.services.check import CheckReport, Problem, check
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.pool import Job
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.inputs import Tick
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.text import Text

PARTS = {
    "pages": "pages of the database",
    "types": "values of the right kind",
    "seals": "sealed facts",
    "edits": "changes of descriptions",
    "audit": "entries of the audit chain",
    "files": "photos and papers",
    "projections": "computed tables",
}
COLUMNS = (
    Column("What is wrong", lambda problem: Cell(problem.sentence), stretch=5),
    Column("Where", lambda problem: Cell(problem.where, "muted"), stretch=2),
)


class CheckCard(Card):
    """Runs beside the window; nothing is changed unless the tables are computed anew."""

    finished = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Is the shop whole?", spacing=12)
        self._desk = desk
        self._job: Job | None = None
        self.words = Text(
            "Looks at every fact, its seal, the audit chain, the photos and the sums, and says in "
            "words what is wrong. Work can go on meanwhile.",
            "soft",
            wrap=True,
        )
        self.body.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.button = Button("Check the shop", "outline", icon="shield-check")
        self.button.clicked.connect(self.run)
        row.addWidget(self.button)
        self.rebuild = Tick("Compute all tables anew (takes longer)")
        row.addWidget(self.rebuild, 1)
        self.body.addLayout(row)
        self.progress = ProgressLine("Check of the shop")
        self.body.addWidget(self.progress)
        self.list = FixedList(COLUMNS, "Problems found")
        self.list.hide()
        self.body.addWidget(self.list)

    def run(self) -> None:
        """Begin the check, unless one runs."""
        if self._job is not None:
            return
        if not allowed(self._desk.session.actor.roles, "check.run"):
            self.words.setText("An admin or a manager checks the shop. Ask one of them.")
            return
        shop, rebuild = self._desk.shop, self.rebuild.isChecked()
        self.button.set_words("Checking")
        self.list.hide()

        def work(job: Job) -> CheckReport:
            at = 0

            def told(part: str) -> None:
                nonlocal at
                at += 1
                job.progress(at, 0, f"Looking at {PARTS.get(part, part)}")

            return check(shop, rebuild, progress=told)

        self._job = self._desk.start(
            work, self._on_report, self._on_failed, title="Checking the shop"
        )
        self._job.ended.connect(self._on_end)
        self.progress.follow(self._job)

    def _on_report(self, report: CheckReport) -> None:
        self.words.setText(said(report))
        self.words.set_tone("ok" if report.clean else "bad")
        problems: tuple[Problem, ...] = tuple(report.problems)
        self.list.setVisible(bool(problems))
        self.list.model.show_records(problems, range(1, len(problems) + 1))
        self.finished.emit(report)

    def _on_failed(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.words.setText(error.sentence())
            self.words.set_tone("bad")

    def _on_end(self) -> None:
        self._job = None
        self.button.set_words("Check the shop")


def said(report: CheckReport) -> str:
    """The result in sentences."""
    seconds = max(1, round(report.milliseconds / 1000))
    took = "a second" if seconds == 1 else f"{seconds} seconds"
    anew = " All tables were computed anew." if report.rebuilt else ""
    more = "" if report.clean else " Make a copy of the shop, then ask us."
    return f"{report.sentence()} It took {took}.{anew}{more}"

"""What can be done with a job, from the board, the list, its page, or by a scan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.permissions import allowed
from app.domain.reasons import BENCH
from app.domain.terms import Vocabulary
from app.services import jobs
from app.services.job_board import artisans
from app.services.jobs import JobCard, job_card
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.permit import Permit, permit
from app.views.frame.session import Session
from app.views.jobs.stage_sheet import StageSheet
from app.views.printing import print_job_bag
from app.views.widgets.reason_sheet import ask_reason

WAITS = BENCH.only("client", "stone", "metal", "vendor", "other")
HOLDS = BENCH.only("client", "stone", "metal", "vendor", "requote", "other")
REWORKS = BENCH.only("still_tight", "finish", "setting", "engraving", "warranty", "other")
GIVES_UP = BENCH.only("cancelled", "requote", "other")
CHANGE_JOB = "jobs.update"
"""The act that going on with a job needs."""


class JobPermits:
    """Who may do what with a job; the quality check is signed by others than who works on it."""

    def __init__(
        self, session: Session, on: QAction, bag: QAction, changing: Sequence[QAction]
    ) -> None:
        self._on = Permit(on, session, CHANGE_JOB)
        permit(bag, session, "jobs.print")
        for action in changing:
            permit(action, session, CHANGE_JOB)
        self._session = session

    @property
    def may_change(self) -> bool:
        """Whether whoever works now may go on with jobs."""
        return not self._session.signed_in or allowed(self._session.roles, CHANGE_JOB)

    def show_state(self, state: str) -> None:
        """Another job is marked, or the same one went on."""
        self._on.set_act("qc.sign" if state == "qc" else CHANGE_JOB)


class JobCommands(QObject):
    """Each asks what it must ask, then does it as one unit of work with its toast and Undo."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: StageSheet | None = None
        self._job_id = 0

    def next_stage(self, job_id: int) -> None:
        """Out of this stage and into the next: asks the weight and who takes over."""
        self._job_id = job_id
        self._desk.read(
            lambda db: (job_card(db, job_id), artisans(db)),
            self._on_card,
            self._on_refused,
            topic="next stage of a job",
            urgent=True,
        )

    def previous_stage(self, job_id: int, state: str) -> None:
        """Back to the stage before; from the quality check with a reason."""
        if state == "qc":
            self._ask(
                "Send it back to the bench?",
                "The person at the bench reads why on the bag.",
                "Send it back",
                lambda code, _note: self._work(
                    "job_rework", lambda w: jobs.previous_stage(w, job_id, code), code
                ),
                REWORKS,
            )
        else:
            self._work("job_stage_back", lambda w: jobs.previous_stage(w, job_id))

    def print_bag(self, job_id: int) -> None:
        """Print the bag as the job stands now."""
        print_job_bag(self._desk, job_id)

    def hold(self, job_id: int, number: str) -> None:
        """Stop it, with a reason."""
        self._ask(
            f"Hold {number}?",
            "It stays where it is, and nobody works on it until it is resumed.",
            "Hold the job",
            lambda code, note: self._work(
                "job_hold", lambda w: jobs.hold_job(w, job_id, code, note), code
            ),
            HOLDS,
        )

    def resume(self, job_id: int) -> None:
        """Go on where it was stopped."""
        self._work("job_resume", lambda w: jobs.resume_job(w, job_id))

    def wait(self, job_id: int, number: str) -> None:
        """It waits for a client, a stone, metal or a supplier."""
        self._ask(
            f"What does {number} wait for?",
            "The days of waiting are counted apart from the days of work.",
            "Let it wait",
            lambda code, _note: self._work("job_wait", lambda w: jobs.wait(w, job_id, code), code),
            WAITS,
        )

    def cancel(self, job_id: int, number: str) -> None:
        """Give it up, with a reason."""
        self._ask(
            f"Give {number} up?",
            "Its piece comes back from the bench, and its order line asks again.",
            "Give the job up",
            lambda code, note: self._work(
                "job_cancel", lambda w: jobs.cancel_job(w, job_id, code, note), code
            ),
            GIVES_UP,
            kind="danger",
        )

    def give_to(self, job_id: int, artisan_id: int | None) -> None:
        """Somebody else works on it."""
        self._work("job_artisan", lambda w: jobs.set_artisan(w, job_id, artisan_id))

    # -- asking and doing

    def _ask(
        self,
        title: str,
        sentence: str,
        verb: str,
        run: Callable[[str, str], object],
        reasons: Vocabulary,
        kind: str = "primary",
    ) -> None:
        ask_reason(self._desk.frame.host(), title, sentence, verb, run, reasons=reasons, kind=kind)

    def _work(self, kind: str, service: Callable[[Any], Changes], reason_code: str = "") -> None:
        self._desk.work(kind, service, reason_code=reason_code)

    def _on_card(self, answer: tuple[JobCard, list[tuple[int, str]]]) -> None:
        card, people = answer
        if card.id != self._job_id or self._sheet is not None:
            return
        known = {name: i for i, name in people}
        before = known.get(card.artisan)

        def take(weight_mg: int | None, artisan_id: int | None, reason_code: str) -> None:
            def service(w: Any) -> Changes:
                if artisan_id is not None and artisan_id != before:
                    jobs.set_artisan(w, card.id, artisan_id)
                if card.state == "qc":
                    return jobs.pass_check(w, card.id, weight_mg)
                return jobs.next_stage(w, card.id, weight_mg, reason_code)

            self._desk.work(
                "job_stage", service, self._on_stepped, self._on_refused, reason_code=reason_code
            )

        self._sheet = StageSheet(self._desk, card, people, take)
        self._sheet.closed.connect(self._on_closed)
        self._sheet.open()
        self._sheet.weight.setFocus()

    def _on_stepped(self, _changes: Changes) -> None:
        if self._sheet:
            self._sheet.dismiss()

    def _on_refused(self, error: Exception | BugReport) -> None:
        if self._sheet and isinstance(error, UserError | BugReport):
            self._sheet.show_refusal(error)
        elif isinstance(error, UserError):
            self._desk.frame.show_refusal(error)

    def _on_closed(self) -> None:
        self._sheet = None

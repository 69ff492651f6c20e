"""Printing the bags of an order's jobs: kept as documents, then given to the printer's queue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.errors import NotAllowedError, StateError, UserError
from app.domain.reasons import REPRINT
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.widgets.reason_sheet import ask_reason

if TYPE_CHECKING:
    from app.domain.actors import Actor
    from app.shop import Shop


class BagPrinter(QObject):
    """Asks for a reason where a bag was printed before."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs: tuple[int, ...] = ()

    def print_bags(self, job_ids: Sequence[int], reason_code: str = "") -> None:
        """Print the bags of these jobs; without one it says how to get one."""
        self._jobs = tuple(job_ids)
        if not job_ids:
            self._desk.frame.show_refusal(
                StateError(
                    "There is no job bag yet",
                    "A bag belongs to a job, and nothing of it was sent to the bench.",
                    "Open the order, send it to the bench (F8), then print the bag.",
                )
            )
            return
        try:
            actor = self._desk.session.actor
        except NotAllowedError as refusal:
            self._desk.frame.show_refusal(refusal)
            return
        jobs, shop = self._jobs, self._desk.shop
        self._desk.start(
            lambda _job: _print(shop, actor, jobs, reason_code),
            self._on_printed,
            self._on_refused,
            title="Printing the job bag",
        )

    def _on_printed(self, changes: Changes) -> None:
        self._desk.tell(changes)
        self._desk.writer.run(lambda _shop: changes, doing="tell the pages")

    def _on_refused(self, error: UserError | BugReport) -> None:
        if not isinstance(error, UserError):
            return
        if error.field != "reason":
            self._desk.frame.show_refusal(error)
            return
        ask_reason(
            self._desk.frame.host(),
            "Print the job bag again?",
            "It was printed before; the new paper says COPY.",
            "Print it again",
            lambda code, _note: self.print_bags(self._jobs, code),
            reasons=REPRINT,
            note="",
        )


def _print(shop: Shop, actor: Actor, job_ids: Sequence[int], reason_code: str) -> Changes:
    """Keep each bag as it stands now, then store its print job."""
    # Here: drawing papers is loaded when a paper is drawn, not with the list of orders.
    from app.services.job_bag import store_bag
    from app.services.print_jobs import print_document

    told = Changes()
    for job_id in job_ids:
        with shop.work(actor, "print_job_bag") as w:
            stored = store_bag(w, job_id)
        document_id = stored.first("document")
        printed = print_document(shop, actor, document_id, reason_code=reason_code)
        told = told | Changes(stored.touched) | printed
    message = "Job bag" if len(job_ids) == 1 else f"{len(job_ids)} job bags"
    return Changes(told.touched, f"{message} on the way to the printer")

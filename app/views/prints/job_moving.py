"""Moving the marked print job to another printer, and taking back that one was cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.errors import InputError, UserError
from app.services.print_cancelling import take_back_cancel
from app.services.print_jobs import cancel
from app.services.print_moving import may_take, move_job
from app.services.print_sheets import ASK
from app.services.printers import Printer
from app.shop import Shop
from app.views.bug_report import BugReport
from app.views.prints.move_sheet import MoveSheet
from app.views.prints.start_sheet import ask_start

if TYPE_CHECKING:
    from app.views.prints.page import PrintsPage


class JobMoving(QObject):
    """Acts on the job that the page shows; ``cancelled`` is the one that Ctrl+Z brings back (0: none)."""

    def __init__(self, page: PrintsPage) -> None:
        super().__init__(page)
        self._page = page
        self.cancelled = self._job_id = 0
        self._title = self._printer = ""

    # -- another printer

    def ask(self) -> None:
        """Ask where the marked job goes instead."""
        card = self._page.card
        if card is None or "move" not in card.actions:
            self._page.say("Only a job that waits or failed goes to another printer")
            return
        job_id = self._job_id = card.row.id
        self._title = card.row.title
        self._page.desk.read(
            lambda db: may_take(db, job_id),
            self._on_found,
            self._on_refused,
            topic="printers for a job",
        )

    def _on_found(self, found: list[Printer]) -> None:
        MoveSheet(self._page.desk.frame.host(), self._title, found, self._on_chosen).open()

    def _on_chosen(self, printer: str) -> None:
        self._printer = printer
        self._move(ASK)

    def _move(self, start_at: int) -> None:
        """Drawn beside the window; on a sheet of labels it is asked where the tags begin."""
        desk, job_id, printer = self._page.desk, self._job_id, self._printer
        shop, actor, turn = desk.shop, desk.session.actor, desk.writer.turn("printing")
        self._page.clear_refusals()
        desk.start(
            lambda _job: move_job(shop, actor, job_id, printer, start_at=start_at, turn=turn),
            self._page.acts.on_done,
            self._on_not_moved,
            title="Printing",
        )

    def _on_not_moved(self, error: UserError | BugReport) -> None:
        host = self._page.desk.frame.host()
        if not (isinstance(error, InputError) and ask_start(host, error, self._move)):
            self._on_refused(error)

    # -- cancelled by mistake

    def cancel(self, job_id: int) -> None:
        """Cancel a job; its toast and Ctrl+Z bring it back."""
        actor = self._page.desk.session.actor
        self._job_id = job_id
        self._run(lambda shop: cancel(shop, actor, job_id), self._on_cancelled)

    def _on_cancelled(self, changes: Changes) -> None:
        self.cancelled = self._job_id
        self._page.desk.toast(changes.message, self.take_back)
        self._page.view.setFocus()

    def take_back(self) -> None:
        """Ctrl+Z: the job that was cancelled last stands where it stood."""
        job_id, self.cancelled = self.cancelled, 0
        if not job_id:
            self._page.say("Nothing was cancelled here")
            return
        actor = self._page.desk.session.actor
        self._run(lambda shop: take_back_cancel(shop, actor, job_id), self._page.acts.on_done)

    def _run(self, service: Callable[[Shop], Changes], done: Callable[[Changes], None]) -> None:
        self._page.clear_refusals()
        self._page.desk.writer.run(service, done, self._on_refused, doing="printing")

    def _on_refused(self, error: UserError | BugReport | Exception) -> None:
        if isinstance(error, UserError):
            self._page.show_refusal(error)

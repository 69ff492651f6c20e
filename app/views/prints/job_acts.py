"""What can be done to a print job: again, no more, or what a person says came out of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.errors import InputError, UserError
from app.domain.reasons import REPRINT
from app.services import print_jobs, print_one
from app.services.print_settling import settle_looking
from app.services.print_sheets import ASK
from app.services.print_test import print_test_tag
from app.shop import Shop
from app.views.bug_report import BugReport
from app.views.print_notice import tell_print
from app.views.prints.reprint_one import RasterSheet
from app.views.prints.start_sheet import ask_start
from app.views.widgets.reason_sheet import ask_reason

if TYPE_CHECKING:
    from app.views.prints.page import PrintsPage


class JobActs(QObject):
    """Acts on the job that the page shows."""

    def __init__(self, page: PrintsPage) -> None:
        super().__init__(page)
        self.page = page
        self._tested = ""

    def again(self) -> None:
        """Reprint what was sent, or try again what failed."""
        card = self.page.card
        if card is None:
            self.page.say("Mark a print job first")
        elif "retry" in card.actions:
            self.act("retry")
        elif "reprint" in card.actions:
            self.act("reprint")
        else:
            self.page.say(f"{card.row.title} {card.row.known.lower()}: say first what came out")

    def act(self, action: str) -> None:
        """One of a job's actions, if the job allows it now."""
        card = self.page.card
        if card is None or action not in card.actions:
            self.page.say("That is not possible for this job now")
            return
        job_id, title = card.row.id, card.row.title
        if action == "reprint":
            ask_reason(
                self.page.desk.frame.host(),
                f"Print {title} again?",
                "The same code and the same dots; the old label counts as destroyed.",
                "Reprint",
                partial(self._reprint, job_id),
                reasons=REPRINT,
                note="",
            )
        elif action == "retry":
            self._run(print_jobs.retry, job_id)
        elif action == "cancel":
            self.page.moving.cancel(job_id)
        elif action == "move":
            self.page.moving.ask()
        else:
            self._settle(job_id, "all" if action == "all_came_out" else "none")

    def _reprint(self, job_id: int, reason_code: str, _note: str = "") -> None:
        self._run(print_jobs.reprint, job_id, reason_code)

    def take_last_good(self, n: int) -> None:
        """Label ``n`` is the last one that came out well."""
        card = self.page.card
        if card is not None and card.row.state == "doubtful":
            self._settle(card.row.id, n)

    def _settle(self, job_id: int, came_out: str | int) -> None:
        """Beside the window, for the printer itself is asked first whether it is done."""
        shop, actor = self.page.desk.shop, self.page.desk.session.actor
        turn = self.page.desk.writer.turn("printing")
        self.page.clear_refusals()
        self.page.desk.start(
            lambda _job: settle_looking(shop, actor, job_id, came_out, turn=turn),
            self.on_done,
            self.on_refused,
            title="Printing",
        )

    def _run(self, service: Callable[..., Changes], *args: Any) -> None:
        actor = self.page.desk.session.actor

        def command(shop: Shop) -> Changes:
            return service(shop, actor, *args)

        self.page.clear_refusals()
        self.page.desk.writer.run(command, self.on_done, self.on_refused, doing="printing")

    def on_done(self, changes: Changes) -> None:
        """It was done: tell so, and go back to the list."""
        tell_print(self.page.desk, changes)
        self.page.view.setFocus()

    def on_refused(self, error: UserError | BugReport) -> None:
        """Say over the page what was refused."""
        if isinstance(error, UserError):
            self.page.show_refusal(error)

    def reprint_one(self, n: int, reason_code: str) -> None:
        """One label of the marked job again."""
        card = self.page.card
        if card is not None:
            self._run(print_one.reprint_one, card.row.id, n, reason_code)

    def show_raster(self, n: int) -> None:
        """A label of the marked job as it was sent."""
        card = self.page.card
        if card is not None and 0 < n <= len(card.previews):
            title = f"Label {n} of {card.row.title}"
            RasterSheet(self.page.desk.frame.host(), title, card.previews[n - 1]).open()

    def print_test(self, printer: str = "") -> None:
        """Print a tag of nothing, to see that printer, roll and scanner fit together."""
        self._tested = printer
        self._test(ASK)

    def _test(self, start_at: int) -> None:
        """On a sheet of labels it takes one of them: which one is free is asked first."""
        actor, printer = self.page.desk.session.actor, self._tested
        self.page.clear_refusals()
        self.page.desk.writer.run(
            lambda shop: print_test_tag(shop, actor, printer=printer, start_at=start_at),
            self.on_done,
            self._on_not_tested,
            doing="printing",
        )

    def _on_not_tested(self, error: UserError | BugReport) -> None:
        host = self.page.desk.frame.host()
        if not (isinstance(error, InputError) and ask_start(host, error, self._test)):
            self.on_refused(error)

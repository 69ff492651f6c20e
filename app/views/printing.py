"""Printing from any page: store the job, ask why when it was printed before, tell what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, NotAllowedError, StateError, UserError
from app.domain.reasons import REPRINT
from app.services.turns import Turn
from app.shop import Shop
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.print_notice import tell_print
from app.views.widgets.reason_sheet import ask_reason

Print = Callable[[Shop, str, Turn], Changes]
"""What is printed: ``print(shop, reason_code)``."""


class Printing(QObject):
    """One print that a person asked for. Kept alive by the desk until it is stored or given up."""

    def __init__(
        self,
        desk: Desk,
        what: str,
        run: Print,
        begin_at: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._what = what
        self._run = run
        self._begin_at = begin_at
        self._reason = ""

    def start(self, reason_code: str = "", _note: str = "") -> None:
        """Draw and store it beside the window; refused without a reason where it was printed before."""
        self._reason = reason_code
        run, shop, turn = self._run, self._desk.shop, self._desk.writer.turn("printing")

        # What is stored in a turn is told to every page, also when somebody else is in by then.
        self._desk.start(
            lambda _job: run(shop, reason_code, turn),
            self._on_stored,
            self._on_failed,
            title="Printing",
        )

    def _on_stored(self, changes: Changes) -> None:
        tell_print(self._desk, changes)
        self.deleteLater()

    def _on_failed(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and error.field == "reason":
            sheet = ask_reason(
                self._desk.frame.host(),
                f"Print {self._what} again?",
                "It was printed before. Why once more? The new one is logged as a reprint.",
                f"Print {self._what}",
                self.start,
                reasons=REPRINT,
                note="",
            )
            sheet.closed.connect(self._on_closed)
            return
        if isinstance(error, InputError) and error.field == "start_at":
            from app.views.prints.start_sheet import ask_start

            if asked := ask_start(self._desk.frame.host(), error, self._on_place):
                asked.closed.connect(self._on_closed)
                return
        if _on_its_way(error):
            self._desk.toast(str(error))  # a key pressed twice: nothing that must be mended
        elif isinstance(error, UserError):
            self._desk.frame.show_refusal(error)
        self.deleteLater()

    def _on_place(self, used: int) -> None:
        """The sheet's first free label was said: print from there on."""
        if self._begin_at:
            self._begin_at(used)
        self.start(self._reason)

    def _on_closed(self) -> None:
        # Chosen or cancelled: a chosen reason has already begun the next try.
        QTimer.singleShot(60_000, self, self.deleteLater)


def _on_its_way(error: UserError | BugReport) -> bool:
    from app.services.print_once import OnItsWayError

    return isinstance(error, OnItsWayError)


def print_job_bag(desk: Desk, job_id: int) -> None:
    """Store a job's bag as it stands now, and print it."""
    _print(desk, "job bag", partial(_later("job_bag"), job_id))


def print_job_bags(desk: Desk, job_ids: Sequence[int]) -> None:
    """As ``print_job_bag`` for several jobs; without one it says how to get one."""
    if not job_ids:
        desk.frame.show_refusal(
            StateError(
                "There is no job bag yet",
                "A bag belongs to a job, and nothing of it was sent to the bench.",
                "Open the order, send it to the bench (F8), then print the bag.",
            )
        )
        return
    what = "job bag" if len(job_ids) == 1 else f"{len(job_ids)} job bags"
    _print(desk, what, partial(_later("job_bags"), list(job_ids)))


def print_document(
    desk: Desk,
    document_id: int,
    what: str = "document",
    *,
    copies: int = 1,
    printer: str = "",
    reason_code: str = "",
) -> None:
    """Print a stored document: COPY from the second time on, and a reason is asked if none is given."""
    run = partial(_later("document"), document_id, copies, printer)
    _print(desk, what, run, reason_code)


def print_report(
    desk: Desk, report_id: int, *, copies: int = 1, printer: str = "", reason_code: str = ""
) -> None:
    """Print a signed condition report, as ``print_document`` prints a document."""
    _print(
        desk, "condition report", partial(_later("report"), report_id, copies, printer), reason_code
    )


def print_tags(desk: Desk, kind: str, ids: Sequence[int]) -> None:
    """Print the tags of pieces, jobs or places."""
    run = _Tags(kind, ids)
    _print(desk, "tag" if len(ids) == 1 else "tags", run, begin_at=run.begin_at)


def print_address_labels(desk: Desk, order_ids: Sequence[int]) -> None:
    """Print an address label for each order."""
    run = _Addresses("order", order_ids)
    what = "address label" if len(order_ids) == 1 else "address labels"
    _print(desk, what, run, begin_at=run.begin_at)


def print_roll(desk: Desk, count: int) -> None:
    """Print a roll of so many unused tags."""
    _print(desk, "roll of tags", partial(_roll, count))


def print_papers(desk: Desk, document_ids: Sequence[int]) -> None:
    """Print stored documents, each as a job of its own; those printed before share one reason."""
    what = "document" if len(document_ids) == 1 else f"{len(document_ids)} documents"
    _print(desk, what, partial(_later("documents"), list(document_ids)))


def print_packing_slips(desk: Desk, order_ids: Sequence[int]) -> None:
    """Make and print a packing slip for each order."""
    _print(desk, "packing slips", partial(_later("packing_slips"), list(order_ids)))


def _print(
    desk: Desk,
    what: str,
    run: Callable[..., Changes],
    reason_code: str = "",
    *,
    begin_at: Callable[[int], None] | None = None,
) -> None:
    try:
        actor = desk.session.actor
    except NotAllowedError as refusal:
        desk.frame.show_refusal(refusal)
        return

    def told(shop: Shop, reason: str, turn: Turn) -> Changes:
        return run(shop, actor, reason, turn)

    printing = Printing(desk, what, told, begin_at)
    printing.start(reason_code)


def _later(name: str) -> Callable[..., Changes]:
    """A batch of the printing service, loaded when it is wanted: no page waits for it."""

    def run(*args: Any, **more: Any) -> Changes:
        from app.services import print_batches

        done: Changes = getattr(print_batches, name)(*args, **more)
        return done

    return run


def _roll(count: int, shop: Shop, actor: Actor, _reason: str, turn: Turn) -> Changes:
    from app.services.tag_rolls import print_roll

    return print_roll(shop, actor, count, turn=turn)


class _Tags:
    """Tags of pieces, jobs or places; on a sheet of labels it is asked where they begin."""

    def __init__(self, kind: str, ids: Sequence[int]) -> None:
        self._kind, self._ids = kind, tuple(ids)
        self.used: int | None = None

    def begin_at(self, used: int) -> None:
        """So many labels of the sheet are used."""
        self.used = used

    def __call__(self, shop: Shop, actor: Actor, reason_code: str, turn: Turn) -> Changes:
        from app.services.print_jobs import print_tags
        from app.services.print_sheets import ASK

        at = ASK if self.used is None else self.used
        return print_tags(
            shop, actor, self._kind, self._ids, reason_code=reason_code, start_at=at, turn=turn
        )


class _Addresses(_Tags):
    """Address labels of orders, on a roll or a sheet as tags are."""

    def __call__(self, shop: Shop, actor: Actor, reason_code: str, turn: Turn) -> Changes:
        from app.services.print_batches import address_labels
        from app.services.print_sheets import ASK

        at = ASK if self.used is None else self.used
        return address_labels(self._ids, shop, actor, reason_code, turn, start_at=at)

"""What is sent to a printer and kept in no queue: the kick of the cash drawer, a sheet of badges."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError, UserError
from app.shop import Shop
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk


def open_drawer(desk: Desk) -> None:
    """Open the cash drawer that hangs on the printer of receipts."""
    direct(desk, "Opening the drawer", _open_drawer)


def direct(
    desk: Desk,
    title: str,
    run: Callable[[Shop, Actor], str],
    say: Callable[[str], object] | None = None,
    refuse: Callable[[UserError], object] | None = None,
) -> None:
    """Send something to a printer that no job is stored of; ``run`` answers with what to tell.

    It is told in a toast and over the page, or to ``say`` and ``refuse``.
    """
    try:
        actor = desk.session.actor
    except NotAllowedError as refusal:
        desk.frame.show_refusal(refusal)
        return
    shop = desk.shop
    told = _Direct(desk, say or desk.toast, refuse or desk.frame.show_refusal)
    job = desk.start(lambda _job: run(shop, actor), told.on_sent, told.on_failed, title=title)
    job.ended.connect(told.deleteLater)


class _Direct(QObject):
    """Tells how it went."""

    def __init__(
        self, desk: Desk, say: Callable[[str], object], refuse: Callable[[UserError], object]
    ) -> None:
        super().__init__(desk)
        self._say, self._refuse = say, refuse

    def on_sent(self, words: str) -> None:
        """The printer has it."""
        self._say(words)

    def on_failed(self, error: UserError | BugReport) -> None:
        """It has not: why, over the page."""
        if isinstance(error, UserError):
            self._refuse(error)


def _open_drawer(shop: Shop, actor: Actor) -> str:
    from app.services.print_direct import open_drawer

    return open_drawer(shop, actor)

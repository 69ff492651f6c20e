"""What somebody should know of sync beyond the cards: trouble in words, with what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.domain.permissions import allowed
from app.domain.wording import counted
from app.services.hub_setup import fill_up_hub
from app.services.together import SyncStatus
from app.services.unheard import Unheard, unheard
from app.views.bug_report import BugReport
from app.views.frame.page import Page
from app.views.pcs.copy_sheet import KINDS, CopySheet
from app.views.pool import Job
from app.views.widgets.sentence_bar import SentenceBar

WENT_BACK = "HubWentBackError"
AWAY = "HubAwayError"
UNHEARD_MOST = 2
"""So many PCs that were not heard of are named at once; the next one follows when one is settled."""


class StatusBars(QObject):
    """One bar for each thing that is wrong now; it goes by itself when that is mended."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._bars: dict[str, SentenceBar] = {}

    def show(self, status: SyncStatus, restart: tuple[str, str] = ("", "")) -> None:
        """Show what holds now; ``restart`` is what ``restart_words`` says."""
        wanted: dict[str, tuple[str, str, str]] = {}
        trouble = status.trouble
        if trouble is not None and trouble.kind != AWAY:
            tone = "bad" if trouble.decides else "warn"
            wanted[trouble.kind] = trouble.title, f"{trouble.message} {trouble.remedy}", tone
        if status.clock_wrong:
            minutes = abs(status.clock_ms) // 60_000
            way = "ahead of" if status.clock_ms > 0 else "behind"
            wanted["clock"] = (
                "This PC's clock is wrong",
                f"It is {minutes} minutes {way} the others. Set it in the system's settings; what"
                " was done is kept in its true order.",
                "warn",
            )
        if restart[0]:
            wanted["restart"] = (*restart, "warn")
        silent = _silent(status)
        for name, one in silent.items():
            wanted[name] = one.title, one.sentence, "warn"
        for name in [name for name in self._bars if name not in wanted]:
            self._bars.pop(name).dismiss()
        for name, (title, sentence, tone) in wanted.items():
            if name in self._bars:
                self._bars[name].set_words(title, sentence)  # ages grow
                continue
            bar = self._page.show_bar(SentenceBar(title, sentence, tone))
            self._bars[name] = bar
            self._offer(bar, name, silent.get(name))

    def _offer(self, bar: SentenceBar, name: str, silent: Unheard | None) -> None:
        """The way on from a bar, for whoever may go it."""
        may = allowed(self._page.desk.session.roles, "sync.update")
        if name == WENT_BACK and may:
            bar.add_answer("What to do", self._on_went_back, closes=False)
        elif name in KINDS:
            bar.add_answer("What to do", self._on_lost_place, closes=False)
        elif silent is not None and may:
            bar.add_answer("What to do", partial(self._on_silent, silent), closes=False)

    def _on_silent(self, one: Unheard) -> None:
        from app.views.pcs.unheard_sheet import UnheardSheet  # here: it is seldom needed

        UnheardSheet(self._page.desk, one).open()

    def _on_lost_place(self) -> None:
        CopySheet(self._page.desk).open()

    def _on_went_back(self) -> None:
        self._page.desk.confirm(
            "Put back what the hub lacks?",
            "The hub was restored from an older backup. This PC gives it what is missing, as far as"
            " it knows it; the other PCs then go on as before. Do it on the PC that worked last.",
            "Put it back",
            self._put_back,
            keep="Not now",
            danger=False,
        )

    def _put_back(self) -> None:
        desk = self._page.desk
        shop, actor = desk.shop, desk.session.actor
        self._page.clear_refusals()

        def put_back(_job: Job) -> int:
            return fill_up_hub(shop, actor)

        desk.start(put_back, self._on_put_back, self._on_refused, title="Putting it back")

    def _on_put_back(self, count: int) -> None:
        """Only now it is worth meeting again."""
        self._page.desk.toast(f"{counted(count, 'change')} put back at the hub")
        self._page.desk.sync.try_now()

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self._page.show_refusal(error)


def _silent(status: SyncStatus) -> dict[str, Unheard]:
    """Who holds the hub back, as far as this PC has just heard: by the name of its bar."""
    if not status.reachable or status.trouble is not None:
        return {}
    found = unheard(status.others, now_ms() - status.clock_ms)
    return {f"unheard/{one.site}": one for one in found[:UNHEARD_MOST]}

"""What somebody should know of sync beyond the cards: trouble in words, with what can be done."""

from __future__ import annotations

from app.domain.permissions import allowed
from app.services.hub_setup import fill_up_hub
from app.services.together import SyncStatus
from app.views.frame.page import Page
from app.views.pcs.copy_sheet import KINDS, CopySheet
from app.views.pool import Job
from app.views.widgets.sentence_bar import SentenceBar

WENT_BACK = "HubWentBackError"
AWAY = "HubAwayError"


class StatusBars:
    """One bar for each thing that is wrong now; it goes by itself when that is mended."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._bars: dict[str, SentenceBar] = {}

    def show(self, status: SyncStatus) -> None:
        """Show what holds now."""
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
        for name in [name for name in self._bars if name not in wanted]:
            self._bars.pop(name).dismiss()
        for name, (title, sentence, tone) in wanted.items():
            if name not in self._bars:
                bar = self._page.show_bar(SentenceBar(title, sentence, tone))
                self._bars[name] = bar
                if name == WENT_BACK and allowed(self._page.desk.session.roles, "sync.update"):
                    bar.add_answer("What to do", self._on_went_back, closes=False)
                elif name in KINDS:
                    bar.add_answer("What to do", self._on_lost_place, closes=False)

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

        def put_back(_job: Job) -> int:
            return fill_up_hub(shop, actor)

        desk.start(put_back)
        desk.sync.try_now()

"""A PC that was not heard of for long: it only rests, will not come again, or was stolen."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.unheard import Unheard, let_go
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.pcs.stolen_sheet import StolenSheet
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text


class UnheardSheet(Sheet):
    """Asks whether the hub shall go on waiting for it; nothing is done by itself."""

    def __init__(self, desk: Desk, one: Unheard) -> None:
        super().__init__(desk.frame.host(), one.question, one.follows, width=520)
        self._desk = desk
        self._one = one
        self.trouble = Text("", "error", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.progress = ProgressLine(one.verb)
        self.body.addWidget(self.progress)
        self.add_way("Wait for it", key="Esc")
        if not one.is_joining:
            self.stolen = self.add_way("It was stolen", self._on_stolen)
        self.verb = self.add_way(one.verb, self.on_go, "danger", closes=False)
        self.closed.connect(self.deleteLater)

    def on_go(self) -> None:
        """Let it go."""
        shop, actor, site = self._desk.shop, self._desk.session.actor, self._one.site
        self.verb.setEnabled(False)
        self.trouble.hide()
        job = self._desk.start(
            lambda _job: let_go(shop, actor, site),
            self._on_done,
            self._on_refused,
            title=self._one.verb,
        )
        self.progress.cancel.hide()
        self.progress.follow(job)

    def _on_done(self, name: str) -> None:
        self.dismiss()
        done = (
            f"The joining of {name} is forgotten" if self._one.is_joining else f"{name} is shut out"
        )
        self._desk.toast(done)
        self._desk.writer.changed.emit(Changes.of(hub=1))
        self._desk.sync.try_now()

    def _on_stolen(self) -> None:
        sheet = StolenSheet(self._desk)
        sheet.which.choose(self._one.site)
        sheet.open()

    def _on_refused(self, error: UserError | BugReport) -> None:
        self.verb.setEnabled(True)
        if isinstance(error, UserError):
            self.trouble.setText(f"{error.title}. {error.sentence()}")
            self.trouble.show()

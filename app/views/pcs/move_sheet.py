"""Move to a new PC: first the new one joins, then this one says goodbye and can be wiped."""

from __future__ import annotations

from app.domain.errors import UserError
from app.domain.wording import counted
from app.services import pcs
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.pcs.add_sheet import add_pc
from app.views.pool import Job
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text
from app.views.widgets.way_card import Ways

JOIN, LEAVE = "join", "leave"


class MoveSheet(Sheet):
    """Two steps, on two days if need be: both PCs may work side by side in between."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.frame.host(),
            "Move to a new PC",
            "First the new PC joins the shop; both can work side by side as long as you like. Then"
            " this one says goodbye.",
            width=560,
        )
        self._desk = desk
        self._left = False
        self.step = Ways(
            "Which step",
            (
                (
                    JOIN,
                    "1  The new PC joins",
                    "It gets an address and a code, all lists in minutes, and the photos after.",
                ),
                (LEAVE, "2  This PC says goodbye", _goodbye_words(desk)),
            ),
        )
        others = pcs.joined_pcs(desk.shop)
        if others:
            self.step.choose(LEAVE)
        self.step.chosen.connect(self._show_step)
        self.body.addWidget(self.step)
        self.trouble = Text("", "error", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.progress = ProgressLine("Saying goodbye")
        self.body.addWidget(self.progress)
        self.cancel = self.add_way("Not now", key="Esc")
        self.verb = self.add_way("Go on", self.on_go, "primary", closes=False)
        self._show_step()
        self.closed.connect(self._on_closed)

    def _show_step(self, _step: object = None) -> None:
        leaving = self.step.value == LEAVE
        self.verb.set_words("Send all and say goodbye" if leaving else "Add the new PC")
        self.verb.set_kind("danger" if leaving else "primary")

    def on_go(self) -> None:
        """Do the step that is chosen."""
        if self._left:
            self._desk.frame.host().window().close()
            return
        if self.step.value == JOIN:
            self.dismiss()
            add_pc(self._desk)
            return
        shop, actor = self._desk.shop, self._desk.session.actor

        def leave(job: Job) -> None:
            pcs.say_goodbye(
                shop, actor, lambda words, done, total: job.progress(done, total, words)
            )

        self.verb.setEnabled(False)
        self.trouble.hide()
        job = self._desk.start(leave, self._on_left, self._on_refused, title="Saying goodbye")
        job.ended.connect(self._on_end)
        self.progress.follow(job)

    def _on_left(self, _nothing: object) -> None:
        self._left = True
        self.title.setText("This PC can be wiped")
        self.sentence.setText(
            "All that was here is on the shop's other PCs, and this one has given its place back."
            " Parure closes now; nobody works here any more."
        )
        self.step.hide()
        self.cancel.hide()
        self.verb.set_kind("primary")
        self.verb.set_words("Close Parure")
        self.verb.setFocus()

    def _on_end(self) -> None:
        self.verb.setEnabled(True)

    def _on_closed(self) -> None:
        if self._left:
            self._desk.frame.host().window().close()
        self.deleteLater()

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.trouble.setText(f"{error.title}. {error.sentence()}")
            self.trouble.show()


def _goodbye_words(desk: Desk) -> str:
    stays = pcs.what_stays(desk.shop)
    left = []
    if stays.drafts:
        left.append(counted(stays.drafts, "form begun here", "forms begun here"))
    if stays.prints:
        left.append(counted(stays.prints, "paper not printed yet", "papers not printed yet"))
    words = "It sends all its work and its photos, gives its place back, and can be wiped."
    return f"{words} Left behind: {' and '.join(left)}." if left else words

"""A PC was stolen: which one; it is shut out, the shop gets a new key, and its words are kept."""

from __future__ import annotations

from app.domain.errors import UserError
from app.services import pcs
from app.services.founding import Founded
from app.services.pcs import NewWords
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.opening.clock_words import here_at
from app.views.opening.wizard_steps import PhraseStep, ProofStep
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text
from app.views.widgets.way_card import Ways

SENTENCE = (
    "Choose the PC that is gone. It loses its place for good, and the shop gets a new key, so that"
    " nothing from now on opens with the one it has. The other PCs take the new key by themselves."
)
OLDER = (
    "Keep the older paper as well: backups from before today open with the older words. Start Parure"
    " anew on this PC and on each of the others today: until then their databases and new backups are"
    " sealed with the older key. Together shows which PCs are left."
)


def _others(new: NewWords) -> str:
    """Who had the stolen PC may have let another one in before it was shut out."""
    if not new.others:
        return "No other PC has the new key."
    return (
        f"The new key goes to {', '.join(new.others)}; if you do not know one of them, shut it out"
        " as well."
    )


class StolenSheet(Sheet):
    """Three steps in one sheet: the PC, the new words, two of them back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.frame.host(), "A PC was stolen", SENTENCE, width=640)
        self._desk = desk
        self._new: NewWords | None = None
        self._busy = False
        self.which = Ways("Which PC is gone")
        self.body.addWidget(self.which)
        self.none = Text("The shop has no other PC.", "muted")
        self.body.addWidget(self.none)
        self.phrase = PhraseStep(desk.pool)
        self.phrase.hide()
        self.body.addWidget(self.phrase)
        self.proof = ProofStep()
        self.proof.hide()
        self.body.addWidget(self.proof)
        self.trouble = Text("", "error", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.progress = ProgressLine("Shutting it out")
        self.body.addWidget(self.progress)
        self.cancel = self.add_way("Keep it", key="Esc")
        self.verb = self.add_way("Shut it out", self.on_go, "danger", closes=False)
        self._show_pcs()
        self.closed.connect(self.deleteLater)

    def _show_pcs(self) -> None:
        settings = self._desk.settings
        found = pcs.joined_pcs(self._desk.shop)
        self.which.show_ways(
            [
                (
                    pc.site,
                    pc.name or f"Station {pc.station}",
                    f"Station {pc.station}, last heard of {here_at(pc.heard_at, settings)}. What it"
                    " did after that and had not sent is lost."
                    if pc.heard_at
                    else f"Station {pc.station}, never heard of since it joined.",
                )
                for pc in found
            ]
        )
        self.none.setVisible(not found)
        self.verb.setEnabled(bool(found))

    def on_go(self) -> None:
        """The next step."""
        if self._busy:
            return
        if self._new is None:
            self._shut_out()
        elif self.proof.isHidden():
            self._ask_back()
        elif self.proof.check():
            self.dismiss()
            self._desk.toast("The new words are kept. Now start Parure anew on each PC")

    def _shut_out(self) -> None:
        site, desk = self.which.value, self._desk
        if site is None:
            return
        shop, actor = desk.shop, desk.session.actor
        self._busy = True
        self.verb.setEnabled(False)
        self.trouble.hide()
        job = desk.start(
            lambda _job: pcs.shut_out(shop, actor, site),
            self._on_shut_out,
            self._on_refused,
            title="Shutting it out",
        )
        self.progress.cancel.hide()  # half of it would be worse than all
        self.progress.follow(job)

    def _on_shut_out(self, new: NewWords) -> None:
        self._busy, self._new = False, new
        shop = self._desk.shop
        self.title.setText(f"{new.name or 'The PC'} is shut out: these are the new words")
        self.sentence.setText(f"Print or write them down now. {OLDER} {_others(new)}")
        self.which.hide()
        self.phrase.show_phrase(
            Founded(shop, new.phrase, "Lock the paper away, not beside a PC."), shop.settings.name
        )
        self.phrase.show()
        self.cancel.hide()
        self.verb.set_kind("primary")
        self.verb.set_words("They are on paper")
        self.verb.setEnabled(True)
        self.phrase.setFocus()
        self._desk.sync.try_now()

    def _ask_back(self) -> None:
        assert self._new is not None
        self.title.setText("Two words back")
        self.sentence.setText("Look at your paper and type two of the words.")
        self.phrase.hide()
        self.proof.ask(self._new.phrase)
        self.proof.show()
        self.verb.set_words("Done")
        self.proof.setFocus()

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        self.verb.setEnabled(True)
        if isinstance(error, UserError):
            self.trouble.setText(f"{error.title}. {error.sentence()}")
            self.trouble.show()

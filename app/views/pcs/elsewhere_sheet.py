"""The PCs are to meet elsewhere: the hub is lost for good, or another one is to be used."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.hub_setup import leave
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.pcs.copy_sheet import CopySheet
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text
from app.views.widgets.way_card import Ways

FIRST, FOLLOW = "first", "follow"
WAYS = (
    (
        FIRST,
        "A new hub begins from this PC",
        "Do it on the PC that met the hub last: what others did and this one has not fetched comes"
        " only from them. All that is here goes to the new place.",
    ),
    (
        FOLLOW,
        "The others have a new hub already",
        "This PC joins it with its address and a joining code of another PC. What it has not sent is"
        " put on top and sent.",
    ),
)


class ElsewhereSheet(Sheet):
    """First on the PC that knows most, then on each of the others."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.frame.host(),
            "Meet elsewhere",
            "If the hub was only switched off or restored from a backup, this is not needed: the PCs"
            " find it again by themselves.",
            width=560,
        )
        self._desk = desk
        self.which = Ways("Which PC is this", WAYS)
        self.body.addWidget(self.which)
        self.trouble = Text("", "error", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.add_way("Not now", key="Esc")
        self.verb = self.add_way("Go on", self.on_go, "danger", closes=False)
        self.closed.connect(self.deleteLater)

    def on_go(self) -> None:
        """Leave the hub and set another one up, or have it asked at the next start."""
        if self.which.value == FOLLOW:
            self.dismiss()
            CopySheet(self._desk).open()
            return
        shop, actor = self._desk.shop, self._desk.session.actor
        self.verb.setEnabled(False)
        self._desk.start(lambda _job: leave(shop, actor), self._on_left, self._on_refused)

    def _on_left(self, _nothing: object) -> None:
        from app.views.pcs.connect_sheet import ConnectSheet

        desk = self._desk
        desk.writer.changed.emit(Changes.of(hub=1))
        self.dismiss()
        ConnectSheet(desk).open()

    def _on_refused(self, error: UserError | BugReport) -> None:
        self.verb.setEnabled(True)
        if isinstance(error, UserError):
            self.trouble.setText(f"{error.title}. {error.sentence()}")
            self.trouble.show()

"""Connect PCs: where the shop's PCs meet, tried before it is used; then the whole shop goes there."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.hub_setup import NewHub, Tried, init_hub, try_hub
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.widgets.button import Button
from app.views.widgets.facts import Facts
from app.views.widgets.field import TextField, show_refusal
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.segments import Segments
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

DATABASE, FOLDER = "database", "folder"
KINDS = ((DATABASE, "A PostgreSQL database"), (FOLDER, "A folder on your file server"))
HINTS = {
    DATABASE: "postgresql://name:password@server/database. A login that may make tables, once: the"
    " PCs get one of their own that may little.",
    FOLDER: "On a server or a PC that is always on, seen by all of them. No folder of Dropbox, OneDrive"
    " or the like: they copy after the fact. For backups those are fine.",
}
SENTENCE = (
    "Each PC works alone for days; they meet at a place that all of them reach, and nobody's work is"
    " lost. What lies there is sealed with the shop's key: whoever looks after it reads nothing."
)


class ConnectSheet(Sheet):
    """Try, then connect; ``connected`` runs when the hub stands and the shop has been put there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.frame.host(), "Connect PCs", SENTENCE, width=600)
        self._desk = desk
        self._tried = ""
        self._busy = False
        self.kind = Segments("Where the PCs meet", KINDS)
        self.kind.set_value(DATABASE)
        self.kind.chosen.connect(self._on_kind)
        self.body.addWidget(self.kind)
        self.address = TextField("Address", required=True, name="address")
        self.address.changed.connect(self._on_edited)
        self.choose = Button("Choose", icon="folder-open")
        self.choose.setAccessibleName("Choose the folder where the PCs meet")
        self.choose.clicked.connect(self._on_choose)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.address, 1)
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 22, 0, 0)
        beside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(beside)
        self.body.addLayout(line)
        self.hint = Text("", "muted", wrap=True)
        self.body.addWidget(self.hint)
        self.name = TextField("What the others call this PC", required=True, name="name")
        self.name.set_text(platform.node() or "PC")
        self.body.addWidget(self.name)
        self.facts = Facts("What was found there", label_width=150)
        self.facts.hide()
        self.body.addWidget(self.facts)
        self.told = Text("", "muted", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)
        self.trouble = Text("", "error", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.progress = ProgressLine("Connecting")
        self.body.addWidget(self.progress)
        self.add_way("Close", key="Esc")
        self.verb = self.add_way("Try it", self.on_go, "primary", closes=False)
        self.address.input.entered.connect(self.on_go)
        self._on_kind(DATABASE)
        self.closed.connect(self.deleteLater)

    def open(self) -> None:
        super().open()
        self.address.setFocus()
        self.address.clear_error()  # nobody has left it empty yet

    # -- what is typed

    def _on_kind(self, kind: object) -> None:
        self.hint.setText(HINTS[str(kind)])
        self.choose.setVisible(kind == FOLDER)
        self.address.set_text("")
        self.address.clear_error()
        self._on_edited()
        self.address.setFocus()

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "The folder where the PCs meet")
        if chosen:
            self.address.set_text(chosen)
            self._on_edited()
            self.on_go()

    def _on_edited(self) -> None:
        """Another address has not been tried."""
        self._tried = ""
        for shown in (self.facts, self.told, self.trouble):
            shown.hide()
        self.verb.set_words("Try it")

    # -- doing

    def on_go(self) -> None:
        """Try what is typed; when it was tried, use it."""
        if self._busy or not self.address.check():
            return
        self.trouble.hide()
        address = self.address.text
        desk, shop, actor = self._desk, self._desk.shop, self._desk.session.actor
        if self._tried != address:
            job = desk.start(
                lambda _job: try_hub(shop, actor, address),
                self._on_tried,
                self._on_refused,
                title="Trying it",
            )
        elif self.name.check():
            name = self.name.text
            job = desk.start(
                lambda _job: init_hub(shop, actor, address, name=name),
                self._on_connected,
                self._on_refused,
                title="Making it, and putting the whole shop there",
            )
            self.progress.cancel.hide()  # in its middle it cannot be left; it is done anew from the start
        else:
            return
        self._busy = True
        self.verb.setEnabled(False)
        job.ended.connect(self._on_end)
        self.progress.follow(job)

    def _on_tried(self, tried: Tried) -> None:
        self._tried = self.address.text
        self.facts.show_facts(tried.facts)
        self.facts.show()
        self.told.setText(" ".join(tried.told))
        self.told.setVisible(bool(tried.told))
        self.verb.set_words("Connect")

    def _on_connected(self, made: NewHub) -> None:
        desk = self._desk
        desk.sync.begin()
        desk.sync.try_now()  # the engine may have met elsewhere until now
        desk.writer.changed.emit(Changes.of(hub=1))
        self.dismiss()
        desk.toast(f"The PCs meet at {made.address} from now on")
        from app.views.pcs.add_sheet import AddPcSheet

        AddPcSheet(desk).open()

    def _on_end(self) -> None:
        self._busy = False
        self.verb.setEnabled(True)

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and not show_refusal((self.address, self.name), error):
            self.trouble.setText(f"{error.title}. {error.sentence()}")
            self.trouble.show()

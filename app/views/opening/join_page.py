"""Join a shop: the address or its file, the joining code, this PC's name; then its lists come."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.joining_code import parts_of, signs_of
from app.services import joining
from app.services.joining import Begun
from app.shop import Shop
from app.views.bug_report import BugReport
from app.views.opening.frame import OpeningPage
from app.views.pool import Job, Pool
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.field import ParsedField, TextField, check_all, show_refusal
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text

SENTENCE = (
    "On a PC of the shop: Together, Add a PC. It shows an address and a code that is good once."
)


class JoinPage(OpeningPage):
    """``joined(shop)`` when the lists are here; the photos follow while one works."""

    joined = Signal(object)
    back = Signal()

    def __init__(self, pool: Pool, folder: Path) -> None:
        super().__init__("Join a shop page", "Join a shop", SENTENCE, wide=620)
        self._pool = pool
        self._folder = folder
        self._begun = joining.begun(folder)
        self._job: Job | None = None
        card = Card(padding=24, spacing=14)
        self._form = QWidget()
        self._build_form()
        card.body.addWidget(self._form)
        self._stopped = Text("", "soft", wrap=True)
        card.body.addWidget(self._stopped)
        self.progress = ProgressLine("Joining")
        self.progress.cancelled.connect(self._on_cancel)
        card.body.addWidget(self.progress)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.anew = Button("Begin anew")
        self.anew.clicked.connect(self.on_anew)
        foot.addWidget(self.anew)
        foot.addStretch(1)
        self.back_button = Button("Go back", key="Esc")
        self.back_button.clicked.connect(self.back)
        foot.addWidget(self.back_button)
        self.button = Button("Join", "primary", key="Ctrl+Return")
        self.button.clicked.connect(self.on_join)
        foot.addWidget(self.button)
        card.body.addLayout(foot)
        self.middle.addWidget(card)
        self.add_note(
            "shield-check",
            "What comes is sealed; the hub reads nothing of it. You can work as soon as the lists are"
            " here.",
        )
        self.add_hint("Return", "next field")
        self.add_hint("Ctrl+Return", "join")
        self.add_hint("Escape", "go back")
        self._show_begun()

    def _build_form(self) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.address = TextField("Address, or the joining file", required=True, name="address")
        self.address.committed.connect(self._on_address)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.address, 1)
        choose = Button("Choose", icon="folder-open")
        choose.setAccessibleName("Choose the joining file")
        choose.clicked.connect(self.on_choose)
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 22, 0, 0)
        beside.addWidget(choose)
        line.addLayout(beside)
        column.addLayout(line)
        self.code: ParsedField[str] = ParsedField(
            "Joining code", signs_of, lambda _signs: "complete", required=True, name="code"
        )
        self.code.set_aside("five groups of five")
        column.addWidget(self.code)
        self.name = TextField("What the others call this PC", required=True, name="name")
        self.name.set_text(platform.node() or "PC")
        column.addWidget(self.name)

    def _show_begun(self) -> None:
        """A joining that was stopped needs nothing but a key press."""
        begun = self._begun
        self._form.setVisible(begun is None)
        self._stopped.setVisible(begun is not None)
        self.anew.setVisible(begun is not None)
        self.button.set_words("Join" if begun is None else "Go on")
        if begun is not None:
            self._stopped.setText(_stopped_words(begun))
        self.setFocusProxy(self.address if begun is None else self.button)

    # -- doing

    def on_choose(self) -> None:
        """The system's own chooser of files."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, "The joining file", str(Path.home()), f"*{joining.SUFFIX}"
        )
        if chosen:
            self.address.set_text(chosen)
            self.code.setFocus()

    def _on_address(self, said: object) -> None:
        """A scanner has read both from the other PC's screen: the code has its own field."""
        parts = parts_of(str(said or ""))
        if parts is not None:
            code, address = parts
            self.address.set_text(address)
            self.code.set_text(code)

    def on_join(self) -> None:
        """Join, or go on where it was stopped."""
        if self._job is not None:
            return
        if self._begun is None and not check_all((self.address, self.code, self.name)):
            return
        self.clear_bar()
        folder, begun = self._folder, self._begun
        address, code, name = self.address.text, self.code.text, self.name.text

        def work(job: Job) -> Shop:
            def tell(words: str, done: int, total: int) -> None:
                job.progress(done, total, words)

            if begun is not None:
                return joining.go_on(folder, tell=tell)
            return joining.join_shop(folder, address, code, name, tell=tell)

        self.button.setEnabled(False)
        self.anew.setEnabled(False)
        self._job = self._pool.start(work, self._on_joined, self._on_refused, title="Joining")
        self._job.ended.connect(self._on_end)
        self.progress.follow(self._job)

    def on_anew(self) -> None:
        """Throw away what was begun and take another code."""
        joining.forget(self._folder)
        self._begun = None
        self.clear_bar()
        self._show_begun()
        self.address.setFocus()

    def _on_joined(self, shop: Shop) -> None:
        self.joined.emit(shop)

    def _on_cancel(self) -> None:
        """What came so far is kept; the same page offers to go on."""

    def _on_end(self) -> None:
        self._job = None
        self.button.setEnabled(True)
        self.anew.setEnabled(True)
        self._begun = joining.begun(self._folder)
        self._show_begun()

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and not show_refusal(
            (self.address, self.code, self.name), error
        ):
            self.show_bar(SentenceBar.of(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            self.on_join()
            return
        super().keyPressEvent(event)


def _stopped_words(begun: Begun) -> str:
    return (
        f"Joining {begun.shop_name} was stopped before its end. What has come is kept: it goes on"
        " there, without a code."
    )

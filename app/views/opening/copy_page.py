"""The shop lies elsewhere than before, or was restored: moved, or a copy that needs its own place?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from app.domain.errors import UserError
from app.domain.joining_code import signs_of
from app.services import pcs
from app.services.founding import FOUNDER
from app.services.unlocking import open_shop
from app.shop import Shop
from app.views.bug_report import BugReport
from app.views.opening.frame import OpeningPage
from app.views.pool import Job, Pool
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.field import ParsedField, TextField
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.way_card import Ways

MOVED, COPY, REPLACED, ANEW, ALONE = "moved", "copy", "replaced", "anew", "alone"
WAYS = (
    (
        MOVED,
        "It was moved here",
        "The same PC, another folder or disk. Nobody works with it where it was before.",
    ),
    (
        COPY,
        "It is a copy, and the other one is still in use",
        "This one becomes a PC of its own with a new station number. What neither has sent is sent"
        " once.",
    ),
    (
        REPLACED,
        "It is a copy or a restored backup, and the other one is gone",
        "As above, and the other one is shut out for good, so that nobody else works in its name.",
    ),
    (
        ANEW,
        "It was away for long, or no longer fits the others",
        "All lists come anew from the hub, and what was not sent here is put on top. Photos stay.",
    ),
    (
        ALONE,
        "Not now",
        "Open it and work; nothing is sent or fetched until you have said what it is.",
    ),
)


class CopyPage(OpeningPage):
    """``settled(shop)`` when it is known what this is, or shall be asked again at the next start."""

    settled = Signal(object)
    failed = Signal(object)

    def __init__(self, pool: Pool, shop: Shop) -> None:
        super().__init__(
            "Copy page",
            "This shop was copied, moved or restored",
            "Two PCs that go by one name would take each other's work for their own. So say, once,"
            " what this one is.",
            wide=680,
        )
        self._pool = pool
        self._shop = shop
        self._busy = self._over = False
        card = Card(padding=24, spacing=12)
        without_place = pcs.needs_place(shop)
        restored = [way for way in WAYS if way[0] != MOVED]
        restored.sort(key=lambda way: way[0] != REPLACED)  # most often that PC is lost
        self.ways = Ways("What it is", restored if without_place else WAYS)
        card.body.addWidget(self.ways)
        self.code: ParsedField[str] = ParsedField(
            "Joining code of another PC", signs_of, required=True, name="code"
        )
        self.code.set_aside("Together, Add a PC")
        self.code.setVisible(pcs.needs_code(shop))
        self.address = TextField("Address, if the hub is a new one", name="address")
        self.address.hide()
        card.body.addWidget(self.address)
        card.body.addWidget(self.code)
        self.progress = ProgressLine("Taking a place")
        card.body.addWidget(self.progress)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.button = Button("Go on", "primary", key="Ctrl+Return")
        self.button.clicked.connect(self.on_go)
        foot.addWidget(self.button)
        card.body.addLayout(foot)
        self.middle.addWidget(card)
        self.add_note("shield-check", "Nothing of this copy's work is lost, whichever you choose.")
        self.add_words(str(shop.path))
        self.add_hint("Up Down", "choose")
        self.add_hint("Ctrl+Return", "go on")
        self.setFocusProxy(self.ways)

    def on_go(self) -> None:
        """Do what was chosen."""
        way, shop = self.ways.value, self._shop
        wanted = self.code.isVisibleTo(self) and self._wants_code(way)
        if self._busy or (wanted and not self.code.check()):
            return
        self.clear_bar()
        code = self.code.text if self.code.isVisibleTo(self) else ""
        self._run(_work(way, shop, code, self.address.text))

    def _wants_code(self, way: str) -> bool:
        """A hub at another address knows nobody yet; else one may also just try again."""
        return way in (COPY, REPLACED) or (way == ANEW and bool(self.address.text))

    def _run(self, work: Callable[[Job], Shop]) -> None:
        self._busy = True
        self.button.setEnabled(False)
        job = self._pool.start(work, self._on_done, self._on_refused, title="Taking a place")
        job.ended.connect(self._on_end)
        self.progress.follow(job)

    def _on_done(self, shop: Shop) -> None:
        self._over = True
        self.settled.emit(shop)

    def _on_end(self) -> None:
        """It was stopped on its way, if nothing else was told: the copy is as it was."""
        if self._busy and not self._over:
            self._ask_again()
            self.show_bar(
                SentenceBar(
                    "It was stopped", "Nothing was changed: say again what this is.", "info"
                )
            )

    def _ask_again(self) -> None:
        """The shop was closed for it: open it again, so that another way can be chosen."""
        self._busy = False
        self.button.setEnabled(True)
        self._shop.close()
        self._shop = open_shop(self._shop.path)

    def _on_refused(self, error: UserError | BugReport) -> None:
        if not isinstance(error, UserError):
            self._over = True
            self.failed.emit(error)
            return
        self._ask_again()
        if self.ways.value == ANEW:
            self.address.show()
            self.code.show()
        if error.field == "address":
            self.address.set_error(error)
        elif error.field == "code" or type(error).__name__ in ("RevokedError", "UnknownPcError"):
            self.code.show()
            self.code.set_error(error)
            self.code.setFocus()
        else:
            self.show_bar(SentenceBar.of(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_go()
            return
        super().keyPressEvent(event)


def _work(way: str, shop: Shop, code: str, address: str) -> Callable[[Job], Shop]:
    def work(job: Job) -> Shop:
        def tell(words: str, done: int, total: int) -> None:
            job.progress(done, total, words)

        if way == ALONE:
            return shop
        if way == MOVED:
            pcs.be_moved(shop)
            return shop
        if way == ANEW:
            return pcs.fetch_anew(shop, FOUNDER, address=address, code=code, tell=tell)
        tell("Taking a place at the hub", 0, 0)
        return pcs.be_copy(shop, code=code, original_is_gone=way == REPLACED)

    return work

"""The window's end of sync: starts the engine, shows how it stands, passes on what arrived, stops it.

Nothing of it ever waits in the window's thread, and nothing of it is a pop-up.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.domain.changes import Changes
from app.domain.ids import now_ms
from app.services.key_changes import told_key
from app.services.presence import PAGES, open_elsewhere, told
from app.services.together import SyncStatus, badge, engine_of
from app.views.bringing import bringing
from app.views.delivery import Postman
from app.views.frame.window import MainWindow
from app.views.pool import Job

SETTLE_MS = 700
"""Who only passes by a record has not opened it."""
AGAIN_MS = 30_000
"""Ages grow by themselves, and a locked screen shows nothing open: the foot is worded anew so often."""
STOP_S = 3.0


class TogetherBridge(QObject):
    """Owns the engine as long as the shop is open in this window."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = window.desk
        self._postman = Postman(self)
        self._told = ""
        self.engine = engine_of(
            self._desk.shop,
            bringing(self._postman, self._on_told),
            bringing(self._postman, self._on_arrived),
        )
        state = self._desk.sync
        state.try_now = self.engine.try_now
        state.begin = self.begin
        state.changed.connect(self.show)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self._tell_open)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._tell_open)
        window.page_shown.connect(self._on_page)
        self._desk.session.changed.connect(self._on_person)

    def begin(self) -> None:
        """Start meeting the others, if the shop has a hub; also after one was set up."""
        self._desk.pool.start(self._start)
        self._again.start()

    def stop(self) -> None:
        """End it; what was saved is sent at the next start."""
        self._again.stop()
        self._soon.stop()
        self.engine.stop(STOP_S)

    def _start(self, _job: Job) -> None:
        """In the pool: the hub's driver is loaded here."""
        self.engine.start()

    # -- in the window's thread
    def _on_told(self, status: SyncStatus) -> None:
        self._desk.sync.show(status)

    def _on_arrived(self, changes: Changes) -> None:
        self._desk.writer.changed.emit(changes)

    def show(self) -> None:
        """Word the navigation's foot, and say quietly who else has the shown record open."""
        status = self._desk.sync.status
        if status is None:
            return
        now = now_ms()
        said = badge(status, now)
        self._window.nav.sync.show_words(said.icon, said.words, said.second, said.tone)
        page, (key, record) = self._window.page, self._window.here
        if page is not None:
            words = open_elsewhere(status.others, key, record, now) if key in PAGES else ""
            page.show_presence(words)

    def _on_page(self, _page: object) -> None:
        self._soon.start()

    def _on_person(self, _actor: object) -> None:
        self._soon.start()

    def _tell_open(self) -> None:
        """Tell the others which record is open here, once somebody has stayed with it."""
        self.show()
        status, session = self._desk.sync.status, self._desk.session
        if status is None or not status.has_hub:
            return
        who = session.actor.display if session.signed_in and not self._window.covered else ""
        said = told(who, *self._window.here, told_key(self._desk.shop))
        if said != self._told:
            self._told = said
            self.engine.show_open(said)

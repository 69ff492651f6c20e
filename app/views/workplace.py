"""A shop's window with all that it works with: reader, writer, session, door, scans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.devices.scan_router import ScanRouter
from app.devices.sounds import ScanSounds
from app.domain.actors import Actor
from app.domain.changes import Changes
from app.services.clean_close import cut_off_words, mark_closed, mark_open
from app.services.people_list import people_list
from app.services.search_text import warm
from app.views import theme
from app.views.frame.around import Sounds
from app.views.frame.desk import Desk
from app.views.frame.idle import IdleWatch
from app.views.frame.session import Session
from app.views.frame.window import MainWindow
from app.views.opening.door import Door
from app.views.pages import PAGES
from app.views.pool import Job, Pool
from app.views.reader import Reader
from app.views.scanner.seat import ScannerSeat
from app.views.theme import Theme
from app.views.widgets.sentence_bar import SentenceBar
from app.views.writer import Writer

if TYPE_CHECKING:
    from app.services.drafts import OpenDraft
    from app.shop import Shop
    from app.views.backup.bridge import BackupBridge
    from app.views.frame.find import FindGroup
    from app.views.print_runner import PrintRunner
    from app.views.scan.wiring import ScanDesk
    from app.views.together.bridge import TogetherBridge

LAST_LOGIN = "people/last"
IDLE_MINUTES = 3.0
HOUR_MS = 3_600_000
SOUND_WAIT_MS = 25
SOON_MS = 400
TIDY_MS = 60_000
"""How long after the first page, and after other work of the pool, unnamed files are tidied away."""


class Workplace(QObject):
    """Everything around one open shop. ``close`` writes what waits and closes the shop."""

    other_shop_asked = Signal()

    def __init__(
        self, app: QApplication, shop: Shop, pool: Pool, dress: Theme, kept: QSettings
    ) -> None:
        super().__init__()
        self.shop = shop
        self._kept = kept
        self._sounds = ScanSounds(self)
        self.reader = Reader(shop.reader, self, warm=warm)
        self.writer = Writer(shop, self)
        self.session = Session(parent=self)
        self.desk = Desk(
            self.reader,
            self.writer,
            pool,
            shop.settings,
            self.session,
            undo=_undo,
            sounds=Sounds(self._play),
            parent=self,
        )
        self.window = MainWindow(self.desk, PAGES, dress, kept, find=_find)
        self.window.setWindowTitle(f"{shop.settings.name} · Parure")
        self.idle = IdleWatch(app, IDLE_MINUTES, self)
        last = str(kept.value(LAST_LOGIN, ""))
        self.door = Door(self.window, self.desk, self.idle, last, PAGES[0].key)
        self.door.opened.connect(self._on_opened)
        self.door.other_shop_asked.connect(self.other_shop_asked)
        self._soon = self._timer(SOON_MS, self._load_ahead)
        self._hourly = self._timer(HOUR_MS, self._end_waits, again=True)
        self._quiet = self._timer(TIDY_MS, self._tidy)
        self._tidying: Job | None = None
        self._cut_off = False
        """Whether Parure was not closed properly the last time, and nobody was told yet."""
        self._scans: ScanDesk | None = None
        self._printing: PrintRunner | None = None
        self._backups: BackupBridge | None = None
        self._together: TogetherBridge | None = None
        self.window.sync_pressed.connect(self._on_sync)
        self.seat = ScannerSeat.of(self.desk)
        self.scanner = self.seat.keys
        self._router = ScanRouter(self._scan_page, self._on_scan, self)
        self._router.waits.connect(self._on_scan_waits)
        self.seat.scanned.connect(self._on_code)
        self.seat.begin(app)
        self._scanning_for = 0
        self.session.changed.connect(self._on_person)
        self.writer.changed.connect(self._on_changed)

    def _timer(self, ms: int, run: Callable[[], object], *, again: bool = False) -> QTimer:
        """Once so long after it is started, or ``again`` and again."""
        made = QTimer(self)
        made.setSingleShot(not again)
        made.setInterval(ms)
        made.timeout.connect(run)
        return made

    def begin(self, login: str = "") -> None:
        """Show the window behind the door; who has just made the shop is in already."""
        self._cut_off = mark_open(self.shop.path)
        self.door.begin()
        self.window.show()
        self.window.activateWindow()  # the shell had the keys until now
        self.scanner.listen_to(self.window.windowHandle())
        if login:
            self.desk.read(lambda db: _person(db, login), self._on_founder)

    def close(self) -> None:
        """Write all that waits, stop reading, close the window and the shop."""
        self.idle.stop()
        self.seat.stop()
        self._soon.stop()
        self._hourly.stop()
        self._quiet.stop()
        if self._tidying:
            self._tidying.cancel()
        if self._printing:
            self._printing.stop()
        if self._backups:
            self._backups.stop()
        self.window.close()
        if self._together:
            self._together.stop()
        self.writer.close()
        self.reader.close()
        self.window.deleteLater()
        self.shop.close()
        mark_closed(self.shop.path)
        self.deleteLater()

    def _play(self, name: str) -> None:
        """A sound of scanning, after what was scanned has been painted: the first one loads much."""
        QTimer.singleShot(SOUND_WAIT_MS, self, lambda: self._sounds.play(name))

    def _scan_page(self) -> object:
        """Who is asked first about a scan: the door while nobody is in, else the page shown."""
        return self.door if self.window.covered else self.window.page

    def _on_founder(self, actor: Actor | None) -> None:
        if actor is not None:
            self.door.let_in(actor)

    def _on_opened(self, actor: Actor) -> None:
        self._kept.setValue(LAST_LOGIN, actor.login)
        self.desk.read(_nothing, self._on_answered, topic="the first page")

    def _on_answered(self, _nothing: None) -> None:
        """What the first page asked before this has been answered: let it be painted."""
        self._soon.start()
        if self._cut_off:
            self._cut_off = False
            self.desk.drafts.ask("", self._tell_cut_off)

    def _tell_cut_off(self, drafts: list[OpenDraft]) -> None:
        """Quietly, once: nothing that was saved is lost, and what is offered again."""
        page = self.window.page
        if page is not None:
            title, words = "Parure had not been closed properly", cut_off_words(drafts)
            page.show_bar(SentenceBar(title, words, "info", closable=True))

    def _load_ahead(self) -> None:
        """After the first page is painted: the rest, its services and their libraries beside the window."""
        self.desk.pool.start(_load_services, self._load_the_rest)

    def _load_the_rest(self, _loaded: None = None) -> None:
        """Other scripts, scanning, printing, backups, the other PCs: so that none waits later."""
        theme.load_other_scripts()
        self._scan_desk()
        if self._printing is None:
            from app.views.print_runner import PrintRunner

            self._printing = PrintRunner(self.desk, self)
            self._printing.begin()
        if self._backups is None:
            from app.views.backup.bridge import BackupBridge

            self._backups = BackupBridge(self.desk, self)
            self._backups.begin()
        if self._together is None:
            from app.views.together.bridge import TogetherBridge

            self._together = TogetherBridge(self.window, self)
            self._together.begin()
        self._end_waits()
        self._hourly.start()
        self._quiet.start()

    def _tidy(self) -> None:
        """Photos of forms that were thrown away leave, beside everything else, once a start."""
        if self.desk.pool.is_busy:
            self._quiet.start()
            return
        from app.services.file_tidying import seal_files_anew, tidy_files

        shop = self.shop

        def tidy(job: Job) -> None:
            tidy_files(shop, cancelled=lambda: job.cancelled)
            seal_files_anew(shop, cancelled=lambda: job.cancelled)

        self._tidying = self.desk.pool.start(tidy)

    def _end_waits(self) -> None:
        """Pieces whose waiting time by law is over go up for sale by themselves."""
        from app.services.piece_states import end_waits

        self.writer.run(end_waits, self.desk.tell, doing="end of waiting times")

    def _scan_desk(self) -> ScanDesk:
        if self._scans is None:
            from app.views.scan.wiring import ScanDesk

            self._scans = ScanDesk(self.window)
        return self._scans

    def _on_sync(self) -> None:
        self.window.navigate("together")

    def _on_scan(self, code: str) -> None:
        self._scan_desk().everywhere(code)

    def _on_code(self, code: str) -> None:
        """A scan is a sign that somebody is there, whichever way it came: a line types no keys."""
        if self.session.signed_in and not self.window.covered:
            self.idle.touch()
        self._router.take(code)

    def _on_scan_waits(self, _code: str, count: int) -> None:
        """A question lies over the page: say that the scan was heard and waits for the answer."""
        self.desk.play("wrong")
        scans = "The scan waits" if count == 1 else f"{count} scans wait"
        self.window.toast(f"{scans} until this is answered")
        self.window.notice.raise_()

    def _on_person(self, _actor: object) -> None:
        if self.session.owner_id != self._scanning_for:
            self._scanning_for = self.session.owner_id
            self._router.forget()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("setting"):
            self.writer.run(_read_settings, self._on_settings)

    def _on_settings(self, _changes: Changes) -> None:
        self.desk.settings = self.shop.settings
        self.window.setWindowTitle(f"{self.shop.settings.name} · Parure")
        self.door.ask_idle()


def _find(db: object, text: str) -> Sequence[FindGroup]:
    from app.views.records import find_groups

    return find_groups(db, text, [page.key for page in PAGES])


def _undo(shop: Shop, actor: Actor, work_id: int, second: Actor | None = None) -> Changes:
    from app.services.undo import undo

    return undo(shop, actor, work_id, second)


def _person(db: object, login: str) -> Actor | None:
    found = [person for person in people_list(db) if person.login == login]  # type: ignore[arg-type]
    return found[0].actor if found else None


def _load_services(_job: Job) -> None:
    """What scanning, printing and backups work with: half a second that the window need not wait."""
    from app.services import (  # noqa: F401
        backup_keeping,
        moves,
        piece_changes,
        piece_states,
        scan_session,
        together,
    )


def _nothing(_db: object) -> None:
    """A question whose answer says that those before it have been answered."""


def _read_settings(shop: Shop) -> Changes:
    shop.refresh_settings()
    return Changes()

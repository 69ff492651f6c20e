"""The window's composition root: read from top to bottom, this is how Parure starts and ends."""

from __future__ import annotations

import hashlib
import logging
import sys
import tempfile
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app import __version__
from app.domain.errors import ShopError, UserError
from app.services.opening import DESCRIPTION, data_folder, default_folder, is_free
from app.views import theme
from app.views.bug_report import BugReport
from app.views.frame.crash import CrashGuard
from app.views.frame.end_signals import EndSignals
from app.views.frame.single_instance import SingleInstance
from app.views.garbage import Garbage
from app.views.opening.shell import ShellWindow
from app.views.pool import Job, Pool
from app.views.theme import Theme

# What is only needed later is imported where it is used: the window stands before the rest is loaded.
if TYPE_CHECKING:
    from app.shop import Shop
    from app.views.opening.start_window import StartWindow
    from app.views.workplace import Workplace

LAST_SHOP, LAST_NAME = "shop/last", "shop/name"
THEME = "window/theme"
LOG_BYTES = 1_000_000
LOG_FILES = 5
SLOW_MS = 400
"""Opening a shop that takes longer than this is shown (a keyring that asks, an upgrade)."""

log = logging.getLogger(__name__)


def run(shop_path: Path | None = None) -> int:
    """Open the window on a shop: the named one, else the last, else the choice of how to begin."""
    theme.prepare()
    app = QApplication(sys.argv[:1])
    Garbage(app)
    app.setApplicationName("Parure")
    app.setDesktopFileName("parure")
    kept = QSettings(str(settings_file()), QSettings.Format.IniFormat)
    folder = shop_path or last_shop(kept)
    instance = SingleInstance(instance_name(folder))
    if not instance.is_first():
        return 0
    start_log(log_folder(folder))
    program = Program(app, kept, lambda opened: instance.move(instance_name(opened)))
    guard = CrashGuard(program.show_report, log_folder(folder) / "crash.txt")
    program.report_seen.connect(guard.seen)
    instance.started.connect(program.raise_window)
    told = EndSignals()
    told.asked.connect(program.end)
    log.info("Parure %s begins", __version__)
    try:
        program.begin(folder)
        ended = app.exec()
        program.close()
    finally:  # what happens before there is a window, or after it, belongs into the terminal
        told.close()
        guard.close()
        instance.close()
    log.info("Parure ends")
    return ended


# ---------------------------------------------------------------------- where things lie
def settings_file() -> Path:
    """This PC's window settings: place, theme, the last shop. Nothing of the shop's business."""
    folder = platformdirs.user_config_path("parure", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "window.ini"


def last_shop(kept: QSettings) -> Path | None:
    """The shop that was open last on this PC, the default one, or None at the very first start."""
    said = str(kept.value(LAST_SHOP, ""))
    for folder in (Path(said), default_folder()) if said else (default_folder(),):
        if (folder / DESCRIPTION).is_file():
            return folder
    return None


def log_folder(folder: Path | None) -> Path:
    """Logs lie beside the shop's data; before there is a shop, in the program's own folder."""
    home = folder if folder and (folder / DESCRIPTION).is_file() else data_folder()
    for logs in (home / "logs", data_folder() / "logs", Path(tempfile.gettempdir())):
        try:
            logs.mkdir(parents=True, exist_ok=True)
            (logs / "parure.log").open("ab").close()
        except OSError:  # a disk that is full or locked has a page of its own, later
            continue
        return logs
    return Path(tempfile.gettempdir())


def start_log(folder: Path) -> None:
    """Log to a few files of limited size. What is logged names no client, price or piece."""
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(old)
        old.close()
    handler = RotatingFileHandler(
        folder / "parure.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def instance_name(folder: Path | None) -> str:
    """One instance a person and shop: two shops may be open at once, one shop not twice."""
    place = f"{Path.home()}|{folder.resolve() if folder else 'begin'}"
    return f"parure-{hashlib.sha256(place.encode()).hexdigest()[:16]}"


# ---------------------------------------------------------------------- the program
class Program(QObject):
    """Holds what lives as long as the program: the theme, the pool, and the window of the moment."""

    report_seen = Signal()

    def __init__(
        self,
        app: QApplication,
        kept: QSettings,
        claim: Callable[[Path], bool] = lambda _folder: True,
    ) -> None:
        """``claim(folder)`` says whether this run may open that shop: no other one has it."""
        super().__init__()
        self._app = app
        self._claim = claim
        self._kept = kept
        self._dress = Theme(app, str(kept.value(THEME, "system")))
        theme.signals.changed.connect(self._on_theme)
        self.pool = Pool(self)
        self.shell: ShellWindow | None = None
        self.start: StartWindow | None = None
        self.workplace: Workplace | None = None
        self._folder: Path | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._on_slow)

    def begin(self, folder: Path | None) -> None:
        """Open the shop of a folder, or ask how to begin where there is none."""
        if folder is None:
            self._start_window(default_folder()).show_welcome()
        elif not (folder / DESCRIPTION).is_file() and is_free(folder):
            self._start_window(folder).show_welcome()
        else:
            self._folder = folder
            name = str(self._kept.value(LAST_NAME, "")) if folder == last_shop(self._kept) else ""
            self.shell = ShellWindow(self._kept, name)
            self.shell.painted.connect(self._on_painted)
            self.shell.show()
            self.pool.start(lambda job: _opened(folder, job), self._on_shop, self._on_refused)
            self._slow.start()

    def _on_painted(self) -> None:
        """The shell stands: load the rest, while the shop is being opened beside the window."""
        import app.views.workplace  # noqa: F401

    def end(self) -> None:
        """Leave the event loop, whatever is open; ``close`` then keeps what was being written."""
        self._app.exit(0)

    def close(self) -> None:
        """Write all that waits, stop reading, close the shop."""
        self._slow.stop()
        self._drop_shell()
        if self.workplace:
            self.workplace.close()
        self.pool.close()
        theme.signals.changed.disconnect(self._on_theme)

    @property
    def window(self) -> QWidget | None:
        """The window that is shown."""
        return self.workplace.window if self.workplace else self.start or self.shell

    def raise_window(self, _arguments: object = None) -> None:
        """Somebody started Parure again: here it is."""
        if self.window:
            self.window.setWindowState(
                self.window.windowState() & ~self.window.windowState().WindowMinimized
            )
            self.window.raise_()
            self.window.activateWindow()

    def show_report(self, report: BugReport) -> None:
        """Own up to a mistake over whatever is shown."""
        from app.views.widgets.error_sheet import ErrorSheet

        window = self.workplace.window.host() if self.workplace else self.start or self.shell
        if window is None:
            self.report_seen.emit()
            return
        sheet = ErrorSheet(window, report)
        sheet.closed.connect(self.report_seen)
        sheet.open()

    # -- opening

    def _start_window(self, new_shop: Path) -> StartWindow:
        from app.views.opening.start_window import StartWindow

        if self.start is None:
            self.start = StartWindow(self.pool, self._kept, new_shop)
            self.start.opened.connect(self._on_started)
            self.start.show()
            self._drop_shell()
        return self.start

    def _drop_shell(self) -> None:
        """Another window has taken the place of the shell."""
        if self.shell:
            self.shell.close()
            self.shell.deleteLater()
            self.shell = None

    def _on_slow(self) -> None:
        if self.shell:
            self.shell.page.say_slow()

    def _on_shop(self, shop: Shop) -> None:
        if shop.has_hub:
            from app.services.pcs import is_copy  # here: a shop without other PCs needs none of it

            if is_copy(shop):
                self._start_window(default_folder()).show_copy(shop)
                return
        self._on_started(shop, "")

    def _on_started(self, shop: Shop, login: str) -> None:
        """A shop is open: its window takes the place of the one before."""
        from app.views.workplace import Workplace

        self._slow.stop()
        if not self._claim(shop.path):
            shop.close()
            self._start_window(default_folder()).show_other(shop.path, open_already())
            return
        self._kept.setValue(LAST_SHOP, str(shop.path))
        self._kept.setValue(LAST_NAME, shop.settings.name)
        start_log(log_folder(shop.path))
        self.workplace = Workplace(self._app, shop, self.pool, self._dress, self._kept)
        self.workplace.other_shop_asked.connect(self._on_other_shop)
        self.workplace.begin(login)
        self._drop_shell()
        if self.start:
            self.start.close()
            self.start.deleteLater()
            self.start = None

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._slow.stop()
        start = self._start_window(default_folder())
        if isinstance(error, UserError):
            start.show_trouble(self._folder or default_folder(), error)
        else:
            start.show_welcome()
            self.show_report(error)

    def _on_other_shop(self) -> None:
        """Close this shop and choose another one."""
        if self.workplace:
            start = self._start_window(default_folder())
            start.show_welcome()
            self.workplace.close()
            self.workplace = None

    def _on_theme(self) -> None:
        self._kept.setValue(THEME, self._dress.mode)


def open_already() -> ShopError:
    """What is said where the shop that was chosen is open in another window."""
    return ShopError(
        "This shop is open already",
        "It is open in another window of Parure, which was brought to the front.",
        "Go on there, or open another shop here.",
    )


def _opened(folder: Path, _job: Job) -> Shop:
    from app.services.unlocking import open_shop

    return open_shop(folder)

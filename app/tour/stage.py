"""Where the tour is played: a fresh sample shop in a folder of its own, and the program's window on it."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app import photos
from app.services.print_jobs import set_folder
from app.services.sample import make
from app.shop import Shop
from app.tour.hands import Hands
from app.views import theme
from app.views.documents.paper_view import PaperView
from app.views.garbage import Garbage
from app.views.pool import Pool
from app.views.theme import Theme
from app.views.widgets.skeleton import Skeleton
from app.views.workplace import Workplace

SIZE = (1440, 900)
LEAST_MS, MOST_MS = 180, 20_000
"""How long a page gets to fetch what it shows, at least and at most, before its picture is taken."""
FEW_GREYS = 24
"""A paper has more shades of grey than that as soon as its letters are drawn."""


@dataclass
class Stage:
    """The shop, the window on it and the hands at its keyboard; ``out`` takes what is made.

    ``folder`` is for what nobody needs afterwards. ``pages`` lists the pictures by page: title and
    file by theme.
    """

    shop: Shop
    place: Workplace
    hands: Hands
    dress: Theme
    pool: Pool
    kept: QSettings
    out: Path
    folder: Path
    size: tuple[int, int] = SIZE
    pages: dict[str, dict[str, str]] = field(default_factory=dict)

    def picture(self, name: str, title: str = "", window: QWidget | None = None) -> None:
        """Keep what a window shows once it shows it for good; with a ``title`` it is a page's picture."""
        shown = "dark" if self.dress.mode == "dark" else "light"
        folder = "pages" if title else "steps"
        file = Path(folder, f"{name}-{shown}.png")
        (self.out / folder).mkdir(exist_ok=True)
        image = self._settled(window or self.place.window)
        if not image.save(str(self.out / file)):
            raise OSError(f"the picture {file} could not be written")
        if title:
            self.pages.setdefault(name, {"title": title})[shown] = file.as_posix()

    def _settled(self, window: QWidget) -> QImage:
        """The window's picture as soon as all is there and two in a row are the same."""
        self.hands.still(LEAST_MS)
        image = window.grab().toImage()
        for _ in range(MOST_MS // LEAST_MS):
            self.hands.still(LEAST_MS)
            again = window.grab().toImage()
            if again == image and not self._is_busy(window):
                break
            image = again
        return image

    def _is_busy(self, window: QWidget) -> bool:
        """Whether anything is still read, drawn or on its way to what the window shows."""
        if self.pool.is_busy or self.place.reader.is_busy:
            return True
        waiting = any(one.isVisible() for one in window.findChildren(Skeleton))
        return waiting or any(_is_blank(view) for view in window.findChildren(PaperView))


def _is_blank(view: PaperView) -> bool:
    """Whether a paper in sight has no letters yet: Qt draws its pages in a thread of its own."""
    if not view.isVisible() or not view.page_count:
        return False
    shown = view.pages.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return len(set(bytes(shown.constBits()))) < FEW_GREYS


@contextmanager
def set_up(out: Path, scale: float) -> Iterator[Stage]:
    """Make the shop, open the window without showing it on any display, and clear it all away."""
    app = _application()
    with TemporaryDirectory(prefix="parure-tour-", ignore_cleanup_errors=True) as name:
        folder, key = Path(name), secrets.token_bytes(32)
        make(folder / "shop", scale, key=key)
        shop = Shop.open(folder / "shop", key)
        set_folder(shop, out.resolve())
        kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        dress, pool = Theme(app, "light"), Pool()
        place = Workplace(app, shop, pool, dress, kept)
        try:
            place.begin()
            place.window.resize(*SIZE)
            hands = Hands(place.window)
            hands.until(place.window.isActiveWindow, "the window in front")
            yield Stage(shop, place, hands, dress, pool, kept, out, folder)
        finally:
            place.close()
            pool.close()
            photos.shut_down()
            place.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            app.processEvents()


def _application() -> QApplication:
    """The application, dressed for no display unless there is one already."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    theme.prepare()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Parure")
    app.setCursorFlashTime(0)
    Garbage(app)
    return app

"""The window before there is a shop: welcome, start my shop, open another one, waiting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.domain.errors import UserError
from app.services import opening
from app.services.opening import DESCRIPTION
from app.services.unlocking import open_shop
from app.shop import Shop
from app.shop_folder import JOINING
from app.views.bug_report import BugReport
from app.views.frame.geometry import Geometry
from app.views.opening.frame import OpeningPage
from app.views.opening.other_shop import OtherShopPage
from app.views.opening.waiting import WaitingPage
from app.views.opening.welcome import WelcomePage
from app.views.pool import Job, Pool
from app.views.widgets.error_sheet import ErrorSheet
from app.views.widgets.sentence_bar import SentenceBar

if TYPE_CHECKING:
    from app.services.joining import Begun


class StartWindow(QMainWindow):
    """``opened(shop, login)``: a shop is open; ``login`` when that person has just made it."""

    opened = Signal(object, str)

    def __init__(self, pool: Pool, settings: QSettings, new_shop: Path) -> None:
        super().__init__()
        self.setWindowTitle("Parure")
        self.setMinimumSize(840, 480)
        self._pool = pool
        self._new_shop = new_shop
        self._geometry = Geometry(self, settings)
        self._job: Job | None = None
        self._root = QStackedWidget()
        self.setCentralWidget(self._root)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._root.currentWidget()

    # -- pages

    def show_welcome(self, refusal: UserError | None = None) -> None:
        """The three cards; over them why a shop could not be opened, if that is so."""
        page = WelcomePage(sample_is_there=_is_shop(opening.sample_folder()))
        page.sample_chosen.connect(self.open_sample)
        page.begin_chosen.connect(self.show_wizard)
        page.join_chosen.connect(self.show_join)
        page.other_chosen.connect(self.show_other)
        page.licences_asked.connect(self.show_licences)
        page.restore_asked.connect(self.show_restore)
        if refusal is not None:
            page.show_bar(SentenceBar.of(refusal))
        elif begun := _begun(self._new_shop):
            bar = SentenceBar(
                f"Joining {begun.shop_name} was stopped before its end",
                "What has come is kept; it goes on there, without a code.",
            )
            bar.add_answer("Go on", self.show_join)
            page.show_bar(bar)
        self._show(page)

    def show_wizard(self) -> None:
        """Start my shop."""
        from app.views.opening.wizard import WizardPage

        page = WizardPage(self._pool, self._new_shop)
        page.back.connect(self.show_welcome)
        page.done.connect(self.opened)
        self._show(page)
        page.focus_step().setFocus()

    def show_other(self, folder: Path | None = None, refusal: UserError | None = None) -> None:
        """Open a shop of another folder."""
        page = OtherShopPage(folder)
        page.back.connect(self.show_welcome)
        page.asked.connect(self.open_folder)
        self._show(page)
        if refusal is not None:
            page.show_refusal(refusal)

    def show_join(self) -> None:
        """Join a shop that lives on other PCs."""
        from app.views.opening.join_page import JoinPage

        page = JoinPage(self._pool, self._new_shop)
        page.back.connect(self.show_welcome)
        page.joined.connect(self._on_shop)
        self._show(page)

    def show_copy(self, shop: Shop) -> None:
        """An opened shop lies elsewhere than before: somebody says what it is, then it opens."""
        from app.views.opening.copy_page import CopyPage

        page = CopyPage(self._pool, shop)
        page.settled.connect(self._on_settled)
        page.failed.connect(self._on_failed)
        self._show(page)

    def show_restore(self, folder: Path | None = None) -> None:
        """Restore a shop from a backup, into its own folder or the new one's."""
        from app.views.opening.restore_page import RestorePage

        page = RestorePage(self._pool, folder or self._new_shop)
        page.back.connect(self.show_welcome)
        page.restored.connect(self._on_shop)
        self._show(page)

    def show_trouble(self, folder: Path, error: UserError) -> None:
        """A shop cannot be opened: a page of its own for each kind of trouble, else the choice again."""
        from app.views.opening.trouble_page import ADVICE, TroublePage

        trouble = getattr(error, "trouble", "")
        if trouble not in ADVICE:
            self.show_other(folder, error)
            return
        page = TroublePage(self._pool, folder, error, trouble)
        page.again.connect(partial(self.open_again, folder))
        page.restore.connect(partial(self.show_restore, folder))
        page.words.connect(partial(self.show_other, folder))
        page.other.connect(self.show_other)
        self._show(page)

    def open_again(self, folder: Path) -> None:
        """Try once more to open the shop that made trouble."""
        self._failed_page = partial(self.show_trouble, folder)
        self._start(lambda _job: open_shop(folder), "Opening the shop")

    def show_licences(self) -> None:
        """What this program is made of, before there is a shop."""
        from app.views.about.licences import LicencesPage

        page = LicencesPage(self._pool)
        page.back.connect(self.show_welcome)
        self._show(page)

    def show_waiting(self, title: str, sentence: str) -> WaitingPage:
        """Something is on its way."""
        page = WaitingPage(title, sentence)
        self._show(page)
        return page

    def _show(self, page: OpeningPage) -> None:
        before = self._root.currentWidget()
        self._root.addWidget(page)
        self._root.setCurrentWidget(page)
        if before is not None:
            self._root.removeWidget(before)
            before.deleteLater()
        page.setFocus()

    # -- opening

    def open_folder(self, folder: Path, phrase: str = "") -> None:
        """Open the shop of a folder, with its recovery words if they are given."""

        def failed_page(error: UserError) -> None:
            if getattr(error, "trouble", "") in ("damaged", "full", "locked", "failing", "left"):
                self.show_trouble(folder, error)
            else:
                self.show_other(folder, error)

        self._failed_page = failed_page
        if isinstance(self.page, OtherShopPage):
            self.page.open_button.set_words("Opening the shop")
        self._start(lambda _job: open_shop(folder, phrase), "Opening the shop")

    def open_sample(self) -> None:
        """Open the sample shop; made first where it is not there yet."""
        self._failed_page = self.show_welcome
        folder = opening.sample_folder()
        if _is_shop(folder):
            self.show_waiting("The sample shop", "Opening it.")
            self._start(lambda _job: open_shop(folder), "Opening the sample shop")
            return
        page = self.show_waiting(
            "Making the sample shop",
            "2,000 pieces and 2,000 orders over 18 months, made by the same program that you will "
            "use. This takes a minute, and only once.",
        )
        self._making = self._start(lambda job: _made_sample(folder, job), "Making the sample shop")
        self._making.ended.connect(self._on_sample_stopped)
        page.follow(self._making)

    def _on_sample_stopped(self) -> None:
        """Only when it has ended: a second one begun meanwhile would be thrown away with the first."""
        if self._making is not None:
            self._making = None
            self.show_welcome()

    _making: Job | None = None
    _failed_page: Callable[[UserError], None]

    def _start(self, work: Callable[[Job], Shop], title: str) -> Job:
        return self._pool.start(work, self._on_shop, self._on_failed, title=title)

    def _on_shop(self, shop: Shop) -> None:
        self._making = None
        if shop.has_hub and _is_copy(shop):
            self.show_copy(shop)
        else:
            self._on_settled(shop)

    def _on_settled(self, shop: Shop) -> None:
        self.opened.emit(shop, "")

    def _on_failed(self, error: UserError | BugReport) -> None:
        self._making = None
        if isinstance(error, UserError):
            self._failed_page(error)
        else:
            self.show_welcome()
            ErrorSheet(self._root, error).open()

    # -- window

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not isinstance(self.page, WelcomePage):
            if not isinstance(self.page, WaitingPage):
                self.show_welcome()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._geometry.keep()
        event.accept()


def _begun(folder: Path) -> Begun | None:
    """A joining that was stopped there; what joins is loaded only where there may be one."""
    if not (folder / JOINING).is_dir():
        return None
    from app.services import joining

    return joining.begun(folder)


def _is_copy(shop: Shop) -> bool:
    """Whether a shop with other PCs lies elsewhere than before, or was restored."""
    from app.services.pcs import is_copy

    return is_copy(shop)


def _is_shop(folder: Path) -> bool:
    return (folder / DESCRIPTION).is_file()


def _made_sample(folder: Path, job: Job) -> Shop:
    """Make the sample shop and open it. A half-made one is thrown away: nobody worked in it yet."""
    import shutil

    from app.services.sample import make

    try:
        make(folder, progress=lambda done, total: job.progress(done, total))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return open_shop(folder)

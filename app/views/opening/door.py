"""The door of the shop at this PC: signing in, locking, switching to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.domain.actors import Actor
from app.services import settings
from app.services.people_list import Person, people_list
from app.services.settings import IDLE_LOCK_SECONDS
from app.views.frame.desk import Desk
from app.views.frame.idle import IdleWatch
from app.views.frame.window import MainWindow
from app.views.opening.sign_in import Kept, SignInPage
from app.views.pool import Job

if TYPE_CHECKING:
    from app.views.opening.first_person import FirstPersonPage

USUAL_IDLE_S = 180
AHEAD_MS = 200


class Door(QObject):
    """Covers the window while nobody has signed in. ``opened`` tells that somebody came in.

    When the same person comes back the page is as it was; somebody else begins with a fresh one.
    """

    opened = Signal(object)
    other_shop_asked = Signal()

    def __init__(
        self, window: MainWindow, desk: Desk, idle: IdleWatch, last_login: str, first_page: str
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._idle = idle
        self._last_login = last_login
        self._first_page = first_page
        self._inside: Actor | None = None
        self._focus: QWidget | None = None
        self._page: SignInPage | FirstPersonPage | None = None
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(AHEAD_MS)
        self._ahead.timeout.connect(self._load_ahead)
        idle.idle.connect(self.lock)
        window.lock_asked.connect(self.lock)
        window.person_pressed.connect(self.switch)
        self._idle.stop()

    @property
    def page(self) -> SignInPage | FirstPersonPage | None:
        """What covers the window now."""
        return self._page if self._window.covered else None

    def begin(self) -> None:
        """At the start: ask who it is, or for the first person where there is none yet."""
        self._cover(SignInPage(self._desk, Kept()))
        self._ask()

    def lock(self) -> None:
        """Nobody is here, or somebody wants it locked: everything typed is kept."""
        if self._window.covered or not self._desk.session.signed_in:
            return
        self._inside = self._desk.session.actor
        self._last_login = self._inside.login
        self._focus = QApplication.focusWidget()
        page = self._window.page
        # Covered first: the forms keep their drafts as the person's who wrote them.
        self._cover(SignInPage(self._desk, Kept(page.title if page else "")))
        self._desk.session.sign_out()
        self._idle.stop()
        self._ask()

    def switch(self) -> None:
        """The person's name was pressed: let somebody else in."""
        self.lock()

    def ask_idle(self) -> None:
        """The settings have changed: ask anew after how long it locks."""
        self._desk.read(_idle_seconds, self._on_idle)

    def on_scan(self, code: str) -> bool:
        """A badge scanned at the door."""
        return isinstance(self._page, SignInPage) and self._page.on_scan(code)

    # -- asking and letting in

    def _ask(self) -> None:
        self._desk.read(_facts, self._on_facts, self._on_failed, topic="who is it", urgent=True)

    def _on_facts(self, facts: tuple[list[Person], int, str]) -> None:
        people, seconds, sample_password = facts
        self._on_idle(seconds)
        self._idle.stop()
        if not people:
            from app.views.opening.first_person import (
                FirstPersonPage,
            )  # here: once in a shop's life

            self._cover(FirstPersonPage(self._desk))
        elif isinstance(self._page, SignInPage):
            self._page.show_people(people, self._last_login, seconds, sample_password)
            self._ahead.start()

    def _load_ahead(self) -> None:
        """Somebody types a password now: load what comparing it and the first page need."""
        self._desk.pool.start(_load_services)

    def _on_idle(self, seconds: int) -> None:
        self._idle.set_minutes(seconds / 60)

    def _on_failed(self, _error: Exception) -> None:
        if isinstance(self._page, SignInPage):
            self._page.show_trouble()

    def let_in(self, actor: Actor) -> None:
        """This person works here from now on."""
        self._ahead.stop()
        same = self._inside is not None and self._inside.user_id == actor.user_id
        if not same:
            self._window.start_afresh()
        self._last_login = actor.login
        self._desk.session.sign_in(actor)
        self._window.uncover()
        self._page = None
        self._idle.touch()
        if not same:
            self._window.navigate(self._first_page)
        elif self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus()
        self._inside = actor
        self._window.count_soon()
        self.opened.emit(actor)

    def _cover(self, page: SignInPage | FirstPersonPage) -> None:
        self._page = page
        page.came_in.connect(self.let_in)
        page.other_shop.connect(self.other_shop_asked)
        self._window.cover(page)
        page.setFocus()


def _load_services(_job: Job) -> None:
    from app.services import sign_in, today  # noqa: F401


def _facts(db: object) -> tuple[list[Person], int, str]:
    return (
        people_list(db),  # type: ignore[arg-type]
        _idle_seconds(db),
        settings.get(db, "sample.password", ""),  # type: ignore[arg-type]
    )


def _idle_seconds(db: object) -> int:
    said = settings.get(db, IDLE_LOCK_SECONDS)  # type: ignore[arg-type]
    return int(said) if said.isdigit() else USUAL_IDLE_S

"""The window: navigation, one page at a time, and what lies over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.views import theme
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.geometry import Geometry
from app.views.frame.history import History
from app.views.frame.nav import Nav
from app.views.frame.page import COMPACT, Page, PageSpec
from app.views.frame.permit import why_not
from app.views.frame.window_commands import WindowCommands
from app.views.theme import Theme
from app.views.widgets.list_view import kept_widths
from app.views.widgets.overlay import Overlay, bring_forth, hide_behind
from app.views.widgets.toast import Answer, Toast

# The boxes that lie over a page are loaded when they are first opened.
if TYPE_CHECKING:
    from app.views.frame.chooser import Chooser
    from app.views.frame.find import FindBox, FindGroup
    from app.views.frame.palette import Palette

COUNTS_WAIT_MS = 300


class MainWindow(QMainWindow):
    """Shows pages of a list of PageSpecs, made at their first visit.

    ``covered`` by another widget (sign-in, lock) nothing of the shop is seen or reached, and the
    page below is kept as it was. ``find`` is the reading function of the global Find.
    """

    page_shown = Signal(object)
    lock_asked = Signal()
    person_pressed = Signal()
    sync_pressed = Signal()

    def __init__(
        self,
        desk: Desk,
        specs: Sequence[PageSpec],
        dress: Theme,
        settings: QSettings,
        *,
        find: Callable[[Any, str], Sequence[FindGroup]] | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Parure")
        self.setObjectName("window")
        self.setMinimumSize(840, 480)
        self.desk = desk
        desk.frame = self
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._unseen: dict[Page, Changes] = {}
        self._history = History()
        self._dress = dress
        self._geometry = Geometry(self, settings)
        kept_widths.use(settings)
        self._root = QStackedWidget()
        self._content = QWidget()
        self._content.setObjectName("canvas")
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.nav = Nav(specs)
        self._stack = QStackedWidget()
        row.addWidget(self.nav)
        row.addWidget(self._stack, 1)
        self._root.addWidget(self._content)
        self.setCentralWidget(self._root)
        self._cover: QWidget | None = None
        self.notice = Toast(self._content, left=self.nav.width())
        self.commands = WindowCommands(self, specs)
        self._find = find
        self._boxes: list[Chooser] = []
        self._counts_soon = QTimer(self)
        self._counts_soon.setSingleShot(True)
        self._counts_soon.setInterval(COUNTS_WAIT_MS)
        self._counts_soon.timeout.connect(self.ask_counts)
        self._connect()
        self._show_theme()
        self._show_person(desk.session.actor if desk.session.signed_in else None)

    def _connect(self) -> None:
        self.nav.chosen.connect(self.navigate)
        self.nav.theme_switch.clicked.connect(self._dress.toggle)
        self.nav.lock.clicked.connect(self.lock_asked)
        self.nav.person.clicked.connect(self.person_pressed)
        self.nav.sync.clicked.connect(self.sync_pressed)
        self.desk.session.changed.connect(self._show_person)
        self.desk.writer.changed.connect(self._on_changed)
        theme.signals.changed.connect(self._show_theme)

    @property
    def dress(self) -> Theme:
        """How the program is dressed, for the page that lets people choose it."""
        return self._dress

    @cached_property
    def palette_box(self) -> Palette:
        """The box with every command."""
        from app.views.frame.palette import Palette

        box = Palette(self._content, self.all_commands)
        self._boxes.append(box)
        return box

    @cached_property
    def find_box(self) -> FindBox:
        """The box that finds records of every kind."""
        from app.views.frame.find import FindBox

        box = FindBox(self._content, self.desk, self._find)
        self._boxes.append(box)
        return box

    # -- pages

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def here(self) -> tuple[str, int]:
        """Where one is: page key and record id."""
        return self._history.here

    def has_page(self, key: str) -> bool:
        """Whether there is such a page."""
        return key in self._specs

    def page_of(self, key: str) -> Page:
        """A page by its key, made if it was never visited."""
        if key not in self._pages:
            page = self._specs[key].factory(self.desk)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def navigate(self, key: str, record_id: int = 0) -> None:
        """Go to a page, and there to a record; the page that is left may refuse to go."""
        if self._go(key, record_id):
            self._history.went(key, record_id)

    def step(self, key: str, record_id: int) -> None:
        """Go on to the record beside the one that is shown; back is where one came to it from."""
        if self._go(key, record_id):
            self._history.stepped(key, record_id)

    def show_view(self, key: str, view: str) -> None:
        """Go to a list, and there to one of its saved views."""
        if key not in self._specs:
            return
        self.navigate(key)
        if self.here[0] == key and view:
            self.page_of(key).show_view(view)

    def find_everywhere(self, text: str = "") -> None:
        """Open the box that finds records of every kind, with something typed already."""
        self.find_box.open()
        if text:
            self.find_box.field.setText(text)

    def set_count(self, key: str, count: int) -> None:
        """Show beside a line of the navigation how many wait there."""
        self.nav.set_counts({key: count})

    def back(self) -> None:
        """Go to where one came from."""
        before = self._history.before()
        if before and self._go(*before):
            self._history.went_back()

    def _go(self, key: str, record_id: int) -> bool:
        now = self.page
        page = self.page_of(key)
        if now is not None and now is not page and not now.leave():
            self.nav.mark(self._nav_key(self.here[0]))
            return False
        focus = QApplication.focusWidget()
        if now is not None and now is not page and focus is not None and now.isAncestorOf(focus):
            focus.clearFocus()  # else Qt gives the keys to whatever comes next
        self._stack.setCurrentWidget(page)
        self.nav.mark(self._nav_key(key))
        own = bool(self._specs[key].command)  # it is no document of the list that is over it
        self.commands.follow(page, {key} if own else {key, self._nav_key(key)})
        self.notice.lift = page.toast_lift
        self.notice.beside = page.side if page.toast_beside else None
        self.notice.yield_to(page.commands())
        self._catch_up()
        if now is not page:
            page.entered()
        if record_id:
            page.open_record(record_id)
        if now is not page:
            page.focus_somewhere()
        self.page_shown.emit(page)
        return True

    def _catch_up(self) -> None:
        """Have the page that is shown read again what was saved while nobody saw it."""
        page = self.page
        missed = self._unseen.pop(page, None) if page else None
        if page and missed:
            page.refresh(missed)

    def start_afresh(self) -> None:
        """Somebody else works here now: forget the pages of the person before, and where they were."""
        self.notice.hide_now()
        for overlay in self._content.findChildren(Overlay):
            overlay.dismiss()
        self._unseen.clear()
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._history = History()

    def _nav_key(self, key: str) -> str:
        spec = self._specs.get(key)
        return (spec.under or spec.key) if spec else ""

    def all_commands(self) -> list[Any]:
        """Every command that can be given now: the page's first, then the window's."""
        page = self.page
        return [*(page.commands() if page else ()), *self.commands.all()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nothing took: if it is that of a command which is off, say who may."""
        why = "" if self.covered or event.isAutoRepeat() else why_not(self.all_commands(), event)
        if why:
            self.toast(why)
        super().keyPressEvent(event)

    @property
    def is_document(self) -> bool:
        """Whether the page that is shown is reached from another one, so that Esc goes back."""
        spec = self._specs.get(self.here[0])
        return spec is not None and spec.section is None

    # -- what a page may ask for (Frame)

    def host(self) -> QWidget:
        """The window's content, over which overlays and sheets lie; behind a cover they wait."""
        return self._content

    def toast(
        self,
        words: str,
        undo: Callable[[], object] | None = None,
        why: Callable[[], object] | None = None,
        answer: Answer | None = None,
    ) -> None:
        """Tell what was done."""
        self.notice.say(words, undo, why, answer)

    def answer_notice(self, key: str) -> bool:
        """Give the answer that a notice offers with this key."""
        return self.notice.take_answer(key)

    def show_refusal(self, error: UserError) -> None:
        """Tell what was refused, over the page that is shown."""
        if self.page:
            self.page.show_refusal(error)

    def show_report(self, report: BugReport) -> None:
        """Tell that we made a mistake, with a report to copy."""
        from app.views.widgets.error_sheet import ErrorSheet  # here: seldom needed

        # It tells nothing of the shop, and may come from signing in itself: also over a cover.
        ErrorSheet(self._cover or self._content, report).open()

    # -- cover (sign-in, lock)

    def cover(self, widget: QWidget) -> None:
        """Hide everything behind a widget until ``uncover``."""
        self._take_cover_off()
        for box in self._boxes:
            box.dismiss()
        self._cover = widget
        hide_behind(self._content)
        self._root.addWidget(widget)
        self._root.setCurrentWidget(widget)

    def uncover(self) -> None:
        """Show the page again as it was."""
        if self._cover is not None:
            self._root.setCurrentWidget(self._content)
            self._take_cover_off()
            self._catch_up()
            bring_forth(self._content)

    def _take_cover_off(self) -> None:
        if self._cover is not None:
            self._root.removeWidget(self._cover)
            self._cover.deleteLater()
            self._cover = None

    @property
    def covered(self) -> bool:
        """Whether the shop is hidden now."""
        return self._cover is not None

    # -- counts, person, theme

    def ask_counts(self) -> None:
        """Count anew what the navigation shows."""
        counting = {key: spec.count for key, spec in self._specs.items() if spec.count}
        own = {key: spec.own_count for key, spec in self._specs.items() if spec.own_count}
        person = self.desk.session.owner_id
        if counting or own:
            self.desk.read(
                lambda db: {
                    **{key: count(db) for key, count in counting.items()},
                    **{key: count(db, person) for key, count in own.items()},
                },
                self.nav.set_counts,
                topic="navigation counts",
            )

    def count_soon(self) -> None:
        """Count what the navigation shows, after what the page itself asks."""
        self._counts_soon.start()

    def _on_changed(self, changes: Changes) -> None:
        self.count_soon()
        # A page that is not seen reads again when it is, not for every change meanwhile.
        for page in self._pages.values():
            if page is self.page and not self.covered:
                page.refresh(changes)
            else:
                self._unseen[page] = self._unseen.get(page, Changes()) | changes

    def _show_person(self, actor: Any) -> None:
        if actor is None:
            self.nav.person.show_words("user", "Nobody signed in")
        else:
            self.nav.person.show_words("user", actor.display, initials=actor.initials)

    def _show_theme(self) -> None:
        if theme.is_dark():
            self.nav.theme_switch.show_words("sun", "Light theme")
        else:
            self.nav.theme_switch.show_words("moon", "Dark theme")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.nav.arrange(compact=self.width() < COMPACT)

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.page
        if page is not None and not page.leave():
            event.ignore()
            return
        self._geometry.keep()
        event.accept()

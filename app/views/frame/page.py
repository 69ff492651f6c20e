"""What every page is: a title row, a facts row, a body, a foot with the keys, and maybe a side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import ReportDemandedError, UserError
from app.views import theme
from app.views.frame.desk import Desk
from app.views.frame.header import PageHeader
from app.views.frame.hint_bar import HintBar
from app.views.frame.side_panel import SidePanel
from app.views.keys import ONCE
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.search_field import SearchField
from app.views.widgets.sentence_bar import SentenceBar

if TYPE_CHECKING:
    from app.services.scanning import Scan

NARROW = 1200
"""Below this window width (px) the side panel becomes a drawer that F11 opens."""
COMPACT = 1400
"""Below this window width the side panel and the navigation are a little narrower."""


@dataclass(frozen=True)
class PageSpec:
    """One line in the list of pages.

    ``key`` is what one navigates to; ``section`` the heading over it in the navigation ("" for the
    first group; None keeps it out of there: a document is reached from its list). ``under`` names
    the page whose line is marked while this one is shown. ``count`` is a reading function for the
    number beside the line; ``own_count(db, user_id)`` one for what is the person's own. ``command``
    are the words that go there from everywhere, for a page without a line in the navigation; ``also``
    other words for what is done there ("printers, labels, queue"), by which it is found too. A page
    is made at its first visit.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[Desk], Page]
    section: str | None = ""
    under: str = ""
    count: Callable[..., int] | None = None
    own_count: Callable[..., int] | None = None
    command: str = ""
    also: str = ""


class Page(QWidget):
    """Base of all pages. A page fills ``body`` (and ``side``), declares its commands with
    ``command``, and answers ``open_record``, ``refresh``, ``entered`` and ``leave``.

    Parts: ``header`` (title, find, buttons) · ``facts`` (a row under it, hidden until used) ·
    ``bars`` (sentence bars) · ``body`` · ``hint_bar``; at the right ``side`` when it was asked for.
    """

    title_changed = Signal(str)
    toast_beside = False
    """Whether notices leave the side free: what is asked at its foot is read while one is shown."""
    toast_lift = 0
    """How much higher toasts are shown, px: a page with its main buttons at the foot says so."""

    def __init__(self, desk: Desk, title: str, *, side: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("canvas")
        self.setAccessibleName(f"{title} page")
        self._commands: list[QAction] = []
        self.find_field: SearchField | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._work = QWidget()
        row.addWidget(self._work, 1)
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        area = QVBoxLayout()
        area.setContentsMargins(26, 20, 26, 0)
        area.setSpacing(10)
        column.addLayout(area)
        self.header = PageHeader(title)
        area.addWidget(self.header)
        self.facts = QHBoxLayout()
        self.facts.setContentsMargins(0, 0, 0, 2)
        self.facts.setSpacing(8)
        area.addLayout(self.facts)
        self.bars = QVBoxLayout()
        self.bars.setSpacing(8)
        area.addLayout(self.bars)
        self._area = ScrollBody(squeeze=True)
        self.body = self._area.column
        self.body.setContentsMargins(26, 10, 26, 14)
        self.body.setSpacing(12)
        column.addWidget(self._area, 1)
        self.hint_bar = HintBar()
        column.addWidget(self.hint_bar)
        self.side: SidePanel | None = SidePanel(self) if side else None
        if self.side:
            row.addWidget(self.side)

    # -- what a page answers (override what is needed)

    def entered(self) -> None:
        """The page is shown: ask for what it shows, give the focus to where work begins."""

    def open_record(self, record_id: int) -> None:
        """Show this record: the page was navigated to with its id, or a scan named it."""

    def show_view(self, code: str) -> None:
        """Show one of the page's saved views; a list keeps them as ``views``."""
        from app.views.widgets.segments import Segments  # here: Today has none

        views = getattr(self, "views", None)
        if isinstance(views, Segments):
            views.choose(code)

    def refresh(self, changes: Changes) -> None:
        """Something was saved: read again what is shown, if ``changes`` touches it."""

    def leave(self) -> bool:
        """The page is about to be left; False keeps it (a draft is kept in any case)."""
        return True

    def take_back(self) -> None:
        """Ctrl+Z while no toast offers an Undo: take back the last step that was done here."""

    def on_scan(self, code: str) -> bool:
        """A code was scanned while this page is shown; True when the page took it."""
        return False

    def take_scan(self, scan: Scan) -> bool:
        """As ``on_scan``, once it is known what the code stands for; True when the page took it."""
        return False

    def focus_somewhere(self) -> None:
        """Give the keys to the first thing in the body that takes them, unless the page did."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            return
        at = self._work.nextInFocusChain()
        while at is not None and at is not self._work and self.isAncestorOf(at):
            usable = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isEnabled()
            if usable and at.isVisibleTo(self) and not self.header.isAncestorOf(at):
                at.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            at = at.nextInFocusChain()

    # -- what a page uses

    @property
    def title(self) -> str:
        """The words of the title row."""
        return self.header.title

    def set_title(self, words: str) -> None:
        """Other words in the title row: a document's own name."""
        self.header.set_title(words)
        self.title_changed.emit(words)

    def command(
        self,
        words: str,
        run: Callable[[], object],
        key: str = "",
        *,
        icon: str = "",
        hint: str = "",
        on: QWidget | None = None,
        button: str = "",
    ) -> QAction:
        """Declare what can be done here; it is in the palette by that alone.

        ``words``: verb and object ("Print job bag"). ``hint``: the word beside its key in the foot.
        ``on``: the widget that must have the focus for the key (for Enter, Space and letters in
        lists). ``button``: a kind ("primary", "plain") puts a button of it into the title row.
        """
        action = QAction(words, self)
        action.setProperty("icon_name", icon)
        action.setProperty("hint", hint)
        if icon:
            action.setIcon(theme.icon(icon))
        if key:
            action.setShortcut(QKeySequence(key))
            action.setAutoRepeat(key not in ONCE)
        action.triggered.connect(lambda: run())
        if on is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            on.addAction(action)
        else:
            self.addAction(action)
        self._commands.append(action)
        self.hint_bar.watch(action)
        if button:
            self.header.add_action(action, button)
        return action

    def commands(self) -> Sequence[QAction]:
        """All that can be done on this page: the palette shows exactly these."""
        return tuple(self._commands)

    def add_find(self, hint: str, about: str = "") -> SearchField:
        """Put the page's own search field into the title row; "/" goes there."""
        self.find_field = self.header.add_find(hint, about or hint)
        return self.find_field

    def begin_at_top(self) -> None:
        """A record is shown from its top, wherever on the page the keys are."""
        self._area.stay_at_top()

    def show_presence(self, words: str) -> None:
        """Say quietly in the title row who else has this record open; "" for nobody."""
        self.header.show_presence(words)

    def say(self, words: str) -> None:
        """The state in words, left in the foot ("1,444 orders shown")."""
        self.hint_bar.say(words)

    def show_bar(self, bar: SentenceBar) -> SentenceBar:
        """Put a sentence over the body."""
        self.bars.addWidget(bar)
        return bar

    def show_refusal(self, error: UserError) -> None:
        """Put a refusal over the body; a newer one takes its place."""
        self.clear_refusals()
        bar = self.show_bar(SentenceBar.of(error))
        bar.setObjectName("refusal")
        if isinstance(error, ReportDemandedError):
            from app.views.reports.demanded import offer_ways  # here: a frame loads no reports

            offer_ways(self, bar, error)

    def clear_refusals(self) -> bool:
        """What was refused has been mended or read; whether something stood there."""
        bars = self.findChildren(SentenceBar, "refusal")
        for bar in bars:
            bar.setObjectName("")  # it is gone from now on, though its going takes a moment
            bar.dismiss()
        return bool(bars)

    def clear_settled(self) -> None:
        """Who comes back has read what was refused, and may have mended it elsewhere; only a refusal
        that offers ways on stays."""
        for bar in self.findChildren(SentenceBar, "refusal"):
            if not bar.has_answers:
                bar.setObjectName("")
                bar.dismiss()

    # -- arrangement

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.side:
            width = self.window().width()
            self.side.arrange(drawer=width < NARROW, compact=width < COMPACT)

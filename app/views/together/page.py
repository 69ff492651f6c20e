"""Together: how the PCs stand, the cases that two of them made, and the values that lost."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QHideEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.domain.wording import counted
from app.services.cases import (
    CLOSED,
    MINE,
    OPEN,
    CasePage,
    CaseRow,
    case_counts,
    case_page,
    case_rows,
)
from app.services.conflicts import Difference, differences
from app.services.hub_setup import status as status_here
from app.services.key_changes import restart_words
from app.services.together import StatusCard, SyncStatus, headline, status_cards
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.together.acts import CaseActs
from app.views.together.case_card import CaseCard
from app.views.together.case_list import CASE, DIFFERENCE, CaseList, Entry, entries_of
from app.views.together.difference_card import DifferenceCard
from app.views.together.status_bars import StatusBars
from app.views.together.status_cards import StatusCards
from app.views.widgets.chip import Chip
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.round_card import RoundCard
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text

LIST_WIDTH, NARROW_LIST = 322, 236
ROOMY, LOW, LEAST = 1000, 800, 230
"""A page narrower than this has a narrower list; in one lower than this, the marked row has it all."""
SOON_MS, AGAIN_MS = 250, 30_000
"""So long after a change it is read anew; ages grow by themselves."""


@dataclass(frozen=True)
class _Shown:
    """What the page shows, read at once."""

    cards: list[StatusCard]
    cases: list[CaseRow]
    counts: dict[str, int]
    differences: list[Difference]
    status: SyncStatus
    restart: tuple[str, str]


class TogetherPage(Page):
    """Cards of the PCs over the list of cases; the marked case beside it, the next difference below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Together")
        self._wanted = (CASE, 0)
        self._near = 0
        self._afresh = True
        self._differences: list[Difference] = []
        self.chip = self.header.add_chip(Chip("", about="", parent=self))
        self._muted = Text("", "muted", elide=True)
        self._muted.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.header.add_widget(self._muted)
        self.status_bars = StatusBars(self)
        self.cards = StatusCards()
        self.body.addWidget(self.cards)
        self._declare()
        self._build()
        desk.sync.changed.connect(self._on_status)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.ask)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.ask)

    def _declare(self) -> None:
        desk = self.desk
        self.list = CaseList()
        self._try = self.command("Try now", self._on_try, icon="refresh-cw", button="plain")
        self._add = permit(
            self.command("Add a PC", self.on_add, icon="plus", button="plain"),
            desk.session,
            "sync.update",
        )
        self.acts = CaseActs(self, self.list)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        left = QVBoxLayout()
        left.setSpacing(8)
        self.views = Segments(
            "Which cases",
            [Option(OPEN, "Open"), Option(MINE, "Mine"), Option(CLOSED, "Closed")],
            "tab",
        )
        self.views.set_value(OPEN)
        self.views.chosen.connect(self._on_view)
        left.addWidget(self.views)
        frame = RoundCard()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.list, 1)
        self._note = Text(
            "Nothing is refunded, moved or cancelled by itself. Facts stay; you add the one that"
            " settles it.",
            "muted",
            wrap=True,
        )
        self._note.setContentsMargins(14, 8, 14, 12)
        inside.addWidget(self._note)
        frame.raise_corners()
        left.addWidget(frame, 1)
        self._left = QWidget()
        self._left.setFixedWidth(LIST_WIDTH)
        left.setContentsMargins(0, 0, 0, 0)
        self._left.setLayout(left)
        row.addWidget(self._left)
        row.addWidget(self._right(), 1)
        self.empty = EmptyState("circle-check", "Nothing to settle")
        self._stack = QStackedWidget()
        both = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        both.setLayout(row)
        self._stack.addWidget(both)
        self._stack.addWidget(self.empty)
        self._stack.setMinimumHeight(LEAST)  # in a low window the lists scroll, not the page
        self.body.addWidget(self._stack, 1)
        self.list.selectionModel().currentChanged.connect(self._on_marked)
        self.list.doubleClicked.connect(self._on_double)

    def _right(self) -> QWidget:
        self.case = CaseCard(self.acts.decide, self.acts.later)
        self.difference = DifferenceCard(self.acts.mine, self.acts.theirs)
        self.acts.watch(self.case, self.difference)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.case, 1)
        column.addWidget(self.difference)
        column.addStretch(0)
        self.case.hide()
        self.difference.hide()
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(LIST_WIDTH if self.width() >= ROOMY else NARROW_LIST)
        self.cards.set_rows(1 if self.height() < LOW else 2)
        self._note.setVisible(self.height() >= LOW)
        entry = self.list.entry
        if entry is not None and entry.difference is None:
            self._show_next()

    # -- what the window asks

    def entered(self) -> None:
        self._afresh = True
        self.ask()
        self.list.setFocus()

    def open_record(self, record_id: int) -> None:
        """Mark a case: Today or a piece's page named it."""
        self._wanted = (CASE, record_id)
        self.views.set_value(OPEN)
        self.ask()

    def refresh(self, changes: Changes) -> None:
        self._soon.start()

    def show_view(self, code: str) -> None:
        """Show open, mine or closed ones."""
        self.views.choose(code or OPEN)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

    # -- reading

    def ask(self) -> None:
        """Read how it stands."""
        if not self.desk.session.signed_in:
            return
        actor, settings, view = self.desk.session.actor, self.desk.settings, self.views.value
        status, shop = self.desk.sync.status, self.desk.shop

        def read(db: object) -> _Shown:
            how = status or status_here(shop)
            return _Shown(
                status_cards(db, settings, how, now_ms()),  # type: ignore[arg-type]
                case_rows(db, actor, view),  # type: ignore[arg-type]
                case_counts(db, actor),  # type: ignore[arg-type]
                differences(db) if view == OPEN else [],  # type: ignore[arg-type]
                how,
                restart_words(db, how.others),  # type: ignore[arg-type]
            )

        self.desk.read(read, self._on_read, topic="together")

    def _on_read(self, shown: _Shown) -> None:
        self._show_status(shown)
        self._differences = shown.differences
        self.views.set_count(OPEN, shown.counts[OPEN] + len(shown.differences))
        self.views.set_count(MINE, shown.counts[MINE])
        before = self.list.entry
        if before is not None and self._wanted == (CASE, 0):
            self._wanted = (before.kind, before.id)
            self._near = self.list.currentIndex().row()
        self.list.entries.show_entries(
            entries_of(shown.cases, shown.differences), afresh=self._afresh
        )
        self._afresh = False
        there = bool(self.list.entries.entries)
        kind, row_id = self._wanted
        self.list.mark(kind, row_id, self._near)
        self._wanted = (CASE, 0)
        if not there and self.views.value == OPEN:
            self._show_nothing(shown.status)
        else:
            self._stack.setCurrentIndex(0)
        self._show_marked()
        asking = sum(entry.chip.text == "Decide" for entry in self.list.entries.entries)
        said = f"{counted(shown.counts[OPEN], 'open case')}, {asking} {'needs' if asking == 1 else 'need'} a decision"
        self.say(said if shown.counts[OPEN] else "Nothing to settle" if not there else
                 counted(len(shown.differences), "difference"))  # fmt: skip

    def _show_status(self, shown: _Shown) -> None:
        self.cards.show_cards(shown.cards)
        chip, words = headline(shown.status)
        self.chip.setVisible(chip is not None)
        if chip is not None:
            self.chip.set_status(chip.text, chip.tone)
        self._muted.setText(words)
        self._try.setVisible(shown.status.has_hub)
        self.status_bars.show(shown.status, shown.restart)

    def _show_nothing(self, status: SyncStatus) -> None:
        if status.has_hub:
            self.empty.set_words(
                "Nothing to settle",
                "What two PCs do apart and what cannot both stand is shown here, for a person to"
                " decide.",
            )
        else:
            self.empty.set_words(
                "Nothing to settle",
                "With a second PC the shop goes on everywhere at once; each works alone for days"
                " and they come together by themselves.",
            )
            if self._add.isEnabled() and self.empty.button is None:
                self.empty.set_button("Add a PC", self.on_add, icon="plus")
        if self.empty.button is not None:
            self.empty.button.setVisible(not status.has_hub)
        self._stack.setCurrentIndex(1)

    # -- the marked row

    def _on_marked(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_marked()

    def _show_marked(self) -> None:
        entry = self.list.entry
        if entry is None:
            self.case.hide()
            self.difference.show_difference(None, is_next=False)
        elif entry.kind == DIFFERENCE:
            self.case.hide()
            self.difference.show_difference(entry.difference, is_next=False)
        else:
            self._show_next()
            self._ask_case(entry)
        self.acts.allow()

    def _show_next(self) -> None:
        """Below a case the first difference, where there is room; it has its row in the list anyway."""
        first = self._differences[0] if self._differences and self.height() >= LOW else None
        self.difference.show_difference(first, is_next=True)

    def _ask_case(self, entry: Entry) -> None:
        shop, actor, case_id = self.desk.shop, self.desk.session.actor, entry.id
        self.desk.start(
            lambda _job: case_page(shop, actor, case_id),
            self._on_case,
            self.show_failure,
            topic="case",
        )

    def _on_case(self, page: CasePage) -> None:
        entry = self.list.entry
        if entry is None or (entry.kind, entry.id) != (CASE, page.id):
            return
        self.case.show_page(page)
        self.case.show()
        if page.photo_sha256:
            self._show_photo()
        self.acts.allow()

    def _show_photo(self) -> None:
        page = self.case.page
        if page is None:
            return
        picture: QPixmap | None = self.desk.thumbs(page.photo_sha256)
        self.case.photo.show_picture(picture)
        if picture is None:
            self.desk.thumbs.arrived.connect(self._on_photo)

    def _on_photo(self) -> None:
        page = self.case.page
        if page is not None and page.photo_sha256:
            self.case.photo.show_picture(self.desk.thumbs(page.photo_sha256))

    def settled(self) -> None:
        """Something was decided: the next row takes its place."""
        self._near = self.list.currentIndex().row()
        self.list.setFocus()
        self.ask()

    def show_failure(self, error: UserError | BugReport) -> None:
        """A refusal, over the page."""
        if isinstance(error, UserError):
            self.show_refusal(error)

    def _on_view(self, _value: object) -> None:
        self._afresh = True
        self.ask()
        self.list.setFocus()

    def _on_double(self, _index: QModelIndex) -> None:
        self.acts.on_open()

    def _on_status(self) -> None:
        if self.isVisible():
            self._soon.start()

    def _on_try(self) -> None:
        self.desk.sync.try_now()

    def on_add(self) -> None:
        """Connect PCs, or let one more in."""
        from app.views.pcs.add_sheet import add_pc  # here: it is seldom needed

        add_pc(self.desk).closed.connect(self.ask)

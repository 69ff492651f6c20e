"""What was where, worth what, at a moment: a place and all below it, as an insurer asks for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.services.passport_place import WHOLE_HOUSE, PlaceMoment, places_at
from app.services.passport_table import pieces_words, place_table
from app.services.scanning import Scan
from app.views import first_folder
from app.views.bug_report import BugReport
from app.views.documents.saving import save_file
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import Permit
from app.views.keys import Key
from app.views.passport.answer_panel import NOT_UNDERSTOOD, MomentFields
from app.views.passport.asked_places import AskedPlaces, parts_words
from app.views.passport.asking import ask_place
from app.views.passport.opening import NONE_MARKED, open_at, wanted_at
from app.views.passport.passport_words import PassportWords
from app.views.passport.place_list import NARROW, Listed, Searched, columns
from app.views.passport.stepping import by_time, year_end
from app.views.widgets.button import Button
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.text import Text

SOON_MS = 120
TELLS_KEYS = 900
"""From this width (px) on the buttons of the title row show their keys."""
MARGINS = 46
"""About so much of the page's width is not the list's, px."""
LATER_MS = 2_000
"""So long after a change elsewhere the answer is asked for again: others change more meanwhile."""
ORDERS = {
    "piece": "piece",
    "place": "place",
    "state": "state",
    "since": "since when it lay there",
    "worth": "worth",
}
"""What the list can be sorted by, and what that is called."""
AT_ONCE = 5_000
"""So many pieces are searched and sorted at once; of more beside the window."""


def ask_table(parent: QWidget, name: str) -> str:
    """The system's own dialog for a place to save the table at."""
    proposed = first_folder.papers(name)
    return QFileDialog.getSaveFileName(parent, "Save the table", proposed, "CSV (*.csv)")[0]


class PlaceMomentPage(Page):
    """``open_record`` takes a place; 0 is the whole house."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "What was where")
        self.words = PassportWords(desk.settings)
        self.ask_path: Callable[[QWidget, str], str] = ask_table
        self.lying: PlaceMoment | None = None
        self.places = AskedPlaces(desk)
        self._at = 0
        self._asked = 0
        self._sort, self._descending = "place", False
        self._searched: Searched | None = None
        self._listing = self._to_mark = 0
        self.search = self.add_find("Search what lay there", "Search pieces, places and hands")
        row = QHBoxLayout()
        row.setSpacing(14)
        self.fields = MomentFields(self.words, now_ms)
        self.fields.setMaximumWidth(380)
        row.addWidget(self.fields, 2)
        self.place = Text("All places", "panel", elide=True)
        self.total = Text("", "value", numbers=True)
        self.total.setAccessibleName("Total")
        row.addWidget(self.place, 3)
        row.addWidget(self.total)
        self.body.addLayout(row)
        self.parts = Text("", "muted", wrap=True)
        self.parts.hide()
        self.body.addWidget(self.parts)
        self._narrow = False
        made = columns(self.words, lambda: self._narrow)
        self.list = FixedList(made, "Pieces that lay there", row_height=50)
        self.list.view.show_sorted(self._sort, self._descending)
        self.nothing = EmptyState("box", "Nothing lay there", "Choose another place or moment.")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.nothing, 1)
        self.nothing.hide()
        self._soon, self._later = self._timer(SOON_MS), self._timer(LATER_MS)
        self._declare()
        self.fields.asked.connect(self.put)
        self.fields.entered.connect(self.take_keys)
        self.fields.turned.connect(self._on_turned)
        self.places.changed.connect(self._soon.start)
        self.list.view.opened.connect(self._on_piece)
        self.list.view.sort_asked.connect(self._on_sort)
        self.search.searched.connect(self._show_list)
        self.search.left_downwards.connect(self.list.setFocus)

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(self._ask)
        return timer

    def _declare(self) -> None:
        keys = self.command
        keys(
            "Choose a place", self.places.choose, "P", icon="map-pin", hint="place", button="plain"
        )
        keys("Add a place", self.places.choose_more, "Shift+P", icon="map-pin", hint="add a place")
        keys("All places", self.whole_house, "A", icon="house", hint="all places")
        keys("Type a date", self.fields.begin, "T", icon="calendar", hint="type a date")
        for words, key, days, months in (
            ("A day back", "Left", -1, 0),
            ("A day on", "Right", 1, 0),
            ("A month back", "Ctrl+Left", 0, -1),
            ("A month on", "Ctrl+Right", 0, 1),
        ):
            keys(words, lambda d=days, m=months: self.go(d, m), key, icon="calendar")  # type: ignore[misc]
        keys("To now", lambda: self.put(now_ms()), "End", icon="calendar")
        for key, words in ORDERS.items():
            keys(f"Sort by {words}", lambda k=key: self.sort_by(k), icon="arrow-down")  # type: ignore[misc]
        keys("To the end of last year", self.to_year_end, "Y", icon="calendar", hint="year end")
        self.table = keys(
            "Save the table", self.save_table, "Ctrl+S", icon="download", button="plain"
        )
        self.paper = keys("Statement PDF", self.make_paper, Key.PRINT, icon="file-text", hint="PDF",
                          button="primary")  # fmt: skip
        keys("Passport of the marked piece", self.open_marked, Key.PASSPORT, icon="book-open")
        keys("Leave", self.desk.frame.back, "Escape", icon="arrow-left")
        self._keys: dict[str, QAction] = {one.text(): one for one in self.commands()}
        self._offers = [
            Permit(action, self.desk.session, "documents.print")
            for action in (self.table, self.paper)
        ]
        self.hint_bar.add_fixed("Left Right", "move the date")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where it is narrow the words are worth more than the keys, which the palette tells too.
        wide = self.width() >= TELLS_KEYS
        for button in self.header.findChildren(Button):
            action = self._keys.get(button.text())
            if action is not None:
                button.set_key(action.shortcut().toString() if wide else "")
                button.setVisible(wide or action is not self.table)  # Ctrl+S saves it all the same
        if (self.width() - MARGINS < NARROW) != self._narrow:
            self._narrow = not self._narrow
            self._show_list()

    # -- what a page answers

    def entered(self) -> None:
        if not self._at:
            self.put(now_ms())
        else:
            self._soon.start()
        self.list.setFocus()

    def open_record(self, record_id: int) -> None:
        at = wanted_at(self.desk, "place_moment", record_id)
        if (record_id,) != self.places.ids:
            self.places.put((record_id,))
            self.clear_refusals()
        self.put(at or self._at or now_ms())

    def refresh(self, changes: Changes) -> None:
        told = self.lying is not None and changes.touches("piece", "place", "item", "job")
        if (
            told and not self._later.isActive()
        ):  # in a house that never stands still too it is asked
            self._later.start()

    def take_scan(self, scan: Scan) -> bool:
        """A scanned place is asked about; a piece is marked, or its passport says where it was."""
        if scan.kind == "place" and scan.target_id:
            self.places.put((scan.target_id,))
            return True
        piece_id = scan.target_id if scan.kind == "piece" else scan.piece_id
        if scan.kind not in ("piece", "item") or not piece_id:
            return False
        if self.lying is None or all(one.id != piece_id for one in self.lying.pieces):
            open_at(self.desk, "passport", piece_id, self._at)
            return True
        if self.list.model.row_of(piece_id) is None:
            self._to_mark = piece_id
            self.search.clear()
        self.list.view.mark_record(piece_id)
        self.list.setFocus()
        return True

    # -- the question

    @property
    def at(self) -> int:
        """The moment that is asked about, UTC ms."""
        return self._at

    def put(self, at: object) -> None:
        """Ask about another moment."""
        self._at = min(int(str(at)), now_ms())
        self.fields.show_moment(self._at)
        self._soon.start()

    def go(self, days: int, months: int) -> None:
        """So many days or months on."""
        zone = self.desk.settings.zone
        self.put(by_time(self._at or now_ms(), zone, now_ms(), days=days, months=months))

    def to_year_end(self) -> None:
        """The last minute of the last year that is over."""
        self.put(year_end(now_ms(), self.desk.settings.zone))

    def whole_house(self) -> None:
        """Ask about all places."""
        self.places.put((WHOLE_HOUSE,))

    def take_keys(self) -> None:
        """The letters are the page's: they go to the list, or to the button where nothing lay there."""
        button = self.nothing.button
        if self.list.isVisibleTo(self) or button is None:
            self.list.setFocus()
        else:
            button.show()  # one that was just made is shown later by its layout, and takes no keys yet
            button.setFocus()

    def _on_turned(self) -> None:
        """What is typed and not understood is no moment for a paper or a table."""
        for offer in self._offers:
            offer.set_beyond(NOT_UNDERSTOOD if self.fields.wrong else "")

    def _ask(self) -> None:
        """A whole house takes a while: it is asked beside the window, and of the page's own reader."""
        self._asked += 1
        self._later.stop()
        nth, ids, at, shop = self._asked, self.places.ids, self._at, self.desk.shop

        def ask(_job: object) -> tuple[int, PlaceMoment]:
            db = shop.reader()
            try:
                return nth, places_at(db, ids, at)
            finally:
                db.close()

        self.say("Reading what lay there")
        self.desk.start(
            ask, self._on_answer, self._on_failed, title="What was where", topic="what was where"
        )

    def _on_answer(self, found: tuple[int, PlaceMoment]) -> None:
        nth, lying = found
        if nth != self._asked:
            return  # another moment was asked about meanwhile
        self.lying = lying
        self.place.setText(lying.place or "All places")
        totals = " + ".join(self.words.amount(minor, code) for code, minor in lying.totals)
        self.total.setText(totals)
        self.total.setAccessibleName(f"Total {totals}" if totals else "No total")
        self.parts.setText(parts_words(lying, self.words.amount))
        self.parts.setVisible(bool(lying.parts))
        self._searched = Searched(lying)
        self._show_list()

    def sort_by(self, key: str) -> None:
        """As a click on the head of a column does; the same again turns it round."""
        down = key == self._sort and not self._descending
        self.list.view.show_sorted(key, down)
        self._on_sort(key, down)

    def _on_sort(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self._show_list()

    def _show_list(self, _typed: str = "") -> None:
        """The pieces that have what is typed, in the order of the column; the marked one stays so."""
        searched, typed = self._searched, self.search.text().strip()
        if searched is None:
            return
        self._listing += 1
        nth, key, down = self._listing, self._sort, self._descending
        if len(searched.lying.pieces) <= AT_ONCE:
            self._on_listed((nth, searched.listed(typed, key, descending=down)))
            return
        self.desk.start(
            lambda _job: (nth, searched.listed(typed, key, descending=down)),
            self._on_listed,
            title="What was where",
            topic="what is found there",
        )

    def _on_listed(self, found: tuple[int, Listed]) -> None:
        nth, listed = found
        if nth != self._listing:
            return  # something else is searched by now
        marked, self._to_mark = self._to_mark or self.list.view.current_id, 0
        self.list.model.show_records(listed.shown, [piece.id for piece in listed.shown])
        if marked and self.list.model.row_of(marked) is not None:
            self.list.view.mark_record(marked)
        focus = QApplication.focusWidget()
        keys = any(one.isAncestorOf(focus) for one in (self.list, self.nothing) if focus)
        self.list.setVisible(bool(listed.shown))
        self.nothing.setVisible(not listed.shown)
        if not listed.shown:
            self._say_nothing(listed.typed)
        if keys:
            self.take_keys()
        self.say(self._foot(listed))

    def _say_nothing(self, typed: str) -> None:
        if typed:
            self.nothing.set_words("Nothing found", f"Nothing there has “{typed}”.", "search")
            self.nothing.set_button("Clear the search", self.search.clear_and_leave, key="Esc")
        else:
            self.nothing.set_words("Nothing lay there", "Choose another place or moment.", "box")
            if self.places.whole:
                self.nothing.set_button("To now", lambda: self.put(now_ms()), key="End")
            else:
                self.nothing.set_button("All places", self.whole_house, key="A")

    def _foot(self, listed: Listed) -> str:
        lying = listed.lying
        moment = self.words.long_moment(lying.at)
        left = listed.count > len(listed.shown)
        more = f", the first {len(listed.shown):,} shown" if left else ""
        if listed.typed:
            worth = " + ".join(self.words.amount(m, code) for code, m in listed.totals)
            found = f"{listed.count:,} of {pieces_words(len(lying.pieces))} found"
            return f"{found}{f', worth {worth}' if worth else ''}{more}"
        none = f", {lying.valueless:,} without a value" if lying.valueless else ""
        return f"{pieces_words(len(lying.pieces))} at {moment}{more}{none}"

    def _on_failed(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)

    # -- going on

    def open_marked(self) -> None:
        """The passport of the marked piece, at this moment."""
        if self.list.view.current_id:
            self._on_piece(self.list.view.current_id)
        else:
            self.desk.toast(NONE_MARKED)

    def _on_piece(self, piece_id: int) -> None:
        open_at(self.desk, "passport", piece_id, self._at)

    def make_paper(self) -> None:
        """The list as a paper with a number."""
        if self.fields.settle():  # what is typed and not entered yet counts
            ask_place(self.desk, self.places.ids, self._at, self.words)

    def save_table(self) -> None:
        """The list as a table for a spreadsheet."""
        lying = self.lying
        if lying is None:
            return
        chosen = self.ask_path(self.window(), f"what-was-where-{self.words.day_at(lying.at)}.csv")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.lower() == ".csv" else path.with_name(f"{path.name}.csv")
        shop = self.desk.shop

        def save(_job: object) -> Path:
            db = shop.reader()
            try:
                return save_file(path, place_table(db, lying))
            finally:
                db.close()

        self.desk.start(save, self._on_saved, self._on_failed, title="Saving the table")

    def _on_saved(self, path: Path) -> None:
        self.desk.toast(f"Table saved in {path.name}")

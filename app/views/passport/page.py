"""A piece's passport: its life on one page, and what was where, worth what, at any moment of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent

from app.domain.changes import Changes
from app.domain.codes import spaced
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.domain.vocabulary import OWNERSHIP
from app.services.move_mending import last_move
from app.services.passport import Passport, answer, passport, passport_proof
from app.services.passport_events import EVERYTHING, GROUPS, SEEN, PassportEvent
from app.services.passport_lanes import TONES
from app.services.passport_moment import Moment
from app.services.passport_proof import Proof
from app.services.scanning import Scan
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import Permit
from app.views.keys import Key
from app.views.passport.answer_panel import NOT_UNDERSTOOD, AnswerPanel
from app.views.passport.asking import ask_insurer, ask_passport
from app.views.passport.events_list import EventsList
from app.views.passport.lanes_view import LanesView
from app.views.passport.loss_sheet import LossSheet
from app.views.passport.opening import open_at, wanted_at
from app.views.passport.passport_words import PassportWords
from app.views.passport.stepping import by_event, by_time, year_end
from app.views.pieces.move_back import MoveBack, offered
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.chip import Chip
from app.views.widgets.row_menu import show_row_menu
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text
from app.views.widgets.toast import announce

ANSWER_MS, PROOF_MS = 70, 250
"""So long the cursor rests before an answer is asked for, and before it is proved."""
LOW_WINDOW, LOWEST_WINDOW = 860, 620
"""In a lower window (px) the photo is smaller, so that the answer has room; then the lanes as well."""
TABS = (
    Option(EVERYTHING, "All"),
    *(Option(group, "Who saw" if group == SEEN else group.capitalize()) for group in GROUPS),
)


class PassportPage(Page):
    """``open_record`` shows a piece's life."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Passport", side=True)
        self.words = PassportWords(desk.settings)
        self.shown: Passport | None = None
        self.moment: Moment | None = None
        self._piece_id = 0
        self._at = 0
        self._chip = Chip("", about="Whereabouts now")
        self._about = Text("", "muted", elide=True)
        self.facts.addWidget(self._chip)
        self.facts.addWidget(self._about, 1)
        card = Card(padding=0, spacing=0)
        card.setAccessibleName("Life of the piece")
        self.lanes = LanesView(self.words)
        card.body.addWidget(self.lanes)
        self.body.addWidget(card)
        self.tabs = Segments("Events of", list(TABS), "tab")
        self.tabs.set_value(EVERYTHING)
        self.body.addWidget(self.tabs)
        self.list = EventsList(self.words, desk.thumbs)
        frame = Card(padding=0, spacing=0)
        frame.setAccessibleName("All that happened")
        frame.body.addWidget(self.list)
        self.body.addWidget(frame, 1)
        assert self.side is not None
        self.panel = AnswerPanel(desk, self.words, now_ms)
        self.side.body.addWidget(self.panel, 1)
        self._answer_soon = self._timer(ANSWER_MS, self._ask_answer)
        self._proof_soon = self._timer(PROOF_MS, self._ask_proof)
        self._declare()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.set_compact(self.window().height() < LOW_WINDOW)
        self.lanes.set_low(self.window().height() < LOWEST_WINDOW)

    def _timer(self, ms: int, run: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(run)
        return timer

    def _declare(self) -> None:
        keys = self.command
        for words, key, step in (
            ("A day back", "Left", partial(self.go, days=-1)),
            ("A day on", "Right", partial(self.go, days=1)),
            ("A month back", "Ctrl+Left", partial(self.go, months=-1)),
            ("A month on", "Ctrl+Right", partial(self.go, months=1)),
            ("The event before", "Shift+Left", partial(self.go_event, -1)),
            ("The event after", "Shift+Right", partial(self.go_event, 1)),
            ("To the first fact", "Home", self.go_first),
            ("To now", "End", self.go_now),
        ):
            keys(words, step, key, icon="calendar")
        self.hint_bar.add_fixed("Left Right", "move the date")
        self.hint_bar.add_fixed("Shift+Left", "event before")
        self.hint_bar.add_fixed(Key.OPEN, "open")
        keys("Type a date", self.type_date, "T", icon="calendar", hint="type a date")
        for at, option in enumerate(TABS, 1):
            words = f"Show {option.words.lower()}"
            keys(words, partial(self.tabs.choose, option.value), str(at), icon="list-filter")
        keys("To the end of last year", partial(self.jump, "year_end"), icon="calendar")
        keys("To the last report", partial(self.jump, "last_report"), icon="clipboard-check")
        keys("Ask for the date of a loss", partial(self.jump, "loss"), icon="shield-alert")
        keys("Open the piece", self.open_piece, "Ctrl+O", icon="gem")
        keys("What else was there then", self.open_place, "Ctrl+H", icon="map-pin")
        self.mend = MoveBack(self, self._events, self._marked_id).action
        self.mend.setEnabled(False)
        self.facts.addWidget(Button.of(self.mend, "ghost", small=True))
        self.insurer = keys("For the insurer", self.for_insurer, "I", icon="shield-check")
        self.paper = keys("Passport PDF", self.make_paper, Key.PRINT, icon="file-text", hint="PDF")
        keys("Leave", self.desk.frame.back, "Escape", icon="arrow-left")
        self._offers = [
            Permit(action, self.desk.session, "documents.print")
            for action in (self.insurer, self.paper)
        ]
        assert self.side is not None
        self.side.foot.addWidget(Button.of(self.insurer), 1)
        self.side.foot.addWidget(Button.of(self.paper, "primary"), 1)

    def _connect(self) -> None:
        self.header.set_crumb("Piece", self.open_piece)
        self.lanes.moved.connect(self.put)
        self.tabs.chosen.connect(self._on_tab)
        self.list.marked.connect(self._on_marked)
        self.list.opened.connect(self._open)
        self.list.asked.connect(self._show_menu)
        self.panel.asked.connect(self.put)
        self.panel.fields.entered.connect(self.list.setFocus)
        self.panel.fields.turned.connect(self._on_turned)
        self.panel.jumped.connect(self.jump)

    # -- what a page answers

    def entered(self) -> None:
        if self._piece_id:
            self._read()
        self.list.setFocus()

    def open_record(self, record_id: int) -> None:
        at = wanted_at(self.desk, "passport", record_id)
        fresh = record_id != self._piece_id
        if fresh:
            self._piece_id, self.shown, self.moment = record_id, None, None
            self.clear_refusals()
            self.tabs.set_value(EVERYTHING)
        if at or fresh:
            self._at = at
        self._read()

    def refresh(self, changes: Changes) -> None:
        if self._piece_id and changes.touches(
            "piece", "place", "order", "job", "report", "item", "agreement", "document", "party"
        ):
            self._read()

    def take_scan(self, scan: Scan) -> bool:
        """Another piece's tag shows its passport, at the same moment."""
        piece_id = scan.target_id if scan.kind == "piece" else scan.piece_id
        if scan.kind not in ("piece", "item") or not piece_id:
            return False
        open_at(self.desk, "passport", piece_id, self._at)
        return True

    # -- reading

    def _read(self) -> None:
        piece_id, roles = self._piece_id, self.desk.session.roles
        self.desk.read(
            lambda db: passport(db, piece_id, roles), self._on_read, self._on_none, topic="passport"
        )

    def _on_none(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)
        else:
            self.say("The passport could not be read. Open it again in a moment.")

    def _on_read(self, read: Passport) -> None:
        row = read.row
        if row.id != self._piece_id:
            return
        self.shown = read
        self.set_title(row.description or "Passport")
        stay = read.stays[-1] if read.stays else None
        self._chip.set_status(stay.place if stay else "In no place", _tone(read))
        number = row.item_number or row.number
        tag = f"tag {spaced(row.code)}" if row.code else ""
        owned = OWNERSHIP.word(row.ownership)
        self._about.setText(" · ".join(part for part in (number, tag, owned) if part))
        for value, count in read.counts.items():
            self.tabs.set_count(value, count)
        now = now_ms()
        self.lanes.show_lanes(read.lanes, read.begins_at or now, now)
        self._say_facts(read)
        self.mend.setEnabled(True)
        if not self._at:
            self._at = now
        self.put(self._at)
        QTimer.singleShot(0, self, self._show_events)  # title and lanes are painted before the list

    def _say_facts(self, read: Passport) -> None:
        many = "1 fact" if read.facts == 1 else f"{read.facts:,} facts"
        begin = f" since {self.words.date_of(read.begins_at)}" if read.events else ""
        self.say(f"{many}{begin}")

    def _show_events(self) -> None:
        if self.shown is None:
            return
        group = self.tabs.value
        events = [e for e in self.shown.events if group == EVERYTHING or group in e.groups]
        self.list.show_events(events, self._at)

    @property
    def last_move(self) -> int:
        """The move by which the piece lies where it lies, where it can be mended; else 0."""
        return last_move(self.shown.events) if self.shown else 0

    def _events(self) -> Sequence[PassportEvent]:
        return self.shown.events if self.shown else ()

    def _marked_id(self) -> int:
        return self.list.current.id if self.list.current is not None else 0

    def _show_menu(self, at: QPoint) -> None:
        event = self.list.current
        if event is not None:
            open_it = self.list.open_marked if event.opens else None
            show_row_menu(self.list, at, open_it, offered(self.mend, self.last_move, event.id))

    # -- the cursor

    @property
    def at(self) -> int:
        """The moment that is asked about, UTC ms."""
        return self._at

    def put(self, at: object) -> None:
        """Put the cursor at a moment; the answer follows when it rests."""
        self._at = min(int(str(at)), now_ms())
        self.lanes.set_cursor(self._at)
        self.panel.show_moment(self._at)
        self.list.mark_until(self._at)
        self._proof_soon.stop()
        self._answer_soon.start()

    def go(self, days: int = 0, months: int = 0) -> None:
        """So many days or months on."""
        if self.shown:
            self.put(by_time(self._at, self._zone, now_ms(), days=days, months=months))

    def go_event(self, by: int) -> None:
        """To the event before or after, of those that are shown."""
        if self.shown:
            events = [row for row in self.list.events.rows if isinstance(row, PassportEvent)]
            self.put(by_event(events, self._at, by))

    def go_first(self) -> None:
        """To the first fact."""
        if self.shown and self.shown.events:
            self.put(self.shown.begins_at)

    def go_now(self) -> None:
        """To now."""
        if self.shown:
            self.put(now_ms())

    def type_date(self) -> None:
        """Go to the date; in a narrow window the panel opens."""
        if self.side is not None and not self.side.isVisible():
            self.side.toggle()
        self.panel.fields.begin()

    def jump(self, where: str) -> None:
        """To one of the moments that are asked for most."""
        if self.shown is None:
            return
        if where == "now":
            self.go_now()
        elif where == "year_end":
            self.put(year_end(now_ms(), self._zone))
        elif where == "last_report":
            report = next((e for e in self.shown.events if e.kind == "report"), None)
            if report is not None:
                self.put(report.moment)
            else:
                self.say("No condition report was written of this piece yet")
        else:
            LossSheet(self.desk.frame.host(), self.words, now_ms, self.put).open()

    @property
    def _zone(self) -> str:
        return self.desk.settings.zone

    def _on_turned(self) -> None:
        """What is typed and not understood is no moment for a paper."""
        for offer in self._offers:
            offer.set_beyond(NOT_UNDERSTOOD if self.panel.fields.wrong else "")

    def _on_tab(self, value: object) -> None:
        if value == SEEN:
            self.say(
                "Reports, papers and prints, and who saw them. Looking at a page is not recorded;"
                " an e-mail is only drafted here"
            )
        elif self.shown is not None:
            self._say_facts(self.shown)
        self._show_events()
        self.list.setFocus()

    def _on_marked(self, event: PassportEvent) -> None:
        self.put(event.moment)

    # -- the answer

    def _ask_answer(self) -> None:
        read, at, roles = self.shown, self._at, self.desk.session.roles
        if read is not None:
            self.desk.read(
                lambda db: answer(db, read, at, roles), self._on_answer, topic="passport answer"
            )

    def _on_answer(self, moment: Moment) -> None:
        if moment.at == self._at:
            self.moment = moment
            self.panel.show_answer(moment)
            told = (self.words.long_moment(moment.at), moment.headline, moment.place)
            announce(self.lanes, ", ".join(part for part in told if part))
            self._proof_soon.start()

    def _ask_proof(self) -> None:
        read, at = self.shown, self._at
        if read is not None and self.moment is not None and self.moment.known:
            self.desk.read(
                lambda db: (at, passport_proof(db, read, at)),
                self._on_proof,
                topic="passport proof",
            )

    def _on_proof(self, found: tuple[int, Proof]) -> None:
        if found[0] == self._at:
            self.panel.show_proof(found[1])

    # -- going on

    def open_piece(self) -> None:
        """Open the piece as it is now."""
        if self._piece_id:
            self.desk.navigate("piece", self._piece_id)

    def open_place(self) -> None:
        """What else lay in its place at that moment."""
        if self.moment is not None and self.moment.place_id:
            open_at(self.desk, "place_moment", self.moment.place_id, self._at)
        else:
            self.say("It lay in no place at that moment")

    def make_paper(self) -> None:
        """Ask for the parts of the paper, and make it."""
        if self.shown and self.panel.fields.settle():
            ask_passport(self.desk, self._piece_id, self._at, self.words)

    def for_insurer(self) -> None:
        """Worth and custody at this moment alone, as a paper."""
        if self.shown and self.panel.fields.settle():
            ask_insurer(self.desk, self._piece_id, self._at, self.words)

    def _open(self, kind: str, record_id: Any) -> None:
        self.desk.navigate(kind, int(str(record_id)))


def _tone(read: Passport) -> str:
    return TONES.get(read.stays[-1].code, "neutral") if read.stays else "neutral"

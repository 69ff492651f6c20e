"""Scanner: which one this PC has, a test that says what it sends and what to change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.permissions import allowed, who_may
from app.domain.scan_report import ScanReport
from app.domain.scanner_setup import SERIAL, ScannerSetup
from app.services.documents import Paper
from app.services.scanner_setup import set_scanner
from app.services.scanner_sheet import print_scanner_sheet, scanner_paper
from app.views.bug_report import BugReport
from app.views.documents.goods_papers import command_cards
from app.views.documents.saving import save_paper
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.scanner.listening import Listening
from app.views.scanner.seat import ScannerSeat
from app.views.scanner.setup_card import SetupCard
from app.views.scanner.try_card import TryCard
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.sentence_bar import SentenceBar

PORTS_MS = 2_000
"""How often the ports of the PC are looked at while this page is shown."""
BESIDE = 770
"""From this width of the page on the cards stand side by side."""
ACT = "devices.update"


class ScannerPage(Page):
    """Left what it is, right a try; what a scan shows can be answered with one press."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Scanner")
        self.header.set_crumb("Settings", lambda: desk.navigate("settings"))
        self.seat = ScannerSeat.of(desk)
        self.setup_card = SetupCard()
        self.try_card = TryCard(self._may)
        scroll = ScrollBody()
        scroll.column.setContentsMargins(0, 0, 0, 0)
        self._columns = QHBoxLayout()
        self._columns.setContentsMargins(0, 0, 6, 0)
        self._columns.setSpacing(14)
        self._columns.addWidget(self.setup_card, 2)
        self._columns.addWidget(self.try_card, 3)
        scroll.column.addLayout(self._columns)
        self.body.addWidget(scroll, 1)
        self._only_look: SentenceBar | None = None
        self._asked = ScannerSetup()
        self.listening = Listening(self.seat, self)
        self._ports = QTimer(self)
        self._ports.setInterval(PORTS_MS)
        self._ports.timeout.connect(self._show)
        self._declare()
        self.setup_card.changed.connect(self.change)
        self.try_card.change_asked.connect(self.change)
        self.listening.reported.connect(self._on_report)
        self.seat.changed.connect(self._show)
        self.say("What is changed is saved at once and holds on this PC alone")

    def _declare(self) -> None:
        self.command("Try it again", self.try_card.begin, icon="rotate-ccw")
        self.command(
            "Save the set-up sheet", self.save_sheet, "Ctrl+S", icon="download", button="plain"
        )
        printing = self.command(
            "Print the set-up sheet",
            self.print_sheet,
            Key.PRINT,
            icon="printer",
            hint="set-up sheet",
            button="plain",
        )
        if not self._may():
            permit(printing, self.desk.session, "documents.print")
        cards = self.command("Make command cards", lambda: command_cards(self.desk), icon="barcode")
        permit(cards, self.desk.session, "documents.print")
        self.command("Go to the scan basket", lambda: self.desk.navigate("scan"), icon="scan-line")
        self.command("Leave the scanner page", self.desk.frame.back, "Escape", icon="arrow-left")

    # -- what the window asks

    def entered(self) -> None:
        self.listening.begin()
        self._ports.start()
        self._show_limits()
        self._show()
        self.setup_card.way.focus_chosen()

    def leave(self) -> bool:
        self.listening.end()
        self._ports.stop()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where both cards do not fit beside each other, the try stands above: no code is cut."""
        super().resizeEvent(event)
        beside = self.width() >= BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.BottomToTop
        self._columns.setDirection(way)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.listening.end()
        self._ports.stop()

    def on_scan(self, code: str) -> bool:
        """Every scan is a try while this page is shown; one from the keys is judged by its keys."""
        if self.seat.way == SERIAL:
            self.listening.hear_line(code)
        return True

    # -- showing

    def _may(self) -> bool:
        session = self.desk.session
        return session.signed_in and allowed(session.actor.roles, ACT)

    def _show_limits(self) -> None:
        may = self._may()
        self.setup_card.allow(may)
        if may and self._only_look is not None:
            self._only_look.dismiss()
            self._only_look = None
        elif not may and self._only_look is None:
            words = f"{who_may(ACT)} Trying is everybody's."
            self._only_look = self.show_bar(SentenceBar("You may look, not change", words, "info"))

    def _show(self) -> None:
        from app.devices.serial_scanner import ports  # here: loaded where a port is chosen

        if self.setup_card.port.choice.view().isVisible():
            return  # somebody is choosing
        found = [(port.name, port.words) for port in ports()]
        self.setup_card.show_setup(self.seat.setup, found)
        self.setup_card.show_state(self.seat)

    def _on_report(self, report: ScanReport) -> None:
        self.desk.play("ok" if report.good else "wrong")
        self.try_card.show_report(report)
        squares = next((f.setup for f in report.findings if f.setup and not f.verb), None)
        if squares is not None and self._may():
            self.change(replace(self.seat.setup, squares=squares.squares))

    # -- doing

    def change(self, setup: object) -> None:
        """Keep another set-up of this PC's scanner."""
        assert isinstance(setup, ScannerSetup)
        actor = self.desk.session.actor

        def keep(shop) -> Changes:  # type: ignore[no-untyped-def]
            set_scanner(shop, actor, setup)
            return Changes()

        self._asked = setup
        self.desk.writer.run(keep, self._on_kept, self._on_refused, doing="scanner")

    def _on_kept(self, _changes: Changes) -> None:
        self.clear_refusals()
        self.seat.use(self._asked)

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            if not self.setup_card.refuse(error):
                self.show_refusal(error)
            self._show()

    def save_sheet(self) -> None:
        """Save the sheet as PDF where somebody wants it."""
        shop = self.desk.shop
        self.desk.start(lambda _job: scanner_paper(shop), self._on_sheet, title="Set-up sheet")

    def _on_sheet(self, paper: Paper) -> None:
        save_paper(self.desk, self, paper, self.say)

    def print_sheet(self) -> None:
        """Print the sheet."""
        actor = self.desk.session.actor
        self.desk.writer.run(
            lambda shop: print_scanner_sheet(shop, actor),
            self.desk.tell,
            self._on_refused,
            doing="print",
        )

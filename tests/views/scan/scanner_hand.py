"""A scanner in somebody's hand, on the floor with scans wired as in the program."""

from __future__ import annotations

from dataclasses import dataclass

from pytestqt.qtbot import QtBot

from app.domain.codes import COMMAND_CODES
from app.views.scan.count_sheet import CountSheet
from app.views.scan.keeper import BasketKeeper
from app.views.scan.page import ScanPage
from app.views.scan.wiring import ScanDesk
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.floor import Floor


@dataclass
class Scanner:
    """The floor with scans wired as in the program."""

    floor: Floor
    desk: ScanDesk
    sounds: list[str]

    def scan(self, code: str) -> None:
        """As the router does when no field took it."""
        page = self.floor.window.page
        if page is None or not page.on_scan(code):
            self.desk.everywhere(code)

    def command(self, name: str) -> None:
        """Scan a command card."""
        self.scan(COMMAND_CODES[name])

    @property
    def keeper(self) -> BasketKeeper:
        return BasketKeeper.of(self.floor.desk)

    def bars(self) -> list[str]:
        """The titles of the sentence bars on the page."""
        page = self.floor.window.page
        assert page is not None
        return [bar.title.text() for bar in page.findChildren(SentenceBar) if bar.isVisible()]


def rows(scanner: Scanner) -> list[str]:
    return [row.result for row in scanner.keeper.basket.rows]


def begin_out(qtbot: QtBot, scanner: Scanner) -> ScanPage:
    scanner.command("OUT")
    qtbot.waitUntil(lambda: scanner.floor.window.here[0] == "scan")
    scanner.scan(scanner.floor.place_codes["VIT-A"])
    qtbot.waitUntil(lambda: scanner.keeper.basket.target is not None)
    page = scanner.floor.window.page
    assert isinstance(page, ScanPage)
    return page


def find_sheet(qtbot: QtBot, scanner: Scanner) -> CountSheet:
    qtbot.waitUntil(lambda: bool(scanner.floor.window.findChildren(CountSheet)))
    return scanner.floor.window.findChildren(CountSheet)[-1]

"""The printers on their page: found by address, added, tested by a scan, paused; rules; tags anew; doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.models.database import Database
from app.models.pieces import Piece, Priced
from app.services import print_jobs
from app.services.print_parking import set_parks
from app.services.print_rules import add_rule, rules
from app.services.print_test import TEST_CODE
from app.services.printer_changes import add_printer, set_roll
from app.services.printers import FOLDER, OS_PDF, NewPrinter, Printer
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.printing import print_tags
from app.views.prints.page import PrintsPage
from app.views.prints.reprint_one import RasterSheet
from tests.printing.transports.zebra_stand_in import ZebraStandIn
from tests.services.printing_desk import ROLL, add_zebra, codes_out, tagged_pieces
from tests.views.order_fixtures import Keys
from tests.views.page_checks import check_page

K = Qt.Key
SLOW = 15_000


@pytest.fixture
def zebra() -> Iterator[ZebraStandIn]:
    with ZebraStandIn() as one:
        yield one


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, print_folder: Path) -> PrintsPage:
    evidence_window.navigate("prints")
    found = evidence_window.page
    assert isinstance(found, PrintsPage)
    qtbot.waitUntil(lambda: found.hint_bar.state != "")
    return found


@dataclass
class Counter:
    """The page of the printers, a Zebra that is none, three pieces with codes, and hands to print."""

    page: PrintsPage
    zebra: ZebraStandIn
    pieces: list[int]
    house: Shop
    staff: dict[str, Actor]
    qtbot: QtBot
    reader: Database

    def until(self, ready: Callable[[], object]) -> None:
        """Wait until something holds; a printer takes its time."""
        self.qtbot.waitUntil(lambda: bool(ready()), timeout=SLOW)

    def ask(self, sql: str, *about: object) -> object:
        """A value of the house as it is now."""
        return self.reader.value(sql, about)

    def as_admin(self) -> None:
        """Adam sits down: printers are his."""
        self.page.desk.session.sign_in(self.staff["adam"])

    def add_zebra(self, **more: str) -> Printer:
        """Adam adds the Zebra."""
        return add_zebra(self.house, self.staff["adam"], self.zebra.address, **more)

    def print_tags(self, pieces: Sequence[int] = ()) -> None:
        """Print the tags of these pieces, else of all three, as the page does."""
        print_tags(self.page.desk, "piece", list(pieces or self.pieces))

    def card(self, title: str) -> object:
        """The card of a printer, None while there is none that begins so."""
        names = ((card, card.accessibleName()) for card in self.page.cards.cards)
        return next((card for card, name in names if name.startswith(f"Printer {title}")), None)


@pytest.fixture
def counter(
    qtbot: QtBot,
    page: PrintsPage,
    zebra: ZebraStandIn,
    house: Shop,
    staff: dict[str, Actor],
) -> Iterator[Counter]:
    pieces = tagged_pieces(house, staff["sara"], 3)
    with closing(house.reader()) as reader:
        yield Counter(page, zebra, pieces, house, staff, qtbot, reader)


def test_a_zebra_is_found_by_its_address_added_and_shows_how_it_stands(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, zebra = counter.page, counter.zebra
    monkeypatch.setattr("app.services.printer_finding._listed", lambda: [])
    counter.as_admin()
    assert page.folder.isVisible()
    page.printers.find()
    sheet = page.printers.find_sheet
    assert sheet is not None
    counter.until(lambda: sheet.said.text().startswith("The system of this PC has no printer"))
    sheet.address.set_text("not an address")
    sheet.ask.click()
    counter.until(lambda: "no address" in sheet.address.error)
    sheet.address.set_text(zebra.address)
    sheet.ask.click()
    counter.until(lambda: page.printers.sheet is not None)
    new = page.printers.sheet
    assert new is not None
    assert new.kind.value == "zebra_tcp"
    assert new.purposes["tags"].isChecked()
    new.title_field.set_text("Counter Zebra")
    new.right.set_text("a bit")
    new.save.click()
    assert "no length" in new.right.error
    new.right.set_text("0,5 mm")
    new.save.click()
    counter.until(lambda: counter.card("Counter Zebra, ready") is not None)
    assert not page.folder.isVisible()
    zebra.faults.add("paper_out")
    page.printers.look()
    counter.until(lambda: counter.card("Counter Zebra, out of labels") is not None)
    check_page(counter.qtbot, page)


def test_a_tag_reaches_the_printer_and_the_test_tag_is_read_back(counter: Counter) -> None:
    page, zebra = counter.page, counter.zebra
    printer = counter.add_zebra()
    counter.print_tags()
    counter.until(lambda: len(zebra.printed) == 3)
    counter.until(lambda: counter.ask("SELECT confirmed FROM print_job") == "device")
    page.ask_jobs()
    counter.until(lambda: page.job_side.chip.status.text == "Printed: confirmed by printer")
    assert page.job_side.one.isVisible()
    page.job_side.one.label.set_value(2)
    page.job_side.one.again.click()
    counter.until(lambda: len(zebra.printed) == 4)
    assert zebra.printed[3] == zebra.printed[1]
    page.acts.show_raster(1)
    sheet = page.desk.frame.host().findChild(RasterSheet)
    assert sheet is not None
    sheet.dismiss()
    page.printers.open_printer(printer.key)
    counter.until(lambda: page.printers.sheet is not None)
    page.printers._on_asked("test")
    counter.until(lambda: len(zebra.printed) == 5)
    assert codes_out(zebra)[4] == TEST_CODE
    assert page.on_scan(TEST_CODE)


def test_a_paused_printer_is_told_and_goes_on(counter: Counter) -> None:
    page, zebra = counter.page, counter.zebra
    printer = counter.add_zebra()
    page.printers._key = printer.key
    page.printers._on_asked("pause")
    counter.until(lambda: counter.card("Counter Zebra, paused here") is not None)
    counter.print_tags()
    counter.until(lambda: page.job_side.chip.status.text == "Waiting: the printer is paused")
    assert zebra.printed == []
    page.printers._on_asked("go_on")
    counter.until(lambda: len(zebra.printed) == 3)


def test_who_puts_another_roll_in_says_so_and_changes_nothing_else(counter: Counter) -> None:
    """The queue asks for a roll by its name; a clerk need fetch no administrator to answer."""
    page, zebra, pieces = counter.page, counter.zebra, counter.pieces
    printer = counter.add_zebra(stock="folded-60x12")
    print_jobs.print_tags(counter.house, counter.staff["sara"], "piece", pieces[:1])
    set_roll(counter.house, counter.staff["sara"], printer.key, ROLL)
    page.printers.open_printer(printer.key)
    counter.until(lambda: page.printers.sheet is not None)
    sheet = page.printers.sheet
    assert sheet is not None
    assert sheet.save.text() == "Save roll"
    assert sheet.save.isEnabled()
    assert not sheet.title_field.isEnabled()
    assert not sheet.darkness.isEnabled()
    assert not sheet.purposes["tags"].isEnabled()
    sheet.stock.set_value("folded-60x12")
    sheet.save.click()
    counter.until(lambda: page.printers.sheet is None)
    assert counter.ask("SELECT stock FROM printer") == "folded-60x12"
    counter.until(lambda: len(zebra.printed) == 1)


def test_a_printer_that_goes_off_leaves_tiles_and_the_scan_prints_the_rest(
    counter: Counter,
) -> None:
    page, zebra, pieces = counter.page, counter.zebra, counter.pieces
    counter.add_zebra()
    zebra.at_label[1] = "off"
    counter.print_tags()
    counter.until(lambda: counter.ask("SELECT state FROM print_job") == "doubtful")
    counter.until(
        lambda: page.job_side.card is not None and page.job_side.card.row.state == "doubtful"
    )
    side = page.job_side
    assert (
        "never left this PC" in side.doubt_bar.sentence.text() or side.tiles.state(3) == "not known"
    )
    assert side.tiles.state(1) in ("certain", "not known")  # the second may still be here
    zebra.mend()
    code = str(counter.ask("SELECT code FROM code_now WHERE target_id = ?", pieces[0]))
    assert page.on_scan(code)
    counter.until(lambda: len(zebra.printed) == 3)
    wanted = [
        str(counter.ask("SELECT code FROM code_now WHERE target_id = ?", one)) for one in pieces
    ]
    assert codes_out(zebra) == wanted


def test_what_waits_for_a_full_row_is_printed_by_a_command(counter: Counter) -> None:
    page, zebra, pieces = counter.page, counter.zebra, counter.pieces
    roll = "flat-2across-32x15"
    key = counter.add_zebra(stock=roll).key
    page.printers.print_waiting()
    assert page.hint_bar.state == "No label waits for a full row"
    set_parks(counter.house, counter.staff["adam"], key, waits=True)
    page.ask_jobs()

    def told() -> str:
        return next((c.accessibleDescription() for c in page.cards.cards if c.key == key), "")

    counter.until(lambda: told().startswith("It answered at "))
    counter.print_tags(pieces[:1])
    counter.until(lambda: told() == "1 label waits for a full row")
    page.printers.print_waiting()
    counter.until(lambda: len(zebra.printed) == 1)


def test_rules_are_made_switched_and_removed(counter: Counter) -> None:
    page = counter.page
    counter.as_admin()
    add_printer(
        counter.house, counter.staff["adam"], NewPrinter("Laser", OS_PDF, "L", purposes=("bags",))
    )
    page.ask_jobs()
    counter.until(lambda: counter.card("Laser") is not None)
    page.printers.show_rules()
    sheet = page.printers.rules_sheet
    assert sheet is not None
    sheet.event_field.set_value("job_made")
    sheet._on_event("job_made")
    sheet.printer.set_value("laser")
    sheet.copies.set_value(2)
    sheet.add.click()
    counter.until(lambda: len(sheet.ticks) == 1)
    assert sheet.ticks[0].text() == "When a job is made, print its bag twice on Laser"
    sheet.ticks[0].setChecked(False)
    reader = counter.house.reader()
    counter.until(lambda: [rule.active for rule in rules(reader)] == [False])
    sheet.removed.emit(rules(reader)[0].id)
    counter.until(lambda: sheet.ticks == [])
    reader.close()


def test_what_is_taken_in_here_prints_its_tag_by_rule(counter: Counter) -> None:
    page, zebra = counter.page, counter.zebra
    printer = counter.add_zebra()
    add_rule(counter.house, counter.staff["adam"], "taken_in", "tag", printer.key)

    def take_in(shop: Shop) -> Changes:
        with shop.work(counter.staff["sara"], "take_in") as w:
            piece = w.add(Piece, category="ring", description="Ring by rule")
            w.code("piece", piece)
            return Changes.of("taken in", w.id, piece=piece)

    page.desk.writer.run(take_in)
    counter.until(lambda: len(zebra.printed) == 1)


def test_tags_that_say_an_older_price_are_printed_anew_as_one_job(
    counter: Counter, keys: Keys
) -> None:
    page, pieces = counter.page, counter.pieces

    def price(amount: int, *currencies: str) -> None:
        with counter.house.work(counter.staff["mia"], "price") as w:
            for piece, currency in zip(pieces, currencies, strict=False):
                w.add(Priced, subject_kind="piece", subject_id=piece, what="price",
                      amount_minor=amount, currency=currency)  # fmt: skip

    page.printers.show_retags()
    counter.until(lambda: page.printers.retag_sheet is not None)
    empty = page.printers.retag_sheet
    assert empty is not None
    assert empty.sentence.text() == "Every tag says the price of its piece."
    empty.dismiss()
    price(100_000, "USD", "EUR")
    print_jobs.print_tags(counter.house, counter.staff["sara"], "piece", pieces, printer=FOLDER)
    page.desk.writer.changed.emit(Changes.of(print_job=1))
    counter.until(lambda: counter.ask("SELECT state FROM print_job") == "sent")
    price(120_000, "USD")
    price(100_000, *(["USD"] * 2))  # as its tag says, and the same figure in another currency
    price(120_000, "USD")
    page.printers.retag_sheet = None
    page.printers.show_retags()
    counter.until(lambda: page.printers.retag_sheet is not None)
    sheet = page.printers.retag_sheet
    assert sheet is not None
    assert sheet.verb.text() == "Print 2 new tags"
    said = [[sheet.list.model.index(row, at).data() for at in (1, 2)] for row in range(2)]
    assert said == [["1,000.00", "1,200.00"], ["EUR 1,000.00", "1,000.00"]]
    sheet.verb.click()
    gone = "SELECT count(*) FROM printed WHERE outcome = 'destroyed'"
    counter.until(lambda: counter.ask(gone) == 2)

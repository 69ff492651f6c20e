"""The printers on their page: found by address, added, tested by a scan, paused; rules; tags anew; doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.database import Database
from app.models.pieces import Priced
from app.services import print_jobs
from app.services.print_parking import set_parks
from app.services.print_rules import add_rule, rules
from app.services.print_test import TEST_CODE
from app.services.printer_changes import add_printer, set_roll
from app.services.printers import FOLDER, OS_PDF, NewPrinter
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
def ask(house: Shop) -> Iterator[Callable[..., object]]:
    reader: Database = house.reader()
    yield lambda sql, *about: reader.value(sql, about)
    reader.close()


@pytest.fixture
def pieces(house: Shop, staff: dict[str, Actor]) -> list[int]:
    return tagged_pieces(house, staff["sara"], 3)


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, print_folder: Path) -> PrintsPage:
    evidence_window.navigate("prints")
    found = evidence_window.page
    assert isinstance(found, PrintsPage)
    qtbot.waitUntil(lambda: found.hint_bar.state != "")
    return found


def as_admin(page: PrintsPage, staff: dict[str, Actor]) -> None:
    """Adam sits down: printers are his."""
    page.desk.session.sign_in(staff["adam"])


def card(page: PrintsPage, title: str) -> object:
    return next(
        (c for c in page.cards.cards if c.accessibleName().startswith(f"Printer {title}")), None
    )


def test_a_zebra_is_found_by_its_address_added_and_shows_how_it_stands(
    qtbot: QtBot,
    page: PrintsPage,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.services.printer_finding._listed", lambda: [])
    as_admin(page, staff)
    assert page.folder.isVisible()
    page.printers.find()
    sheet = page.printers.find_sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.said.text().startswith("The system of this PC has no printer"))
    sheet.address.set_text("not an address")
    sheet.ask.click()
    qtbot.waitUntil(lambda: "no address" in sheet.address.error)
    sheet.address.set_text(zebra.address)
    sheet.ask.click()
    qtbot.waitUntil(lambda: page.printers.sheet is not None)
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
    qtbot.waitUntil(lambda: card(page, "Counter Zebra, ready") is not None, timeout=SLOW)
    assert not page.folder.isVisible()
    zebra.faults.add("paper_out")
    page.printers.look()
    qtbot.waitUntil(lambda: card(page, "Counter Zebra, out of labels") is not None, timeout=SLOW)
    check_page(qtbot, page)


def test_a_tag_reaches_the_printer_and_the_test_tag_is_read_back(
    qtbot: QtBot,
    page: PrintsPage,
    house: Shop,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
    pieces: list[int],
    ask: Callable[..., object],
) -> None:
    printer = add_zebra(house, staff["adam"], zebra.address)
    print_tags(page.desk, "piece", pieces)
    qtbot.waitUntil(lambda: len(zebra.printed) == 3, timeout=SLOW)
    qtbot.waitUntil(lambda: ask("SELECT confirmed FROM print_job") == "device", timeout=SLOW)
    page.ask_jobs()
    qtbot.waitUntil(lambda: page.job_side.chip.status.text == "Printed: confirmed by printer")
    assert page.job_side.one.isVisible()
    page.job_side.one.label.set_value(2)
    page.job_side.one.again.click()
    qtbot.waitUntil(lambda: len(zebra.printed) == 4, timeout=SLOW)
    assert zebra.printed[3] == zebra.printed[1]
    page.acts.show_raster(1)
    sheet = page.desk.frame.host().findChild(RasterSheet)
    assert sheet is not None
    sheet.dismiss()
    page.printers.open_printer(printer.key)
    qtbot.waitUntil(lambda: page.printers.sheet is not None)
    page.printers._on_asked("test")
    qtbot.waitUntil(lambda: len(zebra.printed) == 5, timeout=SLOW)
    assert codes_out(zebra)[4] == TEST_CODE
    assert page.on_scan(TEST_CODE)


def test_a_paused_printer_is_told_and_goes_on(
    qtbot: QtBot,
    page: PrintsPage,
    house: Shop,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
    pieces: list[int],
) -> None:
    printer = add_zebra(house, staff["adam"], zebra.address)
    page.printers._key = printer.key
    page.printers._on_asked("pause")
    qtbot.waitUntil(lambda: card(page, "Counter Zebra, paused here") is not None, timeout=SLOW)
    print_tags(page.desk, "piece", pieces)
    qtbot.waitUntil(
        lambda: page.job_side.chip.status.text == "Waiting: the printer is paused", timeout=SLOW
    )
    assert zebra.printed == []
    page.printers._on_asked("go_on")
    qtbot.waitUntil(lambda: len(zebra.printed) == 3, timeout=SLOW)


def test_who_puts_another_roll_in_says_so_and_changes_nothing_else(
    qtbot: QtBot,
    page: PrintsPage,
    house: Shop,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
    pieces: list[int],
    ask: Callable[..., object],
) -> None:
    """The queue asks for a roll by its name; a clerk need fetch no administrator to answer."""
    printer = add_zebra(house, staff["adam"], zebra.address, stock="folded-60x12")
    print_jobs.print_tags(house, staff["sara"], "piece", pieces[:1])
    set_roll(house, staff["sara"], printer.key, ROLL)
    page.printers.open_printer(printer.key)
    qtbot.waitUntil(lambda: page.printers.sheet is not None)
    sheet = page.printers.sheet
    assert sheet is not None
    assert sheet.save.text() == "Save roll"
    assert sheet.save.isEnabled()
    assert not sheet.title_field.isEnabled()
    assert not sheet.darkness.isEnabled()
    assert not sheet.purposes["tags"].isEnabled()
    sheet.stock.set_value("folded-60x12")
    sheet.save.click()
    qtbot.waitUntil(lambda: page.printers.sheet is None)
    assert ask("SELECT stock FROM printer") == "folded-60x12"
    qtbot.waitUntil(lambda: len(zebra.printed) == 1, timeout=SLOW)


def test_a_printer_that_goes_off_leaves_tiles_and_the_scan_prints_the_rest(
    qtbot: QtBot,
    page: PrintsPage,
    house: Shop,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
    pieces: list[int],
    ask: Callable[..., object],
) -> None:
    add_zebra(house, staff["adam"], zebra.address)
    zebra.at_label[1] = "off"
    print_tags(page.desk, "piece", pieces)
    qtbot.waitUntil(lambda: ask("SELECT state FROM print_job") == "doubtful", timeout=SLOW)
    qtbot.waitUntil(
        lambda: page.job_side.card is not None and page.job_side.card.row.state == "doubtful",
        timeout=SLOW,
    )
    side = page.job_side
    assert (
        "never left this PC" in side.doubt_bar.sentence.text() or side.tiles.state(3) == "not known"
    )
    assert side.tiles.state(1) in ("certain", "not known")  # the second may still be here
    zebra.mend()
    code = str(ask("SELECT code FROM code_now WHERE target_id = ?", pieces[0]))
    assert page.on_scan(code)
    qtbot.waitUntil(lambda: len(zebra.printed) == 3, timeout=SLOW)
    wanted = [str(ask("SELECT code FROM code_now WHERE target_id = ?", one)) for one in pieces]
    assert codes_out(zebra) == wanted


def test_what_waits_for_a_full_row_is_printed_by_a_command(
    qtbot: QtBot,
    page: PrintsPage,
    house: Shop,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
    pieces: list[int],
) -> None:
    roll = "flat-2across-32x15"
    key = add_zebra(house, staff["adam"], zebra.address, stock=roll).key
    page.printers.print_waiting()
    assert page.hint_bar.state == "No label waits for a full row"
    set_parks(house, staff["adam"], key, waits=True)
    page.ask_jobs()

    def told() -> str:
        return next((c.accessibleDescription() for c in page.cards.cards if c.key == key), "")

    qtbot.waitUntil(lambda: told().startswith("It answered at "), timeout=SLOW)
    print_tags(page.desk, "piece", pieces[:1])
    qtbot.waitUntil(lambda: told() == "1 label waits for a full row")
    page.printers.print_waiting()
    qtbot.waitUntil(lambda: len(zebra.printed) == 1, timeout=SLOW)


def test_rules_are_made_switched_and_removed(
    qtbot: QtBot, page: PrintsPage, house: Shop, staff: dict[str, Actor]
) -> None:
    as_admin(page, staff)
    add_printer(house, staff["adam"], NewPrinter("Laser", OS_PDF, "L", purposes=("bags",)))
    page.ask_jobs()
    qtbot.waitUntil(lambda: card(page, "Laser") is not None)
    page.printers.show_rules()
    sheet = page.printers.rules_sheet
    assert sheet is not None
    sheet.event_field.set_value("job_made")
    sheet._on_event("job_made")
    sheet.printer.set_value("laser")
    sheet.copies.set_value(2)
    sheet.add.click()
    qtbot.waitUntil(lambda: len(sheet.ticks) == 1)
    assert sheet.ticks[0].text() == "When a job is made, print its bag twice on Laser"
    sheet.ticks[0].setChecked(False)
    reader = house.reader()
    qtbot.waitUntil(lambda: [rule.active for rule in rules(reader)] == [False])
    sheet.removed.emit(rules(reader)[0].id)
    qtbot.waitUntil(lambda: sheet.ticks == [])
    reader.close()


def test_what_is_taken_in_here_prints_its_tag_by_rule(
    qtbot: QtBot,
    page: PrintsPage,
    house: Shop,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
) -> None:
    printer = add_zebra(house, staff["adam"], zebra.address)
    add_rule(house, staff["adam"], "taken_in", "tag", printer.key)

    from app.domain.changes import Changes
    from app.models.pieces import Piece

    def take_in(shop: Shop) -> Changes:
        with shop.work(staff["sara"], "take_in") as w:
            piece = w.add(Piece, category="ring", description="Ring by rule")
            w.code("piece", piece)
            return Changes.of("taken in", w.id, piece=piece)

    page.desk.writer.run(take_in)
    qtbot.waitUntil(lambda: len(zebra.printed) == 1, timeout=SLOW)


def test_tags_that_say_an_older_price_are_printed_anew_as_one_job(
    qtbot: QtBot,
    page: PrintsPage,
    house: Shop,
    staff: dict[str, Actor],
    pieces: list[int],
    keys: Keys,
    ask: Callable[..., object],
) -> None:
    def price(amount: int) -> None:
        with house.work(staff["mia"], "price") as w:
            for piece in pieces[:2]:
                w.add(Priced, subject_kind="piece", subject_id=piece, what="price",
                      amount_minor=amount, currency="USD")  # fmt: skip

    page.printers.show_retags()
    qtbot.waitUntil(lambda: page.printers.retag_sheet is not None)
    empty = page.printers.retag_sheet
    assert empty is not None
    assert empty.sentence.text() == "Every tag says the price of its piece."
    empty.dismiss()
    price(100_000)
    print_jobs.print_tags(house, staff["sara"], "piece", pieces, printer=FOLDER)
    page.desk.writer.changed.emit(_job())
    qtbot.waitUntil(lambda: ask("SELECT state FROM print_job") == "sent", timeout=SLOW)
    price(120_000)
    page.printers.retag_sheet = None
    page.printers.show_retags()
    qtbot.waitUntil(lambda: page.printers.retag_sheet is not None)
    sheet = page.printers.retag_sheet
    assert sheet is not None
    assert sheet.verb.text() == "Print 2 new tags"
    sheet.verb.click()
    gone = "SELECT count(*) FROM printed WHERE outcome = 'destroyed'"
    qtbot.waitUntil(lambda: ask(gone) == 2, timeout=SLOW)


def _job() -> object:
    from app.domain.changes import Changes

    return Changes.of(print_job=1)

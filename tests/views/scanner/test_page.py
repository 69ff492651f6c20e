"""The scanner page: a try says what came and what to change; answers are kept on this PC."""

from __future__ import annotations

import os
import tty
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.codes import make_code
from app.domain.errors import InputError, NotAllowedError
from app.domain.scan_report import LONG, SQUARE, TRIALS
from app.domain.scanner_setup import ScannerSetup
from app.services.scanner_setup import scanner_setup, set_scanner
from app.services.scanner_sheet import scanner_paper
from app.shop import Shop
from app.views.scanner.page import ScannerPage
from app.views.scanner.symbols import CodeOnScreen, code_image
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text
from tests.devices.layouts import Layout, LayoutKeyboard, presses
from tests.views.floor import Floor


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, sit: Callable[[str], Floor]) -> Iterator[ScannerPage]:
    floor = sit("adam")
    floor.window.navigate("scanner")
    made = floor.window.page
    assert isinstance(made, ScannerPage)
    made.seat.begin(qapp)
    made.seat.scanned.connect(made.on_scan)
    made.seat.keys.listen_to(floor.window.windowHandle())
    yield made
    made.seat.stop()
    made.leave()


@pytest.fixture
def keys(page: ScannerPage) -> LayoutKeyboard:
    return LayoutKeyboard(page.window().windowHandle())


def bars(page: ScannerPage) -> list[str]:
    return [bar.title.text() for bar in page.try_card.findChildren(SentenceBar) if bar.isVisible()]


def kept(shop: Shop) -> ScannerSetup:
    with closing(shop.reader()) as db:
        return scanner_setup(db)


def test_a_good_scanner_hears_so_and_squares_are_remembered(
    qtbot: QtBot, page: ScannerPage, keys: LayoutKeyboard
) -> None:
    keys.scan(TRIALS[SQUARE], Layout.US)
    qtbot.waitUntil(lambda: page.try_card.state.text() == "Heard, nothing to change")
    qtbot.waitUntil(lambda: bars(page)[:1] == ["This scanner is set up well"])
    qtbot.waitUntil(lambda: kept(page.desk.shop).squares == "yes")
    qtbot.waitUntil(lambda: page.setup_card.squares.value == "yes")


def test_a_us_scanner_at_a_german_pc_is_put_right_by_one_press(
    qtbot: QtBot, page: ScannerPage, keys: LayoutKeyboard
) -> None:
    keys.scan(TRIALS[LONG], Layout.QWERTZ)
    qtbot.waitUntil(lambda: bars(page) != [])
    assert bars(page) == ["The scanner types as a US keyboard, this PC has another one"]
    page.try_card.change_asked.emit(ScannerSetup(by_keys=True))
    qtbot.waitUntil(lambda: kept(page.desk.shop).by_keys)
    qtbot.waitUntil(lambda: page.seat.setup.by_keys)
    keys.now += 2_000
    keys.scan(TRIALS[LONG], Layout.QWERTZ)
    qtbot.waitUntil(lambda: page.try_card.state.text() == "Heard, nothing to change")


def test_a_scanner_without_an_end_and_a_slow_one_are_told(
    qtbot: QtBot, page: ScannerPage, keys: LayoutKeyboard
) -> None:
    keys.send(presses(make_code(10, 2231), Layout.US))
    qtbot.waitUntil(lambda: bars(page) == ["Nothing comes behind the code"])
    keys.now += 2_000
    keys.scan(TRIALS[LONG], Layout.US, after=45)
    qtbot.waitUntil(lambda: bars(page) == ["It types too slowly: up to 45 ms between two keys"])


def test_a_person_who_types_is_no_scanner(
    qtbot: QtBot, page: ScannerPage, keys: LayoutKeyboard
) -> None:
    keys.send(presses("solitaire", Layout.US), after=180)
    qtbot.wait_until(lambda: not page.listening._quiet.isActive())
    assert bars(page) == []


@pytest.mark.skipif(os.name != "posix", reason="a pseudo terminal stands for the line")
def test_a_serial_scanner_is_chosen_heard_and_missed(
    qtbot: QtBot, page: ScannerPage, tmp_path: Path
) -> None:
    scanner, other = os.openpty()
    tty.setraw(scanner)
    path = tmp_path / "ttyACM0"
    path.symlink_to(os.ttyname(other))
    os.close(other)
    page.change(ScannerSetup("serial", str(path)))
    qtbot.waitUntil(lambda: page.seat.state == "open")
    assert page.setup_card.state.text().startswith("The port is open")
    os.write(scanner, f"]d1{TRIALS[SQUARE]}\r".encode())
    qtbot.waitUntil(lambda: page.try_card.state.text() == "Heard, nothing to change")
    os.close(scanner)
    path.unlink()
    qtbot.waitUntil(lambda: page.seat.state == "away")
    qtbot.waitUntil(lambda: "looked for every second" in page.setup_card.state.text())


def test_a_scanner_that_was_on_a_port_is_heard_as_a_keyboard_again(
    qtbot: QtBot, page: ScannerPage, keys: LayoutKeyboard
) -> None:
    page.seat.use(ScannerSetup("serial", "ttyNone", 115_200))
    page.seat.use(ScannerSetup(port="ttyNone", baud=115_200))
    assert page.seat.state == "closed", "the port is given back"
    keys.scan(TRIALS[LONG], Layout.US)
    qtbot.waitUntil(lambda: page.try_card.state.text() == "Heard, nothing to change")


def test_only_an_admin_changes_it(qtbot: QtBot, sit: Callable[[str], Floor]) -> None:
    floor = sit("sara")
    floor.window.navigate("scanner")
    page = floor.window.page
    assert isinstance(page, ScannerPage)
    assert not page.setup_card.way.isEnabled()
    with pytest.raises(NotAllowedError):
        set_scanner(floor.house, floor.desk.session.actor, ScannerSetup())


@pytest.mark.parametrize(
    ("setup", "field"),
    [
        (ScannerSetup(prefix="AB"), "prefix"),
        (ScannerSetup(prefix="~~~~"), "prefix"),
        (ScannerSetup("serial"), "port"),
        (ScannerSetup(baud=7), "baud"),
    ],
)
def test_what_no_scanner_can_be_is_refused_at_its_field(
    page: ScannerPage, setup: ScannerSetup, field: str
) -> None:
    desk = page.desk
    with pytest.raises(InputError) as caught:
        set_scanner(desk.shop, desk.session.actor, setup)
    assert caught.value.field == field


@pytest.mark.parametrize("kind", TRIALS)
def test_the_codes_on_the_screen_can_be_read(qapp: QApplication, tmp_path: Path, kind: str) -> None:
    image = code_image(kind, TRIALS[kind])
    assert kind == LONG or image.width() == image.height(), "a square code is square"
    grown = image.scaled(image.width() * 3, max(image.height() * 3, 60))
    grown.save(str(tmp_path / "code.png"))
    read = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))
    assert [one.text for one in read] == [TRIALS[kind]]


@pytest.mark.parametrize("width", [910, 1366])
def test_no_code_is_cut_and_the_title_stands_whole(
    qtbot: QtBot, page: ScannerPage, width: int
) -> None:
    window = page.window()
    window.resize(width, 512)
    qtbot.waitUntil(lambda: window.width() == width)
    card = page.try_card

    def whole() -> bool:
        edges = [code.mapTo(card, code.rect().topRight()).x() for code in card.codes]
        return (
            max(edges) < card.width()
            and card.visibleRegion().boundingRect().width() == card.width()
        )

    qtbot.waitUntil(whole)
    title = page.header.findChildren(Text)[-1]
    assert title.text() == "Scanner"
    assert title.fontMetrics().horizontalAdvance("Scanner") <= title.width()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("kind", TRIALS)
def test_a_code_has_whole_pixels_at_any_scaling(
    qapp: QApplication, tmp_path: Path, kind: str, ratio: float
) -> None:
    code = CodeOnScreen(kind, TRIALS[kind])
    drawn = code.picture.drawn(ratio)
    assert drawn.width() % code_image(kind, TRIALS[kind]).width() == 0
    assert drawn.deviceIndependentSize().width() <= code.picture.width()
    drawn.save(str(tmp_path / "code.png"))
    read = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))
    assert [one.text for one in read] == [TRIALS[kind]]


def test_the_sheet_carries_codes_that_can_be_read(house: Shop) -> None:
    document = pypdfium2.PdfDocument(scanner_paper(house).pdf)
    assert len(document) <= 2
    picture = document[0].render(scale=4).to_pil()
    read = {one.text for one in zxingcpp.read_barcodes(picture)}
    assert read == {TRIALS[SQUARE], TRIALS[LONG]}
    words = document[0].get_textpage().get_text_range()
    assert "Prefix/Suffix" in words
    document.close()

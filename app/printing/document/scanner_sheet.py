"""The sheet beside a new scanner: codes to try it with, and where its maker's manual says what.

Makers print their set-up codes with characters that only their own manuals give. We reproduce none
of them: the sheet names the chapter where each stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.scan_report import LONG, SQUARE, TRIALS
from app.printing.document import figures
from app.printing.document.content import Company, Made
from app.printing.document.ink import FAINT, LEADING, MUTED
from app.printing.document.letterhead import MARGINS
from app.printing.document.sheet import Sheet
from app.printing.document.words import wrapped
from app.printing.lettering import BOLD, REGULAR, SEMIBOLD

WANTED = (
    ("Way", "USB keyboard; better, where it is offered, a USB serial (virtual COM) port."),
    ("Keyboard", "United States, or the very layout that this PC is set to."),
    ("Behind each code", "Enter (CR). Tab, or CR and LF, do as well."),
    ("Before each code", "Nothing, or one sign such as ~. The AIM code ID may be on."),
    ("Speed", "No delay between keys (keystroke or intercharacter delay 0)."),
    ("Letters", "No Caps Lock simulation, no conversion of capitals."),
    ("Kinds of code", "Data Matrix, Code 128, EAN/UPC and QR on. FNC1 as ASCII 29."),
)


@dataclass(frozen=True)
class MakersManual:
    """Where a maker's manual has the set-up codes: (what, chapter or heading)."""

    name: str
    manual: str
    where: tuple[tuple[str, str], ...]


MANUALS = (
    MakersManual(
        "Zebra and Symbol, such as DS2208, LS2208",
        "Product Reference Guide of the model; or the maker’s program 123Scan",
        (
            ("Way, keyboard, speed", "the chapter on the USB interface: device type, country, keystroke delay"),
            ("Behind and before", "scanner parameters: prefix/suffix values, scan data format, code ID"),
            ("Letters", "the chapter on the USB interface: simulated Caps Lock, convert case"),
            ("As it came", "the chapter on user preferences: set defaults"),
        ),
    ),
    MakersManual(
        "Honeywell Voyager and Xenon",
        "User’s Guide of the model; or the maker’s program EZConfig",
        (
            ("Way", "“Programming the Interface”: USB PC keyboard, or USB serial"),
            ("Keyboard, letters", "“Keyboard Country Layout” and “Keyboard Style”"),
            ("Behind and before", "“Data Editing”, Prefix/Suffix: by itself the scanner sends no suffix"),
            ("As it came", "“Resetting the Factory Defaults”"),
        ),
    ),
    MakersManual(
        "Datalogic QuickScan",
        "Product Reference Guide of the model; or the maker’s program Aladdin",
        (
            ("Every setting", "between two scans of “Enter/Exit Programming Mode”"),
            ("Way, keyboard, speed", "the chapters on interface selection and the keyboard interface"),
            ("Behind and before", "“Data Editing”: prefix, suffix, AIM ID"),
        ),
    ),
    MakersManual(
        "Any other",
        "See the manual of the model: suffix or terminator, keyboard language, interface",
        (),
    ),
)  # fmt: skip


def render_scanner_sheet(company: Company, made: Made) -> bytes:
    """The sheet as PDF."""
    made = replace(made, language="en")  # its words are English, whatever the house's papers speak
    sheet = Sheet(
        made, title="Setting a scanner up", author=company.name, paper=made.paper, margins=MARGINS
    )
    sheet.frame(lambda on: None, _foot)
    sheet.next_page()
    figures.gem(sheet, sheet.left, sheet.top + 1, 15)
    sheet.text(sheet.left + 22, sheet.top + 12, company.name, size=11, face=BOLD)
    sheet.text(sheet.left, sheet.top + 50, "Setting a scanner up", size=22, face=BOLD)
    sheet.y = sheet.top + 70
    _trials(sheet)
    _pairs(sheet, "How a scanner should be set", WANTED)
    sheet.y += 6
    sheet.text(sheet.left, sheet.y + 10, "Where its maker says how", size=11, face=BOLD)
    sheet.y += 20
    for manual in MANUALS:
        _manual(sheet, manual)
    return sheet.finish()


def _trials(sheet: Sheet) -> None:
    """The test codes of the page Scanner, to be tried without a screen."""
    side = 46.0
    sheet.text(
        sheet.left, sheet.y + 10, "Try it: page Scanner, then scan these", size=11, face=BOLD
    )
    top = sheet.y + 24
    figures.matrix(sheet, TRIALS[SQUARE], sheet.left + 4, top, side)
    figures.bars(sheet, TRIALS[LONG], sheet.left + 130, top, 190, 34)
    sheet.text(sheet.left + 4, top + side + 12, SQUARE, size=8, colour=MUTED)
    sheet.text(sheet.left + 130, top + side + 12, LONG, size=8, colour=MUTED)
    words = "If only the long code is heard, the scanner cannot read square ones: use tags with Code 128."
    sheet.paragraph(sheet.left + 350, top + 10, sheet.inner - 350, words, size=8.5)
    sheet.y = top + side + 30


def _pairs(sheet: Sheet, title: str, pairs: tuple[tuple[str, str], ...], indent: float = 0) -> None:
    if title:
        sheet.text(sheet.left, sheet.y + 10, title, size=11, face=BOLD)
        sheet.y += 20
    for label, words in pairs:
        lines = wrapped(words, sheet.inner - 112 - indent, REGULAR, 9)
        sheet.need(len(lines) * 9 * LEADING + 4)
        sheet.text(sheet.left + indent, sheet.y + 9, label, size=9, face=SEMIBOLD)
        sheet.lines(sheet.left + 112 + indent, sheet.y + 9, lines, size=9)
        sheet.y += len(lines) * 9 * LEADING + 4


def _manual(sheet: Sheet, manual: MakersManual) -> None:
    sheet.need(34 + 16 * len(manual.where))
    sheet.rule(sheet.left, sheet.y, sheet.right, sheet.y, width=0.5, colour=FAINT)
    sheet.text(sheet.left, sheet.y + 14, manual.name, size=9.5, face=SEMIBOLD)
    sheet.text(sheet.left, sheet.y + 26, manual.manual, size=8.5, colour=MUTED)
    sheet.y += 31
    _pairs(sheet, "", manual.where)
    sheet.y += 5


def _foot(sheet: Sheet) -> None:
    words = "The makers’ own set-up codes stand in their manuals alone; none is copied here."
    sheet.text(sheet.left, sheet.height - 34, words, size=7, colour=MUTED)
    sheet.page_count(sheet.right, sheet.height - 34, "page {page} of {pages}", 7, MUTED)

"""Owen's part of the day: a tray's pieces by the scan basket, and what the print queue says at its end."""

from __future__ import annotations

from app.domain.codes import COMMAND_CODES
from app.services.printer_changes import add_printer
from app.services.printers import ZEBRA_TCP, NewPrinter
from app.tour.day import Day
from app.views.prints.page import PrintsPage
from app.views.prints.tags_sheet import TagsSheet
from app.views.scan.page import ScanPage

TRAY = "TRAY-03"
MANY = 5
"""So many pieces go into the tray."""
SWITCHED_OFF = "127.0.0.1:9"
"""An address of this PC at which nothing listens: a printer that is switched off."""
_CODE_OF_TRAY = (
    "SELECT c.text_value FROM code AS c JOIN place AS p ON p.id = c.target_id"
    " WHERE p.name = ? AND c.target_kind = 'place' AND c.alias = 0"
)
_SMALL_PIECES = (
    "SELECT group_concat(code) FROM (SELECT n.code FROM piece_now AS n"
    " JOIN place AS p ON p.id = n.place_id JOIN attached AS a ON a.subject_id = n.id"
    " WHERE n.availability = 'free' AND p.kind_code = 'tray' AND p.name <> ? AND n.weight_mg < 9000"
    " GROUP BY n.id ORDER BY p.id, n.id LIMIT ?)"
)
_TRIED = "SELECT max(attempts) FROM print_job WHERE state = 'queued' AND job_kind = 'tag'"
_CANCELLED = "SELECT count(*) FROM print_job WHERE state = 'cancelled'"
ZEBRA = NewPrinter("Zebra at the counter", ZEBRA_TCP, SWITCHED_OFF, "ZD421", purposes=("tags",))


def put_pieces_into_a_tray(day: Day) -> None:
    """Card, tray, pieces; one is scanned twice and one tag cannot be read. DONE moves the others."""
    hands = day.stage.hands
    day.sign_in("owen")
    hands.command("Go to Scan basket")
    page = day.page(ScanPage)
    hands.scan(COMMAND_CODES["OUT"])
    hands.until(lambda: page.keeper.basket.mode == "OUT", "the mode of the card")
    hands.scan(day.ask(_CODE_OF_TRAY, TRAY))
    hands.until(lambda: page.keeper.basket.target is not None, "the tray")
    codes = str(day.ask(_SMALL_PIECES, TRAY, MANY)).split(",")
    unread = codes[0][:8] + ("00" if codes[0][8:] != "00" else "11")
    for many, code in enumerate((*codes[:3], codes[0], *codes[3:], unread), 1):
        hands.scan(code)
        hands.until(lambda many=many: len(page.keeper.basket.rows) == many, "the scan")  # type: ignore[misc]
    day.stage.picture("scan-basket")
    hands.key("Ctrl+Z")
    hands.until(lambda: page.keeper.basket.to_settle == 0, "the wrong one to be taken out")
    hands.key("F10")
    hands.until(lambda: not page.keeper.basket.rows, "the move")


def show_the_queue(day: Day) -> None:
    """A tag printer that is switched off: its tags wait and are tried again, one batch is cancelled.

    What went into the folder stands there as written, and nothing is said to be printed.
    """
    hands, place = day.stage.hands, day.stage.place
    day.sign_in("adam")
    add_printer(day.stage.shop, place.session.actor, ZEBRA)
    day.sign_in("mia")
    hands.command("Go to Tags and printing")
    page = day.page(PrintsPage)
    codes = str(day.ask(_SMALL_PIECES, "", MANY)).split(",")
    _wait_for_the_printer(day, page, codes[:2])
    hands.key("Delete")
    hands.until(lambda: day.ask(_CANCELLED), "the job to be cancelled")
    _wait_for_the_printer(day, page, codes[2:])
    told = place.window.notice
    hands.until(lambda: f"{len(codes[2:])} pieces" in told.accessibleName(), "the notice of it")
    told.hide_now()  # it goes by itself in a while; the picture is of the list under it
    day.stage.picture("print-queue")


def _wait_for_the_printer(day: Day, page: PrintsPage, codes: list[str]) -> None:
    """Scan tags into the sheet, print them as one job, and mark it once it was tried in vain."""
    hands = day.stage.hands
    hands.key("Ctrl+N")
    sheet = hands.find(TagsSheet)
    for many, code in enumerate(codes, 1):
        hands.scan(code)
        hands.until(lambda many=many: len(sheet.found) == many, "the scanned tag")  # type: ignore[misc]
    hands.key("F5")
    hands.until(lambda: not hands.there(TagsSheet), "the tags to be stored")
    hands.until(lambda: day.ask(_TRIED), "the first try")
    hands.until(lambda: _first(page).startswith(f"Tags of {len(codes)}"), "the job in the list")
    page.view.setFocus()
    hands.key("Home")
    hands.until(lambda: page.card and page.card.row.state == "queued", "the job that waits")


def _first(page: PrintsPage) -> str:
    job = page.list.model.record(1)  # under the heading of its group
    return str(getattr(job, "title", ""))

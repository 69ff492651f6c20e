"""Finding printers: the queues of this PC, and those whose address somebody typed. Nothing else is asked.

What a printer is proposed for is guessed from its name; a person says yes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.errors import InputError, UserError
from app.models.database import Database
from app.printing.transports.base import AWAY, SILENT, PrinterStatus
from app.printing.transports.spooling import OsQueue
from app.services.print_labels import stock_named
from app.services.printer_ways import QUEUE, never_stopped, way_to
from app.services.printers import (
    OS_IMAGE,
    OS_PDF,
    OS_RAW,
    THERMAL,
    USUAL_DPI,
    ZEBRA_TCP,
    NewPrinter,
    Printer,
    printers,
)
from app.services.settings import TAG_STOCK, USUAL

_ZEBRA = ("zebra", "zdesigner", "zd4", "zd6", "gk420", "gx420", "gx430", "zpl")
_LABELS = ("dymo", "labelwriter", "brother ql", "ql-", "pt-", "brady", "bmp", "label")
_RECEIPTS = ("tm-t", "tm-m", "star tsp", "pos", "receipt", "thermal", "epson tm")
_NOT_PAPER = ("microsoft print to pdf", "xps document", "onenote", "fax", "cups-pdf")


@dataclass(frozen=True)
class FoundPrinter:
    """A printer that was found: what it would be added as, why, and how it stands.

    ``there`` is the title of a printer of this PC that is this one already, "" for a new one.
    """

    new: NewPrinter
    why: str
    status: PrinterStatus
    there: str = ""


def find_queues(
    db: Database, listed: Callable[[], list[OsQueue]] | None = None
) -> list[FoundPrinter]:
    """The printers that the system knows, each with what it may be for; UserError where it has no system."""
    queues = (listed or _listed)()
    known = {(one.kind, one.where): one.title for one in printers(db)}
    found = []
    for queue in queues:
        if any(word in f"{queue.name} {queue.model}".casefold() for word in _NOT_PAPER):
            continue
        new, why = proposal(db, queue)
        there = known.get((new.kind, new.where), "")
        found.append(FoundPrinter(new, why, _told(queue), there))
    return found


def _listed() -> list[OsQueue]:
    if sys.platform == "win32":
        from app.printing.transports.winspool import queues as of_windows

        return of_windows()
    from app.printing.transports.cups import queues as of_cups

    return of_cups()


def _told(queue: OsQueue) -> PrinterStatus:
    words = "Ready" if queue.tells else "Spooler takes jobs"
    return PrinterStatus("ready", words, "ok" if queue.tells else "info", queue.uri)


def proposal(db: Database, queue: OsQueue) -> tuple[NewPrinter, str]:
    """What a queue is proposed as, and the reason in words."""
    called = f"{queue.name} {queue.title} {queue.model} {queue.uri}".casefold()
    title, model = queue.title or queue.name, queue.model
    if any(word in called for word in _RECEIPTS):
        new = NewPrinter(title, THERMAL, f"{QUEUE}{queue.name}", model, purposes=("receipts",))
        return new, "its name is a receipt printer's"
    if queue.raw or any(word in called for word in _ZEBRA):
        new = NewPrinter(
            title,
            OS_RAW,
            queue.name,
            model,
            dpi=_dpi(called),
            stock=_usual_roll(db),
            purposes=("tags",),
        )
        return new, ("it takes bytes as they are" if queue.raw else "its name is a Zebra's")
    if any(word in called for word in _LABELS):
        new = NewPrinter(title, OS_IMAGE, queue.name, model, purposes=("labels",))
        return new, "its name is a label printer's"
    new = NewPrinter(title, OS_PDF, queue.name, model, purposes=("bags", "documents"))
    return new, "it has a driver for papers"


def _usual_roll(db: Database) -> str:
    """The shop's usual roll; where it usually takes sheets, the one that most have."""
    usual = stock_named(db, "")
    return usual.key if usual.media != "sheet" else USUAL[TAG_STOCK]


def _dpi(called: str) -> int:
    if "203" in called:
        return 203
    return 600 if "600dpi" in called.replace(" ", "") else USUAL_DPI


def ask_address(
    db: Database, address: str, stopped: Callable[[], bool] = never_stopped
) -> FoundPrinter:
    """Ask the one printer at an address that somebody typed: a Zebra, or one for receipts."""
    from app.printing.transports.tcp import host_and_port

    address = address.strip()
    try:
        host, _port = host_and_port(address)
    except ValueError as error:
        raise InputError(
            "Not an address",
            f"“{address}” is no address of a printer.",
            "Type it as on the printer's own page: 192.168.1.40, or its name.",
            field="address",
        ) from error
    known = {one.where: one.title for one in printers(db) if one.kind in (ZEBRA_TCP, THERMAL)}
    there = known.get(address, "")
    stock = _usual_roll(db)
    zebra = NewPrinter(f"Zebra {host}", ZEBRA_TCP, address, stock=stock, purposes=("tags",))
    status = _asked(db, zebra, stopped)
    if status.code == AWAY:
        raise InputError(
            "Nobody answers",
            f"Nothing answers at {address}.",
            "Switch the printer on, and compare the address with the one on its own page.",
            field="address",
        )
    if status.code != SILENT:
        return FoundPrinter(zebra, "it answers as a Zebra does", status, there)
    till = NewPrinter(f"Till {host}", THERMAL, address, purposes=("receipts",))
    status = _asked(db, till, stopped)
    if status.code != SILENT:
        return FoundPrinter(till, "it answers as a receipt printer does", status, there)
    return FoundPrinter(zebra, "it takes the line and says nothing: say what it is", status, there)


def _asked(db: Database, new: NewPrinter, stopped: Callable[[], bool]) -> PrinterStatus:
    one = Printer(key="", title=new.title, kind=new.kind, where=new.where, stock=new.stock)
    try:
        return way_to(db, one, stopped).status()
    except UserError as error:
        return PrinterStatus(AWAY, error.title, "bad", error.message)

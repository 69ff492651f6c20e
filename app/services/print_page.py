"""What the printing page reads at once: the queue, its counts, the printers and what each waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.models.database import Database
from app.services.print_drawer import opens_drawer
from app.services.print_labels import stock_named
from app.services.print_parking import parked, parks
from app.services.print_queue import JobRow, print_queue, queue_counts
from app.services.print_search import search_jobs
from app.services.printers import Printer, printer_of, printers
from app.services.tag_scanner import advice
from app.services.tag_stocks import list_stocks
from app.shop import ShopSettings


@dataclass(frozen=True)
class PrintPage:
    """The page's own: ``parked`` labels and the ``wanted`` roll in words, both by a printer's key."""

    jobs: tuple[JobRow, ...]
    counts: Mapping[str, int]
    printers: tuple[Printer, ...]
    parked: Mapping[str, int]
    wanted: Mapping[str, str]


@dataclass(frozen=True)
class PrinterDetails:
    """A printer with the rolls or ``sheets`` that it may have ((key, name)), how unfinished rows end.

    ``drawer``: whether a receipt paid in cash opens the cash drawer. ``advice``: what
    to do where this PC's scanner cannot read the tags.
    """

    printer: Printer | None
    stocks: tuple[tuple[str, str], ...]
    parks: bool
    parked: int
    sheets: tuple[tuple[str, str], ...] = ()
    drawer: bool = True
    advice: str = ""


def print_page(
    db: Database, settings: ShopSettings, *, everything: bool, text: str = ""
) -> PrintPage:
    """Read it; with a text the jobs that it means."""
    found = printers(db)
    return PrintPage(
        tuple(search_jobs(db, print_queue(db, settings, everything=everything), text)),
        queue_counts(db, settings),
        tuple(found),
        {one.key: len(parked(db, one.key)) for one in found if one.takes_labels},
        _wanted(db),
    )


def _wanted(db: Database) -> dict[str, str]:
    rows = db.rows(
        "SELECT printer, stock FROM print_job WHERE state IN ('queued', 'sending')"
        " AND fault IN ('wrong_media', 'paper_out') AND stock <> '' ORDER BY created_at DESC"
    )
    return {printer: f"{stock_named(db, stock).name} wanted" for printer, stock in rows}


def printer_details(db: Database, key: str) -> PrinterDetails:
    """One printer for its sheet; "" for a new one."""
    listed = [line.stock for line in list_stocks(db)]
    stocks = tuple((one.key, one.name) for one in listed if one.media != "sheet")
    sheets = tuple((one.key, one.name) for one in listed if one.media == "sheet")
    if not key:
        return PrinterDetails(None, stocks, False, 0, sheets, advice=advice(db))
    printer = printer_of(db, key)
    waits = len(parked(db, key))
    drawer, said = opens_drawer(db, key), advice(db, printer.stock)
    return PrinterDetails(printer, stocks, parks(db, printer), waits, sheets, drawer, said)

"""Tags on sheets of labels: the page begins at the first place that is left, and what is left is kept.

A begun sheet is used up. Where the next free place is, is kept for each printer of this PC; a clerk who
puts in another sheet says so before it is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PIL import Image

from app.domain.errors import InputError
from app.models.database import Database
from app.printing.tag.pdf import tags_pdf
from app.printing.tag.sheets import page_rasters, pages
from app.printing.tag.stock import Stock
from app.printing.transports.labels import WHITE
from app.services.print_labels import dots, stock_named
from app.services.printers import OS_PDF, Printer
from app.services.settings import get_here

NEXT_FREE, ASK = -1, -2
"""Where tags begin on a sheet: at the place that is free next, or where somebody says when asked."""
PdfOf = Callable[[Sequence[Image.Image]], bytes]


class StartAtError(InputError):
    """Which place of the sheet is the first free one is for the clerk to say; ``at`` counts from 0."""

    def __init__(self, stock: Stock, at: int, many: int) -> None:
        self.stock, self.at, self.many = stock.name, at, many
        self.columns, self.rows = stock.grid.columns, stock.grid.rows
        super().__init__(
            "Which label is free",
            f"{stock.name}: the tags begin at one of its {stock.grid.places} labels.",
            "Say which label of the sheet is the first free one.",
            field="start_at",
        )


def sheet_of(db: Database, printer: Printer) -> Stock | None:
    """The sheet that lies in a printer of papers; None where it takes whole papers, tags one by one.

    A printer that was told of no sheet has none, also where the shop's usual stock is one.
    """
    if printer.kind != OS_PDF or not printer.stock:
        return None
    stock = stock_named(db, printer.stock)
    return stock if stock.media == "sheet" else None


def next_free(db: Database, printer: str, stock: Stock) -> int:
    """How many places of the sheet in a printer are used already."""
    key, _, at = get_here(db, _name(printer), "").partition(":")
    return int(at) % stock.grid.places if key == stock.key and at else 0


def start_of(db: Database, printer: Printer, start_at: int, many: int) -> int:
    """Where so many tags begin on a printer's sheet (0 without one); StartAtError to have it asked."""
    stock = sheet_of(db, printer)
    if stock is None:
        return 0
    if start_at in (ASK, NEXT_FREE):
        free = next_free(db, printer.key, stock)
        if start_at == ASK:
            raise StartAtError(stock, free, many)
        return free
    pages(many, stock, start_at)  # refuses a place that the sheet has not
    return start_at


def keep_place(db: Database, printer: str, stock: str, used: int) -> None:
    """Inside a transaction: so many places of a printer's sheets are used from now on."""
    at = used % stock_named(db, stock).grid.places
    db.run(
        "INSERT OR REPLACE INTO local_setting (name, value) VALUES (?, ?)",
        (_name(printer), f"{stock}:{at}"),
    )


def sheet_pdf(stock: Stock, dpi: int, printer: Printer, start_at: int) -> PdfOf:
    """What makes whole pages of tags, moved by what was measured at the printer."""
    right, down = dots(printer.right_um, dpi), dots(printer.down_um, dpi)

    def made(images: Sequence[Image.Image]) -> bytes:
        found = page_rasters(images, stock, dpi, start_at)
        return tags_pdf([on_page(page, right, down) for page in found], dpi)

    return made


def on_page(page: Image.Image, right: int, down: int) -> Image.Image:
    """A page's dots moved right and down; the page stays as large, and ink beside it is refused."""
    if not right and not down:
        return page
    ground = Image.new("1", page.size, WHITE)
    ground.paste(page, (right, down))
    if _ink(ground) != _ink(page):
        raise InputError(
            "Moved off the sheet",
            "With the measured offsets a part of the tags would lie beside the sheet.",
            "Measure the sheet again.",
            field="offset",
        )
    return ground


def _ink(image: Image.Image) -> int:
    return image.convert("L").histogram()[0]


def _name(printer: str) -> str:
    return f"print.sheet.{printer}"

"""Several tags on one page or beside each other on a roll: which goes where, and the page's raster.

A sheet that was begun is used up: ``start_at`` says how many of its places are already gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from app.domain.errors import InputError
from app.printing.tag.stock import Stock, dots


@dataclass(frozen=True)
class Slot:
    """A tag's place on a page: which tag of the job, and its upper left corner in µm."""

    tag: int
    column: int
    row: int
    x_um: int
    y_um: int


@dataclass(frozen=True)
class Page:
    """What goes through the printer at once; ``free`` places of it stay unused after the last tag."""

    slots: tuple[Slot, ...]
    free: int


def pages(count: int, stock: Stock, start_at: int = 0) -> tuple[Page, ...]:
    """So many tags on this stock, row by row; the first page begins after ``start_at`` used places."""
    grid = stock.grid
    if not 0 <= start_at < grid.places:
        raise InputError(
            "No such place on the sheet",
            f"This stock has {grid.places} places; the first free one cannot be number {start_at + 1}.",
            "Count the labels that are still on the sheet.",
            field="start_at",
        )
    found = []
    for begin in range(-start_at, count, grid.places):
        tags = range(max(0, begin), min(count, begin + grid.places))
        slots = tuple(_slot(tag, tag - begin, stock) for tag in tags)
        found.append(Page(slots, max(0, begin + grid.places - count)))
    return tuple(found)


def page_rasters(
    images: Sequence[Image.Image], stock: Stock, dpi: int, start_at: int = 0
) -> list[Image.Image]:
    """The pages of a sheet, or the rows of a roll with several across, each as one 1-bit raster."""
    width_um, height_um = stock.page_um()
    size = dots(width_um, dpi), dots(height_um, dpi)
    made = []
    for page in pages(len(images), stock, start_at):
        raster = Image.new("1", size, 1)
        for slot in page.slots:
            raster.paste(images[slot.tag], (dots(slot.x_um, dpi), dots(slot.y_um, dpi)))
        made.append(raster)
    return made


def _slot(tag: int, place: int, stock: Stock) -> Slot:
    grid = stock.grid
    row, column = divmod(place, grid.columns)
    x_um = grid.left_um + column * grid.pitch_x_um
    return Slot(tag, column, row, x_um, grid.top_um + row * grid.pitch_y_um)

"""Tag stock: what a roll or sheet of tags measures and where it may be printed.

Stock is data that a shop can edit, because a roll is measured, not believed: lengths in micrometres
from the upper left corner of one tag as it leaves the printer. What stands on it is the template's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.errors import InputError

UM_PER_INCH = 25_400
KINDS = {
    "barbell": "Barbell tag",
    "butterfly": "Butterfly tag",
    "rat_tail": "Rat-tail tag",
    "folded": "Folded tag",
    "flat": "Flat tag",
    "bag": "Job-bag label",
    "address": "Address label",
    "roll": "Continuous roll",
    "sheet": "Sheet of labels",
}
"""What a stock is, by its code."""
MEDIA = ("gap", "mark", "continuous", "sheet")
"""How a printer finds the next tag: by the gap, by a black mark, not at all, or page by page."""
FEEDS = ("left", "right", "up", "down")
TURNS = (0, 90, 180, 270)
LONGEST_UM, LARGEST_PAGE_UM = 330_000, 500_000
MOST_PANELS, MOST_KEEP_OUT, MOST_CORNERS = 8, 16, 64
FOLD_CLEAR_UM = 1_000
"""White on both sides of a fold: a printer places a tag to half a millimetre or a whole one."""


@dataclass(frozen=True)
class Area:
    """A rectangle on the tag, in µm."""

    x_um: int
    y_um: int
    width_um: int
    height_um: int

    @property
    def right_um(self) -> int:
        """Its right edge."""
        return self.x_um + self.width_um

    @property
    def bottom_um(self) -> int:
        """Its lower edge."""
        return self.y_um + self.height_um


@dataclass(frozen=True)
class Panel(Area):
    """A printable side of the tag.

    ``turned``: how its print stands on the stock, in degrees clockwise; a wing that is folded over
    is printed upside down (180), one that hangs lengthwise is turned by 90 or 270.
    """

    name: str
    turned: int = 0


@dataclass(frozen=True)
class KeepOut(Area):
    """Where nothing may be printed, and why (tail, fold, hole)."""

    why: str


@dataclass(frozen=True)
class Fold:
    """A line along which the tag is folded: upright at an x, else level at a y."""

    upright: bool
    at_um: int


@dataclass(frozen=True)
class Grid:
    """Several tags beside or under each other: on a page, or across a roll (then one row).

    The first tag begins at ``left_um``, ``top_um``; the next ones a pitch further.
    """

    columns: int = 1
    rows: int = 1
    page_width_um: int = 0
    page_height_um: int = 0
    left_um: int = 0
    top_um: int = 0
    pitch_x_um: int = 0
    pitch_y_um: int = 0

    @property
    def places(self) -> int:
        """How many tags a page or a row of the roll has."""
        return self.columns * self.rows


@dataclass(frozen=True)
class Stock:
    """A kind of tag: its size, its panels and the printers' resolutions it is used with.

    ``outline`` is the shape as corners in µm (none: the rectangle). ``measured`` is False where the
    measures are estimates: then the roll is measured before the first batch.
    """

    key: str
    name: str
    kind: str
    width_um: int
    height_um: int
    panels: tuple[Panel, ...]
    keep_out: tuple[KeepOut, ...] = ()
    folds: tuple[Fold, ...] = ()
    outline: tuple[tuple[int, int], ...] = ()
    corner_um: int = 0
    grid: Grid = Grid()
    gap_um: int = 3_000
    media: str = "gap"
    feed: str = "left"
    dpi: tuple[int, ...] = (203, 300, 600)
    maker: str = ""
    part: str = ""
    measured: bool = False
    note: str = ""

    def size_dots(self, dpi: int) -> tuple[int, int]:
        """Width and height of one tag in the printer's dots."""
        return dots(self.width_um, dpi), dots(self.height_um, dpi)

    def page_um(self) -> tuple[int, int]:
        """Width and height of what goes through the printer at once: the page, the row or the tag."""
        grid = self.grid
        return grid.page_width_um or self.width_um, grid.page_height_um or self.height_um

    def panel(self, name: str) -> Panel | None:
        """A panel by its name, None where the stock has none of that name."""
        return next((panel for panel in self.panels if panel.name == name), None)

    @property
    def panel_names(self) -> tuple[str, ...]:
        """The panels' names in their order."""
        return tuple(panel.name for panel in self.panels)


def dots(length_um: int, dpi: int) -> int:
    """A length in whole dots of a printer, half away from zero."""
    if length_um < 0:
        return -dots(-length_um, dpi)
    return (2 * length_um * dpi + UM_PER_INCH) // (2 * UM_PER_INCH)


def microns(many: int, dpi: int) -> int:
    """So many dots as a length in µm."""
    return many * UM_PER_INCH // dpi


def checked_stock(stock: Stock) -> Stock:
    """The same stock; InputError says in words which of its measures cannot be."""
    wrong = next(faults(stock), "")
    if wrong:
        raise InputError(
            "This tag stock cannot be",
            f"The tag stock “{stock.name[:60]}” cannot be used: {wrong}.",
            "Measure the roll again.",
        )
    return stock


def faults(stock: Stock) -> Iterator[str]:
    """What is wrong with a stock, each as the end of a sentence."""
    if not stock.key or not stock.name or len(stock.key) > 80 or len(stock.name) > 120:
        yield "it has no name or a very long one"
    if stock.kind not in KINDS or stock.media not in MEDIA or stock.feed not in FEEDS:
        yield "its kind, its media or its feed is unknown"
    if not (
        1_000 <= stock.width_um <= LONGEST_UM
        and 1_000 <= stock.height_um <= LONGEST_UM
        and 0 <= stock.gap_um <= 50_000
    ):
        yield "the tag measures more than 330 mm or nothing"
        return
    if not stock.dpi or not all(150 <= one <= 1200 for one in stock.dpi):
        yield "a printer has between 150 and 1,200 dpi"
    yield from _panel_faults(stock)
    yield from _fold_faults(stock)
    yield from _grid_faults(stock)


def _panel_faults(stock: Stock) -> Iterator[str]:
    names = stock.panel_names
    if not 1 <= len(names) <= MOST_PANELS or len(set(names)) != len(names) or not all(names):
        yield f"a tag has one to {MOST_PANELS} panels with different names"
    for panel in stock.panels:
        if panel.turned not in TURNS:
            yield f"the panel “{panel.name}” is turned by something other than a quarter"
        if not _inside(panel, stock) or min(panel.width_um, panel.height_um) < 2_000:
            yield f"the panel “{panel.name}” is larger than the tag or very small"
        if any(overlap(panel, keep) for keep in stock.keep_out):
            yield f"the panel “{panel.name}” lies on a fold or tail"
        if any(overlap(panel, other) for other in stock.panels if other is not panel):
            yield f"the panel “{panel.name}” lies on another one"


def _fold_faults(stock: Stock) -> Iterator[str]:
    if len(stock.keep_out) > MOST_KEEP_OUT or len(stock.outline) > MOST_CORNERS:
        yield "its shape has too many parts"
    for x, y in stock.outline:
        if not (0 <= x <= stock.width_um and 0 <= y <= stock.height_um):
            yield "its outline leaves the tag"
            return
    for fold in stock.folds:
        for panel in stock.panels:
            begin = panel.x_um if fold.upright else panel.y_um
            end = panel.right_um if fold.upright else panel.bottom_um
            if begin - FOLD_CLEAR_UM < fold.at_um < end + FOLD_CLEAR_UM:
                yield f"the panel “{panel.name}” comes nearer than 1 mm to a fold"


def _grid_faults(stock: Stock) -> Iterator[str]:
    grid = stock.grid
    if not (1 <= grid.columns <= 30 and 1 <= grid.rows <= 60):
        yield "a page has between 1 and 30 columns and between 1 and 60 rows"
        return
    if grid.places == 1 and not (grid.page_width_um or grid.page_height_um):
        return
    width, height = stock.page_um()
    if not (0 < width <= LARGEST_PAGE_UM and 0 < height <= LARGEST_PAGE_UM):
        yield "the page measures more than 500 mm or nothing"
    close_x = grid.columns > 1 and grid.pitch_x_um < stock.width_um
    close_y = grid.rows > 1 and grid.pitch_y_um < stock.height_um
    if close_x or close_y:
        yield "its tags lie on each other"
    right = grid.left_um + (grid.columns - 1) * grid.pitch_x_um + stock.width_um
    bottom = grid.top_um + (grid.rows - 1) * grid.pitch_y_um + stock.height_um
    if min(grid.left_um, grid.top_um) < 0 or right > width or bottom > height:
        yield "its tags do not fit on the page"


def _inside(area: Area, stock: Stock) -> bool:
    return (
        min(area.x_um, area.y_um) >= 0
        and area.right_um <= stock.width_um
        and area.bottom_um <= stock.height_um
    )


def overlap(one: Area, other: Area) -> bool:
    """Whether two rectangles share ground."""
    return (
        one.x_um < other.right_um
        and other.x_um < one.right_um
        and one.y_um < other.bottom_um
        and other.y_um < one.bottom_um
    )

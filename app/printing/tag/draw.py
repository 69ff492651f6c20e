"""A tag as one picture: 1-bit, at the printer's own dots.

Preview, ZPL, driver printing, PDF and tests use this very raster. The symbol has whole dots a module.
A tag on which something runs over is drawn for the designer to see, and never given to a printer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from PIL import Image

from app.printing.tag.fixing import TRIED, fixed
from app.printing.tag.layout import Ground, Layout, Placed, lay_out
from app.printing.tag.lights import Light, lights_of
from app.printing.tag.stock import UM_PER_INCH, Panel, Stock, dots, microns
from app.printing.tag.template import TagTemplate
from app.printing.tag.trouble import Trouble, refusal
from app.printing.tag.values import TagValues

TURN_BACK = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Offset:
    """By how much a printer's print is moved, in µm to the right and down as the tag leaves it."""

    right_um: int = 0
    down_um: int = 0


NO_OFFSET = Offset()


@dataclass(frozen=True)
class Side:
    """A panel that is set: its ground, its place on the stock in dots, and what stands on it."""

    panel: Panel
    ground: Ground
    x: int
    y: int
    layout: Layout

    def on_stock(self, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        """A rectangle of the panel as its print is read, as a rectangle of the stock."""
        left, top, right, bottom = box
        wide, high = self.ground.width, self.ground.height
        turned = {
            0: (left, top, right, bottom),
            90: (high - bottom, left, high - top, right),
            180: (wide - right, high - bottom, wide - left, high - top),
            270: (top, wide - right, bottom, wide - left),
        }[self.panel.turned]
        return (
            turned[0] + self.x,
            turned[1] + self.y,
            turned[2] + self.x,
            turned[3] + self.y,
        )


@dataclass(frozen=True)
class Drawn:
    """A drawn tag. ``image`` is the printer's raster (0 = black), ``troubles`` why it may not print.

    ``lights`` says how well it will work; asking for it reads the raster back.
    """

    values: TagValues
    template: TagTemplate
    stock: Stock
    dpi: int
    offset: Offset
    image: Image.Image
    sides: tuple[Side, ...]
    troubles: tuple[Trouble, ...]

    @property
    def code(self) -> str:
        """The ten digits."""
        return self.values.code

    @cached_property
    def lights(self) -> tuple[Light, ...]:
        """Reads back, module size, quiet zone, text height, fit: in the order of their weight."""
        return lights_of(self)

    @property
    def shortened(self) -> tuple[str, ...]:
        """The fields that stand in a shorter form."""
        return tuple(one.field for _, one in self.everything() if one.form)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The fields that were left out for want of room."""
        return tuple(name for side in self.sides for name in side.layout.left_out)

    def everything(self) -> list[tuple[Side, Placed]]:
        """Everything that stands on the tag, with its side."""
        return [(side, placed) for side in self.sides for placed in side.layout.placed]

    def side(self, panel: str) -> Side:
        """A side by its panel's name; KeyError if there is none."""
        for side in self.sides:
            if side.panel.name == panel:
                return side
        raise KeyError(panel)

    def symbol(self) -> tuple[Side, Placed]:
        """The code as it stands."""
        return next((side, one) for side, one in self.everything() if one.module)

    def raster(self) -> Image.Image:
        """The image for a printer; DoesNotFitError where something on it runs over or is missing."""
        if self.troubles:
            raise refusal(self.troubles[0], self.template, self.stock)
        return self.image


def draw(
    template: TagTemplate,
    stock: Stock,
    values: TagValues,
    dpi: int,
    offset: Offset = NO_OFFSET,
) -> Drawn:
    """Draw one tag: 1-bit, exactly ``stock.size_dots(dpi)``.

    Nothing is refused here: what does not fit is in ``troubles``, and ``Drawn.raster()`` refuses it.
    """
    image = Image.new("1", stock.size_dots(dpi), 1)
    sides = []
    for panel, x, y, ground in grounds(stock, dpi):
        layout = lay_out(template, panel.name, ground, values, dpi)
        sides.append(Side(panel, ground, x, y, layout))
        _paste(image, sides[-1])
    troubles = [*_overs(sides, template, values, dpi), *_overlaps(sides, dpi)]
    troubles += _homeless(template, stock, values)
    if offset != NO_OFFSET:
        image, lost = shifted(image, dots(offset.right_um, dpi), dots(offset.down_um, dpi))
        if lost:
            troubles.append(Trouble("", "", "off_tag"))
    return Drawn(values, template, stock, dpi, offset, image, tuple(sides), tuple(troubles))


@lru_cache(maxsize=256)
def grounds(stock: Stock, dpi: int) -> tuple[tuple[Panel, int, int, Ground], ...]:
    """Each panel with its corner on the stock and its ground, in dots that lie wholly inside it."""
    found = []
    for panel in stock.panels:
        left, top = -(-panel.x_um * dpi // UM_PER_INCH), -(-panel.y_um * dpi // UM_PER_INCH)
        right, bottom = panel.right_um * dpi // UM_PER_INCH, panel.bottom_um * dpi // UM_PER_INCH
        wide, high = right - left, bottom - top
        white = [dots(one, dpi) for one in _white_beyond(stock, panel)]
        turns = panel.turned // 90
        if turns % 2:
            wide, high = high, wide
        white = white[turns:] + white[:turns]  # clockwise from the left edge of the stock
        found.append((panel, left, top, Ground(wide, high, *white)))
    return tuple(found)


def _white_beyond(stock: Stock, panel: Panel) -> tuple[int, int, int, int]:
    """White in µm left of, above, right of and below a panel: to the next panel or the tag's edge."""
    left, top = panel.x_um, panel.y_um
    right, bottom = stock.width_um - panel.right_um, stock.height_um - panel.bottom_um
    for other in stock.panels:
        if other is panel:
            continue
        if other.y_um < panel.bottom_um and panel.y_um < other.bottom_um:
            if other.right_um <= panel.x_um:
                left = min(left, panel.x_um - other.right_um)
            else:
                right = min(right, other.x_um - panel.right_um)
        elif other.x_um < panel.right_um and panel.x_um < other.right_um:
            if other.bottom_um <= panel.y_um:
                top = min(top, panel.y_um - other.bottom_um)
            else:
                bottom = min(bottom, other.y_um - panel.bottom_um)
    return left, top, right, bottom


def _paste(image: Image.Image, side: Side) -> None:
    if not side.panel.turned:
        for one in side.layout.placed:
            image.paste(one.image, (side.x + one.x, side.y + one.y))
        return
    panel = Image.new("1", (side.ground.width, side.ground.height), 1)
    for one in side.layout.placed:
        panel.paste(one.image, (one.x, one.y))
    image.paste(panel.transpose(TURN_BACK[side.panel.turned]), (side.x, side.y))


def shifted(image: Image.Image, right: int, down: int) -> tuple[Image.Image, bool]:
    """The image moved by so many dots on a ground of its own size, and whether ink was lost by it."""
    moved = Image.new("1", image.size, 1)
    moved.paste(image, (right, down))
    return moved, _ink(moved) != _ink(image)


def _ink(image: Image.Image) -> int:
    return image.histogram()[0]


def _overs(
    sides: Sequence[Side], template: TagTemplate, values: TagValues, dpi: int
) -> list[Trouble]:
    troubles = []
    for side in sides:
        for over in side.layout.over:
            kind = "no_room" if over.room else "too_high" if over.down else "too_long"
            text = next((o.text for o in side.layout.placed if o.field == over.field), "")
            fix = _fix(template, side, values, over.field, dpi)
            by_um = max(1, microns(over.by, dpi))
            troubles.append(Trouble(over.field, side.panel.name, kind, by_um, fix, text))
    return troubles


def _fix(template: TagTemplate, side: Side, values: TagValues, name: str, dpi: int) -> str:
    """The first change of the field that makes its panel fit: what the designer offers."""
    field = template.field(name)
    for fix in TRIED:
        other = fixed(template, name, fix)
        if other == template:
            continue
        if not lay_out(other, side.panel.name, side.ground, values, dpi).over:
            return fix
    return "larger_tag" if field.kind != "line" or field.leave_out else "leave_out"


def _overlaps(sides: Sequence[Side], dpi: int) -> list[Trouble]:
    """Fields that lie on each other: only fixed ones can."""
    troubles = []
    for side in sides:
        for one, other in combinations(side.layout.placed, 2):
            left, top = max(one.box[0], other.box[0]), max(one.box[1], other.box[1])
            right, bottom = min(one.box[2], other.box[2]), min(one.box[3], other.box[3])
            if left < right and top < bottom:
                by_um = max(1, microns(min(right - left, bottom - top), dpi))
                troubles.append(
                    Trouble(other.field, side.panel.name, "overlaps", by_um, "move", one.field)
                )
    return troubles


def _homeless(template: TagTemplate, stock: Stock, values: TagValues) -> list[Trouble]:
    """Fields whose panel this stock does not have."""
    names = set(stock.panel_names)
    return [
        Trouble(field.name, field.panel, "no_panel", 0, "other_stock")
        for field in template.fields
        if field.panel not in names and (field.kind != "line" or field.forms(values))
    ]

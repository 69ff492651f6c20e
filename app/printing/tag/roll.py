"""A roll in a printer: its stock, and the templates that may be printed on it.

Whoever prints or shows tags asks the roll: it chooses the template, draws, and lets go only what
reads back.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from app.domain.errors import NotFoundError
from app.printing.tag.draw import NO_OFFSET, Drawn, Offset, draw
from app.printing.tag.readback import checked
from app.printing.tag.stock import Stock
from app.printing.tag.stock_json import shipped_stock
from app.printing.tag.template import TagTemplate
from app.printing.tag.template_json import shipped_templates
from app.printing.tag.values import TagValues


@dataclass(frozen=True)
class Roll:
    """A stock and its templates, those of the shop before the shipped ones."""

    stock: Stock
    templates: tuple[TagTemplate, ...]

    def template_for(self, values: TagValues) -> TagTemplate:
        """The first template for this kind of thing, one for its very category before the others."""
        kinds = [one for one in self.templates if values.kind in one.kinds]
        for template in kinds:
            if values.category and values.category in template.categories:
                return template
        for template in kinds:
            if not template.categories:
                return template
        raise NotFoundError(
            "No tag template",
            f"No template puts {_whose(values.kind)} on “{self.stock.name}”.",
            "Make one in the tag designer or choose another stock.",
        )

    def draw(self, values: TagValues, dpi: int, offset: Offset = NO_OFFSET) -> Drawn:
        """The tag as it would be printed, with its lights and troubles."""
        return draw(self.template_for(values), self.stock, values, dpi, offset)

    def raster(self, values: TagValues, dpi: int, offset: Offset = NO_OFFSET) -> Image.Image:
        """The tag as one 1-bit raster that reads as its code; UserError where it would not scan."""
        drawn = self.draw(values, dpi, offset)
        return checked(drawn.raster(), drawn.code)


def shipped_roll(key: str) -> Roll:
    """A shipped stock with its shipped templates."""
    stock = shipped_stock(key)
    return Roll(stock, tuple(one for one in shipped_templates() if one.stock == key))


def _whose(kind: str) -> str:
    return "an address" if kind == "address" else f"the tag of a {kind}"

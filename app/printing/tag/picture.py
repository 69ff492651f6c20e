"""Pictures of a drawn tag for the screen: the printer's dots in black, what runs over in red.

Nothing here is ever printed.
"""

from __future__ import annotations

from PIL import Image, ImageOps

from app.printing.tag.draw import TURN_BACK, Drawn
from app.printing.tag.stock import dots

PAPER, INK = (255, 255, 255), (0, 0, 0)
SPILL_INK, SPILL_GROUND = (178, 36, 36), (243, 222, 220)
_MOST_MARGIN_UM = 15_000


def side_picture(drawn: Drawn, panel: str, margin_um: int = 0) -> Image.Image:
    """A panel as it is read, dot for dot. Where something runs over, the picture goes on past the
    panel's edge on a pink ground, as far as the print does, at least ``margin_um`` then.
    """
    side = drawn.side(panel)
    width, height = side.ground.width, side.ground.height
    most, least = dots(_MOST_MARGIN_UM, drawn.dpi), dots(margin_um, drawn.dpi)
    right = max((one.box[2] - width for one in side.layout.placed), default=0)
    below = max((one.box[3] - height for one in side.layout.placed), default=0)
    wide = width + (min(most, max(right, least)) if right > 0 else 0)
    high = height + (min(most, max(below, least)) if below > 0 else 0)
    picture = Image.new("RGB", (wide, high), SPILL_GROUND)
    picture.paste(PAPER, (0, 0, width, height))
    for one in side.layout.placed:
        picture.paste(SPILL_INK, (one.x, one.y), _ink(one.image))
    inside = picture.crop((0, 0, width, height))
    for one in side.layout.placed:
        inside.paste(INK, (one.x, one.y), _ink(one.image))
    picture.paste(inside, (0, 0))
    return picture


def whole_picture(drawn: Drawn) -> Image.Image:
    """The tag as it leaves the printer, dot for dot, before the printer's offset."""
    picture = Image.new("RGB", drawn.image.size, PAPER)
    for side in drawn.sides:
        for one in side.layout.placed:
            ink = _ink(one.image)
            if side.panel.turned:
                ink = ink.transpose(TURN_BACK[side.panel.turned])
            left, top, _right, _bottom = side.on_stock(one.box)
            picture.paste(SPILL_INK, (left, top), ink)
    for side in drawn.sides:
        panel = side.on_stock((0, 0, side.ground.width, side.ground.height))
        clean = Image.new("RGB", (side.ground.width, side.ground.height), PAPER)
        for one in side.layout.placed:
            clean.paste(INK, (one.x, one.y), _ink(one.image))
        if side.panel.turned:
            clean = clean.transpose(TURN_BACK[side.panel.turned])
        picture.paste(clean, panel[:2])
    return picture


def _ink(image: Image.Image) -> Image.Image:
    return ImageOps.invert(image.convert("L"))

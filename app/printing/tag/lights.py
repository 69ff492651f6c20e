"""Will this tag work? The lights of the designer, from what was really drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from app.printing.tag import symbols
from app.printing.tag.readback import reads_back
from app.printing.tag.stock import microns
from app.printing.tag.template import LARGEST_CAP_UM, SYMBOLS
from app.printing.tag.typeset import cap_of

if TYPE_CHECKING:
    from app.printing.tag.draw import Drawn

SMALL_PRINT_UM, UNREADABLE_UM = 1_150, 850
"""Capitals less high than this are small print (a warning), and less than this are not read."""
LIGHTS = {
    "reads_back": "Reads back",
    "module": "Module size",
    "quiet": "Quiet zone",
    "text": "Text height",
    "fits": "Fits the panel",
}


@dataclass(frozen=True)
class Light:
    """One light: ``state`` is ok, warn or bad; what was measured and the least that will do, in µm.

    ``note`` says it in words; ``panel`` and ``field`` say where. ``fix`` is what would help, by
    ``trouble.FIXES``.
    """

    key: str
    state: str
    note: str
    value_um: int = 0
    least_um: int = 0
    panel: str = ""
    field: str = ""
    fix: str = ""

    @property
    def title(self) -> str:
        """The light's name."""
        return LIGHTS[self.key]


def lights_of(drawn: Drawn) -> tuple[Light, ...]:
    """All five, the weightiest first."""
    return _reads(drawn), _module(drawn), _quiet(drawn), _text(drawn), _fits(drawn)


def _reads(drawn: Drawn) -> Light:
    good = reads_back(drawn.image, drawn.code)
    note = f"{drawn.values.digits}, this raster" if good else "This raster reads as nothing."
    return Light("reads_back", "ok" if good else "bad", note)


def _module(drawn: Drawn) -> Light:
    side, placed = drawn.symbol()
    symbol = drawn.template.field(placed.field).symbol
    size, least = microns(placed.module, drawn.dpi), symbols.LEAST_UM[symbol]
    note = f"{SYMBOLS[symbol]}, {placed.module} dots; at least {least / 1000:.2f}"
    state = "ok" if size >= least else "bad"
    return Light("module", state, note, size, least, side.panel.name, placed.field)


def _quiet(drawn: Drawn) -> Light:
    side, placed = drawn.symbol()
    symbol = drawn.template.field(placed.field).symbol
    left, top, right, bottom = side.on_stock(placed.box)
    white = _white_around(drawn.image, (left, top, right, bottom), symbol, side.panel.turned)
    least = symbols.QUIET_MODULES[symbol]
    modules = white / placed.module
    note = f"{modules:.1f} modules; at least {least}"
    return Light(
        "quiet",
        "ok" if modules >= least else "bad",
        note,
        microns(white, drawn.dpi),
        microns(least * placed.module, drawn.dpi),
        side.panel.name,
        placed.field,
    )


def _white_around(
    image: Image.Image, box: tuple[int, int, int, int], symbol: str, turned: int
) -> int:
    """The least white beside a symbol in dots, up to the next ink or the tag's edge."""
    left, top, right, bottom = box
    black = image.convert("L").point(lambda level: 255 - level)

    def ink(part: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
        if part[0] >= part[2] or part[1] >= part[3]:
            return None
        return black.crop(part).getbbox()

    before = ink((0, top, left, bottom))
    after = ink((right, top, image.width, bottom))
    beside = [left - (before[2] if before else 0), after[0] if after else image.width - right]
    above = ink((left, 0, right, top))
    below = ink((left, bottom, right, image.height))
    under = [top - (above[3] if above else 0), below[1] if below else image.height - bottom]
    if symbol == symbols.CODE_128:
        return max(0, min(under if turned % 180 else beside))
    return max(0, min(*beside, *under))


def _text(drawn: Drawn) -> Light:
    lines = [(cap_of(one.size), side, one) for side, one in drawn.everything() if one.size]
    if not lines:
        return Light("text", "ok", "no text", LARGEST_CAP_UM, UNREADABLE_UM)
    cap, side, placed = min(lines, key=lambda found: found[0])
    size = microns(cap, drawn.dpi)
    state = "bad" if size < UNREADABLE_UM else "warn" if size < SMALL_PRINT_UM else "ok"
    words = {"ok": "well readable", "warn": "small print", "bad": "not readable"}[state]
    note = f"{side.panel.name}, {placed.field}: {words}"
    return Light("text", state, note, size, UNREADABLE_UM, side.panel.name, placed.field)


def _fits(drawn: Drawn) -> Light:
    if not drawn.troubles:
        left = drawn.left_out
        note = f"left out: {', '.join(left)}" if left else "nothing runs over"
        return Light("fits", "warn" if left else "ok", note)
    first = drawn.troubles[0]
    said = {
        "too_long": "is too long",
        "too_high": "does not fit in height",
        "no_room": "has no room",
        "overlaps": f"lies on {first.text}",
        "no_panel": "has no panel here",
        "off_tag": "The offset pushes print over the edge",
    }[first.kind]
    where = f"{first.panel}, {first.field} " if first.field else ""
    return Light(
        "fits", "bad", f"{where}{said}", first.by_um, 0, first.panel, first.field, first.fix
    )

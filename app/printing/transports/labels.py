"""Labels on their way to a printer: put side by side on rolls of several, moved by what was measured.

A label's raster is never scaled: only whole white dots are put before it or taken away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from app.domain.errors import InputError
from app.printing.tag.zpl import ZplSettings, zpl
from app.printing.transports.base import Outgoing

WHITE = 1


@dataclass(frozen=True)
class LabelSetting:
    """How a printer stands to its roll, in its own dots; what is 0 (darkness: -1) is left alone.

    ``pitch`` is from one label to the next beside it, ``across`` how many lie side by side, the first
    ``left`` from the edge of a roll that is ``width`` wide. ``media``: how its labels follow each
    other, as a stock's. With ``length`` the printer's own measure of a label is compared, ``wanted``
    is the roll's name.
    """

    right: int = 0
    down: int = 0
    darkness: int = -1
    speed: int = 0
    media: str = ""
    across: int = 1
    pitch: int = 0
    left: int = 0
    width: int = 0
    length: int = 0
    wanted: str = ""

    def zpl(self) -> ZplSettings:
        """What a printer that takes ZPL is told with every label."""
        return ZplSettings(
            self.darkness if self.darkness >= 0 else None, self.speed or None, self.media
        )


@dataclass(frozen=True)
class Row:
    """One row of labels as the printer takes it; ``labels`` are in it."""

    image: Image.Image
    labels: int
    copies: int


def raster_of(part: Outgoing) -> Image.Image:
    """The dots of a label that was stored as PNG."""
    with Image.open(BytesIO(part.data)) as picture:
        return picture.convert("1")


def rows_of(parts: Sequence[Outgoing], setting: LabelSetting) -> Iterator[Row]:
    """The rows of a job in order; the last may be short: the rest of it stays white."""
    for at in range(0, len(parts), setting.across):
        together = parts[at : at + setting.across]
        rasters = [raster_of(part) for part in together]
        yield Row(moved(side_by_side(rasters, setting), setting), len(together), together[0].copies)


def side_by_side(rasters: Sequence[Image.Image], setting: LabelSetting) -> Image.Image:
    """One raster of several labels, each at its place across the roll."""
    if setting.across == 1:
        return rasters[0]
    pitch = setting.pitch or rasters[0].width
    width = setting.left + pitch * (setting.across - 1) + rasters[0].width
    width = max(width, setting.width)
    ground = Image.new("1", (width, max(one.height for one in rasters)), WHITE)
    for nth, raster in enumerate(rasters):
        ground.paste(raster, (setting.left + nth * pitch, 0))
    return ground


def moved(image: Image.Image, setting: LabelSetting) -> Image.Image:
    """The raster moved right and down (left and up below 0); refused where ink would be cut off."""
    if not setting.right and not setting.down:
        return image
    ground = Image.new("1", (image.width + max(0, setting.right), image.height), WHITE)
    ground.paste(image, (setting.right, setting.down))
    if _ink(ground) != _ink(image):
        raise InputError(
            "Moved off the label",
            "With the measured offsets a part of the tag would lie beside its label.",
            "Measure the roll again, or set the printer's own label position.",
            field="offset",
        )
    return ground


def _ink(image: Image.Image) -> int:
    return image.convert("L").histogram()[0]


def job_zpl(parts: Sequence[Outgoing], setting: LabelSetting) -> bytes:
    """A whole job as ZPL, for a queue that takes bytes and answers nothing."""
    told = setting.zpl()
    return b"".join(zpl(row.image, row.copies, told) for row in rows_of(parts, setting))

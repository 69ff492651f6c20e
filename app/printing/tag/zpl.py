"""A tag's raster as ZPL: one compressed graphic, so that every script prints and nothing is interpreted.

The text of a tag never becomes ZPL, only its dots do: a description ``^XZ`` is a picture of ``^XZ``.
"""

from __future__ import annotations

import binascii
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from app.printing.tag.stock import Stock

MOST_COPIES = 999
MOST_DARKNESS = 30
SPEEDS = range(1, 15)
"""Inches a second that printers know."""
_MEDIA = {"gap": "^MNY", "mark": "^MNM", "continuous": "^MNN"}


@dataclass(frozen=True)
class ZplSettings:
    """What a printer is told with every label; nothing is kept in the printer.

    ``darkness`` 0–30 and ``speed`` in inches a second: None leaves what is set on the printer.
    ``media``: as a stock's; "" leaves the printer's own.
    """

    darkness: int | None = None
    speed: int | None = None
    media: str = ""

    def __post_init__(self) -> None:
        if self.darkness is not None and not 0 <= self.darkness <= MOST_DARKNESS:
            raise ValueError(f"darkness goes from 0 to {MOST_DARKNESS}, not {self.darkness}")
        if self.speed is not None and self.speed not in SPEEDS:
            raise ValueError(f"a printer prints 1 to 14 inches a second, not {self.speed}")

    def head(self) -> str:
        """The commands that stand before each graphic."""
        media = _MEDIA.get(self.media, "")
        dark = "" if self.darkness is None else f"~SD{self.darkness:02d}"
        speed = "" if self.speed is None else f"^PR{self.speed}"
        return f"{dark}^XA^CI28{media}{speed}"


PLAIN = ZplSettings()


def settings_for(
    stock: Stock, darkness: int | None = None, speed: int | None = None
) -> ZplSettings:
    """The settings for a stock on a printer."""
    return ZplSettings(darkness, speed, stock.media)


def zpl(image: Image.Image, copies: int = 1, settings: ZplSettings | None = None) -> bytes:
    """One label of a 1-bit raster (0 = black) and its number of copies, as the printer wants it."""
    if not 1 <= copies <= MOST_COPIES:
        raise ValueError(f"a label is printed 1 to {MOST_COPIES} times, not {copies}")
    return _label(image, copies, (settings or PLAIN).head())


def zpl_batch(images: Iterable[Image.Image], settings: ZplSettings | None = None) -> bytes:
    """Many tags as one job, in their order."""
    head = (settings or PLAIN).head()
    return b"".join([_label(image, 1, head) for image in images])


def _label(image: Image.Image, copies: int, head: str) -> bytes:
    rows = _black_is_one(image)
    packed = binascii.b2a_base64(zlib.compress(rows, 6), newline=False)
    check = binascii.crc_hqx(packed, 0)
    width, height = image.size
    many = len(rows)
    begin = f"{head}^PW{width}^LL{height}^LH0,0^FO0,0^GFA,{many},{many},{(width + 7) // 8},:Z64:"
    return b"%b%b:%04X^FS^PQ%d^XZ\n" % (begin.encode("ascii"), packed, check, copies)


def _black_is_one(image: Image.Image) -> bytes:
    """Rows packed to whole bytes, most significant bit left, 1 = a dot that is heated."""
    one_bit = image if image.mode == "1" else image.convert("1")
    return one_bit.tobytes("raw", "1;I")

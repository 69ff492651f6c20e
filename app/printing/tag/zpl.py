"""A tag's raster as ZPL: one compressed graphic, so that every script prints and nothing is interpreted.

The text of a tag never becomes ZPL, only its dots do: a description ``^XZ`` is a picture of ``^XZ``.
"""

from __future__ import annotations

import binascii
import zlib
from base64 import b64encode
from collections.abc import Iterable

from PIL import Image

MOST_COPIES = 999


def zpl(image: Image.Image, copies: int = 1) -> bytes:
    """One label of a 1-bit raster (0 = black) and its number of copies, as the printer wants it."""
    if not 1 <= copies <= MOST_COPIES:
        raise ValueError(f"a label is printed 1 to {MOST_COPIES} times, not {copies}")
    rows = _black_is_one(image)
    row_bytes = (image.width + 7) // 8
    packed = b64encode(zlib.compress(rows, 6)).decode("ascii")
    check = binascii.crc_hqx(packed.encode("ascii"), 0)
    head = f"^XA^CI28^PW{image.width}^LL{image.height}^LH0,0"
    graphic = f"^FO0,0^GFA,{len(rows)},{len(rows)},{row_bytes},:Z64:{packed}:{check:04X}^FS"
    return f"{head}{graphic}^PQ{copies}^XZ\n".encode("ascii")


def zpl_batch(images: Iterable[Image.Image]) -> bytes:
    """Many tags as one job, in their order."""
    return b"".join(zpl(image) for image in images)


def _black_is_one(image: Image.Image) -> bytes:
    """Rows packed to whole bytes, most significant bit left, 1 = a dot that is heated."""
    return image.convert("1").tobytes("raw", "1;I")

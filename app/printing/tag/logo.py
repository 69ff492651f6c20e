"""A shop's logo on its tags: kept in the template as a small grey picture, dithered to the printer's dots."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageOps

from app.domain.errors import InputError

LONGEST_PX = 480
MOST_BYTES = 120_000
_MOST_PIXELS = (4 * LONGEST_PX) ** 2


def logo_of(picture: bytes) -> str:
    """The logo for a template, as base64 PNG, from the greys of a picture; InputError where it is none.

    ``picture`` is a PNG that was made here: strangers' pictures are decoded in a process of their own
    before (``app.services.tag_logos``). White edges are cut off.
    """
    grey = _opened(picture).convert("L")
    box = ImageOps.invert(grey).point(lambda level: 255 * (level > 12)).getbbox()
    if box is None:
        raise InputError(
            "An empty picture",
            "Nothing of this picture would be printed: it is white.",
            "Choose a picture with a dark logo on white.",
            field="logo",
        )
    grey = grey.crop(box)
    grey.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS)
    out = BytesIO()
    grey.quantize(16).convert("L").save(out, "PNG", optimize=True)
    if out.tell() > MOST_BYTES:
        out = BytesIO()
        grey.resize((grey.width // 2 or 1, grey.height // 2 or 1)).save(out, "PNG", optimize=True)
    return b64encode(out.getvalue()).decode("ascii")


@lru_cache(maxsize=64)
def logo_image(logo: str, width: int, height: int) -> Image.Image:
    """The logo as 1-bit dots, as large as fits into ``width`` × ``height`` in its own proportions."""
    try:
        data = b64decode(logo, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _no_picture() from error
    grey = _opened(data).convert("L")
    fit = ImageOps.contain(grey, (max(1, width), max(1, height)), Image.Resampling.LANCZOS)
    return ImageOps.autocontrast(fit, cutoff=1).convert("1")


def _opened(picture: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(picture), formats=("PNG",))
        if image.width * image.height > _MOST_PIXELS:
            raise _no_picture()
        image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _no_picture() from error
    return image


def _no_picture() -> InputError:
    return InputError(
        "Not a picture",
        "This file cannot be used as a logo.",
        "Choose a PNG or JPEG picture with the logo on white.",
        field="logo",
    )

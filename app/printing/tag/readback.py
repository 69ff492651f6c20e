"""Reading a tag back from the very dots that go to the printer: what would not scan is not printed."""

from __future__ import annotations

import zxingcpp
from PIL import Image

from app.domain.errors import UserError

_FORMATS = (
    zxingcpp.BarcodeFormat.DataMatrix,
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.QRCode,
)
_WHITE_EDGE = 16


def read_back(image: Image.Image) -> str:
    """The code that a scanner reads from a tag's raster; empty when it reads none or several."""
    ground = Image.new("L", (image.width + 2 * _WHITE_EDGE, image.height + 2 * _WHITE_EDGE), 255)
    ground.paste(image.convert("L"), (_WHITE_EDGE, _WHITE_EDGE))
    texts = {found.text for found in zxingcpp.read_barcodes(ground, formats=_FORMATS)}
    return texts.pop() if len(texts) == 1 else ""


def reads_back(image: Image.Image, code: str) -> bool:
    """Whether this raster reads as exactly that code."""
    return read_back(image) == code


def checked(image: Image.Image, code: str) -> Image.Image:
    """The same image, if it reads as ``code``; a UserError otherwise."""
    if not reads_back(image, code):
        raise UserError(
            "This tag would not scan",
            f"The tag drawn for {code} cannot be read back, so it is not printed.",
            "Choose a larger tag or a printer with finer dots.",
        )
    return image

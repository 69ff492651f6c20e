"""The symbols on tags and documents, as exact modules: whole dots are made of them later.

A tag code is ten digits, the same in each symbol: Data Matrix (12 × 12 modules) and QR code (21 × 21)
for readers of squares, Code 128 (90 modules) on papers and on tags wide enough for it.
"""

from __future__ import annotations

from functools import lru_cache

import zxingcpp
from barcode import Code128
from PIL import Image

from app.domain.errors import InputError

DATA_MATRIX, CODE_128, QR = "data_matrix", "code_128", "qr"
QUIET_MODULES = {DATA_MATRIX: 1, CODE_128: 10, QR: 4}
"""White that a symbol needs on each side (Code 128: left and right), in modules."""
LEAST_UM = {DATA_MATRIX: 330, CODE_128: 250, QR: 330}
"""Smallest module that a usual scanner reads, in µm."""
LEAST_BARS_UM = 4_000
"""A Code 128 that is less high is hard to hit."""


@lru_cache(maxsize=4096)
def data_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a Data Matrix (ECC 200), rows from the top, True = black, without quiet zone."""
    _refuse_unprintable(text)
    return _modules(text, zxingcpp.BarcodeFormat.DataMatrix)


@lru_cache(maxsize=4096)
def qr(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a QR code of level Q, rows from the top, True = black, without quiet zone."""
    _refuse_unprintable(text)
    return _modules(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")


@lru_cache(maxsize=4096)
def code_128(text: str) -> tuple[bool, ...]:
    """The modules of a Code 128 from the left, True = black, without quiet zone.

    python-barcode loses a leading ``99`` (it takes it for a change of the code set), so the other
    writer draws those.
    """
    _refuse_unprintable(text)
    if not text.startswith("99"):
        return tuple(char == "1" for char in Code128(text).build()[0])
    return _modules(text, zxingcpp.BarcodeFormat.Code128)[0]


def _modules(
    text: str, symbology: zxingcpp.BarcodeFormat, **how: str
) -> tuple[tuple[bool, ...], ...]:
    drawn = zxingcpp.create_barcode(text, symbology, **how).to_image(scale=1, add_quiet_zones=False)
    view = memoryview(drawn)
    rows, columns = view.shape or (0, 0)
    grey = view.tobytes()
    return tuple(
        tuple(level == 0 for level in grey[row * columns : (row + 1) * columns])
        for row in range(rows)
    )


def modules_across(text: str, symbol: str) -> int:
    """How many modules a symbol of this text is wide (a square: and high)."""
    if symbol == CODE_128:
        return len(code_128(text))
    return len(qr(text) if symbol == QR else data_matrix(text))


@lru_cache(maxsize=256)
def square_image(text: str, symbol: str, module_dots: int) -> Image.Image:
    """A Data Matrix or QR code as a 1-bit image, whole dots a module, without quiet zone."""
    modules = qr(text) if symbol == QR else data_matrix(text)
    image = Image.new("1", (len(modules[0]), len(modules)))
    image.putdata([not black for row in modules for black in row])
    return image.resize(
        (image.width * module_dots, image.height * module_dots), Image.Resampling(0)
    )


def linear_image(text: str, module_dots: int, height_dots: int) -> Image.Image:
    """A Code 128 as a 1-bit image of that height, without quiet zone."""
    modules = code_128(text)
    image = Image.new("1", (len(modules), 1))
    image.putdata([not black for black in modules])
    return image.resize((image.width * module_dots, height_dots), Image.Resampling(0))


def symbol_image(text: str, symbol: str, module_dots: int, height_dots: int) -> Image.Image:
    """Any of the symbols; the height counts for Code 128 alone."""
    if symbol == CODE_128:
        return linear_image(text, module_dots, height_dots)
    return square_image(text, symbol, module_dots)


def bars(text: str) -> list[tuple[int, int]]:
    """The black bars of a Code 128 as (start, width) in modules: what a document fills."""
    found: list[tuple[int, int]] = []
    for index, black in enumerate(code_128(text)):
        if not black:
            continue
        if found and sum(found[-1]) == index:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((index, 1))
    return found


def _refuse_unprintable(text: str) -> None:
    if not text or len(text) > 48 or not all(" " <= char <= "~" for char in text):
        raise InputError(
            "No code can be made of this",
            "A printed code holds 1 to 48 plain letters, digits and signs.",
            "Tags carry the ten digits that Parure gives.",
        )

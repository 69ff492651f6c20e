"""A tag's raster as PNG that knows its dots per inch."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def png(image: Image.Image, dpi: int) -> bytes:
    """The 1-bit raster as PNG; the same raster gives the same bytes."""
    out = BytesIO()
    image.convert("1").save(out, "PNG", dpi=(dpi, dpi), optimize=True)
    return out.getvalue()

"""Tags as a PDF of their very rasters, for printers that have a driver and for looking at.

Each page is exactly as many dots large as its tag and holds one 1-bit image at the origin: drawn as
rectangles, modules grew by a dot in a real driver.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from app.printing.paper import draw_bits, new_pdf

POINTS_PER_INCH = 72


def tags_pdf(images: Sequence[Image.Image], dpi: int, title: str = "Tags") -> bytes:
    """One page a tag; the same rasters give the same bytes."""
    out = BytesIO()
    canvas = new_pdf(out, (1, 1), title=title, author="Parure", language="")
    for image in images:
        width = image.width * POINTS_PER_INCH / dpi
        height = image.height * POINTS_PER_INCH / dpi
        canvas.setPageSize((width, height))
        draw_bits(canvas, image, 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()

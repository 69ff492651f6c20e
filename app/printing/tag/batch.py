"""Many tags at once: drawn, read back one by one, and put into one job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from app.domain.errors import UserError
from app.printing.tag.content import TagContent
from app.printing.tag.pdf import tags_pdf
from app.printing.tag.raster import DATA_MATRIX, draw_tag
from app.printing.tag.readback import checked
from app.printing.tag.stock import Stock
from app.printing.tag.zpl import zpl_batch


@dataclass(frozen=True)
class Refused:
    """A tag that is not printed, and why."""

    code: str
    error: UserError


@dataclass(frozen=True)
class Batch:
    """The rasters of the tags that can be printed, in order, and those that cannot."""

    codes: tuple[str, ...]
    images: tuple[Image.Image, ...]
    refused: tuple[Refused, ...]
    dpi: int

    def zpl(self) -> bytes:
        """All tags as one ZPL job."""
        return zpl_batch(self.images)

    def pdf(self) -> bytes:
        """All tags as one PDF, a page each."""
        return tags_pdf(self.images, self.dpi)


def draw_batch(
    contents: Iterable[TagContent], stock: Stock, dpi: int, *, symbol: str = DATA_MATRIX
) -> Batch:
    """Draw and read back every tag; one that does not fit never stops the others."""
    codes, images, refused = [], [], []
    for content in contents:
        try:
            image = checked(draw_tag(content, stock, dpi, symbol=symbol), content.code)
        except UserError as error:
            refused.append(Refused(content.code, error))
        else:
            codes.append(content.code)
            images.append(image)
    return Batch(tuple(codes), tuple(images), tuple(refused), dpi)

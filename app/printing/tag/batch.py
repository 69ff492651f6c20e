"""Many tags at once: drawn, read back one by one, and put into one job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from app.domain.errors import UserError
from app.printing.tag.draw import NO_OFFSET, Offset
from app.printing.tag.pdf import tags_pdf
from app.printing.tag.roll import Roll
from app.printing.tag.values import TagValues
from app.printing.tag.zpl import ZplSettings, zpl_batch


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

    def zpl(self, settings: ZplSettings | None = None) -> bytes:
        """All tags as one ZPL job."""
        return zpl_batch(self.images, settings)

    def pdf(self) -> bytes:
        """All tags as one PDF, a page each."""
        return tags_pdf(self.images, self.dpi)


def draw_batch(
    many: Iterable[TagValues], roll: Roll, dpi: int, offset: Offset = NO_OFFSET
) -> Batch:
    """Draw and read back every tag; one that does not fit never stops the others."""
    codes, images, refused = [], [], []
    for values in many:
        try:
            image = roll.raster(values, dpi, offset)
        except UserError as error:
            refused.append(Refused(values.code, error))
        else:
            codes.append(values.code)
            images.append(image)
    return Batch(tuple(codes), tuple(images), tuple(refused), dpi)

"""The raster as PNG and as PDF: the same dots, the same bytes each time."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from app.domain.codes import make_code
from app.printing.tag.pdf import tags_pdf
from app.printing.tag.png import png
from app.printing.tag.roll import Roll
from app.printing.tag.values import TagValues
from tests.printing.tag.conftest import ring_tag


@pytest.mark.parametrize("dpi", [203, 300])
def test_the_png_is_the_raster_and_knows_its_dots(ring: TagValues, roll: Roll, dpi: int) -> None:
    image = roll.raster(ring, dpi)
    back = Image.open(BytesIO(png(image, dpi)))
    assert back.mode == "1"
    assert back.tobytes() == image.tobytes()
    assert round(back.info["dpi"][0]) == dpi
    assert png(image, dpi) == png(roll.raster(ring, dpi), dpi)


@pytest.mark.parametrize("dpi", [203, 300])
def test_the_pdf_holds_the_very_raster_page_by_page(roll: Roll, dpi: int) -> None:
    images = [roll.raster(ring_tag(make_code(10, n)), dpi) for n in range(3)]
    data = tags_pdf(images, dpi)
    with pypdfium2.PdfDocument(data) as pdf:
        assert len(pdf) == 3
        for page, image in zip(pdf, images, strict=True):
            assert page.get_size() == pytest.approx(
                (image.width * 72 / dpi, image.height * 72 / dpi), abs=0.01
            )
            (picture,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
            assert picture.get_metadata().bits_per_pixel == 1
            bitmap = picture.get_bitmap().to_pil().convert("1")
            assert bitmap.tobytes() == image.tobytes()
            page.close()


def test_the_same_tags_give_the_same_pdf(ring: TagValues, roll: Roll) -> None:
    image = roll.raster(ring, 300)
    first = tags_pdf([image, image], 300)
    assert first == tags_pdf([image, image], 300)
    assert first.count(b"/Subtype/Image") == 1
    assert len(first) < 8_000

"""Every shipped template at every resolution, for the codes of every station, by two readers.

The rasters and what a label printer makes of the ZPL are the same to the dot. ``make test`` takes a
part of the grid that a seed picks, ``make test-long`` all of it; only of large labels, which the
renderer draws for seconds, six stations' ZPL are rendered.
"""

from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from app.domain.codes import make_code
from app.printing.tag.draw import draw
from app.printing.tag.readback import read_back
from app.printing.tag.stock import Stock
from app.printing.tag.stock_json import shipped_stock
from app.printing.tag.template import TagTemplate
from app.printing.tag.template_json import shipped_templates
from app.printing.tag.zpl import zpl
from tests.printing.conftest import ZplPrinter
from tests.printing.tag.conftest import CODE, job_tag, ring_tag, second_reading

STATIONS = [*range(0, 4), *range(10, 99)]
DPI = (203, 300, 600)
GOLDEN = Path(__file__).with_name("golden.json")
WHOLE = [(template, dpi) for template in shipped_templates() for dpi in DPI]
MANY_DOTS = 500_000
SOME = random.Random(20261125).sample(WHOLE, 24)


def dots_of(template: TagTemplate, dpi: int) -> int:
    """How many dots a label of this template has."""
    width, height = shipped_stock(template.stock).size_dots(dpi)
    return width * height


def named(value: object) -> str:
    return getattr(value, "key", str(value))


def codes_of(template: TagTemplate, dpi: int, many: int) -> list[str]:
    """Codes of so many stations, 00 and those that begin with 98 or 99 among them."""
    pick = random.Random(f"{template.key} {dpi}")
    stations = STATIONS if many >= len(STATIONS) else [0, 98, *pick.sample(STATIONS, many - 2)]
    return [make_code(station, pick.randrange(1_000_000)) for station in stations]


def proved(template: TagTemplate, stock: Stock, dpi: int, code: str) -> Image.Image:
    """The raster of a ring's tag, read by two readers."""
    drawn = draw(template, stock, ring_tag(code), dpi)
    image = drawn.raster()
    assert image.size == stock.size_dots(dpi)
    assert read_back(image) == code
    assert second_reading(image, template.code_field().symbol) == [code]
    lights = {light.key: light.state for light in drawn.lights}
    assert {lights[key] for key in ("reads_back", "module", "quiet")} == {"ok"}
    assert lights["text"] in ("ok", "warn")
    return image


def printed_alike(
    printer: ZplPrinter,
    images: list[Image.Image],
    codes: list[str],
    template: TagTemplate,
    dpi: int,
) -> None:
    """A printer's pictures of the ZPL are the rasters to the pixel and read the same."""
    made = printer([(zpl(image), image.size) for image in images], dpi)
    symbol = template.code_field().symbol
    for image, code, pictures in zip(images, codes, made, strict=True):
        assert len(pictures) == 1
        got = pictures[0].convert("L").point(lambda level: 255 * (level >= 128), "1")
        assert got.size == image.size
        assert got.tobytes() == image.tobytes()
        assert read_back(got) == code
        assert second_reading(got, symbol) == [code]


@pytest.mark.parametrize(("template", "dpi"), SOME, ids=named)
def test_some_templates_read_by_two_readers(template: TagTemplate, dpi: int) -> None:
    stock = shipped_stock(template.stock)
    for code in codes_of(template, dpi, 3):
        proved(template, stock, dpi, code)


@pytest.mark.parametrize("dpi", DPI)
def test_some_templates_come_out_of_a_label_printer_to_the_pixel(
    dpi: int, zpl_printer: ZplPrinter
) -> None:
    small = [one for one, at in SOME if at == dpi and dots_of(one, dpi) < MANY_DOTS]
    for template in small[:2]:
        codes = codes_of(template, dpi, 2)
        stock = shipped_stock(template.stock)
        images = [proved(template, stock, dpi, code) for code in codes]
        printed_alike(zpl_printer, images, codes, template, dpi)


@pytest.mark.long
@pytest.mark.parametrize(("template", "dpi"), WHOLE, ids=named)
def test_every_template_reads_for_every_station_on_screen_and_off_the_printer(
    template: TagTemplate, dpi: int, zpl_printer: ZplPrinter
) -> None:
    stock = shipped_stock(template.stock)
    codes = codes_of(template, dpi, len(STATIONS))
    images = [proved(template, stock, dpi, code) for code in codes]
    many = len(codes) if dots_of(template, dpi) < MANY_DOTS else 6
    printed_alike(zpl_printer, images[:many], codes[:many], template, dpi)


def test_no_template_s_drawing_changes_unnoticed() -> None:
    """The hashes of a ring's and a job's tag; ``python -m tests.printing.tag.test_grid`` renews them."""
    assert hashes() == json.loads(GOLDEN.read_text("utf-8"))


def hashes() -> dict[str, str]:
    """The first letters of each drawing's hash, by template and kind."""
    drawn = {}
    for template in shipped_templates():
        stock = shipped_stock(template.stock)
        for values in (ring_tag(CODE), job_tag(CODE)):
            if values.kind in template.kinds:
                image = draw(template, stock, values, 300).image
                digest = sha256(image.tobytes()).hexdigest()[:16]
                drawn[f"{template.key} {values.kind}"] = digest
    return drawn


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(hashes(), indent=1) + "\n", "utf-8")

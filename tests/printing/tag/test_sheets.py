"""Tags on sheets of labels: each in a place of its own, and no used place again."""

from __future__ import annotations

import pytest
from PIL import Image

from app.domain.codes import make_code
from app.domain.errors import InputError
from app.printing.tag.readback import read_back
from app.printing.tag.roll import shipped_roll
from app.printing.tag.sheets import page_rasters, pages
from app.printing.tag.stock import dots
from app.printing.tag.stock_json import shipped_stock, shipped_stocks
from tests.printing.tag.conftest import ring_tag

SHEET = shipped_stock("a4-21-l7160")
TWO_ACROSS = shipped_stock("flat-2across-32x15")
SHEETS = [stock for stock in shipped_stocks() if stock.grid.places > 1]


@pytest.mark.parametrize("count", [0, 1, 20, 21, 22, 43])
@pytest.mark.parametrize("start_at", [0, 1, 20])
def test_every_tag_has_one_place_and_no_used_place_is_printed_again(
    count: int, start_at: int
) -> None:
    made = pages(count, SHEET, start_at)
    slots = [(number, slot) for number, page in enumerate(made) for slot in page.slots]
    assert [slot.tag for _, slot in slots] == list(range(count))
    places = [number * 21 + slot.row * 3 + slot.column for number, slot in slots]
    assert places == list(range(start_at, start_at + count))
    if made:
        assert made[-1].free == len(made) * 21 - start_at - count


def test_places_lie_at_their_pitch() -> None:
    (page,) = pages(5, SHEET)
    last = page.slots[-1]
    assert (last.column, last.row) == (1, 1)
    assert (last.x_um, last.y_um) == (7_250 + 66_000, 15_150 + 38_100)


def test_a_place_that_the_sheet_does_not_have_is_refused() -> None:
    for start_at in (-1, 21):
        with pytest.raises(InputError, match="21 places"):
            pages(1, SHEET, start_at)


@pytest.mark.parametrize("stock", SHEETS, ids=lambda stock: stock.key)
def test_the_page_holds_the_very_tags_in_their_places(stock: object) -> None:
    roll = shipped_roll(stock.key)  # type: ignore[attr-defined]
    codes = [make_code(10, n) for n in range(3)]
    images = [roll.raster(ring_tag(code), 300) for code in codes]
    made = page_rasters(images, roll.stock, 300, start_at=1)
    width_um, height_um = roll.stock.page_um()
    assert {page.size for page in made} == {(dots(width_um, 300), dots(height_um, 300))}
    placed = [
        (made[n], slot) for n, page in enumerate(pages(3, roll.stock, 1)) for slot in page.slots
    ]
    for (page, slot), image, code in zip(placed, images, codes, strict=True):
        left, top = dots(slot.x_um, 300), dots(slot.y_um, 300)
        cut = page.crop((left, top, left + image.width, top + image.height))
        assert cut.tobytes() == image.tobytes()
        assert read_back(cut) == code
        page.paste(1, (left, top, left + image.width, top + image.height))
    white = Image.new("1", made[0].size, 1).tobytes()
    assert all(page.tobytes() == white for page in made)

"""Measuring a roll: a ruler whose box tells the offset, and the stock in the size that was read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from app.domain.errors import InputError
from app.printing.tag.draw import Offset, draw, shifted
from app.printing.tag.measuring import measured, offset_from, ruler
from app.printing.tag.stock import Stock, dots, microns
from app.printing.tag.stock_json import shipped_stock, shipped_stocks
from app.printing.tag.template import checked_template
from app.printing.tag.template_json import shipped_templates
from tests.printing.tag.conftest import CODE, ring_tag


@pytest.mark.parametrize("stock", shipped_stocks(), ids=lambda stock: stock.key)
def test_the_box_stands_a_millimetre_inside_whatever_the_stock(stock: Stock) -> None:
    dpi = stock.dpi[0]
    image = ruler(stock, dpi)
    assert image.size == stock.size_dots(dpi)
    left, top, right, bottom = black_of(image)
    inside = dots(1_000, dpi)
    assert (left, top) == (inside, inside)
    assert (right, bottom) == (image.width - inside, image.height - inside)


def test_a_tick_stands_at_every_millimetre(barbell: Stock) -> None:
    image = ruler(barbell, 300)
    row = dots(1_000, 300) + dots(600, 300)
    black = [x for x in range(image.width) if not image.getpixel((x, row))]
    for mm in range(2, 55):
        assert mm * 1000 * 300 // 25_400 in black


def test_what_is_read_beside_the_box_puts_it_in_its_place(barbell: Stock) -> None:
    printed, lost = shifted(ruler(barbell, 300), 5, -4)
    assert not lost
    left, top, _, _ = black_of(printed)
    offset = offset_from(microns(left, 300), microns(top, 300))
    assert (dots(offset.right_um, 300), dots(offset.down_um, 300)) == (-5, 4)
    back, _ = shifted(printed, dots(offset.right_um, 300), dots(offset.down_um, 300))
    assert back.tobytes() == ruler(barbell, 300).tobytes()


def test_a_box_over_the_edge_is_typed_with_a_minus_and_a_wild_one_refused() -> None:
    assert offset_from(1_000, 1_000) == Offset(0, 0)
    assert offset_from(-500, 1_200) == Offset(1_500, -200)
    for left, top, field in ((9_000, 1_000, "left"), (1_000, -8_000, "top")):
        with pytest.raises(InputError) as refused:
            offset_from(left, top)
        assert refused.value.field == field


@pytest.mark.parametrize("stock", shipped_stocks(), ids=lambda stock: stock.key)
@pytest.mark.parametrize("per_mille", [960, 1_000, 1_035])
def test_a_measured_roll_keeps_its_panels_off_the_folds(stock: Stock, per_mille: int) -> None:
    if stock.grid.places > 1 and per_mille > 1_000:
        stock = replace(stock, grid=type(stock.grid)())
    width, height = stock.width_um * per_mille // 1000, stock.height_um * per_mille // 1000
    changed = measured(stock, width, height, gap_um=2_500)
    assert (changed.width_um, changed.height_um, changed.gap_um) == (width, height, 2_500)
    assert changed.measured
    assert changed.panel_names == stock.panel_names
    for old, new in zip(stock.panels, changed.panels, strict=True):
        assert abs(new.width_um - old.width_um * per_mille // 1000) <= 1_050


def test_a_measured_barbell_still_carries_its_tag() -> None:
    changed = measured(shipped_stock("barbell-56x13"), 55_200, 12_700)
    template = next(one for one in shipped_templates() if one.key == "barbell-56x13-usual")
    checked_template(template, changed)
    assert draw(template, changed, ring_tag(CODE), 300).raster().size == changed.size_dots(300)


def test_a_size_that_cannot_be_is_refused(barbell: Stock) -> None:
    with pytest.raises(InputError, match="330 mm or nothing"):
        measured(barbell, 0, 13_000)


def black_of(image: Image.Image) -> tuple[int, int, int, int]:
    box = image.convert("L").point([255 - v for v in range(256)]).getbbox()
    assert box is not None
    return box

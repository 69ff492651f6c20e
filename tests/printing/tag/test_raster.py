from __future__ import annotations

from hashlib import sha256

import pytest
from PIL import Image

from app.domain.codes import make_code
from app.domain.errors import UserError
from app.printing.tag.content import TagContent, TagLine
from app.printing.tag.fit import DoesNotFitError
from app.printing.tag.raster import CODE_128, draw_tag, draw_with_facts
from app.printing.tag.readback import checked, read_back, reads_back
from app.printing.tag.stock import Area, Stock, dots, shipped_stock, shipped_stocks
from tests.printing.tag.conftest import CODE, dmtx, ring_tag

EVERY_STOCK = [(stock, dpi) for stock in shipped_stocks() for dpi in stock.dpi]


@pytest.mark.parametrize(("stock", "dpi"), EVERY_STOCK, ids=lambda v: getattr(v, "key", str(v)))
def test_every_stock_reads_back_with_both_readers(stock: Stock, dpi: int, ring: TagContent) -> None:
    image, facts = draw_with_facts(ring, stock, dpi)
    assert image.mode == "1"
    assert image.size == stock.size_dots(dpi)
    assert read_back(image) == ring.code
    assert dmtx(image) == [ring.code]
    assert facts.module_um >= 330
    assert facts.least_cap_um >= 850


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("station", [0, 3, 10, 19, 55, 90, 98])
def test_each_station_s_tags_read_with_both_readers(station: int, dpi: int, barbell: Stock) -> None:
    for sequence in (0, 999_999, 31 * station):
        code = make_code(station, sequence)
        image = draw_tag(ring_tag(code), barbell, dpi)
        assert read_back(image) == code
        assert dmtx(image) == [code]


@pytest.mark.parametrize(("stock", "dpi"), EVERY_STOCK, ids=lambda v: getattr(v, "key", str(v)))
def test_ink_stays_on_the_panels(stock: Stock, dpi: int, ring: TagContent) -> None:
    image = draw_tag(ring, stock, dpi).convert("L").point([255 - v for v in range(256)])
    for panel in stock.panels:
        image.paste(0, _box(panel, dpi))
    assert image.getbbox() is None, "dots outside the panels"


def test_modules_are_whole_dots(barbell: Stock) -> None:
    image, facts = draw_with_facts(TagContent(CODE), barbell, 203)
    assert facts.module_um == 500  # four dots
    black = image.convert("L").point([255 - v for v in range(256)]).getbbox()
    assert black is not None
    left, top = black[:2]
    symbol = image.crop((left, top, left + 48, top + 48))
    small = symbol.resize((12, 12), Image.Resampling.NEAREST)
    assert small.resize((48, 48), Image.Resampling.NEAREST).tobytes() == symbol.tobytes()


def test_the_drawing_does_not_change_unnoticed(ring: TagContent, barbell: Stock) -> None:
    drawn = {
        dpi: sha256(draw_tag(ring, barbell, dpi).tobytes()).hexdigest()[:16] for dpi in (203, 300)
    }
    assert drawn == GOLDEN


GOLDEN = {203: "6d349c684c9efe49", 300: "b27c0b877c1bac23"}


def test_the_short_form_is_used_before_small_print(barbell: Stock) -> None:
    line = TagLine("14 diamonds est. 0.19 ct, cluster", "14 dia 0.19 ct")
    whole, facts_whole = draw_with_facts(
        TagContent(CODE, more=(TagLine("14 dia 0.19 ct"),)), barbell, 300
    )
    short, facts_short = draw_with_facts(TagContent(CODE, more=(line,)), barbell, 300)
    assert short.tobytes() == whole.tobytes()
    assert (facts_whole.shortened, facts_short.shortened) == (False, True)


def test_small_print_comes_before_a_refusal(barbell: Stock) -> None:
    _, facts = draw_with_facts(
        TagContent(CODE, more=(TagLine("Sapphire 0.92 ct, no heat"),)), barbell, 203
    )
    assert 850 <= facts.least_cap_um < 1_700
    with pytest.raises(DoesNotFitError, match="too long"):
        draw_tag(TagContent(CODE, more=(TagLine("W" * 40),)), barbell, 203)


@pytest.mark.parametrize("dpi", [203, 300])
def test_ten_thousand_characters_are_refused_at_once(barbell: Stock, dpi: int) -> None:
    with pytest.raises(DoesNotFitError) as refused:
        draw_tag(TagContent(CODE, spec=(TagLine("9" * 10_000),)), barbell, dpi)
    assert len(refused.value.sentence()) < 200


@pytest.mark.parametrize(
    "text",
    ["^XZ^XA~JA~DG", "^FD_5E", "<b>ring</b>", "{{7*7}}", "💍 ring", "شاهد", "王小明", "שלום 9"],
)
def test_hostile_and_foreign_texts_are_printed_as_they_are(text: str, barbell: Stock) -> None:
    plain = draw_tag(TagContent(CODE), barbell, 300)
    image = draw_tag(TagContent(CODE, spec=(TagLine(text),)), barbell, 300)
    assert image.tobytes() != plain.tobytes()
    assert read_back(image) == CODE


def test_code_128_goes_where_it_is_wide_enough(ring: TagContent) -> None:
    long_tag = shipped_stock("rat-tail-89x11")
    image, facts = draw_with_facts(TagContent(ring.code, ring.spec), long_tag, 300, symbol=CODE_128)
    assert read_back(image) == ring.code
    assert facts.module_um >= 250
    with pytest.raises(DoesNotFitError, match="large enough") as refused:
        draw_tag(ring, shipped_stock("barbell-56x13"), 203, symbol=CODE_128)
    assert "square code" in refused.value.remedy


def test_a_stock_without_a_place_for_the_price_is_said(ring: TagContent, barbell: Stock) -> None:
    only_front = Stock(**{**barbell.__dict__, "panels": barbell.panels[:1]})
    with pytest.raises(DoesNotFitError, match="no place for the price"):
        draw_tag(ring, only_front, 300)


def test_a_tag_that_would_not_scan_is_not_printed(ring: TagContent, barbell: Stock) -> None:
    image = draw_tag(ring, barbell, 300)
    assert checked(image, ring.code) is image
    other = make_code(10, 2232)
    assert not reads_back(image, other)
    with pytest.raises(UserError, match="cannot be read back"):
        checked(image, other)
    image.paste(1, (0, 0, 60, 60))
    assert read_back(image) == ""
    with pytest.raises(UserError, match="not printed"):
        checked(image, ring.code)


def _box(panel: Area, dpi: int) -> tuple[int, int, int, int]:
    return (
        dots(panel.x_um, dpi) - 1,
        dots(panel.y_um, dpi) - 1,
        dots(panel.x_um + panel.width_um, dpi) + 1,
        dots(panel.y_um + panel.height_um, dpi) + 1,
    )

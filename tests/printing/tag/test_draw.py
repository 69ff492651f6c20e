"""A tag is drawn: what gives way first where room is short, and what is never printed."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from PIL import Image

from app.domain.codes import make_code
from app.domain.errors import NotFoundError, UserError
from app.printing.tag.draw import Drawn, Offset, draw
from app.printing.tag.fixing import fixed
from app.printing.tag.lights import Light
from app.printing.tag.picture import INK, SPILL_INK, side_picture, whole_picture
from app.printing.tag.readback import checked, read_back, reads_back
from app.printing.tag.roll import Roll, shipped_roll
from app.printing.tag.stock import Area, Stock, dots
from app.printing.tag.template import TagField, TagTemplate, Word
from app.printing.tag.trouble import DoesNotFitError
from app.printing.tag.values import TagValues, values_of
from tests.printing.tag.conftest import CODE, dmtx, ring_tag, second_reading


def light(drawn: Drawn, key: str) -> Light:
    return next(one for one in drawn.lights if one.key == key)


def free_text(template: TagTemplate, text: str, **how: object) -> TagTemplate:
    """The template with a line of free text on its back instead of all that is there."""
    for field in template.on("back"):
        template = template.without(field.name)
    words = (Word("text", text),)
    return template.with_field(TagField("free", "back", words=words, **how))  # type: ignore[arg-type]


def test_modules_are_whole_dots(usual: TagTemplate, barbell: Stock) -> None:
    drawn = draw(usual, barbell, TagValues(CODE), 203)
    side, placed = drawn.symbol()
    left, top, right, bottom = side.on_stock(placed.box)
    assert (placed.module, right - left, bottom - top) == (4, 48, 48)
    symbol = drawn.image.crop((left, top, right, bottom))
    small = symbol.resize((12, 12), Image.Resampling.NEAREST)
    assert small.resize((48, 48), Image.Resampling.NEAREST).tobytes() == symbol.tobytes()


def test_the_short_form_is_used_before_small_print(usual: TagTemplate, barbell: Stock) -> None:
    words = (Word("other_stones"),)
    template = free_text(usual, "x").with_field(TagField("free", "back", words=words))
    long = values_of(CODE, other_stones="14 diamonds est. 0.19 ct, cluster|14 dia 0.19 ct")
    drawn = draw(template, barbell, long, 300)
    whole = draw(template, barbell, values_of(CODE, other_stones="14 dia 0.19 ct"), 300)
    assert drawn.shortened == ("free",)
    assert drawn.image.tobytes() == whole.image.tobytes()


def test_small_print_comes_before_running_over(usual: TagTemplate, barbell: Stock) -> None:
    small = draw(free_text(usual, "Sapphire 0.92 ct, no heat"), barbell, TagValues(CODE), 203)
    assert small.troubles == ()
    text = light(small, "text")
    assert (text.state, text.panel, text.field) == ("warn", "back", "free")
    assert 850 <= text.value_um < 1_150


def test_what_runs_over_is_told_by_how_much_and_never_printed(
    usual: TagTemplate, barbell: Stock
) -> None:
    drawn = draw(free_text(usual, "M" * 20), barbell, TagValues(CODE), 300)
    (trouble,) = drawn.troubles
    assert (trouble.field, trouble.panel, trouble.kind) == ("free", "back", "too_long")
    assert trouble.fix == "leave_out"
    placed = drawn.side("back").layout.placed[0]
    assert trouble.by_um == (placed.image.width - drawn.side("back").ground.width) * 25_400 // 300
    with pytest.raises(DoesNotFitError, match=r"too long for this tag.*by \d+\.\d mm"):
        drawn.raster()
    fits = light(drawn, "fits")
    assert (fits.state, fits.value_um) == ("bad", trouble.by_um)
    over = side_picture(drawn, "back")
    assert over.width == placed.image.width
    edge = over.crop((drawn.side("back").ground.width, 0, over.width, over.height))
    assert SPILL_INK in {color for _, color in (edge.getcolors() or ())}
    assert SPILL_INK in {color for _, color in (whole_picture(drawn).getcolors() or ())}


def test_a_fix_that_is_offered_helps(usual: TagTemplate, barbell: Stock) -> None:
    words = (Word("metal"), Word("weight"), Word("carats", drop=1))
    template = free_text(usual, "x").with_field(
        TagField("free", "back", words=words, short=False, joint=" · ")
    )
    drawn = draw(template, barbell, ring_tag(CODE), 300)
    assert [(one.kind, one.fix) for one in drawn.troubles] == [("too_long", "short_form")]
    mended = draw(fixed(template, "free", "short_form"), barbell, ring_tag(CODE), 300)
    assert mended.troubles == ()
    big = template.with_field(replace(template.field("free"), cap_um=4_000, least_cap_um=3_000))
    assert draw(big, barbell, ring_tag(CODE), 300).troubles[0].fix == "leave_out"
    left_out = draw(fixed(big, "free", "leave_out"), barbell, ring_tag(CODE), 300)
    assert (left_out.troubles, left_out.left_out) == ((), ("free",))
    assert light(left_out, "fits").state == "warn"


def test_fields_leave_in_their_order(usual: TagTemplate, barbell: Stock) -> None:
    template = free_text(usual, "stays")
    for n in range(9):
        field = TagField(f"line {n}", "back", words=(Word("text", f"line {n}"),), leave_out=9 - n)
        template = template.with_field(field)
    drawn = draw(template, barbell, TagValues(CODE), 203)
    assert drawn.troubles == ()
    assert drawn.left_out == ("line 8", "line 7", "line 6", "line 5")[: len(drawn.left_out)]
    assert drawn.left_out


def test_fixed_fields_that_lie_on_each_other_are_told(usual: TagTemplate, barbell: Stock) -> None:
    template = free_text(usual, "here", place="fixed", x_um=1_000, y_um=1_000)
    assert draw(template, barbell, TagValues(CODE), 300).troubles == ()
    other = TagField("two", "back", words=(Word("text", "there"),), place="fixed", y_um=1_200)
    (trouble,) = draw(template.with_field(other), barbell, TagValues(CODE), 300).troubles
    assert (trouble.kind, trouble.field, trouble.text) == ("overlaps", "two", "free")
    far = replace(other, x_um=25_000)
    assert draw(template.with_field(far), barbell, TagValues(CODE), 300).troubles[0].field == "two"


def test_a_moved_field_stands_where_it_was_put_to_the_dot(
    usual: TagTemplate, barbell: Stock
) -> None:
    template = free_text(usual, "here", place="fixed", x_um=2_540, y_um=1_270)
    placed = draw(template, barbell, TagValues(CODE), 300).side("back").layout.placed[0]
    assert (placed.x, placed.y) == (30, 15)
    right = free_text(usual, "here", align="right", place="fixed", y_um=1_270)
    side = draw(right, barbell, TagValues(CODE), 300).side("back")
    assert side.layout.placed[0].box[2] == side.ground.width


def test_code_128_goes_where_it_is_wide_enough() -> None:
    long_tag = shipped_roll("rat-tail-89x11")
    bars = next(one for one in long_tag.templates if one.code_field().symbol == "code_128")
    drawn = draw(bars, long_tag.stock, ring_tag(CODE), 300)
    assert read_back(drawn.raster()) == CODE
    assert light(drawn, "module").value_um >= 250
    short = shipped_roll("barbell-56x13")
    code = replace(short.templates[0].code_field(), symbol="code_128")
    refused = draw(short.templates[0].with_field(code), short.stock, ring_tag(CODE), 203)
    assert refused.troubles[0].kind == "no_room"
    with pytest.raises(DoesNotFitError, match="large enough") as said:
        refused.raster()
    assert "square code" in said.value.remedy


def test_a_stock_without_the_panel_is_said(usual: TagTemplate, barbell: Stock) -> None:
    only_front = replace(barbell, panels=barbell.panels[:1])
    drawn = draw(usual, only_front, ring_tag(CODE), 300)
    assert {one.kind for one in drawn.troubles} == {"no_panel"}
    with pytest.raises(DoesNotFitError, match="has no back"):
        drawn.raster()


def test_a_tag_that_would_not_scan_is_not_printed(roll: Roll, ring: TagValues) -> None:
    image = roll.raster(ring, 300)
    assert checked(image, ring.code) is image
    other = make_code(10, 2232)
    assert not reads_back(image, other)
    with pytest.raises(UserError, match="cannot be read back"):
        checked(image, other)
    image.paste(1, (0, 0, 60, 60))
    assert read_back(image) == ""
    with pytest.raises(UserError, match="not printed"):
        checked(image, ring.code)


def test_ink_beside_the_symbol_turns_the_quiet_light_red(
    usual: TagTemplate, barbell: Stock
) -> None:
    good = draw(usual, barbell, TagValues(CODE), 300)
    assert light(good, "quiet").state == "ok"
    near = TagField(
        "near", "front", words=(Word("text", "I"),), place="fixed", x_um=6_180, y_um=1_500
    )
    drawn = draw(usual.with_field(near), barbell, TagValues(CODE), 300)
    assert light(drawn, "quiet").state == "bad"


def test_the_offset_moves_every_dot_and_never_over_the_edge(roll: Roll, ring: TagValues) -> None:
    still = roll.raster(ring, 300)
    moved = roll.raster(ring, 300, Offset(423, -254))
    right, down = dots(423, 300), dots(-254, 300)
    assert (right, down) == (5, -3)
    box = (0, 3, still.width - 5, still.height)
    assert moved.crop((5, 0, still.width, still.height - 3)).tobytes() == still.crop(box).tobytes()
    with pytest.raises(DoesNotFitError, match="offset pushes print over the edge"):
        roll.raster(ring, 300, Offset(-2_000, 0))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_panel_is_the_same_print_turned(
    usual: TagTemplate, ring: TagValues, turned: int
) -> None:
    front = replace(shipped_roll("rfid-68x26").stock.panels[0], x_um=0, y_um=0)
    plain = shipped_roll("rfid-68x26")
    swap = turned % 180 != 0
    width, height = front.width_um, front.height_um
    panel = replace(
        front,
        turned=turned,
        width_um=height if swap else width,
        height_um=width if swap else height,
    )
    stock = replace(
        plain.stock,
        panels=(panel,),
        keep_out=(),
        outline=(),
        width_um=panel.width_um,
        height_um=panel.height_um,
    )
    flat = replace(
        plain.stock, panels=(front,), keep_out=(), outline=(), width_um=width, height_um=height
    )
    image, as_read = (
        drawn.raster().crop(drawn.sides[0].on_stock((0, 0, wide.width, wide.height)))
        for drawn in (draw(plain.templates[0], one, ring, 300) for one in (stock, flat))
        for wide in [drawn.sides[0].ground]
    )
    assert image.rotate(turned, expand=True).tobytes() == as_read.tobytes()
    assert read_back(image) == dmtx(image)[0] == CODE


def test_the_usual_roll_chooses_the_template_by_what_is_tagged(roll: Roll, ring: TagValues) -> None:
    rings = replace(roll.templates[0], key="rings", categories=("ring",))
    both = Roll(roll.stock, (roll.templates[0], rings))
    assert both.template_for(ring) is rings
    assert both.template_for(values_of(CODE, of="brooch")) is roll.templates[0]
    with pytest.raises(NotFoundError, match="puts an address on"):
        roll.template_for(values_of(CODE, kind="address"))


def test_the_second_reader_reads_each_symbol(ring: TagValues) -> None:
    for key in ("barbell-56x13", "rat-tail-89x11", "rfid-68x26", "zebra-4x2"):
        roll = shipped_roll(key)
        for template in roll.templates:
            image = draw(template, roll.stock, ring, 300).raster()
            assert second_reading(image, template.code_field().symbol) == [CODE]


@pytest.mark.parametrize("key", ["barbell-56x13", "butterfly-28x30", "folded-12x60"])
def test_ink_stays_on_the_panels(key: str, ring: TagValues) -> None:
    roll = shipped_roll(key)
    image = roll.raster(ring, 300).convert("L").point([255 - v for v in range(256)])
    assert image.getbbox() is not None
    for panel in roll.stock.panels:
        image.paste(0, _box(panel, 300))
    assert image.getbbox() is None, "dots outside the panels"


def test_ten_thousand_characters_are_refused_at_once(usual: TagTemplate, barbell: Stock) -> None:
    long = values_of(CODE, number="9" * 10_000)
    drawn = draw(usual, barbell, long, 300)
    assert drawn.troubles[0].by_um > 5_000_000
    assert side_picture(drawn, "back").width < 900
    with pytest.raises(DoesNotFitError) as refused:
        drawn.raster()
    assert len(refused.value.sentence()) < 220


@pytest.mark.parametrize(
    "text",
    ["^XZ^XA~JA~DG", "^FD_5E", "<b>ring</b>", "{{7*7}}", "💍 ring", "شاهد", "王小明", "שלום 9"],
)
def test_hostile_and_foreign_texts_are_printed_as_they_are(text: str, roll: Roll) -> None:
    plain = roll.raster(TagValues(CODE), 300)
    image = roll.raster(values_of(CODE, category=text), 300)
    assert image.tobytes() != plain.tobytes()
    assert read_back(image) == CODE


def test_black_is_black_in_the_pictures_for_the_screen(roll: Roll, ring: TagValues) -> None:
    drawn = roll.draw(ring, 203)
    shown = whole_picture(drawn)
    assert shown.convert("1", dither=Image.Dither.NONE).tobytes() == drawn.image.tobytes()
    assert {color for _, color in (shown.getcolors() or ())} == {(255, 255, 255), INK}


def test_the_drawing_is_the_same_each_time(roll: Roll, ring: TagValues) -> None:
    hashes = {sha256(roll.raster(ring, 300).tobytes()).hexdigest() for _ in range(3)}
    assert len(hashes) == 1


def _box(panel: Area, dpi: int) -> tuple[int, int, int, int]:
    return (
        dots(panel.x_um, dpi) - 1,
        dots(panel.y_um, dpi) - 1,
        dots(panel.right_um, dpi) + 1,
        dots(panel.bottom_um, dpi) + 1,
    )

"""Moving and sizing fields: whole dots, on turned panels too, and nothing jumps when it is pinned."""

from __future__ import annotations

import pytest

from app.printing.tag.draw import Drawn, draw
from app.printing.tag.roll import shipped_roll
from app.printing.tag.stock import Panel, dots
from app.printing.tag.template import TagTemplate, checked_template
from app.services.tag_trials import USUAL
from app.views.designer import moves

ROLLS = ("barbell-56x13", "butterfly-28x30", "rat-tail-89x11", "flat-35x22", "folded-22x36")


def made(template: TagTemplate, roll_key: str, dpi: int) -> Drawn:
    return draw(template, shipped_roll(roll_key).stock, USUAL, dpi)


def where(drawn: Drawn, name: str) -> tuple[int, int, int, int]:
    found = moves.placed_of(drawn, name)
    assert found is not None
    return found[0].on_stock(found[1].box)


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("key", ROLLS)
def test_a_field_moves_by_the_dots_that_were_asked_for(key: str, dpi: int) -> None:
    template = shipped_roll(key).templates[0]
    before = made(template, key, dpi)
    moved = 0
    for side, placed in before.everything():
        begin = where(before, placed.field)
        step = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[side.panel.turned]
        pinned_template = moves.moved(template, before, placed.field, 0, 0)
        pinned = made(pinned_template, key, dpi)
        at = where(pinned, placed.field)
        again = moves.placed_of(pinned, placed.field)
        assert again is not None
        if again[1].text != placed.text:
            continue  # alone it has room for its whole form
        near = 2 + (begin[2] - begin[0]) // 12
        for one, other in zip(begin, at, strict=True):
            assert abs(one - other) <= near, "it stays where it stood, but for a font size"
        after_template = moves.moved(pinned_template, pinned, placed.field, *step)
        after = made(after_template, key, dpi)
        if moves.placed_of(after, placed.field) is None:
            continue
        begin, end = at, where(after, placed.field)
        if (end[2] - end[0], end[3] - end[1]) != (begin[2] - begin[0], begin[3] - begin[1]):
            continue  # nearer to the edge it was set smaller
        assert (end[0] - begin[0], end[1] - begin[1]) == step, placed.field
        checked_template(after_template, after.stock)
        moved += 1
    assert moved >= 1


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_an_arrow_means_the_same_on_a_turned_panel(turned: int) -> None:
    for right, down in ((1, 0), (0, 1), (-3, 2)):
        across, along = moves.as_read(turned, right, down)
        from app.printing.tag.draw import Side
        from app.printing.tag.layout import Ground, Layout

        panel = Panel(0, 0, 20_000, 20_000, "front", turned)
        side = Side(panel, Ground(100, 100), 0, 0, Layout())
        begin = side.on_stock((40, 40, 50, 50))
        end = side.on_stock((40 + across, 40 + along, 50 + across, 50 + along))
        assert (end[0] - begin[0], end[1] - begin[1]) == (right, down)


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_the_code_grows_by_whole_dots_and_never_below_what_is_read(dpi: int) -> None:
    template = shipped_roll("flat-35x22").templates[0]
    drawn = made(template, "flat-35x22", dpi)
    code = template.code_field().name
    now = drawn.symbol()[1].module
    larger = moves.sized(template, drawn, code, 1)
    assert dots(larger.code_field().module_um, dpi) == now + 1
    smallest = moves.sized(template, drawn, code, -100)
    checked_template(smallest)
    assert dots(smallest.code_field().module_um, dpi) * 25_400 >= 330 * dpi


def test_a_copy_has_a_name_of_its_own_and_the_code_has_none() -> None:
    template = shipped_roll("barbell-56x13").templates[0]
    twice, name = moves.copied(template, "price")
    assert name == "price 2"
    assert [one.name for one in twice.on("back")][:2] == ["price", "price 2"]
    assert moves.copied(template, "code") == (template, "code")


def test_a_field_is_put_among_others_and_stepped_over_the_end() -> None:
    roll = shipped_roll("barbell-56x13")
    template = roll.templates[0]
    last = template.on("front")[-1].name
    assert moves.stepped(template, roll.stock, last, 1).on("back")[0].name == last
    first = template.on("front")[0].name
    assert moves.stepped(template, roll.stock, first, -1) == template
    put = moves.put_at(template, "price", "front", 1)
    assert put.on("front")[1].name == "price"
    assert len(put.fields) == len(template.fields)


def test_from_scratch_is_a_tag_that_scans() -> None:
    for key in ROLLS:
        stock = shipped_roll(key).stock
        template = checked_template(moves.from_scratch("own", "Own", stock), stock)
        assert {one.state for one in draw(template, stock, USUAL, 300).lights} <= {"ok", "warn"}

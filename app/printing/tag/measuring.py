"""Measure my roll: a tag with rulers and a box, and what the clerk reads from it.

The box is drawn one millimetre inside the tag's edges. What is really white beside it on the printed
tag says by how much the printer prints beside the mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image, ImageDraw

from app.domain.errors import InputError
from app.printing.lettering import SEMIBOLD
from app.printing.tag.draw import Offset
from app.printing.tag.stock import (
    FOLD_CLEAR_UM,
    UM_PER_INCH,
    Fold,
    KeepOut,
    Panel,
    Stock,
    checked_stock,
    dots,
)
from app.printing.tag.typeset import line_mask, size_for_cap

BOX_INSIDE_UM = 1_000
"""White between the tag's edge and the box where nothing is out of place."""
FARTHEST_UM = 6_000
_TICK_UM, _FIVE_UM, _TEN_UM = 900, 1_500, 2_200
_FIGURE_CAP_UM = 1_100


def ruler(stock: Stock, dpi: int) -> Image.Image:
    """The tag that is printed to measure a roll: rulers in mm from the left and upper edge, the box.

    Every tenth millimetre has its figure; the panels are drawn with dotted edges.
    """
    width, height = stock.size_dots(dpi)
    image = Image.new("1", (width, height), 1)
    pen = ImageDraw.Draw(image)
    thick = max(1, dots(120, dpi))
    inside = dots(BOX_INSIDE_UM, dpi)
    for panel in stock.panels:
        left, top, right, bottom = _box(panel, dpi)
        inner = max(left, inside), max(top, inside)
        _dotted(
            pen, (*inner, min(right, width - inside - 1), min(bottom, height - inside - 1)), dpi
        )
    for mm in range(2, max(stock.width_um, stock.height_um) // 1000):
        length = dots(_TEN_UM if mm % 10 == 0 else _FIVE_UM if mm % 5 == 0 else _TICK_UM, dpi)
        at = mm * 1000 * dpi // UM_PER_INCH
        if at < width - inside:
            pen.rectangle((at, inside, at + thick - 1, inside + length), fill=0)
        if at < height - inside:
            pen.rectangle((inside, at, inside + length, at + thick - 1), fill=0)
        if mm % 10 == 0:
            _figure(image, mm, at, inside + length, dpi)
    edge = (inside, inside, width - inside - 1, height - inside - 1)
    pen.rectangle(edge, outline=0, width=thick)
    return image


def offset_from(left_um: int, top_um: int) -> Offset:
    """The offset that puts print in its place, from the white left of and above the printed box.

    A box that runs over the tag's edge has less than no white: type how far it runs over, with a
    minus. InputError where what was read cannot be.
    """
    for name, read in (("left", left_um), ("top", top_um)):
        if abs(read - BOX_INSIDE_UM) > FARTHEST_UM:
            raise InputError(
                "Too far from its place",
                f"The box stands {read / 1000:.1f} mm from the edge; 1 mm would be right.",
                "Put the roll in straight, calibrate the printer, and print the ruler again.",
                field=name,
            )
    return Offset(BOX_INSIDE_UM - left_um, BOX_INSIDE_UM - top_um)


def measured(stock: Stock, width_um: int, height_um: int, *, gap_um: int | None = None) -> Stock:
    """The stock in the size that was measured: panels, folds and outline in proportion.

    Panels keep a millimetre from folds; InputError where the size cannot be.
    """

    def across(x_um: int) -> int:
        return x_um * width_um // stock.width_um

    def down(y_um: int) -> int:
        return y_um * height_um // stock.height_um

    folds = tuple(
        Fold(one.upright, across(one.at_um) if one.upright else down(one.at_um))
        for one in stock.folds
    )
    keep_out = tuple(
        KeepOut(
            across(one.x_um),
            down(one.y_um),
            across(one.right_um) - across(one.x_um),
            down(one.bottom_um) - down(one.y_um),
            one.why,
        )
        for one in stock.keep_out
    )
    panels = []
    for panel in stock.panels:
        left, top = -(-panel.x_um * width_um // stock.width_um), down(panel.y_um)
        right, bottom = across(panel.right_um), down(panel.bottom_um)
        scaled = replace(panel, x_um=left, y_um=top, width_um=right - left, height_um=bottom - top)
        panels.append(_clear_of_folds(panel, scaled, stock.folds, folds))
    return checked_stock(
        replace(
            stock,
            width_um=width_um,
            height_um=height_um,
            gap_um=stock.gap_um if gap_um is None else gap_um,
            panels=tuple(panels),
            keep_out=keep_out,
            folds=folds,
            outline=tuple((across(x), down(y)) for x, y in stock.outline),
            measured=True,
        )
    )


def _clear_of_folds(was: Panel, panel: Panel, old: Sequence[Fold], new: Sequence[Fold]) -> Panel:
    """The panel cut back where it comes too near to a fold; it stays on the side where it ``was``."""
    left, top, right, bottom = panel.x_um, panel.y_um, panel.right_um, panel.bottom_um
    for before, fold in zip(old, new, strict=True):
        near, far = fold.at_um - FOLD_CLEAR_UM, fold.at_um + FOLD_CLEAR_UM
        if fold.upright and was.right_um <= before.at_um:
            right = min(right, near)
        elif fold.upright:
            left = max(left, far)
        elif was.bottom_um <= before.at_um:
            bottom = min(bottom, near)
        else:
            top = max(top, far)
    return replace(panel, x_um=left, y_um=top, width_um=right - left, height_um=bottom - top)


def _box(panel: Panel, dpi: int) -> tuple[int, int, int, int]:
    return (
        dots(panel.x_um, dpi),
        dots(panel.y_um, dpi),
        dots(panel.right_um, dpi) - 1,
        dots(panel.bottom_um, dpi) - 1,
    )


def _dotted(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int], dpi: int) -> None:
    left, top, right, bottom = box
    step = max(2, dots(500, dpi))
    for x in range(left, right + 1, step):
        pen.line((x, top, min(x + step // 2, right), top), fill=0)
        pen.line((x, bottom, min(x + step // 2, right), bottom), fill=0)
    for y in range(top, bottom + 1, step):
        pen.line((left, y, left, min(y + step // 2, bottom)), fill=0)
        pen.line((right, y, right, min(y + step // 2, bottom)), fill=0)


def _figure(image: Image.Image, mm: int, at: int, beyond: int, dpi: int) -> None:
    """The figure of a ten, under its tick and right of it."""
    size = size_for_cap(dots(_FIGURE_CAP_UM, dpi))
    figure = line_mask(str(mm), SEMIBOLD, size).image
    gap = max(1, dots(300, dpi))
    if at + figure.width // 2 < image.width - beyond:
        image.paste(figure, (at - figure.width // 2, beyond + gap))
    if at + figure.height // 2 < image.height - beyond:
        image.paste(figure, (beyond + gap, at - figure.height // 2))

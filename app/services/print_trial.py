"""Trial prints of the tag designer: a template that is not saved yet, and the ruler that measures a roll."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.printing.tag.draw import draw
from app.printing.tag.measuring import ruler
from app.printing.tag.readback import checked
from app.printing.tag.stock import Stock
from app.printing.tag.template import TagTemplate
from app.printing.tag.values import TagValues
from app.services.print_jobs import enqueue, printer_for, printer_of, reading
from app.services.print_rendering import PICTURE_DPI, Rendered
from app.services.print_test import TEST_CODE
from app.services.print_unowned import rendered_trial
from app.services.printers import Printer
from app.shop import Shop


def print_trial(
    shop: Shop,
    actor: Actor,
    template: TagTemplate,
    stock: Stock,
    values: TagValues,
    *,
    printer: str = "",
) -> Changes:
    """Store and queue a tag of a template as it stands in the designer: ``first("print_job")``.

    It says what the sample says, but carries the test code: it is the tag of nothing.
    """
    shop.require(actor, "devices.test")
    to = _printer(shop, printer)
    said = replace(values, code=TEST_CODE)
    rasters = {
        dpi: checked(draw(template, stock, said, dpi).raster(), TEST_CODE) for dpi in _dpis(to)
    }
    return enqueue(
        shop, actor, _rendered(to, stock, rasters, f"Test tag, {template.name}"), printer=to.key
    )


def print_ruler(shop: Shop, actor: Actor, stock: Stock, *, printer: str = "") -> Changes:
    """Store and queue the ruler of a stock, to measure the roll in a printer: ``first("print_job")``."""
    shop.require(actor, "devices.test")
    to = _printer(shop, printer)
    rasters = {dpi: ruler(stock, dpi) for dpi in _dpis(to)}
    return enqueue(
        shop, actor, _rendered(to, stock, rasters, f"Ruler, {stock.name}"), printer=to.key
    )


def _printer(shop: Shop, key: str) -> Printer:
    with reading(shop) as db:
        return printer_of(db, key) if key else printer_for(db, "tags")


def _dpis(to: Printer) -> tuple[int, ...]:
    return (to.dpi,) if to.takes_labels else PICTURE_DPI


def _rendered(to: Printer, stock: Stock, rasters: dict[int, Image.Image], title: str) -> Rendered:
    return rendered_trial(to, stock.key, title, list(rasters.items()))

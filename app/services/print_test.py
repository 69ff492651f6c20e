"""A test tag: it shows that printer, roll and scanner fit together, and is the tag of nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PIL import Image

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.codes import make_code
from app.domain.ids import now_ms
from app.printing.tag.roll import Roll
from app.printing.tag.values import values_of
from app.services.print_jobs import (
    Printer,
    enqueue,
    printer_for,
    printer_of,
    reading,
    transport_for,
)
from app.services.print_rendering import PICTURE_DPI
from app.services.print_sheets import NEXT_FREE, sheet_of, start_of
from app.services.print_unowned import rendered_trial, trial_on_sheet
from app.services.tags import roll_of
from app.shop import Shop

TEST_CODE = make_code(9, 999_999)
"""A code of the stations that no PC has: no piece can ever carry it."""


def print_test_tag(
    shop: Shop, actor: Actor, *, printer: str = "", start_at: int = NEXT_FREE
) -> Changes:
    """Draw, store and queue a test tag on a printer's roll or sheet: ``first("print_job")``.

    Scanned afterwards it proves driver, dots, roll and scanner in one step. ``start_at``: used places of
    a sheet of labels (ASK: StartAtError tells where it could begin).
    """
    shop.require(actor, "devices.test")
    with reading(shop) as db:
        to = printer_of(db, printer) if printer else printer_for(db, "tags")
        roll, is_sheet = roll_of(db, to.stock), sheet_of(db, to) is not None
        start_of(db, to, start_at, 1)  # what is to be asked is asked before it is drawn
    rasters = _rasters(shop, to, roll, (to.dpi,) if is_sheet else ())
    title = f"Test tag, {roll.stock.name}"
    if not is_sheet:
        rendered = rendered_trial(to, roll.stock.key, title, list(rasters.items()))
    else:
        with reading(shop) as db:
            rendered = trial_on_sheet(db, TEST_CODE, title, rasters[to.dpi], to, start_at)
    return enqueue(shop, actor, rendered, printer=to.key)


def _rasters(
    shop: Shop, to: Printer, roll: Roll, dpis: Sequence[int] = ()
) -> dict[int, Image.Image]:
    today = datetime.fromtimestamp(now_ms() / 1000, shop.settings.tz).date().isoformat()
    values = values_of(
        TEST_CODE, kind="place", name="TEST TAG|TEST", title="Scan me|Scan", price="0.00", due=today
    )
    usual = (to.dpi,) if to.takes_labels else PICTURE_DPI
    return {dpi: roll.raster(values, dpi) for dpi in dpis or usual}


def drawn_for_nothing(shop: Shop) -> None:
    """Draw a test tag and print it nowhere: fonts, templates and the ways to printers are loaded then."""
    with reading(shop) as db:
        to = printer_for(db, "tags")
        _rasters(shop, to, roll_of(db, to.stock))
        transport_for(db, to.key)

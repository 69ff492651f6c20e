"""Pieces with tags, a Zebra of the house, and what came out of it, for the tests of the queue."""

from __future__ import annotations

import base64
import re
import time
import zlib
from collections.abc import Callable, Sequence

from PIL import Image

from app.domain.actors import Actor
from app.models.pieces import Piece
from app.printing.tag.readback import read_back
from app.printing.transports.zebra import ZebraTcp
from app.services.print_store import reading
from app.services.printer_changes import add_printer
from app.services.printer_ways import never_stopped, setting_of
from app.services.printers import ZEBRA_TCP, NewPrinter, Printer, printers
from app.shop import Shop
from tests.conftest import PATIENCE_S
from tests.printing.transports.zebra_stand_in import ZebraStandIn

_GRAPHIC = re.compile(rb"\^GFA,(\d+),\d+,(\d+),:Z64:([^:]+):")
ROLL = "barbell-56x13"


def tagged_pieces(shop: Shop, actor: Actor, many: int) -> list[int]:
    """So many bands with tag codes."""
    with shop.work(actor, "take_in") as w:
        found = [w.add(Piece, category="ring", description=f"Band {n}") for n in range(many)]
        for piece in found:
            w.step("piece", piece, "intake")
            w.code("piece", piece)
    return found


def add_zebra(
    shop: Shop, admin: Actor, address: str, title: str = "Counter Zebra", **more: object
) -> Printer:
    """A Zebra for tags at an address."""
    values = {
        "model": "ZD421",
        "stock": ROLL,
        "purposes": ("tags",),
        "checks_length": False,
        **more,
    }
    add_printer(shop, admin, NewPrinter(title, ZEBRA_TCP, address, **values))  # type: ignore[arg-type]
    with reading(shop) as db:
        return next(one for one in printers(db) if one.title == title)


def quick_way(
    shop: Shop,
    printer: Printer,
    patience_s: float = PATIENCE_S,
    stopped: Callable[[], bool] = never_stopped,
) -> ZebraTcp:
    """The way to a Zebra that loses no time; ``stopped`` ends a wait, however busy this PC is."""
    with reading(shop) as db:
        setting = setting_of(db, printer)
    return ZebraTcp(
        printer.where, setting, stopped=stopped, poll_s=0.001, idle_s=5.0, patience_s=patience_s
    )


def raster_in(label: bytes) -> Image.Image:
    """The dots of a label as the printer got them."""
    found = _GRAPHIC.search(label)
    assert found is not None, label[:80]
    row_bytes, rows = int(found[2]), zlib.decompress(base64.b64decode(found[3]))
    black = bytes(255 - byte for byte in rows)
    return Image.frombytes("1", (row_bytes * 8, len(rows) // row_bytes), black)


def codes_out(zebra: ZebraStandIn, since: int = 0) -> list[str]:
    """The codes on the labels that came out, as a scanner reads them."""
    return [read_back(raster_in(label)) for label in zebra.printed[since:]]


def until(true: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
    """Wait until something holds; AssertionError when it never does."""
    end = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.002)


def spread(cases: Sequence[tuple[int, str]], many: int) -> list[tuple[int, str]]:
    """So many of all cases, spread evenly and with every fault among them."""
    return [cases[(n * len(cases)) // many] for n in range(many)]

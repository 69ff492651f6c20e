"""From the key press on a piece's page to the first byte of its tag at the printer, in the real window.

The printer is a stand-in of a Zebra on this PC: it is asked how it stands first, as a real one is.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.views.keys import Key
from app.views.pieces.piece_page import PiecePage
from tests.bench.big_shop import KEY, big_shop, opened, tagged
from tests.bench.measure import Figure, told, within
from tests.bench.watching import NAP_S, PATIENCE_S, Watch, window
from tests.printing.transports.zebra_stand_in import ZebraStandIn

TAGS = 20
_PRINTER = (
    "INSERT INTO printer (id, key, title, printer_kind, address, model, dpi, stock, right_um,"
    " down_um, darkness, speed, purposes, paused, checks_length, across, state, said, said_at,"
    " added_at) VALUES (1, 'bench', 'Bench', 'zebra_tcp', ?, '', 300, '', 0, 0, -1, 0, 'tags', 0,"
    " 0, 1, '', '', 0, 1)"
)


def run() -> list[Figure]:
    """A copy of the big shop, so that what is printed here stays here."""
    with opened() as shop, closing(shop.reader()) as reader:
        pieces = [piece for _, piece in tagged(reader, TAGS + 1, int(time.time()))]
    with tempfile.TemporaryDirectory() as folder, ZebraStandIn() as zebra:
        copy = Path(folder) / "shop"
        shutil.copytree(
            big_shop(), copy, ignore=shutil.ignore_patterns("files", "backups", "cache")
        )
        _add_printer(copy, zebra.address)
        took = _printed(copy, zebra, pieces)
    return [
        told("key press to first byte, the first of the day", took[0]),
        within("key press to first byte at the printer, median", statistics.median(took[1:]), 100),
        within("key press to first byte at the printer, slowest", max(took[1:]), 100),
    ]


def _add_printer(path: Path, address: str) -> None:
    from app.shop import Shop

    with closing(Shop.open(path, KEY)) as shop, shop.local() as db:
        db.run(_PRINTER, (address,))


def _printed(path: Path, zebra: ZebraStandIn, pieces: list[int]) -> list[float]:
    found = []
    with window(shop=path) as (app, place):
        watch = Watch(app)
        watch.rest(2.0)  # the rest of the program is loaded beside the first page
        for nth, piece in enumerate(pieces, 1):
            place.window.navigate("piece", piece)
            page: Any = place.window.page
            until = time.perf_counter() + PATIENCE_S
            while not (
                isinstance(page, PiecePage) and page.view and page.view.card.row.id == piece
            ):
                app.processEvents()
                page = place.window.page
                assert time.perf_counter() < until, "the piece was never shown"
            watch.rest()
            zebra.first_byte.clear()
            begun = time.perf_counter()
            QTest.keyClick(place.window.focusWidget() or place.window, getattr(Qt.Key, _KEY))
            while not zebra.first_byte.is_set():
                app.processEvents()
                time.sleep(NAP_S)  # as a window that sleeps between two events
                assert time.perf_counter() - begun < PATIENCE_S, "no byte came"
            found.append((zebra.first_at - begun) * 1000)
            while len(zebra.printed) < nth:
                app.processEvents()
            watch.rest(0.3)
    return found


_KEY = f"Key_{Key.PRINT}"

"""A scan among 200 000 pieces: to its record against one prepared statement, to the painted page."""

from __future__ import annotations

import statistics
from contextlib import closing
from typing import Any

from app.services.scanning import resolve
from app.views.pieces.piece_page import PiecePage
from tests.bench.big_shop import MANY_PIECES, opened, tagged
from tests.bench.measure import Figure, against, interleaved, told, within
from tests.bench.watching import Watch, window

SCANS = 2_000
PAGES = 40
_PLAIN = (
    "SELECT p.id, p.description FROM code_now AS c JOIN piece_now AS p ON p.id = c.target_id"
    " WHERE c.code = ?"
)


def run() -> list[Figure]:
    """Both promises: the record, and the page in the real window."""
    return [*_to_record(), *_to_page()]


def _to_page() -> list[Figure]:
    """The page of one piece after another, while the list of orders was shown at first."""
    with opened() as shop, closing(shop.reader()) as reader:
        chosen = tagged(reader, PAGES, 4)
    with window() as (app, place):
        watch, first = Watch(app), Watch(app)
        for nth, (code, _) in enumerate(chosen):

            def right(wanted: str = code) -> bool:
                page: Any = place.window.page
                return isinstance(page, PiecePage) and bool(
                    page.view and page.view.card.row.code == wanted
                )

            act = first if not nth else watch
            act.act(lambda c=code: place.scanner.scanned.emit(c), place.window, right)
        usual, slowest = statistics.median(watch.painted), max(watch.painted)
        return [
            told("scan to painted page, the first of the day", first.painted[0]),
            told("scan to painted page, median", usual),
            within("scan to painted page, slowest", slowest, 100),
        ]


def _to_record() -> list[Figure]:
    """Codes picked at random, never the same twice, so that neither side finds them warm."""
    with opened() as shop, closing(shop.reader()) as reader, closing(shop.reader()) as plain:
        with closing(shop.reader()) as choosing:
            chosen = tagged(choosing, 2 * SCANS, 3)
        ours_next, floor_next = iter(chosen[:SCANS]), iter(chosen[SCANS:])
        statement = plain.conn.execute
        found: list[int] = []

        def ours() -> None:
            found.append(resolve(reader, next(ours_next)[0]).target_id)

        def floor() -> None:
            statement(_PLAIN, (next(floor_next)[0],)).fetchone()

        mine, theirs = interleaved(ours, floor, SCANS)
        assert found == [piece for _, piece in chosen[:SCANS]]
    return [against(f"scan to record among {MANY_PIECES:,} pieces", mine, theirs, 3.0)]

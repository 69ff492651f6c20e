"""A scan among 200 000 pieces: to its record against one prepared statement, to the painted page."""

from __future__ import annotations

import random
import statistics
from typing import Any

from app.services.scanning import resolve
from app.views.pieces.piece_page import PiecePage
from tests.bench.many import MANY, code_of, opened
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
    with window() as (app, place):
        watch, first = Watch(app), Watch(app)
        for nth, n in enumerate(random.Random(4).sample(range(MANY), PAGES)):
            code = code_of(n)

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
    with opened() as shop:
        numbers = random.Random(3).sample(range(MANY), 2 * SCANS)
        ours_next, floor_next = iter(numbers[:SCANS]), iter(numbers[SCANS:])
        reader, plain = shop.reader(), shop.reader()
        statement = plain.conn.execute
        found: list[int] = []

        def ours() -> None:
            found.append(resolve(reader, code_of(next(ours_next))).target_id)

        def floor() -> None:
            statement(_PLAIN, (code_of(next(floor_next)),)).fetchone()

        mine, theirs = interleaved(ours, floor, SCANS)
        for n, target in zip(numbers, found, strict=False):
            number = reader.value("SELECT number FROM piece WHERE id = ?", (target,))
            assert number == f"P10-26-{n:06d}"
        reader.close()
        plain.close()
    return [against(f"scan to record among {MANY:,} pieces", mine, theirs, 3.0)]

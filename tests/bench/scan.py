"""A scan among 200 000 pieces: to its signal, to its record against one statement, to the painted page."""

from __future__ import annotations

import statistics
import time
from contextlib import closing
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from app.services.scanning import resolve
from app.views.pieces.piece_page import PiecePage
from app.views.workplace import Workplace
from tests.bench.big_shop import MANY_PIECES, opened, tagged
from tests.bench.measure import Figure, against, interleaved, told, within
from tests.bench.watching import Watch, window

SCANS = 2_000
PAGES = 40
_PLAIN = (
    "SELECT p.id, p.description FROM code_now AS c JOIN piece_now AS p ON p.id = c.target_id"
    " WHERE c.code = ?"
)


class Scanner(QObject):
    """Presses keys in the window as a keyboard scanner does: 4 ms a key, Enter last."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._window = place.window.windowHandle()
        self._now = 10_000
        self._ended = 0.0
        self.signals: list[float] = []
        """From the press of each Enter to the signal, ms."""
        # First of all who hear of it: what is done with the scan is the page's time.
        place.scanner.scanned.disconnect(place.seat.on_keys)
        place.scanner.scanned.connect(self._on_scan)
        place.scanner.scanned.connect(place.seat.on_keys)

    def begin(self, code: str) -> None:
        """All keys but the last."""
        self._now += 2_000
        for digit in code:
            self._press(ord(digit), digit)

    def end(self) -> None:
        """The last key."""
        self._ended = time.perf_counter()
        self._press(Qt.Key.Key_Return, "\r")

    def _press(self, key: int, text: str) -> None:
        self._now += 4
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            made = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            made.setTimestamp(self._now)
            if kind == QEvent.Type.ShortcutOverride:
                made.ignore()
            QCoreApplication.sendEvent(self._window, made)

    def _on_scan(self, _code: str) -> None:
        self.signals.append((time.perf_counter() - self._ended) * 1000)


def run() -> list[Figure]:
    """Both promises: the record, and the page in the real window."""
    return [*_to_record(), *_to_page()]


def _to_page() -> list[Figure]:
    """The page of one piece after another, while the list of orders was shown at first."""
    with opened() as shop, closing(shop.reader()) as reader:
        chosen = tagged(reader, PAGES, 4)
    with window() as (app, place):
        watch, first = Watch(app), Watch(app)
        scanner = Scanner(place)
        for nth, (code, _) in enumerate(chosen):

            def right(wanted: str = code) -> bool:
                page: Any = place.window.page
                return isinstance(page, PiecePage) and bool(
                    page.view and page.view.card.row.code == wanted
                )

            act = first if not nth else watch
            scanner.begin(code)
            act.act(scanner.end, place.window, right)
        usual, slowest = statistics.median(watch.painted), max(watch.painted)
        return [
            told("last key of a scan to signal, median", statistics.median(scanner.signals)),
            within("last key of a scan to signal, slowest", max(scanner.signals), 2),
            told("last key of a scan to painted page, the first of the day", first.painted[0]),
            told("last key of a scan to painted page, median", usual),
            within("last key of a scan to painted page, slowest", slowest, 100),
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

"""Watching the real window from inside: how long it stalls, and when the right thing is painted.

A turn of the event loop handles what has come meanwhile; the longest turn of an act is its stall.
"Painted" is the end of the turn in which the watched widget painted with the right content in it.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from app.shop import Shop
from app.views import theme
from app.views.pool import Pool
from app.views.theme import Theme
from app.views.workplace import Workplace
from tests.bench.big_shop import KEY, LOGIN, big_shop
from tests.bench.measure import Figure

PATIENCE_S = 20.0
NAP_S = 0.0005


class Painted(QObject):
    """Notes whether a widget (a window: anything in it) painted while ``right`` held."""

    def __init__(self, widget: QWidget, right: Callable[[], bool]) -> None:
        super().__init__()
        self._right = right
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest) and not self.seen:
            self.seen = self._right()
        return False


@dataclass
class Watch:
    """What some acts of one kind took, in milliseconds."""

    app: QApplication
    stalls: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)

    def act(self, do: Callable[[], object], widget: QWidget, right: Callable[[], bool]) -> None:
        """Do something, then turn the loop until ``widget`` has painted while ``right`` held."""
        paint = Painted(widget, right)
        begun = time.perf_counter()
        do()
        worst = time.perf_counter() - begun
        while not paint.seen:
            turn = time.perf_counter()
            self.app.processEvents()
            took = time.perf_counter() - turn
            worst = max(worst, took)
            assert turn - begun < PATIENCE_S, "the right thing was never painted"
            if not paint.seen and took < NAP_S:
                time.sleep(NAP_S)
        self.painted.append((time.perf_counter() - begun) * 1000)
        widget.removeEventFilter(paint)
        self.stalls.append(max(worst, self.rest()) * 1000)

    def rest(self, quiet_s: float = 0.12) -> float:
        """Turn the loop until nothing happened for a while; the longest turn in seconds."""
        worst, last = 0.0, time.perf_counter()
        while time.perf_counter() - last < quiet_s:
            turn = time.perf_counter()
            self.app.processEvents()
            took = time.perf_counter() - turn
            worst = max(worst, took)
            if took < NAP_S:
                time.sleep(NAP_S)
            else:
                last = time.perf_counter() if took > 0.002 else last
        return worst

    def figures(self, name: str) -> list[Figure]:
        """Stall median and maximum, and the slowest painting, against what is promised."""
        median, most = statistics.median(self.stalls), max(self.stalls)
        slowest, usual = max(self.painted), statistics.median(self.painted)
        return [
            Figure(f"{name}: stall, median", median, None, "<= 16 ms", median <= 16),
            Figure(f"{name}: stall, longest", most, None, "<= 50 ms", most <= 50),
            Figure(f"{name}: painted, median", usual, None, "", True),
            Figure(f"{name}: painted, slowest", slowest, None, "<= 100 ms", slowest <= 100),
        ]


@contextmanager
def window(
    width: int = 1440, height: int = 900, *, shop: Path | None = None
) -> Iterator[tuple[QApplication, Workplace]]:
    """The whole program's window over the big shop (or another of its kind), somebody signed in."""
    theme.prepare()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        kept = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        pool = Pool()
        place = Workplace(app, Shop.open(shop or big_shop(), KEY), pool, Theme(app, "light"), kept)
        place.begin(LOGIN)
        place.window.resize(width, height)
        until = time.perf_counter() + PATIENCE_S
        while place.window.covered and time.perf_counter() < until:
            app.processEvents()
        assert not place.window.covered
        Watch(app).rest(0.5)
        try:
            yield app, place
        finally:
            place.close()
            pool.close()
            app.processEvents()

"""From a commit on one PC to the painted row on another's screen, over a PostgreSQL on this machine.

The first PC is a process of its own; the second is the real window with its list of orders. The floor
is the least that any program needs: a row put into the database, told by NOTIFY, fetched by another.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psycopg
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.actors import SYSTEM
from app.domain.ids import new_id
from app.models.orders import OrderLine, SalesOrder
from app.models.records import Transition
from app.services.founding import found_shop
from app.shop import Shop
from app.sync.begin import begin_hub
from app.sync.engine import Engine
from app.sync.membership import need_membership
from app.views import theme
from app.views.pool import Pool
from app.views.theme import Theme
from app.views.workplace import Workplace
from tests.bench.filling import LOGIN, NEWEST_MS, PASSWORD, fill
from tests.bench.hub import server, wanted
from tests.bench.measure import Figure, told, within
from tests.bench.watching import Painted, Watch
from tests.conftest import SHOP_KEY
from tests.sync.pcs import Pc, joined
from tests.sync.postgres import Server

ORDERS = wanted("ORDERS", 2_000)
"""What is in the lists already."""
TIMES = wanted("TIMES", 60)
WARM = 5
P50_MS, P95_MS = 50, 200
PATIENCE_S = 20.0


def run() -> list[Figure]:
    """New orders on one PC, one after the other; each is looked for on the other's screen."""
    with server() as made, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = _two(made, folder)
        first.hub.close()
        first.shop.close()
        second.hub.close()
        with writing(first.shop.path) as teller, _window(second.shop, folder) as place:
            taken = [_once(place, teller, n) for n in range(WARM + TIMES)][WARM:]
            reader = place.shop.reader()
            there = reader.value("SELECT count(*) FROM order_now")
            reader.close()
        assert there == ORDERS + WARM + TIMES
        floor = _floor(made)
    half = statistics.median(taken)
    most = statistics.quantiles(taken, n=20)[-1]
    return [
        within("commit to another PC's screen, p50", half, P50_MS),
        within("commit to another PC's screen, p95", most, P95_MS),
        told("commit to another PC's screen, p50, and a bare NOTIFY", half, statistics.median(floor)),
    ]  # fmt: skip


def _two(made: Server, folder: Path) -> tuple[Pc, Pc]:
    """Two PCs of a shop with some orders."""
    shop = found_shop(folder / "first", name="Hallam & Vey", currency="USD", zone="UTC", login=LOGIN,
                      display="Olga Marchenko", password=PASSWORD, key=SHOP_KEY).shop  # fmt: skip
    fill(shop, 200, ORDERS)
    begin_hub(shop, made.empty_database(), name="counter")
    first = Pc(shop, need_membership(shop).open())
    first.meet()
    return first, joined(first, folder / "second")


@contextmanager
def _window(shop: Shop, folder: Path) -> Iterator[Workplace]:
    """The program's window over the second PC's shop, its list of orders shown, its engine running."""
    theme.prepare()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    pool = Pool()
    place = Workplace(app, shop, pool, Theme(app, "light"), kept)
    place.begin(LOGIN)
    place.window.resize(1440, 900)
    until = time.perf_counter() + PATIENCE_S
    while place.window.covered and time.perf_counter() < until:
        app.processEvents()
    assert not place.window.covered
    place.window.navigate("orders")
    Watch(app).rest(0.5)
    page: Any = place.window.page
    page.views.choose("all")
    Watch(app).rest(0.5)
    until = time.perf_counter() + PATIENCE_S
    while not _meets(place) and time.perf_counter() < until:
        app.processEvents()
    assert _meets(place)
    try:
        yield place
    finally:
        place.close()
        pool.close()
        app.processEvents()


def _meets(place: Workplace) -> bool:
    status = place.desk.sync.status
    return status is not None and status.reachable


def _once(place: Workplace, teller: subprocess.Popen[str], n: int) -> float:
    """Milliseconds from the commit there until the row is painted here."""
    page: Any = place.window.page
    order = new_id()
    paint = Painted(page.view.viewport(), lambda: page.list.model.record_id(0) == order)
    assert teller.stdin is not None
    assert teller.stdout is not None
    teller.stdin.write(f"{order} {n}\n")
    teller.stdin.flush()
    begun = time.monotonic()
    while not paint.seen:
        turn = time.monotonic()
        QApplication.processEvents()
        assert turn - begun < PATIENCE_S, "the order was never painted"
        if time.monotonic() - turn < 0.0005:
            time.sleep(0.0005)
    painted = time.monotonic_ns()
    page.view.viewport().removeEventFilter(paint)
    committed = int(teller.stdout.readline())
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    QTest.keyClick(page.view, Qt.Key.Key_Home)  # the list stays at the marked row: it is the first
    Watch(app).rest(0.1)
    return (painted - committed) / 1e6


# --- the PC that writes, a process of its own


@contextmanager
def writing(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A program on the first PC: for each "id n" that it is told it makes an order, and says when."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.sync_lag", str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        try:
            yield program
        finally:
            program.stdin.close()
            program.wait(30)


def _tell(folder: Path) -> None:
    shop = Shop.open(folder, SHOP_KEY)
    engine = Engine(shop)
    engine.start()
    print("ready", flush=True)
    for line in sys.stdin:
        order, n = map(int, line.split())
        with shop.work(SYSTEM, "bench") as w:
            w.add(SalesOrder, id=order, number=f"#{900_000 + n}", currency="USD",
                  ordered_at=NEWEST_MS + n, stated_total_minor=100_000, bill_name="Ann Lee")  # fmt: skip
            w.add(
                OrderLine, order_id=order, position=1, name="Emerald halo ring", unit_minor=100_000
            )
            w.add(Transition, machine="order", subject_id=order, from_state="", to_state="imported")
            w.add(
                Transition,
                machine="order",
                subject_id=order,
                from_state="imported",
                to_state="review",
            )
        print(time.monotonic_ns(), flush=True)
    engine.stop()
    shop.close()


# --- the floor


def _floor(made: Server) -> list[float]:
    """A row with some bytes is put, told, and fetched by another connection."""
    taken = []
    with psycopg.connect(made.url("hubs"), autocommit=True) as here, \
            psycopg.connect(made.url("hubs"), autocommit=True) as there:  # fmt: skip
        here.execute("CREATE TABLE bare (n int PRIMARY KEY, body bytea)")
        there.execute("LISTEN bare")
        for n in range(TIMES):
            begun = time.perf_counter()
            here.execute("INSERT INTO bare VALUES (%s, %s)", (n, os.urandom(600)))
            here.execute("NOTIFY bare")
            assert next(there.notifies(timeout=PATIENCE_S, stop_after=1))
            assert there.execute("SELECT body FROM bare WHERE n = %s", (n,)).fetchone()
            taken.append((time.perf_counter() - begun) * 1000)
    return taken


if __name__ == "__main__":
    _tell(Path(sys.argv[1]))

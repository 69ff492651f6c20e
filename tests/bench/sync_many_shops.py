"""One database that is the hub of two hundred shops, each in a schema of its own with its own login.

What a shop waits for at its hub, alone and among the others; what a shop takes there; and what those
who listen cost while others push: PostgreSQL wakes all listeners of a database.
"""

from __future__ import annotations

import secrets
import statistics
import threading
import time
from functools import partial

import psycopg

from app.sync.hub import Hub, NewPc, Pack
from app.sync.opening import install_hub, open_hub
from tests.bench.hub import processor_s, server, wanted
from tests.bench.measure import Figure, against, amount, once, told
from tests.sync.postgres import Server

SHOPS = wanted("SHOPS", 200)
LISTENING = wanted("LISTENING", 100)
"""So many of them have a PC that listens; each takes a connection."""
VISITED, ROUNDS = 50, 3
"""So many shops are visited, and so often each, over a connection of its own."""
BODY = 1_000
"""The sealed bytes of a usual change."""
MOST = 2.0
PATIENCE_S = 60.0
LOAD_S, EACH_S = 5.0, 0.02


class OneShop:
    """A shop's hub and its one PC."""

    def __init__(self, url: str) -> None:
        self.token = secrets.token_bytes(32)
        made = install_hub(url, secrets.token_hex(8), NewPc(1, self.token, b"k" * 32, b"pc"), 10)
        self.address = made.address
        self.sent = 0

    def open(self) -> Hub:
        """A way there."""
        return open_hub(self.address, self.token)

    def meet(self, hub: Hub) -> None:
        """Ask how it stands, send a change, fetch it, say how far this PC is."""
        state = hub.state(self.sent)
        assert state.head == self.sent
        assert hub.push(self.sent, [Pack(1, self.sent + 1, 2, 1, secrets.token_bytes(BODY))])
        self.sent += 1
        assert [pack.seq for pack in hub.fetch(self.sent - 1)] == [self.sent]
        hub.report(self.sent, 2)


def run() -> list[Figure]:
    """Set up one shop and measure, then the others and measure again."""
    with server() as made:
        url = made.empty_database()
        first = OneShop(url)
        alone = _meetings([first] * VISITED)
        size = _size(made)
        setting_up: list[float] = []
        shops = [first]
        for _ in range(SHOPS - 1):
            setting_up.append(once(lambda: shops.append(OneShop(url))))
        empty = (_size(made) - size) / (SHOPS - 1)
        among = _meetings(shops[:: max(1, SHOPS // VISITED)])
        figures = [
            told(
                f"{SHOPS} shops in one hub: setting one up, median", statistics.median(setting_up)
            ),
            against(f"{SHOPS} shops in one hub: a meeting, and in a hub alone", among, alone, MOST),
            amount("kB of an empty shop in the hub", empty / 1000),
        ]
        return figures + _listening(made, shops[: min(LISTENING, SHOPS)])


def _meetings(shops: list[OneShop]) -> float:
    """The median of the meetings over a connection behind its first one, in milliseconds."""
    taken = []
    for shop in shops:
        hub = shop.open()
        shop.meet(hub)
        taken += [once(partial(shop.meet, hub)) for _ in range(ROUNDS)]
        hub.close()
    return statistics.median(taken)


def _size(made: Server) -> int:
    with psycopg.connect(made.url("hubs"), autocommit=True) as conn:
        found = conn.execute("SELECT pg_database_size('hubs')").fetchone()
        assert found
        return int(found[0])


def _listening(made: Server, shops: list[OneShop]) -> list[Figure]:
    """From a push until its own shop's listener hears it, while all listen."""
    heard: dict[OneShop, float] = {}
    ready, news = threading.Barrier(len(shops) + 1), threading.Condition()
    over = threading.Event()

    def listen(shop: OneShop) -> None:
        ear = shop.open()
        ear.wait(shop.sent, 0.01)
        ready.wait(PATIENCE_S)
        while not over.is_set():
            if ear.wait(shop.sent, 1.0):
                with news:
                    heard[shop] = time.perf_counter()
                    news.notify_all()
        ear.close()

    threads = [threading.Thread(target=listen, args=(shop,)) for shop in shops]
    for thread in threads:
        thread.start()
    ready.wait(PATIENCE_S)
    taken = [_heard(shop, heard, news) for shop in shops]
    used, begun, pushes = processor_s(made), time.perf_counter(), 0
    hubs = [shop.open() for shop in shops[:20]]
    while time.perf_counter() - begun < LOAD_S:
        shop, hub = shops[pushes % len(hubs)], hubs[pushes % len(hubs)]
        shop.sent += 1
        assert hub.push(shop.sent - 1, [Pack(1, shop.sent, 2, 1, secrets.token_bytes(BODY))])
        pushes += 1
        time.sleep(EACH_S)
    took = time.perf_counter() - begun
    load = processor_s(made) - used
    over.set()
    for hub in hubs:
        hub.close()
    for thread in threads:
        thread.join(PATIENCE_S)
    count = len(shops)
    return [
        told(f"{count} shops listen: from a push to its own listener, median", statistics.median(taken)),
        told(f"{count} shops listen: processor of the hub for a push", load / pushes * 1000),
        amount(f"{count} shops listen: pushes a second that were made", pushes / took),
    ]  # fmt: skip


def _heard(shop: OneShop, heard: dict[OneShop, float], news: threading.Condition) -> float:
    hub = shop.open()
    hub.head()
    heard.pop(shop, None)
    before = shop.sent
    begun = time.perf_counter()
    assert hub.push(before, [Pack(1, before + 1, 2, 1, secrets.token_bytes(BODY))])
    with news:
        assert news.wait_for(lambda: shop in heard, PATIENCE_S)
    shop.sent += 1
    hub.close()
    return (heard[shop] - begun) * 1000

"""A unit of work whose change is kept for other PCs, against the same one in a shop without a hub.

Both commit at synchronous=FULL. What a changed row takes on its way is told beside.
"""

from __future__ import annotations

import statistics
import tempfile
from functools import partial
from itertools import count
from pathlib import Path

import apsw

from app.domain.actors import SYSTEM
from app.models.pieces import Measured, Move, Piece
from app.models.shopwide import Place
from app.shop import Shop
from app.sync.changes import outbox
from app.sync.envelopes import Sealer
from tests.bench.hub import founded
from tests.bench.measure import Figure, amount, interleaved
from tests.conftest import SHOP_KEY

ROUNDS = 300
MOST_RATIO, MOST_MORE_MS = 1.6, 0.15


class Counter:
    """A shop with some pieces that are moved and weighed in turn."""

    def __init__(self, folder: Path) -> None:
        self.shop = founded(folder)
        with self.shop.work(SYSTEM, "bench") as w:
            self.place = w.add(Place, kind_code="safe", name="SAFE-1")
            self.pieces = w.add_many(
                Piece, ({"category": "ring", "description": f"Ring {n}"} for n in range(500))
            )
        self.nth = count()

    def work(self, moves: int, weighings: int) -> None:
        """One unit of work."""
        piece = self.pieces[next(self.nth) % len(self.pieces)]
        with self.shop.work(SYSTEM, "move") as w:
            for _ in range(moves):
                w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=self.place)
            for _ in range(weighings):
                w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg",
                      value=5480)  # fmt: skip


def run() -> list[Figure]:
    """A move, a weighing with three moves, and an edit; then the bytes of a row."""
    with tempfile.TemporaryDirectory() as name:
        told, alone = Counter(Path(name) / "told"), Counter(Path(name) / "alone")
        told.shop.keep_outbox()
        figures = []
        for title, moves, weighings in (("a move", 1, 0), ("a weighing and three moves", 3, 1)):
            mine, theirs = interleaved(
                partial(told.work, moves, weighings),
                partial(alone.work, moves, weighings),
                ROUNDS,
            )
            figures.append(_kept(f"unit of work with capture: {title}", mine, theirs))
        assert _count(told.shop, "move") == _count(alone.shop, "move") == 4 * ROUNDS
        assert _count(told.shop, "outbox") == 2 * ROUNDS
        assert _count(alone.shop, "outbox") == 0
        figures += _bytes(told.shop)
        told.shop.close()
        alone.shop.close()
        return figures


def _kept(name: str, mine: float, theirs: float) -> Figure:
    kept = mine <= theirs * MOST_RATIO or mine - theirs <= MOST_MORE_MS
    return Figure(name, mine, theirs, f"<= {MOST_RATIO}x or +{MOST_MORE_MS} ms", kept)


def _bytes(shop: Shop) -> list[Figure]:
    """The bytes that one changed row takes in the outbox, and sealed at the hub."""
    reader, sealer = shop.reader(), Sealer(shop.shop_id, {1: SHOP_KEY})
    plain, sealed = [], []
    for sent in outbox(reader, shop.site):
        rows = sum(1 for _ in apsw.Changeset.iter(sent.body))
        plain.append(len(sent.body) / rows)
        sealed.append(len(sealer.pack(sent).body) / rows)
    reader.close()
    return [
        amount("bytes a changed row, as captured", statistics.mean(plain)),
        amount("bytes a changed row, sealed, at the hub", statistics.mean(sealed)),
    ]


def _count(shop: Shop, table: str) -> int:
    reader = shop.reader()
    try:
        return int(reader.value(f'SELECT count(*) FROM "{table}"'))
    finally:
        reader.close()

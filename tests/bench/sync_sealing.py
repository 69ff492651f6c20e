"""What it costs that the hub reads nothing: sealed against the same bytes packed but open.

Both are packed by zlib; ours is closed besides by AES-256-GCM, bound to what it is, and opened again.
"""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from app.domain.actors import SYSTEM
from app.models.pieces import Piece
from app.shop import Shop
from app.sync.changes import Sent, outbox
from app.sync.envelopes import Sealer
from app.sync.hub import Pack
from app.sync.round import Round
from tests.bench import sync_rows
from tests.bench.hub import around_a_hub, founded, wanted
from tests.bench.measure import Figure, amount, interleaved, once, told
from tests.conftest import SHOP_KEY
from tests.sync.pcs import House, Pc

UNITS, EACH = wanted("UNITS", 1_250), 8
PHOTO_BYTES = 4 << 20
ROUNDS = 5


class OpenSealer(Sealer):
    """Packs as a sealer does, and closes nothing."""

    def seal(self, what: str, plain: bytes) -> bytes:
        """Packed only."""
        return zlib.compress(plain, 1)

    def open(self, what: str, body: bytes) -> bytes:
        """Unpacked only."""
        return zlib.decompress(body)


def run() -> list[Figure]:
    """Changes, a photo, and a whole meeting of two PCs."""
    return [*_changes(), _photo(), *_meetings()]


def _changes() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        shop = founded(Path(name) / "s")
        shop.keep_outbox()
        _work(shop)
        reader = shop.reader()
        sent = outbox(reader, shop.site)
        reader.close()
        shop.close()
    sealer, bare = Sealer("shop", {1: SHOP_KEY}), OpenSealer("shop", {1: SHOP_KEY})
    packs, plain = _packs(sealer, sent), _packs(bare, sent)
    assert _opened(sealer, packs) == _opened(bare, plain) == [one.body for one in sent]
    assert all(one.body not in pack.body for one, pack in zip(sent, packs, strict=True))
    up = interleaved(lambda: _packs(sealer, sent), lambda: _packs(bare, sent), ROUNDS)
    down = interleaved(lambda: _opened(sealer, packs), lambda: _opened(bare, plain), ROUNDS)
    more = sum(len(a.body) - len(b.body) for a, b in zip(packs, plain, strict=True)) / len(packs)
    return [
        told(f"sealing {UNITS:,} changes of {EACH} rows, and packing them alone", *up),
        told(f"opening {UNITS:,} changes, and unpacking them alone", *down),
        amount("bytes more for each change that is sealed", more),
    ]


def _work(shop: Shop) -> None:
    with sync_rows.hasty(shop):
        for unit in range(UNITS):
            with shop.work(SYSTEM, "bench") as w:
                w.add_many(Piece, ({"category": "ring", "description": f"Ring {unit} {n}"}
                                   for n in range(EACH)))  # fmt: skip


def _packs(sealer: Sealer, sent: list[Sent]) -> list[Pack]:
    return [sealer.pack(one) for one in sent]


def _opened(sealer: Sealer, packs: list[Pack]) -> list[bytes]:
    return [sealer.unpack(pack).body for pack in packs]


def _photo() -> Figure:
    sealer, bare = Sealer("shop", {1: SHOP_KEY}), OpenSealer("shop", {1: SHOP_KEY})
    photo = bytes(range(256)) * (PHOTO_BYTES // 256)

    def there_and_back(by: Sealer) -> Callable[[], None]:
        def carry() -> None:
            parts = list(by.file_parts("photo", [photo]))
            assert b"".join(by.file_pieces("photo", parts)) == photo

        return carry

    name = f"a photo of {PHOTO_BYTES >> 20} MB sealed and opened, and packed alone"
    return told(name, *interleaved(there_and_back(sealer), there_and_back(bare), ROUNDS))


def _meetings() -> list[Figure]:
    """Sending and fetching as a whole, sealed and open, each around a hub of its own."""
    taken = {}
    for kind in (Sealer, OpenSealer):
        with around_a_hub() as (_, house):
            taken[kind] = _met(house, kind)
    title = f"{UNITS * EACH:,} rows in units of {EACH}"
    return [
        told(f"{title}: sending, sealed and open", taken[Sealer][0], taken[OpenSealer][0]),
        told(f"{title}: fetching, sealed and open", taken[Sealer][1], taken[OpenSealer][1]),
    ]


def _met(house: House, kind: type[Sealer]) -> tuple[float, float]:
    def round_of(pc: Pc) -> Round:
        made = Round(pc.shop, pc.hub)
        made.sealer = kind(pc.shop.shop_id, {1: SHOP_KEY})
        return made

    a, b = house.pcs
    _work(a.shop)
    up = once(round_of(a).meet)
    down = once(round_of(b).meet)
    house.agree()
    return up, down

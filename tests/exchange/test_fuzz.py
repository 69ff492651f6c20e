"""Bytes of a good file put wrong at random: a clear sentence or an answer, never a traceback."""

from __future__ import annotations

import random
import time
import tracemalloc

import pytest

from app.domain.errors import UserError
from app.exchange.shopify_orders import read
from tests.exchange.make_files import FOLDER, files

SPICE = [
    b"\0",
    b'"',
    b",",
    b"\n",
    b"\r",
    b";",
    b"\t",
    b"\xff",
    b"\xc3",
    b"'",
    b"E+11",
    b"-",
    b"9" * 40,
]
SPICE += [
    "é".encode(),
    "\u202e".encode(),
    b"=1+1",
    b"31/02/2026",
    b"1.234,56",
    b"NaN",
    b"Infinity",
    b"#",
]


def spoil(content: bytes, chance: random.Random) -> bytes:
    """The content with a few places cut, doubled, swapped or overwritten."""
    spoilt = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20, 200))):
        at = chance.randrange(len(spoilt) + 1)
        how = chance.randrange(5)
        if how == 0:
            spoilt[at : at + 1] = bytes([chance.randrange(256)])
        elif how == 1:
            spoilt[at:at] = chance.choice(SPICE)
        elif how == 2:
            del spoilt[at : at + chance.choice((1, 3, 50, 2_000))]
        elif how == 3:
            start = chance.randrange(len(spoilt) + 1)
            spoilt[at:at] = spoilt[start : start + chance.choice((10, 500))]
        else:
            spoilt[at : at + 8] = chance.choice(SPICE)
        if not spoilt:
            break
    return bytes(spoilt)


def fuzz(seed: int, rounds: int) -> dict[str, int]:
    """Read so many spoilt files; how often each outcome came."""
    chance = random.Random(seed)
    whole = list(files().values())
    outcomes = {"read": 0, "refused": 0}
    sentences: list[tuple[str, str]] = []
    for _ in range(rounds):
        content = spoil(chance.choice(whole), chance)
        try:
            found = read(content, zone="Europe/Berlin", currency="EUR")
        except UserError as error:
            sentences.append((error.title, error.message))
            outcomes["refused"] += 1
            continue
        outcomes["read"] += 1
        keys = [told.key for told in found.orders if not told.refusals]
        assert len(keys) == len(set(keys))
        assert sum(len(told.rows) for told in found.orders) <= found.rows
        for told in found.orders:
            assert told.refusals or (told.lines and told.key)
            assert told.source.startswith("[")
            assert (told.client_id, told.order_id) > (0, 0)
    assert all(title and message for title, message in sentences)
    return outcomes


def test_spoilt_files_are_read_or_refused() -> None:
    tracemalloc.start()
    outcomes = fuzz(seed=20_260_302, rounds=150)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(outcomes.values()) == 150
    assert outcomes["read"] > 75
    assert peak < 64_000_000


def test_random_bytes_are_refused() -> None:
    chance = random.Random(7)
    for _ in range(60):
        with pytest.raises(UserError):
            read(chance.randbytes(chance.randrange(1, 5_000)))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_very_many_spoilt_files(seed: int) -> None:
    assert sum(fuzz(seed, rounds=3_000).values()) == 3_000


def test_a_file_of_quotes_alone_ends() -> None:
    start = time.monotonic()
    content = (FOLDER / "main_79.csv").read_bytes().split(b"\n")[0] + b"\n" + b'",\n"' * 60_000
    found = read(content)
    assert all(told.refusals for told in found.orders)
    assert time.monotonic() - start < 30

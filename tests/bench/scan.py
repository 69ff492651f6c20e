"""A scan among 200 000 pieces: to its record against one prepared statement, to the painted page."""

from __future__ import annotations

import random

from app.services.scanning import resolve
from tests.bench.many import MANY, code_of, opened
from tests.bench.measure import Figure, against, interleaved

SCANS = 2_000
_PLAIN = (
    "SELECT p.id, p.description FROM code_now AS c JOIN piece_now AS p ON p.id = c.target_id"
    " WHERE c.code = ?"
)


def run() -> list[Figure]:
    """Codes picked at random, never the same twice, so that neither side finds them warm."""
    with opened() as shop:
        numbers = random.Random(3).sample(range(MANY), 2 * SCANS)
        ours_next, floor_next = iter(numbers[:SCANS]), iter(numbers[SCANS:])
        reader, plain = shop.reader(), shop.reader()
        statement = plain.conn.execute
        told: list[int] = []

        def ours() -> None:
            told.append(resolve(reader, code_of(next(ours_next))).target_id)

        def floor() -> None:
            statement(_PLAIN, (code_of(next(floor_next)),)).fetchone()

        mine, theirs = interleaved(ours, floor, SCANS)
        for n, target in zip(numbers, told, strict=False):
            found = reader.value("SELECT number FROM piece WHERE id = ?", (target,))
            assert found == f"P10-26-{n:06d}"
        reader.close()
        plain.close()
    return [against(f"scan to record among {MANY:,} pieces", mine, theirs, 3.0)]

"""One unit of work against the very same rows in a plain transaction, both at synchronous=FULL."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

from app.domain.actors import SYSTEM
from app.domain.ids import new_id
from app.models.database import Database
from app.models.pieces import Measured, Move, Piece
from app.models.schema import SYNCED
from app.models.shapes import shape_of
from app.models.shopwide import Place
from app.shop import Shop
from tests.bench.measure import Figure, against, interleaved

KEY = b"k" * 32
WRITTEN = SYNCED | {"piece_now"}
"""The tables that either side writes: the floor also changes the piece's row, as the unit does."""
ROUNDS = 300


def run() -> list[Figure]:
    """A move (2 synced rows) and a weighing with three moves (5 rows) of a piece with history."""
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop.create(Path(folder) / "s", KEY, name="B", currency="USD", zone="UTC")
        with shop.work(SYSTEM, "bench") as w:
            place = w.add(Place, kind_code="safe", name="SAFE-1")
            pieces = w.add_many(
                Piece, ({"category": "ring", "description": f"Ring {n}"} for n in range(2000))
            )
        plain = Database(Path(folder) / "plain.db", KEY, free=True)
        source = shop.reader()
        for (sql,) in source.rows("SELECT sql FROM sqlite_schema WHERE sql LIKE 'CREATE%TABLE%'"):
            if any(sql.startswith(f'CREATE TABLE "{name}"') for name in WRITTEN):
                plain.run(sql)
        for name, sql in source.rows(
            "SELECT tbl_name, sql FROM sqlite_schema WHERE type='index' AND sql IS NOT NULL"
        ):
            if name in WRITTEN:
                plain.run(sql)
        plain.begin_work()
        for row in source.rows("SELECT * FROM piece_now"):
            plain.run(f"INSERT INTO piece_now VALUES ({','.join('?' * len(row))})", row)
        plain.commit_work()
        nth = count()
        figures = []
        for title, moves, weighings in (("a move", 1, 0), ("a weighing and three moves", 3, 1)):

            def ours(moves: int = moves, weighings: int = weighings) -> None:
                piece = pieces[next(nth) % len(pieces)]
                with shop.work(SYSTEM, "move") as w:
                    for _ in range(moves):
                        w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=place)
                    for _ in range(weighings):
                        w.add(Measured, subject_kind="piece", subject_id=piece,
                              what="gross_weight_mg", value=5480)  # fmt: skip

            def floor(moves: int = moves, weighings: int = weighings) -> None:
                piece = pieces[next(nth) % len(pieces)]
                plain.begin_work()
                for _ in range(moves):
                    plain.run(shape_of(Move).sql, (new_id(), 1, 1, "piece", piece, 1, place, None, None, None))  # fmt: skip
                for _ in range(weighings):
                    plain.run(shape_of(Measured).sql, (new_id(), 1, 1, "piece", piece, "gross_weight_mg", 5480, "", ""))  # fmt: skip
                plain.run(_WORK, (new_id(), 7, next(nth), 1, 1, None, 1, "move", "", None, "0" * 64, "0" * 64))  # fmt: skip
                plain.run("UPDATE piece_now SET place_id=?, weight_mg=? WHERE id=?", (place, 5480, piece))  # fmt: skip
                plain.commit_work()

            mine, theirs = interleaved(ours, floor, ROUNDS)
            figures.append(against(f"one unit of work: {title}", mine, theirs, 2.0))
        assert source.value("SELECT count(*) FROM move") == 4 * ROUNDS
        assert source.value("SELECT count(*) FROM piece_now WHERE place_id=?", (place,)) > 0
        for db in (source, plain, shop):
            db.close()
        return figures


_WORK = (
    "INSERT INTO work (id, site, site_seq, hlc, actor_id, second_id, at, work_kind, reason_code,"
    " reverses_work_id, prev, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
)

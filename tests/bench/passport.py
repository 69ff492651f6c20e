"""A piece's passport in the big shop: the answer at a moment, the page filled, the cursor moved.

The floor asks the same tables by plain prepared statements, one a value, and puts nothing into words.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.database import Database
from app.services.passport import passport, passport_proof
from app.services.passport_moment import at_moment
from app.services.passport_place import place_at
from app.services.passport_way import bound_of
from app.views.passport.page import PassportPage
from tests.bench.big_shop import opened
from tests.bench.measure import Figure, interleaved, once, told, within
from tests.bench.watching import Watch, window

ROLES = frozenset({"MG"})
PIECES, ROUNDS = 60, 3
FLOOR = (
    "SELECT to_place_id, keeper_id, hlc FROM move WHERE subject_id = ? AND subject_kind = 'piece'"
    " AND hlc <= ? ORDER BY hlc DESC, id DESC LIMIT 1",
    "SELECT what, amount_minor, currency, max(hlc) FROM priced WHERE subject_id = ? AND hlc <= ?"
    " GROUP BY what",
    "SELECT value, method, instrument FROM measured WHERE subject_id = ?"
    " AND what = 'gross_weight_mg' AND hlc <= ? ORDER BY hlc DESC, id DESC LIMIT 1",
    "SELECT number, grade, findings, content, salt, sha256 FROM report WHERE piece_id = ?"
    " AND hlc <= ? ORDER BY hlc DESC, id DESC LIMIT 1",
    "SELECT machine, from_state, to_state FROM transition WHERE subject_id = ? AND hlc <= ?"
    " ORDER BY machine, hlc, id",
    "SELECT id, file_id, counter_of FROM attached WHERE subject_id = ? AND hlc <= ?",
)


def run() -> list[Figure]:
    """Answers first, without a window; then the page itself."""
    with opened() as shop:
        db = shop.reader()
        pieces = some_pieces(db)
        figures = [*_answers(db, pieces), *_places(db)]
        db.close()
    return [*figures, *_page(pieces)]


def some_pieces(db: Database) -> list[int]:
    """Pieces with the longest lives, those with reports, and some at random."""
    busy = db.rows(
        "SELECT subject_id FROM move WHERE subject_kind = 'piece' GROUP BY 1"
        " ORDER BY count(*) DESC, 1 LIMIT 20"
    )
    reported = db.rows("SELECT DISTINCT piece_id FROM report ORDER BY 1 LIMIT 20")
    rest = db.rows("SELECT id FROM piece_now WHERE removed = 0 ORDER BY id LIMIT 20000")
    some = random.Random(7).sample(rest, PIECES - 40)
    return [row[0] for row in (*busy, *reported, *some)]


def _moment(db: Database, piece: int) -> int:
    """A moment in the middle of its life."""
    first, last = db.rows(
        "SELECT min(w.at), max(w.at) FROM transition AS t JOIN work AS w ON w.id = t.work_id"
        " WHERE t.subject_id = ?",
        (piece,),
    )[0]
    return int((first + last) // 2)


def _answers(db: Database, pieces: Sequence[int]) -> list[Figure]:
    asked = [(piece, _moment(db, piece)) for piece in pieces]

    def ours() -> None:
        for piece, at in asked:
            assert at_moment(db, piece, at, ROLES).known

    def floor() -> None:
        for piece, at in asked:
            bound = bound_of(at)
            for sql in FLOOR:
                db.rows(sql, (piece, bound))

    ours()  # both find what they ask for in memory
    floor()
    mine, theirs = interleaved(ours, floor, ROUNDS)
    each = [once(lambda p=p, at=at: at_moment(db, p, at, ROLES)) for p, at in asked]
    whole = [once(lambda p=p: passport(db, p, ROLES)) for p, _ in asked]
    lives = [(passport(db, piece, ROLES), at) for piece, at in asked[:30]]
    proofs = [once(lambda one=one: passport_proof(db, *one)) for one in lives]
    return [
        Figure(
            "passport: answer at a moment, beside plain statements",
            mine / len(asked),
            theirs / len(asked),
            "<= 50 ms",
            mine / len(asked) <= 50,
        ),
        within("  the slowest of them", max(each), 50),
        within("passport: a whole life read, slowest", max(whole), 100),
        told("passport: facts proved by the audit chain, median", statistics.median(proofs)),
        told("  the slowest of them", max(proofs)),
    ]


def _places(db: Database) -> list[Figure]:
    """What lay in a tray a quarter of a year ago; the fullest is larger than any real one."""
    now = int(db.value("SELECT max(at) FROM work"))
    trays = db.rows(
        "SELECT to_place_id, count(*) FROM move AS m JOIN place AS p ON p.id = m.to_place_id"
        " WHERE p.kind_code = 'tray' GROUP BY 1 ORDER BY 2"
    )
    figures = []
    for name, (place, _) in (
        ("a middling tray", trays[len(trays) // 2]),
        ("the fullest tray", trays[-1]),
    ):
        at = now - 90 * 86_400_000
        count = len(place_at(db, place, at).pieces)
        took = statistics.median(once(lambda p=place, t=at: place_at(db, p, t)) for _ in range(3))
        figures.append(told(f"what was where: {name}, {count:,} pieces", took))
    return figures


def _page(pieces: Sequence[int]) -> list[Figure]:
    """The page from the key to the painted answer, and the cursor moved event by event."""
    with window() as (app, place):
        place.window.navigate("passport", pieces[0])
        Watch(app).rest(0.5)
        page: Any = place.window.page
        assert isinstance(page, PassportPage)
        filled, moved = Watch(app), Watch(app)
        for piece in pieces[:24]:

            def right(piece: int = piece) -> bool:
                return bool(page.shown and page.shown.row.id == piece and page.list.events.rows)

            def go(piece: int = piece) -> None:
                place.window.navigate("passport", piece)

            filled.act(go, page.list.viewport(), right)
        for _ in range(24):

            def answered() -> bool:
                return bool(page.moment and page.moment.at == page.at)

            def step() -> None:
                QTest.keyClick(page.list, Qt.Key.Key_Left)

            moved.act(step, page.panel, answered)
        return [
            *filled.figures("passport: the page filled"),
            *_rested(moved),
        ]


def _rested(watch: Watch) -> list[Figure]:
    """As other acts; the answer waits 70 ms for the cursor to rest, which is taken off."""
    figures = watch.figures("passport: the cursor a day back")
    slowest = max(watch.painted) - 70
    return [*figures[:2], within("passport: the answer painted, slowest", slowest, 100)]

"""Two PCs promise or sell one piece: apart it becomes one case, in sight of the hub it cannot happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from app.domain.actors import SYSTEM, Actor
from app.domain.errors import StateError, UserError
from app.models.pieces import Move, Piece
from app.services import imports
from app.services.claims import claim_pieces
from app.services.order_facts import OVER_STATES, order_facts
from app.services.order_review import set_piece
from app.shop import Shop
from app.sync.folder_hub import FolderHub
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.sync.harness.furnished import Furnished
from tests.sync.pcs import House, Pc, house_of, hub_url
from tests.sync.postgres import Server

TRIALS, MANY = 25, 500
AT_ONCE = 25
"""So many pieces are sold twice before the PCs meet."""


@contextmanager
def two_counters(
    furnished: Furnished, url: str, folder: Path, trials: int
) -> Iterator[tuple[House, list[int], list[int]]]:
    """Two PCs with so many free pieces, and twice as many order lines that wait for one."""
    first = furnished.copy(folder / "pc0")
    imports.apply(first, furnished.staff["olga"], file_of(*make_orders(3 * trials, seed=3)))
    pieces = _free_pieces(first, trials)
    lines = _open_lines(first)
    assert len(lines) >= 2 * trials
    with house_of(first, url, folder) as house:
        yield house, pieces, lines


def _open_lines(shop: Shop) -> list[int]:
    """The lines of goods whose orders go on."""
    reader = shop.reader()
    try:
        orders = [row[0] for row in reader.rows("SELECT id FROM sales_order ORDER BY id")]
        found = [order_facts(reader, order_id) for order_id in orders]
    finally:
        reader.close()
    going_on = [order for order in found if order.state not in OVER_STATES]
    return [line.id for order in going_on for line in order.lines if line.is_goods]


def _free_pieces(shop: Shop, count: int) -> list[int]:
    with shop.work(SYSTEM, "take_in") as w:
        place = w.value("SELECT id FROM place WHERE removed = 0 ORDER BY id LIMIT 1")
        made = []
        for n in range(count):
            piece = w.add(Piece, category="ring", description=f"Ring {n}")
            w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=place)
            w.step("piece", piece, "intake")
            w.step("piece", piece, "free")
            made.append(piece)
    return made


def sell(shop: Shop, piece: int) -> None:
    """Sell a piece over the counter."""
    with shop.work(SYSTEM, "sell") as w:
        w.step("piece", piece, "reserved")
        w.step("piece", piece, "sold")


def promise(shop: Shop, olga: Actor, line: int, piece: int) -> None:
    """Set a piece aside for an order's line."""
    with shop.work(olga, "set_piece") as w:
        set_piece(w, line, piece)


def steps(pc: Pc, piece: int, state: str) -> int:
    with pc.shop.replaying() as db:
        return int(
            db.value(
                "SELECT count(*) FROM transition WHERE subject_id = ? AND machine = 'piece'"
                " AND to_state = ?",
                (piece, state),
            )
        )


def cases(pc: Pc, piece: int) -> list[str]:
    with pc.shop.replaying() as db:
        rows = db.rows("SELECT case_kind FROM case_file WHERE subject_id = ?", (piece,))
    return [row[0] for row in rows]


def trials(short: int, long: int) -> list[object]:
    return [short, pytest.param(long, marks=pytest.mark.long)]


@pytest.mark.parametrize("count", trials(TRIALS, MANY))
def test_sold_or_promised_twice_apart_is_one_case_each(
    furnished: Furnished, hub_kind: str, fresh_hub: Callable[[], str], fast: Path, count: int
) -> None:
    chance = Random(f"apart {hub_kind}")
    olga = furnished.staff["olga"]
    with two_counters(furnished, fresh_hub(), fast, count) as (house, pieces, lines):
        a, b = house.pcs
        for start in range(0, count, AT_ONCE):
            for n, piece in enumerate(pieces[start : start + AT_ONCE], start):
                for k, pc in enumerate((a, b)):
                    if n % 2:
                        promise(pc.shop, olga, lines[2 * n + k], piece)
                    else:
                        sell(pc.shop, piece)
                if chance.random() < 0.1:
                    chance.choice((a, b)).meet()
            house.together()
        house.agree()
        for pc in (a, b):
            for n, piece in enumerate(pieces):
                assert cases(pc, piece) == ["piece_twice"], f"piece {n}"
                assert steps(pc, piece, "reserved") == 2
                assert steps(pc, piece, "sold") == (0 if n % 2 else 2)
        with a.shop.replaying() as db:
            assert db.value("SELECT count(*) FROM case_file") == count


@pytest.mark.parametrize("count", trials(TRIALS, MANY))
def test_in_sight_of_the_hub_one_piece_is_sold_once(
    furnished: Furnished, hub_kind: str, fresh_hub: Callable[[], str], fast: Path, count: int
) -> None:
    chance = Random(f"in sight {hub_kind}")
    with two_counters(furnished, fresh_hub(), fast, count) as (house, pieces, _):
        for piece in pieces:
            _both_want(chance, house, piece)
        house.together()
        house.agree()
        for pc in house.pcs:
            for piece in pieces:
                assert steps(pc, piece, "sold") == 1
                assert cases(pc, piece) == []


def _both_want(chance: Random, house: House, piece: int) -> None:
    """Both try to sell it, in any order of asking, selling and meeting; the one who is refused waits."""
    first, second = chance.sample(house.pcs, 2)
    assert claim_pieces(first.shop, [piece], "sell").sure
    asks_first = chance.random() < 0.5
    if asks_first:
        with pytest.raises(StateError, match="at this moment"):
            claim_pieces(second.shop, [piece], "sell")
    sell(first.shop, piece)
    if chance.random() < 0.3:
        first.meet()
    if not asks_first:
        with pytest.raises(StateError, match="at this moment"):
            claim_pieces(second.shop, [piece], "sell")
    if chance.random() < 0.3:
        first.meet()
        second.meet()
        with pytest.raises(UserError):
            sell(second.shop, piece)


def test_a_hub_that_gives_one_piece_to_two_is_noticed(
    furnished: Furnished, fast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderHub, "claim", lambda self, subjects, seconds, purpose=b"": [])
    url = hub_url("folder", fast / "hub", Server.make)
    with (
        two_counters(furnished, url, fast, 1) as (house, pieces, _),
        pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"),
    ):
        _both_want(Random(1), house, pieces[0])

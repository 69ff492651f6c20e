"""The check finds lots with less than nothing in them, and changes kept as fractions."""

from __future__ import annotations

from app.domain.actors import Actor
from app.models.chain import canonical
from app.models.pieces import Lot, Move, Piece
from app.models.records import Edit
from app.services.check import check
from app.shop import Shop


def test_more_out_of_a_lot_than_came_in(house: Shop, staff: dict[str, Actor]) -> None:
    with house.work(staff["mia"], "lot") as w:
        lot = w.add(Lot, lot_kind="melee", specification="Melee 1.3 mm")
        w.add(Move, subject_kind="lot", subject_id=lot, amount=20)
        w.add(Move, subject_kind="lot", subject_id=lot, amount=-20)
    assert check(house).clean
    with house.work(staff["mia"], "lot") as w:
        w.add(Move, subject_kind="lot", subject_id=lot, amount=-3)
    found = [problem.sentence for problem in check(house).problems]
    assert found == ["More went out of the lot Melee 1.3 mm than came in: -3."]


def test_a_change_kept_as_a_fraction(house: Shop, staff: dict[str, Actor]) -> None:
    with house.work(staff["mia"], "edit") as w:
        piece = w.add(Piece, category="ring", description="Ring")
        drawer = w.value("SELECT id FROM place WHERE name = 'INTAKE'")
        w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=drawer)
        w.add(
            Edit,
            table_name="piece",
            row_id=piece,
            column_name="description",
            content=canonical({"old": 3.5, "new": "Ring"}),
        )
    found = [problem.sentence for problem in check(house).problems]
    assert found == [
        "A change of description of the piece Ring is kept as a fraction, not in whole units."
    ]

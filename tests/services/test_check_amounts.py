"""The check finds lots with less than nothing in them, and changes kept as fractions."""

from __future__ import annotations

from app.domain.actors import Actor
from app.models.chain import canonical
from app.models.database import Database
from app.models.pieces import Lot, Move, Piece
from app.models.records import Edit
from app.services import imports
from app.services.check import check
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of


def test_an_orders_parts_come_to_its_total(house: Shop, staff: dict[str, Actor]) -> None:
    imports.apply(house, staff["olga"], file_of(*make_orders(120, seed=11), w06()))
    report = check(house, files=False)
    assert report.clean, [problem.sentence for problem in report.problems]
    db = Database(house.path / "shop.db", house.key, free=True)
    order = db.value("SELECT id FROM sales_order WHERE stated_total_minor = 162800")
    db.run("UPDATE sales_order SET stated_shipping_minor = 9900 WHERE id = ?", (order,))
    db.close()
    found = [p.sentence for p in check(house, files=False).problems if p.part == "totals"]
    assert found == [
        "#1042: its lines, discounts, shipping and tax come to 1692.00,"
        " and its total with the difference that is told to 1628.00."
    ]


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

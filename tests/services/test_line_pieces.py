"""Which pieces are offered for a line of an order."""

from __future__ import annotations

from app.domain.actors import Actor
from app.models.orders import OrderLine, SalesOrder
from app.models.pieces import Piece
from app.models.shopwide import Style
from app.services.line_pieces import pieces_for_line
from app.shop import Shop


def stock(shop: Shop, actor: Actor) -> tuple[int, list[int], int]:
    """(a line of the style, its two free pieces, a free piece of another kind)."""
    with shop.work(actor, "stock") as w:
        style = w.add(Style, sku="SIG-OV", title="Signet", category="ring", currency="USD")
        pieces = [
            w.add(Piece, category="ring", description=f"Signet {n}", style_id=style)
            for n in range(3)
        ]
        other = w.add(Piece, category="brooch", description="Opal brooch")
        for piece in (*pieces, other):
            w.step("piece", piece, "intake")
            w.step("piece", piece, "free")
        w.step("piece", pieces[2], "reserved")
        order = w.add(SalesOrder, number="#1", currency="USD", ordered_at=w.at)
        line = w.add(OrderLine, order_id=order, position=1, name="Signet", sku="SIG-OV")
    return line, pieces[:2], other


def test_free_pieces_of_the_style_come_without_typing(house: Shop, staff: dict[str, Actor]) -> None:
    line, free, _other = stock(house, staff["mia"])
    db = house.reader()
    try:
        assert [piece.id for piece in pieces_for_line(db, line)] == free
    finally:
        db.close()


def test_a_search_finds_other_free_pieces(house: Shop, staff: dict[str, Actor]) -> None:
    line, free, other = stock(house, staff["mia"])
    db = house.reader()
    try:
        assert [piece.id for piece in pieces_for_line(db, line, "opal")] == [other]
        assert {piece.id for piece in pieces_for_line(db, line, "sig")} == set(free)
        assert pieces_for_line(db, line, "zzz") == []
    finally:
        db.close()

"""One box over everything: exact numbers and codes first, newest first, harmless whatever is typed."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.models.orders import SalesOrder
from app.services.documents import documents_of
from app.services.find import find
from app.services.pieces import piece_row
from app.services.signatures import Signature
from app.services.signing import sign
from app.shop import Shop

HOSTILE = (
    *(
        "",
        " ",
        '"',
        "'; DROP TABLE piece; --",
        "*",
        "a*",
        "NEAR(a b)",
        "AND",
        "OR",
        "NOT x",
        "body:x",
    ),
    *("^", "(((", "-", "--", "\x00", "\ud800", "🙂", "é" * 500, "%", "_", "A%", "🙂ring", "١٢٣٤"),
)


@pytest.fixture
def signed(house: Shop, staff: dict[str, Actor], agreement: int, ring: int) -> int:
    """The agreement signed: there is a receipt now."""
    with house.work(staff["sara"], "sign") as w:
        sign(
            w, agreement, (Signature("consignor", "Clara", (((1, 1), (2, 2)),)),), photos_later=True
        )
    return agreement


def kinds(db: Database, text: str) -> list[str]:
    return [found.kind for found in find(db, text)]


def test_a_name_finds_the_person_and_what_is_theirs(
    house_db: Database, clara: int, ring: int
) -> None:
    found = find(house_db, "whitc")
    assert {(one.kind, one.id) for one in found} == {("party", clara), ("piece", ring)}


def test_a_code_and_a_number_come_first(house_db: Database, ring: int, signed: int) -> None:
    tag = piece_row(house_db, ring).code
    for text in (tag, f"{tag[:2]} {tag[2:5]} {tag[5:8]} {tag[8:]}", "C10-26-00001", "P10-26-00001"):
        first = find(house_db, text)[0]
        assert (first.kind, first.id) == ("piece", ring)
    piece = find(house_db, "platinum soli")[0]
    assert (piece.number, piece.state) == ("C10-26-00001", "hold")
    assert find(house_db, "A10-26-00001")[0].id == signed
    assert find(house_db, "a10-2")[0].kind == "agreement"
    receipt = documents_of(house_db, "agreement", signed)[0]
    assert find(house_db, receipt.number)[0].id == receipt.id


def test_orders_are_found_with_and_without_their_hash(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    with house.work(staff["olga"], "order") as w:
        order = w.add(SalesOrder, number="#1042", currency="USD", bill_name="Elif Yılmaz")
    for text in ("#1042", "1042", "yilmaz", "Yılmaz"):
        assert [(one.kind, one.id) for one in find(house_db, text)] == [("order", order)]


def test_places_are_found_by_name_and_title(house_db: Database) -> None:
    assert kinds(house_db, "vit-a") == ["place"]
    assert find(house_db, "vitri")[0].detail == "vitrine"


def test_no_kind_fills_the_box(house: Shop, staff: dict[str, Actor], house_db: Database) -> None:
    with house.work(staff["olga"], "order") as w:
        for n in range(9):
            w.add(
                SalesOrder,
                number=f"#{n}",
                currency="USD",
                bill_name="Brandt",
                ordered_at=1_790_000_000_000 + n * 60_000,
            )
    found = find(house_db, "brandt", per_kind=4)
    assert len(found) == 4
    assert [one.number for one in found] == ["#8", "#7", "#6", "#5"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_is_an_error(house_db: Database, ring: int, text: str) -> None:
    assert all(found.title for found in find(house_db, text))
    assert house_db.value("SELECT count(*) FROM piece") == 1


@pytest.mark.parametrize(
    "text", ["(212) 555-0123", "+1 212 555 0123", "2125550123", "212-555-0123", "212 555 0"]
)
def test_a_person_is_found_by_the_number_as_it_is_dialled(
    house_db: Database, clara: int, text: str
) -> None:
    assert [(one.kind, one.id) for one in find(house_db, text)] == [("party", clara)]

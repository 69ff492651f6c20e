"""What opening a report finds out: why it is made most likely, and whose piece it is."""

from __future__ import annotations

from contextlib import closing

import pytest

from app.domain.actors import Actor
from app.models.pieces import Measured, Piece
from app.models.records import File
from app.models.shopwide import Place
from app.services import reports
from app.services.moves import move
from app.services.report_form import ReportForm, ViewPhoto
from app.services.report_opening import open_report
from app.services.signatures import Signature
from app.shop import Shop
from tests.consignor import add_clara

SIGNED = [Signature("examiner", "Sara Okafor", (((1, 1), (2, 2)),))]


@pytest.fixture
def places(house: Shop, staff: dict[str, Actor]) -> dict[str, int]:
    with house.work(staff["mia"], "places") as w:
        return {
            kind: w.add(Place, kind_code=kind, name=kind.upper())
            for kind in ("safe", "drawer", "bench")
        }


@pytest.fixture
def brooch(house: Shop, staff: dict[str, Actor], places: dict[str, int]) -> int:
    with house.work(staff["sara"], "take_in") as w:
        w.add(File, sha256="ab" * 32, size=1000, mime="image/jpeg", width=800, height=600)
        piece = w.add(Piece, category="brooch", description="Bar brooch")
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=4100)
        w.step("piece", piece, "intake")
        w.step("piece", piece, "free")
        w.code("piece", piece)
    go(house, staff, piece, places["safe"])
    return piece


def go(house: Shop, staff: dict[str, Actor], piece: int, place: int) -> None:
    with house.work(staff["mia"], "move") as w:
        move(w, [piece], place)


def sign(house: Shop, staff: dict[str, Actor], piece: int) -> None:
    photo = ViewPhoto("ab" * 32, "front", 800, 600, 1000)
    form = ReportForm(photos=(photo,), weight_before_mg=4100, grade="as_new")
    with house.work(staff["sara"], "sign_report") as w:
        reports.sign(w, piece, form, SIGNED)


def test_the_reason_follows_what_happened_since_the_last_report(
    house: Shop, staff: dict[str, Actor], places: dict[str, int], brooch: int
) -> None:
    def reason() -> str:
        with closing(house.reader()) as db:
            return open_report(db, brooch, staff["sara"].user_id).started.reason

    assert reason() == "take_in"
    sign(house, staff, brooch)
    assert reason() == "check"
    go(house, staff, brooch, places["drawer"])
    assert reason() == "check", "from one place of the house to another"
    go(house, staff, brooch, places["bench"])
    assert reason() == "bench_in"
    go(house, staff, brooch, places["safe"])
    assert reason() == "bench_in", "back, and not looked at yet"
    go(house, staff, brooch, places["drawer"])
    assert reason() == "bench_in", "put elsewhere in the house since"
    sign(house, staff, brooch)
    assert reason() == "check"


def test_whose_piece_it_is_is_known_to_who_signs_for_it(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    clara = add_clara(house, staff["mia"])
    for ownership, name in (("consigned_in", "Clara Whitcombe"), ("owned", "")):
        with house.work(staff["mia"], "whose") as w:
            w.edit(Piece, brooch, ownership=ownership, owner_id=clara)
        with closing(house.reader()) as db:
            assert open_report(db, brooch, staff["sara"].user_id).consignor == name

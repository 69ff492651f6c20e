"""Two PCs of one shop at work apart: whatever they do, they end alike and everything follows."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from app.domain.actors import Actor
from app.models.pieces import Piece
from app.models.projections import all_rows, rebuild
from app.photos import Photo, shut_down
from app.services import imports
from app.services.aliases import add_alias
from app.services.check import check
from app.services.photos import keep_photo
from app.services.piece_changes import replace_tag
from app.services.piece_states import quarantine
from app.services.take_in import take_in
from app.shop import Shop
from tests.services.any_sequence import Shopful
from tests.services.any_sequence_steps import ALL
from tests.services.conftest import RING, picture
from tests.services.order_desk import furnished_counter
from tests.services.test_any_sequence import files_of
from tests.services.two_pcs import meet, second_pc


def projections_stand(*shops: Shop) -> None:
    """The stored rows are those that follow from the facts."""
    for shop in shops:
        with shop.replaying() as db:
            stored = all_rows(db)
            db.begin_work()
            rebuild(db)
            computed = all_rows(db)
            db.roll_back()
        assert stored == computed


@pytest.fixture
def piece(house: Shop, staff: dict[str, Actor], agreement: int) -> int:
    with house.work(staff["sara"], "take_in") as w:
        return take_in(w, agreement, RING).first("piece")


def test_a_value_that_was_changed_and_changed_back_there_still_is_the_later_word(
    piece: int, two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    here, there = two
    with there.work(staff["owen"], "edit") as w:
        w.edit(Piece, piece, maker="Boivin")
    for maker in ("Belperron", ""):
        with here.work(staff["sara"], "edit") as w:
            w.edit(Piece, piece, maker=maker)
    met, _ = meet(here, there)
    assert [(lost.column, lost.mine, lost.kept) for lost in met.lost] == [
        ("maker", "Boivin", "theirs")
    ]
    for shop in two:
        assert check(shop, files=False).clean


def test_the_same_value_set_on_both_stays(
    piece: int, two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    here, there = two
    for shop in (there, here):
        with shop.work(staff["owen"], "edit") as w:
            w.edit(Piece, piece, maker="Boivin")
    met, _ = meet(here, there)
    assert met.lost == []
    with there.replaying() as db:
        assert db.value("SELECT maker FROM piece WHERE id = ?", (piece,)) == "Boivin"


def test_one_barcode_on_two_pieces_leads_to_the_last_one_on_both(
    house: Shop, staff: dict[str, Actor], agreement: int, tmp_path: Path
) -> None:
    with house.work(staff["sara"], "take_in") as w:
        first, second = (take_in(w, agreement, RING).first("piece") for _ in range(2))
    other = second_pc(house, tmp_path / "other")
    with house.work(staff["sara"], "alias") as w:
        add_alias(w, first, "4006381333931")
    with other.work(staff["sara"], "alias") as w:
        add_alias(w, second, "4006381333931")
        replace_tag(w, first)
    meet(house, other)
    projections_stand(house, other)
    for shop in (house, other):
        with shop.replaying() as db:
            found = db.value("SELECT target_id FROM code_now WHERE code = '4006381333931'")
            assert found == second
    other.close()


def test_a_doubt_about_a_piece_on_both_sides_is_told_on_its_row(
    piece: int, two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    here, there = two
    with here.work(staff["olga"], "quarantine") as w:
        quarantine(w, piece, "damage")
    with there.work(staff["owen"], "judge") as w:
        w.step("quality", piece, "incomplete", "component_missing")
    met, _ = meet(here, there)
    assert len(met.cases) == 1
    projections_stand(here, there)
    with here.replaying() as db:
        assert db.value("SELECT open_cases FROM piece_now WHERE id = ?", (piece,)) == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_any_two_sequences_end_alike(
    house: Shop, staff: dict[str, Actor], tmp_path: Path, seed: int
) -> None:
    photos: list[Photo] = [
        keep_photo(house, picture((n * 60, 90, 120)), f"{n}.jpg") for n in range(3)
    ]
    shut_down()
    furnished_counter(house, staff)
    here = Shopful(house, staff, Random(seed), photos, files_of())
    imports.apply(house, staff["olga"], here.files[0])
    other = second_pc(house, tmp_path / "other")
    there = Shopful(other, staff, Random(seed + 1000), photos, here.files)
    assert ALL
    for _ in range(60):
        here.take_any()
        there.take_any()
    meet(house, other)
    projections_stand(house, other)
    for shop in (house, other):
        assert [problem.sentence for problem in check(shop, files=False).problems] == []
    other.close()

"""Which two reports a comparison opens with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.models.pieces import Measured, Piece
from app.models.records import File
from app.services import reports
from app.services.report_form import ReportForm, ViewPhoto
from app.services.report_sides import open_difference
from app.services.report_start import GROSS
from app.services.signatures import Signature
from app.shop import Shop

PHOTO = ViewPhoto("ef" * 32, "front", 800, 600, 1000)
SIGNED = [Signature("examiner", "Sara Okafor", (((1, 1), (2, 2)),))]
FORM = ReportForm(photos=(PHOTO,), weight_before_mg=4100, grade="as_new")


@pytest.fixture
def brooch(house: Shop, staff: dict[str, Actor]) -> int:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="brooch", description="Bar brooch")
        w.add(Measured, subject_kind="piece", subject_id=piece, what=GROSS, value=4100)
        w.add(File, sha256=PHOTO.sha256, size=1000, mime="image/jpeg", width=800, height=600)
        w.step("piece", piece, "intake")
        w.code("piece", piece)
    return piece


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


def sign(house: Shop, sara: Actor, piece: int) -> int:
    with house.work(sara, "sign_report") as w:
        return reports.sign(w, piece, FORM, SIGNED).first("report")


def pair(db: Database, sara: Actor, record: int, **sides: int) -> tuple[int, int] | None:
    found = open_difference(db, record, sara.user_id, **sides).difference
    return (found.out.id, found.into.id) if found else None


def test_the_first_of_several_is_compared_with_the_next(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    sara = staff["sara"]
    first = sign(house, sara, brooch)
    assert pair(db, sara, first) is None
    second, third = sign(house, sara, brooch), sign(house, sara, brooch)
    assert pair(db, sara, first) == (first, second)
    assert pair(db, sara, second) == (first, second)
    assert pair(db, sara, third) == (second, third)
    assert pair(db, sara, brooch) == (second, third)


def test_the_only_report_is_compared_with_the_draft_or_with_its_own_versions(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    sara = staff["sara"]
    first = sign(house, sara, brooch)
    with house.work(sara, "correct_report") as w:
        again = reports.correct(
            w, first, replace(FORM, remarks="a bar", correction="Read again"), SIGNED
        ).first("report")
    assert pair(db, sara, first) == (first, again)
    assert pair(db, sara, again) is None  # the version before it is not asked for
    reports.save_draft(house, sara, brooch, FORM)
    assert pair(db, sara, again) == (again, 0)
    assert pair(db, sara, first) == (first, 0)


def test_out_is_the_earlier_one_whichever_was_chosen(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    sara = staff["sara"]
    first, second = sign(house, sara, brooch), sign(house, sara, brooch)
    assert pair(db, sara, brooch, out_id=second, in_id=first) == (first, second)

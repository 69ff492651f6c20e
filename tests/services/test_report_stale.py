"""A report says before it is signed, and on its paper, what of it is of before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.services import reports
from app.services.moves import move
from app.services.report_cards import report_content
from app.services.report_form import ReportForm
from app.services.report_gate import before_signing
from app.shop import Shop
from tests.services.brooch_reports import PHOTO, SIGNED
from tests.services.brooch_reports import brooch as brooch

FIRST = ReportForm(photos=(PHOTO,), weight_before_mg=4100, grade="as_new")
NEW = replace(PHOTO, sha256="9" * 64, view="front")


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


def sign(
    house: Shop, by: Actor, piece: int, form: ReportForm, *, second: Actor | None = None
) -> tuple[str, ...]:
    """Sign it; the statements of its paper."""
    with house.work(by, "sign_report", second=second) as w:
        report_id = reports.sign(w, piece, form, SIGNED).first("report")
    reader = house.reader()
    try:
        return report_content(reader, report_id).statements
    finally:
        reader.close()


def told(db: Database, piece: int, form: ReportForm, field: str) -> list[str]:
    return [one.sentence for one in before_signing(db, piece, form) if one.field == field]


def test_a_photo_that_the_last_report_had_shows_nothing_of_today(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    said = "From before the last report: photo 1."
    warned = "Photo 1 is of before the last report: take a new one."
    assert warned not in told(db, brooch, FIRST, "photos")
    assert said not in sign(house, staff["sara"], brooch, FIRST)
    again = replace(FIRST, weight_after_mg=4100, photos=(PHOTO, NEW))
    assert warned in told(db, brooch, again, "photos")
    assert said in sign(house, staff["sara"], brooch, again)
    quick = replace(again, photos=(PHOTO,), same_as="CR10-26-00001")
    assert said not in sign(house, staff["sara"], brooch, quick), "it says that none was taken"


def test_a_place_that_the_piece_has_left_is_told(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    first, second = (
        db.value("SELECT id FROM place WHERE name = ?", (name,)) for name in ("TRAY-01", "TRAY-02")
    )
    with house.work(staff["mia"], "move") as w:
        move(w, [brooch], first)
    form = replace(FIRST, place_id=first)
    assert told(db, brooch, form, "place") == []
    with house.work(staff["mia"], "move") as w:
        move(w, [brooch], second)
    assert told(db, brooch, form, "place") == [
        "The piece lies in HOUSE / SAFE-1 / TRAY-02 now; the report says HOUSE / SAFE-1 / TRAY-01."
    ]


def test_the_paper_names_the_manager_who_let_it_pass(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    sign(house, staff["sara"], brooch, FIRST)
    lost = replace(
        FIRST, photos=(NEW,), weight_after_mg=3900, weight_reason="other", grade="fair",
        decision="The setter has the stone", remarks="Weighed twice",
    )  # fmt: skip
    said = sign(house, staff["sara"], brooch, lost, second=staff["mia"])
    assert f"Decision of a manager, {staff['mia'].display}: The setter has the stone" in said

"""Who has the shop's key and writes into the database past Parure is found out at every paper and page."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import StateError
from app.models.chain import canonical, sealed
from app.models.database import Database
from app.services import documents, reports
from app.services.report_decisions import difference_of, make_difference_report
from app.services.report_form import ReportForm
from app.services.report_opening import open_report
from app.services.report_sides import open_difference
from app.shop import Shop
from tests.services.brooch_reports import PHOTO, SIGNED, brooch

__all__ = ["brooch"]
FORM = ReportForm(photos=(PHOTO,), weight_before_mg=4100, grade="good", remarks="one deep scratch")
USER = 1


def sign(house: Shop, who: Actor, brooch: int, form: ReportForm) -> int:
    with house.work(who, "sign_report") as w:
        return reports.sign(w, brooch, form, SIGNED).first("report")


def forge(house: Shop, report_id: int, *, seal: bool) -> None:
    """Other words in a signed report; with ``seal`` its own seal is made to fit them."""
    with closing(Database(house.path / "shop.db", house.key, free=True)) as outside:
        row = outside.row("SELECT content, salt, sha256 FROM report WHERE id = ?", (report_id,))
        assert row is not None
        content = row[0].replace("one deep scratch", "no damage at all")
        assert content != row[0]
        digest = sealed(content, row[1]) if seal else row[2]
        outside.run(
            "UPDATE report SET content = ?, sha256 = ? WHERE id = ?", (content, digest, report_id)
        )


@pytest.mark.parametrize("seal", [False, True])
def test_a_forged_report_is_on_no_paper_and_no_page(
    house: Shop, staff: dict[str, Actor], brooch: int, seal: bool
) -> None:
    first = sign(house, staff["sara"], brooch, FORM)
    second = sign(house, staff["sara"], brooch, replace(FORM, remarks="as it was"))
    ways: list[Callable[[Database], object]] = [
        lambda db: documents.report_sheet(db, house.files, first),
        lambda db: open_report(db, first, USER),
        lambda db: open_difference(db, second, USER),
        lambda db: difference_of(db, first, second),
    ]
    for way in ways:
        with closing(house.reader()) as db:
            way(db)
    forge(house, first, seal=seal)
    for way in ways:
        with closing(house.reader()) as db, pytest.raises(StateError) as refused:
            way(db)
        assert refused.value.title == "Not as signed"
    with closing(house.reader()) as db:  # what nobody touched is shown as ever
        assert "as it was" in str(documents.report_content(db, second).statements)


def test_a_stored_paper_with_a_seal_made_to_fit_is_not_drawn(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    first = sign(house, staff["sara"], brooch, FORM)
    second = sign(house, staff["sara"], brooch, replace(FORM, remarks="as it was"))
    with house.work(staff["sara"], "difference_report") as w:
        paper = make_difference_report(w, first, second).first("document")
        documents.document_content(w.db, paper)  # its entry is written when the unit closes
    with closing(Database(house.path / "shop.db", house.key, free=True)) as outside:
        content, salt = outside.rows("SELECT content, salt FROM document WHERE id = ?", (paper,))[0]
        forged = canonical({**json.loads(content), "verdict": "nothing"})
        outside.run(
            "UPDATE document SET content = ?, sha256 = ? WHERE id = ?",
            (forged, sealed(forged, salt), paper),
        )
    with closing(house.reader()) as db, pytest.raises(StateError, match="audit log"):
        documents.document_paper(db, house.files, paper)


def test_a_report_whose_entry_was_taken_away_is_not_drawn(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    report_id = sign(house, staff["sara"], brooch, FORM)
    with closing(Database(house.path / "shop.db", house.key, free=True)) as outside:
        outside.run(
            "DELETE FROM work WHERE id = (SELECT work_id FROM report WHERE id = ?)", (report_id,)
        )
    with closing(house.reader()) as db, pytest.raises(StateError, match="audit log"):
        documents.report_sheet(db, house.files, report_id)

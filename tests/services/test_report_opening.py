"""Opening reports: by a piece, by a signed report, with a draft; the lists of drafts and papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotFoundError
from app.models.database import Database
from app.models.pieces import Measured, Piece
from app.models.records import File
from app.services import reports
from app.services.counts import report_drafts
from app.services.document_lists import document_card, document_counts, documents_list
from app.services.drafts import keep_draft
from app.services.instruments import Instrument, put_instruments
from app.services.lists import open_list
from app.services.print_jobs import print_report, set_folder
from app.services.print_sending import run_queue
from app.services.report_form import ReportForm, ViewPhoto
from app.services.report_opening import (
    draft_content,
    drafts_list,
    open_report,
    report_counts,
)
from app.services.report_quick import QuickAnswer, begin_whole
from app.services.report_start import start_report
from app.services.signatures import Signature
from app.shop import Shop

SIGNED = [Signature("examiner", "Sara Okafor", (((1, 1), (2, 2)),))]


@pytest.fixture
def brooch(house: Shop, staff: dict[str, Actor]) -> int:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="brooch", description="Bar brooch", number="P10-26-00009")
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=4100)
        w.step("piece", piece, "intake")
        w.code("piece", piece)
    return piece


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


def form() -> ReportForm:
    photo = ViewPhoto("ab" * 32, "front", 800, 600, 1000)
    return ReportForm(photos=(photo,), weight_before_mg=4100, grade="as_new")


def signed(house: Shop, staff: dict[str, Actor], piece: int) -> int:
    with house.work(staff["sara"], "sign_report") as w:
        w.add(File, sha256="ab" * 32, size=1000, mime="image/jpeg", width=800, height=600)
        return reports.sign(w, piece, form(), SIGNED).first("report")


def rows(db: Database, query: object) -> list[object]:
    first = next(iter(open_list(db, query, "list_test")))  # type: ignore[arg-type]
    return list(first.rows.rows)


def test_a_piece_opens_a_new_report_with_what_is_known(
    db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    opened = open_report(db, brooch, staff["sara"].user_id)
    assert opened.card is None
    assert opened.draft is None
    assert opened.started.weight_before_mg == 4100
    assert opened.next_n == 1
    assert all(words for _, words in opened.places)


def test_a_draft_is_its_persons_own_and_knows_what_it_corrects(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    sara, mia = staff["sara"].user_id, staff["mia"].user_id
    first = signed(house, staff, brooch)
    keep_draft(house, sara, "report", brooch, draft_content(form(), first))
    opened = open_report(db, brooch, sara)
    assert opened.draft is not None
    assert opened.draft.version_of == first
    assert opened.draft.form == form()
    assert open_report(db, brooch, mia).draft is None
    assert report_counts(db, sara)["drafts"] == report_drafts(db, sara) == 1
    assert report_counts(db, mia)["drafts"] == 0
    found = rows(db, drafts_list(sara))
    assert [(row.id, row.piece, row.grade) for row in found] == [  # type: ignore[attr-defined]
        (brooch, "Bar brooch", "as_new")
    ]
    assert rows(db, drafts_list(mia)) == []


def test_a_signed_report_opens_with_its_card(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    report = signed(house, staff, brooch)
    opened = open_report(db, report, staff["sara"].user_id)
    assert opened.card is not None
    assert opened.card.id == report
    assert opened.piece.id == brooch
    assert report_counts(db, staff["sara"].user_id) == {"drafts": 0, "signed": 1, "severe": 0}


def test_what_is_neither_is_refused(db: Database, staff: dict[str, Actor]) -> None:
    with pytest.raises(NotFoundError):
        open_report(db, 4711, staff["sara"].user_id)
    with pytest.raises(NotFoundError):
        document_card(db, 4711)


def test_papers_are_listed_with_how_often_they_were_printed(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int, tmp_path: object
) -> None:
    report = signed(house, staff, brooch)
    with house.work(staff["sara"], "sign_report") as w:
        again = reports.correct(
            w, report, replace(form(), remarks="Pin straight", correction="Read again"), SIGNED
        )
    assert document_counts(db) == {"": 2, "condition_report": 2}
    found = rows(db, documents_list())
    assert [(row.version, row.about) for row in found] == [  # type: ignore[attr-defined]
        (2, "Bar brooch"),
        (1, "Bar brooch"),
    ]
    assert rows(db, documents_list(kind="job_bag")) == []
    assert len(rows(db, documents_list("CR10"))) == 2
    assert rows(db, documents_list("zzz")) == []
    card = document_card(db, again.first("report"))
    assert card.is_report
    assert card.row.printed == 0
    set_folder(house, house.path.parent / "prints")
    print_report(house, staff["sara"], again.first("report"))
    run_queue(house)
    card = document_card(db, again.first("report"))
    assert card.row.printed == 1
    assert [line.outcome for line in card.printings] == ["sent"]


def scale_of(form: ReportForm) -> tuple[str, int, str, str]:
    days = (form.calibrated_on, form.calibration_due_on)
    return (form.instrument, form.scale_division_mg, *days)


def test_the_next_report_names_the_scale_with_its_step_and_its_calibration_of_now(
    house: Shop, staff: dict[str, Actor], db: Database, brooch: int
) -> None:
    then = replace(form(), instrument="Kern", scale_division_mg=10, calibrated_on="2025-01-02")
    with house.work(staff["sara"], "sign_report") as w:
        w.add(File, sha256="ab" * 32, size=1000, mime="image/jpeg", width=800, height=600)
        reports.sign(w, brooch, then, SIGNED)
    assert scale_of(start_report(db, brooch)) == ("Kern", 10, "2025-01-02", "")
    with house.work(staff["mia"], "instruments") as w:
        put_instruments(w, [Instrument("Kern", 20, "2026-01-05", "2027-01-05")])
    now = ("Kern", 20, "2026-01-05", "2027-01-05")
    assert scale_of(start_report(db, brooch)) == now
    begin_whole(house, staff["sara"], "check", QuickAnswer(brooch, 4090))  # the only scale
    kept = reports.open_draft(db, staff["sara"].user_id, brooch)
    assert kept is not None
    assert scale_of(kept[0]) == now
    assert (kept[0].weight_before_mg, kept[0].weight_method) == (4090, "by_hand")

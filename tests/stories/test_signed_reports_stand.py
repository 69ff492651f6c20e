"""A signed report stands: no service, no other PC, no import and no hand on the file changes it unseen."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import apsw
import pypdfium2
import pytest
import zxingcpp

from app.domain.actors import SYSTEM, Actor
from app.domain.errors import ShopError, StateError
from app.domain.ids import now_ms
from app.models.chain import sealed
from app.models.database import Database
from app.models.records import Report
from app.models.schema import SYNCED_VERSION
from app.printing.document.content import digest
from app.printing.document.passport import PiecePassport
from app.services import imports, reports
from app.services.check import check
from app.services.document_lists import document_card
from app.services.documents import document_content, report_sheet
from app.services.passport_moment import at_moment
from app.services.passport_paper import make_passport
from app.services.report_cards import report_card, report_content
from app.services.report_form import Mark
from app.services.scanning import resolve
from app.services.signatures import Signature
from app.services.undo import undo
from app.shop import DATABASE, Shop
from app.sync.changes import Sent
from app.sync.integrate import integrate
from tests.conftest import SHOP_KEY
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import furnished_counter
from tests.stories.report_pairs import Desk, complete, two_photos
from tests.sync.meeting import together, two_copies

FOUND = (Mark(1, "PR-3", "prong_worn", 2), Mark(2, "SHK-B", "scratch", 1, x=500_000, y=900_000))


@pytest.fixture
def desk(house: Shop, staff: dict[str, Actor]) -> Desk:
    counter = furnished_counter(house, staff)
    return Desk(house, staff["owen"], counter.ring)


@pytest.fixture
def signed(desk: Desk) -> int:
    before, _, _ = two_photos()
    form = complete(desk.begin("check"), desk.photo(before), FOUND, weight_after_mg=3850,
                    stones_found=1)  # fmt: skip
    return desk.sign(form)


def row(shop: Shop, report: int) -> tuple[object, ...]:
    with closing(shop.reader()) as db:
        found = db.row("SELECT * FROM report WHERE id = ?", (report,))
    assert found is not None
    return tuple(found)


# ---------------------------------------------------------------------- services
@pytest.mark.parametrize(
    "sql",
    ["UPDATE report SET grade = 'as_new' WHERE id = :id",
     "UPDATE report SET content = '{}' WHERE id = :id",
     "DELETE FROM report WHERE id = :id",
     "UPDATE attached SET role = 'paper' WHERE subject_id = :id"],
)  # fmt: skip
def test_a_unit_of_work_that_changed_it_would_not_land(desk: Desk, signed: int, sql: str) -> None:
    before = row(desk.shop, signed)
    with pytest.raises(AssertionError, match="only ever added"), desk.shop.work(SYSTEM, "bug") as w:
        w.db.run(sql, {"id": signed})
    assert row(desk.shop, signed) == before


def test_neither_an_edit_nor_undo_nor_a_draft_changes_it(
    desk: Desk, signed: int, staff: dict[str, Actor]
) -> None:
    before = row(desk.shop, signed)
    with pytest.raises(AssertionError), desk.shop.work(staff["mia"], "edit") as w:
        w.edit(Report, signed, grade="as_new")  # type: ignore[arg-type]
    work = Report.columns().index("work_id")
    with pytest.raises(StateError, match="correct it by a new version"):
        undo(desk.shop, staff["mia"], int(str(before[work])))
    reports.save_draft(
        desk.shop, desk.actor, desk.piece, replace(desk.begin("check"), grade="poor")
    )
    assert row(desk.shop, signed) == before


def test_a_correction_is_a_new_version_and_an_older_one_is_not_corrected(
    desk: Desk, signed: int
) -> None:
    before = row(desk.shop, signed)
    with closing(desk.shop.reader()) as db:
        form = report_card(db, signed).form
    with desk.shop.work(desk.actor, "correct_report") as w:
        second = reports.correct(
            w,
            signed,
            replace(form, remarks="Seam at 5 o'clock", correction="Read again"),
            signatures(desk, signed),
        ).first("report")
    assert row(desk.shop, signed) == before
    with closing(desk.shop.reader()) as db:
        card = report_card(db, second)
        assert (card.version, [one.version for one in card.versions]) == (2, [1, 2])
        assert report_card(db, signed).number == card.number
        assert digest(report_content(db, signed)) != digest(report_content(db, second))
    given = signatures(desk, signed)
    with (
        pytest.raises(StateError, match="corrected since"),  # signing an older version
        desk.shop.work(desk.actor, "correct_report") as w,
    ):
        reports.correct(w, signed, form, given)


def signatures(desk: Desk, report: int) -> tuple[Signature, ...]:
    with closing(desk.shop.reader()) as db:
        return report_card(db, report).signatures


# ---------------------------------------------------------------------- other PCs, imports
def test_another_pc_that_tells_of_a_changed_report_is_refused(
    desk: Desk, signed: int, tmp_path: Path
) -> None:
    """A program that went wrong (or worse) sends a change of what was signed: nothing of it lands."""
    with two_copies(desk.shop, SHOP_KEY, tmp_path / "second") as (a, b, _hub):
        before = row(a, signed)
        for sql in ("UPDATE report SET grade = 'as_new' WHERE id = ?",
                    "DELETE FROM mark_number WHERE piece_id = (SELECT piece_id FROM report"
                    " WHERE id = ?)"):  # fmt: skip
            body = forged(b, sql, signed)
            sent = Sent(b.site, 999, 1, 1, SYNCED_VERSION, hashlib.sha256(body).hexdigest(), body)
            with pytest.raises(ShopError, match="never changes"):
                integrate(a, [sent])
        assert row(a, signed) == before
        assert check(a).clean


def forged(shop: Shop, sql: str, report: int) -> bytes:
    """The changeset of a statement, as no service of ours would make it; the copy stays as it is."""
    with shop.replaying() as db:
        db.run("BEGIN IMMEDIATE")
        session = apsw.Session(db.conn, "main")
        session.attach()
        db.run(sql, (report,))
        body = session.changeset()
        session.close()
        db.run("ROLLBACK")
    assert body
    return body


def test_an_import_and_a_meeting_leave_it_as_it_was_signed(
    desk: Desk, signed: int, staff: dict[str, Actor], tmp_path: Path
) -> None:
    with two_copies(desk.shop, SHOP_KEY, tmp_path / "second") as (a, b, hub):
        before = row(a, signed)
        imports.apply(b, staff["olga"], file_of(w06()))
        imports.apply(a, staff["olga"], file_of(w06(Shipping_City="Leeds")))
        together(a, b, hub)
        assert row(a, signed) == row(b, signed) == before
        assert check(a).clean


# ---------------------------------------------------------------------- a hand on the file, the paper
def test_whoever_writes_into_the_file_is_found_out(desk: Desk, signed: int) -> None:
    said = str(row(desk.shop, signed)[Report.columns().index("content")])
    better = said.replace('"severity":2', '"severity":0')
    assert better != said
    change = "UPDATE report SET content = ? WHERE id = ?"
    with pytest.raises(apsw.ConstraintError), desk.shop.replaying() as db:
        db.run(change, (better, signed))  # nothing is saved without its entry in the audit
    hand = Database(desk.shop.path / DATABASE, SHOP_KEY, free=True)
    hand.run(change, (better, signed))
    hand.close()
    found = check(desk.shop)
    assert not found.clean
    assert any("report" in problem.sentence.casefold() for problem in found.problems)
    with closing(desk.shop.reader()) as db, pytest.raises(StateError, match="seal"):
        report_sheet(db, desk.shop.files, signed)


def test_its_paper_carries_the_digests_and_a_code_that_opens_it(desk: Desk, signed: int) -> None:
    with closing(desk.shop.reader()) as db:
        content = report_content(db, signed)
        card = report_card(db, signed)
        paper = report_sheet(db, desk.shop.files, signed)
        stored = db.row("SELECT content, salt, sha256 FROM report WHERE id = ?", (signed,))
    assert stored is not None
    assert sealed(stored[0], stored[1]) == stored[2]
    assert [one["name"] for one in json.loads(stored[0])["signatures"]] == [
        "Owen Park",
        "Lena Marsh",
    ]
    assert all(one["strokes"] for one in json.loads(stored[0])["signatures"])
    codes, words = set(), []
    with closing(pypdfium2.PdfDocument(BytesIO(paper.pdf))) as pdf:
        for page in pdf:
            words.append(page.get_textpage().get_text_range())
            picture = page.render(scale=4, grayscale=True).to_pil()
            codes |= {one.text for one in zxingcpp.read_barcodes(picture)}
    told = "".join("".join(words).split())
    for photo in content.photos:
        assert desk.shop.files.get(photo.photo.sha256)
        assert photo.photo.sha256[:4] in told
    assert digest(content)[:4] in told
    assert card.code in codes, codes
    with closing(desk.shop.reader()) as db:
        opened = resolve(db, card.code)
    assert (opened.kind, opened.target_id) == ("report", signed)


def test_the_passport_and_the_list_of_papers_tell_the_digest_that_the_paper_prints(
    desk: Desk, signed: int, staff: dict[str, Actor]
) -> None:
    """Whoever holds the report, the passport and the window has one figure to compare."""
    with desk.shop.work(staff["mia"], "passport") as w:
        first = make_passport(w, desk.piece, w.at).first("document")
    with desk.shop.work(staff["mia"], "passport") as w:
        second = make_passport(w, desk.piece, w.at).first("document")
    with closing(desk.shop.reader()) as db:
        report, paper = report_content(db, signed), document_content(db, first)
        again = document_content(db, second)
        moment = at_moment(db, desk.piece, now_ms(), ["MG"])
        cards = [document_card(db, one).sha256 for one in (signed, first)]
    printed = [digest(report), digest(paper)]
    assert isinstance(again, PiecePassport)
    assert [one.sha256 for one in again.reports] == printed[:1]
    assert [one.sha256 for one in again.papers] == printed[1:]
    assert [one.sha256 for one in moment.papers if one.kind == "report"] == printed[:1]
    assert cards == printed

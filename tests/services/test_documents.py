"""Papers: stored as content, drawn again whenever wanted, marked COPY, never with a client's name."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from app.domain.actors import Actor
from app.domain.errors import InputError, NotFoundError, StateError
from app.models.database import Database
from app.models.pieces import Piece
from app.printing.document.content import Company, Made
from app.printing.document.job_bag import JobBag
from app.services import documents, print_jobs, print_sending, reports
from app.services.print_once import OnItsWayError
from app.services.report_form import Mark, ReportForm, ViewPhoto
from app.services.signatures import Signature
from app.shop import Shop

EXAMINER = Signature("examiner", "Sara Okafor", (((100, 500), (800, 600)),))


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((640, 480)).save(out, "JPEG")
    return out.getvalue()


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


@pytest.fixture
def photo(house: Shop) -> ViewPhoto:
    data = jpeg()
    digest = house.files.put(data)
    house.files.cache(digest, "1280", data)
    return ViewPhoto(digest, "top", 640, 480, len(data))


@pytest.fixture
def form(photo: ViewPhoto) -> ReportForm:
    return ReportForm(
        photos=(photo,),
        findings=(Mark(1, "PR-3", "prong_worn", 2, 300, "Tip flat.", photo.sha256, x=3, y=4),),
        weight_before_mg=5480,
        grade="good",
    )


@pytest.fixture
def piece(house: Shop, staff: dict[str, Actor]) -> int:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Ring of a client named Ashworth")
        w.code("piece", piece)
    return piece


@pytest.fixture
def report(house: Shop, staff: dict[str, Actor], piece: int, form: ReportForm) -> int:
    with house.work(staff["sara"], "sign_report") as w:
        return reports.sign(w, piece, form, (EXAMINER,)).first("report")


def bag(number: str = "J10-26-00031") -> JobBag:
    return JobBag(
        Company("Hallam & Vey"),
        Made(1_795_000_000_000, "Olga Marchenko", "America/New_York", "en-US"),
        number,
        "1000003166",
        "Signet ring",
        "2026-12-03",
        client_code="CL-0042",
    )


def test_a_signed_report_is_drawn_the_same_every_time(
    house: Shop, db: Database, report: int
) -> None:
    first = documents.report_sheet(db, house.files, report)
    assert first.pdf == documents.report_sheet(db, house.files, report).pdf
    assert first.file_name.startswith("CR10-")
    assert first.file_name.endswith("-00001.pdf")
    said = words(first.pdf)
    assert "PR-3" in said
    assert "Sara Okafor" in said
    assert "COPY" not in said.upper().replace("COPYRIGHT", "")


def test_the_second_printing_is_a_copy_and_needs_a_reason(
    house: Shop, staff: dict[str, Actor], db: Database, report: int, tmp_path: Path
) -> None:
    print_jobs.set_folder(house, tmp_path / "prints")
    print_jobs.print_report(house, staff["sara"], report)
    with pytest.raises(OnItsWayError):
        print_jobs.print_report(house, staff["sara"], report, reason_code="second_copy")
    print_sending.run_queue(house)
    with pytest.raises(InputError) as refused:
        print_jobs.print_report(house, staff["sara"], report)
    assert refused.value.field == "reason"
    print_jobs.print_report(house, staff["sara"], report, reason_code="second_copy")
    print_sending.run_queue(house)
    first, second = sorted((tmp_path / "prints").iterdir(), key=lambda path: len(path.name))
    assert second.name == f"{first.stem}-copy1.pdf"
    assert "COPY" not in words(first.read_bytes())
    assert "copy" in words(second.read_bytes()).lower()


def test_reprinting_a_papers_job_marks_it_as_a_copy(
    house: Shop, staff: dict[str, Actor], db: Database, report: int, tmp_path: Path
) -> None:
    print_jobs.set_folder(house, tmp_path / "prints")
    job = print_jobs.print_report(house, staff["sara"], report).first("print_job")
    print_sending.run_queue(house)
    print_jobs.reprint(house, staff["sara"], job, "lost")
    print_sending.run_queue(house)
    names = [path.name for path in (tmp_path / "prints").iterdir()]
    assert sum("copy1" in name for name in names) == 1


def test_a_preview_says_that_it_is_a_draft_and_stores_nothing(
    house: Shop, staff: dict[str, Actor], db: Database, piece: int, form: ReportForm
) -> None:
    paper = documents.report_preview(db, house.files, staff["sara"], piece, form)
    assert paper.file_name == "draft.pdf"
    assert "PR-3" in words(paper.pdf)
    assert db.value("SELECT count(*) FROM report") == 0


def test_a_missing_photo_does_not_stop_the_paper(
    house: Shop, db: Database, report: int, photo: ViewPhoto
) -> None:
    house.files.remove(photo.sha256)
    assert "PR-3" in words(documents.report_sheet(db, house.files, report).pdf)


def test_a_document_is_stored_as_content_and_found_by_its_subject(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    with house.work(staff["olga"], "print_bag") as w:
        document = documents.store_document(w, "job_bag", "job", 77, bag())
    [line] = documents.documents_of(db, "job", 77)
    assert (line.id, line.kind, line.number) == (document, "job_bag", "J10-26-00031")
    assert (line.by, line.printed, line.file_name) == ("Olga Marchenko", 0, "J10-26-00031.pdf")
    assert documents.document_content(db, document) == bag()
    assert "Signet ring" in words(documents.document_bytes(db, house.files, document))
    with pytest.raises(TypeError), house.work(staff["olga"], "print_bag") as w:
        documents.store_document(w, "take_in_receipt", "job", 77, bag())
    with pytest.raises(NotFoundError):
        documents.document_content(db, 4711)


def test_numbers_run_by_kind_and_are_given_back_when_nothing_is_saved(
    house: Shop, staff: dict[str, Actor]
) -> None:
    with house.work(staff["olga"], "receipt") as w:
        assert documents.new_number(w, "take_in_receipt").endswith("-00001")
        assert documents.new_number(w, "hand_over").startswith("H10-")
    with pytest.raises(ZeroDivisionError), house.work(staff["olga"], "receipt") as w:
        documents.new_number(w, "take_in_receipt")
        raise ZeroDivisionError
    with house.work(staff["olga"], "receipt") as w:
        assert documents.new_number(w, "take_in_receipt").endswith("-00002")


@pytest.mark.parametrize("table", ["document", "report"])
def test_what_was_changed_or_erased_is_not_drawn(
    house: Shop, staff: dict[str, Actor], report: int, table: str
) -> None:
    with house.work(staff["olga"], "print_bag") as w:
        document = documents.store_document(w, "job_bag", "job", 77, bag())
    wanted = document if table == "document" else report

    def draw() -> None:
        reader = house.reader()
        try:
            if table == "document":
                documents.document_paper(reader, house.files, wanted)
            else:
                documents.report_sheet(reader, house.files, wanted)
        finally:
            reader.close()

    draw()
    outside = Database(house.path / "shop.db", house.key, free=True)
    outside.run(f"UPDATE {table} SET content = replace(content, 'e', 'a') WHERE id = ?", (wanted,))
    with pytest.raises(StateError, match="seal does not fit"):
        draw()
    outside.run(f"UPDATE {table} SET content = NULL, salt = NULL WHERE id = ?", (wanted,))
    with pytest.raises(StateError, match="erased"):
        draw()
    outside.close()

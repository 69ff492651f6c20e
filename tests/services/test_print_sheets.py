"""Tags on sheets of labels: where they begin, the partial last sheet, and what is kept of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from app.domain.actors import Actor
from app.domain.errors import InputError
from app.printing.tag.readback import read_back
from app.printing.tag.stock_json import shipped_stock
from app.printing.transports.base import Confirmation, OneByOne, TransportError
from app.services import print_jobs, tags
from app.services.print_one import reprint_one
from app.services.print_sending import run_queue, settle
from app.services.print_sheets import ASK, StartAtError, next_free, on_page
from app.services.print_store import StoredJob, reading, stored_job
from app.services.print_test import TEST_CODE, print_test_tag
from app.services.printer_changes import add_printer
from app.services.printers import OS_PDF, NewPrinter
from app.shop import Shop
from tests.services.printing_desk import tagged_pieces

SHEET = "a4-65-l7651"


class Laser(OneByOne):
    """A laser printer that prints, or gets stuck with the sheet in it."""

    def __init__(self, *, stuck: bool = False) -> None:
        self.stuck = stuck

    def send(self, payload: bytes, name: str) -> Confirmation:
        if self.stuck:
            raise TransportError("Jam", "The sheet got stuck.", "Take it out.", sent_bytes=1)
        return Confirmation("spooler", "job")


@pytest.fixture
def laser(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> str:
    print_jobs.set_folder(house, tmp_path / "prints")
    new = NewPrinter("Laser", OS_PDF, "Office", stock=SHEET, purposes=("tags",))
    add_printer(house, staff["adam"], new)
    return "laser"


def stored(house: Shop, job_id: int) -> StoredJob:
    with reading(house) as db:
        return stored_job(db, job_id)


def pages_of(job: StoredJob) -> list[Image.Image]:
    [pdf] = [part for part in job.parts if part.name.endswith(".pdf")]
    paper = pypdfium2.PdfDocument(BytesIO(pdf.data))
    return [page.render(scale=300 / 72, grayscale=True).to_pil() for page in paper]


def codes_on(page: Image.Image) -> dict[int, str]:
    """The code on each label of an A4 page, by its place counted from 0."""
    stock, found = shipped_stock(SHEET), {}
    grid = stock.grid
    for place in range(grid.places):
        row, column = divmod(place, grid.columns)
        left = round((grid.left_um + column * grid.pitch_x_um) * 300 / 25400)
        top = round((grid.top_um + row * grid.pitch_y_um) * 300 / 25400)
        size = stock.size_dots(300)
        label = page.crop((left, top, left + size[0], top + size[1]))
        if label.histogram()[0]:
            found[place] = read_back(label.point(lambda v: 255 * (v > 127)).convert("1"))
    return found


def test_tags_fill_the_sheet_from_the_label_that_was_said_and_go_on_where_they_ended(
    house: Shop, staff: dict[str, Actor], laser: str
) -> None:
    pieces = tagged_pieces(house, staff["sara"], 7)
    with reading(house) as db:
        codes = [tags.code_of(db, "piece", piece) for piece in pieces]
    told = print_jobs.print_tags(house, staff["sara"], "piece", pieces[:5], start_at=62)
    first, last = pages_of(stored(house, told.first("print_job")))
    assert codes_on(first) == {62: codes[0], 63: codes[1], 64: codes[2]}
    assert codes_on(last) == {0: codes[3], 1: codes[4]}
    told = print_jobs.print_tags(house, staff["sara"], "piece", pieces[5:])
    [page] = pages_of(stored(house, told.first("print_job")))
    assert codes_on(page) == {2: codes[5], 3: codes[6]}


def test_a_page_is_as_large_as_its_sheet_and_the_job_one_of_its_printer(
    house: Shop, staff: dict[str, Actor], laser: str
) -> None:
    [piece] = tagged_pieces(house, staff["sara"], 1)
    told = print_jobs.print_tags(house, staff["sara"], "piece", [piece])
    job = stored(house, told.first("print_job"))
    [page] = pages_of(job)
    assert abs(page.width - 2480) <= 1
    assert abs(page.height - 3508) <= 1
    assert (job.printer, job.stock, job.dpi, len(job.things)) == (laser, SHEET, 300, 1)


def test_a_test_tag_takes_one_label_of_the_sheet_and_the_next_tag_the_one_after(
    house: Shop, staff: dict[str, Actor], laser: str
) -> None:
    [piece] = tagged_pieces(house, staff["sara"], 1)
    with pytest.raises(StartAtError):
        print_test_tag(house, staff["sara"], start_at=ASK)
    told = print_test_tag(house, staff["sara"], start_at=20)
    job = stored(house, told.first("print_job"))
    [page] = pages_of(job)
    assert page.height == 3508
    assert codes_on(page) == {20: TEST_CODE}
    run_queue(house, Laser(), laser)
    again = print_jobs.reprint(house, staff["sara"], job.id, "damaged").first("print_job")
    assert codes_on(pages_of(stored(house, again))[0]) == {21: TEST_CODE}
    told = print_jobs.print_tags(house, staff["sara"], "piece", [piece])
    [page] = pages_of(stored(house, told.first("print_job")))
    assert list(codes_on(page)) == [22]
    run_queue(house, Laser(), laser)
    with reading(house) as db:
        assert db.rows("SELECT subject_kind, count(*) FROM printed GROUP BY 1") == [("code", 1)]


def test_asked_where_to_begin_it_tells_the_place_and_draws_nothing(
    house: Shop, staff: dict[str, Actor], laser: str
) -> None:
    pieces = tagged_pieces(house, staff["sara"], 4)
    print_jobs.print_tags(house, staff["sara"], "piece", pieces[:3], start_at=10)
    with pytest.raises(StartAtError) as asked:
        print_jobs.print_tags(house, staff["sara"], "piece", pieces[3:], start_at=ASK)
    assert (asked.value.at, asked.value.many, asked.value.field) == (13, 1, "start_at")
    with pytest.raises(InputError, match="65 places"):
        print_jobs.print_tags(house, staff["sara"], "piece", pieces[3:], start_at=65)
    with reading(house) as db:
        assert db.value("SELECT count(*) FROM print_job") == 1
        assert next_free(db, laser, shipped_stock(SHEET)) == 13
        assert next_free(db, laser, shipped_stock("a4-21-l7160")) == 0, "another sheet is a new one"


def test_a_reprint_goes_on_free_labels_and_the_rest_of_a_stuck_sheet_on_a_new_one(
    house: Shop, staff: dict[str, Actor], laser: str
) -> None:
    pieces = tagged_pieces(house, staff["sara"], 3)
    with reading(house) as db:
        codes = [tags.code_of(db, "piece", piece) for piece in pieces]
    job_id = print_jobs.print_tags(house, staff["sara"], "piece", pieces).first("print_job")
    run_queue(house, Laser(stuck=True), laser)
    assert stored(house, job_id).state == "doubtful"
    rest = settle(house, staff["sara"], job_id, 1).ids("print_job")[-1]
    [page] = pages_of(stored(house, rest))
    assert codes_on(page) == {0: codes[1], 1: codes[2]}
    run_queue(house, Laser(), laser)
    again = reprint_one(house, staff["sara"], rest, 2, "damaged").first("print_job")
    [page] = pages_of(stored(house, again))
    assert codes_on(page) == {2: codes[2]}
    run_queue(house, Laser(), laser)
    whole = print_jobs.reprint(house, staff["sara"], rest, "damaged").first("print_job")
    [page] = pages_of(stored(house, whole))
    assert codes_on(page) == {3: codes[1], 4: codes[2]}


def test_a_page_is_moved_by_the_measured_offset_and_never_over_its_edge() -> None:
    page = Image.new("1", (40, 20), 1)
    page.putpixel((0, 0), 0)
    moved = on_page(page, 3, 2)
    assert moved.size == page.size
    assert moved.getpixel((3, 2)) == 0
    with pytest.raises(InputError, match="beside the sheet"):
        on_page(page, -1, 0)

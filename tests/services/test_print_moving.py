"""A waiting or failed job goes to another printer: drawn for its roll and dots, the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError
from app.services import print_jobs, print_sending, tags
from app.services.print_moving import may_take, move_job
from app.services.print_once import OnItsWayError
from app.services.print_queue import job_card
from app.services.print_store import reading, stored_job
from app.services.printer_changes import add_printer
from app.services.printers import FOLDER, OS_PDF, NewPrinter
from app.shop import Shop
from tests.printing.transports.zebra_stand_in import ZebraStandIn
from tests.services.printing_desk import add_zebra, codes_out, quick_way, raster_in, tagged_pieces


@pytest.fixture
def zebra() -> Iterator[ZebraStandIn]:
    with ZebraStandIn() as one:
        yield one


@pytest.fixture
def waiting(
    house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn, tmp_path: Path
) -> tuple[int, list[str]]:
    """Three tags that wait for a Zebra of 300 dpi; another of 203 dpi is at ``zebra``."""
    print_jobs.set_folder(house, tmp_path / "prints")
    add_zebra(house, staff["adam"], "127.0.0.1:9", "Away")
    add_zebra(house, staff["adam"], zebra.address, "Bench", dpi=203, stock="butterfly-28x30")
    pieces = tagged_pieces(house, staff["sara"], 3)
    job = print_jobs.print_tags(house, staff["sara"], "piece", pieces).first("print_job")
    with reading(house) as db:
        return job, [tags.code_of(db, "piece", piece) for piece in pieces]


def test_its_tags_are_drawn_again_for_the_other_roll_and_come_out_once(
    house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn, waiting: tuple[int, list[str]]
) -> None:
    job_id, codes = waiting
    with reading(house) as db:
        assert [one.key for one in may_take(db, job_id)] == ["bench", FOLDER]
        before = stored_job(db, job_id)
        roll = tags.roll_of(db, "butterfly-28x30").stock
    move_job(house, staff["sara"], job_id, "bench")
    with reading(house) as db:
        job = stored_job(db, job_id)
        bench = print_jobs.printer_of(db, "bench")
        events = [one.words for one in job_card(db, house.settings, job_id).events]
        assert db.value("SELECT count(*) FROM print_job") == 1
    assert (job.printer, job.stock, job.dpi, job.state) == ("bench", roll.key, 203, "queued")
    assert [one.subject_id for one in job.things] == [one.subject_id for one in before.things]
    assert events[-1] == "Moved: to Bench by Sara Okafor"
    print_sending.run_queue(house, quick_way(house, bench), "bench")
    assert codes_out(zebra) == codes
    assert raster_in(zebra.printed[0]).height == roll.size_dots(203)[1]
    with house.local() as db:
        row = db.rows("SELECT printer, outcome, reason_code FROM printed")
    assert row == [("bench", "sent", "")] * 3


def test_the_folder_takes_it_and_so_does_a_printer_with_sheets(
    house: Shop, staff: dict[str, Actor], waiting: tuple[int, list[str]]
) -> None:
    job_id, codes = waiting
    move_job(house, staff["sara"], job_id, FOLDER)
    with reading(house) as db:
        names = [part.name for part in stored_job(db, job_id).parts]
    assert [one for one in names if not one.endswith(".png")] == [
        f"tags-{codes[0]}.zpl",
        f"tags-{codes[0]}.pdf",
    ]
    add_printer(house, staff["adam"], NewPrinter("Laser", OS_PDF, "Q", stock="a4-65-l7651"))
    move_job(house, staff["sara"], job_id, "laser")
    with reading(house) as db:
        job = stored_job(db, job_id)
    assert (job.printer, job.stock, len(job.things)) == ("laser", "a4-65-l7651", 3)


def test_a_failed_job_waits_there_again_and_what_was_begun_stays(
    house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn, waiting: tuple[int, list[str]]
) -> None:
    job_id, _ = waiting
    with house.local() as db:
        db.run("UPDATE print_job SET state = 'failed', error = 'Away.', fault = 'away'")
    move_job(house, staff["sara"], job_id, "bench")
    for state in ("sending", "doubtful", "sent"):
        with house.local() as db:
            db.run("UPDATE print_job SET state = ?", (state,))
        with pytest.raises(InputError, match=f"is {state} by now"):
            move_job(house, staff["sara"], job_id, FOLDER)


def test_a_failed_job_that_was_printed_anew_meanwhile_is_not_printed_twice(
    house: Shop, staff: dict[str, Actor], waiting: tuple[int, list[str]]
) -> None:
    job_id, _ = waiting
    with house.local() as db:
        db.run("UPDATE print_job SET state = 'failed'")
        pieces = [row[0] for row in db.rows("SELECT id FROM piece WHERE description LIKE 'Band%'")]
    print_jobs.print_tags(house, staff["sara"], "piece", pieces, printer=FOLDER)
    with pytest.raises(OnItsWayError):
        move_job(house, staff["sara"], job_id, "bench")


def test_it_does_not_go_where_it_waits_and_labels_not_to_a_till(
    house: Shop, staff: dict[str, Actor], waiting: tuple[int, list[str]]
) -> None:
    job_id, _ = waiting
    with pytest.raises(InputError, match="waits for Away"):
        move_job(house, staff["sara"], job_id, "away")
    add_printer(house, staff["adam"], NewPrinter("Till", "thermal", "127.0.0.1"))
    with pytest.raises(InputError, match="Till cannot print"):
        move_job(house, staff["sara"], job_id, "till")

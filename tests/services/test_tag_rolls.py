"""Rolls of unused tags: set aside once, printed, claimed by a scan, never given twice."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.codes import is_code, make_code, spaced, split_code
from app.domain.errors import InputError
from app.printing.tag.stock_json import shipped_stocks
from app.services.piece_cards import piece_card
from app.services.piece_forms import MetalForm, PieceForm
from app.services.print_jobs import set_folder
from app.services.print_moving import move_job
from app.services.print_one import reprint_one
from app.services.print_queue import job_card
from app.services.print_sending import run_queue, settle
from app.services.print_sheets import next_free
from app.services.print_store import stored_job
from app.services.printer_changes import add_printer
from app.services.printers import OS_PDF, NewPrinter
from app.services.scanning import resolve
from app.services.tag_rolls import TagRoll, claim, print_roll, roll_with, rolls, set_aside
from app.services.take_in import take_in_own
from app.shop import Shop
from tests.printing.transports.zebra_stand_in import ZebraStandIn
from tests.services.printing_desk import add_zebra, codes_out, quick_way, until

RING = PieceForm("ring", "Band", metals=(MetalForm("gold_yellow", 750),), weight_mg=3_000)


@pytest.fixture
def roll(house: Shop, staff: dict[str, Actor]) -> TagRoll:
    with house.work(staff["sara"], "tag_roll") as w:
        return set_aside(w, 12)


def take_in(house: Shop, actor: Actor, code: str = "") -> int:
    with house.work(actor, "take_in") as w:
        return take_in_own(w, replace(RING, code=code)).first("piece")


def test_a_roll_is_a_run_of_codes_that_no_piece_gets_by_itself(
    house: Shop, staff: dict[str, Actor], roll: TagRoll
) -> None:
    codes = list(roll.codes)
    assert len(set(codes)) == 12
    assert all(is_code(code) for code in codes)
    assert codes[-1] == roll.last
    ring = take_in(house, staff["sara"])
    with closing(house.reader()) as db:
        own = piece_card(db, ring).tag.code
        assert own not in codes
        assert split_code(own)[1] == split_code(roll.last)[1] + 1
        assert roll_with(db, codes[5]) is not None
        assert roll_with(db, own) is None
        assert roll_with(db, "4006381333931") is None
        scan = resolve(db, codes[0])
    assert scan.kind == "unknown"
    assert "unused tag of a roll" in scan.sentence
    assert "claim" in scan.offers


def test_a_tag_of_the_roll_becomes_the_tag_of_a_piece_that_is_taken_in(
    house: Shop, staff: dict[str, Actor], roll: TagRoll
) -> None:
    code = list(roll.codes)[3]
    ring = take_in(house, staff["sara"], code)
    with closing(house.reader()) as db:
        assert resolve(db, code).piece_id == ring
        assert piece_card(db, ring).tag.code == code
        assert [one.used for one in rolls(db)] == [1]
    with pytest.raises(InputError, match="already belongs"):
        take_in(house, staff["sara"], code)


def test_a_tag_of_the_roll_is_claimed_for_a_piece_that_is_here(
    house: Shop, staff: dict[str, Actor], roll: TagRoll
) -> None:
    ring, other = take_in(house, staff["sara"]), take_in(house, staff["sara"])
    code = next(iter(roll.codes))
    with closing(house.reader()) as db:
        old = piece_card(db, ring).tag.code
    with house.work(staff["sara"], "claim_tag") as w:
        claim(w, ring, code)
    with closing(house.reader()) as db:
        assert resolve(db, code).piece_id == ring
        assert resolve(db, old).replaced
    with (
        pytest.raises(InputError, match="already belongs"),
        house.work(staff["sara"], "claim_tag") as w,
    ):
        claim(w, other, code)
    with pytest.raises(InputError, match="on no roll"), house.work(staff["sara"], "c") as w:
        claim(w, other, make_code(97, 5))


@pytest.mark.parametrize("count", [0, 501, -1])
def test_a_roll_has_a_sensible_length(house: Shop, staff: dict[str, Actor], count: int) -> None:
    with pytest.raises(InputError), house.work(staff["sara"], "tag_roll") as w:
        set_aside(w, count)


def test_a_roll_is_printed(house: Shop, staff: dict[str, Actor]) -> None:
    job = print_roll(house, staff["sara"], 3).first("print_job")
    with closing(house.reader()) as db:
        title, kind = db.row("SELECT title, job_kind FROM print_job WHERE id = ?", (job,)) or (
            "",
            "",
        )
        said = db.value("SELECT detail FROM print_event WHERE job_id = ? ORDER BY id", (job,))
        (roll,) = rolls(db)
    assert kind == "tag"
    assert title.startswith("3 unused tags from ")
    assert said == f"{title} stored before the first byte"
    assert roll.count == 3


def test_an_interrupted_roll_goes_on_behind_its_last_good_label(
    house: Shop, staff: dict[str, Actor]
) -> None:
    """As a batch of pieces does: how far it came is told, and the rest is a job of its own."""
    sara = staff["sara"]
    with ZebraStandIn(pace_s=0.001) as zebra:
        counter = add_zebra(house, staff["adam"], zebra.address)
        job = print_roll(house, sara, 6).first("print_job")
        zebra.at_label[2] = "paper_out"
        way = quick_way(house, counter, stopped=lambda: bool(zebra.faults))
        run_queue(house, way, counter.key)
        with closing(house.reader()) as db:
            (run,) = rolls(db)
            card = job_card(db, house.settings, job)
            said = db.value("SELECT error FROM print_job WHERE id = ?", (job,))
        assert card.row.state == "doubtful"
        assert card.labels == 6
        assert card.codes == tuple(run.codes)
        assert said.startswith("Stopped at about ")
        zebra.mend()
        until(lambda: zebra.idle)
        good = len(zebra.printed)
        assert card.certain <= good <= card.left < 6
        assert good >= 2
        rest = settle(house, sara, job, good).ids("print_job")[-1]
        with closing(house.reader()) as db:
            title = db.value("SELECT title FROM print_job WHERE id = ?", (rest,))
            left = job_card(db, house.settings, rest).codes
        assert left == tuple(run.codes)[good:]
        assert title == f"{6 - good} unused tags from {spaced(left[0])}"
        run_queue(house, quick_way(house, counter), counter.key)
        until(lambda: zebra.idle)
        assert codes_out(zebra) == list(run.codes)
    with closing(house.reader()) as db:
        assert not db.value("SELECT count(*) FROM printed"), "they are the tags of nothing yet"


def test_a_roll_of_which_one_label_jammed_prints_that_one_again(
    house: Shop, staff: dict[str, Actor], tmp_path: Path
) -> None:
    set_folder(house, tmp_path)
    first = print_roll(house, staff["sara"], 3).first("print_job")
    second = print_roll(house, staff["sara"], 2).first("print_job")
    assert first != second, "two rolls wait side by side"
    run_queue(house)
    again = reprint_one(house, staff["sara"], first, 2, "jam").first("print_job")
    with closing(house.reader()) as db:
        codes = job_card(db, house.settings, first).codes
        assert job_card(db, house.settings, again).codes == codes[1:2]


def test_a_roll_goes_to_another_printer_with_its_own_codes(
    house: Shop, staff: dict[str, Actor], tmp_path: Path
) -> None:
    set_folder(house, tmp_path)
    job = print_roll(house, staff["sara"], 3).first("print_job")
    with ZebraStandIn(pace_s=0.001) as zebra:
        counter = add_zebra(house, staff["adam"], zebra.address, dpi=203)
        move_job(house, staff["sara"], job, counter.key)
        run_queue(house, quick_way(house, counter), counter.key)
        until(lambda: zebra.idle)
        with closing(house.reader()) as db:
            (run,) = rolls(db)
        assert codes_out(zebra) == list(run.codes)


def test_a_roll_on_a_laser_fills_its_sheet(house: Shop, staff: dict[str, Actor]) -> None:
    sheet = next(stock for stock in shipped_stocks() if stock.media == "sheet")
    laser = NewPrinter("Laser", OS_PDF, "LASER", stock=sheet.key, purposes=("tags",))
    add_printer(house, staff["adam"], laser)
    job = print_roll(house, staff["sara"], 3).first("print_job")
    with closing(house.reader()) as db:
        stored = stored_job(db, job)
        assert next_free(db, "laser", sheet) == 3 % sheet.grid.places
    pages = [part for part in stored.parts if part.name.endswith(".pdf")]
    assert len(pages) == 1
    assert (stored.stock, stored.file_name) == (sheet.key, pages[0].name)
    assert [part.subject_kind for part in stored.things] == ["unused"] * 3

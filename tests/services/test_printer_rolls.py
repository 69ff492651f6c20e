"""Which roll or sheet lies in a printer, who may say so, and who may test it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, NotFoundError
from app.domain.permissions import print_act
from app.models.database import Database
from app.printing.tag.stock_json import shipped_stocks
from app.printing.transports.spooling import OsQueue
from app.services import print_jobs, tags
from app.services.print_sheets import sheet_of
from app.services.print_store import stored_job
from app.services.print_test import print_test_tag
from app.services.printer_changes import add_printer, edit_printer, pause_printer, set_roll
from app.services.printer_finding import proposal
from app.services.printers import FOLDER, OS_PDF, THERMAL, NewPrinter, Printer, printer_of
from app.services.settings import TAG_STOCK, put_quietly
from app.shop import Shop
from tests.services.printing_desk import ROLL, add_zebra, tagged_pieces

SHEET = next(stock.key for stock in shipped_stocks() if stock.media == "sheet")


@pytest.fixture(autouse=True)
def folder(house: Shop, tmp_path: Path) -> None:
    print_jobs.set_folder(house, tmp_path / "prints")


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    with closing(house.reader()) as db:
        yield db


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Printer:
    return add_zebra(house, staff["adam"], "127.0.0.1:9")


def laser(house: Shop, adam: Actor, stock: str = "") -> Printer:
    new = NewPrinter("Laser", OS_PDF, "LASER", stock=stock, purposes=("tags", "documents"))
    add_printer(house, adam, new)
    with closing(house.reader()) as db:
        return printer_of(db, "laser")


def usual_is(house: Shop, actor: Actor, stock: str) -> None:
    with house.work(actor, "settings") as w:
        put_quietly(w, TAG_STOCK, stock)


def test_a_roll_that_nobody_knows_is_not_said_to_be_in_a_printer(
    house: Shop, staff: dict[str, Actor], counter: Printer, db: Database
) -> None:
    with pytest.raises(InputError, match="no roll or sheet “barbel”") as refused:
        set_roll(house, staff["sara"], counter.key, "barbel")
    assert refused.value.field == "stock"
    with pytest.raises(InputError, match="no roll or sheet"):
        add_zebra(house, staff["adam"], "127.0.0.1:10", "Other", stock="barbel")
    new = NewPrinter("Counter Zebra", counter.kind, counter.where, stock="barbel")
    with pytest.raises(InputError, match="no roll or sheet"):
        edit_printer(house, staff["adam"], counter.key, new)
    with pytest.raises(NotFoundError):
        tags.roll_of(db, "barbel")
    assert printer_of(db, counter.key).stock == ROLL


def test_a_sheet_lies_in_no_label_printer_and_a_roll_in_no_laser(
    house: Shop, staff: dict[str, Actor], counter: Printer, db: Database
) -> None:
    with pytest.raises(InputError, match="is a sheet of labels, and this printer has a roll"):
        set_roll(house, staff["sara"], counter.key, SHEET)
    printer = laser(house, staff["adam"])
    with pytest.raises(InputError, match="is a roll, and this printer has a sheet of labels"):
        set_roll(house, staff["sara"], printer.key, ROLL)
    with pytest.raises(InputError, match="neither roll nor sheet"):
        set_roll(house, staff["sara"], FOLDER, ROLL)
    add_printer(house, staff["adam"], NewPrinter("Till", THERMAL, "10.0.0.9", stock=ROLL))
    assert printer_of(db, "till").stock == "", "left from what it was before it was a till's"
    set_roll(house, staff["sara"], printer.key, SHEET)
    assert printer_of(db, printer.key).stock == SHEET
    set_roll(house, staff["sara"], printer.key, "")
    assert printer_of(db, printer.key).stock == ""


def test_a_laser_that_was_told_of_no_sheet_has_none_though_the_shop_s_usual_stock_is_one(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    usual_is(house, staff["adam"], SHEET)
    printer = laser(house, staff["adam"])
    assert sheet_of(db, printer) is None
    (piece,) = tagged_pieces(house, staff["sara"], 1)
    job = print_jobs.print_tags(
        house, staff["sara"], "piece", [piece], start_at=print_jobs.NEXT_FREE
    )
    assert stored_job(db, job.first("print_job")).stock == ""
    set_roll(house, staff["sara"], printer.key, SHEET)
    there = sheet_of(db, printer_of(db, printer.key))
    assert there is not None
    assert there.key == SHEET


def test_a_zebra_is_proposed_with_a_roll_also_where_the_shop_takes_sheets(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    usual_is(house, staff["adam"], SHEET)
    queue = OsQueue("zebra", "Zebra", "ZDesigner ZD421-203dpi ZPL", "usb://", True, False)
    new, _ = proposal(db, queue)
    assert new.stock == ROLL
    assert add_printer(house, staff["adam"], new).first("printer")


def test_who_prints_tags_and_who_sets_printers_up_test_them_and_others_do_not(
    house: Shop, staff: dict[str, Actor], counter: Printer, db: Database
) -> None:
    """An administrator prints no tags of the trade, but sees to the test that he has printed."""
    adam = staff["adam"]
    job = print_test_tag(house, adam, printer=counter.key).first("print_job")
    stored = stored_job(db, job)
    assert stored.act == print_act("tag", "trial") == "devices.test"
    print_jobs.cancel(house, adam, job)
    print_jobs.retry(house, adam, job)
    pause_printer(house, adam, counter.key, paused=True)
    set_roll(house, adam, counter.key, "folded-60x12")
    (piece,) = tagged_pieces(house, staff["sara"], 1)
    trade = print_jobs.print_tags(house, staff["sara"], "piece", [piece]).first("print_job")
    with pytest.raises(NotAllowedError):
        print_jobs.cancel(house, adam, trade)

    nobody = next(one for one in staff.values() if set(one.roles) == {"EC"})
    before = db.value("SELECT count(*) FROM denied WHERE user_id = ?", (nobody.user_id,))
    for act in (
        lambda: print_test_tag(house, nobody, printer=counter.key),
        lambda: set_roll(house, nobody, counter.key, ROLL),
        lambda: pause_printer(house, nobody, counter.key, paused=False),
        lambda: print_jobs.cancel(house, nobody, job),
    ):
        with pytest.raises(NotAllowedError):
            act()
    after = db.value("SELECT count(*) FROM denied WHERE user_id = ?", (nobody.user_id,))
    assert after - before == 4, "each refusal is kept"

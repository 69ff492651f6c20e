"""What is printed without being asked for each time: rules, rows that fill, tags after a price change."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError
from app.models.database import Database
from app.models.pieces import Priced
from app.printing.transports.spooling import OsQueue
from app.services import print_jobs, print_labels, print_queue, print_sending, tags
from app.services.print_once import OnItsWayError
from app.services.print_parking import parked, print_parked, set_parks
from app.services.print_rules import (
    add_rule,
    follow,
    has_rules,
    remove_rule,
    rules,
    switch_rule,
    what_happened,
)
from app.services.printer_changes import add_printer, remove_printer
from app.services.printer_finding import ask_address, find_queues
from app.services.printers import FOLDER, OS_PDF, NewPrinter, Printer
from app.services.retag import retag, retag_list
from app.shop import Shop
from tests.printing.transports.zebra_stand_in import ZebraStandIn
from tests.services.printing_desk import add_zebra, codes_out, quick_way, raster_in, tagged_pieces


@pytest.fixture
def zebra() -> Iterator[ZebraStandIn]:
    with ZebraStandIn() as one:
        yield one


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


@pytest.fixture(autouse=True)
def folder(house: Shop, tmp_path: Path) -> Path:
    print_jobs.set_folder(house, tmp_path / "prints")
    return tmp_path / "prints"


def newest_work(db: Database) -> int:
    return int(db.value("SELECT id FROM work ORDER BY hlc DESC LIMIT 1"))


# ---------------------------------------------------------------------- rules
def test_a_piece_taken_in_prints_its_tag_where_the_rule_says(
    house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn, db: Database
) -> None:
    counter = add_zebra(house, staff["adam"], zebra.address)
    assert not has_rules(db)
    add_rule(house, staff["adam"], "taken_in", "tag", counter.key)
    assert has_rules(db)
    assert [one.words for one in rules(db)] == [
        "When a piece is taken in, print its tag on Counter Zebra"
    ]
    pieces = tagged_pieces(house, staff["sara"], 2)
    work = newest_work(db)
    assert what_happened(db, work) == {"taken_in": sorted(pieces)}
    follow(house, staff["sara"], work)
    print_sending.run_queue(house, quick_way(house, counter), counter.key)
    assert sorted(codes_out(zebra)) == sorted(tags.code_of(db, "piece", piece) for piece in pieces)
    assert db.value("SELECT count(*) FROM print_job") == 1


def test_what_was_printed_by_hand_is_not_printed_again(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    add_rule(house, staff["adam"], "taken_in", "tag", FOLDER)
    [piece] = tagged_pieces(house, staff["sara"], 1)
    work = newest_work(db)
    print_jobs.print_tags(house, staff["sara"], "piece", [piece])
    assert follow(house, staff["sara"], work).touched == {}
    assert db.value("SELECT count(*) FROM print_job") == 1


def test_a_changed_price_is_an_event_and_a_first_one_is_not(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    [piece] = tagged_pieces(house, staff["sara"], 1)
    price(house, staff["mia"], piece, 100_000)
    assert what_happened(db, newest_work(db)) == {}
    price(house, staff["mia"], piece, 120_000)
    assert what_happened(db, newest_work(db)) == {"priced": [piece]}
    assert what_happened(db, 77) == {}, "another PC's work is nothing of ours"


def test_rules_are_the_administrators_and_can_be_switched_off_and_removed(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    adam = staff["adam"]
    with pytest.raises(NotAllowedError):
        add_rule(house, staff["sara"], "taken_in", "tag", FOLDER)
    for event, act, printer, copies, field in (
        ("taken_in", "job_bag", FOLDER, 1, "act"),
        ("job_made", "job_bag", "none", 2, "printer"),
        ("job_made", "job_bag", FOLDER, 0, "copies"),
    ):
        with pytest.raises(InputError) as refused:
            add_rule(house, adam, event, act, printer, copies)
        assert refused.value.field == field
    add_rule(house, adam, "job_made", "job_bag", FOLDER, 2)
    [rule] = rules(db)
    assert rule.words == "When a job is made, print its bag twice on Folder"
    switch_rule(house, adam, rule.id, active=False)
    assert not has_rules(db)
    remove_rule(house, adam, rule.id)
    assert rules(db) == []


# ---------------------------------------------------------------------- rows of several
@pytest.fixture
def two_across(house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn) -> Printer:
    return add_zebra(house, staff["adam"], zebra.address, stock="flat-2across-32x15")


def test_an_unfinished_row_is_filled_with_white(
    house: Shop,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
    two_across: Printer,
    db: Database,
) -> None:
    pieces = tagged_pieces(house, staff["sara"], 3)
    print_jobs.print_tags(house, staff["sara"], "piece", pieces)
    print_sending.run_queue(house, quick_way(house, two_across), two_across.key)
    assert len(zebra.printed) == 2
    widths = {raster_in(label).width for label in zebra.printed}
    assert widths == {(70_000 * 300 // 25_400 + 8) // 8 * 8}, "the whole roll, edge to edge"
    assert db.value("SELECT certain FROM print_job") == 3


def test_an_unfinished_row_waits_where_that_was_chosen_and_leaves_with_the_next(
    house: Shop,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
    two_across: Printer,
    db: Database,
) -> None:
    sara = staff["sara"]
    set_parks(house, staff["adam"], two_across.key, waits=True)
    pieces = tagged_pieces(house, sara, 4)
    told = print_jobs.print_tags(house, sara, "piece", pieces[:1])
    assert told.message == "Band 0 waits until its row is full"
    assert db.value("SELECT count(*) FROM print_job") == 0
    with pytest.raises(OnItsWayError, match=r"until the row.*Print what waits"):
        print_jobs.print_tags(house, sara, "piece", pieces[:1])
    print_jobs.print_tags(house, sara, "piece", pieces[1:3])
    assert [title for title, _ in parked(db, two_across.key)] == ["Band 2"]  # one, not its batch
    [row] = print_queue.print_queue(db, house.settings)
    assert row.title == "Tags of 2 pieces"
    print_parked(house, sara, two_across.key)
    with pytest.raises(InputError, match="No label waits"):
        print_parked(house, sara, two_across.key)
    print_sending.run_queue(house, quick_way(house, two_across), two_across.key)
    assert len(zebra.printed) == 2
    facts = db.rows("SELECT outcome, count(*) FROM printed GROUP BY subject_id, outcome")
    assert facts == [("sent", 1)] * 3


# ---------------------------------------------------------------------- re-tagging
def price(house: Shop, mia: Actor, piece: int, amount: int) -> None:
    with house.work(mia, "price") as w:
        w.add(Priced, subject_kind="piece", subject_id=piece, what="price", amount_minor=amount,
              currency="USD")  # fmt: skip


def test_pieces_whose_tag_says_an_older_price_are_listed_until_they_are_tagged_anew(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    sara, mia = staff["sara"], staff["mia"]
    pieces = tagged_pieces(house, sara, 4)
    for piece in pieces:
        price(house, mia, piece, 100_000)
    assert retag_list(db) == [], "no tag was printed yet"
    print_jobs.print_tags(house, sara, "piece", pieces[:3])
    print_sending.run_queue(house)
    assert retag_list(db) == []
    price(house, mia, pieces[0], 110_000)
    price(house, mia, pieces[1], 120_000)
    price(house, mia, pieces[2], 90_000)
    price(house, mia, pieces[2], 100_000)  # and back again: its tag is right
    found = retag_list(db)
    assert [(one.piece_id, one.before_minor, one.price_minor) for one in found] == [
        (pieces[1], 100_000, 120_000),
        (pieces[0], 100_000, 110_000),
    ]
    retag(house, sara, [one.piece_id for one in found])
    print_sending.run_queue(house)
    assert retag_list(db) == []
    gone = db.rows("SELECT copies, reason_code, outcome FROM printed WHERE outcome = 'destroyed'")
    assert gone == [(0, "changed", "destroyed")] * 2
    code = tags.code_of(db, "piece", pieces[0])
    assert db.value("SELECT count(*) FROM code WHERE text_value = ?", (code,)) == 1


# ---------------------------------------------------------------------- finding
QUEUES = [
    OsQueue("ZD421", "ZD421", "Local Raw Printer", "socket://10.0.0.4:9100", True, False),
    OsQueue("Zebra_GK", "Zebra GK", "Zebra GK420d 203dpi", "usb://Zebra/GK420d", False, False),
    OsQueue("LW450", "LW450", "DYMO LabelWriter 450", "usb://DYMO/LW450", False, False),
    OsQueue("TM", "TM", "EPSON TM-T20III Receipt", "usb://EPSON/TM", False, False),
    OsQueue("Laser", "Workshop laser", "HP LaserJet - IPP", "ipp://laser/ipp", False, True),
    OsQueue("PDF", "PDF", "Microsoft Print to PDF", "PORTPROMPT:", False, False),
]


def test_each_queue_is_proposed_for_what_it_can_do(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    found = {one.new.where: one for one in find_queues(db, lambda: QUEUES)}
    proposed = {where: (one.new.kind, one.new.purposes) for where, one in found.items()}
    assert proposed == {
        "ZD421": ("os_raw", ("tags",)),
        "Zebra_GK": ("os_raw", ("tags",)),
        "LW450": ("os_image", ("labels",)),
        "queue:TM": ("thermal", ("receipts",)),
        "Laser": ("os_pdf", ("bags", "documents")),
    }
    assert found["Zebra_GK"].new.dpi == 203
    assert (found["Laser"].status.words, found["ZD421"].status.words) == (
        "Ready",
        "Spooler takes jobs",
    )
    add_printer(house, staff["adam"], NewPrinter("Laser here", OS_PDF, "Laser"))
    again = {one.new.where: one.there for one in find_queues(db, lambda: QUEUES)}
    assert again["Laser"] == "Laser here"
    assert again["ZD421"] == ""


def test_only_a_typed_address_is_asked_and_it_says_what_it_is(
    db: Database, zebra: ZebraStandIn
) -> None:
    found = ask_address(db, zebra.address)
    assert (found.new.kind, found.status.words) == ("zebra_tcp", "Ready")
    assert found.why == "it answers as a Zebra does"
    zebra.faults.add("head_open")
    assert ask_address(db, zebra.address).status.words == "Print head open"
    assert zebra.payload == b"", "asking prints nothing"
    with pytest.raises(InputError, match="no address"):
        ask_address(db, "not an address")
    zebra.switch_off()
    with pytest.raises(InputError, match="Nothing answers") as refused:
        ask_address(db, zebra.address)
    assert refused.value.field == "address"


# ---------------------------------------------------------------------- what waits keeps its facts
def test_a_label_that_waited_is_no_new_tag_of_a_changed_price(
    house: Shop, staff: dict[str, Actor], two_across: Printer, db: Database
) -> None:
    """Filling one row, a first tag and a re-tag would share one reason: they lie in two jobs."""
    sara = staff["sara"]
    set_parks(house, staff["adam"], two_across.key, waits=True)
    pieces = tagged_pieces(house, sara, 2)
    print_jobs.print_tags(house, sara, "piece", pieces[:1])
    retag(house, sara, pieces[1:])
    assert len(parked(db, two_across.key)) == 2
    print_parked(house, sara, two_across.key)
    jobs = db.rows("SELECT reason_code, state FROM print_job ORDER BY reason_code")
    assert jobs == [("", "queued"), ("changed", "queued")]
    assert parked(db, two_across.key) == []


def test_what_waits_for_two_rolls_is_never_printed_on_one(
    house: Shop, staff: dict[str, Actor], two_across: Printer, db: Database
) -> None:
    sara = staff["sara"]
    set_parks(house, staff["adam"], two_across.key, waits=True)
    pieces = tagged_pieces(house, sara, 2)
    print_jobs.print_tags(house, sara, "piece", pieces[:1])
    with house.local() as local:
        local.run("UPDATE parked_label SET stock = 'barbell-56x13'")
    print_jobs.print_tags(house, sara, "piece", pieces[1:])
    print_parked(house, sara, two_across.key)
    stocks = {row[0] for row in db.rows("SELECT stock FROM print_job")}
    assert stocks == {"barbell-56x13", two_across.stock}


def test_a_printer_with_labels_that_wait_for_a_row_is_not_removed(
    house: Shop, staff: dict[str, Actor], two_across: Printer, db: Database
) -> None:
    set_parks(house, staff["adam"], two_across.key, waits=True)
    print_jobs.print_tags(house, staff["sara"], "piece", tagged_pieces(house, staff["sara"], 1))
    with pytest.raises(InputError, match="wait for a full row"):
        remove_printer(house, staff["adam"], two_across.key)
    assert len(parked(db, two_across.key)) == 1


# ---------------------------------------------------------------------- drawn before, sent after
def test_a_tag_that_left_after_its_price_was_changed_is_on_the_list(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    """The roll was out while the price was changed: what comes out says the old one."""
    sara, mia = staff["sara"], staff["mia"]
    pieces = tagged_pieces(house, sara, 2)
    for piece in pieces:
        price(house, mia, piece, 100_000)
    print_jobs.print_tags(house, sara, "piece", pieces)
    price(house, mia, pieces[0], 120_000)
    print_sending.run_queue(house)
    assert [(one.piece_id, one.price_minor) for one in retag_list(db)] == [(pieces[0], 120_000)]
    retag(house, sara, pieces[:1])
    print_sending.run_queue(house)
    assert retag_list(db) == []


def test_a_tag_printed_again_byte_for_byte_says_the_price_of_its_day(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    sara, mia = staff["sara"], staff["mia"]
    piece = tagged_pieces(house, sara, 1)
    price(house, mia, piece[0], 100_000)
    first = print_jobs.print_tags(house, sara, "piece", piece).first("print_job")
    print_sending.run_queue(house)
    price(house, mia, piece[0], 120_000)
    print_jobs.reprint(house, sara, first, "damaged")
    print_sending.run_queue(house)
    assert [one.piece_id for one in retag_list(db)] == piece


def test_a_label_that_waited_leaves_with_the_price_of_today(
    house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn, two_across: Printer, db: Database
) -> None:
    sara, mia = staff["sara"], staff["mia"]
    set_parks(house, staff["adam"], two_across.key, waits=True)
    piece = tagged_pieces(house, sara, 1)
    price(house, mia, piece[0], 100_000)
    print_jobs.print_tags(house, sara, "piece", piece)
    before = bytes(db.value("SELECT data FROM parked_label"))
    price(house, mia, piece[0], 120_000)
    job = print_parked(house, sara, two_across.key).first("print_job")
    stored = print_jobs.stored_job(db, job)
    (label,) = print_labels.drawn_labels(
        db, "piece", piece, stock=two_across.stock, dpi=(two_across.dpi,)
    )
    now = Image.open(BytesIO(stored.things[0].data))
    assert stored.things[0].data != before
    assert now.convert("1").tobytes() == label.rasters[two_across.dpi].convert("1").tobytes()
    print_sending.run_queue(house, quick_way(house, two_across), two_across.key)
    assert retag_list(db) == []

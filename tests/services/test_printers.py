"""Printers of a PC: what goes where, one writer each, faults by name, and what the queue tells of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError
from app.domain.ids import now_ms
from app.models.database import Database
from app.printing.tag.zpl import settings_for, zpl
from app.services import print_jobs, print_queue, print_sending, tags
from app.services.print_keeping import KEPT_MS, drop_old
from app.services.print_lease import HOLDER, LEASE_MS, alone, take
from app.services.print_store import reading, stored_job
from app.services.print_watching import gave_up, look
from app.services.printer_changes import (
    add_printer,
    edit_printer,
    pause_printer,
    remove_printer,
    set_roll,
)
from app.services.printers import (
    FOLDER,
    OS_PDF,
    ZEBRA_TCP,
    NewPrinter,
    Printer,
    printer_for,
    printer_of,
    printers,
)
from app.shop import Shop
from tests.printing.transports.zebra_stand_in import ZebraStandIn
from tests.services.printing_desk import ROLL, add_zebra, codes_out, quick_way, tagged_pieces


@pytest.fixture
def zebra() -> Iterator[ZebraStandIn]:
    with ZebraStandIn() as one:
        yield one


@pytest.fixture
def pieces(house: Shop, staff: dict[str, Actor]) -> list[int]:
    return tagged_pieces(house, staff["sara"], 3)


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn) -> Printer:
    return add_zebra(house, staff["adam"], zebra.address)


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


def run(house: Shop, printer: Printer) -> None:
    """Try what waits for a printer, also what is not due yet."""
    with house.local() as local:
        local.run("UPDATE print_job SET next_try_at = 0")
    with reading(house) as db:
        known = printer_of(db, printer.key)
    print_sending.run_queue(house, quick_way(house, known), printer.key)


def state(db: Database) -> tuple[str, str, str]:
    row = db.row("SELECT state, confirmed, fault FROM print_job ORDER BY created_at DESC, id DESC")
    assert row is not None
    return row[0], row[1], row[2]


def test_what_has_no_printer_goes_to_the_folder_and_tags_to_theirs(
    house: Shop, staff: dict[str, Actor], db: Database, zebra: ZebraStandIn
) -> None:
    assert [one.key for one in printers(db)] == [FOLDER]
    assert printer_for(db, "tags").key == FOLDER
    add_zebra(house, staff["adam"], zebra.address)
    add_printer(house, staff["adam"], NewPrinter("Laser", OS_PDF, "LASER", purposes=("documents",)))
    assert [one.key for one in printers(db)] == ["counter-zebra", "laser", FOLDER]
    goes = {one: printer_for(db, one).key for one in ("tags", "labels", "bags", "receipts")}
    assert goes == {
        "tags": "counter-zebra",
        "labels": "counter-zebra",
        "bags": "laser",
        "receipts": "laser",
    }


def test_a_tag_is_drawn_at_the_printers_dots_and_confirmed_by_it(
    house: Shop,
    staff: dict[str, Actor],
    counter: Printer,
    zebra: ZebraStandIn,
    pieces: list[int],
    db: Database,
) -> None:
    job = print_jobs.print_tags(house, staff["sara"], "piece", pieces[:1]).first("print_job")
    stored = stored_job(db, job)
    assert (stored.printer, stored.stock, stored.dpi) == (counter.key, ROLL, 300)
    assert [part.subject_kind for part in stored.things] == ["code"]
    run(house, counter)
    roll = tags.roll_of(db, ROLL)
    raster = roll.raster(tags.tag_value(db, pieces[0]), 300)
    assert zebra.printed == [zpl(raster, settings=settings_for(roll.stock)).strip()]
    assert state(db) == ("sent", "device", "")
    assert db.rows("SELECT subject_kind, outcome, printer FROM printed") == [
        ("code", "sent", "counter-zebra")
    ]
    [row] = print_queue.print_queue(db, house.settings)
    assert (row.known, row.tone, row.printer) == (
        "Printed: confirmed by printer",
        "ok",
        "Counter Zebra",
    )


def test_a_reprint_is_byte_for_byte_the_same_label(
    house: Shop,
    staff: dict[str, Actor],
    counter: Printer,
    zebra: ZebraStandIn,
    pieces: list[int],
) -> None:
    job = print_jobs.print_tags(house, staff["sara"], "piece", pieces).first("print_job")
    run(house, counter)
    print_jobs.reprint(house, staff["sara"], job, "damaged")
    run(house, counter)
    assert zebra.printed[:3] == zebra.printed[3:]


def test_out_of_labels_is_called_by_name_and_goes_by_itself_when_mended(
    house: Shop,
    staff: dict[str, Actor],
    counter: Printer,
    zebra: ZebraStandIn,
    pieces: list[int],
    db: Database,
) -> None:
    zebra.faults.add("paper_out")
    print_jobs.print_tags(house, staff["sara"], "piece", pieces)
    for nth in range(1, print_sending.MOST_TRIES + 1):
        run(house, counter)
        expected = "failed" if nth == print_sending.MOST_TRIES else "queued"
        assert state(db) == (expected, "", "paper_out")
    [row] = print_queue.print_queue(db, house.settings)
    assert row.known == "Failed: out of labels, 0 of 3"
    assert (row.group, row.tone) == (print_queue.NEEDS_YOU, "bad")
    assert not db.value("SELECT count(*) FROM printed")
    look(house, counter.key)
    card = printer_of(db, counter.key)
    assert (card.words, card.tone, card.state) == ("Out of labels", "bad", "paper_out")
    assert gave_up(db, counter.key)
    zebra.mend()
    look(house, counter.key)
    assert state(db)[0] == "queued"
    run(house, counter)
    assert state(db)[0] == "sent"
    assert len(zebra.printed) == 3


def test_another_roll_is_asked_for_by_its_name_and_other_jobs_pass(
    house: Shop,
    staff: dict[str, Actor],
    counter: Printer,
    zebra: ZebraStandIn,
    pieces: list[int],
    db: Database,
) -> None:
    sara = staff["sara"]
    first = print_jobs.print_tags(house, sara, "piece", pieces[:1]).first("print_job")
    other = "folded-60x12"
    set_roll(house, sara, counter.key, other)
    print_jobs.print_tags(house, sara, "piece", pieces[1:2])
    run(house, counter)
    states: dict[int, str] = dict(db.rows("SELECT id, state FROM print_job"))
    assert states[first] == "queued"
    assert sorted(states.values()) == ["queued", "sent"]
    error = db.value("SELECT error FROM print_job WHERE id = ?", (first,))
    assert error.startswith(f"{tags.roll_of(db, ROLL).stock.name} wanted")
    set_roll(house, sara, counter.key, ROLL)
    print_sending.run_queue(house, quick_way(house, printer_of(db, counter.key)), counter.key)
    assert set(dict(db.rows("SELECT id, state FROM print_job")).values()) == {"sent"}


def test_a_paused_printer_keeps_everything_and_goes_on_when_told(
    house: Shop,
    staff: dict[str, Actor],
    counter: Printer,
    zebra: ZebraStandIn,
    pieces: list[int],
    db: Database,
) -> None:
    pause_printer(house, staff["sara"], counter.key, paused=True)
    assert printer_of(db, counter.key).words == "Paused here"
    print_jobs.print_tags(house, staff["sara"], "piece", pieces)
    run(house, counter)
    assert (state(db)[0], zebra.printed) == ("queued", [])
    pause_printer(house, staff["sara"], counter.key, paused=False)
    run(house, counter)
    assert codes_out(zebra) == [tags.code_of(db, "piece", piece) for piece in pieces]


def test_two_writers_at_once_print_each_tag_once(
    house: Shop,
    staff: dict[str, Actor],
    counter: Printer,
    zebra: ZebraStandIn,
    pieces: list[int],
    db: Database,
) -> None:
    for piece in pieces:
        print_jobs.print_tags(house, staff["sara"], "piece", [piece])
    hands = [threading.Thread(target=run, args=(house, counter)) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    run(house, counter)
    assert codes_out(zebra) == [tags.code_of(db, "piece", piece) for piece in pieces]


def test_another_programs_lease_is_kept_until_it_ends(
    house: Shop, staff: dict[str, Actor], counter: Printer, zebra: ZebraStandIn, pieces: list[int]
) -> None:
    print_jobs.print_tags(house, staff["sara"], "piece", pieces)
    alive = "1-abc"  # the first program of the system never ends
    with house.local() as local:
        local.run(
            "INSERT INTO printer_lease VALUES (?, ?, ?)",
            (counter.key, alive, now_ms() + LEASE_MS),
        )
    run(house, counter)
    assert zebra.printed == []
    with house.local() as local:
        assert not take(local, counter.key)
        local.run("UPDATE printer_lease SET until = 1")
        assert take(local, counter.key)
        assert local.value("SELECT holder FROM printer_lease") == HOLDER
    run(house, counter)
    assert len(zebra.printed) == 3
    assert LEASE_MS > 10_000, "longer than a printer is asked anything"


def test_a_printer_serves_one_at_a_time_within_the_program(tmp_path: Path) -> None:
    with (
        alone(tmp_path, "zebra") as first,
        alone(tmp_path, "zebra") as second,
        alone(tmp_path, "other") as third,
    ):
        assert (first, second, third) == (True, False, True)
    with alone(tmp_path, "zebra") as again:
        assert again


def test_a_printer_takes_only_what_it_can_print(
    house: Shop, staff: dict[str, Actor], counter: Printer, pieces: list[int], db: Database
) -> None:
    from app.services.print_parts import Part
    from app.services.print_rendering import Rendered

    paper = Rendered(
        "invoice", "Invoice", "i.pdf", "document", 7, (Part("i.pdf", b"%PDF", "document", 7),)
    )
    with pytest.raises(InputError, match="Counter Zebra takes labels only"):
        print_jobs.enqueue(house, staff["sara"], paper, printer=counter.key)
    print_jobs.enqueue(house, staff["sara"], paper)
    assert db.value("SELECT printer FROM print_job") == FOLDER


def test_changing_and_removing_printers_is_the_administrators(
    house: Shop, staff: dict[str, Actor], counter: Printer, pieces: list[int], db: Database
) -> None:
    new = NewPrinter("Counter", ZEBRA_TCP, "10.0.0.9", stock=ROLL, purposes=("tags",), darkness=12)
    with pytest.raises(NotAllowedError):
        add_printer(house, staff["sara"], new)
    adam = staff["adam"]
    edit_printer(house, adam, counter.key, new)
    changed = printer_of(db, counter.key)
    assert (changed.title, changed.where, changed.darkness) == ("Counter", "10.0.0.9", 12)
    with pytest.raises(InputError, match="already"):
        add_printer(house, adam, replace(new, title="counter"))
    add_printer(house, adam, replace(new, title="Cóunter!", where="10.0.0.8"))
    assert len({one.key for one in printers(db)}) == 3
    print_jobs.print_tags(house, staff["sara"], "piece", pieces)
    with pytest.raises(InputError, match="1 print job of Counter"):
        remove_printer(house, adam, counter.key)
    with house.local() as local:
        local.run("UPDATE print_job SET state = 'cancelled'")
    remove_printer(house, adam, counter.key)
    with pytest.raises(InputError, match="has no printer"):
        printer_of(db, counter.key)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": FOLDER}, "kind"),
        ({"where": ""}, "where"),
        ({"where": "http://printer/x"}, "where"),
        ({"where": "10.0.0.9:99999"}, "where"),
        ({"dpi": 301}, "dpi"),
        ({"right_um": 30_000}, "offset"),
        ({"darkness": 31}, "darkness"),
        ({"speed": 15}, "speed"),
        ({"across": 9}, "purposes"),
        ({"purposes": ("tea",)}, "purposes"),
    ],
)
def test_values_that_no_printer_has_are_refused_by_their_field(
    house: Shop, staff: dict[str, Actor], wrong: dict[str, object], field: str
) -> None:
    new = NewPrinter(**{"title": "Z", "kind": ZEBRA_TCP, "where": "10.0.0.9", **wrong})  # type: ignore[arg-type]
    with pytest.raises(InputError) as refused:
        add_printer(house, staff["adam"], new)
    assert refused.value.field == field


def test_what_is_drawn_is_seen_and_fails_honestly_when_the_program_ends(
    house: Shop, staff: dict[str, Actor], db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tagged_pieces(house, staff["sara"], print_jobs.AT_ONCE + 1)
    seen: list[tuple[str, str]] = []
    draw = print_jobs.rendered_tags

    def drawn(*about: object, **more: object) -> object:
        seen.extend((row.known, row.title) for row in print_queue.print_queue(db, house.settings))
        return draw(*about, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(print_jobs, "rendered_tags", drawn)
    print_jobs.print_tags(house, staff["sara"], "piece", many)
    assert seen == [("Drawing", "Tags of 25 pieces")]
    assert db.rows("SELECT state FROM print_job") == [("queued",)]
    with house.local() as local:
        local.run("UPDATE print_job SET state = 'rendering'")
    print_sending.after_start(house)
    [row] = print_queue.print_queue(db, house.settings)
    assert row.known == "Failed: the program ended while it was being drawn"


def test_papers_are_thrown_away_after_ninety_days_and_tags_never(
    house: Shop, staff: dict[str, Actor], pieces: list[int], db: Database, tmp_path: Path
) -> None:
    print_jobs.set_folder(house, tmp_path / "prints")
    print_jobs.print_tags(house, staff["sara"], "piece", pieces[:1])
    print_sending.run_queue(house)
    with house.local() as local:
        tag = local.value("SELECT id FROM print_job")
        local.run("UPDATE print_job SET done_at = done_at - ?", (KEPT_MS + 1,))
        for job_id, kind in ((1, "document"), (2, "document")):
            print_jobs.insert_job(
                local,
                **{"id": job_id, "job_kind": "invoice", "subject_kind": kind, "subject_id": 5},
                **{"title": "Invoice", "file_name": "i.pdf", "printer": FOLDER, "state": "sent"},
                **{"payload": b"%PDF", "payload_type": "pdf", "sha256": "x"},
                done_at=2 if job_id == 1 else 2**50,
            )
    assert drop_old(house).ids("print_job") == (1,)
    kept: dict[int, int] = dict(db.rows("SELECT id, length(payload) FROM print_job"))
    assert (kept[1], kept[2], kept[tag] > 500) == (0, 4, True)
    assert stored_job(db, 1).things[0].subject_id == 5
    assert drop_old(house).touched == {}

"""Rare moments of the queue: cancelled while drawn, settled twice, a roll in doubt, a clock set back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError
from app.domain.ids import now_ms
from app.models.database import Database
from app.printing.transports.base import Confirmation, PrinterStatus
from app.printing.transports.spooling import GIVEN_UP, OsJob
from app.services import (
    print_jobs,
    print_lease,
    print_sending,
    print_settling,
    print_watching,
)
from app.services.print_drawing import begin_rendering
from app.services.print_settling import keep_outcome, settle
from app.services.print_store import reading, stored_job
from app.services.tag_rolls import print_roll
from app.shop import Shop
from tests.services.printing_desk import tagged_pieces

ELSEWHERE = "1-0a0b0c0d"
"""Another program, which runs: the first one of the system."""


@pytest.fixture(autouse=True)
def folder(house: Shop, tmp_path: Path) -> Path:
    print_jobs.set_folder(house, tmp_path / "prints")
    return tmp_path / "prints"


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


def doubtful(shop: Shop, job_id: int) -> None:
    with reading(shop) as db:
        job = stored_job(db, job_id)
    keep_outcome(shop, job, "doubtful", "", "The cable was pulled.")


def state(db: Database, job_id: int) -> Any:
    return db.value("SELECT state FROM print_job WHERE id = ?", (job_id,))


def test_a_job_cancelled_while_it_is_drawn_is_not_stored(
    house: Shop, staff: dict[str, Actor], db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    sara = staff["sara"]
    pieces = tagged_pieces(house, sara, print_jobs.AT_ONCE + 1)
    begun: list[int] = []

    def begin(*about: Any) -> int:
        begun.append(begin_rendering(*about))
        print_jobs.cancel(house, sara, begun[0])
        return begun[0]

    monkeypatch.setattr(print_jobs, "begin_rendering", begin)
    with pytest.raises(InputError, match="cancelled"):
        print_jobs.print_tags(house, sara, "piece", pieces)
    assert state(db, begun[0]) == "cancelled"
    assert db.value("SELECT count(*) FROM print_job WHERE state = 'queued'") == 0


def test_a_roll_of_which_all_came_out_is_not_printed_again(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    job = print_roll(house, staff["sara"], 3).first("print_job")
    doubtful(house, job)
    settle(house, staff["sara"], job, "all")
    assert state(db, job) == "sent"


def test_a_roll_of_which_nothing_came_out_waits_again(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    job = print_roll(house, staff["sara"], 3).first("print_job")
    doubtful(house, job)
    settle(house, staff["sara"], job, "none")
    assert state(db, job) == "queued"


def test_two_people_who_settle_one_job_at_once_store_its_rest_once(
    house: Shop, staff: dict[str, Actor], db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    sara = staff["sara"]
    pieces = tagged_pieces(house, sara, 4)
    job = print_jobs.print_tags(house, sara, "piece", pieces).first("print_job")
    doubtful(house, job)
    require, first = print_settling.require_reason, [True]

    def meanwhile(reason_code: str) -> None:
        require(reason_code)
        if first.pop() if first else False:
            settle(house, sara, job, 2)

    monkeypatch.setattr(print_settling, "require_reason", meanwhile)
    with pytest.raises(InputError, match="sent by now"):
        settle(house, sara, job, 2)
    assert db.value("SELECT count(*) FROM print_job WHERE reprint_of = ?", (job,)) == 1


def test_the_rest_of_a_job_has_as_many_copies(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    sara = staff["sara"]
    pieces = tagged_pieces(house, sara, 3)
    job = print_jobs.print_tags(house, sara, "piece", pieces).first("print_job")
    with house.local() as local:
        local.run("UPDATE print_job SET copies = 2 WHERE id = ?", (job,))
    doubtful(house, job)
    settle(house, sara, job, 1)
    assert db.value("SELECT copies FROM print_job WHERE reprint_of = ?", (job,)) == 2


def test_a_lease_from_a_clock_that_was_ahead_holds_nobody_up(house: Shop, db: Database) -> None:
    with house.local() as local:
        local.run(
            "INSERT INTO printer_lease (printer, holder, until) VALUES ('folder', ?, ?)",
            (ELSEWHERE, now_ms() + 365 * 24 * 3_600_000),
        )
    with house.local() as local:
        assert print_lease.take(local, "folder")


def test_a_try_that_a_wrong_clock_put_off_is_made(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    piece = tagged_pieces(house, staff["sara"], 1)
    job = print_jobs.print_tags(house, staff["sara"], "piece", piece).first("print_job")
    with house.local() as local:
        local.run("UPDATE print_job SET next_try_at = ?", (now_ms() + 365 * 24 * 3_600_000,))
    print_sending.run_queue(house)
    assert state(db, job) == "sent"


class Slow:
    """A way that is still at it when another program has given its program up, the first time."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.meanwhile, self.sent = meanwhile, 0

    def send_all(self, _parts: object, _title: str, _tell: object) -> Confirmation:
        self.sent += 1
        if self.sent == 1:
            self.meanwhile()
        return Confirmation("device", "")

    def status(self) -> PrinterStatus:
        return PrinterStatus("ready", "Ready", "ok")


def test_who_was_given_up_does_not_say_over_what_a_person_said(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    """Frozen for a minute, then it goes on: the clerk has said meanwhile that nothing came out."""
    piece = tagged_pieces(house, staff["sara"], 1)
    job = print_jobs.print_tags(house, staff["sara"], "piece", piece).first("print_job")

    def other_program() -> None:
        doubtful(house, job)
        settle(house, staff["sara"], job, "none")

    way = Slow(other_program)
    print_sending.run_queue(house, way)
    assert way.sent == 2, "what waits again is sent again"
    outcomes = [row[0] for row in db.rows("SELECT outcome FROM printed ORDER BY hlc, id")]
    assert outcomes == ["doubtful", "not_printed", "sent"]
    assert db.value("SELECT count(*) FROM print_event WHERE what = 'late'") == 1


def test_what_the_system_gave_up_is_watched_again_when_it_is_sent_again(
    house: Shop, staff: dict[str, Actor], db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    piece = tagged_pieces(house, staff["sara"], 1)
    job = print_jobs.print_tags(house, staff["sara"], "piece", piece).first("print_job")
    for os_job in (5, 6):
        print_sending.run_queue(house, Spooler(os_job))
        assert print_watching.watched(db, "folder")
        monkeypatch.setattr(print_watching, "way_to", lambda *_about: Spooler(0))
        print_watching.watch(house, "folder")
        assert state(db, job) == "doubtful"
        settle(house, staff["sara"], job, "none")


class Spooler:
    """A spooler that takes a job and gives it up later."""

    def __init__(self, os_job: int) -> None:
        self.os_job = os_job

    def send_all(self, _parts: object, _title: str, _tell: object) -> Confirmation:
        return Confirmation("spooler", "", self.os_job)

    def status(self) -> PrinterStatus:
        return PrinterStatus("ready", "Ready", "ok")

    def job(self, _os_job: int) -> OsJob:
        return OsJob(GIVEN_UP, "deleted")

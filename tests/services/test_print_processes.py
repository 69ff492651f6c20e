"""Two programs at one printer, and one that is killed while it sends: real processes, a real kill."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.services import print_jobs, print_sending, tags
from app.services.print_settling import settle_looking
from app.services.print_store import reading, stored_job
from app.services.printers import Printer
from app.shop import Shop
from tests.printing.transports.zebra_stand_in import ZebraStandIn
from tests.services.printing_desk import add_zebra, codes_out, quick_way, tagged_pieces, until

ROOT = Path(__file__).parents[2]
LABELS = 12
SHORT, LONG = range(2), range(2, 40)
SEEDS = [*SHORT, *(pytest.param(seed, marks=pytest.mark.long) for seed in LONG)]


@pytest.fixture
def zebra() -> Iterator[ZebraStandIn]:
    with ZebraStandIn(pace_s=0.004) as one:
        yield one


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn) -> Printer:
    return add_zebra(house, staff["adam"], zebra.address)


@contextmanager
def senders(shop: Shop, printer: Printer, many: int) -> Iterator[list[subprocess.Popen[str]]]:
    """So many programs with the shop open, each about to send; none is left at the end."""
    command = [sys.executable, "-m", "tests.robustness.sender", str(shop.path), printer.key]
    started = [
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(many)
    ]
    try:
        for one in started:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        yield started
    finally:
        for one in started:
            one.kill()
            one.communicate()


def begin(one: subprocess.Popen[str]) -> None:
    """Let a program send now."""
    assert one.stdin is not None
    one.stdin.write("\n")
    one.stdin.flush()


def queue(shop: Shop, actor: Actor, jobs: int, each: int) -> tuple[list[int], list[str]]:
    """Jobs of tags that wait, and the codes in the order in which they are to come out."""
    made, codes = [], []
    for _ in range(jobs):
        pieces = tagged_pieces(shop, actor, each)
        made.append(print_jobs.print_tags(shop, actor, "piece", pieces).first("print_job"))
        with reading(shop) as db:
            codes += [tags.code_of(db, "piece", piece) for piece in pieces]
    return made, codes


def test_two_programs_send_each_label_once_and_never_into_each_others_job(
    house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn, counter: Printer
) -> None:
    _, codes = queue(house, staff["sara"], 4, 3)
    with senders(house, counter, 2) as both:
        for one in both:
            begin(one)
        sent = sum(int(one.communicate()[0]) for one in both)
    until(lambda: zebra.idle)
    assert codes_out(zebra) == codes
    assert sent == 4
    with reading(house) as db:
        assert db.rows("SELECT DISTINCT state FROM print_job") == [("sent",)]
        assert not db.value("SELECT count(*) FROM printer_lease"), "who is done lets others in"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_program_killed_while_it_sends_leaves_doubt_and_no_label_is_lost_or_doubled(
    house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn, counter: Printer, seed: int
) -> None:
    [job, later], codes = queue(house, staff["sara"], 2, LABELS)
    out = random.Random(seed).randrange(LABELS)
    with senders(house, counter, 2) as (first, second):
        begin(first)
        until(lambda: len(zebra.printed) >= out and zebra.received > 0)
        first.kill()
        first.wait()
        until(lambda: zebra.idle)
        good = len(zebra.printed)
        begin(second)  # another window of the same PC: the dead one's lease holds it up no moment
        assert int(second.communicate()[0]) >= 1
    until(lambda: zebra.idle)
    print_sending.after_start(house)
    with reading(house) as db:
        stored, other = stored_job(db, job), stored_job(db, later)
    assert other.state == "sent"
    if stored.state == "doubtful":
        assert codes_out(zebra)[:good] == codes[:good]
        settle_looking(house, staff["sara"], job, good)
    else:
        assert (stored.state, good) == ("sent", LABELS), "it was quicker than the kill"
    print_sending.run_queue(house, quick_way(house, counter), counter.key)
    until(lambda: zebra.idle)
    found = codes_out(zebra)
    assert sorted(found) == sorted(codes), f"killed after {out} labels"
    assert [code for code in found if code in codes[:LABELS]] == codes[:LABELS]

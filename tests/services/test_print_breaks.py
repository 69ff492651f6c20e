"""Twelve labels, broken at each of them in five ways: after the clerk's scan none is missing or doubled."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from app.domain.actors import Actor
from app.domain.errors import StateError
from app.models.database import Database
from app.printing.transports.base import Confirmation, Outgoing, Progress, Tell
from app.printing.transports.zebra import ZebraTcp
from app.services import print_jobs, print_sending, tags
from app.services.print_settling import settle, settle_looking
from app.services.print_store import reading
from app.services.printers import Printer
from app.shop import Shop
from tests.conftest import SHOP_KEY
from tests.printing.transports.zebra_stand_in import ZebraStandIn
from tests.services.printing_desk import (
    add_zebra,
    codes_out,
    quick_way,
    spread,
    tagged_pieces,
    until,
)

LABELS = 12
FAULTS = ("paper_out", "head_open", "off", "unplugged", "killed")
CASES = list(product(range(LABELS), FAULTS))
SEEDED = spread(CASES, 10)


class KilledError(BaseException):
    """The program is no more."""


@pytest.fixture
def zebra() -> Iterator[ZebraStandIn]:
    with ZebraStandIn(pace_s=0.001) as one:
        yield one


@pytest.fixture
def pieces(house: Shop, staff: dict[str, Actor]) -> list[int]:
    return tagged_pieces(house, staff["sara"], LABELS)


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn) -> Printer:
    return add_zebra(house, staff["adam"], zebra.address)


def stock(db: Database) -> list[tuple[object, ...]]:
    return [*db.rows("SELECT * FROM piece_now ORDER BY id"), *db.rows("SELECT count(*) FROM move")]


@pytest.mark.parametrize(("at", "fault"), SEEDED)
def test_after_the_scan_of_the_last_good_label_the_rest_comes_and_nothing_twice(
    house: Shop,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
    counter: Printer,
    pieces: list[int],
    at: int,
    fault: str,
) -> None:
    broken(house, staff["sara"], zebra, counter, pieces, at, fault)


@pytest.mark.long
def test_it_holds_at_every_label_and_for_every_fault(
    house: Shop,
    staff: dict[str, Actor],
    zebra: ZebraStandIn,
    counter: Printer,
    pieces: list[int],
) -> None:
    shop = house
    for many in range(LABELS, 0, -1):
        for at, fault in product(range(many), FAULTS):
            shop = broken(shop, staff["sara"], zebra, counter, pieces[:many], at, fault)
    shop.close()


def broken(
    shop: Shop,
    sara: Actor,
    zebra: ZebraStandIn,
    printer: Printer,
    pieces: list[int],
    at: int,
    fault: str,
) -> Shop:
    """Print, break, start anew, let the clerk scan the last good label, print the rest."""
    begun = len(zebra.printed)
    with reading(shop) as db:
        before, wanted = stock(db), [tags.code_of(db, "piece", piece) for piece in pieces]
    job = print_jobs.print_tags(shop, sara, "piece", pieces, reason_code="damaged")
    job_id = job.first("print_job")
    send_and_break(shop, zebra, printer, at, fault, begun)
    zebra.mend()  # the roll is in, the cable too: what it still has comes out
    until(lambda: zebra.idle)
    shop.close()
    shop = Shop.open(shop.path, SHOP_KEY)
    print_sending.after_start(shop)
    with reading(shop) as db:
        stored = print_jobs.stored_job(db, job_id)
    out = len(zebra.printed) - begun
    assert stored.certain <= out, "it never says more than is known"
    if stored.state == "doubtful":
        assert out <= stored.left_here, "what it calls not sent has not been sent"
        codes = [part.name.split("-")[1] for part in stored.things]
        good = codes.index(codes_out(zebra, begun)[-1]) + 1 if out else "none"
        settle(shop, sara, job_id, good)
    else:
        assert (stored.state, out) in (("sent", len(pieces)), ("queued", 0))
    with shop.local() as local:
        local.run("UPDATE print_job SET next_try_at = 0")
    print_sending.run_queue(shop, quick_way(shop, printer), printer.key)
    until(lambda: zebra.idle)
    assert codes_out(zebra, begun) == wanted, f"broken at {at} by {fault}"
    with reading(shop) as db:
        assert stock(db) == before
        assert not db.value("SELECT count(*) FROM print_job WHERE state <> 'sent'")
        codes_ids = [part.subject_id for part in stored.things]
        net = db.rows(
            "SELECT sum(CASE outcome WHEN 'sent' THEN 1 WHEN 'doubtful' THEN 1"
            " WHEN 'not_printed' THEN -1 ELSE 0 END) FROM printed WHERE subject_id IN"
            " (SELECT value FROM json_each(?)) GROUP BY subject_id",
            (json.dumps(codes_ids),),
        )
        assert len(net) == len(codes_ids)
        assert len(set(net)) == 1, f"a tag counts less than another, broken at {at} by {fault}"
    return shop


def send_and_break(
    shop: Shop, zebra: ZebraStandIn, printer: Printer, at: int, fault: str, begun: int
) -> None:
    """Send until it breaks when ``at`` labels are out (killed: before the next one leaves)."""
    way = quick_way(shop, printer, stopped=lambda: bool(zebra.faults) and _came_out(zebra, begun))
    if fault == "killed":
        with pytest.raises(KilledError):
            print_sending.run_queue(shop, _Killed(way, at), printer.key)
            with reading(shop) as db:
                pytest.fail(str(db.rows("SELECT state, error FROM print_job WHERE error <> ''")))
        return
    if at == 0:
        zebra.drop_at = zebra.received + 400 if fault in ("off", "unplugged") else 0
        zebra.faults |= {fault} & {"paper_out", "head_open"}
    else:
        zebra.at_label[begun + at] = fault
    print_sending.run_queue(shop, way, printer.key)
    zebra.at_label.clear()


def _came_out(zebra: ZebraStandIn, begun: int) -> bool:
    """Nobody fetches the roll: once the printer stands still in the middle, no more is waited for."""
    return len(zebra.printed) > begun


def test_a_printer_that_still_holds_labels_is_let_finish_first(
    house: Shop, staff: dict[str, Actor], zebra: ZebraStandIn, counter: Printer, pieces: list[int]
) -> None:
    """What is scanned while the roll is out is not the last label: two more lie in the printer."""
    job = print_jobs.print_tags(house, staff["sara"], "piece", pieces).first("print_job")
    send_and_break(house, zebra, counter, 5, "paper_out", 0)
    with pytest.raises(StateError, match="Counter Zebra: out of labels"):
        settle_looking(house, staff["sara"], job, 5)
    zebra.mend()
    until(lambda: zebra.idle)
    settle_looking(house, staff["sara"], job, len(zebra.printed))
    print_sending.run_queue(house, quick_way(house, counter), counter.key)
    with reading(house) as db:
        assert codes_out(zebra) == [tags.code_of(db, "piece", piece) for piece in pieces]


class _Killed:
    """The program dies when it is about to send the label after the first ``at``."""

    def __init__(self, way: ZebraTcp, at: int) -> None:
        self._way, self._at = way, at
        self.status = way.status

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        def dying(progress: Progress) -> None:
            tell(progress)
            if progress.left > self._at:
                raise KilledError

        return self._way.send_all(parts, title, dying)

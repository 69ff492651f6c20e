"""One press, one print: a key that was pressed twice, or by two people, prints one tag."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError
from app.models.database import Database
from app.models.pieces import Piece
from app.services import print_jobs, print_sending
from app.services.print_once import OnItsWayError
from app.shop import Shop

PRESSES = 4


@pytest.fixture
def rings(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> list[int]:
    print_jobs.set_folder(house, tmp_path / "prints")
    with house.work(staff["sara"], "take_in") as w:
        found = [w.add(Piece, category="ring", description=f"Band {n}") for n in range(3)]
        for piece in found:
            w.code("piece", piece)
    return found


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


def jobs(db: Database) -> int:
    return int(db.value("SELECT count(*) FROM print_job"))


def test_a_second_press_before_the_first_tag_is_out_prints_nothing(
    house: Shop, staff: dict[str, Actor], rings: list[int], db: Database
) -> None:
    print_jobs.print_tags(house, staff["sara"], "piece", rings[:1])
    with pytest.raises(OnItsWayError) as refused:
        print_jobs.print_tags(house, staff["sara"], "piece", rings[:1])
    assert "“Band 0” waits for the printer already" in refused.value.sentence()
    with pytest.raises(OnItsWayError):  # nor with a reason: the first may yet come out
        print_jobs.print_tags(house, staff["owen"], "piece", rings[:1], reason_code="damaged")
    assert jobs(db) == 1


def test_of_presses_at_the_same_moment_one_prints(
    house: Shop, staff: dict[str, Actor], rings: list[int], db: Database
) -> None:
    def press(_nth: int) -> bool:
        try:
            print_jobs.print_tags(house, staff["sara"], "piece", rings[:1])
        except OnItsWayError:
            return False
        return True

    with ThreadPoolExecutor(PRESSES) as hands:
        assert sorted(hands.map(press, range(PRESSES))) == [False] * (PRESSES - 1) + [True]
    assert jobs(db) == 1


def test_a_press_while_the_first_is_drawn_and_sent_asks_for_a_reason(
    house: Shop,
    staff: dict[str, Actor],
    rings: list[int],
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Drawn before the first was printed, stored after: what counts is what is known at storing."""
    sara, draw = staff["sara"], print_jobs.rendered_tags

    def slowly_drawn(*about: object, **more: object) -> object:
        drawn = draw(*about, **more)  # type: ignore[arg-type]
        monkeypatch.setattr(print_jobs, "rendered_tags", draw)
        print_jobs.print_tags(house, sara, "piece", rings[:1])
        print_sending.run_queue(house)
        return drawn

    monkeypatch.setattr(print_jobs, "rendered_tags", slowly_drawn)
    with pytest.raises(InputError) as refused:
        print_jobs.print_tags(house, sara, "piece", rings[:1])
    assert refused.value.field == "reason"
    assert jobs(db) == 1


def test_a_batch_is_refused_for_the_one_that_is_on_its_way_and_others_go_on(
    house: Shop, staff: dict[str, Actor], rings: list[int], db: Database
) -> None:
    sara = staff["sara"]
    waits = print_jobs.print_tags(house, sara, "piece", rings[1:2]).first("print_job")
    with pytest.raises(OnItsWayError, match="Band 1"):
        print_jobs.print_tags(house, sara, "piece", rings)
    print_jobs.print_tags(house, sara, "piece", rings[:1])
    print_jobs.cancel(house, sara, waits)
    print_jobs.print_tags(house, sara, "piece", rings[1:])
    print_sending.run_queue(house)
    assert db.value("SELECT count(*) FROM printed WHERE outcome = 'sent'") == len(rings)


def test_what_waits_already_is_not_reprinted_nor_brought_back_beside_it(
    house: Shop, staff: dict[str, Actor], rings: list[int], db: Database
) -> None:
    sara = staff["sara"]
    first = print_jobs.print_tags(house, sara, "piece", rings[:1]).first("print_job")
    with pytest.raises(OnItsWayError):
        print_jobs.reprint(house, sara, first, "damaged")
    print_jobs.cancel(house, sara, first)
    print_jobs.print_tags(house, sara, "piece", rings[:1])
    with pytest.raises(OnItsWayError):
        print_jobs.retry(house, sara, first)
    print_sending.run_queue(house)
    with pytest.raises(InputError, match="printed before"):
        print_jobs.retry(house, sara, first)
    again = print_jobs.reprint(house, sara, first, "damaged").first("print_job")
    found = db.row("SELECT reprint_of, state FROM print_job WHERE id = ?", (again,))
    assert found == (first, "queued")

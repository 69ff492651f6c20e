"""Killed between a report's draft and a move: what was said is there, nothing is half there."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.photos import shut_down
from app.services.check import check
from app.services.photos import keep_photo
from app.services.print_sending import after_start, run_queue
from app.services.reports import open_draft
from app.services.settings import PRINT_FOLDER, put_here
from app.shop import Shop
from tests.robustness.killing import KEY, run_and_kill
from tests.robustness.stock_steps import PLACES, WEIGHTS
from tests.services.conftest import picture
from tests.services.order_desk import furnished_counter

SAID = 13  # lines that an undisturbed clerk says


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_stock_clerk_leaves_a_whole_shop(
    house: Shop, staff: dict[str, Actor], tmp_path: Path, seed: int
) -> None:
    killed(house, staff["sara"], tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 23))
def test_a_killed_stock_clerk_leaves_a_whole_shop_many_times(
    house: Shop, staff: dict[str, Actor], tmp_path: Path, seed: int
) -> None:
    killed(house, staff["sara"], tmp_path, seed)


def killed(house: Shop, sara: Actor, folder: Path, seed: int) -> None:
    """Kill the clerk, open the shop as the next start does, look, and let the printer go on."""
    reader = house.reader()
    mia = next(a for a in _people(reader) if a.login == "mia")
    piece = furnished_counter(house, {"mia": mia}).ring
    reader.close()
    photo = keep_photo(house, picture((90, 90, 120)), "ring.jpg")
    shut_down()
    put_here(house, PRINT_FOLDER, str(folder / "printed"))
    house.close()
    said = run_and_kill(
        seed, SAID, "stock_steps", house.path, sara.user_id, piece, photo.sha256, photo.size
    )
    shop = Shop.open(house.path, KEY)
    db = shop.reader()
    try:
        look_at_report(db, said, sara, piece)
        look_at_stock(db, said, piece)
        after_start(shop)
        look_at_print(shop, db, said, folder / "printed")
        report = check(shop)
        assert report.clean, [problem.sentence for problem in report.problems]
    finally:
        db.close()
        shop.close()


def _people(db: Database) -> list[Actor]:
    from app.services.people import people_list

    return [person.actor for person in people_list(db)]


def look_at_report(db: Database, said: list[str], sara: Actor, piece: int) -> None:
    """The newest draft is offered until the report is signed; a report comes with its paper."""
    begun = sum(line.startswith("draft") for line in said)
    draft = open_draft(db, sara.user_id, piece)
    assert draft is None or draft[0].remarks in (f"Seen {begun}", f"Seen {begun + 1}")
    assert draft is not None or not begun or begun == 4
    reports = db.rows("SELECT id, number FROM report WHERE piece_id = ?", (piece,))
    assert ("signed" in said) <= len(reports) <= 1
    if reports:
        assert reports[0][1] == "CR10-26-00001"
        assert db.value("SELECT reports FROM piece_now WHERE id = ?", (piece,)) == 1
        assert db.value("SELECT photos FROM piece_now WHERE id = ?", (piece,)) == 1


def look_at_stock(db: Database, said: list[str], piece: int) -> None:
    """As many moves and weighings as were said, or one more that was about to be."""
    moved = sum(line.startswith("moved") for line in said)
    names = db.rows(
        "SELECT p.name FROM move AS m JOIN place AS p ON p.id = m.to_place_id"
        " WHERE m.subject_id = ? ORDER BY m.hlc, m.id",
        (piece,),
    )
    taken = [row[0] for row in names[1:]]  # the first one brought it in
    assert taken in ([*PLACES[:moved]], [*PLACES[: moved + 1]])
    path = db.value(
        "SELECT t.name FROM piece_now AS n JOIN place_tree AS t ON t.id = n.place_id WHERE n.id = ?",
        (piece,),
    )
    assert path == (taken[-1] if taken else "TRAY-07")
    weight = db.value("SELECT weight_mg FROM piece_now WHERE id = ?", (piece,))
    weighed = [int(line.split()[1]) for line in said if line.startswith("weighed")]
    assert weight in ({3_850, WEIGHTS[0]} if not weighed else {weighed[-1], WEIGHTS[-1]})


def look_at_print(shop: Shop, db: Database, said: list[str], folder: Path) -> None:
    """A stored job is sent, waits, or is doubtful and asks; it is never lost and never silent."""
    jobs = db.rows("SELECT state FROM print_job")
    assert ("tag waits" in said) <= len(jobs) <= 1
    if not jobs:
        return
    state = jobs[0][0]
    assert state in ("queued", "doubtful", "printed", "done", "sent")
    if "tag sent" in said:
        assert state not in ("queued", "doubtful")
    if state == "queued":
        run_queue(shop)
        assert db.value("SELECT state FROM print_job") not in ("queued", "sending")
        assert any(folder.iterdir())

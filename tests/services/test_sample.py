"""The sample shop: whole by its own check, the right size, the same from the same seed, left alone."""

from __future__ import annotations

import ast
import hashlib
import json
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import app
from app.domain.errors import ShopError
from app.domain.finding_terms import NUMBERED, offered_locations
from app.domain.ids import ToldClock, ms_of, new_id, now_ms, telling_time
from app.models.database import Database
from app.services import imports
from app.services.check import check
from app.services.instruments import instruments
from app.services.party_search import find_parties
from app.services.people import people_list
from app.services.report_form import form_from_json
from app.services.report_start import known_piece
from app.services.sample import make
from app.services.sample.cast import PASSWORD
from app.services.sign_in import sign_in
from app.services.today import today
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of

KEY = b"s" * 32
SMALL = 0.05
NOW = int(datetime(2026, 11, 25, 17, 0, tzinfo=UTC).timestamp() * 1000)
TELLING = {"telling_time", "ToldClock"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample shop a twentieth as large as the usual one."""
    folder = tmp_path_factory.mktemp("sample") / "shop"
    counts = make(folder, SMALL, seed=3, now=NOW, key=KEY)
    assert counts["made"]
    return folder


@pytest.fixture
def shop(made: Path) -> Iterator[Shop]:
    opened = Shop.open(made, KEY)
    yield opened
    opened.close()


@pytest.fixture
def db(shop: Shop) -> Iterator[Database]:
    with closing(shop.reader()) as reader:
        yield reader


class StoppedError(Exception):
    """Somebody pressed Cancel."""


def test_who_cancels_and_begins_again_gets_the_second_one(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    begun, go_on = threading.Event(), threading.Event()
    told: list[object] = []

    def cancelled(_done: int, _total: int) -> None:
        begun.set()
        assert go_on.wait(30)
        raise StoppedError

    def first() -> None:
        try:
            make(folder, 0.02, now=NOW, key=KEY, progress=cancelled)
        except StoppedError as error:
            told.append(error)

    def second() -> None:
        told.append(make(folder, 0.02, now=NOW, key=KEY)["made"])

    threads = [threading.Thread(target=work) for work in (first, second)]
    threads[0].start()
    assert begun.wait(30)
    threads[1].start()
    threads[1].join(0.5)
    go_on.set()
    for thread in threads:
        thread.join(60)
    assert isinstance(told[0], StoppedError)
    assert told[1:] == [True]
    Shop.open(folder, KEY).close()


def digest(folder: Path) -> str:
    """A digest of all that the shop says, without ids, codes and the moments of writing."""
    shop = Shop.open(folder, KEY)
    try:
        with closing(shop.reader()) as db:
            told = [
                db.rows(sql)
                for sql in (
                    "SELECT number, category, description, ownership, weight_mg, price_minor, agreed_minor,"
                    " availability, quality, missing FROM piece_now ORDER BY number",
                    "SELECT number, state, client, placed_at, total_minor, currency, due_on FROM order_now"
                    " ORDER BY number",
                    "SELECT display, language, is_client, is_consignor FROM party ORDER BY display, is_client",
                    "SELECT number, state, due_on, title FROM job_now ORDER BY number",
                    "SELECT number, grade, findings, worst FROM report ORDER BY number, version_of",
                    "SELECT name, value FROM setting WHERE name <> 'take_in.place_id' ORDER BY name",
                )
            ]
    finally:
        shop.close()
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def test_it_is_whole(shop: Shop) -> None:
    report = check(shop)
    assert report.problems == ()
    assert dict(report.parts)["audit"] > 100


def test_it_has_as_many_pieces_and_orders_as_were_asked_for(db: Database) -> None:
    assert db.value("SELECT count(*) FROM piece WHERE removed = 0") == 100
    assert db.value("SELECT count(*) FROM sales_order WHERE removed = 0") == 100
    first, last = db.row("SELECT min(ordered_at), max(ordered_at) FROM sales_order") or (0, 0)
    assert 520 < (last - first) / 86_400_000 < 549
    assert last <= NOW


def test_one_scale_holds_and_the_calibration_of_the_other_is_overdue(
    shop: Shop, db: Database
) -> None:
    today = shop.settings.date_of(NOW)
    kept = [(one.name, one.overdue(today)) for one in instruments(db)]
    assert kept == [("Scale 1", False), ("Scale 2, back room", True)]
    assert all(one.calibrated_on < today for one in instruments(db))


def test_nothing_in_it_happens_after_now(db: Database) -> None:
    assert db.value("SELECT max(at) FROM work") <= NOW
    assert db.value("SELECT min(at) FROM work") > NOW - 550 * 86_400_000
    ats = [row[0] for row in db.rows("SELECT at FROM work ORDER BY site_seq")]
    assert ats == sorted(ats)
    clocks = [row[0] for row in db.rows("SELECT hlc FROM work ORDER BY site_seq")]
    assert len(set(clocks)) == len(clocks)
    assert clocks == sorted(clocks)


def test_pieces_are_in_many_states_and_places(db: Database) -> None:
    states = {row[0] for row in db.rows("SELECT DISTINCT availability FROM piece_now")}
    assert {"free", "hold", "intake", "delivered"} <= states
    places = {
        row[0]
        for row in db.rows(
            "SELECT DISTINCT t.whereabouts FROM piece_now AS n JOIN place_tree AS t ON t.id = n.place_id"
        )
    }
    assert {"house", "out", "event", "missing"} <= places
    lent = db.rows(
        "SELECT DISTINCT p.display FROM move AS m JOIN place AS t ON t.id = m.to_place_id"
        " LEFT JOIN party AS p ON p.id = m.keeper_id WHERE t.kind_code = 'external_party'"
    )
    assert lent == [("Lumen Magazine",)]  # nothing is with somebody whom nobody named
    kinds = {row[0] for row in db.rows("SELECT DISTINCT ownership FROM piece")}
    assert kinds == {"owned", "consigned_in", "customer_property"}


def test_people_of_many_scripts_can_be_found(db: Database) -> None:
    names = "".join(row[0] for row in db.rows("SELECT display FROM party"))
    scripts = {unicodedata.name(letter).split()[0] for letter in names if letter.isalpha()}
    assert "LATIN" in scripts
    assert len(scripts) >= 4
    assert [one.display for one in find_parties(db, "cla whi", "consignor")] == ["Clara Whitcombe"]


def test_everybody_signs_in_with_the_password_that_the_page_says(shop: Shop, db: Database) -> None:
    assert db.value("SELECT value FROM setting WHERE name = 'sample.password'") == PASSWORD
    people = people_list(db)
    assert [person.login for person in people] == ["olga", "emma", "owen", "sara", "mia", "adam"]
    assert [person.roles for person in people] == [
        ("OC",),
        ("EC",),
        ("OA",),
        ("SA",),
        ("MG",),
        ("AD",),
    ]
    assert sign_in(shop, "sara", PASSWORD).display == "Sara Okafor"


def test_today_has_something_for_the_manager(shop: Shop, db: Database) -> None:
    mia = next(person.actor for person in people_list(db) if person.login == "mia")
    keys = {row.key for row in today(db, shop.settings, mia, NOW).rows}
    assert {"take_ins_to_sign", "pieces_out", "pieces_to_complete"} <= keys


def test_claras_twelve_pieces_and_the_report_on_her_ring(db: Database) -> None:
    pieces = db.rows(
        "SELECT n.agreed_minor, n.reserve_minor, n.weight_mg, n.description, n.id FROM piece_now AS n"
        " JOIN party AS p ON p.id = n.owner_id WHERE p.display = 'Clara Whitcombe' ORDER BY n.number"
    )
    assert len(pieces) == 12
    assert sum(row[0] for row in pieces) == 3_031_000
    assert sum(row[1] for row in pieces) == 2_535_000
    assert sum(row[2] for row in pieces) == 165_430 + 1  # the second weighing of her ring
    ring = next(row for row in pieces if row[3] == "Sapphire cluster ring")
    findings = db.row(
        "SELECT grade, findings, worst FROM report WHERE piece_id = ? ORDER BY id", (ring[4],)
    )
    assert findings == ("good", 4, 3)
    coral = db.value("SELECT species_note FROM piece WHERE description = 'Coral cameo ring'")
    assert coral == "CITES: coral"


def test_the_order_of_w06_imports_as_new(db: Database) -> None:
    seen = imports.preview(db, file_of(w06()))
    assert seen.counts["new"] == 1
    assert seen.rows[0].why == "Engraving and size: goes to review"
    ring = db.row(
        "SELECT n.weight_mg, n.availability, p.ring_size FROM piece_now AS n JOIN piece AS p"
        " ON p.id = n.id JOIN measured AS m ON m.subject_id = n.id AND m.what = 'shank_width_um'"
    )
    assert ring == (3_850, "free", "6")


def test_the_same_seed_makes_the_same_shop(made: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "again", tmp_path / "other"
    make(again, SMALL, seed=3, now=NOW, key=KEY)
    make(other, SMALL, seed=4, now=NOW, key=KEY)
    assert digest(again) == digest(made)
    assert digest(other) != digest(made)


def test_a_second_time_it_is_opened_and_a_used_one_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    tiny = 0.02
    first = make(folder, tiny, seed=9, now=NOW, key=KEY)
    before = digest(folder)
    same = make(folder, tiny, seed=9, now=NOW, key=KEY)
    assert (same["made"], same["changed"], same["pieces"]) == (False, False, first["pieces"])
    assert digest(folder) == before
    shop = Shop.open(folder, KEY)
    with closing(shop.reader()) as db:
        adam = next(person.actor for person in people_list(db) if person.login == "adam")
    with shop.work(adam, "setting") as w:
        from app.services.settings import put

        put(w, "tags.price", "none")
    shop.close()
    used = make(folder, 0.03, seed=1, now=NOW, key=KEY)
    assert (used["made"], used["changed"]) == (False, True)
    shop = Shop.open(folder, KEY)
    with closing(shop.reader()) as db:
        assert db.value("SELECT value FROM setting WHERE name = 'tags.price'") == "none"
    shop.close()


def test_an_unused_one_of_another_size_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    small = make(folder, 0.02, now=NOW, key=KEY)
    larger = make(folder, 0.04, now=NOW, key=KEY)
    assert larger["made"]
    assert larger["orders"] > small["orders"]


@pytest.mark.parametrize("what", ["files", "a real shop"])
def test_what_is_no_sample_is_never_touched(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "shop"
    if what == "files":
        folder.mkdir()
        (folder / "letter.txt").write_text("mine")
    else:
        Shop.create(folder, KEY, name="Mine", currency="USD", zone="UTC").close()
    with pytest.raises(ShopError):
        make(folder, SMALL, key=KEY)
    assert any(folder.iterdir())


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    make(tmp_path / "shop", 0.02, progress=lambda *told: heard.append(told), now=NOW, key=KEY)
    assert heard[-1][0] == heard[-1][1]
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


# ---------------------------------------------------------------------- the told clock
def test_a_told_clock_holds_in_its_block_and_ids_rise_by_it() -> None:
    before = new_id()
    with telling_time(ToldClock(NOW)) as clock:
        assert now_ms() == NOW
        ids = [new_id() for _ in range(500)]
        clock.to(NOW + 5)
        clock.to(NOW)  # it never goes back
        assert now_ms() == NOW + 5
        ids.append(new_id())
    assert ids == sorted(set(ids))
    assert ms_of(ids[0]) == NOW
    assert now_ms() != NOW + 5
    assert new_id() > before


def test_nothing_but_the_sample_maker_tells_the_clock() -> None:
    root = Path(app.__file__).parent
    tellers = {
        path.relative_to(root).as_posix() for path in root.rglob("*.py") if _names(path) & TELLING
    }
    assert tellers == {"domain/ids.py", "services/sample/making.py", "services/sample/state.py"}


def _names(path: Path) -> set[str]:
    text = path.read_text("utf-8")
    if not any(word in text for word in TELLING):  # a tree of every file takes seconds
        return set()
    tree: Any = ast.parse(text)
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {
        node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }


def test_what_was_found_is_at_a_place_that_its_piece_has(db: Database) -> None:
    """No prong worn on a plain band, and no mark beside the jewel that its photo shows."""
    rows = db.rows("SELECT piece_id, content FROM report")
    assert len(rows) > 3
    for piece_id, content in rows:
        piece = known_piece(db, piece_id)
        offered = {
            code.partition("-")[0] if code[:2] in NUMBERED else code
            for code in offered_locations(piece.category)
        }
        for mark in form_from_json(json.loads(content)["form"]).findings:
            base, _, number = mark.location.partition("-")
            assert (base if base in NUMBERED else mark.location) in offered, piece.description
            if base in ("PR", "ST"):
                assert piece.stone_count >= (int(number) if base == "ST" else 1), piece.description

"""The check finds what was changed from outside, and is silent about an honest shop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.domain.actors import Actor
from app.exchange.shopify_orders import read
from app.models.database import Database
from app.models.jobs import Job
from app.models.orders import DiscountShare, Payment, Refund, SalesOrder
from app.models.pieces import Measured, Move, Piece, Priced
from app.models.projections import all_rows
from app.models.records import Attached, File, Note, Transition
from app.services import imports
from app.services.check import CheckReport, check
from app.shop import Shop
from tests.exchange.make_orders import USUAL, as_csv, flat, order
from tests.services.two_pcs import meet, second_pc


@pytest.fixture
def ring(house: Shop, staff: dict[str, Actor]) -> int:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Signet ring", number=w.number("P"))
        w.step("piece", piece, "intake")
        w.add(Move, subject_kind="piece", subject_id=piece,
              to_place_id=w.value("SELECT id FROM place WHERE name='SAFE-1'"))  # fmt: skip
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=8000)
        w.add(Priced, subject_kind="piece", subject_id=piece, what="price", amount_minor=90000,
              currency="USD")  # fmt: skip
        w.add(Note, subject_kind="piece", subject_id=piece, content="Seen with its box.")
        w.code("piece", piece)
        digest = house.files.put(b"a photo")
        file_id = w.add(File, sha256=digest, size=7, mime="image/jpeg")
        w.add(Attached, subject_kind="piece", subject_id=piece, file_id=file_id, role="top")
    with house.work(staff["owen"], "edit_piece") as w:
        w.edit(Piece, piece, description="Signet ring, engraved")
    return piece


@pytest.fixture
def outside(house: Shop) -> Iterator[Database]:
    """A connection that keeps to none of the shop's rules."""
    db = Database(house.path / "shop.db", house.key, free=True)
    yield db
    db.close()


def found(report: CheckReport) -> dict[str, list[str]]:
    by_part: dict[str, list[str]] = {}
    for problem in report.problems:
        by_part.setdefault(problem.part, []).append(problem.sentence)
    return by_part


def test_an_honest_shop_is_clean(house: Shop, ring: int) -> None:
    told: list[str] = []
    report = check(house, progress=told.append)
    assert report.problems == ()
    assert report.clean
    assert not report.rebuilt
    assert {"pages", "audit", "projections", "files", "numbers"} <= {
        part for part, _ in report.parts
    }
    assert told[0] == "pages"
    assert report.sentence().startswith("Everything fits:")


TAMPERED = [
    ("UPDATE measured SET value = 7000", "audit", "Take"),
    ("DELETE FROM priced", "audit", "taken away"),
    ("UPDATE work SET actor_id = actor_id + 1 WHERE work_kind = 'edit_piece'", "audit", "sealed"),
    ("UPDATE work SET at = at - 86400000 WHERE work_kind = 'take_in'", "audit", "sealed"),
    ("DELETE FROM work WHERE work_kind = 'take_in'", "audit", "is missing before this one"),
    ("DELETE FROM work WHERE work_kind = 'edit_piece'", "audit", "no entry of the audit log"),
    (
        "INSERT INTO move (id, work_id, hlc, subject_kind, subject_id, amount)"
        " SELECT 5, work_id, hlc, subject_kind, subject_id, 1 FROM move LIMIT 1",
        "audit",
        "added",
    ),
    ("UPDATE note SET content = 'Seen without its box.'", "seals", "changed from outside"),
    ("UPDATE piece SET description = 'Brass ring'", "edits", "Description of the piece"),
    ("UPDATE piece_now SET price_minor = 1", "projections", "does not follow from the facts"),
    ("DELETE FROM piece_now", "projections", "is not stored"),
    ("DELETE FROM search_row WHERE kind_code = 'piece'", "projections", "is not stored"),
    (
        "UPDATE code SET text_value = '1000000000' WHERE target_kind = 'piece'",
        "codes",
        "check digits are wrong",
    ),
    ("UPDATE piece SET owner_id = 4711", "references", "refers to a party"),
]


@pytest.mark.parametrize(("sql", "part", "words"), TAMPERED)
def test_a_tampered_row_is_named(
    house: Shop, ring: int, outside: Database, sql: str, part: str, words: str
) -> None:
    outside.run("PRAGMA foreign_keys = OFF")
    outside.run(sql)
    report = check(house)
    assert not report.clean
    assert part in found(report)
    assert any(words.lower() in sentence.lower() for sentence in found(report)[part])
    assert all(problem.where for problem in report.problems)


def test_the_check_changes_nothing_unless_it_is_asked_to_rebuild(
    house: Shop, ring: int, outside: Database
) -> None:
    honest = all_rows(outside)
    outside.run("UPDATE piece_now SET price_minor = 1")
    tampered = all_rows(outside)
    assert not check(house).clean
    assert all_rows(outside) == tampered
    report = check(house, rebuild=True)
    assert report.rebuilt
    assert "projections" in found(report)
    assert all_rows(outside) == honest
    assert check(house).clean


def test_missing_and_damaged_photos_are_told(house: Shop, ring: int) -> None:
    [digest] = house.files.digests()
    path = house.path / "files" / digest[:2] / digest
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert "here but damaged" in found(check(house))["files"][0]
    path.unlink()
    assert "not on this PC" in found(check(house))["files"][0]
    assert check(house, files=False).clean


def test_photos_of_other_pcs_that_have_not_come_yet_are_no_fault(
    house: Shop, staff: dict[str, Actor], ring: int, tmp_path: Path
) -> None:
    with closing(second_pc(house, tmp_path / "other")) as other:
        with house.work(staff["sara"], "add_photo") as w:
            digest = house.files.put(b"taken there")
            file_id = w.add(File, sha256=digest, size=11, mime="image/jpeg")
            w.add(Attached, subject_kind="piece", subject_id=ring, file_id=file_id, role="front")
        meet(house, other)
        report = check(other)
        assert report.clean
        assert report.awaited == 1
        assert report.sentence().endswith("1 photo or paper of other PCs has not come here yet.")
        [own] = list(other.files.digests())
        other.files.remove(own)
        with other.local() as db:
            db.run("UPDATE sync_state SET value = '0' WHERE name = 'hub'")
        assert len(found(check(other))["files"]) == 2, "nothing comes without a hub"
        with other.local() as db:
            db.run(
                "INSERT INTO file_transfer (sha256, direction, size, tries, next_try_at, error)"
                " VALUES (?, 'down', 7, 0, 0, '')",
                (own,),
            )
        assert len(found(check(other))["files"]) == 1, "that one is on its way"
    house.files.remove(digest)
    assert "not on this PC" in found(check(house))["files"][0], "it was here once"


def test_a_page_that_was_overwritten_is_told(house: Shop, ring: int) -> None:
    with house.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        page = db.value("SELECT rootpage FROM sqlite_schema WHERE name = 'measured'")
        size = db.value("PRAGMA page_size")
    path = house.path / "shop.db"
    data = bytearray(path.read_bytes())
    data[(page - 1) * size + 100] ^= 0xFF
    path.write_bytes(bytes(data))
    report = check(house)
    assert "pages" in found(report)


def test_sums_of_the_trade(house: Shop, staff: dict[str, Actor], ring: int) -> None:
    with house.work(staff["mia"], "wrong_sums") as w:
        order = w.add(SalesOrder, number="#7", currency="USD", stated_discount_minor=1000)
        w.add(Payment, order_id=order, amount_minor=5000, currency="USD")
        w.add(Refund, order_id=order, amount_minor=5001, currency="USD")
        w.add(DiscountShare, order_id=order, line_id=1, amount_minor=999)
        lost = w.add(Piece, category="ring", description="Lost ring", number="P10-26-90001")
        w.add(Piece, category="ring", description="Twin", number="P10-26-90001")
        w.add(Transition, machine="piece", subject_id=lost, from_state="sold", to_state="free")
        w.add(Job, number=w.number("J"))
        w.number("J")
        w.add(Job, number=w.number("J"))
    told = found(check(house))
    assert told["money"] == [
        "#7: USD 50.01 were given back of 50.00 that were paid.",
        "#7: the lines' shares of the discount add up to 9.99, not to 10.00.",
    ]
    assert "The piece Lost ring is in no place." in told["places"]
    assert told["states"][0].startswith("A step of the piece Lost ring cannot stand")
    assert any("was given 2 times" in sentence for sentence in told["numbers"])
    assert any(
        "-00002 was given and belongs to nothing" in sentence for sentence in told["numbers"]
    )


def test_a_refund_of_a_file_without_totals_is_no_fault(
    house: Shop, staff: dict[str, Actor]
) -> None:
    told = order(Refunded_Amount="100.00", Financial_Status="refunded")
    columns = [c for c in USUAL if c not in ("Total", "Subtotal", "Outstanding Balance")]
    said: dict[str, Any] = {
        "channel": "shopify/main",
        "zone": "America/New_York",
        "currency": "USD",
    }
    imports.apply(house, staff["olga"], read(as_csv(flat([told]), columns), **said))
    assert check(house).problems == ()


def test_many_problems_of_a_kind_are_counted(house: Shop, staff: dict[str, Actor]) -> None:
    with house.work(staff["mia"], "many") as w:
        for n in range(30):
            w.add(Piece, category="ring", description=f"Ring {n}")
    report = check(house)
    assert len(found(report)["places"]) == 21
    assert found(report)["places"][-1] == "And 10 more of this kind."
    assert report.sentence().startswith("21 problems found")

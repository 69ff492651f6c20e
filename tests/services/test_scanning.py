"""What a scan is: a tag, an old tag, an alias, a number for people, a command, or nothing here."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.client_codes import client_code
from app.domain.codes import COMMAND_CODES, make_code, spaced
from app.domain.errors import NotFoundError
from app.models.database import Database
from app.services.aliases import add_alias
from app.services.piece_cards import piece_card
from app.services.piece_changes import replace_tag
from app.services.scanning import resolve
from app.services.sign_in import set_badge
from app.services.take_in import take_out
from app.shop import Shop


def tag_of(db: Database, piece_id: int) -> str:
    return str(db.value("SELECT code FROM piece_now WHERE id = ?", (piece_id,)))


def test_a_tag_leads_to_its_piece_however_it_was_read(house_db: Database, ring: int) -> None:
    tag = tag_of(house_db, ring)
    for text in (tag, f" {tag}\r\n", f"]d1{tag}", spaced(tag), "-".join(tag)):
        scan = resolve(house_db, text)
        assert (scan.kind, scan.target_id, scan.piece_id) == ("piece", ring, ring)
    assert scan.title == "Platinum solitaire ring"
    assert scan.detail == "C10-26-00001 · Being taken in"


def test_an_old_tag_still_leads_there_and_says_so(
    house: Shop, staff: dict[str, Actor], house_db: Database, ring: int
) -> None:
    old = tag_of(house_db, ring)
    with house.work(staff["sara"], "replace_tag") as w:
        replace_tag(w, ring)
    new = tag_of(house_db, ring)
    assert new != old
    scan = resolve(house_db, old)
    assert (scan.target_id, scan.replaced) == (ring, True)
    assert f"its tag now is {spaced(new)}" in scan.sentence
    assert not resolve(house_db, new).replaced


def test_a_makers_barcode_can_lead_to_a_piece(
    house: Shop, staff: dict[str, Actor], house_db: Database, ring: int
) -> None:
    before = resolve(house_db, "4006381333931")
    assert before.kind == "unknown"
    assert before.offers == ("alias", "search")
    assert "maker's barcode" in before.sentence
    with house.work(staff["sara"], "add_alias") as w:
        add_alias(w, ring, "4006381333931")
    scan = resolve(house_db, "4006381333931")
    assert (scan.kind, scan.target_id, scan.alias) == ("piece", ring, True)


@pytest.mark.parametrize("text", ["C10-26-00001", "c10-26-1", "c10 26 00001", "C10.26.00001"])
def test_a_number_for_people_is_understood_as_typed(
    house_db: Database, ring: int, text: str
) -> None:
    scan = resolve(house_db, text)
    assert (scan.kind, scan.piece_id) == ("item", ring)
    assert scan.title == "Platinum solitaire ring"


def test_places_pieces_and_agreements_answer_to_their_names(
    house_db: Database, ring: int, agreement: int
) -> None:
    assert resolve(house_db, "vit-a").kind == "place"
    assert resolve(house_db, "P10-26-00001").target_id == ring
    assert resolve(house_db, "A10-26-00001").target_id == agreement
    place = resolve(house_db, "SAFE-1")
    code = house_db.value("SELECT code FROM code_now WHERE target_id = ?", (place.target_id,))
    assert resolve(house_db, code).target_id == place.target_id
    assert resolve(house_db, code).title == "HOUSE / SAFE-1"


def test_a_command_card_is_known_by_name(house_db: Database) -> None:
    scan = resolve(house_db, COMMAND_CODES["DONE"])
    assert (scan.kind, scan.value) == ("command", "DONE")


def test_a_badge_is_its_person_and_its_digits_are_not_repeated(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    badge = "48151623420815162342"
    with house.work(staff["adam"], "set_badge") as w:
        set_badge(w, staff["mia"].user_id, badge)
    scan = resolve(house_db, badge)
    assert (scan.kind, scan.title) == ("user", "Mia Delacroix")
    assert badge not in repr(scan)


def test_a_mistyped_tag_says_which_rule_fails_and_what_was_meant(
    house_db: Database, ring: int
) -> None:
    tag = tag_of(house_db, ring)
    swapped = tag[:6] + tag[7] + tag[6] + tag[8:]
    wrong = swapped if swapped != tag else tag[:9] + str((int(tag[9]) + 1) % 10)
    scan = resolve(house_db, wrong)
    assert scan.kind == "unknown"
    assert "the last two digits do not fit the others" in scan.sentence
    assert "Did you mean" in scan.sentence
    assert "Platinum solitaire ring" in scan.sentence
    assert [near.target_id for near in scan.near] == [ring]
    short = resolve(house_db, tag[:-1])
    assert "has 9 digits, too few" in short.sentence
    assert short.near[0].code == tag


def test_a_true_tag_that_is_not_ours_offers_what_can_be_done(house_db: Database) -> None:
    scan = resolve(house_db, make_code(37, 4711))
    assert scan.kind == "unknown"
    assert "another PC" in scan.remedy
    assert scan.offers == ("look_again", "new_piece", "alias")


@pytest.mark.parametrize("text", ["", "  ", "\x00", "'; DROP TABLE code; --", "🙂", "x" * 3000])
def test_nothing_that_is_scanned_is_an_error(house_db: Database, text: str) -> None:
    scan = resolve(house_db, text)
    assert not scan.known
    assert scan.sentence


def test_an_unknown_number_is_said_to_be_one(house_db: Database) -> None:
    scan = resolve(house_db, "J10-26-00031")
    assert scan.kind == "unknown"
    assert (
        scan.sentence
        == "J10-26-00031 is the number of a job, but there is none of this number here."
    )


def test_the_tag_of_a_piece_that_was_taken_back_says_so(
    house: Shop, staff: dict[str, Actor], house_db: Database, ring: int
) -> None:
    tag = tag_of(house_db, ring)
    with house.work(staff["sara"], "take_out") as w:
        take_out(w, ring, "duplicate")
    scan = resolve(house_db, tag)
    assert scan.kind == "unknown"
    assert "was taken back" in scan.sentence
    with pytest.raises(NotFoundError):
        piece_card(house_db, ring)


def test_the_code_of_a_client_on_a_job_bag_opens_the_client(house_db: Database, clara: int) -> None:
    code = client_code(clara)
    for text in (code, code.lower(), code.replace("-", "")):
        found = resolve(house_db, text)
        assert (found.kind, found.target_id) == ("party", clara)
    assert resolve(house_db, client_code(clara + 10_000)).kind == "unknown"

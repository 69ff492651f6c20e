"""Undo: counter-facts and old values, never an erased row; refused where work has gone on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError, NotFoundError, StateError
from app.models.database import Database
from app.models.orders import DiscountShare, OrderLine, Payment, SalesOrder, Ticked
from app.models.people import Contact, Party
from app.models.pieces import Measured, Metal, Move, Piece, Priced
from app.models.projections import all_rows
from app.models.records import Attached, Document, File, Printed
from app.models.work import Work
from app.services import people, undo
from app.services.agreements import draft_agreement
from app.services.check import check
from app.services.history import history
from app.services.parties import add_party
from app.services.party_forms import PartyForm
from app.services.piece_forms import MetalForm, PieceForm
from app.services.take_in import take_in
from app.shop import Shop

Did = Callable[..., int]


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


def place(db: Database | Work, name: str) -> int:
    return int(db.value("SELECT id FROM place WHERE name = ?", (name,)))


def taken_in(w: Work, at: str = "SAFE-1") -> int:
    piece = w.add(Piece, category="ring", description="Signet ring")
    w.add(Metal, piece_id=piece, position=1, metal="gold_yellow", fineness=750)
    w.step("piece", piece, "intake")
    w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=place(w, at))
    w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=8000)
    w.add(Priced, subject_kind="piece", subject_id=piece, what="price", amount_minor=90000,
          currency="USD")  # fmt: skip
    w.code("piece", piece)
    return piece


@pytest.fixture
def ring(house: Shop, staff: dict[str, Actor]) -> int:
    with house.work(staff["sara"], "take_in") as w:
        return taken_in(w)


def counts(db: Database) -> dict[str, int]:
    names = [row[0] for row in db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {n: db.value(f'SELECT count(*) FROM "{n}"') for n in names if "search" not in n}


def test_a_move_goes_back_by_a_counter_move(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    sara = staff["sara"]
    with house.work(sara, "move") as w:
        w.add(Move, subject_kind="piece", subject_id=ring, to_place_id=place(w, "VIT-A"))
        moved = w.id
    assert undo.why_not(db, sara, moved) == ""
    changes = undo.undo(house, sara, moved)
    assert changes.ids("piece") == (ring,)
    assert changes.message == "Moved: taken back"
    assert db.value("SELECT place_id FROM piece_now WHERE id = ?", (ring,)) == place(db, "SAFE-1")
    assert db.value("SELECT count(*) FROM move WHERE subject_id = ?", (ring,)) == 3
    assert db.value("SELECT counter_of FROM move ORDER BY id DESC LIMIT 1") is not None
    with pytest.raises(StateError, match="already"):
        undo.undo(house, sara, moved)


def test_a_moved_tray_goes_back_to_where_it_hung(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    with house.work(staff["sara"], "move") as w:
        w.add(Move, subject_kind="place", subject_id=place(w, "TRAY-07"),
              to_place_id=place(w, "VIT-A"))  # fmt: skip
        moved = w.id
    undo.undo(house, staff["sara"], moved)
    path = db.value("SELECT path FROM place_tree WHERE name = 'TRAY-07'")
    assert path == "HOUSE / SAFE-1 / TRAY-07"


def test_a_move_that_was_followed_by_another_is_not_taken_back(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    with house.work(staff["sara"], "move") as w:
        w.add(Move, subject_kind="piece", subject_id=ring, to_place_id=place(w, "VIT-A"))
        moved = w.id
    with house.work(staff["owen"], "move") as w:
        w.add(Move, subject_kind="piece", subject_id=ring, to_place_id=place(w, "PHOTO"))
    said = undo.why_not(db, staff["sara"], moved)
    assert said.startswith("The piece Signet ring has been moved again since by Owen Achterberg.")
    with pytest.raises(StateError, match="moved again"):
        undo.undo(house, staff["sara"], moved)


def test_a_price_and_a_weight_get_their_old_values_back(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    with house.work(staff["mia"], "reprice") as w:
        w.add(Priced, subject_kind="piece", subject_id=ring, what="price", amount_minor=120000,
              currency="USD")  # fmt: skip
        w.add(Measured, subject_kind="piece", subject_id=ring, what="gross_weight_mg", value=8100)
        w.add(Priced, subject_kind="piece", subject_id=ring, what="insured", amount_minor=1,
              currency="USD")  # fmt: skip
        repriced = w.id
    changes = undo.undo(house, staff["mia"], repriced)
    now = db.row("SELECT price_minor, weight_mg FROM piece_now WHERE id = ?", (ring,))
    assert now == (90000, 8000)
    assert "Kept: the first insured of the piece Signet ring" in changes.message


def test_descriptions_go_back_where_nobody_changed_them_since(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    with house.work(staff["sara"], "edit_piece") as w:
        w.edit(Piece, ring, description="Signet ring, engraved", maker="Hallam")
        edited = w.id
    with house.work(staff["owen"], "edit_piece") as w:
        w.edit(Piece, ring, maker="Vey")
    changes = undo.undo(house, staff["sara"], edited)
    assert db.row("SELECT description, maker FROM piece WHERE id = ?", (ring,)) == (
        "Signet ring",
        "Vey",
    )
    assert "maker of the piece Signet ring" in changes.message


def test_states_step_back_and_only_as_the_machine_knows(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    with house.work(staff["sara"], "free") as w:
        w.step("piece", ring, "free")
        w.step("piece", ring, "reserved")
        freed = w.id
    undo.undo(house, staff["sara"], freed)
    assert db.value("SELECT availability FROM piece_now WHERE id = ?", (ring,)) == "intake"
    with house.work(staff["sara"], "sell") as w:
        w.step("piece", ring, "free")
        w.step("piece", ring, "sold")
        sold = w.id
    with pytest.raises(StateError, match="money, a signed hand-over"):
        undo.undo(house, staff["sara"], sold)
    with house.work(staff["sara"], "free") as w:
        w.step("piece", ring, "delivered")
    assert "gone on" in undo.why_not(db, staff["sara"], sold)


def test_what_was_taken_in_leaves_and_comes_back(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    sara = staff["sara"]
    with house.work(sara, "take_in") as w:
        piece = taken_in(w)
        taken = w.id
    before = counts(db)
    first = undo.undo(house, sara, taken)
    assert db.value("SELECT removed FROM piece_now WHERE id = ?", (piece,)) == 1
    after = counts(db)
    assert all(after[name] >= before[name] for name in before if not name.endswith("_now"))
    undo.undo(house, sara, first.work_id)  # taken back too early: here it is again
    row = db.row("SELECT removed, availability, price_minor FROM piece_now WHERE id = ?", (piece,))
    assert row == (0, "intake", 90000)


def test_what_others_built_on_stays(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    taken = db.value("SELECT id FROM work WHERE work_kind = 'take_in'")
    with house.work(staff["owen"], "edit_piece") as w:
        w.edit(Piece, ring, maker="Hallam")
        edit = w.id
    assert undo.why_not(db, staff["sara"], taken).startswith(
        "The piece Signet ring has been worked on since (edit piece, by Owen Achterberg)."
    )
    undo.undo(house, staff["owen"], edit)
    assert undo.why_not(db, staff["sara"], taken) == ""  # what was taken back is not in the way
    with house.work(staff["olga"], "add_party") as w:
        party = w.add(Party, display="Inès Tanaka")
        made = w.id
    with house.work(staff["emma"], "add_contact") as w:
        w.add(Contact, party_id=party, purpose="email", value="ines@example.org")
    assert undo.why_not(db, staff["olga"], made).startswith(
        "Other records have been put with the party Inès Tanaka since."
    )


def test_ticks_photos_and_roles_go_back(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    with house.work(staff["olga"], "order") as w:
        order = w.add(SalesOrder, number="#1042", currency="USD")
        line = w.add(OrderLine, order_id=order, position=1, name="Ring")
    with house.work(staff["olga"], "check") as w:
        w.add(Ticked, order_id=order, line_id=line, point="size", ok=1)
        file_id = w.add(File, sha256="a" * 64, size=1, mime="image/jpeg")
        w.add(Attached, subject_kind="piece", subject_id=ring, file_id=file_id, role="top")
        work = w.id
    assert db.value("SELECT photos FROM piece_now WHERE id = ?", (ring,)) == 1
    assert db.value("SELECT checks_made FROM line_now WHERE id = ?", (line,)) == 1
    done = undo.undo(house, staff["olga"], work)
    assert db.value("SELECT photos FROM piece_now WHERE id = ?", (ring,)) == 0
    assert db.value("SELECT checks_made FROM line_now WHERE id = ?", (line,)) == 0
    undo.undo(house, staff["olga"], done.work_id)
    assert db.value("SELECT photos FROM piece_now WHERE id = ?", (ring,)) == 1
    with house.work(staff["adam"], "roles") as w:
        people.give_role(w, staff["emma"].user_id, "MG")
        gave = w.id
    undo.undo(house, staff["adam"], gave)
    assert people.roles_of(db, staff["emma"].user_id) == ("EC",)


@pytest.mark.parametrize(
    ("write", "sentence"),
    [
        (lambda w, o: w.add(Payment, order_id=o, amount_minor=1, currency="USD"), "Money was taken"),
        (
            lambda w, o: w.add(Document, document_kind="take_in_receipt", number="T10-26-00001",
                               subject_kind="order", subject_id=o, content="{}"),
            "T10-26-00001 was signed",
        ),
        (
            lambda w, o: w.add(Printed, subject_kind="document", subject_id=o, outcome="sent"),
            "Paper has come out",
        ),
    ],
)  # fmt: skip
def test_money_signed_and_printed_things_are_refused(
    house: Shop,
    staff: dict[str, Actor],
    db: Database,
    write: Callable[[Work, int], int],
    sentence: str,
) -> None:
    with house.work(staff["olga"], "order") as w:
        order = w.add(SalesOrder, number="#1042", currency="USD")
    with house.work(staff["olga"], "something") as w:
        write(w, order)
        work = w.id
    before = all_rows(db)
    with pytest.raises(StateError, match=sentence):
        undo.undo(house, staff["olga"], work)
    assert all_rows(db) == before
    assert db.value("SELECT count(*) FROM work WHERE reverses_work_id = ?", (work,)) == 0


def test_a_split_discount_is_balanced(house: Shop, staff: dict[str, Actor], db: Database) -> None:
    with house.work(staff["olga"], "order") as w:
        order = w.add(SalesOrder, number="#1042", currency="USD")
        line = w.add(OrderLine, order_id=order, position=1, name="Ring")
    with house.work(staff["olga"], "discount") as w:
        w.add(DiscountShare, order_id=order, line_id=line, amount_minor=14800)
        work = w.id
    assert db.value("SELECT discount_minor FROM line_now WHERE id = ?", (line,)) == 14800
    undo.undo(house, staff["olga"], work)
    assert db.value("SELECT discount_minor FROM line_now WHERE id = ?", (line,)) == 0


def test_a_piece_taken_in_by_the_desk_is_taken_back(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    sara = staff["sara"]
    with house.work(sara, "add_party") as w:
        party = add_party(w, PartyForm(given="Clara", family="Whitcombe")).first("party")
    with house.work(sara, "draft_agreement") as w:
        agreement = draft_agreement(w, party).first("agreement")
    form = PieceForm("ring", "Signet ring", metals=(MetalForm("gold_yellow", 750),),
                     weight_mg=9150, agreed_minor=68000, reserve_minor=55000)  # fmt: skip
    with house.work(sara, "take_in") as w:
        piece = take_in(w, agreement, form).first("piece")
        work = w.id
    undo.undo(house, sara, work)
    assert db.value("SELECT removed FROM piece_now WHERE id = ?", (piece,)) == 1
    assert db.value("SELECT count(*) FROM item_now WHERE agreement_id = ?", (agreement,)) == 0
    assert check(house).problems == ()


def test_a_printed_tag_keeps_its_piece(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    taken = db.value("SELECT id FROM work WHERE work_kind = 'take_in'")
    code = db.value("SELECT id FROM code WHERE target_id = ?", (ring,))
    with house.work(staff["sara"], "print") as w:
        w.add(Printed, subject_kind="code", subject_id=code, outcome="sent")
    assert "has been printed" in undo.why_not(db, staff["sara"], taken)


def test_who_may_take_back(house: Shop, staff: dict[str, Actor], ring: int, db: Database) -> None:
    taken = db.value("SELECT id FROM work WHERE work_kind = 'take_in'")
    with pytest.raises(NotAllowedError, match="Sara Okafor"):
        undo.undo(house, staff["olga"], taken)
    assert undo.why_not(db, staff["mia"], taken) == ""
    with pytest.raises(NotFoundError):
        undo.undo(house, staff["sara"], 4711)
    assert undo.last_of(db, staff["sara"]) == taken


def test_the_history_tells_who_did_what(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    with house.work(staff["owen"], "edit_piece") as w:
        w.edit(Piece, ring, description="Signet ring, engraved")
        w.add(Move, subject_kind="piece", subject_id=ring, to_place_id=place(w, "VIT-A"))
        w.step("piece", ring, "free")
        w.add(Priced, subject_kind="piece", subject_id=ring, what="price", amount_minor=95050,
              currency="USD")  # fmt: skip
    told = [(e.by, e.what, e.before, e.after) for e in history(db, "piece", ring)]
    assert ("Owen Achterberg", "Description", "Signet ring", "Signet ring, engraved") in told
    assert ("Owen Achterberg", "Moved", "HOUSE / SAFE-1", "HOUSE / VIT-A") in told
    assert ("Owen Achterberg", "Availability", "being taken in", "free") in told
    assert ("Owen Achterberg", "Price", "USD 900.00", "USD 950.50") in told
    assert ("Sara Okafor", "Gross weight", "", "8.000 g") in told
    assert ("Sara Okafor", "Availability", "", "being taken in") in told
    assert [e.at for e in history(db, "piece", ring)] == sorted(
        (e.at for e in history(db, "piece", ring)), reverse=True
    )

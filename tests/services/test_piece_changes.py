"""Prices with consent, weights within limits, holds and judgements with reasons, tags replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, StateError
from app.models.database import Database
from app.photos import Photo
from app.services.aliases import add_alias
from app.services.piece_cards import piece_card
from app.services.piece_changes import edit_piece, replace_tag, set_price, weigh
from app.services.piece_forms import PieceForm, StoneForm
from app.services.piece_states import hold, judge, quarantine, release_hold, set_free
from app.services.pieces import piece_row
from app.services.signatures import Signature
from app.services.signing import sign
from app.services.take_in import edit_taken_in, take_in_own
from app.shop import Shop

PEN = (((1, 2), (3, 4)),)


@pytest.fixture
def own(house: Shop, staff: dict[str, Actor], ring_form: PieceForm) -> int:
    """The ring, bought by the house for sale at 7,000.00."""
    form = replace(ring_form, agreed_minor=None, reserve_minor=None, price_minor=700_000)
    with house.work(staff["owen"], "take_in") as w:
        return take_in_own(w, form).first("piece")


def test_a_price_is_a_new_fact_with_its_evidence(
    house: Shop, staff: dict[str, Actor], house_db: Database, own: int
) -> None:
    with house.work(staff["sara"], "price") as w:
        changes = set_price(w, own, "price", 650_000, "summer sale")
    assert changes.message == "Price is USD 6,500.00 now"
    entry = piece_card(house_db, own).custody[0]
    assert (entry.kind, entry.before, entry.after, entry.detail) == (
        "price",
        "USD 7,000.00",
        "USD 6,500.00",
        "summer sale",
    )
    with house.work(staff["sara"], "price") as w:
        assert set_price(w, own, "price", 650_000).work_id == 0
    for what, amount in (("price", -1), ("worth", 1)):
        with pytest.raises(InputError), house.work(staff["sara"], "price") as w:
            set_price(w, own, what, amount)
    with pytest.raises(NotAllowedError), house.work(staff["olga"], "price") as w:
        set_price(w, own, "cost", 1)


def test_a_signed_price_changes_only_with_the_consignors_consent(
    house: Shop, staff: dict[str, Actor], house_db: Database, agreement: int, ring: int
) -> None:
    with house.work(staff["sara"], "sign") as w:
        sign(w, agreement, (Signature("consignor", "Clara", PEN),), photos_later=True)
    with pytest.raises(InputError) as refused, house.work(staff["sara"], "price") as w:
        set_price(w, ring, "reserve", 400_000)
    assert refused.value.field == "evidence"
    with house.work(staff["sara"], "price") as w:
        set_price(w, ring, "reserve", 400_000, "by phone with Clara, 3 March 10:20")
    with pytest.raises(InputError) as refused, house.work(staff["sara"], "price") as w:
        set_price(w, ring, "agreed", 399_999, "by phone")
    assert refused.value.field == "reserve"
    consignment = piece_card(house_db, ring).consignment
    assert consignment is not None
    assert consignment.reserve_minor == 400_000


def test_a_second_weighing_is_judged_by_the_limits(
    house: Shop, staff: dict[str, Actor], house_db: Database, own: int
) -> None:
    def weighed(login: str, mg: int, reason: str = "") -> None:
        with house.work(staff[login], "weigh", reason) as w:
            weigh(w, own, mg, "scale", "Scale 1")

    weighed("owen", 4_621)
    with pytest.raises(InputError, match="give a reason"):
        weighed("owen", 4_560)
    weighed("owen", 4_560, "cleaned")
    with pytest.raises(StateError, match="until a manager decides"):
        weighed("owen", 4_400, "cleaned")
    weighed("mia", 4_400, "stone_replaced")
    with pytest.raises(InputError):
        weighed("owen", 3)
    assert piece_row(house_db, own).weight_mg == 4_400


def test_quarantine_is_open_to_all_and_closed_by_few(
    house: Shop, staff: dict[str, Actor], house_db: Database, own: int
) -> None:
    with pytest.raises(InputError, match="reason"), house.work(staff["emma"], "q") as w:
        quarantine(w, own, "")
    with house.work(staff["emma"], "q") as w:
        quarantine(w, own, "suspect")
    assert piece_row(house_db, own).quality == "quarantine"
    assert any("in quarantine" in said for said in piece_card(house_db, own).warnings)
    with pytest.raises(NotAllowedError), house.work(staff["sara"], "q") as w:
        judge(w, own, "ok", "inspected")
    with house.work(staff["owen"], "q") as w:
        judge(w, own, "ok", "inspected")
    assert piece_row(house_db, own).quality == "ok"


def test_a_piece_is_set_free_when_it_is_complete(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    own: int,
    ring_form: PieceForm,
    photo_of: Callable[[int], Photo],
) -> None:
    with pytest.raises(StateError, match="needs a photo"), house.work(staff["owen"], "free") as w:
        set_free(w, own)
    with house.work(staff["owen"], "edit") as w:
        edit_piece(w, own, replace(ring_form, photos=(photo_of(3),)))
    with house.work(staff["owen"], "free") as w:
        set_free(w, own)
    assert piece_row(house_db, own).availability == "free"


def test_a_consigned_piece_is_not_free_before_it_is_signed(
    house: Shop,
    staff: dict[str, Actor],
    ring: int,
    ring_form: PieceForm,
    photo_of: Callable[[int], Photo],
) -> None:
    with house.work(staff["sara"], "edit") as w:
        edit_piece(w, ring, replace(ring_form, photos=(photo_of(3),)))
    with pytest.raises(StateError, match="has not signed"), house.work(staff["sara"], "free") as w:
        set_free(w, ring)


def test_a_hold_ends_by_two_persons_and_never_before_its_day(
    house: Shop, staff: dict[str, Actor], house_db: Database, agreement: int, ring: int, own: int
) -> None:
    with house.work(staff["sara"], "sign") as w:
        sign(w, agreement, (Signature("consignor", "Clara", PEN),), photos_later=True)
    with (
        pytest.raises(StateError, match=r"before [A-Z]"),
        house.work(staff["mia"], "release", second=staff["sara"]) as w,
    ):
        release_hold(w, ring, "released")
    with house.work(staff["mia"], "free") as w:
        w.step("piece", own, "free")
        hold(w, own, "police")
    with pytest.raises(NotAllowedError), house.work(staff["sara"], "release") as w:
        release_hold(w, own, "released")
    with pytest.raises(NotAllowedError, match="two persons"), house.work(staff["mia"], "r") as w:
        release_hold(w, own, "released")
    with house.work(staff["mia"], "release", second=staff["sara"]) as w:
        release_hold(w, own, "released")
    assert piece_row(house_db, own).availability == "free"


def test_an_edit_leaves_weight_and_prices_alone(
    house: Shop, staff: dict[str, Actor], house_db: Database, own: int
) -> None:
    form = PieceForm("ring", "A better description", stones=(StoneForm("ruby", 1, "oval"),))
    with house.work(staff["olga"], "edit") as w:
        edit_piece(w, own, replace(form, weight_mg=9_999, price_minor=1))
    row = piece_row(house_db, own)
    assert (row.description, row.weight_mg, row.price_minor) == (
        "A better description",
        4_620,
        700_000,
    )
    assert piece_card(house_db, own).custody[0].what == "Description changed"


def test_a_new_tag_replaces_the_old_one_and_codes_are_not_shared(
    house: Shop, staff: dict[str, Actor], house_db: Database, own: int, ring: int
) -> None:
    old = piece_row(house_db, own).code
    with house.work(staff["owen"], "tag") as w:
        replace_tag(w, own)
    tag = piece_card(house_db, own).tag
    assert tag.earlier == (old,)
    assert tag.code != old
    with house.work(staff["owen"], "alias") as w:
        add_alias(w, own, "5221-0874")
        assert add_alias(w, own, "52210874").work_id == 0
    assert piece_card(house_db, own).tag.aliases == ("52210874",)
    for code in (old, "", "52210874"):
        with pytest.raises(InputError), house.work(staff["owen"], "alias") as w:
            add_alias(w, ring, code)


def test_what_speaks_for_a_price_is_a_note_that_can_be_erased(
    house: Shop, staff: dict[str, Actor], house_db: Database, own: int
) -> None:
    with house.work(staff["sara"], "price") as w:
        set_price(w, own, "price", 650_000, "Clara agreed by phone")
    told = house_db.rows("SELECT evidence FROM priced WHERE subject_id = ?", (own,))
    assert "Clara" not in repr(told)
    assert house_db.value("SELECT content FROM note WHERE topic = 'evidence'") == (
        "Clara agreed by phone"
    )
    (line,) = [p for p in piece_card(house_db, own).prices if p.what == "price"]
    assert line.evidence == "Clara agreed by phone"


def test_signed_stones_are_changed_by_a_manager_alone(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    agreement: int,
    ring: int,
    ring_form: PieceForm,
) -> None:
    fewer = replace(ring_form, stones=())
    more = replace(ring_form, stones=(StoneForm("diamond", 2, "round"),))
    with house.work(staff["sara"], "edit") as w:
        edit_piece(w, ring, more)  # nothing is signed yet
    with house.work(staff["sara"], "sign") as w:
        sign(w, agreement, (Signature("consignor", "Clara", PEN),), photos_later=True)
    with house.work(staff["sara"], "edit") as w:
        edit_piece(w, ring, replace(more, description="Solitaire ring"))
    for do in (edit_piece, edit_taken_in):
        with (
            pytest.raises(NotAllowedError, match="change a signed weight or stone"),
            house.work(staff["sara"], "edit") as w,
        ):
            do(w, ring, fewer)
    with house.work(staff["mia"], "edit") as w:
        edit_piece(w, ring, fewer)
    assert house_db.value("SELECT count(*) FROM stone WHERE removed = 0") == 0

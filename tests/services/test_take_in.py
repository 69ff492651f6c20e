"""Take-in: three facts save a piece, the rest waits; a draft can be corrected, a signed one stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.domain.actors import Actor
from app.domain.codes import COMMAND_CODES, make_code
from app.domain.errors import InputError, StateError
from app.models.database import Database
from app.photos import Photo
from app.services.agreement_cards import agreement_card
from app.services.agreements import cancel_draft, change_terms, terms_of, usual_terms
from app.services.aliases import add_alias
from app.services.check import check
from app.services.piece_cards import piece_card
from app.services.piece_forms import MarkForm, MetalForm, PieceForm, StoneForm
from app.services.pieces import piece_row
from app.services.settings import put
from app.services.signatures import Signature
from app.services.signing import sign
from app.services.take_in import edit_taken_in, take_in, take_in_own, take_out
from app.shop import Shop

PEN = (((1, 2), (3, 4)),)
SIGNED = (Signature("consignor", "Clara Whitcombe", PEN),)


def taken(shop: Shop, actor: Actor, agreement: int, form: PieceForm) -> int:
    with shop.work(actor, "take_in") as w:
        return take_in(w, agreement, form).first("piece")


def test_who_what_and_a_few_words_are_enough(
    house: Shop, staff: dict[str, Actor], house_db: Database, agreement: int
) -> None:
    piece = taken(house, staff["sara"], agreement, PieceForm("brooch", "A brooch, bar"))
    row = piece_row(house_db, piece)
    assert row.missing == ("photo", "weight", "metal", "report", "price")
    assert (row.availability, row.quality, row.place) == ("intake", "ok", "HOUSE / INTAKE")
    assert (row.number, row.item_number) == ("P10-26-00001", "C10-26-00001")
    assert len(row.code) == 10


def test_a_photo_is_enough_too(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    agreement: int,
    photo_of: Callable[[int], Photo],
) -> None:
    photo = photo_of(1)
    piece = taken(house, staff["sara"], agreement, PieceForm("ring", photos=(photo,)))
    assert piece_row(house_db, piece).photo_sha256 == photo.sha256


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"category": ""}, "category"),
        ({"category": "hat"}, "category"),
        ({"description": "  "}, "description"),
        ({"description": "x" * 501}, "description"),
        ({"metals": (MetalForm("unobtainium"),)}, "metal"),
        ({"metals": (MetalForm("platinum", 1000),)}, "metal"),
        ({"stones": (StoneForm("kryptonite"),)}, "stones"),
        ({"stones": (StoneForm("ruby", count=0),)}, "stones"),
        ({"weight_mg": 9}, "weight"),
        ({"weight_mg": 5_000_001}, "weight"),
        ({"agreed_minor": 0}, "agreed"),
        ({"agreed_minor": None}, "agreed"),
        ({"reserve_minor": 520_001}, "reserve"),
        ({"reserve_minor": -1}, "reserve"),
        ({"condition": "splendid"}, "condition"),
        ({"code": "1000000123"}, "code"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_saved(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    agreement: int,
    ring_form: PieceForm,
    changes: dict[str, object],
    field: str,
) -> None:
    with pytest.raises(InputError) as refused:
        taken(house, staff["sara"], agreement, replace(ring_form, **changes))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert refused.value.remedy
    assert house_db.value("SELECT count(*) FROM piece") == 0
    assert house_db.value("SELECT last FROM number_counter WHERE kind_code = 'C'") is None


def test_a_tag_that_hangs_on_the_piece_is_kept(
    house: Shop, staff: dict[str, Actor], house_db: Database, agreement: int, ring_form: PieceForm
) -> None:
    tag = make_code(44, 123)
    piece = taken(house, staff["sara"], agreement, replace(ring_form, code=f" {tag[:5]} {tag[5:]}"))
    assert piece_row(house_db, piece).code == tag
    with pytest.raises(InputError, match="already belongs"):
        taken(house, staff["sara"], agreement, replace(ring_form, code=tag))


def test_a_draft_is_corrected_field_by_field(
    house: Shop, staff: dict[str, Actor], house_db: Database, agreement: int, ring_form: PieceForm
) -> None:
    first = replace(
        ring_form,
        stones=(StoneForm("diamond", 1, "round"), StoneForm("ruby", 2, "pear")),
        marks=(MarkForm("PLAT"),),
    )
    piece = taken(house, staff["sara"], agreement, first)
    second = replace(
        first,
        description="Platinum ring, three stones",
        stones=(StoneForm("sapphire", 1, "oval"),),
        marks=(MarkForm("PLAT"), MarkForm("H&S", "maker")),
        weight_mg=4_600,
        agreed_minor=500_000,
        reserve_minor=450_000,
    )
    with house.work(staff["sara"], "edit") as w:
        assert edit_taken_in(w, piece, second).ids("agreement") == (agreement,)
    card = piece_card(house_db, piece)
    assert card.row.description == "Platinum ring, three stones"
    assert [stone.species for stone in card.stones] == ["sapphire"]
    assert [mark.text_seen for mark in card.marks] == ["PLAT", "H&S"]
    assert {line.what: line.amount_minor for line in card.prices} == {
        "price": 500_000,
        "agreed": 500_000,
        "reserve": 450_000,
        "insured": 500_000,
    }
    assert agreement_card(house_db, agreement).totals.weight_mg == 4_600
    before = house_db.value("SELECT count(*) FROM edit")
    with house.work(staff["sara"], "edit") as w:
        edit_taken_in(w, piece, second)
    assert house_db.value("SELECT count(*) FROM edit") == before


def test_what_was_signed_does_not_change_by_correcting(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    agreement: int,
    ring_form: PieceForm,
    photo_of: Callable[[int], Photo],
) -> None:
    form = replace(ring_form, photos=(photo_of(1),))
    piece = taken(house, staff["sara"], agreement, form)
    with house.work(staff["sara"], "sign") as w:
        sign(w, agreement, SIGNED)
    wishes: list[dict[str, Any]] = [
        {"weight_mg": 4_500},
        {"agreed_minor": 600_000},
        {"reserve_minor": 1},
    ]
    for changes in wishes:
        with pytest.raises(StateError, match="signed"), house.work(staff["sara"], "edit") as w:
            edit_taken_in(w, piece, replace(form, **changes))
    with house.work(staff["sara"], "edit") as w:
        edit_taken_in(w, piece, replace(form, description="Platinum solitaire ring, 1920s"))
    assert piece_row(house_db, piece).description.endswith("1920s")
    with pytest.raises(StateError, match="is signed"):
        taken(house, staff["sara"], agreement, form)
    with pytest.raises(StateError), house.work(staff["sara"], "terms") as w:
        change_terms(w, agreement, terms_of(w, agreement))
    with pytest.raises(StateError), house.work(staff["sara"], "out") as w:
        take_out(w, piece, "refused")


def test_a_piece_entered_twice_leaves_the_draft(
    house: Shop, staff: dict[str, Actor], house_db: Database, agreement: int, ring_form: PieceForm
) -> None:
    first = taken(house, staff["sara"], agreement, ring_form)
    twice = taken(house, staff["sara"], agreement, ring_form)
    with house.work(staff["sara"], "take_out") as w:
        take_out(w, twice, "duplicate")
    assert [item.piece_id for item in agreement_card(house_db, agreement).items] == [first]
    with (
        pytest.raises(StateError, match="1 piece was taken in"),
        house.work(staff["sara"], "cancel") as w,
    ):
        cancel_draft(w, agreement, "owner")
    with house.work(staff["sara"], "take_out") as w:
        take_out(w, first, "withdrawn")
    with house.work(staff["sara"], "cancel") as w:
        cancel_draft(w, agreement, "owner")
    assert agreement_card(house_db, agreement).state == "cancelled"


def test_a_bought_piece_and_a_clients_own_come_in_without_an_agreement(
    house: Shop, staff: dict[str, Actor], house_db: Database, clara: int, ring_form: PieceForm
) -> None:
    form = replace(ring_form, agreed_minor=None, reserve_minor=None, price_minor=700_000)
    with house.work(staff["owen"], "take_in") as w:
        bought = take_in_own(w, replace(form, cost_minor=300_000)).first("piece")
        repair = take_in_own(
            w, replace(form, price_minor=None), ownership="customer_property", owner_id=clara
        ).first("piece")
    assert piece_row(house_db, bought).ownership == "owned"
    assert piece_card(house_db, repair).owner == "Clara Whitcombe"
    assert "price" not in piece_row(house_db, repair).missing
    for ownership, owner in (("consigned_in", clara), ("customer_property", None)):
        with pytest.raises(InputError), house.work(staff["owen"], "take_in") as w:
            take_in_own(w, form, ownership=ownership, owner_id=owner)


def test_protected_species_are_flagged_and_unflagged(
    house: Shop, staff: dict[str, Actor], house_db: Database, agreement: int, ring_form: PieceForm
) -> None:
    coral = replace(ring_form, stones=(StoneForm("coral", 1, "cameo"), StoneForm("ivory")))
    piece = taken(house, staff["sara"], agreement, coral)
    card = piece_card(house_db, piece)
    assert (card.no_export, card.species_note) == (True, "CITES: coral, ivory")
    with house.work(staff["sara"], "edit") as w:
        edit_taken_in(w, piece, ring_form)
    assert not piece_card(house_db, piece).no_export


def test_the_houses_own_terms_are_the_usual_ones(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    terms = usual_terms(house_db)
    assert (terms.base_share_ppm, terms.tier_from_minor, terms.tier_share_ppm) == (
        500_000,
        100_000,
        600_000,
    )
    assert (terms.term_days, terms.hold_days, terms.photo_fee_minor) == (120, 15, 1_500)
    with house.work(staff["adam"], "settings") as w:
        put(w, "consignment.terms", '{"term_days": 90, "hold_days": 0, "unknown": 1}')
    assert (usual_terms(house_db).term_days, usual_terms(house_db).hold_days) == (90, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"base_share_ppm": 1_000_001},
        {"term_days": 10},
        {"hold_days": -1},
        {"photo_fee_minor": -1},
        {"tier_from_minor": -5},
        {"withdrawal_fee_ppm": 2_000_000},
        {"reduce_ppm": 1_000_000},
    ],
)
def test_terms_that_cannot_be_are_refused(
    house: Shop, staff: dict[str, Actor], agreement: int, changes: dict[str, Any]
) -> None:
    with pytest.raises(InputError), house.work(staff["sara"], "terms") as w:
        change_terms(w, agreement, replace(terms_of(w, agreement), **changes))


def test_without_a_hold_signed_pieces_are_offered_at_once(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    agreement: int,
    ring_form: PieceForm,
    photo_of: Callable[[int], Photo],
) -> None:
    with house.work(staff["sara"], "terms") as w:
        change_terms(w, agreement, replace(terms_of(w, agreement), hold_days=0))
    whole = taken(house, staff["sara"], agreement, replace(ring_form, photos=(photo_of(1),)))
    bare = taken(house, staff["sara"], agreement, replace(ring_form, weight_mg=None))
    with house.work(staff["sara"], "sign") as w:
        sign(w, agreement, SIGNED, photos_later=True)
    assert piece_row(house_db, whole).availability == "free"
    assert piece_row(house_db, bare).availability == "intake"
    assert [item.state for item in agreement_card(house_db, agreement).items] == ["listed"] * 2


def test_a_command_card_never_becomes_a_tag(
    house: Shop, staff: dict[str, Actor], agreement: int, ring: int, ring_form: PieceForm
) -> None:
    card = COMMAND_CODES["OUT"]
    with pytest.raises(InputError, match="command card"), house.work(staff["sara"], "take_in") as w:
        take_in(w, agreement, replace(ring_form, code=card))
    with pytest.raises(InputError, match="command card"), house.work(staff["sara"], "alias") as w:
        add_alias(w, ring, f"]C1{card}")


def test_a_tag_of_this_pc_that_is_here_already_is_not_given_again(
    house: Shop, staff: dict[str, Actor], agreement: int, ring_form: PieceForm, house_db: Database
) -> None:
    station, last = house_db.row(
        "SELECT (SELECT value FROM sync_state WHERE name = 'station'), last FROM number_counter"
        " WHERE kind_code = 'code'"
    ) or (0, 0)
    old = make_code(int(station), last + 1)  # printed before the counter was lost
    with house.work(staff["sara"], "take_in") as w:
        take_in(w, agreement, replace(ring_form, code=old))
        fresh = take_in(w, agreement, ring_form).first("piece")
    assert house_db.value("SELECT code FROM piece_now WHERE id = ?", (fresh,)) == make_code(
        int(station), last + 2
    )
    assert check(house).clean

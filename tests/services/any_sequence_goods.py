"""The first half of the steps of a shop at work: take-in, places, prices, weights, photos, reports."""

from __future__ import annotations

from dataclasses import replace

from app.services import agreements as terms
from app.services import (
    aliases,
    piece_changes,
    piece_states,
    reports,
    signing,
    take_in,
)
from app.services import moves as carrying
from app.services import parties as people
from app.services import photos as pictures
from app.services.agreement_cards import agreement_card
from app.services.move_mending import take_back_move
from app.services.party_forms import AddressForm, IdCheck, PartyForm
from app.services.piece_forms import MarkForm, MetalForm, PieceForm, StoneForm
from app.services.report_form import Mark, ViewPhoto
from app.services.signatures import Signature
from tests.services.any_sequence import Shopful, step

STROKES = (((10, 10), (500, 400)),)
NAMES = (("Clara", "Whitcombe"), ("Inès", "Tanaka"), ("Søren", "Yılmaz"), ("太郎", "山田"))
METALS = (("platinum", 950), ("gold_yellow", 750), ("silver", 925))
REASONS = ("mistake", "duplicate", "other", "second_hand", "damage", "inspected")


# ---------------------------------------------------------------------- take-in
@step(2)
def party(shop: Shopful) -> None:
    given, family = shop.any(*NAMES)
    address = AddressForm("1 Any Street", "Bath", "", "BA1 1AA", "GB")
    made = shop.say(
        shop.any("sara", "olga"),
        people.add_party,
        PartyForm(given, family, address=shop.any(address, AddressForm())),
    )
    if shop.any(True, False):
        shop.say("sara", people.check_id, made.first("party"), IdCheck("passport", "GB"))


@step()
def party_changed(shop: Shopful) -> None:
    party_id = shop.one("SELECT id FROM party WHERE removed = 0")
    given, family = shop.any(*NAMES)
    mail = shop.any("", "a@example.com", "b@example.com")
    shop.say("mia", people.edit_party, party_id, PartyForm(given, family, email=mail))


@step(3)
def agreement(shop: Shopful) -> None:
    party_id = shop.one("SELECT id FROM party WHERE removed = 0")
    shop.say(shop.any("sara", "mia", "owen"), terms.draft_agreement, party_id)


def form_of(shop: Shopful) -> PieceForm:
    metal, fineness = shop.any(*METALS)
    agreed = shop.any(None, 12_000, 520_000, 700_000)
    return PieceForm(
        shop.any("ring", "earrings", "pendant", "chain"),
        shop.any("Platinum solitaire ring", "Old cut earrings", "Opal pendant"),
        metals=shop.any((), (MetalForm(metal, fineness),)),
        stones=shop.any(
            (), (StoneForm("sapphire", shape="oval", stone_mct=918, method="formula"),)
        ),
        marks=shop.any((), (MarkForm("PLAT"),)),
        weight_mg=shop.any(None, 4_620, 5_480),
        agreed_minor=agreed,
        reserve_minor=agreed and shop.any(None, agreed // 2),
        price_minor=shop.any(None, 95_000),
        photos=shop.any((), (shop.any(*shop.photos),)),
    )


@step(8)
def piece_taken_in(shop: Shopful) -> None:
    agreement_id = shop.one("SELECT id FROM agreement WHERE removed = 0")
    shop.say(shop.any("sara", "olga", "emma"), take_in.take_in, agreement_id, form_of(shop))


@step(3)
def piece_bought(shop: Shopful) -> None:
    with shop.house.work(shop.staff["owen"], "take_in") as w:
        made = take_in.take_in_own(w, form_of(shop))
    if shop.any(True, False):
        shop.say("owen", piece_states.set_free, made.first("piece"))


@step(3)
def piece_corrected(shop: Shopful) -> None:
    do = shop.any(take_in.edit_taken_in, piece_changes.edit_piece)
    shop.say(shop.any("sara", "mia"), do, shop.piece(), form_of(shop))


@step()
def piece_taken_out(shop: Shopful) -> None:
    shop.say("sara", take_in.take_out, shop.piece(), shop.any("duplicate", "client_keeps"))


@step(4)
def agreement_signed(shop: Shopful) -> None:
    agreement_id = shop.one(
        "SELECT id FROM agreement WHERE id IN (SELECT agreement_id FROM consignment_item)"
    )
    card = shop.read(agreement_card, agreement_id)
    shop.say("mia", people.check_id, card.party_id, IdCheck("passport", "GB"))
    for item in card.items:
        if item.agreed_minor is None and card.state == "draft":
            shop.say("sara", piece_changes.set_price, item.piece_id, "agreed", 90_000)
    with shop.house.work(shop.staff[shop.any("sara", "mia")], "sign_agreement") as w:
        signing.sign(w, agreement_id, (Signature("consignor", "C", STROKES),), photos_later=True)


# ---------------------------------------------------------------------- the piece
@step(8)
def piece_moved(shop: Shopful) -> None:
    place_id = shop.one("SELECT id FROM place WHERE removed = 0")
    piece_ids = shop.some("SELECT id FROM piece WHERE removed = 0")
    shop.say(shop.any("owen", "sara", "adam"), carrying.move, piece_ids, place_id, second="mia")


@step(3)
def tray_moved(shop: Shopful) -> None:
    place, to = (shop.one("SELECT id FROM place WHERE removed = 0") for _ in range(2))
    shop.say("owen", carrying.move_place, place, to, second=shop.any("", "mia"))


@step(2)
def move_mended(shop: Shopful) -> None:
    move_id = shop.one("SELECT id FROM move ORDER BY id DESC LIMIT 4")
    shop.say("owen", take_back_move, move_id, "mistake", reason_code="mistake")


@step(4)
def priced(shop: Shopful) -> None:
    what = shop.any("price", "agreed", "reserve", "insured", "cost")
    amount = shop.random.randrange(0, 900_000, 500)
    evidence = shop.any("", "by phone")
    who = shop.any("sara", "mia")
    shop.say(who, piece_changes.set_price, shop.piece(), what, amount, evidence)


@step(4)
def weighed(shop: Shopful) -> None:
    weight = shop.any(4_600, 4_620, 4_650, 5_400, 5_481)
    who = shop.any("sara", "mia")
    shop.say(who, piece_changes.weigh, shop.piece(), weight, reason_code=shop.any("", "cleaned"))


@step(2)
def tagged(shop: Shopful) -> None:
    if shop.any(True, False):
        shop.say("sara", piece_changes.replace_tag, shop.piece())
    else:
        alias = shop.any("4006381333931", "OLD-17", "77")
        shop.say("sara", aliases.add_alias, shop.piece(), alias)


@step(3)
def photographed(shop: Shopful) -> None:
    shop.say("sara", pictures.attach_photo, "piece", shop.piece(), shop.any(*shop.photos), "top")


@step(2)
def photo_taken_off(shop: Shopful) -> None:
    attached = shop.one("SELECT id FROM attached WHERE subject_kind = 'piece'")
    shop.say("sara", pictures.remove_photo, attached)


@step(6)
def stood_aside(shop: Shopful) -> None:
    reason = shop.any("", *REASONS)
    piece_id = shop.piece()
    act = shop.any("hold", "release", "free", "quarantine", "judge")
    if act == "hold":
        shop.say(shop.any("sara", "olga"), piece_states.hold, piece_id, reason)
    elif act == "release":
        second = shop.any("", "owen")
        shop.say("mia", piece_states.release_hold, piece_id, reason, second=second)
    elif act == "free":
        shop.say("owen", piece_states.set_free, piece_id)
    elif act == "quarantine":
        shop.say(shop.anybody(), piece_states.quarantine, piece_id, reason)
    else:
        state = shop.any("ok", "incomplete")
        shop.say("owen", piece_states.judge, piece_id, state, reason)


# ---------------------------------------------------------------------- reports
@step(4)
def report_signed(shop: Shopful) -> None:
    piece_id = shop.piece()
    form = shop.read(reports.start_report, piece_id)
    photo = shop.any(*shop.photos)
    n = shop.read(reports.next_mark_number, piece_id, form)
    mark = Mark(n, "INS", "abrasion", shop.any(0, 2), 200, "Seen.", photo.sha256, x=5, y=5)
    form = replace(
        form,
        photos=(ViewPhoto(photo.sha256, "top", 40, 40, photo.size),),
        findings=(*form.findings, *shop.any((), (mark,))),
        weight_before_mg=form.weight_before_mg or 4_000,
        weight_after_mg=shop.any(None, form.weight_before_mg),
        stones_found=form.stones_expected,
        parts_found=form.parts_expected,
        shown_to_client="yes",
        grade="good",
    )
    signature = Signature("examiner", "E", STROKES)
    earlier = shop.read(
        lambda db: db.value("SELECT max(id) FROM report WHERE piece_id = ?", (piece_id,))
    )
    if earlier and shop.any(True, False):
        form = replace(form, correction="Read again")
        shop.say("sara", reports.correct, earlier, form, (signature,))
    else:
        shop.say("sara", reports.sign, piece_id, form, (signature,))

"""The steps of a shop at work: take-in, places, prices, orders, bench, reports, paper, undo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.services import agreements as terms
from app.services import (
    aliases,
    imports,
    jobs,
    order_review,
    piece_changes,
    piece_states,
    print_jobs,
    print_sending,
    reports,
    signing,
    take_in,
    undo,
)
from app.services import moves as carrying
from app.services import parties as people
from app.services import people as users
from app.services import photos as pictures
from app.services import places as rooms
from app.services.agreement_cards import agreement_card
from app.services.move_mending import take_back_move
from app.services.order_checks import checks
from app.services.orders import add_note, order_card, set_promise
from app.services.party_forms import AddressForm, IdCheck, PartyForm
from app.services.piece_forms import MarkForm, MetalForm, PieceForm, StoneForm
from app.services.report_form import Mark, ViewPhoto
from app.services.signatures import Signature
from tests.services.any_sequence import STEPS, NothingThereError, Shopful, step

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
        shop.say("sara", reports.correct, earlier, form, (signature,))
    else:
        shop.say("sara", reports.sign, piece_id, form, (signature,))


# ---------------------------------------------------------------------- orders
@step(5)
def imported(shop: Shopful) -> None:
    imports.apply(shop.house, shop.staff[shop.any("olga", "emma", "sara")], shop.any(*shop.files))


@step()
def import_taken_back(shop: Shopful) -> None:
    imports.undo_import(shop.house, shop.staff["olga"], shop.any(*shop.files).sha256)


@step(14)
def ticked(shop: Shopful) -> None:
    order_id = shop.order()
    found = shop.read(checks, order_id)
    if not found:
        raise NothingThereError
    check = shop.any(*found)
    if shop.random.random() < 0.15:
        shop.say("olga", order_review.problem, order_id, check.point, "not asked", check.line_id)
    else:
        who = shop.any("olga", "mia")
        answer = shop.any(*check.asks) if check.asks else ""
        shop.say(who, order_review.tick, order_id, check.point, check.line_id, answer)


@step(6)
def line_served(shop: Shopful) -> None:
    line_id = shop.one("SELECT id FROM order_line WHERE removed = 0")
    act = shop.any("piece", "piece", "free", "wish", "read", "proposal")
    if act == "piece":
        piece_id = shop.one("SELECT id FROM piece_now WHERE removed = 0 AND availability = 'free'")
        shop.say("olga", order_review.set_piece, line_id, piece_id)
    elif act == "free":
        shop.say("olga", order_review.set_piece, line_id, None)
    elif act == "wish":
        kind, words = shop.any(
            ("engraving", "Always — J"), ("ring_size", "US 7"), ("ring_size", ""), ("metal", "18K")
        )
        shop.say("olga", order_review.change_wish, line_id, kind, words)
    elif act == "proposal":
        shop.say("olga", order_review.take_proposal, line_id)
    else:
        shop.say("olga", order_review.lock_read_back, line_id, "phone")


@step(6)
def order_stepped(shop: Shopful) -> None:
    order_id = shop.order()
    who = shop.any("olga", "mia", "emma")
    act = shop.any("hold", "release", "confirm", "cancel", "note", "promise")
    if act == "hold":
        shop.say(who, order_review.hold, order_id, shop.any("fraud", "stock", ""), "a word")
    elif act == "cancel":
        shop.say(who, order_review.cancel, order_id, shop.any("client", "fraud", ""))
    elif act == "note":
        shop.say(shop.anybody(), add_note, order_id, "called")
    elif act == "promise":
        shop.say(who, set_promise, order_id, shop.any("", "2026-12-16", "soon"))
    else:
        shop.say(who, getattr(order_review, act), order_id)


# ---------------------------------------------------------------------- the bench
@step(4)
def reviewed_and_sent(shop: Shopful) -> None:
    """A whole review in one go, as far as the order lets itself be reviewed."""
    order_id, line_id = shop.one(
        "SELECT l.order_id, l.id FROM order_line AS l JOIN sales_order AS o ON o.id = l.order_id"
        " WHERE l.name LIKE 'Solitaire%' AND l.removed = 0 AND o.removed = 0"
    )
    card = shop.read(order_card, order_id)
    if card.state == "on_hold":
        shop.say("olga", order_review.release, order_id)
    if card.lines[0].piece_id is None:
        free = "SELECT id FROM piece_now WHERE availability = 'free' AND description LIKE '%ring%'"
        shop.say("olga", order_review.set_piece, line_id, shop.one(free))
    for check in shop.read(checks, order_id):
        if not check.done:
            answer = shop.any(*check.asks) if check.asks else ""
            shop.say("mia", order_review.tick, order_id, check.point, check.line_id, answer)
    shop.say("olga", order_review.lock_read_back, line_id, "phone")
    shop.say("olga", jobs.send_to_bench, order_id)


@step(6)
def sent_to_bench(shop: Shopful) -> None:
    shop.say(shop.any("olga", "owen"), jobs.send_to_bench, shop.order(), second=shop.any("", "mia"))


@step(8)
def job_worked(shop: Shopful) -> None:
    job_id, piece_id = shop.one("SELECT id, piece_id FROM job WHERE removed = 0")
    act = shop.any(
        "next", "next", "next", "back", "in_bag", "pass", "hold", "resume", "wait", "bag"
    )
    weight = shop.any(None, 3_850, 3_920)
    if act == "next":
        reason = shop.any("", "other")
        shop.say("owen", jobs.next_stage, job_id, weight, reason)
    elif act == "back":
        shop.say("owen", jobs.previous_stage, job_id, shop.any("", "finish"))
    elif act == "in_bag":
        shop.say("owen", jobs.put_in_bag, job_id, piece_id, second=shop.any("", "mia"))
    elif act == "pass":
        shop.say(shop.any("emma", "mia", "sara"), jobs.pass_check, job_id, weight)
    elif act == "bag":
        shop.say("owen", jobs.store_bag, job_id)
    elif act == "resume":
        shop.say("mia", jobs.resume_job, job_id)
    else:
        do: Any = jobs.hold_job if act == "hold" else jobs.wait
        shop.say("owen", do, job_id, shop.any("", "stone"))


@step()
def job_given_up(shop: Shopful) -> None:
    job_id = shop.one("SELECT id FROM job WHERE removed = 0")
    shop.say(shop.any("mia", "olga"), jobs.cancel_job, job_id, shop.any("", "client"))


# ---------------------------------------------------------------------- the house
@step(2)
def room_changed(shop: Shopful) -> None:
    name = shop.any("TRAY-20", "TRAY-21", "VIT-B")
    form = rooms.PlaceForm(name, shop.any("tray", "vitrine"), limit_minor=shop.any(None, 300_000))
    act = shop.any("add", "edit", "remove")
    if act == "add":
        shop.say("adam", rooms.add_place, form)
    else:
        place_id = shop.one("SELECT id FROM place WHERE removed = 0 AND kind_code = 'tray'")
        if act == "edit":
            shop.say("adam", rooms.edit_place, place_id, form)
        else:
            shop.say(shop.any("adam", "owen"), rooms.remove_place, place_id)


@step()
def roles_changed(shop: Shopful) -> None:
    user_id = shop.staff["olga"].user_id
    do = shop.any(users.give_role, users.take_role)
    shop.say(shop.any("adam", "olga"), do, user_id, shop.any("SA", "OA"))


@step(3)
def printed(shop: Shopful) -> None:
    who = shop.staff[shop.any("sara", "olga", "adam")]
    if shop.any(True, False):
        ids = shop.some("SELECT id FROM piece WHERE removed = 0", 2)
        reason = shop.any("", "lost")
        print_jobs.print_tags(shop.house, who, "piece", ids, reason_code=reason)
    else:
        print_sending.run_queue(shop.house)


# ---------------------------------------------------------------------- taking back
@step(10)
def taken_back(shop: Shopful) -> None:
    who = shop.anybody()
    work_id = shop.read(undo.last_of, shop.staff[who])
    if not work_id:
        raise NothingThereError
    shop.take_back(who, work_id)


@step(4)
def taken_back_later(shop: Shopful) -> None:
    work_id, actor_id = shop.one("SELECT id, actor_id FROM work ORDER BY id DESC LIMIT 25")
    names = [name for name, actor in shop.staff.items() if actor.user_id == actor_id]
    shop.take_back(shop.any("mia", *names), work_id)


ALL = STEPS

"""The other half of the steps of a shop at work: orders, bench, the house, paper, undo."""

from __future__ import annotations

from typing import Any

from app.services import (
    imports,
    jobs,
    order_review,
    print_jobs,
    print_sending,
    undo,
)
from app.services import people as users
from app.services import places as rooms
from app.services.order_checks import checks
from app.services.orders import add_note, order_card, set_promise
from tests.services.any_sequence import NothingThereError, Shopful, step


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

"""What it does that a step of a record stands, and the one that clashes with it does not."""

from __future__ import annotations

from app.domain.states import word
from app.models.work import Work
from app.services.case_records import Told
from app.services.case_settling import DECIDED, Settling, line_of
from app.services.house_rules import Asks


def branch_end(db: Asks, machine: str, step: Told) -> str:
    """The state to which a step and those that its PC took after it led."""
    at = step.to_state
    for before, after in db.rows(
        "SELECT t.from_state, t.to_state FROM transition AS t JOIN work AS w ON w.id = t.work_id"
        " WHERE t.subject_id = ? AND t.machine = ? AND w.site = ? AND (t.hlc, t.id) > (?, ?)"
        " ORDER BY t.hlc, t.id",
        (step["subject_id"], machine, step.site, step.hlc, step.id),
    ):
        if before == at:
            at = after
    return at


def stands(s: Settling, keep: Told, drop: Told) -> None:
    """A step stands; for a piece the order of the other step does not get it."""
    machine, subject = keep["machine"], keep["subject_id"]
    moved = s.bring_to(machine, subject, keep)
    now = word(s.w.state(machine, subject))
    s.say(f"It becomes {now}" if moved else f"It stays {now}")
    if machine == "piece":
        mine, theirs = (line_of(s.w, fact, subject) for fact in (keep, drop))
        if theirs is not None and theirs != mine:
            s.take_from_order(theirs, subject)
        elif drop.to_state == "sold":
            s.say("The other sale names no order: its client must be told by hand")
        s.touch("piece", subject)


def hold_stands(s: Settling, hold: Told, gone: Told) -> None:
    """The piece is held, and what was promised of it meanwhile does not hold."""
    piece = hold["subject_id"]
    if s.w.state("piece", piece) != "hold":
        s.w.step("piece", piece, "hold", DECIDED)
    s.say("Nobody can sell, lend or ship it until the hold ends")
    line = line_of(s.w, gone, piece)
    if line is not None:
        s.take_from_order(line, piece)
    elif gone.to_state == "sold":
        s.say("The client must bring it back; a manager decides on a refund")
    s.touch("piece", piece)


def sale_over_hold(s: Settling, keep: Told, hold: Told) -> None:
    """What was done with the piece stands, and its hold ends: two persons."""
    piece = keep["subject_id"]
    s.end_holds_of(hold.work_id, piece)
    moved = s.bring_to("piece", piece, keep)
    now = word(s.w.state("piece", piece))
    s.say(f"The piece becomes {now}" if moved else f"The piece stays {now}")
    s.touch("piece", piece)


def cancellation_stands(s: Settling, cancelled: Told) -> None:
    """The order is over: the bench stops, and its pieces are for sale again."""
    order = cancelled["subject_id"]
    moved = s.bring_to("order", order, cancelled)
    s.say(f"{_number(s.w, order)} {'becomes' if moved else 'stays'} cancelled")
    s.stop_jobs_of(order)
    s.free_pieces_of(order)
    s.lines_follow(order, cancelled.site)
    s.touch("order", order)


def order_goes_on(s: Settling, other: Told, cancelled: Told) -> None:
    """The order is not over: it stands where the other PC brought it, its pieces set aside again."""
    order = cancelled["subject_id"]
    if other.values.get("machine") == "order":
        s.bring_to("order", order, other)
    s.lines_follow(order, other.site)
    if s.w.state("order", order) == "cancelled":
        s.w.step_back("order", order, cancelled["from_state"], DECIDED)
    s.say(f"{_number(s.w, order)} is {word(s.w.state('order', order))}")
    s.set_aside_again(order, cancelled)
    s.touch("order", order)


def reservation_ends(s: Settling, cancelled: Told, piece: int) -> None:
    """The order is over, so the piece that was set aside for it is for sale again."""
    order = cancelled["subject_id"]
    s.say(f"{_number(s.w, order)} stays cancelled")
    s.free_pieces_of(order)
    s.touch("order", order)
    s.touch("piece", piece)


def _number(w: Work, order: int) -> str:
    return str(w.value("SELECT number FROM sales_order WHERE id = ?", (order,)) or "The order")

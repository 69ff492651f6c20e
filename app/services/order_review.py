"""Reviewing an order: tick or doubt its points, read back, hold, release, confirm."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError, StateError
from app.domain.reasons import ORDER_CANCEL, ORDER_HOLD, reason_words
from app.domain.states import word
from app.domain.vocabulary import CHECKS
from app.models.chain import canonical
from app.models.orders import Ticked
from app.models.records import Note
from app.models.work import Work
from app.services.check_points import CHOOSE_PIECE
from app.services.order_checks import Check, check_of, checks_of, missing_words
from app.services.order_facts import LineFacts, OrderFacts, line_order, order_facts
from app.services.order_wishes import change_wish, take_proposal
from app.services.reach import require_on
from app.services.read_back import HOW, POINT, heard_of, read_back_of
from app.services.reservations import set_piece, set_piece_by_code

__all__ = [
    "cancel",
    "change_wish",
    "confirm",
    "hold",
    "lock_read_back",
    "problem",
    "release",
    "require_order",
    "set_piece",
    "set_piece_by_code",
    "take_proposal",
    "tick",
]


def require_order(w: Work, order: OrderFacts) -> None:
    """Refuse unless the person may change this very order (see ``permissions.REACHES``)."""
    require_on(w, "orders.update", "order", order.id)


# ---------------------------------------------------------------------- points
def tick(
    w: Work, order_id: int, point: str, line_id: int | None = None, answer: str = ""
) -> Changes:
    """Say that a point is right as it stands now; refused where it plainly cannot be.

    ``answer`` is one of the check's ``asks``, where it has them: where goods without a piece come
    from, what became of a wish in the client's note.
    """
    order = order_facts(w, order_id)
    require_order(w, order)
    check = _check(w, order_id, point, line_id)
    if check.cannot:
        raise StateError(f"{check.title} cannot be ticked", check.cannot, field=point)
    if check.needs:
        w.require(check.needs)
    if check.done and check.who != "SYS":
        return Changes.of(f"{check.title} was ticked already", 0, order=order_id)
    if check.asks is not None and answer not in check.asks:
        raise InputError(
            f"{check.title}: say a little more",
            f"{check.explanation}.",
            f"Choose one: {', '.join(term.word for term in check.asks.terms)}.",
            field="answer",
        )
    made = _tick(w, check, order_id, ok=1)
    if check.asks is not None:
        w.add(Note, subject_kind="ticked", subject_id=made, topic="answer", content=answer)
    line = order.line(line_id) if line_id is not None else None
    if line is not None:
        _verify(w, order_id, line)
    return Changes.of(f"{check.title} ticked", w.id, order=order_id)


def problem(w: Work, order_id: int, point: str, reason: str, line_id: int | None = None) -> Changes:
    """Say that a point is not right, and why."""
    require_order(w, order_facts(w, order_id))
    check = _check(w, order_id, point, line_id)
    said = reason.strip()
    if not said:
        raise InputError(
            "A reason is missing",
            f"It is not said what is wrong with {check.title}.",
            "Type a few words, such as “size not asked yet”.",
            field="reason",
        )
    made = _tick(w, check, order_id, ok=0)
    w.add(Note, subject_kind="ticked", subject_id=made, topic="problem", content=said)
    return Changes.of(f"{check.title}: problem noted", w.id, order=order_id)


def _check(w: Work, order_id: int, point: str, line_id: int | None) -> Check:
    check = check_of(w, order_id, point, line_id)
    if check is None:
        title = CHECKS[point].title if point in CHECKS else point
        raise NotFoundError(
            "Nothing to check", f"{title} does not apply here.", "Choose another point."
        )
    return check


def _tick(w: Work, check: Check, order_id: int, *, ok: int) -> int:
    return w.add(
        Ticked,
        order_id=order_id,
        line_id=check.line_id,
        point=check.point,
        ok=ok,
        value_sha256=check.value_sha256,
    )


def _verify(w: Work, order_id: int, line: LineFacts) -> None:
    """A new line whose points are all made is verified."""
    found = checks_of(w, order_facts(w, order_id), line.id)
    own = [check for check in found if check.line_id == line.id]
    if all(check.done for check in own):
        verify_line(w, line)


def verify_line(w: Work, line: LineFacts) -> None:
    """Bring a line to verified, and to reserved when a piece stands for it."""
    if w.state("line", line.id) == "":
        w.step("line", line.id, "new")
    if w.state("line", line.id) == "new":
        w.step("line", line.id, "verified")
    if w.state("line", line.id) == "verified" and line.piece_id is not None:
        w.step("line", line.id, "reserved")


# ---------------------------------------------------------------------- reading back
def lock_read_back(w: Work, line_id: int, how: str) -> Changes:
    """Keep that the line was read back to the client (``how``: phone, in_person, email, message)."""
    order = order_facts(w, line_order(w, line_id))
    require_order(w, order)
    line = order.line(line_id)
    if how not in HOW:
        raise InputError(
            "How was it read back?",
            "It is not said how the client heard it.",
            "Choose by phone, in person, by e-mail or by message.",
            field="how",
        )
    card = read_back_of(w, order, line)
    if card.locked:
        return Changes.of("It was read back already", 0, order=order.id)
    open_points = [
        check
        for check in checks_of(w, order, line.id)
        if check.cannot not in ("", CHOOSE_PIECE)
        and check.line_id == line.id
        and check.point in ("size", "engraving")
    ]
    if open_points:
        raise StateError("Not to be read back yet", open_points[0].cannot, field="read_back")
    made = w.add(
        Ticked,
        order_id=order.id,
        line_id=line.id,
        point=POINT,
        ok=1,
        value_sha256=card.value_sha256,
    )
    told = canonical({"how": how, "heard": heard_of(w, order, line)})
    w.add(Note, subject_kind="ticked", subject_id=made, topic=POINT, content=told)
    return Changes.of(f"Read back to the client {HOW[how]}", w.id, order=order.id)


# ---------------------------------------------------------------------- the order
def hold(w: Work, order_id: int, reason_code: str, note: str = "") -> Changes:
    """Put an order on hold with a reason (``reasons.ORDER_HOLD``)."""
    order = order_facts(w, order_id)
    require_order(w, order)
    if reason_code not in ORDER_HOLD:
        raise InputError(
            "A reason is missing",
            "It is not said why the order is held.",
            "Choose payment, specification, stock, address or another reason.",
            field="reason",
        )
    w.step("order", order_id, "on_hold", reason_code)
    if note.strip():
        w.add(Note, subject_kind="order", subject_id=order_id, topic="hold", content=note.strip())
    return Changes.of(f"{order.number} on hold: {reason_words(reason_code)}", w.id, order=order_id)


def release(w: Work, order_id: int, note: str = "") -> Changes:
    """Take an order off hold: back to where it was, to the review or into the work."""
    order = order_facts(w, order_id)
    require_order(w, order)
    if order.state != "on_hold":
        raise StateError(
            "It is not on hold",
            f"{order.number} is {word(order.state)}, so there is nothing to release.",
            "Look at the order again; somebody may have released it.",
        )
    before = w.value(
        "SELECT from_state FROM transition WHERE subject_id = ? AND machine = 'order'"
        " AND to_state = 'on_hold' ORDER BY hlc DESC, id DESC LIMIT 1",
        (order_id,),
    )
    to_state = before if before in ("in_work", "ready") else "review"
    w.step("order", order_id, to_state)
    if note.strip():
        w.add(
            Note, subject_kind="order", subject_id=order_id, topic="release", content=note.strip()
        )
    return Changes.of(f"{order.number} released, {word(to_state)}", w.id, order=order_id)


def confirm(w: Work, order_id: int) -> Changes:
    """Confirm a reviewed order: every check made, every line that asks for it read back."""
    order = order_facts(w, order_id)
    require_order(w, order)
    _require_released(order)
    open_ones = [check for check in checks_of(w, order) if not check.done]
    if open_ones:
        raise StateError(
            "Not to be confirmed yet", missing_words(open_ones), "Tick them, or hold the order."
        )
    for line in order.lines:
        if read_back_of(w, order, line).needed and not read_back_of(w, order, line).locked:
            raise StateError(
                "Not to be confirmed yet",
                f"{line.title} was not read back to the client.",
                "Read it back and lock it, then confirm.",
            )
        if line.is_goods:
            verify_line(w, line)
    w.step("order", order_id, "confirmed")
    return Changes.of(f"{order.number} confirmed", w.id, order=order_id)


def _require_released(order: OrderFacts) -> None:
    """Refuse an order that is on hold; the reason must be cleared first."""
    if order.state == "on_hold":
        raise StateError(
            "The order is on hold",
            f"{order.number} is on hold: {reason_words(order.reason_code)}.",
            "Release it first.",
        )


def cancel(w: Work, order_id: int, reason_code: str) -> Changes:
    """Cancel an order and give its reserved pieces back; what is at the bench asks a manager."""
    order = order_facts(w, order_id)
    require_order(w, order)
    if reason_code not in ORDER_CANCEL:
        raise InputError(
            "A reason is missing",
            "It is not said why the order is cancelled.",
            "Choose a reason.",
            field="reason",
        )
    busy = [line for line in order.lines if line.job and line.job.state not in _DONE]
    if busy:
        job = busy[0].job
        assert job is not None
        raise StateError(
            "Work is out",
            f"Job {job.number} of {order.number} is {word(job.state)}.",
            "A manager cancels the job first, so that its piece comes back.",
        )
    if order.state in ("in_work", "ready", "returned_to_sender"):
        w.require("orders.approve")
    for line in order.lines:
        if line.piece is not None and line.piece.availability == "reserved":
            set_piece(w, line.id, None)
    w.step("order", order_id, "cancelled", reason_code)
    return Changes.of(f"{order.number} cancelled", w.id, order=order_id)


_DONE = ("done", "closed", "cancelled")

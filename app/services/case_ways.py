"""What can be done about a case: its ways, each with what it does, and which of them fits best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.chips import chip
from app.services import case_goods
from app.services.case_records import CaseRecord, Told
from app.services.case_settling import Settling, line_of
from app.services.case_steps import (
    branch_end,
    cancellation_stands,
    hold_stands,
    order_goes_on,
    reservation_ends,
    sale_over_hold,
    stands,
)
from app.services.case_way import BOTH, FIRST, SECOND, Way, hold_way, leave_as_it_is
from app.services.house_rules import Asks


def ways(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    """The ways of a case, in their order on the page; at most one says that it fits."""
    if len(facts) < 2:
        return [_noted("The one fact stands", "Settle")]
    kind = case.kind
    if kind in _OWN:
        return _OWN[kind](db, case, facts)
    if kind.endswith("_twice"):
        return _two_steps(db, case, facts)
    return [_noted("Both facts stay as they are", "Settle")]


def _noted(title: str, verb: str) -> Way:
    return Way(BOTH, title, verb, leave_as_it_is)


# ---------------------------------------------------------------------- steps of a machine
def _two_steps(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    """Two steps of one record: either stands; a piece can be held until somebody knows more."""
    machine = facts[0]["machine"]
    made = []
    for at, (keep, drop) in enumerate(((facts[0], facts[1]), (facts[1], facts[0]))):
        title, verb = _stand_words(db, machine, keep, case)
        run = _runner(machine, keep, drop)
        made.append(Way((FIRST, SECOND)[at], title, verb, run))
    if made[0].title == made[1].title:
        made = [
            replace(way, title=f"{way.title}: the {nth}", verb=f"{way.verb.rstrip()} ({nth})")
            for way, nth in zip(made, ("first", "second"), strict=True)
        ]
    if machine == "item" and facts[0].to_state == facts[1].to_state == "paid":
        made = case_goods.paid_twice()
    best = _fitting(db, machine, facts)
    made = [
        replace(way, fits=why) if best and way.code == best[0] and (why := best[1]) else way
        for way in made
    ]
    if machine == "piece" and not {facts[0].to_state, facts[1].to_state} & _NO_HOLD:
        made.append(hold_way(case.subject_id))
    return made


_NO_HOLD = frozenset({"sold", "hold", "delivered", "returned_to_owner", "written_off"})


def _runner(machine: str, keep: Told, drop: Told) -> Callable[[Settling], None]:
    if machine == "piece" and drop.to_state == "hold":
        return lambda s: sale_over_hold(s, keep, drop)
    if machine == "piece" and keep.to_state == "hold":
        return lambda s: hold_stands(s, keep, drop)
    if machine == "order" and keep.to_state == "cancelled":
        return lambda s: cancellation_stands(s, keep)
    if machine == "order" and drop.to_state == "cancelled":
        return lambda s: order_goes_on(s, keep, drop)
    return lambda s: stands(s, keep, drop)


def _stand_words(db: Asks, machine: str, keep: Told, case: CaseRecord) -> tuple[str, str]:
    """Title and button of the way in which a step stands."""
    state = branch_end(db, machine, keep)
    if machine == "piece" and keep.to_state in ("reserved", "sold"):
        line = line_of(db, keep, case.subject_id)
        number = _order_number(db, line)
        if keep.to_state == "sold":
            return (f"The sale stands{f', {number}' if number else ''}", "Let the sale stand")
        if number:
            return f"{number} keeps it", f"Let {number} keep it"
    known = _WORDS.get((machine, keep.to_state))
    if known:
        return known
    words = chip(machine, state or keep.to_state).text
    if machine == "order":
        return f"The order goes on: {words.lower()}", "Let the order go on"
    return f"“{words}” stands", f"Let “{words}” stand"


_WORDS = {
    ("piece", "hold"): ("The hold stands", "Let the hold stand"),
    ("piece", "free"): ("It is free", "Let it be free"),
    ("piece", "returned_to_owner"): ("It went back to its owner", "Let it be returned"),
    ("piece", "written_off"): ("It is written off", "Let it be written off"),
    ("order", "cancelled"): ("The cancellation stands", "Let it be cancelled"),
    ("job", "cancelled"): ("The job is given up", "Let it be given up"),
    ("item", "withdrawn"): ("It is withdrawn", "Let it be withdrawn"),
}


def _order_number(db: Asks, line: int | None) -> str:
    return str(
        db.value(
            "SELECT o.number FROM order_line AS l JOIN sales_order AS o ON o.id = l.order_id"
            " WHERE l.id = ?",
            (line,),
        )
        or ""
    )


def _fitting(db: Asks, machine: str, facts: Sequence[Told]) -> tuple[str, str] | None:
    """(code of the way, why) of the one that is suggested."""
    first, second = facts
    states = (first.to_state, second.to_state)
    if machine == "piece":
        if states.count("hold") == 1:
            at = states.index("hold")
            return (FIRST, SECOND)[at], "fits: a hold is never passed over"
        if states.count("sold") == 1 and "reserved" in states:
            return (FIRST, SECOND)[states.index("sold")], "fits: it is sold"
        paid = [_is_paid(db, line_of(db, fact, fact["subject_id"])) for fact in facts]
        if paid.count(True) == 1:
            return (FIRST, SECOND)[paid.index(True)], "fits: it is paid in full"
        return (FIRST if first.hlc <= second.hlc else SECOND), "fits: it was first"
    if machine == "order" and states.count("cancelled") == 1:
        at = states.index("cancelled")
        if facts[at]["reason_code"] in ("client", "channel"):
            return (FIRST, SECOND)[at], "fits: the client does not want it"
    return None


def _is_paid(db: Asks, line: int | None) -> bool:
    return bool(
        db.value(
            "SELECT o.balance_minor <= 0 FROM order_line AS l JOIN order_now AS o"
            " ON o.id = l.order_id WHERE l.id = ?",
            (line,),
        )
    )


# ---------------------------------------------------------------------- contradictions
def _cancelled_and_benched(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    cancelled = facts[0]
    return [
        Way(FIRST, *_WORDS["order", "cancelled"], lambda s: cancellation_stands(s, cancelled)),
        Way(
            SECOND,
            "The order goes on",
            "Let the order go on",
            lambda s: order_goes_on(s, facts[1], cancelled),
            fits="fits: the bench has begun",
        ),
    ]


def _cancelled_and_reserved(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    cancelled, piece = facts[0], case.subject_id
    return [
        Way(
            FIRST,
            "The cancellation stands",
            "Let it be cancelled",
            lambda s: reservation_ends(s, cancelled, piece),
            fits="fits: the order is over",
        ),
        Way(
            SECOND,
            "The order goes on",
            "Let the order go on",
            lambda s: order_goes_on(s, facts[1], cancelled),
        ),
        hold_way(piece),
    ]


def _held_and_gone(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    held, gone = facts
    left = "The sale stands" if gone.to_state == "sold" else "It went back to its owner"
    return [
        Way(
            FIRST,
            "The hold stands",
            "Let the hold stand",
            lambda s: hold_stands(s, held, gone),
            fits="fits: a hold is never passed over",
        ),
        Way(
            SECOND,
            left,
            f"Let {left[0].lower()}{left[1:]}",
            lambda s: sale_over_hold(s, gone, held),
        ),
    ]


_OWN: dict[str, Callable[[Asks, CaseRecord, Sequence[Told]], list[Way]]] = {
    "job_for_cancelled": _cancelled_and_benched,
    "reserved_for_cancelled": _cancelled_and_reserved,
    "held_and_gone": _held_and_gone,
    "case_twice": case_goods.decided_twice,
    "moved_twice": case_goods.moved_twice,
    "report_twice": case_goods.report_twice,
    "invoice_twice": case_goods.invoice_twice,
    "credited_twice": case_goods.credited_twice,
    "code_twice": case_goods.code_twice,
    "place_in_use": case_goods.place_in_use,
}

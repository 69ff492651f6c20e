""" "Where is my ring?": the answer for the telephone, in the client's words.

It names no place, no safe, no person of the house and no value.
"""

from __future__ import annotations

from datetime import date

from babel.dates import format_skeleton

from app.domain.dates import day_of
from app.domain.decimals import locale_of
from app.services.order_facts import LineFacts, OrderFacts

_DOING = {"sizing": "sized", "engraving": "engraved", "production": "made", "repair": "repaired"}
_AT_BENCH = frozenset(("issued", "at_bench", "waiting", "rework", "qc", "on_hold"))


def where_is_it(order: OrderFacts, zone: str, locale: str) -> str:
    """One or two sentences to read out or to paste into a message."""
    values = order.values
    if order.state == "cancelled":
        return "Your order was cancelled; nothing is on its way to you."
    if order.state in ("shipped", "part_shipped", "delivered", "closed", "collected"):
        return _gone(order, zone, locale)
    if order.state == "returned_to_sender":
        return "Your parcel came back to us. Please tell us where to send it."
    by = _by(str(values["promised_on"]), locale)
    if order.state == "on_hold":
        return f"We are checking one detail of your order and will write to you. {by[1]}".strip()
    main = _main_line(order)
    if main is None:
        return "Your order is with us."
    it = "They are" if main.quantity > 1 else "It is"
    leaves = ("they leave" if main.quantity > 1 else "it leaves") + f" us{by[0]}"
    if order.state == "ready" or main.state in ("qc_pass", "packed"):
        return f"{it} ready, and {leaves}." if by[0] else f"{it} ready for you."
    if main.job is not None and main.job.state in _AT_BENCH:
        doing = _doing(main)
        return (
            f"{it} at our bench, being {doing}. {_capital(leaves)}."
            if by[0]
            else (f"{it} at our bench, being {doing}.")
        )
    if main.job is not None and main.job.state in ("passed", "done"):
        return f"{it} finished and being packed. {_capital(leaves)}.".replace(" us.", " us soon.")
    aside = (
        f"{it} with us, set aside for you."
        if main.piece is not None
        else ("Your order is with us.")
    )
    if main.bench_work:
        next_ = f"Next it goes to the bench to be {_doing(main)}"
        return f"{aside} {next_}, and leaves us{by[0]}." if by[0] else f"{aside} {next_}."
    return f"{aside} {_capital(leaves)}." if by[0] else aside


def _main_line(order: OrderFacts) -> LineFacts | None:
    """The line that a client asks about: the one with work, else the dearest thing."""
    goods = [line for line in order.lines if line.is_goods]
    return max(goods, key=lambda one: (bool(one.bench_work), one.unit_minor), default=None)


def _doing(line: LineFacts) -> str:
    words = [_DOING.get(kind, "worked on") for kind in line.bench_work] or ["worked on"]
    return " and ".join(dict.fromkeys(words))


def _gone(order: OrderFacts, zone: str, locale: str) -> str:
    if order.state == "part_shipped":
        return "One part of your order is on its way, the other follows."
    if order.state == "collected":
        return "It was collected from us."
    if order.state in ("delivered", "closed"):
        return "It was delivered."
    if not order.since_at or order.values["fulfilment_status"]:
        return "It has left us and is on its way to you."
    return f"It left us on {day_words(day_of(order.since_at, zone), locale)}."


def _by(promised_on: str, locale: str) -> tuple[str, str]:
    """(" by 16 March", "It leaves us by 16 March."), both '' without a promise."""
    if not promised_on:
        return "", ""
    day = day_words(date.fromisoformat(promised_on), locale)
    return f" by {day}", f"It leaves us by {day}."


def day_words(day: date, locale: str) -> str:
    """Day and month in full: "March 16" (en_US), "16 March" (en_GB)."""
    return str(format_skeleton("MMMMd", day, locale=locale_of(locale)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

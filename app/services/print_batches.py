"""Printing what was marked in a list: one paper or tag each, stored one after another, with one reason.

Each function takes what is printed first, then ``(shop, actor, reason_code, turn)``. A list that is given
is emptied as its papers are stored: with a reason, only those that want one are left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.wording import counted
from app.services import print_jobs
from app.services.address_labels import give_codes, has_address, no_address, without_code
from app.services.job_bag import store_bag
from app.services.order_facts import order_facts
from app.services.print_once import OnItsWayError
from app.services.print_sheets import NEXT_FREE
from app.services.print_store import reading
from app.services.print_words import waits
from app.services.sale_papers import make_packing_slip
from app.services.turns import Turn
from app.shop import Shop


def job_bag(job_id: int, shop: Shop, actor: Actor, reason_code: str, turn: Turn) -> Changes:
    """Store a job's bag as it stands now, and print it."""

    def keep() -> Changes:
        with shop.work(actor, "job_bag") as w:
            return store_bag(w, job_id)

    stored = turn(keep)
    return stored | print_jobs.print_document(
        shop, actor, stored.first("document"), reason_code=reason_code, turn=turn
    )


def job_bags(waiting: list[int], shop: Shop, actor: Actor, reason_code: str, turn: Turn) -> Changes:
    """The bags of jobs."""
    return _each(waiting, "job bags", lambda one: job_bag(one, shop, actor, reason_code, turn))


def document(
    document_id: int,
    copies: int,
    printer: str,
    shop: Shop,
    actor: Actor,
    reason_code: str,
    turn: Turn,
) -> Changes:
    """One stored document."""
    return print_jobs.print_document(
        shop,
        actor,
        document_id,
        copies=copies,
        printer=printer,
        reason_code=reason_code,
        turn=turn,
    )


def documents(
    waiting: list[int], shop: Shop, actor: Actor, reason_code: str, turn: Turn
) -> Changes:
    """Stored documents and signed reports, each on the printer for its kind."""
    with reading(shop) as db:
        papers = {one for one in waiting if db.value("SELECT 1 FROM document WHERE id = ?", (one,))}

    def run(one: int) -> Changes:
        printed = document if one in papers else report
        return printed(one, 1, "", shop, actor, reason_code, turn)

    return _each(waiting, "documents", run)


def packing_slips(
    waiting: list[int], shop: Shop, actor: Actor, reason_code: str, turn: Turn
) -> Changes:
    """A new packing slip for each order, printed; one that is refused stops no other and is told."""
    told, refused = Changes(), None
    for order_id in tuple(waiting):

        def keep(order_id: int = order_id) -> Changes:
            with shop.work(actor, "packing_slip") as w:
                return make_packing_slip(w, order_id)

        try:
            made = turn(keep)
            told = told | made | document(made.first("document"), 1, "", shop, actor, "", turn)
        except UserError as error:
            refused = refused or error
    if refused and not told.touched:
        raise refused
    many = len(told.ids("print_job"))
    words = waits(counted(many, "packing slip"), many)
    return Changes(told.touched, f"{words}. {refused.message}" if refused else words)


def address_labels(
    order_ids: Sequence[int],
    shop: Shop,
    actor: Actor,
    reason_code: str,
    turn: Turn,
    *,
    start_at: int = NEXT_FREE,
) -> Changes:
    """The address labels of orders as one job; orders without an address are told and left out."""
    with reading(shop) as db:
        orders = [order_facts(db, one) for one in dict.fromkeys(order_ids)]
        wanting = [order.id for order in orders if has_address(order)]
        codeless = without_code(db, wanting)
    lacking = [order for order in orders if order.id not in wanting]
    if lacking and not wanting:
        raise no_address(lacking[0])
    if codeless:

        def keep() -> Changes:
            with shop.work(actor, "address_label") as w:
                give_codes(w, codeless)
                return Changes.of("", w.id, order=codeless)

        turn(keep)
    told = print_jobs.print_tags(
        shop, actor, "order", wanting, reason_code=reason_code, start_at=start_at, turn=turn
    )
    if not lacking:
        return told
    numbers = ", ".join(order.number for order in lacking)
    return replace(told, message=f"{told.message}. Without an address: {numbers}")


def report(
    report_id: int,
    copies: int,
    printer: str,
    shop: Shop,
    actor: Actor,
    reason_code: str,
    turn: Turn,
) -> Changes:
    """One signed condition report."""
    return print_jobs.print_report(
        shop,
        actor,
        report_id,
        copies=copies,
        printer=printer,
        reason_code=reason_code,
        turn=turn,
    )


def _each(waiting: list[int], what: str, run: Callable[[int], Changes]) -> Changes:
    """Print each; those that were printed before wait together for one reason, the others do not.

    One that is on its way already is left out; where all are, that is what is said.
    """
    told, refused, on_its_way = Changes(), None, None
    for one in tuple(waiting):
        try:
            told = told | run(one)
        except OnItsWayError as error:
            on_its_way = error
            waiting.remove(one)
        except UserError as error:
            if error.field != "reason":
                raise
            refused = error
        else:
            waiting.remove(one)
    if refused:
        raise refused
    if on_its_way and not told.touched:
        raise on_its_way
    many = len(told.ids("print_job"))
    return Changes(told.touched, waits(f"{many} {what}", many)) if many > 1 else told

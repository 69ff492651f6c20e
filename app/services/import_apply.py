"""Saving the orders of a file, a slice of them a unit of work: each slice whole or not at all.

What stopped half-way goes on by importing the file again: what is already there is unchanged.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.ids import new_id
from app.exchange.orders import FileOrder, OrdersFile
from app.exchange.uncollected import uncollected
from app.models import orders as tables
from app.models import records
from app.models.base import Descriptive, Table
from app.models.people import Address, Contact, Party
from app.models.shopwide import Channel
from app.models.work import Work
from app.services import import_facts as facts
from app.services import import_rows as rows
from app.services.import_changes import take_over
from app.services.import_classify import SLICE, classify, house_of
from app.services.import_outcomes import (
    OUTCOMES,
    Choices,
    ImportResult,
    PreviewRow,
    all_problems,
)
from app.services.turns import Turn, at_once
from app.shop import Shop

KIND = "import_orders"
"""The kind of unit of work in which a file's orders are saved."""


NOTHING_CHOSEN = Choices()


class _NothingToSaveError(Exception):
    """The slice holds nothing that is new: its unit of work is given up, so that none is left."""


@dataclass
class _Saved:
    """What is known of the file so far while its slices are saved."""

    rows: list[PreviewRow] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)
    parties: list[int] = field(default_factory=list)


def apply(
    shop: Shop,
    actor: Actor,
    orders_file: OrdersFile,
    choices: Choices = NOTHING_CHOSEN,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    turn: Turn = at_once,
) -> ImportResult:
    """Save the orders of a file, 2 500 a unit of work; what is already there stays as it is.

    ``progress`` hears (orders done, orders to do); ``cancelled`` is asked between two slices: what
    was saved until then stays. ``turn`` takes each slice's unit of work. NotAllowedError when the person may not import orders.
    """
    wanted = [order for order in orders_file.orders if order.key not in choices.left_out]
    clients = _Clients(orders_file.orders)
    done, saved = 0, _Saved()
    with uncollected(), shop.many_units() if len(wanted) > SLICE else nullcontext():
        while done < len(wanted) and not (cancelled is not None and cancelled()):
            part = wanted[done : done + SLICE]
            turn(partial(_save, shop, actor, orders_file, part, clients, choices, saved))
            done += len(part)
            if progress is not None:
                progress(done, len(wanted))
    counts = Counter(row.outcome for row in saved.rows)
    number = len(saved.orders)
    said = f"{number} order imported" if number == 1 else f"{number} orders imported"
    return ImportResult(
        orders_file,
        {outcome: counts[outcome] for outcome in OUTCOMES},
        number,
        len(wanted) - done,
        done < len(wanted),
        Changes.of(said, order=saved.orders, party=saved.parties),
        all_problems(orders_file, saved.rows),
    )


class _Clients:
    """Who ordered what in a file: ``of`` is the client's id by order key.

    ``told`` has the order that tells of each client: the first of the file, whatever is left out.
    """

    def __init__(self, orders: Iterable[FileOrder]) -> None:
        self.of: dict[str, int] = {}
        self.told: dict[int, FileOrder] = {}
        for order in orders:
            if not order.refusals:
                client = self.of[order.key] = order.client_id
                self.told.setdefault(client, order)


def _save(
    shop: Shop,
    actor: Actor,
    file: OrdersFile,
    orders: Sequence[FileOrder],
    clients: _Clients,
    choices: Choices,
    saved: _Saved,
) -> Changes:
    outcome: list[PreviewRow] = []
    try:
        with shop.work(actor, KIND) as w:
            w.require("import.orders")
            sorted_ = classify(w, orders, house_of(w))
            outcome = sorted_.rows
            made, parties = _write(w, file, outcome, clients)
            for row in outcome:
                stored = sorted_.stored.get(row.key)
                if stored is not None and row.outcome not in ("unchanged", "refused"):
                    take_over(w, row, stored, keep_ours=row.key in choices.keep_ours)
                    _add_source(w, file, [row])
                    made.append(row.order_id)
            if not made:
                raise _NothingToSaveError
    except _NothingToSaveError:
        made, parties = [], []
    saved.rows += outcome
    saved.orders += made
    saved.parties += parties
    return Changes.of(order=made, party=parties)


def _write(
    w: Work, file: OrdersFile, outcome: Sequence[PreviewRow], clients: _Clients
) -> tuple[list[int], list[int]]:
    """Write the orders that are new, table by table; their ids and those of their clients."""
    fresh = [row for row in outcome if row.outcome in ("new", "held") and not row.comes_back]
    if not fresh:
        return [], []
    _add_channel(w, file.channel)
    parties = _add_clients(w, [row.order for row in fresh], clients)
    made: defaultdict[type[Table], list[Iterable[Any]]] = defaultdict(list)
    of_orders, of_lines = made[tables.SalesOrder], made[tables.OrderLine]
    for row in fresh:
        order, order_id = row.order, row.order_id
        of_orders.append(rows.order_values(order, order_id, clients.of[order.key]).values())
        discounts: dict[int, int] = {}
        for line in order.lines:
            line_id = order.line_id(line)
            of_lines.append(rows.line_values(order_id, line_id, line).values())
            for wish in rows.customisations_of(line_id, line.customisations):
                made[tables.Customisation].append(wish.values())
            discounts[line_id] = line.discount_minor
        states = facts.states_of(order, row.hold_code)
        for table, told in (
            (tables.Payment, facts.payment_values(order, order_id)),
            (tables.Refund, facts.refund_values(order, order_id)),
            (tables.TaxLine, facts.tax_values(order, order_id)),
            (tables.DiscountShare, facts.share_values(order_id, discounts)),
            (records.Transition, facts.step_values(order_id, states)),
        ):
            if told:
                made[table] += [values.values() for values in told]
    for model, some in made.items():
        w.add_rows(model, map(tuple, some))
    _add_source(w, file, fresh)
    return [row.order_id for row in fresh], parties


def _add_source(w: Work, file: OrdersFile, saved: Sequence[PreviewRow]) -> None:
    """What the file said of each order, and that this unit brought it: each PC's own fact."""
    w.add_rows(
        tables.OrderSource,
        [(new_id(), row.order.source, row.order_id, file.sha256, row.order.row) for row in saved],
    )


def _add_channel(w: Work, channel: str) -> None:
    if w.value("SELECT 1 FROM channel WHERE id = ?", (rows.channel_id(channel),)) is None:
        w.add(Channel, **rows.channel_values(channel))


def _add_clients(w: Work, orders: Sequence[FileOrder], clients: _Clients) -> list[int]:
    """The clients of these orders with all that these orders tell of how to reach them."""
    contacts: dict[int, dict[str, Any]] = {}
    addresses: dict[int, dict[str, Any]] = {}
    parties: dict[int, None] = {}
    for order in orders:
        party_id = clients.of[order.key]
        parties[party_id] = None
        contacts.update((row["id"], row) for row in rows.contact_values(order, party_id))
        addresses.update((row["id"], row) for row in rows.address_values(order, party_id))
    known = _known(w, Party, parties)
    fresh = [rows.party_values(clients.told[p], p) for p in parties if p not in known]
    w.add_rows(Party, [tuple(row.values()) for row in fresh])
    for table, wanted in ((Contact, contacts), (Address, addresses)):
        there = _known(w, table, wanted)
        w.add_rows(
            table, [tuple(row.values()) for row_id, row in wanted.items() if row_id not in there]
        )
    _bring_back(w, known)
    return list(parties)


def _known(w: Work, table: type[Descriptive], wanted: Iterable[int]) -> set[int]:
    """Which of these ids there are."""
    return {
        row[0]
        for row in w.rows(
            f'SELECT id FROM "{table.table()}" WHERE id IN (SELECT value FROM json_each(?))',
            (json.dumps(list(wanted)),),
        )
    }


def _bring_back(w: Work, parties: Iterable[int]) -> None:
    """Clients that an undone import had taken out of use, and who now order again."""
    for (party_id,) in w.rows(
        "SELECT id FROM party WHERE removed = 1 AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(parties)),),
    ):
        w.edit(Party, party_id, removed=0)

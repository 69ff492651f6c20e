"""Shopify's orders export: a file in, its orders and everything doubtful about them out.

Columns are found by heading, rows belong together by Id, else by Name. Reading saves nothing and
asks nothing of the shop but its zone and currency, so the same file gives the same orders on every
PC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from app.exchange.dates import Dates, date_order, is_local
from app.exchange.orders import FileOrder, OrdersFile, Problem
from app.exchange.shopify_columns import (
    find_columns,
    is_orders_header,
    missing_columns,
    refuse_other,
)
from app.exchange.shopify_order import OrderBuilder
from app.exchange.shopify_rows import Group, ScatteredError, contiguous, gathered
from app.exchange.shopify_transporter import RowsOfTheirOwn
from app.exchange.shopify_values import Values
from app.exchange.table import Progress, read_table
from app.exchange.text_file import Notice, Source
from app.exchange.uncollected import uncollected

DATE_FIELDS = ("created_at", "paid_at", "fulfilled_at", "cancelled_at")


class OrdersReader:
    """An opened orders export. ``file()`` reads it whole; ``orders()`` one order after the other.

    ``channel`` is kind and account ("shopify/mainstore"), ``zone`` the shop's IANA zone for times
    that have none, ``currency`` the shop's for a file without a Currency column, ``order`` ``dmy``
    or ``mdy`` where a person has said how the file writes its dates.
    """

    def __init__(
        self, source: Source, *, channel: str, zone: str, currency: str, order: str = ""
    ) -> None:
        self.table = read_table(source, is_orders_header)
        if not is_orders_header(self.table.header):
            raise refuse_other(self.table.header)
        self.channel, self.zone = channel, zone
        self.columns = find_columns(self.table.header)
        elsewhere = dict.fromkeys(RowsOfTheirOwn(self.table.header).tells, 0)
        self.missing = missing_columns(elsewhere | self.columns)
        self.rows = 0
        self._order = order
        self._dates = Dates(ZoneInfo(zone), self._date_order)
        values = Values(self._dates, currency)
        self._currency_missing = currency if "currency" not in self.columns else ""
        self._builder = OrderBuilder(self.table, self.columns, channel, values)

    def orders(self, progress: Progress | None = None) -> Iterator[FileOrder]:
        """The orders one by one, in the order of the file, without keeping them.

        Only for files whose orders' rows lie together (``ScatteredError`` otherwise, from the
        first order whose rows do not).
        """
        used: dict[str, int] = {}
        for group in contiguous(self.table, self.columns, progress):
            yield self._build(group, used)

    def file(self, progress: Progress | None = None) -> OrdersFile:
        """All orders, with whatever only the whole file can tell."""
        with uncollected():
            try:
                orders = self._read(contiguous(self.table, self.columns, progress))
            except ScatteredError:
                orders = self._read(gathered(self.table, self.columns, progress))
        table = self.table
        notices = [*table.notices, *self._notices()]
        problems = [*self._missing_problems(), *(p for o in orders for p in _all_problems(o))]
        problems.sort(key=lambda problem: problem.row)
        return OrdersFile(
            sha256=table.facts.sha256,
            channel=self.channel,
            columns=table.header,
            missing_columns=self.missing,
            orders=tuple(orders),
            problems=tuple(problems),
            notices=tuple(notices),
            rows=self.rows,
            encoding=table.facts.encoding,
            delimiter=table.delimiter,
            zone=self.zone,
            zone_assumed=self._dates.zone_assumed,
            asks_date_order=any(p.code == "date_order" for p in problems),
            resaved=self._dates.resaved,
        )

    def _read(self, groups: Iterator[Group]) -> list[FileOrder]:
        self.rows = 0
        orders: list[FileOrder] = []
        used: dict[str, int] = {}
        unclear: list[tuple[int, Group]] = []
        votes: dict[str, list[int]] = {}
        for group in groups:
            self.rows += len(group.rows)
            order = self._build(group, used)
            if order.difference_minor and order.tax_minor:
                unclear.append((len(orders), group))
            elif order.tax_included is not None:
                votes.setdefault(order.currency, [0, 0])[order.tax_included] += 1
            orders.append(order)
        for place, group in unclear:
            added, included = votes.get(orders[place].currency, (0, 0))
            if added != included and not orders[place].refusals:
                orders[place] = self._builder.build(group, included > added)
        return orders

    def _build(self, group: Group, used: dict[str, int]) -> FileOrder:
        order = self._builder.build(group)
        if not order.key or used.setdefault(order.key, order.row) == order.row:
            return order
        shared = Problem(
            order.row,
            "Name",
            "name_shared",
            f"Another order in row {used[order.key]} has the same Name",
            "Export the orders with their Id column, which tells them apart.",
            order.key,
            order.name,
        )
        return replace(order, refusals=(*order.refusals, shared), holds=())

    def _date_order(self) -> str:
        """How the file writes dates without year first, told by all of them together."""
        if self._order:
            return self._order
        fields = [self.columns[field] for field in DATE_FIELDS if field in self.columns]
        created = [
            cells[fields[0]].strip() for _, cells, _ in self.table.rows() if cells[fields[0]]
        ]
        found = date_order(created)
        if found:
            return found
        texts = {cells[place].strip() for _, cells, _ in self.table.rows() for place in fields}
        sure = {date_order([text]) for text in texts if is_local(text)} - {""}
        return sure.pop() if len(sure) == 1 else ""

    def _missing_problems(self) -> list[Problem]:
        row = self.table.header_row
        return [
            Problem(row, heading, "column_missing", f"The file has no column “{heading}”", _WITHOUT)
            for heading in self.missing
        ]

    def _notices(self) -> Iterator[Notice]:
        if self._dates.zone_assumed:
            yield Notice(
                "zone_assumed",
                f"The file's times have no zone; they were read as {self.zone.replace('_', ' ')}.",
            )
        if self._dates.resaved:
            yield Notice(
                "resaved",
                "A spreadsheet has saved the file again: long numbers and leading zeros may be "
                "lost. Shopify's own file is safer.",
            )
        if self._currency_missing:
            yield Notice(
                "currency_assumed",
                f"The file names no currency; amounts were read as {self._currency_missing}.",
            )


_WITHOUT = "What it would say is left as it is. Export all columns to have it."


def read(
    source: Source,
    *,
    channel: str = "shopify/main",
    zone: str = "UTC",
    currency: str = "USD",
    order: str = "",
    progress: Progress | None = None,
) -> OrdersFile:
    """Read a Shopify orders export (a path or its bytes); FileError when it is something else."""
    reader = OrdersReader(source, channel=channel, zone=zone, currency=currency, order=order)
    return reader.file(progress)


def _all_problems(order: FileOrder) -> tuple[Problem, ...]:
    return order.refusals or (*order.holds, *order.remarks)

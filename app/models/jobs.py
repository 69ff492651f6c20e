"""Jobs at the bench: one job, one bag, one barcode."""

from __future__ import annotations

from app.models.base import Descriptive, Fact, integer, link, text
from app.models.orders import OrderLine, SalesOrder
from app.models.people import Party
from app.models.pieces import Piece


class Job(Descriptive):
    """Work on one piece, for an order line or for the house."""

    number = text(index=True)
    order = link(SalesOrder, "order_id", null=True)
    line = link(OrderLine, "line_id", null=True)
    piece = link(Piece, "piece_id", null=True)
    job_kind = text()
    due_on = text()
    rush = integer()
    artisan = link(Party, "artisan_id", null=True)
    specification = text()
    note = text()
    customer_property = integer()
    expected_mg = integer(null=True)


class JobStage(Fact):
    """A stage entered (in) or left (out), with weight and stones."""

    job_id = integer(index=True)
    stage = text()
    direction = text()
    weight_mg = integer(null=True)
    scrap_mg = integer(null=True)
    stones = integer(null=True)


class JobComponent(Fact):
    """A piece, metal or stones put into the bag (out of stock) or come back."""

    job_id = integer(index=True)
    piece_id = integer(null=True)
    lot_id = integer(null=True)
    direction = text()
    weight_mg = integer(null=True)
    count = integer(null=True)
    stone_mct = integer(null=True)

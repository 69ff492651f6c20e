"""The projections: what is true now, computed from what happened. Never synced, rebuilt at will."""

from __future__ import annotations

from peewee import SQL, CompositeKey, IntegerField, TextField

from app.models.base import Projection, integer, text

TO_COMPLETE = (
    "removed = 0 AND missing <> '' AND availability IN ('intake', 'hold', 'free', 'reserved')"
)
"""Pieces here that lack something: they have an index of their own, which asks in these very words."""
TO_REVIEW = "removed = 0 AND state IN ('draft', 'imported', 'review')"
"""Orders that nobody has checked, the same."""


class StateNow(Projection):
    """The state that the transitions of a subject fold to, and since when."""

    machine = text()
    subject_id = integer()
    state = text()
    since_at = integer()
    reason_code = text()
    rejected = integer()

    class Meta:
        primary_key = CompositeKey("subject_id", "machine")
        without_rowid = True


class PlaceTree(Projection):
    """A place with its parent as last moved, its path, and what being there means."""

    id = IntegerField(primary_key=True)
    parent_id = integer(null=True, index=True)
    kind_code = text()
    name = text()
    path = text()
    whereabouts = text()
    site_id = integer(null=True)


class CodeNow(Projection):
    """What a scanned code stands for; ``replaced`` = an old tag of the same thing."""

    code = TextField(primary_key=True)
    target_kind = text()
    target_id = integer(index=True)
    alias = integer()
    replaced = integer()

    class Meta:
        without_rowid = True


class NumberNow(Projection):
    """What a number for people stands for."""

    number = text()
    target_kind = text()
    target_id = integer(index=True)

    class Meta:
        primary_key = CompositeKey("number", "target_kind", "target_id")
        without_rowid = True


class PieceNow(Projection):
    """A piece as it stands: its three answers, place, weight, prices, tag, and what is missing.

    Each amount has the currency that it was said in; "" where none was said.
    """

    id = IntegerField(primary_key=True)
    category = text()
    description = text()
    ownership = text()
    owner_id = integer(null=True)
    style_id = integer(null=True, index=True)
    availability = text()
    quality = text()
    place_id = integer(null=True)
    keeper_id = integer(null=True)
    weight_mg = integer(null=True)
    price_minor = integer(null=True)
    price_currency = text()
    agreed_minor = integer(null=True)
    agreed_currency = text()
    reserve_minor = integer(null=True)
    reserve_currency = text()
    insured_minor = integer(null=True)
    insured_currency = text()
    code = text()
    item_number = text()
    photo_sha256 = text()
    photos = integer()
    reports = integer()
    missing = text()
    hold_until = text()
    open_cases = integer()
    came_at = integer()
    removed = integer()
    number = text()

    class Meta:
        indexes = (
            (("came_at",), False),
            (("description",), False),
            (("availability", "came_at"), False),
            (("price_currency", "price_minor"), False),
            (("owner_id", "came_at"), False),
            (("place_id", "removed", "availability"), False),
            (("place_id", "removed", "came_at"), False),
            SQL(
                'CREATE INDEX "piece_now_to_complete" ON "piece_now" ("missing", "came_at")'
                f" WHERE {TO_COMPLETE}"
            ),
        )


class LineNow(Projection):
    """An order line as it stands: its state, its job, how many of its checks are made."""

    id = IntegerField(primary_key=True)
    order_id = integer(index=True)
    state = text()
    job_id = integer(null=True)
    discount_minor = integer()
    checks_made = integer()


class OrderNow(Projection):
    """An order as it stands: state, client, totals by the channel and by us, what is paid and due."""

    id = IntegerField(primary_key=True)
    number = text(index=True)
    channel = text()
    party_id = integer(null=True, index=True)
    client = text()
    state = text()
    hold_reason = text()
    placed_at = integer()
    due_on = text()
    currency = text()
    total_minor = integer()
    difference_minor = integer()
    paid_minor = integer()
    refunded_minor = integer()
    balance_minor = integer()
    lines = integer()
    units = integer()
    first_line = text()
    country = text()
    financial_status = text()
    jobs = integer()
    checks_made = integer()
    rush = integer()
    removed = integer()

    class Meta:
        indexes = (
            (("removed", "placed_at"), False),
            (("removed", "client", "placed_at"), False),
            (("removed", "total_minor"), False),
            (("removed", "state", "placed_at"), False),
            (("removed", "due_on", "state"), False),
            SQL(
                'CREATE INDEX "order_now_to_review" ON "order_now"'
                f' ("difference_minor", "rush", "placed_at") WHERE {TO_REVIEW}'
            ),
        )


class JobNow(Projection):
    """A job as it stands: stage, state, weights in and out."""

    id = IntegerField(primary_key=True)
    number = text(index=True)
    order_id = integer(null=True, index=True)
    line_id = integer(null=True)
    piece_id = integer(null=True, index=True)
    job_kind = text()
    client = text()
    title = text()
    state = text()
    stage = text()
    stage_since_at = integer()
    due_on = text()
    rush = integer()
    artisan = text()
    code = text()
    made_at = integer()
    removed = integer()

    class Meta:
        indexes = ((("removed", "state", "due_on"), False), (("removed", "made_at"), False))


class ItemNow(Projection):
    """A consignment item as it stands: state, terms that apply, when it expires.

    ``currency`` is the agreement's; each amount has the currency that it was said in, "" where none was.
    """

    id = IntegerField(primary_key=True)
    number = text(index=True)
    piece_id = integer(index=True)
    agreement_id = integer(index=True)
    party_id = integer(index=True)
    state = text()
    agreed_minor = integer(null=True)
    agreed_currency = text()
    reserve_minor = integer(null=True)
    reserve_currency = text()
    currency = text()
    hold_until = text()
    expires_on = text()


class PartyNow(Projection):
    """A party with how to reach it and how much it has with us."""

    id = IntegerField(primary_key=True)
    display = text(index=True)
    sort_name = text(index=True)
    roles = text()
    email = text()
    phone = text()
    city = text()
    country = text()
    orders = integer()
    last_order_at = integer(null=True)
    items = integer()
    removed = integer()


class SearchRow(Projection):
    """Which record a row of a search index means; rowids are made from the time: newest first."""

    kind_code = text()
    row = integer()
    target_id = integer()

    class Meta:
        primary_key = CompositeKey("kind_code", "row")
        without_rowid = True
        indexes = ((("target_id", "kind_code"), True),)


SEARCHED = ("piece", "order", "job", "party", "place", "document")
"""The kinds of record that have a search index ``<kind>_search(body)``."""

"""line_now, order_now, job_now and party_now: orders, work and people as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace

from app.models.base import Projection
from app.models.database import Database
from app.models.now import JobNow, LineNow, OrderNow, PartyNow
from app.models.projections.codes import SAME_CODE
from app.models.projections.replace import Rows
from app.models.projections.touched import source


def _rows(model: type[Projection], select: str) -> Callable[[Database, Iterable[int]], None]:
    return Rows(model, select).rebuild


_STATE = "(SELECT {column} FROM state_now AS s WHERE s.subject_id = {id} AND s.machine = '{m}')"
_LINE_ORDER = "SELECT order_id FROM order_line WHERE id IN (SELECT value FROM json_each(?))"

_MADE_CHECKS = """iif(NOT EXISTS (SELECT 1 FROM ticked WHERE order_id = {order}), 0,
  (SELECT count(*) FROM (SELECT ok, row_number() OVER (PARTITION BY point, line_id ORDER BY hlc DESC, id DESC) AS nth
  FROM ticked AS t WHERE t.order_id = {order} {more}) WHERE nth = 1 AND ok = 1))"""

LINES = SimpleNamespace(
    NAME="line_now",
    SOURCES=(
        source("order_line"),
        source("transition", "subject_id", machine="line"),
        source("job", "line_id"),
        source("discount_share", "line_id"),
        source("ticked", "line_id"),
    ),
    ALL_KEYS="SELECT id FROM order_line",
    rebuild=_rows(
        LineNow,
        f"""
SELECT l.id, l.order_id,
  coalesce({_STATE.format(column="state", id="l.id", m="line")}, 'new'),
  (SELECT j.id FROM job AS j WHERE j.line_id = l.id AND j.removed = 0 ORDER BY j.id DESC LIMIT 1),
  coalesce((SELECT sum(d.amount_minor) FROM discount_share AS d WHERE d.order_id = l.order_id
    AND d.line_id = l.id), 0),
  {_MADE_CHECKS.format(order="l.order_id", more="AND t.line_id = l.id")}
FROM order_line AS l
WHERE l.removed = 0 AND l.id IN (SELECT value FROM json_each(:keys))
""",
    ),
)

_PAID = "coalesce((SELECT sum(f.amount_minor) FROM {table} AS f WHERE f.order_id = o.id), 0)"
_LINE = "order_line AS l WHERE l.order_id = o.id AND l.removed = 0"

ORDERS = SimpleNamespace(
    NAME="order_now",
    SOURCES=(
        source("sales_order"),
        source("transition", "subject_id", machine="order"),
        source("order_line", "order_id"),
        source("payment", "order_id"),
        source("refund", "order_id"),
        source("ticked", "order_id"),
        source("job", "order_id"),
        source(
            "party",
            via="SELECT id FROM sales_order WHERE party_id IN (SELECT value FROM json_each(?))",
        ),
        source(
            "channel",
            via="SELECT id FROM sales_order WHERE channel_id IN (SELECT value FROM json_each(?))",
        ),
    ),
    ALL_KEYS="SELECT id FROM sales_order",
    rebuild=_rows(
        OrderNow,
        f"""
SELECT id, number, channel, party_id, client, state, iif(state = 'on_hold', reason, ''),
  placed_at, due_on, currency, total_minor, difference_minor, paid_minor, refunded_minor,
  total_minor - paid_minor + refunded_minor, lines, units, first_line, country,
  financial_status, jobs, checks_made, rush, removed
FROM (SELECT o.id, o.number,
  coalesce((SELECT c.kind_code || '/' || c.account FROM channel AS c WHERE c.id = o.channel_id), '')
    AS channel,
  o.party_id,
  coalesce((SELECT nullif(p.display, '') FROM party AS p WHERE p.id = o.party_id),
    nullif(o.bill_name, ''), nullif(o.ship_name, ''), o.email) AS client,
  coalesce({_STATE.format(column="state", id="o.id", m="order")}, 'imported') AS state,
  coalesce({_STATE.format(column="reason_code", id="o.id", m="order")}, '') AS reason,
  o.ordered_at AS placed_at, o.promised_on AS due_on, o.currency,
  coalesce(o.stated_total_minor, 0) AS total_minor, o.difference_minor,
  {_PAID.format(table="payment")} AS paid_minor, {_PAID.format(table="refund")} AS refunded_minor,
  (SELECT count(*) FROM {_LINE}) AS lines,
  coalesce((SELECT sum(l.quantity) FROM {_LINE}), 0) AS units,
  coalesce((SELECT l.name FROM {_LINE} ORDER BY l.position, l.id LIMIT 1), '') AS first_line,
  coalesce(nullif(o.ship_country, ''), o.bill_country) AS country, o.financial_status,
  (SELECT count(*) FROM job AS j WHERE j.order_id = o.id AND j.removed = 0) AS jobs,
  {_MADE_CHECKS.format(order="o.id", more="")} AS checks_made,
  o.rush, o.removed
  FROM sales_order AS o WHERE o.id IN (SELECT value FROM json_each(:keys)))
""",
    ),
)

JOBS = SimpleNamespace(
    NAME="job_now",
    SOURCES=(
        source("job"),
        source("job_stage", "job_id"),
        source("transition", "subject_id", machine="job"),
        source("code", "target_id", target_kind="job"),
        source("code", "text_value", via=SAME_CODE),
        source(
            "order_line",
            via="SELECT id FROM job WHERE line_id IN (SELECT value FROM json_each(?))",
        ),
        source(
            "sales_order",
            via="SELECT id FROM job WHERE order_id IN (SELECT value FROM json_each(?))",
        ),
        source(
            "party",
            via="SELECT id FROM job WHERE artisan_id IN (SELECT value FROM json_each(?1))"
            " UNION SELECT id FROM job WHERE order_id IN (SELECT id FROM sales_order"
            " WHERE party_id IN (SELECT value FROM json_each(?1)))",
        ),
        source(
            "piece", via="SELECT id FROM job WHERE piece_id IN (SELECT value FROM json_each(?))"
        ),
    ),
    ALL_KEYS="SELECT id FROM job",
    rebuild=_rows(
        JobNow,
        f"""
SELECT j.id, j.number, j.order_id, j.line_id, j.piece_id, j.job_kind,
  coalesce((SELECT coalesce(nullif(p.display, ''), o.bill_name) FROM sales_order AS o
    LEFT JOIN party AS p ON p.id = o.party_id WHERE o.id = j.order_id), ''),
  coalesce((SELECT l.name FROM order_line AS l WHERE l.id = j.line_id),
    (SELECT p.description FROM piece AS p WHERE p.id = j.piece_id), ''),
  coalesce({_STATE.format(column="state", id="j.id", m="job")}, 'draft'),
  coalesce((SELECT s.stage FROM job_stage AS s WHERE s.job_id = j.id AND s.direction = 'in'
    ORDER BY s.hlc DESC, s.id DESC LIMIT 1), ''),
  coalesce((SELECT (s.hlc >> 16) + 1577836800000 FROM job_stage AS s WHERE s.job_id = j.id
    ORDER BY s.hlc DESC, s.id DESC LIMIT 1),
    {_STATE.format(column="since_at", id="j.id", m="job")}, 0),
  j.due_on, j.rush,
  coalesce((SELECT p.display FROM party AS p WHERE p.id = j.artisan_id), ''),
  coalesce((SELECT c.code FROM code_now AS c WHERE c.target_id = j.id AND c.alias = 0
    AND c.replaced = 0 ORDER BY c.code DESC LIMIT 1), ''),
  (j.id >> 22) + 1577836800000, j.removed
FROM job AS j WHERE j.id IN (SELECT value FROM json_each(:keys))
""",
    ),
)


def _role(column: str, word: str) -> str:
    return f"iif(p.is_{column}, '{word},', '')"


_ROLES = " || ".join(
    _role(role, role) for role in ("client", "consignor", "vendor", "artisan", "borrower")
)


def _contact(purpose: str) -> str:
    return (
        "coalesce((SELECT c.value FROM contact AS c WHERE c.party_id = p.id AND c.removed = 0"
        f" AND c.purpose = '{purpose}' ORDER BY c.id LIMIT 1), '')"
    )


PARTIES = SimpleNamespace(
    NAME="party_now",
    SOURCES=(
        source("party"),
        source("contact", "party_id"),
        source("address", "party_id"),
        source("sales_order", "party_id"),
        source("agreement", "party_id"),
        source(
            "consignment_item",
            "agreement_id",
            via="SELECT party_id FROM agreement WHERE id IN (SELECT value FROM json_each(?))",
        ),
    ),
    ALL_KEYS="SELECT id FROM party",
    rebuild=_rows(
        PartyNow,
        f"""
SELECT p.id, p.display, lower(coalesce(nullif(p.family, ''), p.display)), rtrim({_ROLES}, ','),
  {_contact("email")}, {_contact("phone")},
  coalesce((SELECT a.city FROM address AS a WHERE a.party_id = p.id AND a.removed = 0
    ORDER BY a.id LIMIT 1), ''),
  coalesce((SELECT a.country FROM address AS a WHERE a.party_id = p.id AND a.removed = 0
    ORDER BY a.id LIMIT 1), ''),
  (SELECT count(*) FROM sales_order AS o WHERE o.party_id = p.id AND o.removed = 0),
  (SELECT max(o.ordered_at) FROM sales_order AS o WHERE o.party_id = p.id AND o.removed = 0),
  (SELECT count(*) FROM consignment_item AS i JOIN agreement AS a ON a.id = i.agreement_id
    WHERE a.party_id = p.id AND i.removed = 0),
  p.removed
FROM party AS p WHERE p.id IN (SELECT value FROM json_each(:keys))
""",
    ),
)

"""piece_now and item_now: a piece and its consignment as they stand."""

from __future__ import annotations

from types import SimpleNamespace

from app.models.now import ItemNow, PieceNow
from app.models.projections.codes import SAME_CODE
from app.models.projections.replace import Rows
from app.models.projections.touched import source

_ITEM_TO_PIECE = (
    "SELECT piece_id FROM consignment_item WHERE agreement_id IN (SELECT value FROM json_each(?))"
)


_COVERED = "insured', 'declared"
"""What a piece is covered for: insured, or of a client's own what its owner states."""


def _last(table: str, value: str, what: str) -> str:
    return (
        f"(SELECT {value} FROM {table} AS f WHERE f.subject_id = p.id AND f.what IN ('{what}')"
        " ORDER BY f.hlc DESC, f.id DESC LIMIT 1)"
    )


_PHOTOS = (
    "attached AS a WHERE a.subject_id = p.id AND a.subject_kind = 'piece' AND a.counter_of IS NULL"
    " AND a.role <> 'paper'"
    " AND NOT EXISTS (SELECT 1 FROM attached AS c WHERE c.subject_id = a.subject_id"
    " AND c.counter_of = a.id)"
)
_STATE = "(SELECT state FROM state_now AS s WHERE s.subject_id = p.id AND s.machine = '{machine}')"


def _amount(what: str) -> str:
    """The last value of a kind with the currency that it was said in."""
    return f"{what}.amount_minor AS {what}_minor, coalesce({what}.currency, '') AS {what}_currency"


def _said(what: str, kinds: str = "") -> str:
    """Where ``_amount`` finds the last value of a kind, or of several kinds that stand for it."""
    return f"LEFT JOIN priced AS {what} ON {what}.id = {_last('priced', 'f.id', kinds or what)}"


_PIECES = f"""
WITH found AS MATERIALIZED (SELECT p.id, p.category, p.description, p.ownership, p.owner_id, p.style_id,
  coalesce({_STATE.format(machine="piece")}, 'intake') AS availability,
  coalesce({_STATE.format(machine="quality")}, 'ok') AS quality,
  last_move.to_place_id AS place_id, last_move.keeper_id,
  {_last("measured", "value", "gross_weight_mg")} AS weight_mg,
  {_amount("price")}, {_amount("agreed")}, {_amount("reserve")}, {_amount("insured")},
  coalesce((SELECT c.code FROM code_now AS c WHERE c.target_id = p.id AND c.alias = 0
    AND c.replaced = 0 ORDER BY c.code DESC LIMIT 1), '') AS code,
  (SELECT i.number FROM consignment_item AS i WHERE i.piece_id = p.id AND i.removed = 0
    ORDER BY i.id DESC LIMIT 1) AS item_number,
  (SELECT count(*) FROM {_PHOTOS}) AS photos,
  (SELECT count(*) FROM report AS r WHERE r.piece_id = p.id) AS reports,
  EXISTS (SELECT 1 FROM metal AS t WHERE t.piece_id = p.id AND t.removed = 0)
    OR p.category = 'loose_stone' AS has_metal,
  (SELECT count(*) FROM case_file AS k WHERE k.subject_id = p.id
    AND coalesce((SELECT s.state FROM state_now AS s WHERE s.subject_id = k.id
      AND s.machine = 'case'), '') <> 'settled') AS open_cases,
  (p.id >> 22) + 1577836800000 AS came_at,
  p.removed, p.number
  FROM piece AS p
  LEFT JOIN move AS last_move ON last_move.id = (SELECT m.id FROM move AS m
    WHERE m.subject_id = p.id AND m.subject_kind = 'piece' ORDER BY m.hlc DESC, m.id DESC LIMIT 1)
  {_said("price")} {_said("agreed")} {_said("reserve")} {_said("insured", _COVERED)}
  WHERE p.id IN (SELECT value FROM json_each(:keys)))
SELECT id, category, description, ownership, owner_id, style_id, availability, quality,
  place_id, keeper_id, weight_mg, price_minor, price_currency, agreed_minor, agreed_currency,
  reserve_minor, reserve_currency, insured_minor, insured_currency, code, coalesce(item_number, ''),
  iif(photos = 0, '', coalesce((SELECT f.sha256 FROM file AS f JOIN (SELECT a.file_id, a.position,
    a.id FROM {_PHOTOS}) AS chosen ON chosen.file_id = f.id
    ORDER BY chosen.position, chosen.id LIMIT 1), '')),
  photos, reports,
  rtrim(iif(photos = 0, 'photo,', '') || iif(weight_mg IS NULL, 'weight,', '')
    || iif(has_metal, '', 'metal,')
    || iif(reports = 0 AND ownership <> 'owned', 'report,', '')
    || iif(price_minor IS NULL AND agreed_minor IS NULL AND ownership <> 'customer_property',
           'price,', ''), ','),
  iif(item_number IS NULL, '', coalesce((SELECT date(a.begins_on, '+' || a.hold_days || ' days')
    FROM consignment_item AS i JOIN agreement AS a ON a.id = i.agreement_id
    WHERE i.piece_id = p.id AND i.removed = 0 AND a.hold_days > 0 AND a.begins_on <> ''
    ORDER BY i.id DESC LIMIT 1), '')),
  open_cases, came_at, removed, number
FROM found AS p
"""
"""What is asked of a piece is told once (MATERIALIZED): the outer part would ask it again for each
time that it names it."""


PIECES = SimpleNamespace(
    NAME="piece_now",
    SOURCES=(
        source("piece"),
        source("transition", "subject_id", machine=("piece", "quality")),
        source("move", "subject_id", subject_kind="piece"),
        source("measured", "subject_id", subject_kind="piece"),
        source("priced", "subject_id", subject_kind="piece"),
        source("metal", "piece_id"),
        source("code", "target_id", target_kind="piece"),
        source("code", "text_value", via=SAME_CODE),
        source("attached", "subject_id", subject_kind="piece"),
        source("report", "piece_id"),
        source("consignment_item", "piece_id"),
        source("agreement", via=_ITEM_TO_PIECE),
        source("case_file", "subject_id"),  # of the piece itself or of its quality
        source(
            "transition",
            "subject_id",
            machine="case",
            via="SELECT subject_id FROM case_file WHERE id IN (SELECT value FROM json_each(?))",
        ),
    ),
    ALL_KEYS="SELECT id FROM piece",
    rebuild=Rows(PieceNow, _PIECES).rebuild,
)

_ITEMS = f"""
SELECT i.id, i.number, i.piece_id, i.agreement_id, a.party_id,
  coalesce((SELECT s.state FROM state_now AS s WHERE s.subject_id = i.id AND s.machine = 'item'),
    'offered'),
  {_amount("agreed")}, {_amount("reserve")}, a.currency,
  iif(a.begins_on = '', '', coalesce(date(a.begins_on, '+' || a.hold_days || ' days'), '')),
  iif(a.begins_on = '', '', coalesce(date(a.begins_on, '+' || a.term_days || ' days'), ''))
FROM consignment_item AS i JOIN agreement AS a ON a.id = i.agreement_id
JOIN piece AS p ON p.id = i.piece_id {_said("agreed")} {_said("reserve")}
WHERE i.removed = 0 AND i.id IN (SELECT value FROM json_each(:keys))
"""


ITEMS = SimpleNamespace(
    NAME="item_now",
    SOURCES=(
        source("consignment_item"),
        source("transition", "subject_id", machine="item"),
        source(
            "agreement",
            via="SELECT id FROM consignment_item"
            " WHERE agreement_id IN (SELECT value FROM json_each(?))",
        ),
        source(
            "priced",
            "subject_id",
            subject_kind="piece",
            via="SELECT id FROM consignment_item"
            " WHERE piece_id IN (SELECT value FROM json_each(?))",
        ),
    ),
    ALL_KEYS="SELECT id FROM consignment_item",
    rebuild=Rows(ItemNow, _ITEMS).rebuild,
)

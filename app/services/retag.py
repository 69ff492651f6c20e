"""Tags that no longer say the price: which pieces want a new one, printed as one batch.

The new tag keeps its number; that the old one is destroyed is noted as soon as the new one is out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.wording import counted
from app.models.database import Database
from app.services.print_jobs import print_tags
from app.services.turns import Turn, at_once
from app.shop import Shop

GONE = ("delivered", "returned_to_owner", "written_off", "broken_up")
REASON = "changed"


@dataclass(frozen=True)
class OldTag:
    """A piece whose tag was printed before its price was changed; amounts in minor units of the
    currency beside them."""

    piece_id: int
    number: str
    description: str
    place_id: int | None
    price_minor: int | None
    currency: str
    before_minor: int | None
    before_currency: str
    priced_at: int


_OLD = """
WITH tag AS (
  SELECT c.target_id AS piece_id, max(p.hlc) AS hlc, EXISTS (SELECT 1 FROM printed AS o
    WHERE o.work_id = p.work_id AND o.subject_id = c.id AND o.outcome = 'outdated') AS outdated
  FROM code_now AS n
  JOIN code AS c ON c.text_value = n.code AND c.alias = 0
  JOIN printed AS p ON p.subject_kind = 'code' AND p.subject_id = c.id
  WHERE n.target_kind = 'piece' AND n.alias = 0 AND n.replaced = 0
  AND p.outcome IN ('sent', 'doubtful') GROUP BY c.target_id)
SELECT n.id, n.number, n.description, n.place_id, n.price_minor, n.price_currency,
  iif(tag.outdated, NULL, before.amount_minor),
  iif(tag.outdated, '', coalesce(before.currency, '')), w.at
FROM tag JOIN piece_now AS n ON n.id = tag.piece_id
LEFT JOIN priced AS before ON before.id = (SELECT b.id FROM priced AS b
  WHERE b.subject_id = n.id AND b.subject_kind = 'piece' AND b.what = 'price'
  AND b.hlc < tag.hlc ORDER BY b.hlc DESC LIMIT 1)
JOIN priced AS r ON r.id = (SELECT x.id FROM priced AS x WHERE x.subject_id = n.id
  AND x.subject_kind = 'piece' AND x.what = 'price' ORDER BY x.hlc DESC LIMIT 1)
JOIN work AS w ON w.id = r.work_id
WHERE (r.hlc > tag.hlc OR tag.outdated) AND n.removed = 0
  AND n.availability NOT IN (SELECT value FROM json_each('["{gone}"]'))
ORDER BY r.hlc DESC
""".format(gone='","'.join(GONE))


def retag_list(db: Database) -> list[OldTag]:
    """The pieces of the house whose tag says an older price, the newest change first.

    A price that went back to what the tag says is none of them.
    """
    rows = [OldTag(*row) for row in db.rows(_OLD)]
    return [
        row
        for row in rows
        if (row.price_minor, row.currency) != (row.before_minor, row.before_currency)
    ]


def retag(
    shop: Shop,
    actor: Actor,
    piece_ids: Sequence[int],
    *,
    printer: str = "",
    turn: Turn = at_once,
) -> Changes:
    """Print new tags for these pieces as one job of the re-tag list."""
    return print_tags(
        shop,
        actor,
        "piece",
        piece_ids,
        title=f"Re-tag list, {counted(len(piece_ids), 'piece')}",
        reason_code=REASON,
        printer=printer,
        turn=turn,
    )

"""What was imported before: one line a file, so that a whole import can be taken back later."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.changes import Changes
from app.models.database import Database
from app.services.settings import put_here
from app.shop import Shop

_NAME = "import.name."
"""Local setting: what the file of a digest was called on this PC."""


@dataclass(frozen=True)
class PastImport:
    """A file that was brought in.

    ``name`` is what it was called ("" where another PC read it), ``at`` (ms) when its last orders
    came, ``orders`` how many orders it told of, ``here`` whether any of them is still there.
    """

    sha256: str
    name: str
    at: int
    by: str
    orders: int
    here: bool


def remember_name(shop: Shop, sha256: str, name: str) -> Changes:
    """Keep on this PC what the file was called."""
    return put_here(shop, _NAME + sha256, name)


# Steps from one digest to the next in the index, however many rows a file has.
_FILES = """
WITH RECURSIVE file(sha256) AS (
  SELECT min(file_sha256) FROM order_source
  UNION ALL
  SELECT (SELECT min(s.file_sha256) FROM order_source AS s WHERE s.file_sha256 > file.sha256)
  FROM file WHERE file.sha256 IS NOT NULL)
SELECT f.sha256,
  (SELECT max(s.hlc) FROM order_source AS s WHERE s.file_sha256 = f.sha256) AS last_hlc
FROM file AS f WHERE f.sha256 IS NOT NULL AND f.sha256 <> '' ORDER BY last_hlc DESC LIMIT ?
"""
_ABOUT = """
SELECT count(DISTINCT s.order_id),
  (SELECT w.at FROM order_source AS l JOIN work AS w ON w.id = l.work_id
   WHERE l.file_sha256 = ?1 ORDER BY l.hlc DESC LIMIT 1),
  (SELECT coalesce(u.display, '') FROM order_source AS l JOIN work AS w ON w.id = l.work_id
   LEFT JOIN user AS u ON u.id = w.actor_id
   WHERE l.file_sha256 = ?1 ORDER BY l.hlc DESC LIMIT 1),
  EXISTS (SELECT 1 FROM order_source AS l JOIN sales_order AS o ON o.id = l.order_id
   WHERE l.file_sha256 = ?1 AND o.removed = 0)
FROM order_source AS s WHERE s.file_sha256 = ?1
"""


def past_imports(db: Database, limit: int = 30) -> list[PastImport]:
    """The files that were brought in, the latest first."""
    names: dict[str, str] = dict(
        db.rows(
            "SELECT substr(name, ?), value FROM local_setting WHERE name LIKE ? || '%'",
            (len(_NAME) + 1, _NAME),
        )
    )
    found = []
    for sha256, _ in db.rows(_FILES, (limit,)):
        row = db.row(_ABOUT, (sha256,))
        assert row is not None
        orders, at, by, here = row
        found.append(
            PastImport(sha256, names.get(sha256, ""), at or 0, by or "", orders, bool(here))
        )
    return found

"""place_tree: where each place hangs now, its path in words, and what being there means."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.database import Database
from app.models.projections.touched import source

NAME = "place_tree"
SOURCES = (source("place"), source("move", "subject_id", subject_kind="place"))
ALL_KEYS = "SELECT id FROM place"

WHEREABOUTS = {
    "bench": "bench",
    "event": "event",
    "in_transit": "transit",
    "lost": "missing",
    "external_party": "out",
    "sold": "gone",
    "written_off": "gone",
}
"""Whereabouts told by the kind of place; every other kind is in the house."""


def rebuild(db: Database, keys: Iterable[int]) -> None:
    """Compute the whole tree anew: it is small, and one moved tray changes all paths below it."""
    parents: dict[int, int | None] = dict(db.rows("SELECT id, parent_id FROM place"))
    parents.update(
        db.rows(
            "SELECT subject_id, to_place_id FROM (SELECT subject_id, to_place_id,"
            " row_number() OVER (PARTITION BY subject_id ORDER BY hlc DESC, id DESC) AS nth"
            " FROM move WHERE subject_id IN (SELECT id FROM place) AND subject_kind='place')"
            " WHERE nth = 1"
        )
    )
    places = {row[0]: row for row in db.rows("SELECT id, kind_code, name, removed FROM place")}
    db.run("DELETE FROM place_tree")
    db.run_many(
        "INSERT INTO place_tree (id, parent_id, kind_code, name, path, whereabouts, site_id)"
        " VALUES (?,?,?,?,?,?,?)",
        (
            (
                place,
                parents[place],
                row[1],
                row[2],
                " / ".join(places[p][2] for p in reversed(_upward(place, parents))),
                _whereabouts(place, parents, places),
                next((p for p in _upward(place, parents) if places[p][1] == "site"), None),
            )
            for place, row in places.items()
        ),
    )


def _upward(place: int, parents: dict[int, int | None]) -> list[int]:
    """The place and all above it; a loop that two PCs made together ends at its first repetition."""
    path: list[int] = []
    at: int | None = place
    while at is not None and at in parents and at not in path:
        path.append(at)
        at = parents[at]
    return path


def _whereabouts(place: int, parents: dict[int, int | None], places: dict[int, tuple]) -> str:
    kinds = (places[p][1] for p in _upward(place, parents))
    return next((WHEREABOUTS[kind] for kind in kinds if kind in WHEREABOUTS), "house")

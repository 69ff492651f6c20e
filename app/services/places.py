"""Places: a tree of sites, safes, vitrines and trays, and what lies in them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError, StateError
from app.domain.letters import folded
from app.domain.vocabulary import PLACE_KINDS
from app.domain.worth import Against, Worth, against, doubt_words
from app.models.database import Database
from app.models.shopwide import Place
from app.models.work import Work
from app.services.house_rules import house_rules
from app.services.move_rules import contents_of, worth_in
from app.services.pieces import PieceRow, piece_rows

LONGEST_NAME = 40
MOST_PIECES = 500
"""A place's page shows so many pieces; the list of pieces shows all."""


@dataclass(frozen=True)
class PlaceForm:
    """A place as typed; ``limit_minor`` is the value insured there, None = no limit."""

    name: str
    kind: str = "tray"
    title: str = ""
    parent_id: int | None = None
    limit_minor: int | None = None
    two_persons: bool = False
    empty_at_night: bool = False


@dataclass(frozen=True)
class PlaceNode:
    """A place in the tree: ``depth`` from the top, ``pieces`` in it and below."""

    id: int
    parent_id: int | None
    depth: int
    kind: str
    name: str
    title: str
    path: str
    whereabouts: str
    code: str
    pieces: int


@dataclass(frozen=True)
class PlaceCard:
    """A place's page: where it hangs, what is in it and below it, their worth against the limit.

    ``doubt`` says which values in another currency could not be held against it and count as above.
    """

    id: int
    parent_id: int | None
    kind: str
    name: str
    title: str
    path: str
    whereabouts: str
    code: str
    limit_minor: int | None
    two_persons: bool
    empty_at_night: bool
    children: tuple[PlaceNode, ...]
    pieces: tuple[PieceRow, ...]
    count: int
    worth: Worth
    currency: str
    over_limit: bool
    doubt: str


_TREE = """
SELECT t.id, t.parent_id, t.kind_code, t.name, p.title, t.path, t.whereabouts,
  coalesce((SELECT c.code FROM code_now AS c WHERE c.target_id = t.id AND c.alias = 0
    AND c.replaced = 0 ORDER BY c.code DESC LIMIT 1), ''),
  coalesce(n.pieces, 0)
FROM place_tree AS t JOIN place AS p ON p.id = t.id
LEFT JOIN (SELECT place_id, count(*) AS pieces FROM piece_now WHERE removed = 0
  AND availability NOT IN ('delivered', 'returned_to_owner', 'written_off', 'broken_up')
  GROUP BY place_id) AS n ON n.place_id = t.id
WHERE p.removed = 0
"""


def place_tree(db: Database) -> list[PlaceNode]:
    """All places, parents before their children, in the order of their names."""
    rows = {row[0]: row for row in db.rows(_TREE)}
    children: dict[int | None, list[int]] = {}
    for place_id, row in rows.items():
        parent = row[1] if row[1] in rows and row[1] != place_id else None
        children.setdefault(parent, []).append(place_id)
    found: list[PlaceNode] = []

    def walk(place_id: int, depth: int) -> int:
        row = rows.pop(place_id)
        at = len(found)
        found.append(PlaceNode(*(*row[:2], depth, *row[2:])))
        below = sorted(children.get(place_id, ()), key=lambda i: rows[i][3] if i in rows else "")
        inside = row[8] + sum(walk(child, depth + 1) for child in below if child in rows)
        found[at] = replace(found[at], pieces=inside)
        return int(inside)

    for top in sorted(children.get(None, ()), key=lambda i: rows[i][3]):
        walk(top, 0)
    while rows:  # a ring that two PCs made together hangs nowhere: its places are shown at the top
        walk(next(iter(rows)), 0)
    return found


def place_card(db: Database, place_id: int) -> PlaceCard:
    """A place's page; NotFoundError if there is no such place."""
    nodes = place_tree(db)
    node = next((one for one in nodes if one.id == place_id), None)
    row = db.row(
        "SELECT limit_minor, two_persons, empty_at_night FROM place WHERE id = ?", (place_id,)
    )
    if node is None or row is None:
        raise NotFoundError(
            "Not found", "There is no such place any more.", "Look at the list of places."
        )
    here = contents_of(db, place_id)
    house = house_rules(db)
    worth = worth_in(db, place_id, house.currency)
    stands = Against.BELOW
    if row[0] is not None:
        stands = against(worth, row[0], house.currency, beyond=True)
    return PlaceCard(
        id=place_id,
        parent_id=node.parent_id,
        kind=node.kind,
        name=node.name,
        title=node.title,
        path=node.path,
        whereabouts=node.whereabouts,
        code=node.code,
        limit_minor=row[0],
        two_persons=bool(row[1]),
        empty_at_night=bool(row[2]),
        children=tuple(one for one in nodes if one.parent_id == place_id),
        pieces=tuple(piece_rows(db, here[:MOST_PIECES])),
        count=len(here),
        worth=worth,
        currency=house.currency,
        over_limit=bool(stands),
        doubt=doubt_words(worth, row[0], house.currency, house.locale)
        if stands is Against.UNKNOWN
        else "",
    )


def find_places(db: Database, text: str, limit: int = 8) -> list[PlaceNode]:
    """Places whose name or title begins with what was typed, for the move field; all for ''."""
    wanted = folded(text).split()
    best = []
    for node in place_tree(db):
        words = folded(f"{node.name} {node.name.replace('-', ' ')} {node.title}").split()
        if all(any(word.startswith(each) for word in words) for each in wanted):
            best.append((not folded(node.name).startswith(folded(text.strip())), node))
    best.sort(key=lambda pair: pair[0])
    return [node for _, node in best[:limit]]


# ---------------------------------------------------------------------- writing
def add_place(w: Work, form: PlaceForm) -> Changes:
    """Add a place with its scan code."""
    w.require("settings.update")
    columns = _checked(w, form, 0)
    if form.parent_id is not None:
        w.get(Place, form.parent_id)
    place_id = w.add(Place, **columns, parent_id=form.parent_id)
    w.code("place", place_id)
    return Changes.of(f"{form.title or form.name} added", w.id, place=place_id)


def edit_place(w: Work, place_id: int, form: PlaceForm) -> Changes:
    """Rename a place or change its limit; where it hangs changes by ``move_place``."""
    w.require("settings.update")
    w.get(Place, place_id)
    w.edit(Place, place_id, **_checked(w, form, place_id))
    return Changes.of(f"{form.title or form.name} changed", w.id, place=place_id)


def remove_place(w: Work, place_id: int) -> Changes:
    """Take an empty place out of use."""
    w.require("settings.update")
    place = w.get(Place, place_id)
    inside = len(contents_of(w, place_id))
    below = w.value(
        "SELECT count(*) FROM place_tree AS t JOIN place AS p ON p.id = t.id"
        " WHERE t.parent_id = ? AND p.removed = 0",
        (place_id,),
    )
    if inside or below:
        raise StateError(
            "It is not empty",
            f"{place['title'] or place['name']} still holds {inside} pieces and {below} places.",
            "Move them elsewhere first.",
        )
    w.remove(Place, place_id)
    return Changes.of(f"{place['title'] or place['name']} removed", w.id, place=place_id)


def _checked(w: Work, form: PlaceForm, place_id: int) -> dict[str, object]:
    """The columns of a place with a tidy name that no other place has; InputError names the field."""
    name = " ".join(unicodedata.normalize("NFC", form.name).split())
    if not name or len(name) > LONGEST_NAME:
        raise InputError(
            "A name is missing",
            f"A place needs a name of 1 to {LONGEST_NAME} letters.",
            "Type a short name as on its label, such as VIT-A or TRAY-07.",
            field="name",
        )
    taken = w.value(
        "SELECT 1 FROM place WHERE removed = 0 AND name = ? COLLATE NOCASE AND id <> ?",
        (name, place_id),
    )
    if taken:
        raise InputError(
            "The name is taken",
            f"There is a place called {name} already.",
            "Give this one another name, so that nobody puts a piece into the wrong one.",
            field="name",
        )
    if form.kind not in PLACE_KINDS:
        raise InputError(
            "What kind of place?", "The kind is not known.", "Choose one.", field="kind"
        )
    if form.limit_minor is not None and form.limit_minor < 0:
        raise InputError("Below zero", "The limit is below zero.", "Type 0 or more.", field="limit")
    return {
        "kind_code": form.kind,
        "name": name,
        "title": form.title.strip(),
        "limit_minor": form.limit_minor,
        "two_persons": int(form.two_persons),
        "empty_at_night": int(form.empty_at_night),
    }

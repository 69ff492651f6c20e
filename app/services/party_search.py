"""Parties found by three letters of a name, and those that a new one may be another record of."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.letters import folded
from app.models.database import Database, Row
from app.services.house_rules import Asks
from app.services.party_forms import PartyForm, checked, known_role
from app.services.search_text import fts_query, whole_query

_CANDIDATES = 300


@dataclass(frozen=True)
class PartyFound:
    """A party in a pick list: who, how to tell it from a namesake, and what it has with us."""

    id: int
    display: str
    roles: tuple[str, ...]
    email: str
    phone: str
    city: str
    country: str
    items: int
    orders: int


@dataclass(frozen=True)
class Duplicate:
    """A party that may be the same one; ``why`` names what is equal: e-mail, phone, name and postcode."""

    party: PartyFound
    why: str


_FOUND = """
SELECT n.id, n.display, n.roles, n.email, n.phone, n.city, n.country, n.items, n.orders, p.given,
  p.family
FROM party_search AS s
CROSS JOIN search_row AS r ON r.kind_code = 'party' AND r.row = s.rowid
CROSS JOIN party_now AS n ON n.id = r.target_id
CROSS JOIN party AS p ON p.id = n.id
WHERE party_search MATCH ? AND n.removed = 0 {more}
ORDER BY s.rowid DESC LIMIT ?
"""


def find_parties(db: Database, text: str, role: str = "", limit: int = 8) -> list[PartyFound]:
    """Parties whose names begin with what was typed (accents and order do not matter), best first.

    ``role`` puts the parties with this role first ("consignor" at take-in); it hides nobody.
    """
    query = fts_query(text)
    if not query:
        return []
    rows = db.rows(_FOUND.format(more=""), (query, _CANDIDATES))
    if role:
        more = f"AND p.is_{known_role(role)} = 1"
        rows += db.rows(_FOUND.format(more=more), (query, _CANDIDATES))
    words = folded(text).split()
    best = sorted({row[0]: row for row in rows}.values(), key=lambda row: _rank(row, words, role))
    return [_found(row) for row in best[:limit]]


def _rank(row: Row, words: list[str], role: str) -> tuple[object, ...]:
    """Names first, then e-mail or city; the wanted role before the others; then by name."""
    family, display = folded(row[10]), folded(row[1])
    names = display.split()
    in_name = all(any(name.startswith(word) for name in names) for word in words)
    begins = bool(words) and (family.startswith(words[0]) or display.startswith(words[0]))
    return (not in_name, bool(role) and role not in row[2].split(","), not begins, display, row[0])


def _found(row: Row) -> PartyFound:
    roles = tuple(word for word in row[2].split(",") if word)
    return PartyFound(row[0], row[1], roles, *row[3:9])


def likely_duplicates(db: Asks, form: PartyForm, but: int = 0) -> list[Duplicate]:
    """Parties that this form may be another record of; they are shown, never merged by themselves.

    ``but`` is the party that is being edited.
    """
    clean = checked(db, form)
    found: dict[int, Duplicate] = {}
    for why, question, same in (
        ("the same e-mail address", clean.email, lambda row: _has(db, row[0], clean.email)),
        ("the same phone number", clean.phone, lambda row: _has(db, row[0], clean.phone)),
        (
            "the same name and postcode",
            clean.display if clean.address.postcode else "",
            lambda row: (
                folded(row[1]) == folded(clean.display)
                and _lives_at(db, row[0], clean.address.postcode)
            ),
        ),
    ):
        query = whole_query(question)
        for row in db.rows(_FOUND.format(more=""), (query, _CANDIDATES)) if query else []:
            if row[0] != but and row[0] not in found and same(row):
                found[row[0]] = Duplicate(_found(row), why)
    return list(found.values())


def _has(db: Asks, party_id: int, value: str) -> bool:
    rows = db.rows("SELECT value FROM contact WHERE party_id = ? AND removed = 0", (party_id,))
    return value.casefold() in {row[0].casefold() for row in rows}


def _lives_at(db: Asks, party_id: int, postcode: str) -> bool:
    rows = db.rows("SELECT postcode FROM address WHERE party_id = ? AND removed = 0", (party_id,))
    return _bare(postcode) in {_bare(row[0]) for row in rows}


def _bare(postcode: str) -> str:
    return "".join(postcode.casefold().split())

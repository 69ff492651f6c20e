"""Reading the people of the shop: who may sign in, in which roles, and what they are called.

Apart from changing them, so that the first page of the program loads no tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.actors import CLI_USER_ID, SYSTEM_USER_ID, Actor
from app.domain.errors import NotFoundError
from app.domain.permissions import ROLES as ROLE_WORDS
from app.models.database import Database

if TYPE_CHECKING:
    from app.models.work import Work

ROLES = tuple(role for role in ROLE_WORDS if role != "cli")
"""The six roles that a person may have, in the order of the matrix."""


@dataclass(frozen=True)
class Person:
    """A user as the sign-in page and the list of people show them.

    ``roles`` are codes in the order of the matrix; ``last_here_at`` is the time of their last saved
    work (ms, None: never); ``draft_kind`` names an open draft of theirs on this PC ("" = none).
    """

    user_id: int
    login: str
    display: str
    roles: tuple[str, ...]
    active: bool
    language: str
    last_here_at: int | None
    draft_kind: str
    has_badge: bool

    @property
    def actor(self) -> Actor:
        """The person as the one who does something."""
        return Actor(self.user_id, self.login, self.display, frozenset(self.roles))

    @property
    def initials(self) -> str:
        """Two letters for avatars."""
        return self.actor.initials

    @property
    def role_words(self) -> str:
        """Their roles in words: "Order clerk, specialist"."""
        words = ", ".join(ROLE_WORDS.word(role) for role in self.roles)
        return words[:1].upper() + words[1:]


_PEOPLE = """
SELECT u.id, u.login, u.display, u.active, u.language, u.badge_sha256 <> '',
  (SELECT max(w.at) FROM work AS w WHERE w.actor_id = u.id),
  coalesce((SELECT d.draft_kind FROM draft AS d WHERE d.user_id = u.id
    ORDER BY d.at DESC LIMIT 1), '')
FROM user AS u WHERE u.removed = 0 AND (u.active = 1 OR ?1) AND (?2 = 0 OR u.id = ?2)
ORDER BY u.active DESC, u.id
"""


def people_list(db: Database, *, include_gone: bool = False) -> list[Person]:
    """Everybody who may sign in, in the order in which they came; with those who left if wanted."""
    return _people(db, include_gone, 0)


def person(db: Database, user_id: int) -> Person:
    """One user, also one who has left; NotFoundError if there is none."""
    found = _people(db, True, user_id)
    if not found:
        raise NotFoundError(
            "No such person",
            "There is no such user in this shop.",
            "Choose one from the list of people.",
        )
    return found[0]


def roles_of(db: Database | Work, user_id: int) -> tuple[str, ...]:
    """The roles that a user has now, in the order of the matrix."""
    rows = db.rows(
        "SELECT role, given FROM (SELECT role, given, row_number() OVER"
        ' (PARTITION BY role ORDER BY hlc DESC, id DESC) AS nth FROM "grant"'
        " WHERE user_id = ?) WHERE nth = 1 AND given = 1",
        (user_id,),
    )
    held = {row[0] for row in rows}
    return tuple(role for role in ROLES if role in held)


def _people(db: Database, include_gone: bool, user_id: int) -> list[Person]:
    return [
        Person(
            row[0],
            row[1],
            row[2],
            roles_of(db, row[0]),
            bool(row[3]),
            row[4],
            row[6],
            row[7],
            bool(row[5]),
        )
        for row in db.rows(_PEOPLE, (int(include_gone), user_id))
    ]


def name_of(db: Database | Work, user_id: int | None) -> str:
    """How a user is called on screens, also the program itself; "" for nobody."""
    if user_id is None:
        return ""
    if user_id in (SYSTEM_USER_ID, CLI_USER_ID):
        return "Parure" if user_id == SYSTEM_USER_ID else "Command line"
    return str(db.value("SELECT display FROM user WHERE id = ?", (user_id,)) or "somebody")

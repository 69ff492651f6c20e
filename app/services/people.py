"""The people of the shop: who they are, which roles they have, who is still with us.

There are no shared accounts. Roles are facts (``grant``), so that it stays known who could do what at
any time. Passwords and signing in are in ``sign_in``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.actors import CLI_USER_ID, SYSTEM_USER_ID, Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError, StateError
from app.domain.permissions import ROLES as ROLE_WORDS
from app.models.database import Database
from app.models.people import Grant, User
from app.models.work import Work
from app.services.passwords import hashed

ROLES = tuple(role for role in ROLE_WORDS if role != "cli")
"""The six roles that a person may have, in the order of the matrix."""
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")
LONGEST_NAME = 200


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


# ---------------------------------------------------------------------- changing
def create_user(
    w: Work,
    login: str,
    display: str,
    password: str,
    roles: Iterable[str] = (),
    *,
    language: str = "en",
) -> Changes:
    """A new user with a password and roles. Only an admin, or the program when a shop is founded."""
    w.require("users.create")
    login = _free_login(w, login)
    display = valid_name(display)
    wanted = tuple(dict.fromkeys(roles))
    user_id = w.add(User, login=login, display=display, argon2=hashed(password), language=language)
    for role in wanted:
        _grant(w, user_id, role, 1)
    return Changes.of(f"{display} can sign in now", w.id, user=user_id)


def rename_user(w: Work, user_id: int, display: str) -> Changes:
    """Change how a user is called on screens and papers from now on."""
    w.require("users.update")
    w.edit(User, user_id, display=valid_name(display))
    return Changes.of("Name changed", w.id, user=user_id)


def deactivate_user(w: Work, user_id: int) -> Changes:
    """The person has left: no signing in any more; all they did stays theirs."""
    w.require("users.update")
    if user_id == w.actor.user_id:
        raise StateError(
            "That is you",
            "You cannot close your own account while you use it.",
            "Ask another admin to do it.",
        )
    _keep_an_admin(w, user_id)
    display = w.get(User, user_id)["display"]
    w.edit(User, user_id, active=0)
    return Changes.of(f"{display} can no longer sign in", w.id, user=user_id)


def reactivate_user(w: Work, user_id: int) -> Changes:
    """The person is back: the old account works again."""
    w.require("users.update")
    display = w.get(User, user_id)["display"]
    w.edit(User, user_id, active=1)
    return Changes.of(f"{display} can sign in again", w.id, user=user_id)


def give_role(w: Work, user_id: int, role: str) -> Changes:
    """Let a user do what a role may do."""
    w.require("users.update")
    display = w.get(User, user_id)["display"]
    if role not in roles_of(w, user_id):
        _grant(w, user_id, role, 1)
    return Changes.of(f"{display} is {ROLE_WORDS.word(role)} now", w.id, user=user_id)


def take_role(w: Work, user_id: int, role: str) -> Changes:
    """Take a role from a user; the shop keeps at least one admin."""
    w.require("users.update")
    display = w.get(User, user_id)["display"]
    if role == "AD":
        _keep_an_admin(w, user_id)
    if role in roles_of(w, user_id):
        _grant(w, user_id, role, 0)
    return Changes.of(f"{display} is no longer {ROLE_WORDS.word(role)}", w.id, user=user_id)


def _grant(w: Work, user_id: int, role: str, given: int) -> None:
    if role not in ROLES:
        raise InputError(
            "No such role",
            f"“{role}” is not a role.",
            f"The roles are {', '.join(ROLES)}.",
            field="roles",
        )
    w.add(Grant, user_id=user_id, role=role, given=given)


def _keep_an_admin(w: Work, but_for: int) -> None:
    others = w.rows("SELECT id FROM user WHERE active = 1 AND removed = 0 AND id <> ?", (but_for,))
    if "AD" in roles_of(w, but_for) and not any("AD" in roles_of(w, row[0]) for row in others):
        raise StateError(
            "The last admin",
            "This is the only person who may manage users and settings.",
            "Make somebody else an admin first.",
        )


def valid_login(login: str) -> str:
    """A sign-in name as it is stored; InputError if it cannot be one."""
    wanted = unicodedata.normalize("NFKC", login).strip().casefold()
    if not LOGIN.fullmatch(wanted) or wanted in ("parure", "cli"):
        raise InputError(
            "Not a sign-in name",
            f"“{login.strip()}” cannot be a sign-in name.",
            "Use up to 32 small letters, digits, dots or hyphens, such as olga or sara.o.",
            field="login",
        )
    return wanted


def _free_login(w: Work, login: str) -> str:
    wanted = valid_login(login)
    if w.value("SELECT 1 FROM user WHERE login = ? AND removed = 0", (wanted,)):
        raise InputError(
            "The name is taken",
            f"Somebody already signs in as {wanted}.",
            "Choose another sign-in name.",
            field="login",
        )
    return wanted


def valid_name(display: str) -> str:
    """A person's name with its blanks tidied; InputError if there is none."""
    name = " ".join(unicodedata.normalize("NFC", display).split())
    if not name or len(name) > LONGEST_NAME:
        raise InputError(
            "A name is missing",
            "A person needs a name of 1 to 200 characters.",
            "Type the name as it should stand on papers.",
            field="display",
        )
    return name


def name_of(db: Database | Work, user_id: int | None) -> str:
    """How a user is called on screens, also the program itself; "" for nobody."""
    if user_id is None:
        return ""
    if user_id in (SYSTEM_USER_ID, CLI_USER_ID):
        return "Parure" if user_id == SYSTEM_USER_ID else "Command line"
    return str(db.value("SELECT display FROM user WHERE id = ?", (user_id,)) or "somebody")

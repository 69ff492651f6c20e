"""The people of the shop: who they are, which roles they have, who is still with us.

There are no shared accounts. Roles are facts (``grant``), so that it stays known who could do what at
any time. Passwords and signing in are in ``sign_in``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from app.domain.changes import Changes
from app.domain.errors import InputError, StateError
from app.models.people import Grant, User
from app.models.work import Work
from app.services.passwords import hashed
from app.services.people_list import (
    ROLE_WORDS,
    ROLES,
    Person,
    name_of,
    people_list,
    person,
    roles_of,
)

__all__ = [
    "ROLES",
    "ROLE_WORDS",
    "Person",
    "create_user",
    "deactivate_user",
    "give_role",
    "name_of",
    "people_list",
    "person",
    "reactivate_user",
    "rename_user",
    "roles_of",
    "take_role",
    "valid_login",
    "valid_name",
]

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")
LONGEST_NAME = 200


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

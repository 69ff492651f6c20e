"""Signing in, failed tries on this PC, a second person's confirmation, changed passwords.

Five wrong tries in a row make this PC wait before the next one, 1 s, then twice as long each time up
to 5 minutes. Nobody is ever locked out for good.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, NotAllowedError, UserError
from app.domain.ids import now_ms
from app.domain.permissions import allowed
from app.models.database import Database
from app.models.people import User
from app.models.work import Work
from app.services.passwords import fits, hashed
from app.services.people_list import person
from app.services.turns import Turn, answer_of, at_once
from app.shop import Shop

FREE_TRIES = 5
LONGEST_WAIT_S = 300


class SignInError(UserError):
    """A wrong password, or a try before the wait is over.

    ``tries_left`` counts down to the first wait; ``wait_until`` is the moment (ms) from which the next
    try counts, 0 if at once.
    """

    def __init__(
        self, title: str, message: str, remedy: str, *, tries_left: int = 0, wait_until: int = 0
    ) -> None:
        super().__init__(title, message, remedy, field="password")
        self.tries_left = tries_left
        self.wait_until = wait_until


@dataclass(frozen=True)
class Tries:
    """Failed tries of an account on this PC since the last right one."""

    count: int
    last_at: int

    @property
    def left(self) -> int:
        """Tries before the first wait."""
        return max(0, FREE_TRIES - self.count)

    @property
    def wait_until(self) -> int:
        """When the next try counts (ms); 0 if at once."""
        if self.count < FREE_TRIES:
            return 0
        return self.last_at + 1000 * min(LONGEST_WAIT_S, 2 ** min(self.count - FREE_TRIES, 9))

    def waits_at(self, now: int) -> bool:
        """Whether a try at ``now`` (ms) counts for nothing yet.

        A wait of more than the longest one means that the PC's clock was set back: nobody is locked
        out until the old time comes again.
        """
        return now < self.wait_until <= now + 1000 * LONGEST_WAIT_S


def sign_in(shop: Shop, login: str, password: str, turn: Turn = at_once) -> Actor:
    """The person whose password this is, with their roles. SignInError says how to go on.

    ``turn`` takes what is written of a failed try, for whoever compares it beside a window.
    """
    account = login.strip().casefold()
    tries = failed_tries(shop, account)
    now = now_ms()
    if tries.waits_at(now):
        raise _too_early(tries, now)
    with _reading(shop) as db:
        found = db.row(
            "SELECT id, argon2 FROM user WHERE login = ? AND active = 1 AND removed = 0"
            " ORDER BY id LIMIT 1",
            (account,),
        )
        if not fits(password, found[1] if found else ""):
            raise answer_of(turn, partial(_note_failure, shop, account, tries))
        assert found is not None
        actor = person(db, found[0]).actor
    if tries.count:
        answer_of(turn, partial(_forget_failures, shop, account))
    return actor


def sign_in_by_badge(shop: Shop, badge: str) -> Actor:
    """The person whose badge was scanned; the badge's own text is never stored, only its digest."""
    with _reading(shop) as db:
        found = db.row(
            "SELECT id FROM user WHERE badge_sha256 = ? AND active = 1 AND removed = 0 LIMIT 1",
            (badge_digest(badge),),
        )
        if not badge.strip() or found is None:
            raise SignInError(
                "Not a badge",
                "This badge belongs to nobody here.",
                "Choose your name and type your password.",
            )
        return person(db, found[0]).actor


def second_person(
    shop: Shop, actor: Actor, act: str, login: str, password: str, turn: Turn = at_once
) -> Actor:
    """Somebody else who confirms an act with their password: for ``shop.work(second=…)``.

    They sign nothing else and the first person stays signed in. Refuses the same person, and one
    whose roles do not cover the act.
    """
    with _noting_denials(shop, actor, turn):
        if login.strip().casefold() == actor.login:
            raise NotAllowedError(
                "A second person is needed",
                "You cannot confirm your own work.",
                "Ask somebody else to confirm with their password.",
                field="login",
                act=act,
            )
        second = sign_in(shop, login, password, turn)
        if not allowed(second.roles, act):
            raise NotAllowedError(
                "Not allowed",
                f"{second.display} may not confirm this.",
                "Ask a manager.",
                field="login",
                act=act,
            )
        return second


@contextmanager
def _noting_denials(shop: Shop, actor: Actor, turn: Turn) -> Iterator[None]:
    """As the shop's own, but written when ``turn`` has come."""
    try:
        yield
    except NotAllowedError as error:
        refusal = error

        def note() -> Changes:
            with suppress(NotAllowedError), shop.noting_denials(actor):
                raise refusal
            return Changes()

        turn(note)
        raise


def failed_tries(shop: Shop, login: str) -> Tries:
    """How often this account failed here since it last signed in."""
    with _reading(shop) as db:
        row = db.row(
            "SELECT (SELECT count(*) FROM failed_sign_in WHERE login = ?1), coalesce((SELECT at"
            " FROM failed_sign_in WHERE login = ?1 ORDER BY id DESC LIMIT 1), 0)",
            (login,),
        )
    assert row is not None
    return Tries(row[0], row[1])


def change_password(w: Work, user_id: int, new: str, *, old: str = "") -> Changes:
    """A new password: one's own with the old one, anybody's as an admin."""
    user = w.get(User, user_id)
    if user_id != w.actor.user_id:
        w.require("users.update")
    elif not fits(old, user["argon2"]):
        raise InputError(
            "Not this password",
            "The old password is not right, so nothing was changed.",
            "Type it again, or ask an admin for a new one.",
            field="old",
        )
    w.edit(User, user_id, argon2=hashed(new))
    return Changes.of("Password changed", w.id, user=user_id)


def set_badge(w: Work, user_id: int, badge: str) -> Changes:
    """Give a user a badge to scan instead of a password; "" takes it back."""
    w.require("users.update")
    digest = badge_digest(badge) if badge.strip() else ""
    taken = digest and w.value(
        "SELECT display FROM user WHERE badge_sha256 = ? AND id <> ? AND removed = 0",
        (digest, user_id),
    )
    if taken:
        raise InputError(
            "The badge is taken",
            f"This badge belongs to {taken}.",
            "Take it from there first, or use another one.",
            field="badge",
        )
    w.edit(User, user_id, badge_sha256=digest)
    return Changes.of("Badge changed", w.id, user=user_id)


def badge_digest(badge: str) -> str:
    """The SHA-256 under which a badge is known."""
    return hashlib.sha256(badge.strip().encode()).hexdigest()


@contextmanager
def _reading(shop: Shop) -> Iterator[Database]:
    db = shop.reader()
    try:
        yield db
    finally:
        db.close()


def _note_failure(shop: Shop, login: str, before: Tries) -> SignInError:
    now = now_ms()
    with shop.local() as db:
        db.run("INSERT INTO failed_sign_in (login, at) VALUES (?, ?)", (login, now))
    tries = Tries(before.count + 1, now)
    if tries.left:
        many = "1 try" if tries.left == 1 else f"{tries.left} tries"
        return SignInError(
            "Not this password",
            f"Not this password. {many} left.",
            "Look at Caps Lock and the keyboard's language, then type it again.",
            tries_left=tries.left,
        )
    return SignInError(
        "Not this password",
        f"Not this password. The next try counts in {_wait(tries.wait_until - now)}.",
        "Wait a moment, or ask an admin for a new password.",
        wait_until=tries.wait_until,
    )


def _too_early(tries: Tries, now: int) -> SignInError:
    return SignInError(
        "A moment, please",
        f"After {tries.count} wrong passwords this PC waits {_wait(tries.wait_until - now)}.",
        "Try again then, or ask an admin for a new password.",
        wait_until=tries.wait_until,
    )


def _wait(ms: int) -> str:
    seconds = max(1, (ms + 999) // 1000)
    if seconds < 120:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    return f"{(seconds + 59) // 60} minutes"


def _forget_failures(shop: Shop, login: str) -> None:
    with shop.local() as db:
        db.run("DELETE FROM failed_sign_in WHERE login = ?", (login,))

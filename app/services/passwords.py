"""Passwords: how they are kept and how one is compared. Argon2id with 19 MiB, 2 passes, 1 lane."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.errors import InputError

SHORTEST = 8
LONGEST = 256
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    """The Argon2id text under which a password is kept; InputError if it is too short to protect."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise InputError(
            "The password is too short" if len(plain) < SHORTEST else "The password is too long",
            f"A password has {SHORTEST} to {LONGEST} characters.",
            "Three or four words that only you put together are easy to keep in mind.",
            field="password",
        )
    return _HASHER.hash(plain)


def fits(password: str, kept: str) -> bool:
    """Whether this is the password that was kept; takes as long when nothing was kept."""
    try:
        return bool(kept) & _HASHER.verify(kept or _dummy(), _plain(password)[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False


def _plain(password: str) -> str:
    # Composed and decomposed accents are the same password on every keyboard.
    return unicodedata.normalize("NFC", password)


_made_dummy = ""


def _dummy() -> str:
    global _made_dummy
    if not _made_dummy:
        _made_dummy = _HASHER.hash("nobody has this password")
    return _made_dummy

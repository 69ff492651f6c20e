"""The joining code: 25 signs that open the shop's door once, told by telephone or written down.

24 random signs and one that tells a slip of the pen, in an alphabet without I, L, O and U. 120 bits:
nobody guesses it in the day that it lives.
"""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

from app.domain.errors import InputError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNS = 25
GROUP = 5
BOTH = "parure-join "
"""Begins a text that holds code and address, as a scanner reads it from another PC's screen."""
_LOOKS_LIKE = str.maketrans("ILO", "110")


def new_code() -> str:
    """A fresh code, in groups of five."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS - 1))
    return in_groups(signs + _check_sign(signs))


def in_groups(signs: str) -> str:
    """``ABCDEFGHIJ`` as ``ABCDE-FGHIJ``."""
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def signs_of(typed: str) -> str:
    """The 25 signs that somebody typed, however they were written; InputError tells a slip."""
    signs = re.sub(r"[\s\-–—_.]", "", typed).upper().translate(_LOOKS_LIKE)
    wrong = next((sign for sign in signs if sign not in ALPHABET), "")
    if wrong:
        raise _slip(f"“{wrong}” does not occur in a joining code.")
    if len(signs) != SIGNS:
        raise _slip(f"A joining code has {SIGNS} signs, and here are {len(signs)}.")
    if _check_sign(signs[:-1]) != signs[-1]:
        raise _slip("One of its signs is not the one that was told, or two have changed places.")
    return signs


def both_of(code: str, address: str) -> str:
    """Code and address as one text for a scanner."""
    return f"{BOTH}{code} {address}"


def parts_of(said: str) -> tuple[str, str] | None:
    """(code, address) from what a scanner has read; None where it is something else."""
    if not said.startswith(BOTH):
        return None
    code, _, address = said[len(BOTH) :].strip().partition(" ")
    return (code, address.strip()) if code and address.strip() else None


def _check_sign(signs: str) -> str:
    return ALPHABET[sha256(signs.encode()).digest()[0] % len(ALPHABET)]


def _slip(why: str) -> InputError:
    return InputError(
        "The joining code is mistyped",
        why,
        "Compare it group by group with what the other PC shows.",
        field="code",
    )

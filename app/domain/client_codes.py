"""The code under which a client is known outside the house: it names nobody and never means two.

It is the client's whole id in letters that cannot be taken for one another, so every PC writes the
same code for a client, however large the shop, and reads it back without asking any other.
"""

from __future__ import annotations

import re

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TWINS = str.maketrans("OIL", "011")
_DIGITS = 13
"""Letters of 5 bits that a 63-bit id needs."""
_SHAPE = re.compile(r"K([0-9A-HJKMNP-TV-Z]{13})")


def client_code(party_id: int | None) -> str:
    """A client's code: ``K-0S9XQ-4M2PD-7KB``; '' for nobody."""
    if not party_id:
        return ""
    letters = "".join(_LETTERS[(party_id >> 5 * place) & 31] for place in reversed(range(_DIGITS)))
    return f"K-{letters[:5]}-{letters[5:10]}-{letters[10:]}"


def read_client_code(text: str) -> int | None:
    """The client's id in a code as somebody typed it, None if it is no such code.

    Dashes and blanks may be missing, and O, I and L are read as the digits that they look like.
    """
    bare = re.sub(r"[\s-]", "", text.upper())
    found = _SHAPE.fullmatch(bare[:1] + bare[1:].translate(_TWINS))
    if found is None:
        return None
    value = 0
    for letter in found[1]:
        value = value << 5 | _LETTERS.index(letter)
    return value if value < 1 << 63 else None

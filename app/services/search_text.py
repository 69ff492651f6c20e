"""What a person typed into a search box, as a question to an FTS5 index that can never be an error."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from app.domain.letters import plain_letters

if TYPE_CHECKING:
    from app.models.database import Database

MOST_WORDS = 12
LONGEST_WORD = 64

_GROUPED = re.compile(r"\+?[0-9 ()/.\u00a0-]{1,40}")
_LEAST_DIGITS = 5

NOTHING = '"\ue000nothing"'
"""A question that no record answers, for a search of which no letter or digit is left."""


INDEXES = ("piece", "order", "job", "party", "place", "document")
"""The kinds of records that have a search index."""


def warm(db: Database) -> None:
    """Touch every search index once: its first use must not be interrupted by a newer question."""
    for kind in INDEXES:
        db.rows(f"SELECT rowid FROM {kind}_search WHERE {kind}_search MATCH ? LIMIT 1", (NOTHING,))


def search_words(text: str) -> list[str]:
    """The words of a search: what FTS5 sees as tokens, letters and digits with hyphens inside.

    Everything else only parts words, so quotes, brackets, stars and control characters are harmless.
    """
    plain = plain_letters(unicodedata.normalize("NFC", text[:1000]))
    parted = "".join(c if _belongs(c) else " " for c in plain)
    words = (word.strip("-")[:LONGEST_WORD] for word in parted.split())
    return [word for word in words if any(c.isalnum() for c in word)][:MOST_WORDS]


def fts_query(text: str) -> str:
    """All words by prefix, in any order, for ``MATCH ?``; "" when nothing searchable was typed.

    Digits in groups are asked for as one number too: a telephone number or a tag, as it is spoken.
    """
    words = search_words(text)
    asked = " ".join(f'"{word}"*' for word in words)
    number = _dialled(text)
    return f'{asked} OR "{number}"*' if asked and number and words != [number] else asked


def _dialled(text: str) -> str:
    """The digits of a text that is nothing but a number in groups, without zeros before it.

    "020 7946 0118" and "+44 (20) 7946-0118" both; "" for anything else.
    """
    if not _GROUPED.fullmatch(text.strip()):
        return ""
    digits = "".join(c for c in text.replace("(0)", "") if c.isdigit()).lstrip("0")
    return digits if len(digits) >= _LEAST_DIGITS else ""


def whole_query(text: str) -> str:
    """The words of ``text`` one after the other and whole: an e-mail address, a phone number."""
    words = search_words(text)
    return '"' + " ".join(words) + '"' if words else ""


def _belongs(c: str) -> bool:
    # Letters, digits, combining marks and private-use characters: what FTS5 takes for letters.
    return c == "-" or unicodedata.category(c)[0] in "LNM" or unicodedata.category(c) == "Co"

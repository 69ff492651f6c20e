"""What a person typed into a search box, as a question to an FTS5 index that can never be an error."""

from __future__ import annotations

import unicodedata

MOST_WORDS = 12
LONGEST_WORD = 64


def search_words(text: str) -> list[str]:
    """The words of a search: what FTS5 would see as tokens, letters and digits with hyphens inside.

    Everything else only parts words, so quotes, brackets, stars and control characters are harmless.
    """
    plain = unicodedata.normalize("NFC", text[:1000])
    parted = "".join(c if _belongs(c) else " " for c in plain)
    words = (word.strip("-")[:LONGEST_WORD] for word in parted.split())
    return [word for word in words if any(c.isalnum() for c in word)][:MOST_WORDS]


def fts_query(text: str) -> str:
    """All words by prefix, in any order, for ``MATCH ?``; "" when nothing searchable was typed."""
    return " ".join(f'"{word}"*' for word in search_words(text))


def _belongs(c: str) -> bool:
    # Letters, digits, combining marks (category M) and private-use characters: FTS5's own letters.
    return c == "-" or unicodedata.category(c)[0] in "LNM" or unicodedata.category(c) == "Co"

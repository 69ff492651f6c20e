"""Letters that are not an accent on another one, as people type them on other keyboards."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans(
    {
        "ı": "i",
        "İ": "I",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "ß": "ss",
        "ẞ": "SS",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "þ": "th",
        "Þ": "Th",
        "’": "'",
    }
)


_OTHER = re.compile(f"[{''.join(map(chr, _PLAIN))}]")


def plain_letters(text: str) -> str:
    """A text with such letters as two plain ones: "Yılmaz" → "Yilmaz", "Søren" → "Soren".

    Search indexes keep names so, and a search is asked so, so that both spellings find them.
    """
    if text.isascii() or _OTHER.search(text) is None:
        return text
    return text.translate(_PLAIN)


def folded(text: str) -> str:
    """A text without case and accents, for comparing names: "Élif Yılmaz" → "elif yilmaz"."""
    small = unicodedata.normalize("NFKD", plain_letters(text).casefold())
    return "".join(c for c in small if not unicodedata.combining(c))

"""Telephone numbers in files, read quickly: most orders repeat a client, and few are asked for one."""

from __future__ import annotations

from functools import lru_cache

from app.domain.errors import InputError


@lru_cache(maxsize=65_536)
def is_destroyed(text: str) -> bool:
    """Whether a spreadsheet made a number of it and lost digits: "9.23E+11", "923000000000"."""
    if not ("E" in text or "e" in text or "000000" in text):
        return False
    from app.domain.phones import destroyed  # loads the numbering plans of the world

    return destroyed(text)


@lru_cache(maxsize=65_536)
def e164(text: str, country: str = "") -> str:
    """The number as "+33472001836"; "" when it is none. ``country`` (ISO 3166) reads local ones."""
    if not 5 <= len(text) <= 40 or is_destroyed(text):
        return ""
    from app.domain.phones import parse_phone

    try:
        return parse_phone(text, country)
    except InputError:
        return ""

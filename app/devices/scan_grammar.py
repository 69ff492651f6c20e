"""Whether a burst of keys can be a scan at all: speed alone also fits a fast typist."""

from __future__ import annotations

import re

from app.domain.code_words import GS, read_code
from app.domain.codes import strip_aim

SHORTEST = 6
"""Shorter codes than this are not told from typing."""
_CERTIFICATE = re.compile(r"[A-Za-z]{0,4}[0-9]{6,}")


def looks_scanned(text: str) -> bool:
    """Whether ``text`` has the form of something that is printed as a code.

    A tag or command, a document's number, an EAN or GS1 code, a badge, a laboratory's report
    number, or anything with the prefix that names its symbology.
    """
    aim, payload = strip_aim(text)
    if len(payload.strip()) < SHORTEST:
        return False
    if GS in payload and not (payload.isascii() and payload[:2].isdigit()):
        return False  # GS1 codes begin with the number of a field, and have no accents
    if aim:
        return True
    if read_code(payload).kind in ("text", "empty"):
        return _CERTIFICATE.fullmatch(payload) is not None
    return True

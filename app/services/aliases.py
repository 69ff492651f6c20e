"""Other codes of a piece: a maker's EAN or UPC, a laboratory's report number, a supplier's tag.

A code stands for the thing that got it last. Taking one off is a fact too: it leads nowhere from then
on, and can be given to another piece.
"""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.code_words import gtin_is_mistyped
from app.domain.codes import clean, is_code, spaced
from app.domain.errors import InputError, NotFoundError
from app.models.pieces import Piece
from app.models.records import Code
from app.models.work import Work
from app.services.take_in import refuse_card

NOWHERE = 0
"""The target of a code that was taken off."""
_LAST = "SELECT target_id FROM code WHERE text_value = ? ORDER BY hlc DESC, id DESC LIMIT 1"


def add_alias(w: Work, piece_id: int, code: str, *, scanned: bool = False) -> Changes:
    """Let another code (an old tag, a maker's barcode) lead to this piece.

    Of a ``scanned`` one the scanner has judged the check digit; a typed EAN or UPC is judged here.
    """
    w.require("tags.print")
    w.get(Piece, piece_id)
    text = clean(code).upper()
    if not text:
        raise InputError("No code", "Nothing was scanned.", "Scan the code.", field="code")
    refuse_card(text)
    if not scanned and gtin_is_mistyped(text):
        raise InputError(
            "Not a maker's barcode",
            f"{text} is as long as an EAN or UPC, but its check digit does not fit.",
            "Compare the digits, or scan it.",
            field="code",
        )
    taken = w.value(_LAST, (text,))
    if taken == piece_id:
        return Changes.of("This code leads here already", 0, piece=piece_id)
    if taken:
        raise InputError(
            "The code is taken",
            f"{text} already belongs to something else here.",
            "Scan it to see what; swapped tags are mended by two new tags.",
            field="code",
        )
    w.add(Code, text_value=text, target_kind="piece", target_id=piece_id, alias=1)
    return Changes.of(f"{text} leads to this piece now", w.id, piece=piece_id)


def remove_alias(w: Work, piece_id: int, code: str) -> Changes:
    """Take another code off a piece: scanning it finds nothing any more. Its tag stays."""
    w.require("tags.print")
    w.get(Piece, piece_id)
    text = code if is_code(code) else clean(code)
    facts = w.rows(
        "SELECT id, alias FROM code WHERE text_value = ? AND target_id = ?", (text, piece_id)
    )
    if w.value(_LAST, (text,)) != piece_id:
        raise NotFoundError(
            "Not a code of this piece",
            f"{text} does not lead to this piece.",
            "Look at its codes again; somebody else may have taken it off.",
        )
    if not all(alias for _, alias in facts):
        raise InputError(
            "The tag stays",
            f"{spaced(text)} is or was the tag of this piece.",
            "Give the piece a new tag code; the old one leads to it for ever.",
            field="code",
        )
    for fact_id, _ in facts:
        w.add(
            Code,
            text_value=text,
            target_kind="",
            target_id=NOWHERE,
            replaces_id=fact_id,
            alias=1,
        )
    return Changes.of(f"{text} leads nowhere now", w.id, piece=piece_id)

"""What a scanned or typed text is, in words: a code, a mistyped one, a shop barcode, a number."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.codes import (
    CODE_DIGITS,
    COMMANDS,
    clean,
    is_code,
    near_codes,
    spaced,
    strip_aim,
)
from app.domain.errors import InputError
from app.domain.numbers import KINDS, parse_number

GS = "\x1d"
"""The separator of GS1 codes (FNC1) as scanners send it."""
_GS1_AIM = frozenset({"]C1", "]d2", "]Q3", "]e0"})


@dataclass(frozen=True)
class Reading:
    """What a text is. ``kind``: tag, command, number, ean, gs1, mistyped, text or empty.

    ``value`` is the text to look up (bare code, number, EAN), ``sentence`` says what it is and
    ``remedy`` how to go on when it is not known here.
    """

    kind: str
    value: str
    sentence: str
    remedy: str = ""


def read_code(text: str) -> Reading:
    """Say what ``text`` is; never refuses."""
    aim, payload = strip_aim(text.strip())
    bare = clean(text)
    if not bare:
        return Reading("empty", "", "Nothing was scanned.", "Scan again, or type the digits.")
    if aim in _GS1_AIM or GS in payload:
        return _gs1(payload)
    if is_code(bare):
        return _known_form(bare)
    try:
        number = parse_number(payload)
    except InputError:
        pass
    else:
        return Reading("number", str(number), f"{number} is the number of a {KINDS[number.kind]}.")
    if not (bare.isascii() and bare.isdigit()):
        return Reading(
            "text",
            payload.strip(),
            f"“{payload.strip()}” is not a tag code.",
            "A tag code has ten digits. You can search for this text instead.",
        )
    if _is_ean(bare):
        return Reading(
            "ean",
            bare,
            f"{bare} is a maker's barcode ({_ean_name(bare)}), not a tag of this shop.",
            "If it belongs to a piece, keep it there as another code.",
        )
    return _mistyped(bare)


def _known_form(code: str) -> Reading:
    if code in COMMANDS:
        return Reading("command", code, f"This is the command card {COMMANDS[code]}.")
    if code.startswith("0"):
        return Reading(
            "command",
            code,
            f"{spaced(code)} is a command card that this version does not know.",
            "Print the command cards again from Tags and labels.",
        )
    return Reading(
        "tag",
        code,
        f"{spaced(code)} is not known here.",
        "The check digits are right: it is a tag of another PC, not yet synced, or a voided one.",
    )


GTIN_LENGTHS = (12, 13)
"""Digits of a UPC-A and an EAN-13; shorter ones are easily other numbers."""


def gtin_is_mistyped(text: str) -> bool:
    """Whether digits are as many as an EAN or UPC has, and the check digit does not fit."""
    return text.isascii() and text.isdigit() and len(text) in GTIN_LENGTHS and not _is_ean(text)


def other_spellings(bare: str) -> tuple[str, ...]:
    """How else the same code may have been kept: scanners and hands do not agree on all.

    A UPC is sent with or without a leading 0, a GTIN with 14 digits, letters in small or capitals, a
    laboratory's number with its letters before it.
    """
    found = [bare.upper()]
    if bare.isascii() and bare.isdigit():
        short = bare.lstrip("0")
        found += [short.zfill(length) for length in (8, 12, 13, 14) if len(short) <= length]
        found += [f"{lab}{bare}" for lab in LABS] if len(bare) >= LEAST_LAB_DIGITS else []
    elif lab := next((lab for lab in LABS if bare.upper().startswith(lab)), ""):
        found.append(bare[len(lab) :])
    return tuple(dict.fromkeys(one for one in found if one != bare))


LABS = ("GIA", "IGI", "HRD", "AGS", "GCAL", "EGL", "SSEF", "GUBELIN", "GRS", "LG")
"""Letters that people write before a laboratory's report number."""
LEAST_LAB_DIGITS = 6


# The library of check digits loads the network's libraries: only a text that is no tag needs it.
def _is_ean(digits: str) -> bool:
    from stdnum import ean

    return bool(ean.is_valid(digits))


def _gs1(payload: str) -> Reading:
    from stdnum import gs1_128

    try:
        parts = gs1_128.info(payload.strip(GS), GS)
        gtin = str(parts.get("01", ""))
    except Exception:  # the library lets KeyError, ValueError and its own errors through
        gtin = ""
    value = gtin.removeprefix("0") if gtin else payload.replace(GS, "")
    return Reading(
        "gs1",
        value,
        "This is a GS1 code of a maker or carrier, not a tag of this shop.",
        "If it belongs to a piece, keep it there as another code.",
    )


def _ean_name(digits: str) -> str:
    return {8: "EAN-8", 12: "UPC-A", 13: "EAN-13"}.get(len(digits), "GTIN-14")


def _mistyped(digits: str) -> Reading:
    near = near_codes(digits)
    offer = f" Did you mean {' or '.join(spaced(code) for code in near[:3])}?" if near else ""
    if len(digits) != CODE_DIGITS:
        few = "too few" if len(digits) < CODE_DIGITS else "too many"
        return Reading(
            "mistyped",
            digits,
            f"{digits} has {len(digits)} digits, {few} for a tag code, which has ten.{offer}",
            "Scan the tag again, or type all ten digits.",
        )
    if digits.startswith("99"):
        reason = "no station has the number 99"
    else:
        reason = "the last two digits do not fit the others"
    return Reading(
        "mistyped",
        digits,
        f"{spaced(digits)} is not a tag code: {reason}.{offer}",
        "Scan it again or compare the digits. A laboratory's report number can also have ten"
        " digits; search for it instead.",
    )

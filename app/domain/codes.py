"""Codes on tags: 10 digits = 2 station + 6 sequence + the check pair of ISO 7064 mod 97-10.

One number space for every kind of thing; what a code stands for is looked up. Digits alone survive
Caps Lock and foreign keyboard layouts, and the pair finds every single wrong digit and every swap.
"""

from __future__ import annotations

import re
import unicodedata

CODE_DIGITS = 10
SEQUENCES = range(1_000_000)
PC_STATIONS = range(10, 99)
CARD_STATIONS = range(10)

_CODE = re.compile(r"[0-9]{10}")
_AIM = re.compile(r"\](?=[A-Za-z][0-9A-Za-z])")


def check_pair(body: str) -> str:
    """The two check digits behind a body of digits."""
    return f"{98 - int(body) * 100 % 97:02d}"


def make_code(station: int, sequence: int) -> str:
    """The 10-digit code of a station's sequence number; ValueError when out of range."""
    if station not in PC_STATIONS and station not in CARD_STATIONS:
        raise ValueError(f"station {station} is not 0–98")
    if sequence not in SEQUENCES:
        raise ValueError(f"sequence {sequence} is not 0–999999")
    body = f"{station:02d}{sequence:06d}"
    return body + check_pair(body)


def is_code(text: str) -> bool:
    """Whether ``text`` is exactly a code (a tag's or a command card's): length and check pair."""
    # Comparing the pair, not the remainder, keeps 00, 01 and 99 from being second spellings.
    return (
        _CODE.fullmatch(text) is not None
        and not text.startswith("99")
        and text[8:] == check_pair(text[:8])
    )


def is_card(text: str) -> bool:
    """Whether ``text`` is the code of a command card: such a code never hangs on a thing."""
    return is_code(text) and int(text[:2]) in CARD_STATIONS


def split_code(code: str) -> tuple[int, int]:
    """Station and sequence of a code; ValueError if it is none."""
    if not is_code(code):
        raise ValueError(f"not a code: {code!r}")
    return int(code[:2]), int(code[2:8])


def spaced(code: str) -> str:
    """A code as people read it aloud: "10 002 231 64"."""
    return f"{code[:2]} {code[2:5]} {code[5:8]} {code[8:]}"


def strip_aim(text: str) -> tuple[str, str]:
    """The AIM prefix that a scanner may put in front ("]C1"), or "", and the rest."""
    return (text[:3], text[3:]) if _AIM.match(text) else ("", text)


def clean(text: str) -> str:
    """What was typed or scanned as bare characters: no AIM prefix, blanks, hyphens, wide digits."""
    plain = unicodedata.normalize("NFKC", strip_aim(text.strip())[1])
    return "".join(c for c in plain if not c.isspace() and c not in "-‑–.\x00")


# A card's sequence is its position here: add at the end only, printed cards stay valid for ever.
_PLAIN = (
    *("OUT", "IN", "DONE", "UNDO", "PRINT", "COUNT", "QTY", "END"),
    *("WRITE_OFF", "RECOUNT", "HOLD", "WEIGH", "PHOTO", "SWAP"),
)
_STAGES = ("CAD", "CAST", "FINISH", "SET", "POLISH", "PLATE", "ENGRAVE", "SIZE", "QC")


def _cards() -> dict[str, str]:
    rows = {make_code(0, n): name for n, name in enumerate(_PLAIN, 1)}
    rows |= {make_code(1, n): f"LOOK {n}" for n in range(1, 41)}
    rows |= {make_code(2, n): f"STAGE {name}" for n, name in enumerate(_STAGES, 1)}
    rows |= {make_code(3, n): f"QTY {n}" for n in range(1, 51)}
    return rows


COMMANDS: dict[str, str] = _cards()
"""Code → command of every printed card: OUT, IN, DONE …, LOOK n, STAGE name, QTY n."""
COMMAND_CODES: dict[str, str] = {name: code for code, name in COMMANDS.items()}
"""Command → code, for drawing the cards."""


def near_codes(text: str) -> list[str]:
    """Codes that ``text`` may have been meant as: one digit wrong, missing or too many, or a swap.

    A swap first, since people make it most; [] when it is a code itself or nothing is near.
    """
    digits = clean(text)
    if is_code(digits) or not digits.isascii() or not digits.isdigit():
        return []
    if len(digits) == CODE_DIGITS:
        candidates = [*_swaps(digits), *_wrong_digit(digits)]
    elif len(digits) == CODE_DIGITS - 1:
        candidates = [digits[:i] + d + digits[i:] for i in range(CODE_DIGITS) for d in "0123456789"]
    elif len(digits) == CODE_DIGITS + 1:
        candidates = [digits[:i] + digits[i + 1 :] for i in range(len(digits))]
    else:
        return []
    return list(dict.fromkeys(c for c in candidates if is_code(c)))


def _swaps(digits: str) -> list[str]:
    found = []
    for gap in (1, 2):
        for i in range(len(digits) - gap):
            d = list(digits)
            d[i], d[i + gap] = d[i + gap], d[i]
            found.append("".join(d))
    return found


def _wrong_digit(digits: str) -> list[str]:
    return [
        digits[:i] + d + digits[i + 1 :]
        for i in range(len(digits))
        for d in "0123456789"
        if d != digits[i]
    ]

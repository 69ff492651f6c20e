"""Which font draws which character, and in which order the characters stand on the paper.

Names come in every script. What the asked face lacks is drawn with a bundled font that has it;
Hebrew and Arabic are put in visual order and Arabic letters are joined; a character that no bundled
font has, a control character or a direction override is shown as what it is: ``[U+202E]``. Nothing
is dropped in silence and nothing prints as an empty box.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from bidi import get_display  # type: ignore[import-untyped]

from app.resources import resource

REGULAR, MEDIUM, SEMIBOLD, BOLD = "Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"
ENGRAVING_FACES = {
    "script": ("PinyonScript-Regular", "Pinyon Script"),
    "script_flowing": ("GreatVibes-Regular", "Great Vibes"),
    "serif": ("EBGaramond-Medium", "EB Garamond"),
    "serif_italic": ("EBGaramond-MediumItalic", "EB Garamond Italic"),
    "block": (MEDIUM, "Inter Medium"),
}
"""Engraving font by its code: the face that draws it and the name that people read."""

_OTHER_SCRIPTS = ("Hebrew", "Arabic", "Armenian", "Georgian", "Thai", "Devanagari")
_LAST_RESORT = ("WenQuanYiMicroHei-Regular", "NotoEmoji-Regular")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\ufe0e\ufe0f\ufeff")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


@dataclass(frozen=True)
class Run:
    """Characters that one face draws, from left to right."""

    face: str
    text: str


def font_path(face: str) -> str:
    """The file of a bundled face, e.g. ``Inter-Bold``."""
    return str(resource("fonts", f"{face}.ttf"))


@cache
def coverage(face: str) -> frozenset[int]:
    """The code points that a bundled face can draw."""
    from reportlab.pdfbase.ttfonts import TTFontFile  # here: asked only when something is drawn

    return frozenset(TTFontFile(font_path(face)).charToGlyph)


def visible(text: str) -> str:
    """The text with every character that could hide or turn others written out as ``[U+202E]``.

    Tabs and line ends become spaces here: who keeps lines splits them first.
    """
    return "".join(_shown(char) for char in unicodedata.normalize("NFC", text))


def hidden_characters(text: str) -> list[str]:
    """The control characters and direction overrides in a text, as ``U+202E``; tabs and line ends too."""
    return [
        f"U+{ord(char):04X}"
        for char in text
        if char not in _INVISIBLE and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co")
    ]


@lru_cache(maxsize=8192)
def runs(text: str, face: str) -> tuple[Run, ...]:
    """The runs that draw a single line of text in ``face``, in visual order."""
    shown = visible(text)
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in shown):
        shown = _mirrored(str(get_display(_joined(shown))))
    found: list[Run] = []
    for char in shown:
        if char in _INVISIBLE:
            continue
        for run in _covered(char, face):
            if found and found[-1].face == run.face:
                found[-1] = Run(run.face, found[-1].text + run.text)
            else:
                found.append(run)
    return tuple(found)


def lacks(text: str, face: str) -> str:
    """The characters of an engraving that its own face cannot draw: they need another font."""
    drawn = coverage(face)
    return "".join(
        dict.fromkeys(char for char in unicodedata.normalize("NFC", text) if ord(char) not in drawn)
    )


def _shown(char: str) -> str:
    if char in _INVISIBLE:
        return char
    if char in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return f"[U+{ord(char):04X}]"
    return char


@lru_cache(maxsize=4096)
def _covered(char: str, face: str) -> tuple[Run, ...]:
    """The run of a single character: its face if that has it, else the first bundled one that has."""
    heavy = face in (SEMIBOLD, BOLD)
    weight = "Bold" if heavy else "Regular"
    sans = face if face.startswith("Inter") else REGULAR
    for other in (face, sans, *(f"NotoSans{s}-{weight}" for s in _OTHER_SCRIPTS), *_LAST_RESORT):
        if ord(char) in coverage(other):
            return (Run(other, char),)
    plain = unicodedata.normalize("NFKD", char)
    if plain != char and not unicodedata.category(char).startswith("Z"):
        return tuple(run for part in plain for run in _covered(part, face))
    if unicodedata.category(char).startswith("Z"):
        return (Run(face, " "),)
    return (Run(sans, f"[U+{ord(char):04X}]"),)


_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "›": "‹", ">": "<"}


def _mirrored(visual: str) -> str:
    """Brackets that were turned with their words, facing each other again: ``)a(`` becomes ``(a)``."""
    chars = list(visual)
    opened: dict[str, list[int]] = {opening: [] for opening in _PAIRS.values()}
    turned: dict[str, list[int]] = {opening: [] for opening in _PAIRS.values()}
    for index, char in enumerate(visual):
        if char in _PAIRS:
            opening = _PAIRS[char]
            if opened[opening]:
                opened[opening].pop()
            else:
                turned[opening].append(index)
        elif char in opened:
            if turned[char]:
                other = turned[char].pop()
                chars[other], chars[index] = chars[index], chars[other]
            else:
                opened[char].append(index)
    return "".join(chars)


# Arabic letters take one of four forms by their neighbours. Unicode's own data names the forms
# (U+FE70–U+FEFF), which the bundled Arabic font has as characters.


@lru_cache(maxsize=1)
def _forms() -> dict[tuple[str, str], str]:
    """(form, letters) → the character of that form, for Arabic letters and lam-alef pairs."""
    table: dict[tuple[str, str], str] = {}
    for code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if form in ("<isolated>", "<initial>", "<medial>", "<final>"):
            table.setdefault((form, "".join(chr(int(one, 16)) for one in letters)), chr(code))
    return table


def _joined(text: str) -> str:
    """Arabic letters replaced by the form that their neighbours ask for; all else untouched."""
    forms = _forms()
    letters: list[str] = []
    for char in text:
        pair = letters[-1] + char if letters else ""
        if ("<isolated>", pair) in forms and len(pair) == 2:
            letters[-1] = pair
        else:
            letters.append(char)
    shaped = []
    for index, letter in enumerate(letters):
        before = _neighbour(letters, index, -1)
        after = _neighbour(letters, index, +1)
        joins_before = ("<initial>", before) in forms and ("<final>", letter) in forms
        joins_after = ("<initial>", letter) in forms and ("<final>", after) in forms
        form = {
            (False, False): "<isolated>",
            (False, True): "<initial>",
            (True, False): "<final>",
            (True, True): "<medial>",
        }[joins_before, joins_after]
        shaped.append(forms.get((form, letter), letter))
    return "".join(shaped)


def _neighbour(letters: list[str], index: int, step: int) -> str:
    """The next letter on that side, looking through vowel marks."""
    index += step
    while 0 <= index < len(letters) and unicodedata.category(letters[index][-1]) == "Mn":
        index += step
    return letters[index] if 0 <= index < len(letters) else ""

"""Engraving: counted in characters as people see them, checked against what the machine can cut.

What is sent to the engraver is the stored text, byte for byte; a better text is proposed, never
put in its place.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from app.domain.patterns import Pattern

RING_INSIDE_MAX = 25
_GRAPHEME = Pattern(r"\X")
_LATIN = Pattern(r"[\p{Latin}]")
_LETTER = Pattern(r"\p{L}")
_EMOJI = Pattern(r"[\p{Emoji_Presentation}\p{Extended_Pictographic}]")
_HIDDEN = Pattern(r"[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Variation_Selector}]")
PLAIN_SIGNS = frozenset("0123456789 .,&-/'+")

_BETTER = {
    **dict.fromkeys("‐‑‒–—―−﹘－", "-"),
    **dict.fromkeys("‘’‚‛`´′ʼ", "'"),
    **dict.fromkeys('“”„‟"″«»', "'"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\t\n\r", " "),
    **dict.fromkeys("·•∙⋅", "."),
    "…": "...",
    "×": "x",
    "∕": "/",
    "＆": "&",
    "_": "-",
    ":": ".",
    ";": ",",
    "|": "/",
}


@dataclass(frozen=True)
class EngravingRule:
    """What can be cut at a place: at most ``most`` characters, of Latin letters and ``signs``.

    ``any_script`` lets letters of every script pass; they then need a second proof-reader.
    """

    name: str = "Inside the ring"
    most: int = RING_INSIDE_MAX
    signs: frozenset[str] = PLAIN_SIGNS
    any_script: bool = False


@dataclass(frozen=True)
class EngravingCheck:
    """The answer: how many characters, which cannot be cut, why, and a text that could be."""

    text: str
    count: int
    most: int
    refused: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    proposal: str = ""
    second_reader: bool = field(default=False)

    @property
    def ok(self) -> bool:
        """Whether the text can be cut as it stands."""
        return not self.problems

    @property
    def counted(self) -> str:
        """ "20 of 25 characters"."""
        return f"{self.count} of {self.most} characters"


def graphemes(text: str) -> list[str]:
    """The characters that a person sees: "é" is one, however it is stored."""
    return _GRAPHEME.findall(text)


def check_engraving(text: str, rule: EngravingRule = EngravingRule()) -> EngravingCheck:
    """Check a text against a rule; never refuses by raising, so that a list can show the answer."""
    seen = graphemes(text)
    refused = tuple(dict.fromkeys(g for g in seen if not _can_cut(g, rule)))
    problems = []
    if not text.strip():
        problems.append("There is no text to engrave.")
    if refused:
        named = ", ".join(character_name(g) for g in refused[:4])
        problems.append(f"Cannot be cut: {named}.")
    if len(seen) > rule.most:
        problems.append(f"{len(seen)} characters, {rule.name.lower()} takes {rule.most}.")
    if text.strip() and text != text.strip():
        problems.append("It begins or ends with a blank.")
    proposal = proposed(text, rule) if problems else ""
    return EngravingCheck(
        text,
        len(seen),
        rule.most,
        refused,
        tuple(problems),
        proposal if proposal != text else "",
        any(_LETTER.match(g) and not _LATIN.match(g) for g in seen),
    )


def proposed(text: str, rule: EngravingRule = EngravingRule()) -> str:
    """The nearest text that can be cut, or "" if that would be too long or empty.

    "—" becomes "-", curly quotes straight ones; emoji and hidden characters go.
    """
    found = []
    for grapheme in graphemes(unicodedata.normalize("NFC", text)):
        if _can_cut(grapheme, rule):
            found.append(grapheme)
        else:
            better = "".join(_BETTER.get(c, _base(c)) for c in grapheme)
            found.extend(c for c in better if _can_cut(c, rule))
    fitting = " ".join("".join(found).split())
    return fitting if len(graphemes(fitting)) <= rule.most else ""


def visible(text: str) -> str:
    """The text with a dot for each blank, as proof-readers see it: "Always·-·E·&·J·14.02"."""
    return text.replace(" ", "·")


def character_name(grapheme: str) -> str:
    """A character for a sentence: "“—” (em dash, U+2014)"."""
    first = grapheme[0]
    name = unicodedata.name(first, "control character").lower()
    shown = "" if _HIDDEN.match(first) else f"“{grapheme}” "
    return f"{shown}({name}, U+{ord(first):04X})"


def _can_cut(grapheme: str, rule: EngravingRule) -> bool:
    if grapheme in rule.signs:
        return True
    if _HIDDEN.search(grapheme) or _EMOJI.search(grapheme):
        return False
    whole = unicodedata.normalize("NFC", grapheme)
    # Ligatures and full-width forms look like letters but are not in an engraver's font.
    if not _LETTER.match(whole) or unicodedata.normalize("NFKC", whole) != whole:
        return False
    return rule.any_script or (bool(_LATIN.match(whole)) and len(whole) <= 2)


def _base(character: str) -> str:
    """A compatibility form's plain letters ("ﬁ" → "fi"), else the character itself."""
    return unicodedata.normalize("NFKC", character)

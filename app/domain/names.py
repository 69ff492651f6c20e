"""Names of people and firms: kept as given, initials, and the folded form that search compares."""

from __future__ import annotations

import unicodedata

from app.domain.patterns import Pattern

_FOLDED = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ı": "i",
    "ħ": "h",
    "ŋ": "n",
}
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "ten",
        "ter",
        "zu",
        "zur",
        "al",
        "el",
        "bin",
        "ben",
        "ibn",
        "st",
    ]
)
_FAMILY_FIRST = Pattern(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_HIDDEN = Pattern(r"[\p{Cc}\u200b\u2060\ufeff]")
_BLANKS = dict.fromkeys(map(ord, "\t\r\n\u00a0"), " ")


def tidy(text: str) -> str:
    """NFC, one blank between words, none around; control characters go."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFC", text).translate(_BLANKS)
    return " ".join(_HIDDEN.sub("", plain).split())


def split_name(text: str) -> tuple[str, str]:
    """(family, given) of a name: "Ashworth, James", "James van der Berg", "山田 太郎".

    A single word is a family name. A guess to be read back, not a rule.
    """
    name = tidy(text)
    if "," in name:
        family, _, given = name.partition(",")
        return family.strip(), given.strip()
    words = name.split(" ")
    if len(words) == 1:
        return name, ""
    if _FAMILY_FIRST.search(name):
        return words[0], " ".join(words[1:])
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold().rstrip(".") in _PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])


def display_name(family: str, given: str = "") -> str:
    """The name as it is said: "James Ashworth", family first where the script has it so."""
    family, given = tidy(family), tidy(given)
    if _FAMILY_FIRST.search(family):
        return f"{family} {given}".strip()
    return f"{given} {family}".strip()


def initials(name: str) -> str:
    """One or two letters for an avatar: "Sara Okafor" → "SO", "山田 太郎" → "山"."""
    words = [w for w in tidy(name).replace("-", " ").split(" ") if w and w[0].isalpha()]
    if not words:
        return "?"
    if _FAMILY_FIRST.match(words[0]):
        return words[0][0]
    if len(words) == 1:
        return words[0][0].upper()
    return (words[0][0] + words[-1][0]).upper()


def fold(text: str) -> str:
    """The form that search compares: no case, no accents, "Müller" = "muller", "Ø" = "o"."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(_FOLDED.get(c, c) for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def name_key(name: str) -> str:
    """Equal for two spellings of one name in any order of words, to find doubles."""
    folded = "".join(c if c.isalnum() else " " for c in fold(name))
    return " ".join(sorted(folded.split()))

"""House wording: standard phrases in several languages, and what a report does not claim.

A phrase may hold one blank ("…") for what is typed: "customer stated …". A report says what was seen
and by which means: a stamp is "stamped 750", a mounted weight "est. (mounted)", what somebody else
says "customer stated …".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.list_faults import Fault

BLANK = "…"
MOST_PHRASES = 400
LONGEST_PHRASE = 120
_JOINTS = re.compile(r"(;\s*|\.\s+|\n+)")


@dataclass(frozen=True)
class Phrase:
    """A standard phrase by language ("en", "de" …)."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The phrase in a language (a tag); English where there is none, else the first."""
        base = language.split("-")[0]
        return self.texts.get(base) or self.texts.get("en") or next(iter(self.texts.values()), "")


def offered(typed: str, phrases: Sequence[Phrase], language: str, most: int = 8) -> list[str]:
    """Whole texts to offer for what has been typed so far: its last part finished by a phrase.

    Phrases that begin so come first, then those in which a word does.
    """
    head, part = last_part(typed)
    wanted = part.casefold().strip()
    if not wanted:
        return []
    begin, inside = [], []
    for phrase in phrases:
        text = phrase.text(language)
        low = text.casefold()
        if low.startswith(wanted):
            begin.append(text)
        elif f" {wanted}" in f" {low}":
            inside.append(text)
    return [head + text for text in [*begin, *inside] if text != part][:most]


def spoken_in(words: str, phrases: Sequence[Phrase], language: str) -> str:
    """Words with every standard phrase in them said in a language; the rest stays as typed."""
    base = language.split("-")[0]
    parts = _JOINTS.split(words)
    return "".join(_said(part, phrases, base) if at % 2 == 0 else part for at, part in
                   enumerate(parts))  # fmt: skip


def _said(part: str, phrases: Sequence[Phrase], language: str) -> str:
    bare = part.strip()
    end = "." if bare.endswith(".") else ""
    bare = bare.removesuffix(".")
    if not bare:
        return part
    for phrase in phrases:
        target = phrase.texts.get(language)
        if not target:
            continue
        for text in phrase.texts.values():
            before, blank, after = text.partition(BLANK)
            low = bare.casefold()
            if not blank and low == text.casefold():
                return _capital(target, bare) + end
            if blank and low.startswith(before.casefold()) and low.endswith(after.casefold()):
                inner = bare[len(before) : len(bare) - len(after) if after else None].strip()
                if inner and inner != BLANK and len(before) > 2:
                    return _capital(target.replace(BLANK, inner), bare) + end
    return part


def _capital(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


def last_part(typed: str) -> tuple[str, str]:
    """What stands before the part that is being typed, and that part."""
    cuts = list(_JOINTS.finditer(typed))
    at = cuts[-1].end() if cuts else 0
    return typed[:at], typed[at:]


# ---------------------------------------------------------------------- the list as it is edited
def phrase_faults(phrases: Sequence[Phrase]) -> list[Fault]:
    """What must be mended before the list can be kept; the part of a fault is the language."""
    faults = []
    for row, phrase in enumerate(phrases):
        for tag, text in phrase.texts.items():
            if len(text) > LONGEST_PHRASE:
                faults.append(Fault(row, tag, f"A phrase has at most {LONGEST_PHRASE} characters."))
            elif text.count(BLANK) > 1:
                faults.append(Fault(row, tag, f"A phrase has one blank {BLANK} to fill."))
        if not any(phrase.texts.values()):
            faults.append(Fault(row, "", "Type the phrase in one language at least."))
        if row == MOST_PHRASES:
            faults.append(Fault(row, "", f"A list has at most {MOST_PHRASES} phrases."))
    return faults


# ---------------------------------------------------------------------- what a report does not claim
_BY_ANOTHER = "report|stated|gutachten|zertifikat|laut|rapport|certificat|selon|certificato|secondo|informe|según"
_ADVICE: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:9|10|14|18|22|24)\s?(?:k|kt|ct|karat|carat|carats|carati|quilates|kilates)\b(?!\s*\()",
        "Say what is stamped: “stamped 750”.",
    ),
    (
        r"\b(?:solid|pure|real)\s+(?:gold|platinum|silver)\b"
        r"|\bmassiv(?:es?|em)?\s?(?:gold|platin|silber)\b|\b(?:or|platine|argent)\s+massif\b"
        r"|\b(?:oro|platino|argento)\s+massiccio\b|\b(?:oro|platino|plata)\s+maciz[oa]\b",
        "Say what is stamped, or “not tested”.",
    ),
    (
        r"(?<!\w)(?<!est\. )(?<!est )(?<!ca\. )(?<!env\. )(?<!aprox\. )(?<!stim\. )\d+[.,]\d+\s?ct\b"
        r"(?!\s*\((?:mounted|gefasst|mont[ée]|montato|engastado))",
        "Say “est. … ct (mounted)”.",
    ),
    (
        r"\b(?:genuine|authentic|original|echt(?:er|es|e)?|originale?s?"
        r"|authentique|véritable|autentic[oa]|auténtic[oa])\b",
        "Say who says so: “customer stated …”.",
    ),
    (
        r"\b(?:flawless|perfect|mint|pristine|lupenrein(?:er|es|e)?|makellos(?:er|es|e)?|neuwertig"
        r"|sans défaut|parfaite?|impeccab(?:le|ile)|perfett[oa]|perfect[oa]|impecable|sin defectos"
        r"|senza difetti)\b",
        "Say what was seen and by which means: “no trace under 10×”.",
    ),
    (
        r"\b(?:burmese|burma|birman\w*|birma\w*|kashmir|kaschmir|cachemire|colombian|kolumbian\w*"
        r"|colombien(?:ne)?|colombian[oa]|ceylon|ceylan|ceilán)\b"
        rf"(?!.*\b(?:{_BY_ANOTHER})\b)",
        "Origin is for a laboratory: “customer stated …”.",
    ),
    (
        r"\b(?:untreated|unheated|no heat|un(?:behandelt|erhitzt)(?:er|es|e)?|non (?:traitée?|chauffée?)"
        r"|non (?:trattat|riscaldat)[oa]|(?:no tratad|sin trat|no calentad|sin calent)\w*)\b"
        rf"(?!.*\b(?:{_BY_ANOTHER})\b)",
        "Treatment is for a laboratory: “not tested”.",
    ),
    (
        r"\b(?:by|von|de|di)\s(?:cartier|tiffany|bulgari)\b",
        "Say “attributed to …”, or what is signed.",
    ),
)
_TOLD = (
    "customer stated",
    "laut kunde",
    "selon le client",
    "secondo il cliente",
    "según el cliente",
)
"""The beginning of what is another's word, in each language that a report is written in."""
_RULES = tuple((re.compile(pattern, re.IGNORECASE), advice) for pattern, advice in _ADVICE)


def wording_advice(words: str) -> str:
    """How the house would say it, "" where the words claim nothing that was not seen."""
    low = words.casefold()
    if any(told in low for told in _TOLD):
        return ""
    return next((advice for rule, advice in _RULES if rule.search(words)), "")

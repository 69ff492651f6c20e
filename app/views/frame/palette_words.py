"""By which words a command is found: those that it says, and others that mean the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from app.views.frame.palette_synonyms import MEANINGS

ALSO = "also"
"""The property of an action with other words for it, parted by commas."""
BY_OTHER_WORDS, BY_MEANING = 3, 4
LEAST_MEANT = 3
"""So many letters must be typed before words are looked at that only mean the same."""


def folded(text: str) -> str:
    """Text without case and accents, for comparing what is typed with what is written."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def rank(words: str, typed: str, also: str = "") -> int | None:
    """How well a command fits what was typed: 0 begins so, 1 a word begins so, 2 holds it; None: no.

    Several typed words must each fit; the worst of them counts. 3: only its other words fit, or its
    own and those together. 4: a word that means the same as one of its own.
    """
    text, wanted = folded(words), folded(typed).split()
    if not wanted:
        return 0
    if text.startswith(" ".join(wanted)):
        return 0
    starts, others = text.split(), _words(also)
    worst, all_typed = 1, " ".join(wanted)
    for part in wanted:
        if any(word.startswith(part) for word in starts):
            continue
        if part in text:
            worst = max(worst, 2)
        elif any(word.startswith(part) for word in others):
            worst = max(worst, BY_OTHER_WORDS)
        elif meant_by(words, part):
            worst = BY_MEANING
        else:
            return BY_MEANING if meant_by(words, all_typed) else None
    return worst


def meant_by(words: str, typed: str) -> str:
    """Which word that begins as typed means the same as one that the command says; "" for none."""
    if len(typed) < LEAST_MEANT:
        return ""
    said = f" {' '.join(_words(words))} "
    for group in _meanings():
        found = next((one for one in group if one.startswith(typed)), "")
        if found and any(
            f" {one} " in said or f" {one}s " in said for one in group if one != found
        ):
            return found
    return ""


@lru_cache(maxsize=1)
def _meanings() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(folded(one) for one in group) for group in MEANINGS)


def found_by(words: str, typed: str, also: str) -> str:
    """Which of its other words fit what was typed: said beside a command that does not say them."""
    fit, wanted = rank(words, typed, also), folded(typed).split()
    if fit == BY_MEANING:
        said = [meant_by(words, part) for part in (" ".join(wanted), *wanted)]
        return next(filter(None, said), "")
    if fit != BY_OTHER_WORDS:
        return ""
    phrases = [phrase.strip() for phrase in also.split(",")]
    fits = [
        phrase for phrase in phrases if any(w.startswith(p) for w in _words(phrase) for p in wanted)
    ]
    return max(fits, key=lambda phrase: rank(phrase, typed) is not None, default="")


def _words(text: str) -> list[str]:
    """Its words; one with a hyphen is found by its parts too."""
    whole = folded(text).replace(",", " ").replace(":", " ").split()
    return whole + [part for word in whole if "-" in word for part in word.split("-")]

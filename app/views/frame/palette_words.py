"""By which words a command is found: those that it says, and others that mean the same."""

from __future__ import annotations

import unicodedata

ALSO = "also"
"""The property of an action with other words for it, parted by commas."""
BY_OTHER_WORDS = 3


def folded(text: str) -> str:
    """Text without case and accents, for comparing what is typed with what is written."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def rank(words: str, typed: str, also: str = "") -> int | None:
    """How well a command fits what was typed: 0 begins so, 1 a word begins so, 2 holds it; None: no.

    Several typed words must each fit; the worst of them counts. 3: only its other words fit, or its
    own and those together.
    """
    text, wanted = folded(words), folded(typed).split()
    if not wanted:
        return 0
    if text.startswith(" ".join(wanted)):
        return 0
    starts, others = text.split(), _words(also)
    worst = 1
    for part in wanted:
        if any(word.startswith(part) for word in starts):
            continue
        if part in text:
            worst = max(worst, 2)
        elif any(word.startswith(part) for word in others):
            worst = BY_OTHER_WORDS
        else:
            return None
    return worst


def found_by(words: str, typed: str, also: str) -> str:
    """Which of its other words fit what was typed: said beside a command that does not say them."""
    if rank(words, typed, also) != BY_OTHER_WORDS:
        return ""
    wanted = folded(typed).split()
    phrases = [phrase.strip() for phrase in also.split(",")]
    fits = [
        phrase for phrase in phrases if any(w.startswith(p) for w in _words(phrase) for p in wanted)
    ]
    return max(fits, key=lambda phrase: rank(phrase, typed) is not None, default="")


def _words(text: str) -> list[str]:
    """Its words; one with a hyphen is found by its parts too."""
    whole = folded(text).replace(",", " ").split()
    return whole + [part for word in whole if "-" in word for part in word.split("-")]

"""Which view a picture's file is named after, in every language that the papers speak."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath

from app.domain.letters import folded
from app.domain.vocabulary import VIEWS
from app.printing.document.terms import PaperTerms

_LANGUAGES = ("en", "de", "fr", "it", "es", "he", "ar")
_ALSO = {
    "top": "above draufsicht",
    "front": "vorderseite",
    "side": "profile seitlich cote",
    "inside": "interior innenseite",
    "back": "rear reverse verso rückseite",
    "hallmark": "hallmarks stempel poinçons punzoni",
    "clasp": "verschluss",
}
"""Further names that people give to a file, beside the word that a paper says."""
_WORDS = re.compile(r"[^\W\d_]+")


def view_named(name: str) -> str:
    """The view that a file's name tells: "front.jpg", "P-676_Punze 2.heic"; "" for none, or for two."""
    words = _split(PurePath(name).stem)
    found = {view for said, view in _said().items() if _has(words, said)}
    return found.pop() if len(found) == 1 else ""


def _has(words: tuple[str, ...], said: tuple[str, ...]) -> bool:
    many = len(said)
    return any(words[n : n + many] == said for n in range(len(words) - many + 1))


def _split(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(folded(text)))


@cache
def _said() -> dict[tuple[str, ...], str]:
    said = {}
    for view in VIEWS:
        names = [PaperTerms(language).word("views", view) for language in _LANGUAGES]
        said.update({_split(name): view for name in [*names, *_ALSO.get(view, "").split()]})
    return said

"""The trade's words on a paper in the paper's language: findings, grades, metals, stones, states.

English is what the vocabularies say; the other languages stand in ``resources/wordings/terms.json``.
A word that is not translated reads in English, so that nothing is ever left out.
"""

from __future__ import annotations

import json
from functools import cache

from app.domain.finding_terms import TYPES
from app.domain.gems import GROWTHS, SHAPES, SPECIES
from app.domain.metals import METALS, alloy_words, element, karat
from app.domain.permissions import ROLES
from app.domain.reasons import WEIGHT
from app.domain.terms import Vocabulary
from app.domain.vocabulary import (
    CATEGORIES,
    CLEANED,
    GRADES,
    LIGHTS,
    MAGNIFICATIONS,
    METHODS,
    PAYMENT_METHODS,
    REPORT_REASONS,
    STAGES,
    VIEWS,
)
from app.resources import resource

_LISTS: dict[str, Vocabulary] = {
    "types": TYPES,
    "grades": GRADES,
    "reasons": REPORT_REASONS,
    "lights": LIGHTS,
    "magnifications": MAGNIFICATIONS,
    "cleaned": CLEANED,
    "views": VIEWS,
    "shapes": SHAPES,
    "species": SPECIES,
    "metals": METALS,
    "weight": WEIGHT,
    "growths": GROWTHS,
    "methods": METHODS,
    "categories": CATEGORIES,
    "stages": STAGES,
    "payments": PAYMENT_METHODS,
    "roles": ROLES,
}


class PaperTerms:
    """The words of one language (a tag such as ``de-CH``)."""

    def __init__(self, language: str) -> None:
        self.language = language.split("-")[0]

    @property
    def is_spoken(self) -> bool:
        """Whether there are words of this language; English is what the vocabularies say."""
        return self.language in _terms()[0]

    def word(self, of: str, code: str, usual: str = "") -> str:
        """A code of a list in words: ``word("types", "scratch")`` → "Kratzer".

        ``usual`` is what is said where this language has no word.
        """
        said = self._said(of, code) or usual
        if said:
            return said
        known = _LISTS.get(of)
        return known.word(code) if known else code.replace("_", " ")

    def title(self, of: str, code: str) -> str:
        """The same with a capital, as it begins a cell or a label."""
        word = self.word(of, code)
        return word[:1].upper() + word[1:]

    def grade_note(self, code: str) -> str:
        """What an overall grade means."""
        return self._said("grade_notes", code) or (GRADES[code].note if code in GRADES else "")

    def say(self, words: str, /, **values: object) -> str:
        """A label or a sentence of the paper, given in English with its {places}."""
        return (self._said("words", words) or words).format(**values)

    def phrase(self, words: str) -> str:
        """Words that the program put together in English, if they are known; else as they are."""
        return self._said("words", words) or words

    def alloy(self, metal: str, fineness: int) -> str:
        """A metal with its fineness: "18 K Weißgold", "Platin 950"."""
        said = self._said("metals", metal)
        if not said:
            return alloy_words(metal, fineness)
        if element(metal) == "gold" and karat(fineness):
            return f"{karat(fineness)} K {said}"
        return f"{said} {fineness}" if fineness else said

    def _said(self, of: str, code: str) -> str:
        languages, lists = _terms()
        row = lists.get(of, {}).get(code)
        if not row or self.language not in languages:
            return ""
        return row[languages.index(self.language)]


@cache
def _terms() -> tuple[list[str], dict[str, dict[str, list[str]]]]:
    """The languages in their order, and by list and code the words in each of them."""
    said = json.loads(resource("wordings", "terms.json").read_text("utf-8"))
    return said.pop("languages"), said

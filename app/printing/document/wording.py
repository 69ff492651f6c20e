"""The printed words of documents: labels by language, and the statements that a shop's lawyer supplies.

Both are data. A document names its language; ``en-GB`` falls back to ``en``. Statements are keyed by
document, jurisdiction and language with the day from which they hold, and become part of a document's
content: what was signed never changes with the file.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from app.resources import resource


class Labels:
    """The labels of one kind of document in one language; a missing one is our own mistake."""

    def __init__(self, document: str, language: str) -> None:
        every = _labels(language)
        self._words: dict[str, str] = {**every["common"], **every[document]}

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def get(self, key: str, usual: str) -> str:
        """A label, or what stands in for one that there is not."""
        return self._words.get(key, usual)

    def say(self, key: str, **values: object) -> str:
        """A label with its {places} filled."""
        return self._words[key].format(**values)


def statements(document: str, language: str, jurisdiction: str, on: str) -> tuple[str, ...]:
    """The shipped statements in force on an ISO date; those without jurisdiction where there is none."""
    return tuple(text for _, text in blocks(document, language, jurisdiction, on))


def blocks(document: str, language: str, jurisdiction: str, on: str) -> list[tuple[str, str]]:
    """(topic, text) of the shipped statements in force on an ISO date, in the order of reading."""
    base = language.split("-")[0]
    fitting = [
        block
        for block in shipped()
        if block["document"] == document
        and block["language"] in (language, base)
        and block["jurisdiction"] in (jurisdiction, "")
        and block["from"] <= on
        and on <= block.get("until", "9999-12-31")
    ]
    best: dict[str, dict[str, Any]] = {}
    for block in sorted(fitting, key=_rank):
        best[block["topic"]] = block
    return [(one["topic"], one["text"]) for one in sorted(best.values(), key=lambda o: o["order"])]


def languages() -> tuple[str, ...]:
    """The languages for which there are labels."""
    return tuple(sorted(file.stem for file in resource("wordings", "labels").glob("*.json")))


def _rank(block: dict[str, Any]) -> tuple[bool, int, str]:
    """What is said for the place, in the closer language, later, wins."""
    return bool(block["jurisdiction"]), len(block["language"]), block["from"]


@cache
def _labels(language: str) -> dict[str, dict[str, str]]:
    for name in (language, language.split("-")[0], "en"):
        if name in languages():
            text = resource("wordings", "labels", f"{name}.json").read_text("utf-8")
            return dict(json.loads(text))
    raise FileNotFoundError("no labels for documents")


@cache
def shipped() -> list[dict[str, Any]]:
    """All statements that Parure brings along, as they stand in their file."""
    return list(json.loads(resource("wordings", "statements.json").read_text("utf-8")))

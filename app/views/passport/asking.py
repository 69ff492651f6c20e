"""What a passport's paper needs to be told: which parts, in which language; for the insurer less."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.passport_paper import (
    INSURER,
    PARTS,
    Chosen,
    make_passport,
    make_place_statement,
)
from app.views.documents.making import Answers, AskSheet, language_field
from app.views.frame.desk import Desk, Service
from app.views.passport.passport_words import PassportWords
from app.views.passport.tick_field import TickField

_WORDS = {
    "photos": "Photos",
    "reports": "Condition reports",
    "moves": "Places and hands",
    "worth": "Values",
    "documents": "Documents",
    "events": "All that happened, line by line",
}


def ask_passport(desk: Desk, piece_id: int, at: int, words: PassportWords) -> None:
    """Ask for the parts of a passport, and make it."""
    fields = {part: TickField(_WORDS[part], on=part != "events") for part in PARTS}
    fields["moves"].set_aside("with the names of those who had it")
    fields["worth"].set_aside("reserve and cost never stand on it")
    fields["events"].set_aside("without what is left out above")
    language = language_field()

    def make(answers: Answers) -> Service:
        parts = frozenset(part for part in PARTS if answers[part])
        chosen = Chosen(parts, language=str(answers["language"] or ""))
        return lambda w: make_passport(w, piece_id, at, chosen)

    AskSheet(
        desk,
        "Passport as a paper",
        f"It says what was known at {words.long_moment(at)}, and how it came to that. Nothing of a part "
        "without its tick stands on it.",
        "Make the passport",
        {**fields, "language": language},
        "passport",
        make,
    ).open()


def ask_insurer(desk: Desk, piece_id: int, at: int, words: PassportWords) -> None:
    """Ask for the language alone: an insurer is told worth and custody."""

    def make(answers: Answers) -> Service:
        chosen = Chosen(INSURER.parts, insurer=True, language=str(answers["language"] or ""))
        return lambda w: make_passport(w, piece_id, at, chosen)

    AskSheet(
        desk,
        "Statement for the insurer",
        f"Worth and custody at {words.long_moment(at)}, and nothing else.",
        "Make the statement",
        {"language": language_field()},
        "passport",
        make,
    ).open()


def ask_place(desk: Desk, place_ids: Sequence[int], at: int, words: PassportWords) -> None:
    """The same for what lay in a place, or in several together."""

    def make(answers: Answers) -> Service:
        language = str(answers["language"] or "")
        return lambda w: make_place_statement(w, place_ids, at, language=language)

    AskSheet(
        desk,
        "What was where, as a paper",
        f"All pieces with their worth at {words.long_moment(at)}, and the total"
        f"{' of each place and together' if len(place_ids) > 1 else ''}.",
        "Make the statement",
        {"language": language_field()},
        "place_statement",
        make,
    ).open()

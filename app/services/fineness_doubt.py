"""Where stamp, style and metal of a piece contradict each other: asked, answered, noted, never silent.

A stamp is the maker's claim and may be false; a style is what was ordered. Which of them holds, only
a person with the piece in hand can say, and the answer stays with the piece.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import InputError
from app.domain.metals import alloy_words, read_stamp, stamp_contradicts
from app.models.records import Note
from app.models.work import Work
from app.services.piece_forms import MetalForm, PieceForm
from app.services.piece_words import marks_of, metals_of
from app.services.style_rules import style_of

TOPIC = "fineness"
"""Topic of the note that keeps the answer with the piece."""


@dataclass(frozen=True)
class Contradiction:
    """One claim against what is said of the metal. ``source``: stamp or style; words for people."""

    source: str
    claim: str
    claimed: str
    chosen: str

    @property
    def sentence(self) -> str:
        """The contradiction as it is asked: "It is stamped “750”, which says 18 K gold; …"."""
        said = "It is stamped" if self.source == "stamp" else "Its style is"
        return f"{said} “{self.claim}”, which says {self.claimed}; chosen is {self.chosen}."


class FinenessQuestion(InputError):  # noqa: N818  (a question that the form must answer)
    """Which one holds? ``contradictions`` says what is at odds; the form's ``fineness_answer`` answers."""

    def __init__(self, contradictions: tuple[Contradiction, ...]) -> None:
        super().__init__(
            "Which one holds?",
            " ".join(one.sentence for one in contradictions),
            "Look at the piece again. Correct the metal, or say why it holds against the claim.",
            field="stamp",
        )
        self.contradictions = contradictions


def contradictions(w: Work, form: PieceForm) -> tuple[Contradiction, ...]:
    """What is at odds in a form; a stamp is fine when it fits one of the metals."""
    if not form.metals:
        return ()
    found = []
    chosen = ", ".join(_words(metal) for metal in form.metals)
    for mark in form.marks:
        if all(stamp_contradicts(m.metal, m.fineness, mark.text_seen) for m in form.metals):
            said, fine = read_stamp(mark.text_seen)
            claimed = alloy_words(said, fine) if said else str(fine)
            found.append(Contradiction("stamp", mark.text_seen.strip(), claimed, chosen))
    style = style_of(w, "", form.style_id) if form.style_id is not None else None
    known = style is not None and style.fineness and form.metals[0].fineness
    if style is not None and known and style.fineness not in {m.fineness for m in form.metals}:
        claimed = alloy_words(style.metal, style.fineness)
        found.append(Contradiction("style", style.sku or style.title, claimed, chosen))
    return tuple(found)


def settle(w: Work, form: PieceForm, piece_id: int = 0) -> tuple[Contradiction, ...]:
    """The contradictions of a form that were answered and have to be noted; FinenessQuestion else.

    A saved piece (``piece_id``) is asked only where its metals or marks change.
    """
    if piece_id and (metals_of(w, piece_id), marks_of(w, piece_id)) == (form.metals, form.marks):
        return ()
    found = contradictions(w, form)
    if found and not form.fineness_answer.strip():
        raise FinenessQuestion(found)
    return found


def note_answer(
    w: Work, piece_id: int, form: PieceForm, settled: tuple[Contradiction, ...]
) -> None:
    """Keep with the piece what contradicted, and which one holds."""
    if settled:
        said = " ".join(one.sentence for one in settled)
        content = f"{said} {form.fineness_answer.strip()}"
        w.add(Note, subject_kind="piece", subject_id=piece_id, topic=TOPIC, content=content)


def _words(metal: MetalForm) -> str:
    return alloy_words(metal.metal, metal.fineness) if metal.metal else str(metal.fineness)

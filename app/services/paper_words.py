"""What a paper says of a piece in the paper's own language, and what papers are called in it."""

from __future__ import annotations

from app.domain.gems import SPECIES
from app.domain.metals import stamp_contradicts
from app.domain.vocabulary import STAGES
from app.printing.document.local import Local
from app.printing.document.terms import PaperTerms
from app.printing.document.wording import Labels
from app.services.document_lists import KINDS
from app.services.house_rules import Asks
from app.services.passport_events import PassportEvent
from app.services.piece_forms import StoneForm
from app.services.piece_words import detail_words, marks_of, metals_of, ring_size_of, stones_of

_TITLES = {
    "take_in_receipt": ("take_in_receipt", "title"),
    "difference_report": ("difference_report", "title"),
    "packing_slip": ("sale", "packing_slip"),
    "sales_receipt": ("sale", "sales_receipt"),
    "gift_receipt": ("sale", "gift_receipt"),
    "invoice": ("sale", "invoice"),
    "credit_note": ("sale", "credit_note"),
    "repair_ticket": ("repair_ticket", "title"),
    "payout_statement": ("payout_statement", "title"),
    "hand_over": ("hand_over", "hand_over"),
    "transfer_list": ("hand_over", "transfer"),
    "count_sheet": ("count_sheet", "title"),
    "price_cards": ("cards", "prices"),
    "command_cards": ("cards", "commands"),
    "place_labels": ("cards", "places"),
    "passport": ("passport", "title"),
    "place_statement": ("passport", "place_title"),
}
"""Where the title of a kind of paper stands among its labels."""


def kind_in(kind: str, language: str) -> str:
    """A kind of document as a paper in that language calls it: "Rechnung"."""
    terms = PaperTerms(language)
    if not terms.is_spoken:
        return KINDS.title(kind)
    if kind in _TITLES:
        document, label = _TITLES[kind]
        return Labels(document, language)[label]
    return terms.word("kinds", kind, KINDS.title(kind))


def event_in(event: PassportEvent, language: str) -> str:
    """What happened to a piece: "Fotografiert, 3". What has no words in the language stays English."""
    if event.value_kind:
        return Labels("passport", language).get(f"worth_{event.value_kind}", event.what)
    terms = PaperTerms(language)
    if not terms.is_spoken:
        return event.what
    kind = next((code for code in KINDS if KINDS.title(code) == event.what), "")
    if kind:
        return kind_in(kind, language)
    stage, _, step = event.what.rpartition(" ")
    code = next((code for code in STAGES if STAGES.title(code) == stage), "")
    if code and step in ("begun", "done"):
        return f"{terms.title('stages', code)}: {terms.say(step)}"
    what, _, more = event.what.partition(", ")
    if more and len(event.photos) > 1:
        return f"{terms.phrase(what)}, {len(event.photos)}"
    return terms.phrase(event.what)


def detail_in(db: Asks, piece_id: int, language: str) -> str:
    """Metal, stones and size of a piece in a line: "18 K Weißgold, 12 × Diamant, Altschliff".

    A word that the language lacks reads in English, and what was typed as it was typed.
    """
    terms = PaperTerms(language)
    if not terms.is_spoken:
        return detail_words(db, piece_id)
    local = Local(language, "UTC")
    parts = _metals(db, piece_id, terms)
    for stone in stones_of(db, piece_id):
        words = " ".join(filter(None, (_stone(stone, terms), _carats(stone, terms, local))))
        parts.append(words)
    size = ring_size_of(db, piece_id)
    return ", ".join([*parts, *([terms.say("size {size}", size=size)] if size else [])])


def _metals(db: Asks, piece_id: int, terms: PaperTerms) -> list[str]:
    metals = metals_of(db, piece_id)
    parts = []
    for metal in metals:
        words = terms.alloy(metal.metal, metal.fineness)
        parts.append(f"{words} ({terms.phrase(metal.part)})" if metal.part else words)
    against = [
        f"“{mark.text_seen}”"
        for mark in marks_of(db, piece_id)
        if metals and all(stamp_contradicts(m.metal, m.fineness, mark.text_seen) for m in metals)
    ]
    if against:
        stamps = f" {terms.say('and')} ".join(against)
        words = "{metal} although stamped {stamps}"
        parts[-1] = terms.say(words, metal=parts[-1], stamps=stamps)
    return parts


def _stone(stone: StoneForm, terms: PaperTerms) -> str:
    """ "18 × Diamant, Einzelschliff": a number of stones needs no plural so."""
    word = terms.word("species", stone.species, SPECIES.word(stone.species))
    if stone.growth.startswith("lab_grown") or stone.growth == "simulant":
        word = f"{word} ({terms.word('growths', stone.growth)})"
    name = f"{stone.count} {word}" if stone.count == 1 else f"{stone.count} × {word}"
    return f"{name}, {terms.word('shapes', stone.shape)}" if stone.shape else name


def _carats(stone: StoneForm, terms: PaperTerms, local: Local) -> str:
    if not stone.stone_mct:
        return ""
    if stone.method == "formula":
        figure = local.carats(stone.stone_mct, estimated=True)
        return terms.say("est. {ct} ct (mounted)", ct=figure)
    figure = local.carats(stone.stone_mct)
    how = terms.word("methods", stone.method) if stone.method else ""
    return terms.say("{ct} ct {how}", ct=figure, how=how).strip()

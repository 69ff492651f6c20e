"""All that happened to a piece, line by line in the paper's language; only what was chosen for it."""

from __future__ import annotations

import re
from collections.abc import Collection

from app.domain.mass import shown_g
from app.domain.vocabulary import CONFIDENTIAL_PRICES, GRADES
from app.models.database import Database
from app.models.work import Work
from app.printing.document.local import Local
from app.printing.document.passport import PassportEventLine
from app.printing.document.terms import PaperTerms
from app.services.paper_words import event_in
from app.services.passport_events import PassportEvent

_PART_OF = {
    "price": "worth",
    "report": "reports",
    "photo": "photos",
    "move": "moves",
    "document": "documents",
    "handed_out": "documents",
}
"""The part of a passport to which a kind of event belongs: left out with it."""
_ABOUT_DOCUMENTS = frozenset({"move", "item"})
"""Kinds whose number is that of a document, and not of what they tell of."""
_GRADES = {GRADES.title(code): code for code in GRADES}
_GRAMS = re.compile(r"([\d,]+)\.(\d{3}) g")


def event_lines(
    db: Database | Work,
    piece_id: int,
    events: Collection[PassportEvent],
    bound: int,
    parts: Collection[str],
    terms: PaperTerms,
) -> tuple[PassportEventLine, ...]:
    """What happened up to a hybrid time, oldest first; nothing of a part that was left out.

    What never stands on paper (reserve, cost) is not told either.
    """
    values = _values(db, piece_id, Local(terms.language, "UTC"))
    return tuple(
        PassportEventLine(event.moment, _words(event, values, parts, terms), event.who)
        for event in sorted(events, key=lambda one: (one.hlc, one.id))
        if event.hlc <= bound
        and event.value_kind not in CONFIDENTIAL_PRICES
        and _PART_OF.get(event.kind, "events") in {*parts, "events"}
    )


def _words(
    event: PassportEvent, values: dict[int, str], parts: Collection[str], terms: PaperTerms
) -> str:
    """ "Moved: Safe B → Vitrine A · H10-26-00009"."""
    what = event_in(event, terms.language)
    change = values.get(event.id, "")
    if not change:
        told = [_side(one, event.kind, terms) for one in (event.before, event.after) if one]
        change = " → ".join(told)
    if event.before and event.what == event.after:
        what = ""  # "Free: being taken in → free" says it twice
    said = ": ".join(part for part in (what, change) if part)
    hidden = event.kind in _ABOUT_DOCUMENTS and "documents" not in parts
    return " · ".join(part for part in (said, "" if hidden else event.paper) if part)


def _side(text: str, kind: str, terms: PaperTerms) -> str:
    """From what, or to what, as the paper's language writes it."""
    weighed = _GRAMS.fullmatch(text) if kind == "weight" else None
    if weighed:
        mg = int(weighed[1].replace(",", "") + weighed[2])
        return terms.say("{g} g", g=shown_g(mg, terms.language))
    return terms.title("grades", _GRADES[text]) if text in _GRADES else terms.phrase(text)


def _values(db: Database | Work, piece_id: int, local: Local) -> dict[int, str]:
    """Each value that was said, after the one of its kind before it, by the fact that said it."""
    found: dict[int, str] = {}
    last: dict[str, str] = {}
    for row_id, what, minor, currency in db.rows(
        "SELECT id, what, amount_minor, currency FROM priced WHERE subject_id = ?"
        " AND subject_kind = 'piece' ORDER BY hlc, id",
        (piece_id,),
    ):
        now = f"{currency} {local.amount(minor, currency)}"
        found[row_id] = f"{last[what]} → {now}" if what in last else now
        last[what] = now
    return found

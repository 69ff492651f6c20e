"""What every desk does when it makes a paper: its maker and language, its number, the object's code."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.changes import Changes
from app.domain.ids import new_id
from app.models.work import Work
from app.printing.document.content import Made
from app.printing.document.wording import languages
from app.services.documents import new_number
from app.services.house_paper import made_by
from app.services.tags import code_of


@dataclass(frozen=True)
class Begun:
    """A paper that is about to be made: its id, its number, who makes it."""

    document_id: int
    number: str
    made: Made


def begin_paper(w: Work, kind: str, *, language: str = "", paper: str = "") -> Begun:
    """Number and maker of a new paper; ``language`` and ``paper`` stand over the house's own.

    A language that the papers do not speak leaves the house's.
    """
    made = made_by(w)
    if language and language.split("-")[0] in languages():
        made = replace(made, language=language)
    if paper:
        made = replace(made, paper=paper)
    return Begun(new_id(), new_number(w, kind), made)


def code_on(w: Work, kind: str, subject_id: int) -> str:
    """The code of the thing that a paper is about; it gets one if it has none, to be scanned by."""
    found = w.value(
        "SELECT text_value FROM code WHERE target_kind = ? AND target_id = ? AND alias = 0"
        " AND id NOT IN (SELECT coalesce(replaces_id, 0) FROM code) ORDER BY hlc DESC LIMIT 1",
        (kind, subject_id),
    )
    return str(found or code_of(w.db, kind, subject_id) or w.code(kind, subject_id))


def made_words(w: Work, begun: Begun, title: str, **touched: int) -> Changes:
    """What to tell of a paper that was made: "Invoice I10-26-00019 made"."""
    return Changes.of(f"{title} {begun.number} made", w.id, document=begun.document_id, **touched)

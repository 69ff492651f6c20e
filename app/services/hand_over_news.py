"""What the paper of a return says of each piece's condition: what is new or worse since it went out."""

from __future__ import annotations

from app.domain.finding_terms import TYPES
from app.models.work import Work
from app.printing.document.local import Local
from app.printing.document.terms import PaperTerms
from app.printing.document.wording import Labels
from app.services.report_compare import NEW, WORSE, marks_words, since_last
from app.services.report_form import Mark, form_from_json
from app.services.report_presence import last_crossing
from app.services.report_start import LastReport, last_report, signed_content

MOST_TOLD = 5
"""So many findings are told one by one; of the others only the numbers, so that a row stays a row."""


def news_of(w: Work, piece_id: int, report_id: int | None, language: str) -> tuple[str, ...]:
    """Lines in the paper's language, "mark 5 new: scratch, SHO-R, 2.4 mm", or one that says that none is.

    Nothing at all where the piece has no report of its coming back, or none of how it went: then
    nobody can say. The piece is still out by the book.
    """
    row = w.row("SELECT number, content FROM report WHERE id = ?", (report_id,))
    before = _went_with(w, piece_id, report_id) if row and report_id else None
    if row is None or row[1] is None or before is None:
        return ()
    form = form_from_json(signed_content(row[1])["form"])
    told = [
        (mark, change)
        for mark, change in since_last(form, before, str(row[0] or ""))
        if change in (NEW, WORSE)
    ]
    if not told:
        return (Labels("hand_over", language)["nothing_new"],)
    say = PaperTerms(language).say
    lines = [_line(mark, change, language) for mark, change in told[:MOST_TOLD]]
    for kind in (WORSE, NEW):
        if rest := [mark.n for mark, change in told[MOST_TOLD:] if change == kind]:
            lines.append(marks_words(kind, rest, say))
    return tuple(lines)


def _line(mark: Mark, change: str, language: str) -> str:
    terms, labels = PaperTerms(language), Labels("condition_report", language)
    kind = terms.word("types", mark.type) if mark.type in TYPES else mark.type
    local = Local(language, "UTC")
    size = "" if mark.size_um is None else labels.say("mm", mm=local.mm(mark.size_um, 1))
    bad = labels.get(f"severity_{mark.severity}", "")
    what = ", ".join(filter(None, (kind, mark.location, size, bad)))
    return f"{marks_words(change, (mark.n,), terms.say)}: {what}"


def _went_with(w: Work, piece_id: int, report_id: int) -> LastReport | None:
    """The report with which it went out: the newest that is not younger than its way out."""
    crossed = last_crossing(w, piece_id)
    found = last_report(w, piece_id, before=report_id)
    while found is not None:
        signed = w.value("SELECT hlc FROM report WHERE id = ?", (found.root_id,))
        if int(signed or 0) <= crossed:
            return found
        found = last_report(w, piece_id, before=found.id)
    return None

"""What the paper of a hand-over says: its pieces with their reports, its terms, who signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.models.work import Work
from app.printing.document.content import Fact, Photo
from app.printing.document.content import Signature as PaperSignature
from app.printing.document.hand_over import HandedPiece
from app.printing.document.terms import PaperTerms
from app.services.move_papers import handed
from app.services.piece_words import mark_words
from app.services.report_paper import ROLES
from app.services.report_start import GROSS, last_measured
from app.services.signatures import Signature


def handed_items(
    w: Work, ids: Sequence[int], reports: dict[int, int], language: str = ""
) -> tuple[HandedPiece, ...]:
    """The pieces as the paper lists them: marks, photo, the number of the report, the weight of now.

    What this unit has weighed is not in the projections yet, and both sides sign that weight.
    """
    items = handed(w, ids, values=True, language=language)
    return tuple(
        replace(
            item,
            weight_mg=last_measured(w, piece_id, GROSS) or item.weight_mg,
            marks=mark_words(w, piece_id),
            report=_number(w, reports.get(piece_id)),
            photo=_photo(w, piece_id),
        )
        for piece_id, item in zip(ids, items, strict=True)
    )


def _number(w: Work, report_id: int | None) -> str:
    return str(w.value("SELECT number FROM report WHERE id = ?", (report_id,)) or "")


def _photo(w: Work, piece_id: int) -> Photo | None:
    row = w.row(
        "SELECT f.sha256, f.width, f.height FROM piece_now AS n JOIN file AS f"
        " ON f.sha256 = n.photo_sha256 WHERE n.id = ? LIMIT 1",
        (piece_id,),
    )
    return Photo(row[0], "", row[1] or 4, row[2] or 3) if row else None


def terms_of_paper(language: str, rows: Sequence[tuple[str, str]]) -> tuple[Fact, ...]:
    """Labels in the paper's language with what was said; what is empty is left out."""
    say = PaperTerms(language).say
    return tuple(Fact(say(label), value.strip()) for label, value in rows if value.strip())


def signed_on_paper(
    w: Work, language: str, signatures: Sequence[Signature]
) -> tuple[PaperSignature, ...]:
    """The signatures as they stand under the paper."""
    say = PaperTerms(language).say
    return tuple(
        PaperSignature(
            say(ROLES.get(one.role, one.role.capitalize())), one.name, one.at or w.at, one.strokes
        )
        for one in signatures
    )

"""What the paper of a hand-over says: its pieces with their reports, its terms, who signed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from app.domain.clock import wall_ms
from app.models.work import Work
from app.printing.document.content import Fact, Photo
from app.printing.document.content import Signature as PaperSignature
from app.printing.document.hand_over import ENTRUSTED, MIXED, HandedPiece
from app.printing.document.terms import PaperTerms
from app.services.hand_over_news import news_of
from app.services.house_rules import house_rules, today
from app.services.move_papers import handed, weighed_before
from app.services.piece_words import mark_words
from app.services.report_paper import ROLES
from app.services.report_start import GROSS, last_measured, signed_content, weighed_last
from app.services.signatures import Signature


def handed_items(
    w: Work, ids: Sequence[int], reports: dict[int, int], language: str = "", *, back: bool = False
) -> tuple[HandedPiece, ...]:
    """The pieces as the paper lists them: marks, photo, the number of the report, the weight of now.

    What this unit has weighed is not in the projections yet, and both sides sign that weight. What
    comes ``back`` and was not weighed for its report has none: the one before is not of now.
    """
    items = handed(w, ids, values=True, language=language)
    unweighed = {one for one in ids if back and not _weighed(w, one, reports.get(one))}
    return tuple(
        replace(
            item,
            weight_mg=None
            if piece_id in unweighed
            else last_measured(w, piece_id, GROSS) or item.weight_mg,
            not_weighed=piece_id in unweighed,
            marks=mark_words(w, piece_id),
            weighed_on=weighed_before(w, piece_id),
            report=report[0],
            reported_on=report[1],
            news=news_of(w, piece_id, reports.get(piece_id), language or "en") if back else (),
            photo=_photo(w, piece_id),
        )
        for piece_id, item in zip(ids, items, strict=True)
        for report in (_reported(w, reports.get(piece_id)),)
    )


def owners_of(w: Work, ids: Sequence[int]) -> str:
    """Whose these pieces are, as the paper of a loan says it; "" for the house's own."""
    rows = w.rows(
        "SELECT DISTINCT ownership = 'owned' FROM piece_now WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    own = {bool(row[0]) for row in rows}
    return MIXED if len(own) > 1 else "" if own == {True} else ENTRUSTED


def _weighed(w: Work, piece_id: int, report_id: int | None) -> bool:
    """Whether a piece was weighed for a signed report: one before that was only carried along from an
    earlier day is no weight of now."""
    row = w.row("SELECT content, hlc FROM report WHERE id = ?", (report_id,))
    form = signed_content(row[0])["form"] if row else {}
    if form.get("weight_after_mg") is not None:
        return True
    if row is None or form.get("weight_before_mg") is None:
        return False
    read_on = form.get("before_read_on")
    if read_on is None:
        _, read_on = weighed_last(w, piece_id)
    return not read_on or read_on >= house_rules(w).date_of(wall_ms(row[1]))


def _reported(w: Work, report_id: int | None) -> tuple[str, str]:
    """Number and day (ISO, "" for today) of a piece's report; nothing where it has none."""
    row = w.row("SELECT number, hlc FROM report WHERE id = ?", (report_id,))
    if row is None:
        return "", ""
    day = house_rules(w).date_of(wall_ms(row[1]))
    return str(row[0] or ""), "" if day == today(w) else day


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

"""A correction says what was wrong: it differs from the version before, and gives its reason in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.models.database import Database
from app.models.work import Work
from app.services.report_form import ReportForm, form_from_json
from app.services.report_start import signed_content

FIELD = "correction"
LONGEST_REASON = 500


def corrected_form(db: Database | Work, report_id: int) -> tuple[ReportForm, str, int] | None:
    """The newest version of a report: its form, number and which version it is; None where it was
    erased."""
    rows = db.rows(
        "SELECT v.content, v.number FROM report AS v JOIN report AS r ON r.id = ?"
        " WHERE coalesce(v.version_of, v.id) = coalesce(r.version_of, r.id) ORDER BY v.hlc, v.id",
        (report_id,),
    )
    if not rows or rows[-1][0] is None:
        return None
    content, number = rows[-1]
    return form_from_json(signed_content(content)["form"]), str(number), len(rows)


def uncorrected(
    db: Database | Work, form: ReportForm, version_of: int
) -> Iterator[tuple[str, str]]:
    """(field, sentence) of what a correction of the report ``version_of`` still lacks; 0: none is."""
    if not version_of:
        return
    before = corrected_form(db, version_of)
    if before is not None and _said(form) == _said(before[0]):
        _, number, version = before
        told = f"Nothing is different from version {version} of {number}"
        yield "photo", f"{told}: change what is wrong, or leave it."
    elif not form.correction.strip():
        yield FIELD, "Say why it is corrected: the reason stands on the paper."
    if len(form.correction) > LONGEST_REASON:
        yield FIELD, "The reason of the correction is too long; put it into the remarks."


def _said(form: ReportForm) -> ReportForm:
    """What stands on the paper, but for why there is another one."""
    return replace(form.on_paper, correction="")

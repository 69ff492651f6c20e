"""The centre stone's fingerprint as papers say it: what was shown, and the letters in their language."""

from __future__ import annotations

from app.domain.inclusions import INCLUSIONS, MIDDLE, OUTSIDE, Girdle, Inclusion, polar
from app.printing.document.condition_report import ReportFingerprint
from app.printing.document.content import Photo
from app.printing.document.inclusion_marks import ReportGirdle, ReportInclusion
from app.printing.document.terms import PaperTerms
from app.services.difference_words import letters_of
from app.services.report_difference import Difference
from app.services.report_form import Fingerprint, ReportForm

CHANGES = {
    "same": "the same: {letters}",
    "elsewhere": "elsewhere: {letters}",
    "missing": "missing: {letters}",
    "new": "new: {letters}",
}


def paper_fingerprint(
    form: ReportForm, said: Fingerprint, terms: PaperTerms, shown: str
) -> ReportFingerprint | None:
    """A fingerprint for a paper; None where nothing is said of it. ``shown`` is what was shown."""
    if not (said.shown or said.not_shown or said.photo_sha256 or said.inclusions):
        return None
    photo = next((one for one in form.photos if one.sha256 == said.photo_sha256), None)
    picture = Photo(photo.sha256, "", photo.width or 4, photo.height or 3) if photo else None
    girdle = said.girdle
    return ReportFingerprint(
        shown,
        said.not_shown,
        picture,
        girdle=ReportGirdle(girdle.x, girdle.y, girdle.rx, girdle.ry) if girdle else None,
        inclusions=tuple(
            ReportInclusion(one.letter, one.x, one.y, _words(one, girdle, terms))
            for one in said.inclusions
        ),
    )


def _words(one: Inclusion, girdle: Girdle | None, terms: PaperTerms) -> str:
    kind = terms.say(INCLUSIONS.word(one.kind)) if one.kind else ""
    return ", ".join(filter(None, (kind, _place(one, girdle, terms))))


def _place(one: Inclusion, girdle: Girdle | None, terms: PaperTerms) -> str:
    if girdle is None:
        return ""
    hour, percent = polar(girdle.place(one.x, one.y))
    if percent < 100 * MIDDLE:
        return terms.say("in the middle")
    if percent > 100 * OUTSIDE:
        return terms.say("{hour} o’clock, outside the girdle", hour=hour)
    return terms.say("{hour} o’clock, {percent} % out", hour=hour, percent=percent)


def letters_words(found: Difference, terms: PaperTerms) -> str:
    """What became of the letters, for the difference report: "the same: a, b; missing: c"."""
    told = []
    letters = letters_of(found)
    for change, words in CHANGES.items():
        those = [one.letter for one in letters if one.change == change]
        if those:
            told.append(terms.say(words, letters=", ".join(those)))
    return "; ".join(told)

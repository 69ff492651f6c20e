"""A condition report as the paper will say it: words and figures, ready for the renderer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.finding_terms import TYPES
from app.domain.report_rules import Verdict, pass_limit_mg
from app.domain.setting_plan import stone_states
from app.models.database import Database
from app.models.work import Work
from app.printing.document.condition_report import (
    Comparison as ComparisonRow,
)
from app.printing.document.condition_report import (
    ConditionReport,
    ReportFinding,
    ReportMark,
    ReportOfOthers,
    ReportPhoto,
    ReportStone,
)
from app.printing.document.content import Made, Photo
from app.printing.document.content import Signature as PaperSignature
from app.printing.document.local import Local
from app.printing.document.terms import PaperTerms
from app.printing.document.wording import Labels
from app.services.house_paper import company_of, made, statements_of
from app.services.report_compare import (
    NEW,
    REPAIRED,
    WORSE,
    Comparison,
    comparison,
    marks_words,
    runs,
    since_last,
)
from app.services.report_facts import FactColumns
from app.services.report_form import Mark, ReportForm, StoneLine, ViewPhoto
from app.services.report_gate import CAMERA_MS, Stop, drifted, stops_of
from app.services.report_other_side import differs_on_paper
from app.services.report_phrases import phrases, spoken_in
from app.services.report_redescribed import counts_apart
from app.services.report_stale import photos_of_before
from app.services.report_start import KnownPiece, LastReport
from app.services.signatures import Signature
from app.services.stone_paper import paper_fingerprint

ROLES = {
    "examiner": "For the house, examiner",
    "house": "For the house",
    "manager": "Decided by, for the house",
    "client": "The client",
    "consignor": "The consignor",
    "borrower": "For the borrower",
}
CLOCK_MS = 60_000
"""So far may two clocks, or one that is being set right, be apart."""
BEHIND_MS = 3_600_000
"""A PC whose clock is so far behind what the house knows was set back, or another one's is wrong."""
_DECIDED, _STOPS = "decided by a manager", "stops until a manager decides"
_ON_WORD = frozenset({"report", "stated", "stamped"})
"""Where a stone's weight is not ours: whose word it is stands beside it."""


@dataclass(frozen=True)
class PaperFacts:
    """What the report gets when it is signed: number, its own code, version, the report before it.

    ``at`` is when by this PC's clock (UTC ms), ``known_at`` how far the house's records had come by
    then by anybody's clock (0: not asked). ``decided_by`` is the manager who let a difference pass.
    """

    number: str
    code: str
    version: int
    last: LastReport | None
    at: int
    examiner: str
    known_at: int = 0
    decided_by: str = ""


def report_paper(
    db: Database | Work,
    piece: KnownPiece,
    form: ReportForm,
    signatures: Sequence[Signature],
    facts: PaperFacts,
) -> ConditionReport:
    """The content that is signed, stored and drawn; nothing on the paper is looked up later.

    The form's private notes are no part of it.
    """
    head = made(db, facts.at, facts.examiner)
    if form.language:
        head = replace(head, language=form.language)
    return _Paper(db, piece, form, facts, head.language, head.zone).content(head, signatures)


class _Paper:
    """One report in the words of its paper's language."""

    def __init__(
        self,
        db: Database | Work,
        piece: KnownPiece,
        form: ReportForm,
        facts: PaperFacts,
        language: str,
        zone: str,
    ) -> None:
        self.db, self.piece, self.form, self.facts = db, piece, form, facts
        self.terms, self.local = PaperTerms(language), Local(language, zone)
        self.language = language
        self.seen_on = datetime.fromtimestamp(facts.at / 1000, ZoneInfo(zone)).date().isoformat()
        self.columns = FactColumns(db, self.terms, self.local, piece, self.seen_on)
        self._phrases = phrases(db)

    def content(self, head: Made, signatures: Sequence[Signature]) -> ConditionReport:
        """All of it, in the order of the paper."""
        piece, form, facts, terms = self.piece, self.form, self.facts, self.terms
        against = comparison(form, facts.last) if facts.last else None
        counts = tuple(stone.count for stone in piece.stones)
        return ConditionReport(
            company=company_of(self.db),
            made=head,
            number=facts.number,
            code=facts.code,
            version=facts.version,
            reason=terms.word("reasons", form.reason),
            title=piece.description,
            seen_on=self.seen_on,
            grade=terms.title("grades", form.grade),
            grade_words=terms.grade_note(form.grade),
            photos=tuple(self._photo(photo) for photo in form.photos),
            facts=tuple(self.columns.columns(form, facts.examiner)),
            findings=tuple(self._findings()),
            stones=tuple(self._stones()),
            stones_expected=piece.stone_count if piece.stones else None,
            stones_found=form.stones_found,
            fingerprint=paper_fingerprint(form, form.fingerprint, terms, form.fingerprint.shown),
            compared_with=against.with_number if against else "",
            comparison=tuple(self._comparison(against)) if against else (),
            statements=(*self._clocks(signatures), *self._statements()),
            signatures=tuple(
                PaperSignature(
                    terms.say(ROLES.get(one.role, one.role.capitalize())),
                    one.name,
                    one.at or facts.at,
                    one.strokes,
                )
                for one in signatures
            ),
            category=piece.category if counts else "",
            setting=piece.setting_pattern,
            stone_counts=counts,
            states=tuple(
                sorted(stone_states((m.location, m.type, m.change) for m in form.findings).items())
            ),
            other_side=tuple(self._others()),
        )

    def _said(self, words: str) -> str:
        """What was written, its standard phrases in the paper's language."""
        return spoken_in(words, self._phrases, self.language)

    def _photo(self, photo: ViewPhoto) -> ReportPhoto:
        light = self.terms.word("lights", self.form.light)
        means = f"{light}, {self.terms.word('magnifications', self.form.magnification)}"
        view = self.terms.word("views", photo.view)
        picture = Photo(photo.sha256, "", photo.width or 4, photo.height or 3)
        return ReportPhoto(picture, view, photo.taken_at, means, photo.um_across)

    def _findings(self) -> Iterator[ReportFinding]:
        form, last = self.form, self.facts.last
        shown = {photo.sha256 for photo in form.photos}
        told = since_last(form, last, self.facts.number) if last else ()
        labels = Labels("condition_report", self.language)
        changes = {mark.n: change for mark, change in told if mark in form.findings}
        for mark in form.findings:
            change = changes.get(mark.n, "")
            yield ReportFinding(
                n=mark.n,
                where=mark.location,
                type=self.terms.title("types", mark.type) if mark.type in TYPES else mark.type,
                severity=mark.severity,
                size_um=mark.size_um,
                words=self._said(mark.words),
                since=f"{mark.since} ({mark.was})" if mark.was else mark.since,
                change=self.terms.word("changes", change) if change else "",
                mark=_mark(mark) if mark.photo_sha256 in shown else None,
                severity_words=labels.get(f"severity_{mark.severity}", ""),
            )

    def _stones(self) -> Iterator[ReportStone]:
        first = 1
        for stone in self.form.stones:
            last = first + stone.count - 1
            face = self.columns.measures(replace(stone, depth_um=None))
            words = self._stone_words(stone)
            yield ReportStone(first, last, words, face, stone.stone_mct, stone.estimated)
            first = last + 1

    def _stone_words(self, stone: StoneLine) -> str:
        """What it is, grown or imitated, how many, and on whose word its weight stands."""
        terms = self.terms
        species = terms.title("species", stone.species) if stone.species else ""
        if stone.growth.startswith("lab_grown") or stone.growth == "simulant":
            species = f"{species} ({terms.word('growths', stone.growth)})"
        shape = terms.word("shapes", stone.shape) if stone.shape else ""
        many = str(stone.count) if stone.count > 1 else ""
        told = stone.stone_mct and stone.method in _ON_WORD
        how = terms.word("methods", stone.method) if told else ""
        return ", ".join(filter(None, (species, shape, many, how)))

    def _comparison(self, against: Comparison) -> Iterator[ComparisonRow]:
        say, local = self.terms.say, self.local
        if against.weight is not None:
            then, now = against.weight_then_mg or 0, against.weight_now_mg or 0
            yield ComparisonRow(
                say("Gross weight"),
                say("{g} g", g=local.grams(then)),
                say("{g} g", g=local.grams(now)),
                say("{mg} mg", mg=local.step(against.weight.difference)),
                self._judged(against.weight, against),
            )
        if against.stones is not None:
            yield ComparisonRow(
                say("Stones"),
                str(against.stones_then),
                str(against.stones_now),
                local.step(against.stones.difference),
                self._counted(),
            )
        then_marks = runs([*against.same, *against.worse, *against.repaired])
        now_marks = runs(mark.n for mark in self.form.findings)
        changed = ((WORSE, against.worse), (REPAIRED, against.repaired))
        told = [marks_words(change, marks, say) for change, marks in changed if marks]
        told.append(say("{count} unchanged", count=len(against.same)))
        fresh = marks_words(NEW, against.new, say) if against.new else say("none new")
        none = say("none")
        yield ComparisonRow(
            say("Marks"), then_marks or none, now_marks or none, fresh, " · ".join(told)
        )

    def _judged(self, weight: Verdict, against: Comparison) -> str:
        """What a difference of weight meant: within the limit, with which reason, who decided."""
        if weight.outcome == "pass":
            last = self.facts.last
            step = last.form.scale_division_mg if last else 1
            limit = pass_limit_mg(max(self.form.scale_division_mg, step))
            return self.terms.say("within ±{limit} mg", limit=limit)
        if weight.outcome == "reason":
            reason = self.form.weight_reason
            return self.terms.word("weight", reason) if reason else self.terms.say("needs a reason")
        then, now = against.weight_then_mg or 0, against.weight_now_mg or 0
        return self._stopped(Stop("weight", then, now))

    def _counted(self) -> str:
        """What a count of stones meant, by how many there should be and not by the last count."""
        expected, found = self.piece.stone_count, self.form.stones_found or 0
        if found == expected:
            return self.terms.say("complete")
        return self._stopped(Stop("stones", expected, found)) if self.piece.stones else ""

    def _stopped(self, stop: Stop) -> str:
        """Whether a manager decided about just this difference when it was signed."""
        decided = self.form.decision.strip() and stop in stops_of(self.piece, self.form)
        return self.terms.say(_DECIDED if decided else _STOPS)

    def _clocks(self, signatures: Sequence[Signature]) -> Iterator[str]:
        """What speaks against the times on this paper: the clock of this PC or of a camera."""
        facts, say = self.facts, self.terms.say
        latest = facts.at + CAMERA_MS
        ahead = [n for n, one in enumerate(self.form.photos, 1) if (one.taken_at or 0) > latest]
        if ahead:
            words = "By the camera’s clock taken after this report: photo {photos}."
            yield say(words, photos=runs(ahead))
        if self._earlier():
            yield say("Taken on an earlier day: photo {photos}.", photos=self._earlier())
        if facts.known_at > facts.at + BEHIND_MS:
            words = "This PC’s clock showed {at}; the house’s records had come to {known} by then."
            yield say(
                words, at=self.local.moment(facts.at), known=self.local.moment(facts.known_at)
            )
        if any(one.at > facts.at + CLOCK_MS for one in signatures):
            yield say(
                "A signature is later than this report: the PC’s clock was set back meanwhile."
            )

    def _earlier(self) -> str:
        """The photos that were not taken for this report, with their days: "1–2 (14 Nov 2026)"."""
        days: dict[str, list[int]] = {}
        for n, one in enumerate(self.form.photos, 1):
            day = self.local.iso_day(one.taken_at) if one.taken_at else self.seen_on
            if day < self.seen_on:
                days.setdefault(day, []).append(n)
        told = (f"{runs(photos)} ({self.local.day(day)})" for day, photos in sorted(days.items()))
        return "; ".join(told)

    def _statements(self) -> tuple[str, ...]:
        form, say = self.form, self.terms.say
        found = []
        if form.correction.strip():
            found.append(say("Corrected because: {words}", words=form.correction.strip()))
        if form.same_as:
            words = "The same as in report {number}, nothing new was seen."
            found.append(say(words, number=form.same_as))
            found.append(say("No new photo was taken."))
        if form.not_weighed:
            found.append(say("It was not weighed: it came as it went."))
        if what := ", ".join(self._redescribed()):
            words = "Described otherwise since {number}: {what}."
            found.append(
                say(words, number=self.facts.last.number if self.facts.last else "", what=what)
            )
        if drifted(self.piece, form):
            words = "Earlier reports left {mg} mg unexplained."
            found.append(say(words, mg=self.local.step(self.piece.unexplained_mg)))
        if form.remarks.strip():
            found.append(self._said(form.remarks.strip()))
        if old := photos_of_before(self.db, self.piece.id, form, self.facts.last):
            found.append(say("From before the last report: photo {photos}.", photos=runs(old)))
        if words := form.decision.strip():
            who = self.facts.decided_by
            said_by = "Decision of a manager, {name}: {words}"
            plain = "Decision of a manager: {words}"
            found.append(say(said_by if who else plain, name=who, words=words))
        language = self.form.language
        said = statements_of(self.db, "condition_report", self.seen_on, language)
        return (*found, *said)

    def _redescribed(self) -> Iterator[str]:
        """How many stones and parts the last report expected, where another number is described now."""
        for label, _, _, then, now in counts_apart(self.piece, self.facts.last):
            yield f"{self.terms.say(label)} {then} → {now}"

    def _others(self) -> Iterator[ReportOfOthers]:
        for one in self.form.other_side:
            grams = self.local.grams(one.weight_mg) if one.weight_mg is not None else ""
            weight = self.terms.say("{g} g", g=grams) if grams else ""
            stones = f"{self.terms.say('Stones')} {one.stones}" if one.stones is not None else ""
            day = self.local.day(one.made_on) if one.made_on else ""
            words = ", ".join(filter(None, (one.by, day, weight, stones, one.findings, one.words)))
            differs = tuple(differs_on_paper(self.form, one, self.terms, self.local))
            yield ReportOfOthers(one.sha256, one.title, words, differs)


def _mark(mark: Mark) -> ReportMark:
    return ReportMark(mark.photo_sha256, mark.x, mark.y, mark.shape, mark.dx, mark.dy, mark.strokes)

"""The three columns of facts on a condition report: the piece, its weight and stone, the occasion."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.codes import spaced
from app.domain.report_rules import pass_limit_mg
from app.models.database import Database
from app.models.work import Work
from app.printing.document.content import Fact
from app.printing.document.local import Local
from app.printing.document.terms import PaperTerms
from app.services.report_form import ReportForm, StoneLine
from app.services.report_start import KnownPiece


class FactColumns:
    """Says the facts of one report in the words and figures of its paper."""

    def __init__(
        self, db: Database | Work, terms: PaperTerms, local: Local, piece: KnownPiece, seen_on: str
    ) -> None:
        self._db, self._terms, self._local = db, terms, local
        self._piece, self._seen_on = piece, seen_on

    def columns(self, form: ReportForm, examiner: str) -> Iterator[tuple[str, tuple[Fact, ...]]]:
        """Each column with its title; what is not known is left out."""
        say = self._terms.say
        yield say("Piece"), self._some(self._piece_facts())
        yield say("Weight and stone"), self._some(self._weight_facts(form))
        yield say("Occasion"), self._some(self._occasion_facts(form, examiner))

    def measures(self, stone: StoneLine) -> str:
        """Length × width × depth in mm, as far as they are known."""
        sides = [um for um in (stone.length_um, stone.width_um, stone.depth_um) if um]
        return " × ".join(self._local.mm(um) for um in sides)

    def scale(self, form: ReportForm) -> str:
        """What it was weighed with, and since when that is calibrated or overdue; what nobody knows of
        it is said as well, for a weight is worth what its scale is."""
        if not form.instrument:
            return self._no_scale(form)
        if form.calibration_due_on and form.calibration_due_on < self._seen_on:
            day = self._local.day(form.calibration_due_on)
            return self._terms.say(
                "{name}, calibration overdue since {day}", name=form.instrument, day=day
            )
        if "" < form.calibrated_on <= self._seen_on:
            day = self._local.day(form.calibrated_on)
            return self._terms.say("{name}, cal. {day}", name=form.instrument, day=day)
        return self._terms.say("{name}, calibration not known", name=form.instrument)

    def _no_scale(self, form: ReportForm) -> str:
        """What is said where no scale is named; nothing where nothing was weighed now."""
        before = form.weight_before_mg
        if form.weight_after_mg is None and (before is None or self._earlier(form)):
            return ""
        by_hand = form.weight_method == "by_hand"
        return self._terms.say("typed by hand" if by_hand else "not named")

    def _piece_facts(self) -> Iterator[tuple[str, str]]:
        piece, terms = self._piece, self._terms
        yield "Number", piece.number
        yield "Tag", spaced(piece.code) if piece.code else ""
        stamps = [terms.say("stamped {seen}", seen=seen) for seen in piece.marks[:1]]
        metal = [terms.alloy(*piece.metals[0])] if piece.metals else []
        yield "Metal", ", ".join([*metal, *stamps])
        yield "Ring size", " ".join(filter(None, (piece.ring_size, piece.ring_system)))
        yield "Stones", " + ".join(str(stone.count) for stone in piece.stones)

    def _weight_facts(self, form: ReportForm) -> Iterator[tuple[str, str]]:
        terms, local = self._terms, self._local
        before, after = form.weight_before_mg, form.weight_after_mg
        yield "Before", self._before(before, self._earlier(form)) if before is not None else ""
        limit = pass_limit_mg(form.scale_division_mg)
        if after is not None:
            words = "{g} g, limit ±{limit} mg"
            yield "After", terms.say(words, g=local.grams(after), limit=limit)
        yield from self._centre_facts(form)
        shank = [local.mm(um) for um in (form.shank_width_um, form.shank_um) if um]
        yield "Shank", f"{' × '.join(shank)} mm" if shank else ""
        if form.parts_expected and form.parts_found is not None:
            yield (
                "Parts",
                terms.say(
                    "{found} of {expected}", found=form.parts_found, expected=form.parts_expected
                ),
            )
        yield "Scale", self.scale(form)

    def _before(self, mg: int, earlier: str) -> str:
        """The weight before; one that was not weighed for this report says when it was read."""
        grams, say = self._local.grams(mg), self._terms.say
        if earlier and earlier < self._seen_on:
            return say("{g} g, as weighed on {day}", g=grams, day=self._local.day(earlier))
        return say("{g} g, as weighed earlier that day", g=grams) if earlier else f"{grams} g"

    def _earlier(self, form: ReportForm) -> str:
        """The day (ISO) on which the weight before was read, "" where it was weighed for this report.

        Another figure than the known one was read now. A form that did not keep the day is judged by
        its figure alone: it came along where it is that of an earlier day.
        """
        piece = self._piece
        if form.weight_before_mg != piece.weight_mg:
            return ""
        if form.before_read_on is not None:
            return form.before_read_on
        return piece.weighed_on if piece.weighed_on < self._seen_on else ""

    def _centre_facts(self, form: ReportForm) -> Iterator[tuple[str, str]]:
        """The one stone that comes first; of a row of like stones none is the centre."""
        terms, local = self._terms, self._local
        centre = form.stones[0] if form.stones else None
        if centre is None or centre.count != 1:
            return
        said = [f"{self.measures(centre)} mm"] if centre.length_um else []
        if centre.stone_mct and centre.estimated:
            carats = local.carats(centre.stone_mct, estimated=True)
            said.append(terms.say("est. {ct} ct (mounted)", ct=carats))
        elif centre.stone_mct and centre.method:
            how = terms.word("methods", centre.method)
            said.append(terms.say("{ct} ct {how}", ct=local.carats(centre.stone_mct), how=how))
        for nth, words in enumerate(said):
            yield "" if nth else "Centre", words

    def _occasion_facts(self, form: ReportForm, examiner: str) -> Iterator[tuple[str, str]]:
        say = self._terms.say
        yield "Examiner", examiner
        place = self._db.value("SELECT title FROM place WHERE id = ?", (form.place_id,))
        yield "Place", str(place or "")
        yield "Cleaned", self._terms.word("cleaned", form.cleaned)
        present = {"yes": "present", "no": "absent"}.get(form.client_present, "")
        yield "Client", say(present) if present else ""
        if form.shown_to_client:
            shown = form.shown_to_client == "yes"
            yield "Shown", say("to the client" if shown else "not to the client")

    def _some(self, rows: Iterator[tuple[str, str]]) -> tuple[Fact, ...]:
        return tuple(
            Fact(self._terms.say(label) if label else "", value) for label, value in rows if value
        )

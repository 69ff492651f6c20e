"""What a comparison of two reports says: why it stops, what follows, what the centre stone showed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.inclusions import INCLUSIONS, Lettered, compared, place_words
from app.domain.lengths import shown_mm
from app.domain.reasons import WEIGHT
from app.domain.report_rules import Verdict
from app.domain.similarity import Alignment
from app.printing.document.local import Local
from app.services.missing_stones import missing_in, stone_at
from app.services.report_compare import NEW, WORSE, Say, english, runs
from app.services.report_difference import PASS, REASON, STOP, Difference
from app.services.report_form import Fingerprint, ReportForm, StoneLine

StoneName = Callable[[StoneLine], str]
_FEWER = {True: "fewer", False: "more"}


def fingerprint_of(form: ReportForm) -> Fingerprint:
    """What a report shows of the centre stone; where no photo was named, its detail stands for it."""
    said = form.fingerprint
    if said.photo_sha256:
        return said
    detail = next((photo.sha256 for photo in form.photos if photo.view == "detail"), "")
    return replace(said, photo_sha256=detail)


def stop_sentence(found: Difference, say: Say = english) -> str:
    """Why it stops, in one line: "One stone fewer than on the way out (14 of 15), and 60 mg lighter…".

    ``say`` speaks the language of a paper; the page speaks English.
    """
    parts: list[str] = []
    if found.stones and found.stones.difference:
        now, then = found.into.form.stones_found, found.out.form.stones_found
        many, way = abs(found.stones.difference), _FEWER[found.stones.difference < 0]
        stones = "One stone" if many == 1 else "{many} stones"
        counted = f"{stones} {way} than on the way out ({{now}} of {{then}})"
        parts.append(say(counted, many=many, now=now, then=then))
    if found.parts and found.parts.difference:
        now, then = found.into.form.parts_found, found.out.form.parts_found
        parts.append(say("{now} of {then} parts", now=now, then=then))
    weight = found.weight
    if weight and weight.verdict.outcome != PASS:
        heavier = "heavier" if weight.verdict.difference > 0 else "lighter"
        parts.append(say(f"{{mg}} mg {heavier}", mg=abs(weight.verdict.difference)))
    said = parts[0] if parts else ""
    for part in parts[1:]:
        said = say("{said}, and {part}", said=said, part=part)
    said = said[:1].upper() + said[1:]
    if gone := missing_words(found, say):
        said += f"; {gone}"
    if found.stones and found.stones.difference < 0 and found.one_stone_mg:
        said += "; " + say("one stone explains about {mg} mg", mg=found.one_stone_mg)
    return f"{said}." if said else ""


def missing_words(found: Difference, say: Say = english, name: StoneName | None = None) -> str:
    """Which stones are gone since the report out: "missing: ST-3", "which stone is missing is not marked".

    "" where none is fewer. ``name`` says what stone it was ("diamond"), behind its station.
    """
    gone = -found.stones.difference if found.stones else 0
    if gone <= 0:
        return ""
    before = missing_in(found.out.form)
    stations = [one for one in missing_in(found.into.form) if one not in before]
    told = [_station(one, found, name) for one in stations]
    left = max(0, gone - len(told))
    if told and left:
        return say("missing: {stones} and {many} not marked", stones=", ".join(told), many=left)
    if told:
        return say("missing: {stones}", stones=", ".join(told))
    if left == 1:
        return say("which stone is missing is not marked")
    return say("which stones are missing is not marked")


def _station(place: str, found: Difference, name: StoneName | None) -> str:
    line = stone_at(place, found.out.form) or stone_at(place, found.into.form)
    said = name(line) if name and line else ""
    return f"{place} ({said})" if said else place


def consequences(found: Difference, say: Say = english) -> tuple[tuple[str, str], ...]:
    """What follows if it is accepted: (icon, words)."""
    told: list[tuple[str, str]] = []
    worse = [one.n for one in found.found if one.change in (NEW, WORSE)]
    if found.outcome == STOP:
        told.append(("shield-alert", say("piece goes to quarantine, not sellable")))
    if worse:
        stays = "mark {marks} stays" if len(worse) == 1 else "marks {marks} stay"
        words = f"{stays} on record against the report out"
        told.append(("file-text", say(words, marks=runs(worse))))
    if found.weight and found.weight.unexplained:
        words = "{mg} mg stay unexplained in the report"
        told.append(("scale", say(words, mg=found.weight.unexplained)))
    if not told:
        told.append(("circle-check", say("nothing stands in the way of the hand-over")))
    return tuple(told)


@dataclass(frozen=True)
class PhotosFit:
    """How the photos of a comparison lie on each other; None: they could not be aligned.

    ``one_photo``: the later report shows the earlier one's, so that nothing is proved by it. Where it
    was not ``tried``, nothing is said of it.
    """

    alignment: Alignment | None = None
    one_photo: bool = False
    tried: bool = True

    def words(self, say: Say, local: Local) -> str:
        """For the paper, in its language."""
        found = self.alignment
        if self.one_photo:
            return say("No new photo was taken: the later report shows that of the earlier one.")
        if found is None:
            return say("Photos not aligned.") if self.tried else ""
        if not found.parts:
            return say("Photos aligned by two points.")
        ppm = round(found.error * 1000) * 1000
        if not ppm:
            return say("Photos aligned, error under {part} of the width.", part=local.percent(1000))
        return say("Photos aligned, error {part} of the width.", part=local.percent(ppm))


def weight_words(found: Difference) -> str:
    """The difference of weight as a sentence: "−60 mg: needs a reason", "+55 mg: sized"."""
    weight = found.weight
    if weight is None:
        return "Not weighed on both sides"
    difference = weight.verdict.difference
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    size = f"{sign}{abs(difference)} mg"
    if weight.verdict.outcome == PASS:
        return f"{size}: passes"
    if weight.reason and weight.verdict.outcome == REASON:
        return f"{size}: {WEIGHT.word(weight.reason)}"
    if weight.verdict.outcome == REASON:
        return f"{size}: needs a reason"
    return f"{size}: {'decided by a manager' if found.decision else 'stops'}"


def settled_words(found: Difference) -> tuple[tuple[str, str], ...]:
    """What became of each difference, for a report that is signed: (what, sentence).

    The reason that was given, who decided; only what nobody has decided yet still stops.
    """
    rows = [("Stones", found.stones), ("Parts", found.parts)]
    verdicts = [("Weight", found.weight.verdict if found.weight else None), *rows]
    told = [(what, _settled(found, one)) for what, one in verdicts if one is not None]
    if found.decision:
        by = found.decision.by or "A manager"
        told.append(("Decided", f"{by}: {found.decision.words}"))
    return tuple(told)


def _settled(found: Difference, verdict: Verdict) -> str:
    if verdict.outcome == PASS or (verdict.outcome == STOP and found.decision is None):
        return verdict.sentence
    reason = found.weight.reason if found.weight and verdict is found.weight.verdict else ""
    said = [WEIGHT.word(reason)] if reason else []
    if verdict.outcome == STOP and found.decision:
        said.append(f"decided by {found.decision.by or 'a manager'}")
    return f"{verdict.figures}: {', '.join(said) or 'no reason was given'}."


def spoken_weight(found: Difference) -> str:
    """As a screen reader says it: "Weight difference minus 60 milligrams, needs a reason"."""
    weight = found.weight
    if weight is None:
        return "Weight difference unknown: not weighed on both sides"
    difference = weight.verdict.difference
    sign = "plus " if difference > 0 else "minus " if difference < 0 else ""
    meaning = weight_words(found).partition(": ")[2]
    return f"Weight difference {sign}{abs(difference)} milligrams, {meaning}"


def inclusions_words(form: ReportForm) -> str:
    """The lettered inclusions of a report: "a crystal, 4 o'clock, 62 % out; b feather"."""
    said = form.fingerprint
    return "; ".join(
        ", ".join(
            filter(
                None,
                (
                    f"{one.letter} {INCLUSIONS.word(one.kind)}" if one.kind else one.letter,
                    place_words(said.girdle, one),
                ),
            )
        )
        for one in said.inclusions
    )


def letters_of(found: Difference) -> tuple[Lettered, ...]:
    """What became of each lettered inclusion between both reports."""
    out, into = found.out.form.fingerprint, found.into.form.fingerprint
    if not (out.inclusions or into.inclusions):
        return ()
    return compared(out.inclusions, into.inclusions, out.girdle, into.girdle)


def measures_of(form: ReportForm, locale: str = "en_US") -> str:
    """The centre stone as it was measured: "7.02 × 5.11 mm"; "" where it was not."""
    stone = form.stones[0] if form.stones else None
    sides = [um for um in (stone.length_um, stone.width_um, stone.depth_um) if um] if stone else []
    return f"{' × '.join(shown_mm(um, locale=locale) for um in sides)} mm" if sides else ""

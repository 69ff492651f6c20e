"""What a comparison of two reports says: why it stops, what follows, what the centre stone showed."""

from __future__ import annotations

from dataclasses import replace

from app.domain.inclusions import INCLUSIONS, Lettered, compared, place_words
from app.domain.reasons import WEIGHT
from app.services.report_compare import NEW, WORSE, runs
from app.services.report_difference import PASS, REASON, STOP, Difference
from app.services.report_form import Fingerprint, ReportForm


def fingerprint_of(form: ReportForm) -> Fingerprint:
    """What a report shows of the centre stone; where no photo was named, its detail stands for it."""
    said = form.fingerprint
    if said.photo_sha256:
        return said
    detail = next((photo.sha256 for photo in form.photos if photo.view == "detail"), "")
    return replace(said, photo_sha256=detail)


def stop_sentence(found: Difference) -> str:
    """Why it stops, in one line: "One stone fewer than on the way out (14 of 15), and 60 mg lighter…"."""
    parts: list[str] = []
    if found.stones and found.stones.difference:
        many = abs(found.stones.difference)
        fewer = "fewer" if found.stones.difference < 0 else "more"
        count = f"{found.into.form.stones_found} of {found.out.form.stones_found}"
        stones = "One stone" if many == 1 else f"{many} stones"
        parts.append(f"{stones} {fewer} than on the way out ({count})")
    if found.parts and found.parts.difference:
        parts.append(f"{found.into.form.parts_found} of {found.out.form.parts_found} parts")
    weight = found.weight
    if weight and weight.verdict.outcome != PASS:
        heavier = "heavier" if weight.verdict.difference > 0 else "lighter"
        parts.append(f"{abs(weight.verdict.difference)} mg {heavier}")
    said = ", and ".join(parts)
    said = said[:1].upper() + said[1:]
    if found.stones and found.stones.difference < 0 and found.one_stone_mg:
        said += f"; one stone explains about {found.one_stone_mg} mg"
    return f"{said}." if said else ""


def consequences(found: Difference) -> tuple[tuple[str, str], ...]:
    """What follows if it is accepted: (icon, words)."""
    told: list[tuple[str, str]] = []
    worse = [one.n for one in found.found if one.change in (NEW, WORSE)]
    if found.outcome == STOP:
        told.append(("shield-alert", "piece goes to quarantine, not sellable"))
    if worse:
        stays = "mark {} stays" if len(worse) == 1 else "marks {} stay"
        told.append(("file-text", f"{stays.format(runs(worse))} on record against the report out"))
    if found.weight and found.weight.unexplained:
        told.append(("scale", f"{found.weight.unexplained} mg stay unexplained in the report"))
    if not told:
        told.append(("circle-check", "nothing stands in the way of the hand-over"))
    return tuple(told)


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
    return f"{size}: {'needs a reason' if weight.verdict.outcome == REASON else 'stops'}"


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


def measures_of(form: ReportForm) -> str:
    """The centre stone as it was measured: "7.02 × 5.11 mm"; "" where it was not."""
    stone = form.stones[0] if form.stones else None
    sides = [um for um in (stone.length_um, stone.width_um, stone.depth_um) if um] if stone else []
    return f"{' × '.join(f'{um / 1000:.2f}' for um in sides)} mm" if sides else ""

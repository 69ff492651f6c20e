"""How a condition report stands against the last one: worse, new, repaired, the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.gems import is_organic
from app.domain.report_rules import Verdict, runs, stones_verdict, weight_verdict
from app.services.report_form import Mark, ReportForm
from app.services.report_marks import is_same
from app.services.report_start import LastReport

__all__ = [
    "NEW",
    "REPAIRED",
    "SAME",
    "WORSE",
    "Comparison",
    "Say",
    "changes_line",
    "compared",
    "comparison",
    "english",
    "is_loose",
    "marks_words",
    "matched",
    "read_now",
    "runs",
    "since_last",
    "weighed",
    "weight_between",
]
SAME, WORSE, REPAIRED, NEW = "same", "worse", "repaired", "new"
Say = Callable[..., str]
"""Says English words with their {places} in another language."""
_LOOSE_WEIGHT = frozenset({"strung", "soiled"})


@dataclass(frozen=True)
class Comparison:
    """Against the last report: ``line`` is what a clerk reads out ("Mark 3 worse · marks 5–6 new").

    The four tuples hold the numbers of the findings; the verdicts are None where one of the two
    reports has no weight or count.
    """

    with_id: int
    with_number: str
    signed_at: int
    line: str
    worse: tuple[int, ...]
    new: tuple[int, ...]
    repaired: tuple[int, ...]
    same: tuple[int, ...]
    weight: Verdict | None
    weight_then_mg: int | None
    weight_now_mg: int | None
    stones: Verdict | None
    stones_then: int | None
    stones_now: int | None


def compared(
    now: ReportForm, last: ReportForm, number: str = "", of_last: str = ""
) -> tuple[tuple[Mark, str], ...]:
    """Findings of a form with how each stands against the last report: same, worse, repaired, new."""
    told = matched(last, now, of_last, number)
    found = [(into or out, change) for out, into, change in told]
    return tuple((mark, change) for mark, change in found if mark is not None)


def since_last(now: ReportForm, last: LastReport, number: str = "") -> tuple[tuple[Mark, str], ...]:
    """As ``compared``, with the report before: what came along beside it, from a report that was
    signed elsewhere without knowing of it, is not new."""
    return tuple(
        (mark, mark.change if change == NEW and mark.since else change)
        for mark, change in compared(now, last.form, number, last.number)
    )


def matched(
    then: ReportForm, now: ReportForm, of_then: str = "", of_now: str = ""
) -> tuple[tuple[Mark | None, Mark | None, str], ...]:
    """Each finding of two reports as it was, as it is (None: not listed) and how it changed.

    A finding of the earlier report that the later one no longer has counts as repaired. The two numbers
    are those of the reports, "" where not known yet: by them two findings that got one number on two
    PCs are told apart.
    """
    left = list(then.findings)
    found: list[tuple[Mark | None, Mark | None, str]] = []
    for mark in now.findings:
        before = next((one for one in left if is_same(one, of_then, mark, of_now)), None)
        if before is not None:
            left.remove(before)
        found.append((before, mark, _change(mark, before)))
    found.extend((one, None, REPAIRED) for one in left if one.change != REPAIRED)
    return tuple(sorted(found, key=_number))


def _number(found: tuple[Mark | None, Mark | None, str]) -> int:
    return next((mark.n for mark in (found[1], found[0]) if mark is not None), 0)


def comparison(now: ReportForm, last: LastReport) -> Comparison:
    """The whole comparison of a form with the last signed report."""
    numbers: dict[str, list[int]] = {change: [] for change in (WORSE, NEW, REPAIRED, SAME)}
    for mark, change in since_last(now, last):
        numbers[change].append(mark.n)
    then_mg, now_mg = weighed(last.form), read_now(now)
    then_stones, now_stones = last.form.stones_found, now.stones_found
    worse, new, repaired, same = (tuple(numbers[c]) for c in (WORSE, NEW, REPAIRED, SAME))
    return Comparison(
        with_id=last.id,
        with_number=last.number,
        signed_at=last.signed_at,
        line=changes_line(numbers),
        worse=worse,
        new=new,
        repaired=repaired,
        same=same,
        weight=weight_between(last.form, now),
        weight_then_mg=then_mg,
        weight_now_mg=now_mg,
        stones=None
        if then_stones is None or now_stones is None
        else stones_verdict(then_stones, now_stones),
        stones_then=then_stones,
        stones_now=now_stones,
    )


def weighed(form: ReportForm) -> int | None:
    """The weight at the end of a report, in mg."""
    return form.weight_before_mg if form.weight_after_mg is None else form.weight_after_mg


def read_now(form: ReportForm) -> int | None:
    """The weight (mg) that was read for a report; None where one only came along from before it."""
    if form.weight_after_mg is None and form.before_read_on:
        return None
    return weighed(form)


def is_loose(form: ReportForm) -> bool:
    """Whether the weight may differ by 0.5 %: strung, organic or not cleaned."""
    return form.weight_reason in _LOOSE_WEIGHT or any(
        is_organic(stone.species) for stone in form.stones
    )


def weight_between(then: ReportForm, now: ReportForm) -> Verdict | None:
    """What the weights at the end of two reports mean for each other; None where one has none, and
    where nothing was weighed for the later one: what came along into it would agree with itself.

    The coarser of both scales says what passes.
    """
    then_mg, now_mg = weighed(then), read_now(now)
    if then_mg is None or now_mg is None:
        return None
    division = max(then.scale_division_mg, now.scale_division_mg)
    return weight_verdict(then_mg, now_mg, division_mg=division, special=is_loose(now))


def _change(mark: Mark, before: Mark | None) -> str:
    was_repaired = before is not None and before.change == REPAIRED
    if mark.change == REPAIRED:  # how bad it was before that says nothing any more
        return SAME if was_repaired else REPAIRED
    if before is None or was_repaired:
        return NEW
    return WORSE if mark.severity > before.severity or mark.change == WORSE else SAME


def english(words: str, **values: object) -> str:
    """Say as the program itself speaks."""
    return words.format(**values)


def marks_words(change: str, numbers: Sequence[int], say: Say = english) -> str:
    """Findings that changed in one way, by their numbers: "mark 5 new", "marks 5–6 new"."""
    marks = "mark" if len(numbers) == 1 else "marks"
    return say(f"{marks} {{marks}} {change}", marks=runs(numbers))


def changes_line(numbers: Mapping[str, Sequence[int]], say: Say = english) -> str:
    """What a clerk reads out: "Mark 3 worse · marks 5–6 new", by change the numbers of the findings.

    Numbers are always those of marks, and say so: "5 new" could be five. ``say`` speaks the language
    of a paper.
    """
    told = (WORSE, NEW, REPAIRED)
    said = [marks_words(change, numbers[change], say) for change in told if numbers.get(change)]
    line = " · ".join(said) or say("nothing changed")
    return line[:1].upper() + line[1:]

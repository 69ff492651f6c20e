"""Rules of condition reports: grade from findings, when to show the client, when to stop.

Handbook §2.7. Weight alone never says that it is the same stone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.domain.mass import shown_g
from app.domain.reasons import WEIGHT

PASS_MG = 20
REASON_MG = 100
REASON_SHARE = Fraction(1, 1000)
SPECIAL_SHARE = Fraction(5, 1000)
WORK = frozenset({"cleaned", "sized", "polished", "stone_replaced", "part_added"})
"""Reasons of a weight that are work on the piece, done between its two weighings."""
EXPLAINS = frozenset(WEIGHT) - {"other"}
"""Reasons that say where a weight went; "other" says that somebody saw it."""
FINGERPRINT_MCT = 500
"""A centre stone of 0.50 ct or more is recognised by a fingerprint at take-in and return."""


@dataclass(frozen=True)
class Verdict:
    """What a difference means for a hand-over. ``outcome``: pass, reason or stop.

    ``doubt`` asks whether the figure was meant in another unit: "20.135 ct would be 4.027 g: carats?".
    """

    outcome: str
    difference: int
    sentence: str
    doubt: str = ""

    @property
    def told(self) -> str:
        """The sentence for whoever types, with what may have been meant."""
        return f"{self.sentence} {self.doubt}".strip()

    @property
    def figures(self) -> str:
        """What was read and how far it is apart, without what is still to be done about it."""
        return self.sentence.rpartition(": ")[0] if self.outcome != "pass" else self.sentence


UNWORN = frozenset({"as_new", "excellent"})
"""Grades that a piece at risk, or one that is not complete, cannot have."""


def suggested_grade(severities: Iterable[int], *, complete: bool = True) -> str:
    """The overall grade that findings suggest; the examiner decides.

    Nothing found: as new. Only notes or what 10× shows: excellent. Seen close (2): very good, from
    three on good. One obvious (3): good, more: fair. Any at risk (4), or not ``complete``: poor.
    """
    if not complete:
        return "poor"
    found = sorted(severities, reverse=True)
    worst = found[0] if found else -1
    if worst < 0:
        return "as_new"
    if worst <= 1:
        return "excellent"
    if worst == 2:
        return "very_good" if found.count(2) < 3 else "good"
    if worst == 3:
        return "good" if found.count(3) == 1 else "fair"
    return "poor"


def shows_client(severity: int) -> bool:
    """Whether a finding asks "show to the client?": from obvious (3) on."""
    return severity >= 3


def pass_limit_mg(division_mg: int = 1) -> int:
    """Up to this difference a weight passes without a word."""
    return max(PASS_MG, 2 * division_mg)


def reason_limit_mg(before_mg: int, *, special: bool = False) -> int:
    """Up to this difference a weight passes with a reason.

    ``special``: strung, organic or uncleaned pieces, which may differ by 0.5 %.
    """
    share = Fraction(before_mg) * (SPECIAL_SHARE if special else REASON_SHARE)
    return max(REASON_MG, int(share))


def weight_verdict(
    before_mg: int, after_mg: int, *, division_mg: int = 1, special: bool = False
) -> Verdict:
    """Judge two weighings of a piece; ``division_mg`` is the scale's smallest step."""
    difference = after_mg - before_mg
    size = abs(difference)
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    said = f"{shown_g(before_mg)} g before, {shown_g(after_mg)} g now: {sign}{size} mg"
    passes = pass_limit_mg(division_mg)
    if size <= passes:
        return Verdict("pass", difference, f"{said}, within {passes} mg.")
    limit = max(passes, reason_limit_mg(before_mg, special=special))
    if size <= limit:
        return Verdict("reason", difference, f"{said}, more than {passes} mg: give a reason.")
    return Verdict(
        "stop",
        difference,
        f"{said}, more than {limit} mg: the hand-over stops until a manager decides.",
        _carats_meant(before_mg, after_mg, limit),
    )


def _carats_meant(before_mg: int, after_mg: int, limit_mg: int) -> str:
    """Asks whether grams were read off in carats, of which a gram has five; "" where that fits worse."""
    meant_mg = (after_mg + 2) // 5
    if abs(meant_mg - before_mg) > limit_mg:
        return ""
    return f"{shown_g(after_mg)} ct would be {shown_g(meant_mg)} g: carats?"


def stones_verdict(expected: int, found: int) -> Verdict:
    """Judge a count of stones: any difference stops the hand-over."""
    if expected == found:
        return Verdict("pass", 0, f"{found} of {expected} stones.")
    missing = expected - found
    what = f"{missing} missing" if missing > 0 else f"{-missing} more than expected"
    return Verdict(
        "stop",
        found - expected,
        f"{found} of {expected} stones, {what}: the hand-over stops until a manager decides.",
    )


def components_verdict(expected: int, found: int) -> Verdict:
    """Judge a count of parts ("2 of 2?"): an incomplete pair is not sellable."""
    if expected == found:
        return Verdict("pass", 0, f"{found} of {expected} parts.")
    return Verdict(
        "stop", found - expected, f"{found} of {expected} parts: the piece is incomplete."
    )


def needs_fingerprint(role: str, mct: int) -> bool:
    """Whether a stone is to be recognised by inscription, inclusions or tester and measures."""
    return role == "centre" and mct >= FINGERPRINT_MCT


def explained_mg(count: int, mct_each: int) -> int:
    """How many mg so many missing stones explain, for the line "one stone explains about 2 mg"."""
    return (count * mct_each + 2) // 5


def runs(numbers: Iterable[int]) -> str:
    """Numbers as people write them: 1, 3–5."""
    parts: list[list[int]] = []
    for n in sorted(numbers):
        if parts and n == parts[-1][-1] + 1:
            parts[-1].append(n)
        else:
            parts.append([n])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in parts)

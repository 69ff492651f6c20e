"""Two condition reports of one piece against each other: what changed, what it means, may it pass.

``out`` is the earlier one (as the piece went out), ``into`` the later one (as it came back); the later
one may be a draft. Findings are matched by their number, which is a piece's for life; weights in mg.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.report_rules import (
    Verdict,
    components_verdict,
    explained_mg,
    needs_fingerprint,
    pass_limit_mg,
    reason_limit_mg,
    stones_verdict,
)
from app.models.database import Database
from app.models.work import Work
from app.services.report_cards import ReportCard
from app.services.report_compare import (
    NEW,
    REPAIRED,
    SAME,
    WORSE,
    Say,
    changes_line,
    is_loose,
    matched,
    read_now,
    weighed,
    weight_between,
)
from app.services.report_form import Mark, ReportForm, StoneLine, ViewPhoto
from app.services.report_gate import Passed, Stop
from app.services.report_start import KnownPiece
from app.services.signatures import Signature

DRAFT = 0
"""The id by which the draft that is being written is chosen."""
DECISION = "difference"
"""The topic of a manager's note on the later report: what was decided about which difference."""
PASS, REASON, STOP = "pass", "reason", "stop"
_ORDER = (PASS, REASON, STOP)


@dataclass(frozen=True)
class Side:
    """One of the two reports. ``id`` is DRAFT (0) for the one that is being written."""

    id: int
    number: str
    version: int
    at: int
    examiner: str
    form: ReportForm
    sha256: str = ""
    signatures: tuple[Signature, ...] = ()
    decided_by: str = ""
    passed: Passed | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written."""
        return self.id == DRAFT

    @property
    def short(self) -> str:
        """Its number and version, "draft" for the one that is being written."""
        if self.is_draft:
            return "draft"
        return f"{self.number} v{self.version}" if self.version > 1 else self.number


@dataclass(frozen=True)
class Matched:
    """A finding on both sides: None where one of the reports does not have it."""

    n: int
    out: Mark | None
    into: Mark | None
    change: str

    @classmethod
    def of(cls, out: Mark | None, into: Mark | None, change: str) -> Matched:
        """A pair by the number that the finding has now."""
        mark = into or out
        return cls(mark.n if mark else 0, out, into, change)

    @property
    def mark(self) -> Mark:
        """The finding as last seen."""
        found = self.into or self.out
        assert found is not None
        return found


@dataclass(frozen=True)
class PhotoPair:
    """Two photos of the same view; None where one side has none. ``changes`` are marks that changed."""

    view: str
    out: ViewPhoto | None
    into: ViewPhoto | None
    changes: int


@dataclass(frozen=True)
class WeightChange:
    """Two weighings against the three zones: up to ``passes`` mg, up to ``reasons`` mg, beyond.

    ``explained`` mg of the difference are those of missing stones; ``reason`` is a code.
    """

    out_mg: int
    into_mg: int
    verdict: Verdict
    passes: int
    reasons: int
    explained: int
    reason: str

    @property
    def unexplained(self) -> int:
        """How many mg stay without a reason and without a stone that is gone."""
        size = abs(self.verdict.difference)
        if self.reason not in ("", "other") or self.verdict.outcome == PASS:
            return 0
        return max(0, size - self.explained) if self.verdict.difference < 0 else size


@dataclass(frozen=True)
class Decision:
    """What a manager decided about a difference, or wrote on the report itself."""

    words: str
    by: str
    at: int


@dataclass(frozen=True)
class Difference:
    """Everything that the comparison of two reports shows. ``outcome``: pass, reason or stop.

    ``decision`` is a manager's word on just what stops here; None where nothing stops, or nobody has
    seen all of it.
    """

    piece: KnownPiece
    out: Side
    into: Side
    found: tuple[Matched, ...]
    photos: tuple[PhotoPair, ...]
    weight: WeightChange | None
    stones: Verdict | None
    parts: Verdict | None
    one_stone_mg: int
    wants_fingerprint: bool
    decision: Decision | None

    @property
    def telling_pair(self) -> PhotoPair | None:
        """The photos that show most of what changed; the first of both sides where none shows any."""
        return max(self.photos, key=lambda pair: pair.changes, default=None)

    @property
    def outcome(self) -> str:
        """The worst of what weight, stones and parts say."""
        said = [one for one in (self.stones, self.parts) if one]
        if self.weight:
            said.append(self.weight.verdict)
        outcome = max((one.outcome for one in said), key=_ORDER.index, default=PASS)
        return PASS if outcome == REASON and self.weight and self.weight.reason else outcome

    @property
    def stops(self) -> tuple[Stop, ...]:
        """What only a manager passes, with the figures of both reports."""
        then, now = self.out.form, self.into.form
        found = []
        if self.weight and self.weight.verdict.outcome == STOP:
            found.append(Stop("weight", self.weight.out_mg, self.weight.into_mg))
        if self.stones and self.stones.outcome == STOP:
            found.append(Stop("stones", then.stones_found or 0, now.stones_found or 0))
        if self.parts and self.parts.outcome == STOP:
            found.append(Stop("parts", then.parts_found or 0, now.parts_found or 0))
        return tuple(found)

    @property
    def is_stopped(self) -> bool:
        """Whether the hand-over waits for a manager."""
        return self.outcome == STOP and self.decision is None

    @property
    def is_same(self) -> bool:
        """Whether nothing at all changed."""
        return self.outcome == PASS and not self.changed

    @property
    def changed(self) -> tuple[int, ...]:
        """The numbers of the findings that are not as they were."""
        return tuple(one.n for one in self.found if one.change != SAME)

    def numbers(self, change: str) -> tuple[int, ...]:
        """The numbers of the findings that changed in one way."""
        return tuple(one.n for one in self.found if one.change == change)

    @property
    def line(self) -> str:
        """What a clerk reads out: "Mark 3 worse · marks 5–6 new"."""
        return self.line_in()

    def line_in(self, say: Say | None = None) -> str:
        """The same in the language of a paper."""
        numbers = {change: self.numbers(change) for change in (WORSE, NEW, REPAIRED)}
        return changes_line(numbers, say) if say else changes_line(numbers)

    @property
    def rest(self) -> str:
        """Beside it, a count: "3 unchanged"."""
        return f"{len(self.numbers(SAME))} unchanged"

    @property
    def worst(self) -> Matched | None:
        """The finding to look at first: the worst new one, else the worst that changed."""
        order = {NEW: 3, WORSE: 2, REPAIRED: 1, SAME: 0}
        return max(self.found, key=lambda one: (order[one.change], one.mark.severity), default=None)


def difference(db: Database | Work, piece: KnownPiece, out: Side, into: Side) -> Difference:
    """Compare two reports of a piece."""
    then, now = out.form, into.form
    found = tuple(Matched.of(*one) for one in matched(then, now, out.number, into.number))
    stones = None
    if then.stones_found is not None and now.stones_found is not None:
        stones = stones_verdict(then.stones_found, now.stones_found)
    parts = None
    if then.parts_found is not None and now.parts_found is not None:
        parts = components_verdict(then.parts_found, now.parts_found)
    lines = then.stones or now.stones or piece.stones  # what is gone was listed on the way out
    undecided = Difference(
        piece=piece,
        out=out,
        into=into,
        found=found,
        photos=_photo_pairs(then, now, found),
        weight=_weight(then, now, found, lines, stones),
        stones=stones,
        parts=parts,
        one_stone_mg=explained_mg(1, _small_stone_mct(lines)),
        wants_fingerprint=needs_fingerprint("centre", piece.centre_mct),
        decision=None,
    )
    return replace(undecided, decision=_decision(db, undecided))


def signed_side(card: ReportCard) -> Side:
    """A signed report as one side of a comparison."""
    return Side(
        card.id,
        card.number,
        card.version,
        card.signed_at,
        card.examiner,
        card.form,
        card.sha256,
        card.signatures,
        card.decided_by,
        card.passed,
    )


# ---------------------------------------------------------------------- the parts
def _photo_pairs(
    then: ReportForm, now: ReportForm, found: Sequence[Matched]
) -> tuple[PhotoPair, ...]:
    """Photos by view, the first of each side together, then the second; views of both sides first."""
    pairs: list[PhotoPair] = []
    for view in dict.fromkeys(photo.view for photo in (*now.photos, *then.photos)):
        mine = [photo for photo in then.photos if photo.view == view]
        theirs = [photo for photo in now.photos if photo.view == view]
        for at in range(max(len(mine), len(theirs))):
            out = mine[at] if at < len(mine) else None
            into = theirs[at] if at < len(theirs) else None
            pairs.append(PhotoPair(view, out, into, _changes(out, into, found)))
    pairs.sort(key=lambda pair: pair.out is None or pair.into is None)
    return tuple(pairs)


def _changes(out: ViewPhoto | None, into: ViewPhoto | None, found: Sequence[Matched]) -> int:
    return sum(one.change != SAME and is_on(one, out, into) for one in found)


def is_on(one: Matched, out: ViewPhoto | None, into: ViewPhoto | None) -> bool:
    """Whether a finding is marked on one of two photos."""
    shown = {photo.sha256 for photo in (out, into) if photo}
    return any(mark is not None and mark.photo_sha256 in shown for mark in (one.out, one.into))


def _weight(
    then: ReportForm,
    now: ReportForm,
    found: Sequence[Matched],
    lines: Sequence[StoneLine],
    stones: Verdict | None,
) -> WeightChange | None:
    out_mg, into_mg = weighed(then), read_now(now)
    division = max(then.scale_division_mg, now.scale_division_mg)
    verdict = weight_between(then, now)
    if verdict is None or out_mg is None or into_mg is None:
        return None
    passes = pass_limit_mg(division)
    missing = max(0, -stones.difference) if stones else 0
    return WeightChange(
        out_mg,
        into_mg,
        verdict,
        passes,
        max(passes, reason_limit_mg(out_mg, special=is_loose(now))),
        explained_mg(1, _missing_mct(found, lines, missing)),
        now.weight_reason,
    )


def _missing_mct(found: Sequence[Matched], lines: Sequence[StoneLine], missing: int) -> int:
    """What the missing stones weigh together: those that findings name, the others as small ones."""
    named = [
        one.mark.location
        for one in found
        if one.change != SAME and one.mark.type == "stone_missing"
    ]
    weights = [_stone_mct(lines, location) for location in named][:missing]
    return sum(weights) + (missing - len(weights)) * _small_stone_mct(lines)


def _stone_mct(lines: Sequence[StoneLine], location: str) -> int:
    """What the stone at ST-n weighs, counted through the lines; else a small one."""
    _, _, number = location.partition("-")
    if location.startswith("ST-") and number.isdigit():
        first = 1
        for line in lines:
            if first <= int(number) < first + line.count:
                return (line.stone_mct or 0) // max(1, line.count)
            first += line.count
    return _small_stone_mct(lines)


def _small_stone_mct(lines: Sequence[StoneLine]) -> int:
    """What one of the piece's small stones weighs: of the line with the most stones."""
    most = max(lines, key=lambda line: line.count, default=None)
    return (most.stone_mct or 0) // max(1, most.count) if most else 0


def _decision(db: Database | Work, found: Difference) -> Decision | None:
    """The decision that covers everything that stops between these two reports.

    Words on the later report cover what stopped when it was signed, against the report before it; a
    note covers what its comparison showed. A correction that changes none of these figures leaves them
    decided; another pair, another stop or other figures ask again.
    """
    out, into, stops = found.out, found.into, set(found.stops)
    if not stops or into.is_draft:
        return None
    passed = into.passed
    if passed and passed.against == out.number and stops <= set(passed.stops):
        return Decision(into.form.decision.strip(), into.decided_by, into.at)
    rows = db.rows(
        "SELECT n.subject_id, n.content, w.at FROM note AS n JOIN work AS w ON w.id = n.work_id"
        " WHERE n.subject_kind = 'report' AND n.topic = ?1 AND n.content IS NOT NULL"
        " AND n.subject_id IN (SELECT v.id FROM report AS v JOIN report AS r ON r.id = ?2"
        " WHERE coalesce(v.version_of, v.id) = coalesce(r.version_of, r.id)) AND NOT EXISTS"
        " (SELECT 1 FROM work AS u WHERE u.reverses_work_id = w.id) ORDER BY n.hlc DESC, n.id DESC",
        (DECISION, into.id),
    )
    for about, content, at in rows:
        said = json.loads(content)
        if "stops" in said:
            covers = {Stop(*one) for one in said["stops"]}
            fits = said["number"] == out.number and stops <= covers
        else:  # told by a Parure that kept no figures: of just these two versions
            fits = (said["out"], about) == (out.id, into.id)
        if fits:
            return Decision(said["words"], said["by"], at)
    return None

"""The checks of an order: what each says, what we expect, and what is blocked while it is open."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from app.domain.clock import wall_ms
from app.domain.reasons import reason_words
from app.domain.terms import Vocabulary
from app.domain.vocabulary import CHECKS
from app.models.chain import canonical
from app.services.check_points import Point, blocks, line_points, order_points
from app.services.order_facts import OrderFacts, Source, order_facts

OPEN, DOUBT, OK, PROBLEM = "open", "doubt", "ok", "problem"
_CHANGED = "Changed since"


@dataclass(frozen=True)
class Check:
    """A point to look at before the work begins.

    ``state``: "open" nobody has looked, "doubt" nobody has looked and something is odd, "ok" ticked
    (or true by itself, ``who`` is then "SYS"), "problem" a person said no. ``value`` is what stands
    there in words, ``explanation`` what is odd and ``blocks`` what waits for it ("bench" or
    "packing"). ``proposal`` is a value that would be right ("-" for "—"), '' if none; ``cannot``
    says why nobody can tick it as it is. ``asks`` are the answers of which ticking it needs one.
    ``value_sha256`` is the digest that a tick keeps: another value asks again.
    """

    point: str
    title: str
    line_id: int | None
    value: str
    state: str
    explanation: str
    blocks: str
    proposal: str
    cannot: str
    needs: str
    asks: Vocabulary | None
    who: str
    at: int
    value_sha256: str

    @property
    def done(self) -> bool:
        """Whether nothing is to be done about it."""
        return self.state == OK

    @property
    def reopened(self) -> bool:
        """Whether somebody had looked, and what stands there is another thing now."""
        return self.state == DOUBT and self.explanation.startswith(_CHANGED)


@dataclass(frozen=True)
class _Tick:
    """The last word that somebody said on a point."""

    ok: bool
    value_sha256: str
    who: str
    at: int
    reason: str
    answer: str


def checks(db: Source, order_id: int, line_id: int | None = None) -> list[Check]:
    """The checks of an order: of all its lines, or of one, and those of the order itself."""
    return checks_of(db, order_facts(db, order_id), line_id)


def checks_of(db: Source, order: OrderFacts, line_id: int | None = None) -> list[Check]:
    """As ``checks``, of an order that was read already."""
    ticks = _ticks(db, order.id)
    found = [
        _check(point, line.id, said, ticks.get((line.id, point)))
        for line in order.lines
        if line_id is None or line.id == line_id
        for point, said in line_points(order, line).items()
    ]
    found += [
        _check(point, None, said, ticks.get((None, point)))
        for point, said in order_points(order).items()
    ]
    return found


def check_of(db: Source, order_id: int, point: str, line_id: int | None) -> Check | None:
    """One check, None where the point does not apply."""
    return next(
        (c for c in checks(db, order_id, line_id) if c.point == point and c.line_id == line_id),
        None,
    )


def digest(point: str, said: Point) -> str:
    """The digest of what a tick vouches for."""
    return sha256(canonical([point, *said.raw]).encode()).hexdigest()


def _check(point: str, line_id: int | None, said: Point, tick: _Tick | None) -> Check:
    value_sha256 = digest(point, said)
    state, who, at, explanation = DOUBT if said.odd else OPEN, "", 0, said.odd
    value = said.value
    if said.by_itself:
        state, who = OK, "SYS"
    if tick is not None and tick.value_sha256 == value_sha256:
        state, who, at = OK if tick.ok else PROBLEM, tick.who, tick.at
        explanation = said.odd if tick.ok else tick.reason or said.odd
        value += f" · {reason_words(tick.answer)}" if tick.answer else ""
    elif tick is not None and not said.by_itself:
        changed = f"{_CHANGED} {tick.who} looked at it"
        explanation = f"{changed}. {said.odd}" if said.odd else changed
        state = DOUBT
    return Check(
        point,
        CHECKS[point].title,
        line_id,
        value,
        state,
        explanation,
        blocks(point),
        said.proposal,
        said.cannot,
        said.needs,
        said.asks,
        who,
        at,
        value_sha256,
    )


def _ticks(db: Source, order_id: int) -> dict[tuple[int | None, str], _Tick]:
    """The last tick of each point; one that was taken back has no value and counts for nothing."""
    rows = db.rows(
        "SELECT t.line_id, t.point, t.ok, t.value_sha256, t.hlc, coalesce(u.initials, ''),"
        " coalesce(u.display, ''), coalesce((SELECT n.content FROM note AS n"
        "  WHERE n.subject_id = t.id AND n.topic = 'problem'), ''), coalesce((SELECT n.content"
        "  FROM note AS n WHERE n.subject_id = t.id AND n.topic = 'answer'), '')"
        " FROM ticked AS t LEFT JOIN work AS w ON w.id = t.work_id"
        " LEFT JOIN user AS u ON u.id = w.actor_id WHERE t.order_id = ? ORDER BY t.hlc, t.id",
        (order_id,),
    )
    found = {
        (line_id, point): _Tick(
            bool(ok), value, initials or initials_of(display), wall_ms(hlc), reason, answer
        )
        for line_id, point, ok, value, hlc, initials, display, reason, answer in rows
    }
    return {key: tick for key, tick in found.items() if tick.value_sha256}


def initials_of(display: str) -> str:
    """Two letters for the narrow columns; the program itself is SYS."""
    words = display.split()
    if not words or display == "Parure":
        return "SYS"
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def missing_for(found: list[Check], what: str) -> list[Check]:
    """The checks that still block the bench or the packing table."""
    return [check for check in found if check.blocks == what and not check.done]


def missing_words(missing: list[Check]) -> str:
    """ "Size and engraving are not checked yet" as one sentence."""
    names = list(dict.fromkeys(check.title for check in missing))
    if not names:
        return ""
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    said = said[:1] + said[1:]
    verb = "is" if len(names) == 1 else "are"
    return f"{said} {verb} not checked yet."

"""A piece's life as events: the facts in words, who and when, in the groups that the page filters by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.domain.actors import Actor
from app.domain.clock import wall_ms
from app.domain.permissions import CONFIDENTIAL, allowed
from app.models.database import Database
from app.services.custody_facts import CustodyFact
from app.services.passport_facts import facts_of
from app.services.passport_way import Stay, changed_hands, stays_of
from app.services.people import name_of

EVERYTHING = "everything"
SEEN = "seen"
GROUPS = ("reports", "photos", "moves", "hands", "worth", "documents", SEEN)
_GROUP_OF = {
    "report": "reports",
    "photo": "photos",
    "move": "moves",
    "state": "moves",
    "stage": "moves",
    "price": "worth",
    "document": "documents",
    "handed_out": "documents",
}
ROLE_WORDS = {"paper": "a paper"}
_TELLS_WHO_SAW = frozenset({"report", "document", "handed_out"})
"""What tells who saw the piece or a paper about it: looking at a page leaves no fact."""
_OF_THE_HOUSE = frozenset({"examiner", "house", "manager"})


@dataclass(frozen=True)
class PassportEvent:
    """Something that happened to a piece. ``at`` is when by the clock of whoever did it (UTC ms),
    ``moment`` from when on an answer knows of it, which is its hybrid time ``hlc`` as a moment.

    ``groups`` are those of GROUPS to which it belongs, ``facts`` how many facts it tells in one.
    ``photos`` are digests. ``counter_of`` and ``taken_back_by`` as in a piece's custody.
    """

    id: int
    work_id: int
    hlc: int
    at: int
    moment: int
    kind: str
    groups: frozenset[str]
    what: str
    before: str
    after: str
    detail: str
    paper: str
    opens: tuple[str, int] | None
    who: str
    initials: str
    second: str
    counter_of: int = 0
    taken_back_by: int = 0
    value_kind: str = ""
    photos: tuple[str, ...] = ()
    facts: int = 1

    @property
    def is_of(self) -> str:
        """ "from to": what changed, in one piece of text."""
        return " → ".join(part for part in (self.before, self.after) if part)


def hidden_values(roles: Collection[str]) -> frozenset[str]:
    """The kinds of value that these roles may not see: cost and reserve are not for everybody."""
    return frozenset(kind for kind, act in CONFIDENTIAL.items() if not allowed(roles, act))


def events_of(
    db: Database, piece_id: int, roles: Collection[str], stays: tuple[Stay, ...] | None = None
) -> tuple[PassportEvent, ...]:
    """All that happened to a piece, newest first, without the values that these roles may not see."""
    hidden = hidden_values(roles)
    facts = [fact for fact in facts_of(db, piece_id) if fact.value_kind not in hidden]
    hands = changed_hands(stays_of(db, piece_id) if stays is None else stays)
    works = _works(db, {fact.work_id for fact in facts})
    pictures = {**_pictures(db, piece_id), **_report_pictures(db, piece_id)}
    events = [_event(fact, works, hands, pictures) for fact in _with_who_saw(db, piece_id, facts)]
    back = {event.counter_of: event.id for event in events if event.counter_of}
    told = [replace(e, taken_back_by=back[e.id]) if e.id in back else e for e in events]
    return tuple(reversed(_together(told)))


def counts_of(events: Iterable[PassportEvent]) -> dict[str, int]:
    """How many events each filter shows."""
    found = list(events)
    counted = Counter(group for event in found for group in event.groups)
    return {EVERYTHING: len(found), **{group: counted[group] for group in GROUPS}}


def facts_up_to(events: Iterable[PassportEvent], hlc: int) -> int:
    """How many facts were told up to a hybrid time."""
    return sum(event.facts for event in events if event.hlc <= hlc)


_Work = tuple[str, str, int]


def _works(db: Database, ids: Collection[int]) -> dict[int, _Work]:
    rows = db.rows(
        "SELECT id, actor_id, second_id, at FROM work WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(ids)),),
    )
    names = {one: name_of(db, one) for one in {one for row in rows for one in row[1:3]}}
    return {row[0]: (names[row[1]], names[row[2]], row[3]) for row in rows}


_Pictures = dict[int, tuple[str, ...]]


def _pictures(db: Database, piece_id: int) -> _Pictures:
    """The digest of each photo that was put with the piece, by the fact that put it there."""
    rows = db.rows(
        "SELECT a.id, f.sha256 FROM attached AS a JOIN file AS f ON f.id = a.file_id"
        " WHERE a.subject_id = ? AND a.subject_kind = 'piece' AND a.role <> 'paper'",
        (piece_id,),
    )
    return {row_id: (digest,) for row_id, digest in rows}


def _report_pictures(db: Database, piece_id: int) -> _Pictures:
    """The digests of a report's photos; none of one whose words were erased."""
    found: dict[int, tuple[str, ...]] = {}
    for row_id, digest in db.rows(
        "SELECT r.id, json_extract(p.value, '$.sha256') FROM report AS r,"
        " json_each(r.content, '$.form.photos') AS p WHERE r.piece_id = ? ORDER BY r.id, p.key",
        (piece_id,),
    ):
        found[row_id] = (*found.get(row_id, ()), digest or "")
    return found


def _with_who_saw(db: Database, piece_id: int, facts: Sequence[CustodyFact]) -> list[CustodyFact]:
    """Reports say to whom the piece was shown, and who of the other side signed."""
    seen = _seen_by(db, piece_id)
    return [
        replace(fact, detail=", ".join(filter(None, (fact.detail, seen.get(fact.id, "")))))
        if fact.kind == "report"
        else fact
        for fact in facts
    ]


def _seen_by(db: Database, piece_id: int) -> dict[int, str]:
    """Who beside the house saw the piece with each report, in words."""
    found: dict[int, str] = {}
    rows = db.rows(
        "SELECT id, json_extract(content, '$.form.shown_to_client'),"
        " json_extract(content, '$.signatures') FROM report"
        " WHERE piece_id = ? AND content IS NOT NULL",
        (piece_id,),
    )
    for row_id, shown, signatures in rows:
        others = [
            one["name"]
            for one in json.loads(signatures or "[]")
            if one["role"] not in _OF_THE_HOUSE and one["name"]
        ]
        told = ["shown to the client"] if shown == "yes" else []
        found[row_id] = ", ".join([*told, *(f"seen and signed by {name}" for name in others)])
    return found


def _event(
    fact: CustodyFact,
    works: dict[int, _Work],
    hands: frozenset[int],
    pictures: _Pictures,
) -> PassportEvent:
    who, second, at = works.get(fact.work_id, ("", "", 0))
    groups = {_GROUP_OF[fact.kind]} if fact.kind in _GROUP_OF else set()
    if fact.kind in _TELLS_WHO_SAW:
        groups.add(SEEN)
    if fact.kind == "move" and fact.id in hands:
        groups.add("hands")
    spoken = wall_ms(fact.hlc)
    return PassportEvent(
        id=fact.id,
        work_id=fact.work_id,
        hlc=fact.hlc,
        at=at or spoken,
        moment=spoken,
        kind=fact.kind,
        groups=frozenset(groups),
        what=fact.what,
        before=fact.before,
        after=fact.after,
        detail=fact.detail,
        paper=fact.paper,
        opens=fact.opens,
        who=who,
        initials=Actor(0, "", who, frozenset()).initials if who else "",
        second=second,
        counter_of=fact.counter_of,
        value_kind=fact.value_kind,
        photos=pictures.get(fact.id, ()) if fact.kind in ("photo", "report") else (),
    )


def _together(events: Sequence[PassportEvent]) -> list[PassportEvent]:
    """Photos that came in one go are one event; all else stands for itself."""
    found: list[PassportEvent] = []
    for (kind, what, _), run in groupby(events, lambda e: (e.kind, e.what, e.work_id)):
        several = list(run)
        if kind != "photo" or len(several) == 1:
            found += several
            continue
        shown = tuple(dict.fromkeys(photo for one in several for photo in one.photos))
        roles = ", ".join(dict.fromkeys(one.detail for one in several if one.detail))
        found.append(
            replace(
                several[-1],
                what=f"{what}, {len(several)} photos",
                detail=roles,
                photos=shown,
                facts=len(several),
            )
        )
    return found

"""Cases: two facts that cannot both stand. They wait in a list until a person decides, never sooner.

What each way of settling would do is told before it is chosen: it is done in a unit of work that is
rolled back. Deciding is one unit of work that adds steps and facts; neither fact is taken away, and
nothing is refunded or moved by itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.chips import Chip
from app.domain.dates import clock_time, day_of, day_start_ms, medium_moment
from app.domain.errors import InputError, StateError, UserError
from app.domain.ids import now_ms
from app.models.chain import canonical
from app.models.database import Database
from app.models.records import Note
from app.models.work import Work
from app.services.case_records import (
    DECISION,
    LATER,
    SETTLED,
    CaseRecord,
    Told,
    case_record,
    last_note,
    open_records,
    settled_records,
    told_facts,
)
from app.services.case_settling import Settling
from app.services.case_way import Way
from app.services.case_ways import ways
from app.services.case_words import (
    FactCard,
    apart_words,
    fact_cards,
    opens,
    subject_words,
    title_of,
)
from app.services.house_rules import house_rules
from app.services.pc_names import PcNames
from app.services.people_list import name_of
from app.shop import Shop

OPEN, MINE, CLOSED = "open", "mine", "closed"
VIEWS = (OPEN, MINE, CLOSED)
_LOOKS = frozenset(
    {
        "moved_twice",
        "report_twice",
        "code_twice",
        "invoice_twice",
        "credited_twice",
        "place_in_use",
    }
)
"""Cases that want somebody to look; the others wait for a decision."""
_AGAIN_AT_MS = 10 * 3_600_000
"""A case that was put off is due again at ten o'clock of the next day."""


@dataclass(frozen=True)
class CaseRow:
    """A case in the list: title, what it is about, PCs and time, and whether it asks or only shows."""

    id: int
    title: str
    subject: str
    detail: str
    chip: Chip
    at: int
    is_mine: bool

    @property
    def spoken(self) -> str:
        """For a screen reader: "Case sold here, lent there, decide"."""
        title = self.title[:1].lower() + self.title[1:]
        return f"Case {title}, {self.subject}, {self.chip.text.lower()}"


@dataclass(frozen=True)
class Option:
    """A way of settling with its consequences: ``refused`` says why this person cannot choose it."""

    code: str
    title: str
    verb: str
    follows: str
    fits: str
    refused: str
    closes: bool


@dataclass(frozen=True)
class CasePage:
    """A case: the two facts side by side, what can be done, and how it was settled if it was."""

    id: int
    title: str
    subject: str
    apart: str
    photo_sha256: str
    opens: tuple[str, int]
    facts: tuple[FactCard, ...]
    options: tuple[Option, ...]
    settled: str
    put_off: str

    @property
    def suggested(self) -> str:
        """The code of the way that fits best, "" if none stands out."""
        return next((one.code for one in self.options if one.fits and not one.refused), "")


# ---------------------------------------------------------------------- the list
def case_rows(db: Database, actor: Actor, view: str = OPEN, now: int = 0) -> list[CaseRow]:
    """The cases of a view: open ones with those put off last, this person's own, or the closed ones."""
    records = settled_records(db) if view == CLOSED else open_records(db)
    pcs, at = PcNames(db), now or now_ms()
    rows = []
    for record in records:
        facts = told_facts(db, record)
        is_mine = any(fact.actor_id == actor.user_id for fact in facts)
        if view != MINE or is_mine:
            rows.append((_until(db, record) > at, _row(db, record, facts, pcs, is_mine, at)))
    if view != CLOSED:
        rows.sort(key=lambda pair: pair[0])
    return [row for _, row in rows]


def case_counts(db: Database, actor: Actor) -> dict[str, int]:
    """How many cases are open, and how many of them are this person's own."""
    told = [told_facts(db, record) for record in open_records(db)]
    mine = sum(any(fact.actor_id == actor.user_id for fact in facts) for facts in told)
    return {OPEN: len(told), MINE: mine}


def _row(
    db: Database, record: CaseRecord, facts: list[Told], pcs: PcNames, is_mine: bool, now: int
) -> CaseRow:
    rules = house_rules(db)
    at = (
        record.since_at
        if record.is_settled
        else max((f.at for f in facts), default=record.opened_at)
    )
    names = list(dict.fromkeys(pcs.of(fact.site).name for fact in facts))
    when = (
        clock_time(at, rules.zone)
        if day_of(at, rules.zone) == day_of(now, rules.zone)
        else medium_moment(at, rules.zone, rules.locale)
    )
    if record.is_settled:
        chip = Chip("Settled", "ok")
    elif _until(db, record) > now:
        chip = Chip("Later", "info")
    else:
        chip = Chip("Look", "warn") if record.kind in _LOOKS else Chip("Decide", "bad")
    return CaseRow(
        record.id,
        title_of(db, record, facts, pcs),
        subject_words(db, record),
        f"{', '.join(names)} · {when}" if names else when,
        chip,
        at,
        is_mine,
    )


# ---------------------------------------------------------------------- one case
def case_page(shop: Shop, actor: Actor, case_id: int) -> CasePage:
    """A case with the consequences of each way, as they are for this person; NotFoundError.

    It takes the write lock for a moment and rolls back: for the writer's thread or the pool.
    """
    db = shop.reader()
    try:
        record = case_record(db, case_id)
        facts = told_facts(db, record)
        pcs = PcNames(db)
        rules = house_rules(db)
        until = _until(db, record)
        kind, subject = opens(db, record)
        photo = db.value("SELECT photo_sha256 FROM piece_now WHERE id = ?", (subject,))
        page = CasePage(
            record.id,
            title_of(db, record, facts, pcs),
            subject_words(db, record),
            apart_words(facts),
            photo or "",
            (kind, subject),
            fact_cards(db, record, facts, pcs),
            (),
            _settled_words(db, record) if record.is_settled else "",
            f"Put off until {medium_moment(until, rules.zone, rules.locale)}"
            if until > now_ms() and not record.is_settled
            else "",
        )
    finally:
        db.close()
    if record.is_settled:
        return page
    return CasePage(**{**page.__dict__, "options": consequences(shop, actor, case_id)})


class _NothingOfItError(Exception):
    """The end of a dry run: all of it is rolled back."""


def consequences(shop: Shop, actor: Actor, case_id: int) -> tuple[Option, ...]:
    """What would follow from each way of a case, tried and rolled back."""
    made: list[Option] = []
    count = 1
    while len(made) < count:
        try:
            with shop.work(actor, "settle_case") as w:
                record = case_record(w, case_id)
                facts = told_facts(w, record)
                found = ways(w, record, facts)
                count = len(found)
                made.append(_tried(w, record, facts, found[len(made)]))
                raise _NothingOfItError
        except _NothingOfItError:
            continue
    return tuple(made)


def _tried(w: Work, record: CaseRecord, facts: list[Told], way: Way) -> Option:
    settling = Settling(w, record, facts)
    refused = ""
    try:
        w.require("cases.settle")
        way.run(settling)
    except UserError as error:
        if error.field == "second":
            settling.say("A second person confirms it")
        else:
            refused = error.sentence()
    if not way.closes:
        settling.say("the case stays open and is due tomorrow 10:00")
    return Option(way.code, way.title, way.verb, _sentence(settling), way.fits, refused, way.closes)


def _sentence(settling: Settling) -> str:
    return f"{'; '.join(settling.said)}." if settling.said else ""


def _until(db: Database, record: CaseRecord) -> int:
    """When a case that was put off is due again; 0 if it was not."""
    note = last_note(db, record.id, LATER)
    return int(json.loads(note[0])["until"]) if note else 0


def _settled_words(db: Database, record: CaseRecord) -> str:
    """How, when and by whom it was settled, and why."""
    note = last_note(db, record.id, DECISION)
    if note is None:
        return "Settled"
    said = json.loads(note[0])
    rules = house_rules(db)
    when = medium_moment(note[1], rules.zone, rules.locale)
    why = f" “{said['why']}”" if said["why"] else ""
    return f"{said['way']}. {said['follows']} {name_of(db, note[2])}, {when}.{why}"


# ---------------------------------------------------------------------- deciding
def decide(w: Work, case_id: int, code: str, reason: str = "") -> Changes:
    """Settle a case in one of its ways (``code``), with a few words for the record.

    A way that leaves the case open (the piece is held until somebody knows) puts it off. StateError
    if it was settled meanwhile; what the way itself refuses is said by its service.
    """
    w.require("cases.settle")
    record = _open(w, case_id)
    facts = told_facts(w, record)
    way = next((one for one in ways(w, record, facts) if one.code == code), None)
    if way is None:
        raise InputError(
            "Choose what is to be done",
            "None of the ways of settling this case is chosen.",
            "Choose one with 1, 2 or 3, then decide.",
            field="option",
        )
    settling = Settling(w, record, facts)
    way.run(settling)
    touched = {kind: tuple(sorted(ids)) for kind, ids in settling.touched.items()}
    touched = {**touched, "case": (case_id,)}
    if not way.closes:
        _put_off(w, case_id)
        return Changes(touched, "The piece is held; the case stays open", w.id)
    w.step("case", case_id, SETTLED, way.code)
    said = {"way": way.title, "follows": _sentence(settling), "why": reason.strip()}
    w.add(Note, subject_kind="case", subject_id=case_id, topic=DECISION, content=canonical(said))
    return Changes(touched, f"Settled: {way.title[:1].lower()}{way.title[1:]}", w.id)


def put_off(w: Work, case_id: int) -> Changes:
    """Leave a case for tomorrow: it goes to the end of the list until then."""
    w.require("cases.settle")
    _open(w, case_id)
    _put_off(w, case_id)
    return Changes.of("Put off until tomorrow 10:00", w.id, case=case_id)


def _put_off(w: Work, case_id: int) -> None:
    zone = house_rules(w).zone
    until = day_start_ms(day_of(w.at, zone) + timedelta(days=1), zone) + _AGAIN_AT_MS
    said = canonical({"until": until})
    w.add(Note, subject_kind="case", subject_id=case_id, topic=LATER, content=said)


def _open(w: Work, case_id: int) -> CaseRecord:
    record = case_record(w, case_id)
    if record.is_settled:
        note = last_note(w, case_id, DECISION)
        who = name_of(w, note[2]) if note else "Somebody"
        raise StateError(
            "Settled already",
            f"{who} has settled this case.",
            "Look at it under Closed; take that decision back if it is wrong.",
        )
    return record

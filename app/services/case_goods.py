"""Ways of the cases that no machine of states knows: places, tags, reports, a payout told twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

from app.domain.codes import spaced
from app.domain.errors import StateError
from app.domain.wording import pieces_words
from app.models.pieces import Move
from app.models.records import Code, Note
from app.models.shopwide import Place
from app.services.case_records import CaseRecord, Told
from app.services.case_settling import DECIDED, Settling, piece_name
from app.services.case_way import BOTH, FIRST, SECOND, Way, hold_way, leave_as_it_is
from app.services.house_rules import Asks
from app.services.move_rules import parent_of, path_of
from app.services.moves import move

_LATER = "fits: it is the later word"
_IN_PLACE = (
    "SELECT id FROM piece_now WHERE place_id = ? AND removed = 0 AND availability NOT IN"
    " ('sold', 'delivered', 'returned_to_owner', 'written_off', 'broken_up') ORDER BY id"
)


# ---------------------------------------------------------------------- moved to two places
def moved_twice(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    """It lies where one of the moves brought it; a piece that nobody finds can be held."""
    made = [
        Way(
            code,
            f"It is here: {where_words(db, fact)}",
            "Say that it is there",
            partial(_lies_there, fact=fact),
            fits=_LATER if fact is max(facts, key=lambda one: (one.hlc, one.id)) else "",
        )
        for code, fact in zip((FIRST, SECOND), facts, strict=True)
    ]
    if case.subject_kind == "piece":
        made.append(hold_way(case.subject_id))
    return made


def where_words(db: Asks, fact: Told) -> str:
    """Where a move brought something: the place's path, who keeps it there, by which paper."""
    path = path_of(db, fact["to_place_id"]) if fact["to_place_id"] is not None else []
    inner = path[:-1] if len(path) > 1 else path  # the house itself is no news
    place = ", ".join(name for _, _, name, _, _ in reversed(inner))
    keeper = db.value(
        "SELECT display FROM user WHERE id = ?1 UNION ALL SELECT display FROM party WHERE id = ?1"
        " LIMIT 1",
        (fact["keeper_id"],),
    )
    paper = _paper_words(db, fact["document_id"])
    return ", ".join(str(part) for part in (place, keeper, paper) if part) or "in no place"


def _paper_words(db: Asks, document_id: int | None) -> str:
    """The paper that a move was signed on, and with whom: "Lumen Magazine by H10-26-00007"."""
    row = db.row(
        "SELECT number, document_kind, json_extract(content, '$.to[0]') FROM document WHERE id = ?",
        (document_id,),
    )
    if row is None:
        return ""
    return f"{row[2]} by {row[0]}" if row[1] == "hand_over" and row[2] else str(row[0])


def _lies_there(s: Settling, fact: Told) -> None:
    subject, kind = fact["subject_id"], fact["subject_kind"]
    last = s.w.row(
        "SELECT to_place_id, keeper_id, document_id FROM move WHERE subject_id = ?"
        " AND subject_kind = ? ORDER BY hlc DESC, id DESC LIMIT 1",
        (subject, kind),
    )
    s.touch(kind, subject)
    where = where_words(s.w, fact)
    if last == (fact["to_place_id"], fact["keeper_id"], fact["document_id"]):
        s.say(f"It is written to {where} already; the other move stays in its history")
        return
    if s.w.value("SELECT removed FROM place WHERE id = ?", (fact["to_place_id"],)):
        raise StateError(
            "That place is out of use",
            f"{where} was taken out of use meanwhile.",
            "Move it to where it is in truth, then settle the case by the other answer.",
        )
    s.w.add(
        Move,
        subject_kind=kind,
        subject_id=subject,
        to_place_id=fact["to_place_id"],
        keeper_id=fact["keeper_id"],
        document_id=fact["document_id"],  # it comes back by the paper by which it is out
    )
    s.say(f"It is written to {where}; the other move stays in its history")


# ---------------------------------------------------------------------- two reports at once
def report_twice(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    """Signed papers both stand; the later one counts, or the piece is looked at anew."""
    newer = max(facts, key=lambda one: (one.hlc, one.id))
    return [
        Way(
            FIRST if newer is facts[0] else SECOND,
            f"The newer one counts: {newer['number']}",
            "Let the newer one count",
            _newer_counts,
            fits=_LATER,
        ),
        Way(BOTH, "Neither: look at the piece anew", "Look at it anew", _look_anew),
    ]


def _newer_counts(s: Settling) -> None:
    s.say(
        "The newer one is compared with already. The older one stays signed, and the next report"
        " begins with the findings of both"
    )


def _look_anew(s: Settling) -> None:
    s.w.add(
        Note,
        subject_kind="piece",
        subject_id=s.case.subject_id,
        topic="case",
        content="Two condition reports were signed at once and differ: look at the piece anew.",
    )
    s.touch("piece", s.case.subject_id)
    s.say("A note with the piece asks for a new report; until then the newer one counts")


# ---------------------------------------------------------------------- one order invoiced twice
def invoice_twice(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    """Numbers of invoices are never taken back: the older one is credited whole, or a person does it."""
    older, newer = sorted(facts, key=lambda one: (one.hlc, one.id))
    return [
        Way(
            FIRST if newer is facts[0] else SECOND,
            f"{newer['number']} counts, {older['number']} is credited",
            "Credit the older one",
            partial(_credited, older=older),
            fits=_LATER,
        ),
        Way(BOTH, "Both stay; one is credited by hand", "Leave both", leave_as_it_is),
    ]


def _credited(s: Settling, older: Told) -> None:
    from app.services.credit_notes import make_credit_note  # here: loads what draws papers

    made = make_credit_note(
        s.w, older["subject_id"], invoice_id=older.id, reason="Invoiced twice on two PCs"
    )
    s.touch("document", made.first("document"))
    s.say(f"{made.message}: it takes {older['number']} back whole; print it for the client")


# ---------------------------------------------------------------------- one order credited twice
def credited_twice(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    """No number of a credit note is taken back: one is too many, or each has a refund of its own."""
    older, newer = sorted(facts, key=lambda one: (one.hlc, one.id))
    refunds = {_refund_of(older), _refund_of(newer)}
    apart = len(refunds) == 2 and 0 not in refunds  # 0: all that was left of the invoice
    return [
        Way(
            FIRST if newer is facts[0] else SECOND,
            f"{newer['number']} is one too many",
            "Leave a note with the order",
            partial(_one_too_many, older=older, newer=newer),
            fits="" if apart else "fits: both take the same back",
        ),
        Way(
            BOTH,
            "Both stand: each is for a refund of its own",
            "Leave both",
            leave_as_it_is,
            fits="fits: they are for two refunds" if apart else "",
        ),
    ]


def _refund_of(note: Told) -> int:
    """The refund that a credit note is for; 0 where it takes back all that was left."""
    return int(json.loads(note["content"] or "{}").get("refund_id", 0))


def _one_too_many(s: Settling, older: Told, newer: Told) -> None:
    number = newer["number"]
    s.w.add(
        Note,
        subject_kind="order",
        subject_id=s.case.subject_id,
        topic="case",
        content=f"{number} credits again what {older['number']} has credited: the client does not get"
        " it, and whoever keeps the books takes it back there.",
    )
    s.touch("order", s.case.subject_id)
    s.say(f"A note with the order says that {number} is one too many; its number stays")


# ---------------------------------------------------------------------- one code on two things
def code_twice(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    """The code means one of the two things."""
    return [
        Way(
            code,
            f"{_code(fact)} means {piece_name(db, fact['target_id'])}",
            "Let it mean that",
            partial(_means, fact=fact, other=other),
            fits="fits: it had the code first" if code == FIRST else "",
        )
        for code, fact, other in (
            (FIRST, facts[0], facts[1]),
            (SECOND, facts[1], facts[0]),
        )
    ]


def _code(fact: Told) -> str:
    return str(fact["text_value"]) if fact["alias"] else spaced(fact["text_value"])


def _means(s: Settling, fact: Told, other: Told) -> None:
    text, target = fact["text_value"], fact["target_id"]
    now = s.w.value("SELECT target_id FROM code_now WHERE code = ?", (text,))
    name, rest = piece_name(s.w, target), piece_name(s.w, other["target_id"])
    if now != target:
        s.w.add(
            Code,
            text_value=text,
            target_kind=fact["target_kind"],
            target_id=target,
            replaces_id=fact.id,
            alias=fact["alias"],
        )
    s.say(f"Scanning it finds {name}")
    s.say(f"{rest} loses it" + ("" if fact["alias"] else " and needs a new tag"))
    s.touch("piece", target)
    s.touch("piece", other["target_id"])


# ---------------------------------------------------------------------- a place with pieces in it
def place_in_use(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    """The place is used again, or what is in it is written to where the place stood."""
    count = len(db.rows(_IN_PLACE, (case.subject_id,)))
    lie = f"{pieces_words(count)} {'lies' if count == 1 else 'lie'} in it"
    return [
        Way(
            FIRST,
            "The place stays out of use",
            "Keep it out of use",
            _out_of_use,
            fits="" if count else "fits: it is empty by now",
        ),
        Way(
            SECOND,
            "The place is used again",
            "Use it again",
            _used_again,
            fits=f"fits: {lie}" if count else "",
        ),
    ]


def _used_again(s: Settling) -> None:
    s.w.edit(Place, s.case.subject_id, removed=0)
    s.touch("place", s.case.subject_id)
    s.say("It can be scanned and chosen again; what lies in it stays there")


def _out_of_use(s: Settling) -> None:
    place = s.case.subject_id
    inside = [row[0] for row in s.w.rows(_IN_PLACE, (place,))]
    s.touch("place", place)
    if not inside:
        s.say("It stays out of use; nothing lies in it")
        return
    above = parent_of(s.w, place)
    if above is None:
        raise StateError(
            "Something lies in it",
            f"{pieces_words(len(inside))} would lie in no place.",
            "Move them first, then settle the case.",
        )
    move(s.w, inside, above)
    for piece in inside:
        s.touch("piece", piece)
    name = s.w.value("SELECT coalesce(nullif(title, ''), name) FROM place WHERE id = ?", (above,))
    s.say(
        f"{pieces_words(len(inside))} in it {'is' if len(inside) == 1 else 'are'} written to {name}"
    )


# ---------------------------------------------------------------------- money and decisions
def paid_twice() -> list[Way]:
    """A payout that two PCs told: paid once, or in truth twice."""
    return [
        Way(FIRST, "Paid once, told twice", "Say that it was paid once", _paid_once),
        Way(SECOND, "Paid twice: ask one back", "Ask one back", _paid_back),
    ]


def _paid_once(s: Settling) -> None:
    s.say("Nothing is paid again and nothing is asked back; both entries stay")


def _paid_back(s: Settling) -> None:
    s.w.step("item", s.case.subject_id, "charged_back", DECIDED)
    s.say("The item is charged back; the consignor is asked for one of the two payments")
    s.touch("item", s.case.subject_id)


def decided_twice(db: Asks, case: CaseRecord, facts: Sequence[Told]) -> list[Way]:
    """Two PCs decided one case in two ways: what each did stays until somebody mends it."""

    def stands(s: Settling) -> None:
        leave_as_it_is(s)
        s.say("What the other decision did is mended by hand on the record's page")

    return [
        Way(FIRST, "The first decision stands", "Let the first stand", stands),
        Way(SECOND, "The second decision stands", "Let the second stand", stands),
    ]

"""One piece at one moment: where, in whose hands, worth what, in which condition, and what proves it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.chips import WHEREABOUTS_TONES, chip
from app.domain.clock import wall_ms
from app.domain.mass import estimate_figure, shown_g
from app.domain.money import shown
from app.domain.states import fold
from app.domain.vocabulary import PRICE_KINDS, WHEREABOUTS
from app.models.chain import sealed
from app.models.database import Database
from app.printing.document.terms import PaperTerms
from app.services.custody_facts import ARRANGED
from app.services.house_rules import house_rules
from app.services.paper_words import event_in
from app.services.passport_events import PassportEvent, events_of, facts_up_to, hidden_values
from app.services.passport_way import Stay, bound_of, stays_of
from app.services.printed_digests import printed_digest

NOT_KNOWN = "Not known to us yet"
WORTH_ORDER = ("insured", "agreed", "price", "declared", "reserve", "cost")
TITLES = {"price": "Asking", "declared": "Owner states"}
ERASED = "erased with a person's data"
_SEEN = ("move", "weight", "photo", "report", "stage")
CORRECTED = "Condition corrected"


@dataclass(frozen=True)
class Worth:
    """A value as it held: its kind, minor units, in words, since when (UTC ms)."""

    what: str
    title: str
    amount_minor: int
    currency: str
    words: str
    since: int


@dataclass(frozen=True)
class Sealed:
    """A signed report or a paper: kind, number, the digest it prints, and whether it is as it was sealed."""

    kind: str
    id: int
    number: str
    sha256: str
    fits: bool
    erased: bool


FIRST_PUT = (
    "SELECT min(p.hlc) FROM attached AS p WHERE p.subject_id = a.subject_id"
    " AND p.file_id = a.file_id AND p.counter_of IS NULL"
)
"""SQL: when the photo of ``a`` was put with its record first; put in another order, it was there before."""


@dataclass(frozen=True)
class PhotoThen:
    """The newest photo that lay with a piece then: its view, its day, how many there were.

    ``at`` is UTC ms: by the camera's clock where ``taken``, else when it was put with the piece.
    """

    sha256: str = ""
    view: str = ""
    at: int = 0
    taken: bool = False
    count: int = 0


@dataclass(frozen=True)
class Moment:
    """What was known of a piece at ``at`` (UTC ms), from the facts up to that hybrid time.

    ``known`` is False before its first fact; all else is empty then. ``facts`` counts those that
    tell it; ``papers`` are the newest report and the paper under which it lay where it lay.
    """

    at: int
    known: bool
    state: str = ""
    state_tone: str = "neutral"
    whereabouts: str = ""
    whereabouts_tone: str = "neutral"
    code: str = ""
    place: str = ""
    place_id: int = 0
    hands: str = ""
    since: int = 0
    worth: tuple[Worth, ...] = ()
    condition: str = ""
    report: str = ""
    report_id: int = 0
    weight: str = ""
    stones: str = ""
    fingerprint: str = ""
    photo: PhotoThen = PhotoThen()
    last_seen: str = ""
    last_seen_at: int = 0
    facts: int = 0
    papers: tuple[Sealed, ...] = ()

    @property
    def headline(self) -> str:
        """Where it was, in two or three words."""
        if not self.known:
            return NOT_KNOWN
        return self.whereabouts if self.code not in ("", "house") else self.state or "In the house"


def at_moment(
    db: Database,
    piece_id: int,
    at: int,
    roles: Collection[str],
    *,
    events: tuple[PassportEvent, ...] | None = None,
    stays: tuple[Stay, ...] | None = None,
    language: str = "en",
) -> Moment:
    """A piece as it stood at a moment. ``events`` and ``stays`` spare a page reading them again.

    ``language`` is that of a paper; the page speaks English.
    """
    terms = PaperTerms(language)
    bound = bound_of(at)
    stays = stays_of(db, piece_id) if stays is None else stays
    events = events_of(db, piece_id, roles, stays) if events is None else events
    before = [event for event in events if event.hlc <= bound]
    if not before:
        return Moment(at, known=False)
    stay = next((one for one in reversed(stays) if one.hlc <= bound), None)
    said = _report(db, piece_id, bound, terms)
    seen = _last_seen(before)
    state = state_at(db, piece_id, "piece", bound)
    doubt = state_at(db, piece_id, "quality", bound)
    status = chip("piece", state) if state else None
    if doubt not in ("", "ok"):
        status = chip("quality", doubt)
    return Moment(
        at,
        known=True,
        state=terms.phrase(status.text) if status else "",
        state_tone=status.tone if status else "neutral",
        whereabouts=WHEREABOUTS.title(stay.code) if stay else "",
        whereabouts_tone=WHEREABOUTS_TONES.get(stay.code, "neutral") if stay else "neutral",
        code=stay.code if stay else "",
        place=stay.place if stay else "",
        place_id=(stay.place_id or 0) if stay else 0,
        hands=stay.hands if stay else "",
        since=stay.since if stay else 0,
        worth=worth_at(db, piece_id, bound, roles),
        condition=said.condition,
        report=said.number,
        report_id=said.id,
        weight=_weight(db, piece_id, bound, terms),
        stones=said.stones,
        fingerprint=said.fingerprint,
        photo=_photo(db, piece_id, bound),
        last_seen=", ".join(filter(None, (event_in(seen, language), seen.who))) if seen else "",
        last_seen_at=seen.moment if seen else 0,
        facts=facts_up_to(events, bound),
        papers=_papers(db, said.id, stay),
    )


def _last_seen(before: Sequence[PassportEvent]) -> PassportEvent | None:
    """The last event at which somebody had the piece itself before them; ``before`` newest first.

    Not a tag that was printed, not a tray that was carried with it, not a correction of a report, and
    no photo that was only arranged: nobody need have looked at the piece for these.
    """
    corrections = {event.work_id for event in before if event.what == CORRECTED}
    return next(
        (
            event
            for event in before
            if event.kind in _SEEN
            and not event.counter_of
            and not event.what.startswith(ARRANGED)
            and not (event.kind == "move" and event.detail)
            and event.work_id not in corrections
        ),
        None,
    )


def state_at(db: Database, subject_id: int, machine: str, bound: int) -> str:
    """The state that the steps of a subject up to a hybrid time fold to; '' before its first."""
    steps = db.rows(
        "SELECT from_state, to_state FROM transition WHERE subject_id = ? AND machine = ?"
        " AND hlc <= ? ORDER BY hlc, id",
        (subject_id, machine, bound),
    )
    return fold(machine, steps)[0] if steps else ""


def worth_at(db: Database, piece_id: int, bound: int, roles: Collection[str]) -> tuple[Worth, ...]:
    """Each value as last said up to a hybrid time, without those that these roles may not see."""
    locale = house_rules(db).locale
    hidden = hidden_values(roles)
    found: dict[str, Worth] = {}
    for what, amount, currency, hlc in db.rows(
        "SELECT what, amount_minor, currency, hlc FROM priced WHERE subject_id = ?"
        " AND subject_kind = 'piece' AND hlc <= ? ORDER BY hlc, id",
        (piece_id, bound),
    ):
        if what not in hidden:
            title = TITLES.get(what, PRICE_KINDS.title(what))
            words = shown(amount, currency, locale)
            found[what] = Worth(what, title, amount, currency, words, wall_ms(hlc))
    return tuple(found[what] for what in WORTH_ORDER if what in found)


# ---------------------------------------------------------------------- condition
@dataclass(frozen=True)
class _Said:
    """What the last report up to then says."""

    id: int = 0
    number: str = ""
    condition: str = ""
    stones: str = ""
    fingerprint: str = ""


def _report(db: Database, piece_id: int, bound: int, terms: PaperTerms) -> _Said:
    row = db.row(
        "SELECT r.id, r.number, r.grade, r.findings, r.content FROM report AS r"
        " LEFT JOIN report AS f ON f.id = r.version_of WHERE r.piece_id = ? AND r.hlc <= ?"
        " ORDER BY coalesce(f.hlc, r.hlc) DESC, r.hlc DESC, r.id DESC LIMIT 1",
        (piece_id, bound),
    )
    if row is None:
        return _Said()
    row_id, number, grade, findings, content = row
    said = terms.title("grades", grade) if grade else ""
    condition = ", ".join(filter(None, (said, marks_words(findings, terms))))
    if content is None:
        return _Said(row_id, number, condition, ERASED, ERASED)
    form = json.loads(content).get("form", {})
    shown_of = (form.get("fingerprint") or {}).get("shown", "")
    return _Said(row_id, number, condition, _stones(form, terms), shown_of)


def marks_words(count: int, terms: PaperTerms) -> str:
    """How many marks a report has: "4 marks", "no marks"."""
    if count == 1:
        return terms.say("1 mark")
    return terms.say("{count} marks", count=count) if count else terms.say("no marks")


def _stones(form: dict[str, Any], terms: PaperTerms) -> str:
    """ "15 of 15 stones, centre est. 0.92 ct", as far as the report says it."""
    expected, found = form.get("stones_expected"), form.get("stones_found")
    counted = sum(int(one.get("count") or 0) for one in form.get("stones") or ())
    words = ""
    if found is not None:
        said = "{found} of {expected} found" if expected is not None else "{found} found"
        words = terms.say(said, found=found, expected=expected)
    elif counted:
        words = terms.say("{count} listed", count=counted)
    first = next(iter(form.get("stones") or ()), None)
    if first and first.get("stone_mct"):
        said = "est. {ct} ct {stone}" if first.get("estimated", True) else "{ct} ct {stone}"
        carats = estimate_figure(first["stone_mct"], terms.language)
        stone = terms.word("species", first["species"])
        words += f"{', ' if words else ''}{terms.say(said, ct=carats, stone=stone)}"
    return words


def _weight(db: Database, piece_id: int, bound: int, terms: PaperTerms) -> str:
    row = db.row(
        "SELECT value, method, instrument FROM measured WHERE subject_id = ?"
        " AND what = 'gross_weight_mg' AND hlc <= ? ORDER BY hlc DESC, id DESC LIMIT 1",
        (piece_id, bound),
    )
    if row is None:
        return ""
    how = ", ".join(filter(None, (terms.word("methods", row[1]) if row[1] else "", row[2])))
    grams = terms.say("{g} g", g=shown_g(row[0], terms.language))
    return grams + (f", {how}" if how else "")


def _photo(db: Database, piece_id: int, bound: int) -> PhotoThen:
    """The photo that is shown of that moment."""
    rows = db.rows(
        f"SELECT f.sha256, a.role, f.taken_at, ({FIRST_PUT}) FROM attached AS a"
        " JOIN file AS f ON f.id = a.file_id"
        " WHERE a.subject_id = :id AND a.subject_kind = 'piece' AND a.counter_of IS NULL"
        " AND a.role <> 'paper' AND a.hlc <= :bound AND NOT EXISTS (SELECT 1 FROM attached AS c"
        " WHERE c.subject_id = :id AND c.counter_of = a.id AND c.hlc <= :bound)"
        " ORDER BY a.hlc DESC, a.position, a.id",
        {"id": piece_id, "bound": bound},
    )
    if not rows:
        return PhotoThen()
    sha256, view, taken_at, put = rows[0]
    return PhotoThen(sha256, view, taken_at or wall_ms(put), bool(taken_at), len(rows))


# ---------------------------------------------------------------------- papers
def _papers(db: Database, report_id: int, stay: Stay | None) -> tuple[Sealed, ...]:
    """The papers that speak for the answer: the one of the last move, and the last signed report."""
    found = []
    if stay is not None and stay.document_id:
        found += _sealed(db, "document", stay.document_id)
    if report_id:
        found += _sealed(db, "report", report_id)
    return tuple(found)


def _sealed(db: Database, table: str, row_id: int) -> list[Sealed]:
    row = db.row(f"SELECT number, content, salt, sha256 FROM {table} WHERE id = ?", (row_id,))
    if row is None:
        return []
    number, content, salt, digest = row
    fits = content is None or sealed(content, salt or "") == digest
    told = printed_digest(table, content) if fits else ""
    return [Sealed(table, row_id, number, told, fits, content is None)]

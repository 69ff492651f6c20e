"""Where a piece was and in whose hands, as stretches of its life: each begins with one fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.clock import hybrid, wall_ms
from app.domain.vocabulary import PLACE_KINDS, whereabouts
from app.models.database import Database
from app.services.custody_moves import Hung, Step, moves_of
from app.services.lent import AWAY, KIND

LAST_COUNT = 0xFFFF
HOUSE = "House"
OUTSIDE = "external_party"
NOBODY = "Nobody named"


@dataclass(frozen=True)
class Stay:
    """A stretch of a piece's life in one place and one pair of hands, told by the move ``fact_id``.

    ``since`` is UTC ms; ``place`` the words of the place with all above it but the site, ``code`` its
    whereabouts (house, bench, out, event, transit, missing, gone); ``hands`` who answers for it.
    """

    fact_id: int
    hlc: int
    since: int
    place_id: int | None
    place: str
    short: str
    code: str
    hands: str
    with_place: str
    paper: str
    document_id: int


def bound_of(at: int) -> int:
    """The last hybrid time of a millisecond: facts up to it had happened by then."""
    return hybrid(at, LAST_COUNT)


def stays_of(db: Database, piece_id: int) -> tuple[Stay, ...]:
    """All stretches of a piece's life, oldest first."""
    hung = Hung(db)
    kinds: dict[int, str] = dict(db.rows("SELECT id, kind_code FROM place"))
    found: list[Stay] = []
    lying: int | None = None
    keeper: int | None = None
    signed: int | None = None
    for step in moves_of(db, piece_id):
        if step.row.subject_kind == "piece":
            lying, keeper, signed = step.row.to_place_id, step.row.keeper_id, step.row.document_id
        # else what it lay in was carried: it lies there yet, and who kept it keeps it
        found.append(_stay(db, hung, kinds, step, piece_id, lying, keeper, signed))
    return tuple(found)


def changed_hands(stays: tuple[Stay, ...]) -> frozenset[int]:
    """The moves with which a piece went into other hands."""
    first = {stays[0].fact_id} if stays else set()
    return frozenset(first | {b.fact_id for a, b in pairwise(stays) if a.hands != b.hands})


def whereabouts_at(hung: Hung, kinds: dict[int, str], place_id: int | None, hlc: int) -> str:
    """What being in a place meant at a hybrid time: the place's own kind, else that of one above."""
    told = (whereabouts(kinds.get(one, "")) for one in hung.chain(place_id, hlc))
    return next((code for code in told if code != "house"), "house")


def _stay(
    db: Database,
    hung: Hung,
    kinds: dict[int, str],
    step: Step,
    piece_id: int,
    place_id: int | None,
    keeper_id: int | None,
    signed_id: int | None,
) -> Stay:
    row = step.row
    code = whereabouts_at(hung, kinds, place_id, row.hlc)
    chain = hung.chain(place_id, row.hlc)
    if code == "bench" and keeper_id is None:
        keeper_id = artisan_of(db, piece_id, row.hlc)
    return Stay(
        fact_id=row.id,
        hlc=row.hlc,
        since=wall_ms(row.hlc),
        place_id=place_id,
        place=hung.words(place_id, row.hlc, None),
        short=short_of(hung, chain),
        code=code,
        hands=hands_of(
            db, code, keeper_id, short_of(hung, chain), signed_id, firm_of(hung, kinds, chain)
        ),
        with_place=step.with_place,
        paper=step.paper,
        document_id=row.document_id or 0,
    )


def artisan_of(db: Database, piece_id: int, hlc: int) -> int | None:
    """Whose job it was that brought the piece to the bench; None where no job or no name says it."""
    found = db.value(
        "SELECT j.artisan_id FROM job AS j JOIN transition AS t ON t.subject_id = j.id"
        " AND t.machine = 'job' WHERE j.piece_id = ? AND t.hlc <= ?"
        " ORDER BY t.hlc DESC, t.id DESC LIMIT 1",
        (piece_id, hlc),
    )
    return int(found) if found is not None else None


def short_of(hung: Hung, chain: list[int]) -> str:
    """A place in few words: its own name, and that in which it hangs where there is one."""
    return ", ".join(hung.name(one) for one in reversed(chain[:2] if len(chain) > 2 else chain[:1]))


def firm_of(hung: Hung, kinds: dict[int, str], chain: Sequence[int]) -> str:
    """The setter or the house outside after which the place is named that a piece is in; "" for none.

    The house's one place for whatever is out ("With someone outside") names nobody.
    """
    for one in chain:
        if kinds.get(one) == OUTSIDE:
            name = hung.name(one)
            return "" if name == PLACE_KINDS.title(OUTSIDE) else name
    return ""


def named(hands: str, place: str, code: str) -> str:
    """Who had a piece by name; nobody where it only lay in a place. ``code`` is its whereabouts."""
    lay = code != "out" and (hands == place or hands in place.split(", "))
    return NOBODY if lay else hands


def hands_of(
    db: Database,
    code: str,
    keeper_id: int | None,
    place: str,
    signed_id: int | None = None,
    firm: str = "",
) -> str:
    """Who answered for a piece: the person or house named, who signed for it on the paper by which it
    went out (``signed_id``), the ``firm`` after which its place is named, else what being in the place
    says."""
    keeper, is_user = _keeper(db, keeper_id)
    if not keeper and code in AWAY:
        keeper = borrower_of(db, signed_id)
    if keeper and code == "house" and is_user:
        return f"{HOUSE}, {keeper}"
    if keeper:
        return keeper
    if code == "house":
        return HOUSE if place else NOBODY
    if code == "out":
        return firm or NOBODY
    return {"transit": "On the way", "missing": NOBODY, "gone": "Left the house"}.get(code, place)


def borrower_of(db: Database, document_id: int | None) -> str:
    """To whom a hand-over went, as both signed it; "" for no such paper, or one whose names were erased."""
    name = db.value(
        "SELECT json_extract(content, '$.to[0]') FROM document WHERE id = ? AND document_kind = ?"
        " AND content IS NOT NULL",
        (document_id, KIND),
    )
    return str(name or "").strip()


def _keeper(db: Database, keeper_id: int | None) -> tuple[str, bool]:
    if keeper_id is None:
        return "", False
    found = db.row(
        "SELECT display, 1 FROM user WHERE id = ?1 UNION ALL"
        " SELECT display, 0 FROM party WHERE id = ?1 LIMIT 1",
        (keeper_id,),
    )
    return (found[0] or "Somebody whose data was erased", bool(found[1])) if found else ("", False)

"""What a scanned or typed code stands for, and what can be done when it stands for nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256

from app.domain.chips import chip
from app.domain.client_codes import read_client_code
from app.domain.code_words import Reading, other_spellings, read_code
from app.domain.codes import CODE_DIGITS, COMMANDS, clean, is_code, near_codes, spaced
from app.models.database import Database
from app.services.for_sale import FOR_SALE
from app.services.tag_rolls import roll_with

BADGE_DIGITS = 20
MOST_NEAR = 3
"""More things than this are no guess any more."""
LEAST_READ = 4
"""So many digits of a damaged tag are needed to look for it."""


@dataclass(frozen=True)
class Near:
    """A code like the one that was typed, and what it stands for here."""

    code: str
    kind: str
    target_id: int
    title: str


@dataclass(frozen=True)
class Scan:
    """What was scanned. ``kind``: piece, job, order, place, party, item, agreement, document, report,
    user, command, unknown or empty.

    ``title`` and ``detail`` are for the toast; ``sentence`` and ``remedy`` say what it is and how to
    go on; ``replaced`` = an old tag of the thing, ``alias`` = another code of it. ``offers``: what
    can be done with an unknown one (search, new_piece, alias, look_again). For an item ``piece_id``
    is the piece to open; for a command ``value`` is its name (OUT, LOOK 3).
    """

    kind: str
    text: str
    value: str = ""
    target_id: int = 0
    piece_id: int = 0
    title: str = ""
    detail: str = ""
    photo_sha256: str = ""
    sentence: str = ""
    remedy: str = ""
    alias: bool = False
    replaced: bool = False
    near: tuple[Near, ...] = ()
    offers: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether it stands for something here."""
        return self.kind not in ("unknown", "empty")


# The hot path: two look-ups by key and no more; the page that opens reads the rest.
_BY_CODE = f"""
SELECT c.target_kind, c.target_id, c.alias, c.replaced, p.description, p.item_number, p.number,
  {FOR_SALE}, p.photo_sha256, p.code
FROM code_now AS c LEFT JOIN piece_now AS p ON p.id = c.target_id AND p.removed = 0
WHERE c.code = ?
"""
_OFFERS = {
    "tag": ("look_again", "new_piece", "alias"),
    "ean": ("alias", "search"),
    "gs1": ("alias", "search"),
    "mistyped": ("search",),
    "text": ("search",),
    "number": ("search",),
}


def resolve(db: Database, text: str) -> Scan:
    """What a code, a number for people, a place's name or an alias stands for; never refuses."""
    bare = text if is_code(text) else clean(text)
    found = by_code(db, bare) if bare else None
    if found is not None:
        return found
    if bare in COMMANDS:
        name = COMMANDS[bare]
        return Scan("command", bare, name, title=name, sentence=f"Command card {name}.")
    reading = read_code(text)
    if reading.kind == "empty":
        return Scan("empty", "", sentence=reading.sentence, remedy=reading.remedy)
    return (
        _by_other_spelling(db, bare, reading)
        or _by_number(db, text, reading)
        or _by_client_code(db, text)
        or _by_place_name(db, text)
        or _by_badge(db, bare)
        or _unknown(db, text, reading)
    )


def by_code(db: Database, code: str) -> Scan | None:
    """What a bare code stands for: the one question that a scan asks of the database."""
    row = db.row(_BY_CODE, (code,))
    if row is None or not row[1]:
        return None  # nobody's, or taken off the piece that it led to
    kind, target_id, alias, replaced, description, item, number, sale, photo, tag = row
    if kind == "piece" and description is None:
        return _taken_back(code)
    if kind != "piece":
        found = describe(db, kind, target_id)
        return replace(found, text=code, alias=bool(alias), replaced=bool(replaced))
    detail = f"{item or number} · {chip('piece', sale).text}"
    sentence, remedy = "", ""
    if replaced:
        sentence = f"{spaced(code)} is an old tag of this piece; its tag now is {spaced(tag)}."
        remedy = "Take the old tag off, and print the new one if it is missing."
    elif alias:
        sentence = f"{code} is another code of this piece; its tag is {spaced(tag)}."
    return Scan(
        "piece",
        code,
        target_id=target_id,
        piece_id=target_id,
        title=description,
        detail=detail,
        photo_sha256=photo,
        sentence=sentence,
        remedy=remedy,
        alias=bool(alias),
        replaced=bool(replaced),
    )


def _taken_back(code: str) -> Scan:
    return Scan(
        "unknown",
        code,
        code,
        title=code,
        sentence=f"{spaced(code)} was the tag of a piece whose take-in was taken back.",
        remedy="Take the piece in your hand in again; it gets a new tag.",
        offers=("new_piece", "search"),
    )


_DESCRIBED = {
    "piece": "SELECT p.description, coalesce(nullif(p.item_number, ''), p.number), p.photo_sha256,"
    " p.id FROM piece_now AS p WHERE p.id = ?",
    "item": "SELECT p.description, i.number, p.photo_sha256, p.id FROM item_now AS i"
    " JOIN piece_now AS p ON p.id = i.piece_id WHERE i.id = ?",
    "order": "SELECT number, client, '', 0 FROM order_now WHERE id = ?",
    "job": "SELECT number, title, '', coalesce(piece_id, 0) FROM job_now WHERE id = ?",
    "place": "SELECT t.path, p.title, '', 0 FROM place_tree AS t JOIN place AS p ON p.id = t.id"
    " WHERE t.id = ?",
    "party": "SELECT display, city, '', 0 FROM party_now WHERE id = ?",
    "agreement": "SELECT a.number, p.display, '', 0 FROM agreement AS a JOIN party AS p"
    " ON p.id = a.party_id WHERE a.id = ?",
    "document": "SELECT number, replace(document_kind, '_', ' '), '', 0 FROM document WHERE id = ?",
    "report": "SELECT number, 'condition report', '', piece_id FROM report WHERE id = ?",
    "user": "SELECT display, '', '', 0 FROM user WHERE id = ?",
}


def describe(db: Database, kind: str, target_id: int) -> Scan:
    """A record as a scan shows it: title, a line of detail, its piece."""
    question = _DESCRIBED.get(kind)
    row = db.row(question, (target_id,)) if question else None
    title, detail, photo, piece_id = row or ("", "", "", 0)
    return Scan(
        kind,
        "",
        target_id=target_id,
        piece_id=piece_id or 0,
        title=title or kind,
        detail=detail or "",
        photo_sha256=photo or "",
    )


def _by_other_spelling(db: Database, bare: str, reading: Reading) -> Scan | None:
    """A code as another scanner sends it, or the maker's number inside of a GS1 code."""
    if not bare or is_code(bare):
        return None
    tries = list(other_spellings(bare))
    if reading.kind == "gs1":
        tries += [reading.value, *other_spellings(reading.value)]
    kept = db.rows(
        "SELECT code FROM code_now WHERE code IN (SELECT value FROM json_each(?))"
        " AND target_id <> 0",
        (json.dumps(tries),),
    )
    return by_code(db, kept[0][0]) if len(kept) == 1 else None


def _by_number(db: Database, text: str, reading: Reading) -> Scan | None:
    """What a number for people stands for; the newest first where two channels have the same one."""
    tries = {reading.value.upper(), text.strip().lstrip("#").upper()}
    rows = db.rows(
        "SELECT target_kind, target_id FROM number_now"
        " WHERE number IN (SELECT value FROM json_each(?)) ORDER BY target_id DESC",
        (json.dumps(sorted(tries)),),
    )
    if not rows:
        return None
    found = [describe(db, kind, target_id) for kind, target_id in rows]
    others = tuple(Near("", s.kind, s.target_id, f"{s.title} {s.detail}") for s in found[1:])
    return replace(found[0], text=text.strip(), near=others)


def _by_client_code(db: Database, text: str) -> Scan | None:
    """The client whose code stands on a job bag: those at the bench know no name."""
    party_id = read_client_code(text)
    if party_id is None:
        return None
    there = db.value("SELECT id FROM party WHERE id = ? AND removed = 0", (party_id,))
    return replace(describe(db, "party", there), text=text.strip()) if there else None


def _by_place_name(db: Database, text: str) -> Scan | None:
    target_id = db.value(
        "SELECT id FROM place WHERE removed = 0 AND name = ? COLLATE NOCASE ORDER BY id LIMIT 1",
        (text.strip(),),
    )
    return replace(describe(db, "place", target_id), text=text.strip()) if target_id else None


def _by_badge(db: Database, bare: str) -> Scan | None:
    if len(bare) != BADGE_DIGITS or not bare.isdigit():
        return None
    digest = sha256(bare.encode()).hexdigest()
    user_id = db.value("SELECT id FROM user WHERE badge_sha256 = ? AND removed = 0", (digest,))
    # A badge's digits are a secret: they are not kept in what the scan says of itself.
    return describe(db, "user", user_id) if user_id else None


def _unknown(db: Database, text: str, reading: Reading) -> Scan:
    if reading.kind == "tag" and roll_with(db, reading.value) is not None:
        return Scan(
            "unknown",
            text.strip(),
            reading.value,
            title=reading.value,
            sentence=f"{spaced(reading.value)} is an unused tag of a roll.",
            remedy="Scan it while a piece is taken in, or on the page of the piece that it hangs on.",
            offers=("claim", "new_piece", "alias"),
        )
    near = _near(db, text)
    sentence = reading.sentence
    if reading.kind == "mistyped":
        # Only codes that hang on something here are worth asking about.
        sentence = sentence.partition(" Did you mean")[0]
        if near:
            named = " or ".join(f"{spaced(one.code)} ({one.title})" for one in near[:3])
            sentence = f"{sentence} Did you mean {named}?"
    elif reading.kind == "number":
        sentence = f"{sentence.removesuffix('.')}, but there is none of this number here."
    return Scan(
        "unknown",
        text.strip(),
        reading.value,
        title=reading.value or text.strip(),
        sentence=sentence,
        remedy=reading.remedy or "Search for it; it may be on another PC and not synced yet.",
        near=near,
        offers=_OFFERS.get(reading.kind, ("search",)),
    )


def _near(db: Database, text: str) -> tuple[Near, ...]:
    """What may have been meant: a slip in the digits, else tags with just this part of them."""
    codes = near_codes(text)
    if codes:
        rows = db.rows(
            "SELECT code, target_kind, target_id FROM code_now"
            " WHERE code IN (SELECT value FROM json_each(?)) AND target_id <> 0",
            (json.dumps(codes),),
        )
        by = {code: (kind, target_id) for code, kind, target_id in rows}
        if by:
            slips = [(code, *by[code]) for code in codes if code in by]
            return tuple(Near(c, k, t, describe(db, k, t).title) for c, k, t in slips)
    found = damaged(db, text, MOST_NEAR + 1)
    return found if len(found) <= MOST_NEAR else ()


def damaged(db: Database, text: str, limit: int = 12) -> tuple[Near, ...]:
    """Things whose tag has this part of its ten digits; "?" stands for one that cannot be read.

    () for fewer than four digits.
    """
    digits = clean(text)
    read = digits.replace("?", "")
    if not (read.isascii() and read.isdigit() and LEAST_READ <= len(read) <= CODE_DIGITS):
        return ()
    if len(digits) > CODE_DIGITS or (digits == read and len(read) == CODE_DIGITS):
        return ()
    part = digits.replace("?", "_")
    pattern = part if len(part) == CODE_DIGITS else f"%{part}%"
    rows = db.rows(
        "SELECT code, target_kind, target_id FROM code_now WHERE code LIKE ? AND length(code) = ?"
        " AND alias = 0 AND target_id <> 0 ORDER BY replaced, code LIMIT ?",
        (pattern, CODE_DIGITS, limit),
    )
    return tuple(Near(c, k, t, describe(db, k, t).title) for c, k, t in rows)

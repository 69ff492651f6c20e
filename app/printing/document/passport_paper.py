"""A piece's passport, and what lay in a place at a moment, on paper: A4 or Letter."""

from __future__ import annotations

from collections.abc import Sequence

from app.printing.document import figures, layout
from app.printing.document.figures import Photos
from app.printing.document.ink import BAD, INK, LEADING, MUTED
from app.printing.document.layout import TEXT, Block, Sum
from app.printing.document.letterhead import section
from app.printing.document.passport import PassportPaper, PiecePassport, PlaceStatement, StatedPiece
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.document.words import wrapped
from app.printing.lettering import MEDIUM, REGULAR, SEMIBOLD

NO_PHOTOS: Photos = {}
PHOTOS_A_ROW = 4
_ROW_GAP = 8.0
_SMALL = 8.2
_NO_NAMES = {
    "House": "hands_house",
    "On the way": "hands_away",
    "Left the house": "hands_gone",
    "Nobody named": "hands_nobody",
    "Somebody whose data was erased": "hands_erased",
}
"""What a stored passport says where no name stands, and its label."""


def render_passport(one: PiecePassport, photos: Photos = NO_PHOTOS, *, copy: int = 0) -> bytes:
    """The passport as PDF: the answer first, then the chosen parts of the life that led to it."""
    return layout.pulled_together(lambda tight: _passport(one, photos, copy, tight))


def _passport(one: PiecePassport, photos: Photos, copy: int, tight: bool) -> Sheet:
    labels = Labels("passport", one.made.language)
    title = labels["insurer_title" if one.insurer else "title"]
    sheet = layout.begin(one, labels, title, copy=copy)
    sheet.tight = tight
    at = labels.say("at", moment=_moment(sheet, one.asked_at))
    where = one.known and "moves" not in one.left_out  # else no place says of which moment it is
    tag = labels.say("tag", tag=one.tag) if one.tag else ""
    said = (one.piece_number, tag, one.detail, "" if where or not one.known else at)
    layout.heading(sheet, f"{title}: {one.piece}", " · ".join(part for part in said if part))
    _answer(sheet, labels, one)
    _proof(sheet, labels, one)
    _pictures(sheet, labels, one, photos)
    _stays(sheet, labels, one)
    _values(sheet, labels, one)
    _papers(sheet, labels, labels["reports"], one.reports)
    _papers(sheet, labels, labels["papers"], one.papers)
    _events(sheet, labels, one)
    layout.closing(sheet, labels, one.statements)
    return sheet


def _moment(sheet: Sheet, at: int) -> str:
    """A moment with its ISO date, so that nobody takes the day for the month."""
    return f"{sheet.local.moment(at)} ({sheet.local.iso_day(at)})"


def _hands(labels: Labels, hands: str) -> str:
    """Who had it: a name, or what stands for nobody's in the paper's language."""
    said = _NO_NAMES.get(hands)
    if said:
        return labels[said]
    house, _, name = hands.partition(", ")
    return f"{labels['hands_house']}, {name}" if house == "House" and name else hands


def _answer(sheet: Sheet, labels: Labels, one: PiecePassport) -> None:
    """Where, in whose hands, worth what, in which state, at the moment that was asked about."""
    at = labels.say("at", moment=_moment(sheet, one.asked_at))
    if not one.known:
        layout.blocks(sheet, [Block(at, (labels["not_known"],))], columns=1)
        return
    seen = ""
    if one.last_seen_at:
        seen = f"{sheet.local.moment(one.last_seen_at)}, {one.last_seen}"
    where = (
        (labels["hands"], _hands(labels, one.hands)),
        (labels["since"], sheet.local.moment(one.since) if one.since else ""),
        (labels["last_seen"], seen),
    )
    worth = tuple((_worth(labels, v.what), _amount(sheet, v)) for v in one.worth)
    state = (
        (labels["condition"], one.condition),
        (labels["weight"], one.weight),
        (labels["stones"], one.stones),
        (labels["fingerprint"], one.fingerprint),
    )
    parts = []
    if "moves" not in one.left_out:
        place = one.place or labels["no_place"]
        parts.append(Block(at, (place,), tuple(f for f in where if f[1])))
    if "worth" not in one.left_out:
        nothing = "" if worth else labels["no_worth"]
        parts.append(Block(labels["worth"], facts=worth, note=nothing))
    if not one.insurer:
        facts = tuple(fact for fact in state if fact[1])
        parts.append(Block(labels["state"], (one.state,) if one.state else (), facts))
    layout.blocks(sheet, parts, columns=len(parts))


def _worth(labels: Labels, what: str) -> str:
    """Which value it is; one that a newer Parure stored is called as it is kept."""
    return labels.get(f"worth_{what}", what)


def _amount(sheet: Sheet, value: object) -> str:
    minor, currency = getattr(value, "amount_minor", 0), getattr(value, "currency", "")
    return f"{currency} {sheet.local.amount(minor, currency)}"


def _pictures(sheet: Sheet, labels: Labels, one: PiecePassport, photos: Photos) -> None:
    pictures = one.photos
    if not pictures:
        return
    width = (sheet.inner - _ROW_GAP * (PHOTOS_A_ROW - 1)) / PHOTOS_A_ROW
    height = width * 0.75
    sheet.need(height + 34)
    of = f" {len(pictures)} / {len(pictures) + one.more_photos}" if one.more_photos else ""
    section(sheet, f"{labels['photos']}{of}", above=8)
    for begin in range(0, len(pictures), PHOTOS_A_ROW):
        sheet.need(height + 16)
        for place, picture in enumerate(pictures[begin : begin + PHOTOS_A_ROW]):
            x = sheet.left + place * (width + _ROW_GAP)
            box = (x, sheet.y + 2, width, height)
            figures.photo(sheet, picture, photos, box, lacking=labels["no_photo"])
            sheet.text(x, sheet.y + height + 11, picture.caption, size=7, colour=MUTED)
        sheet.y += height + 18
    if one.put_days:
        words = wrapped(labels["photo_days"], sheet.inner, REGULAR, 7)
        sheet.need(len(words) * 7 * LEADING + 4)
        sheet.y = sheet.lines(sheet.left, sheet.y + 5, words, size=7, colour=MUTED)


def _stays(sheet: Sheet, labels: Labels, one: PiecePassport) -> None:
    if not one.stays:
        return
    columns = [
        Column(labels["from"], 96),
        Column(labels["until"], 96),
        Column(labels["place"], 190),
        Column(labels["hands"], 130),
    ]
    rows = [
        [
            Cell(sheet.local.moment(stay.since), MEDIUM),
            Cell(sheet.local.moment(stay.until) if stay.until else labels["lasting"]),
            Cell(stay.place or labels["no_place"]),
            Cell(_hands(labels, stay.hands)),
        ]
        for stay in one.stays
    ]
    _listed(sheet, labels["custody"], Table(sheet, columns, size=_SMALL, pad=3.4), rows)


def _values(sheet: Sheet, labels: Labels, one: PiecePassport) -> None:
    if not one.values:
        return
    columns = [
        Column(labels["from"], 130),
        Column(labels["value"], 230),
        Column(labels["amount"], 120, RIGHT),
    ]
    rows = [
        [
            Cell(sheet.local.moment(value.at), MEDIUM),
            Cell(_worth(labels, value.what)),
            Cell(_amount(sheet, value), SEMIBOLD),
        ]
        for value in one.values
    ]
    _listed(sheet, labels["worths"], Table(sheet, columns, size=_SMALL, pad=3.4), rows)


def _papers(sheet: Sheet, labels: Labels, title: str, papers: tuple[PassportPaper, ...]) -> None:
    if not papers:
        return
    columns = [
        Column(labels["day"], 100),
        Column(labels["no"], 90),
        Column(labels["what"], 220),
        Column(labels["digest_of"], 90),
    ]
    rows = [
        [
            Cell(sheet.local.moment(paper.at), MEDIUM),
            Cell(paper.number),
            Cell(paper.words),
            Cell(f"{paper.sha256[:8]}…{paper.sha256[-8:]}" if paper.sha256 else "", colour=MUTED),
        ]
        for paper in papers
    ]
    _listed(sheet, title, Table(sheet, columns, size=_SMALL, pad=3.4), rows)


def _events(sheet: Sheet, labels: Labels, one: PiecePassport) -> None:
    if not one.events:
        return
    columns = [Column(labels["day"], 100), Column(labels["what"], 300), Column(labels["who"], 100)]
    rows = [
        [Cell(sheet.local.moment(event.at), MEDIUM), Cell(event.what), Cell(event.who)]
        for event in one.events
    ]
    _listed(sheet, labels["events"], Table(sheet, columns, size=_SMALL, pad=3.0), rows)


def _listed(sheet: Sheet, title: str, table: Table, rows: Sequence[Sequence[Cell]]) -> None:
    """A table under its title, which is never parted from the first row."""
    section(sheet, title, above=10, holds=table.lead(rows))
    table.rows(rows)


def _proof(sheet: Sheet, labels: Labels, one: PiecePassport) -> None:
    """How many facts the answer rests on, and whether they are those that were sealed."""
    if not one.known:
        return
    key = "proof_changed" if one.changed else "proof_unchecked" if one.unchecked else "proof"
    words = labels.say(
        key, facts=sheet.local.count(one.facts), changed=one.changed, unchecked=one.unchecked
    )
    _together(sheet, words)
    layout.framed(sheet, labels["proof_title"], words, warn=bool(one.changed))


def _together(sheet: Sheet, words: str) -> None:
    """Keep a short text and its title on one page."""
    lines = wrapped(words, sheet.inner - 12, REGULAR, TEXT)
    sheet.need(min(24 + len(lines) * TEXT * LEADING, sheet.bottom - sheet.top - 60))


# ---------------------------------------------------------------------- a place
def render_place_statement(
    stated: PlaceStatement, photos: Photos = NO_PHOTOS, *, copy: int = 0
) -> bytes:
    """What lay in a place and all below it, each with its worth, and the total."""
    labels = Labels("passport", stated.made.language)
    title = labels["place_title"]
    sheet = layout.begin(stated, labels, title, copy=copy)
    at = labels.say("at", moment=_moment(sheet, stated.asked_at))
    count = labels.say("pieces", count=sheet.local.count(len(stated.pieces)))
    layout.heading(sheet, f"{title}: {stated.place or labels['all_places']}", f"{at} · {count}")
    sums = [
        (labels.say("total", currency=currency), sheet.local.amount(minor, currency))
        for currency, minor in stated.totals
    ]
    parts = _parts(sheet, labels, stated)
    valueless = ""
    if stated.valueless:
        valueless = labels.say("valueless", count=sheet.local.count(stated.valueless))
    # The answer first: nobody turns four pages for a total.
    facts = (*parts, *sums)
    layout.blocks(sheet, [Block(labels["worth"], facts=facts, note=valueless)], columns=1)
    if stated.pieces:
        _stated(sheet, labels, stated)
        each = [Sum(label, amount) for label, amount in parts]
        layout.sums(sheet, [*each, *(Sum(label, amount, strong=True) for label, amount in sums)])
    else:
        layout.framed(sheet, labels["nothing_title"], labels["nothing"])
    if valueless:
        _together(sheet, valueless)
        layout.framed(sheet, labels["note"], valueless, warn=True)
    _together(sheet, labels["basis"])
    layout.framed(sheet, labels["basis_title"], labels["basis"])
    layout.closing(sheet, labels, stated.statements)
    return sheet.finish()


def _parts(sheet: Sheet, labels: Labels, stated: PlaceStatement) -> list[tuple[str, str]]:
    """Each of several places: how many pieces lay there, worth what together."""
    found = []
    for part in stated.parts:
        count = labels.say("pieces", count=sheet.local.count(part.pieces))
        sums = " + ".join(f"{one} {sheet.local.amount(minor, one)}" for one, minor in part.totals)
        found.append((f"{part.place} · {count}", sums or "–"))
    return found


def _stated(sheet: Sheet, labels: Labels, stated: PlaceStatement) -> None:
    """Place by place: its name, its count and its sum once, then each piece, since when, worth what."""
    table = Table(
        sheet,
        [
            Column(labels["no"], 76),
            Column(labels["piece"], 270),
            Column(labels["since"], 78),
            Column(labels["worth"], 100, RIGHT),
        ],
        size=_SMALL,
        pad=3.2,
    )
    places: dict[str, list[StatedPiece]] = {}
    for piece in stated.pieces:
        places.setdefault(piece.place, []).append(piece)
    head = True
    for place in sorted(places):
        rows = [_place_row(sheet, labels, place, places[place])]
        rows += [_piece_row(sheet, labels, piece) for piece in places[place]]
        if sheet.need(table.height(rows[:2], head=head)):
            head = True
        table.rows(rows, head=head)
        head = False


def _place_row(
    sheet: Sheet, labels: Labels, place: str, pieces: Sequence[StatedPiece]
) -> list[Cell]:
    """The row over the pieces of a place: how many lie there, worth what together in each currency."""
    sums: dict[str, int] = {}
    for piece in pieces:
        if piece.worth_minor is not None:
            sums[piece.currency] = sums.get(piece.currency, 0) + piece.worth_minor
    first, *more = [f"{one} {sheet.local.amount(sums[one], one)}" for one in sorted(sums)] or [""]
    count = labels.say("pieces", count=sheet.local.count(len(pieces)))
    return [
        Cell(labels["place"], colour=MUTED),
        Cell(place, SEMIBOLD),
        Cell(count, colour=MUTED),
        Cell(first, SEMIBOLD, more=tuple((one, INK) for one in more)),
    ]


def _piece_row(sheet: Sheet, labels: Labels, piece: StatedPiece) -> list[Cell]:
    """A piece; who had it is named where the place does not say it already."""
    named = piece.hands and piece.hands not in piece.place
    worth = Cell(labels["no_value"], MEDIUM, BAD)
    if piece.worth_minor is not None:
        figure = sheet.local.amount(piece.worth_minor, piece.currency)
        usual = piece.stands_for in ("", "insured")
        kind = () if usual else ((_worth(labels, piece.stands_for), MUTED),)
        worth = Cell(f"{piece.currency} {figure}", MEDIUM, more=kind)
    return [
        Cell(piece.number, MEDIUM),
        Cell(piece.description, more=((_hands(labels, piece.hands), MUTED),) if named else ()),
        Cell(sheet.local.day(piece.since) if piece.since else "", colour=MUTED),
        worth,
    ]

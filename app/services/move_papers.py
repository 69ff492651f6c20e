"""Papers of goods inside the house: the list of a transfer, and the sheet that is counted by."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError
from app.domain.money import Money
from app.domain.wording import counted
from app.models.database import Database
from app.models.work import Work
from app.printing.document.hand_over import CountedPlace, CountSheet, HandedPiece, TransferList
from app.printing.document.local import Local
from app.services.custody_moves import moves_of
from app.services.documents import store_document
from app.services.house_paper import company_of, statements_of
from app.services.house_rules import house_rules, today
from app.services.move_rules import contents_of
from app.services.paper_making import begin_paper, code_on, made_words
from app.services.paper_words import detail_in
from app.services.piece_worth import last_values
from app.services.pieces import piece_rows
from app.services.places import PlaceNode, place_tree
from app.services.report_start import weighed_last

COUNT_ROWS = 24


def make_transfer_list(
    w: Work, moved_work_id: int, *, seal: str = "", values: bool = True, language: str = ""
) -> Changes:
    """The list of what one move carried (a scan basket that was done): ``first("document")``.

    ``values`` False leaves the pieces' worth off a list that strangers see.
    """
    w.require("documents.print")
    moves = w.rows(
        "SELECT subject_kind, subject_id, to_place_id FROM move WHERE work_id = ? ORDER BY id",
        (moved_work_id,),
    )
    if not moves or moves[0][2] is None:
        raise NotFoundError(
            "Nothing was moved",
            "That step moved no piece to a place.",
            "Choose a move from the history of a piece or place.",
        )
    pieces: list[int] = []
    for kind, subject, _ in moves:
        pieces += [subject] if kind == "piece" else contents_of(w, subject)
    pieces = list(dict.fromkeys(pieces))
    target = moves[0][2]
    begun = begin_paper(w, "transfer_list", language=language)
    content = TransferList(
        company=company_of(w),
        made=begun.made,
        number=begun.number,
        code=code_on(w, "document", begun.document_id),
        from_places=_before(w, pieces, moved_work_id),
        to_place=_path(w, target),
        moved_at=int(w.value("SELECT at FROM work WHERE id = ?", (moved_work_id,)) or w.at),
        currency=house_rules(w).currency,
        items=handed(w, pieces, values=values, language=begun.made.language),
        seal=seal.strip(),
        statements=statements_of(w, "transfer_list", today(w), begun.made.language),
    )
    store_document(w, "transfer_list", "place", target, content, document_id=begun.document_id)
    return made_words(w, begun, "Transfer list", place=target)


_LAST_MOVES = {
    "piece": "subject_kind = 'piece' AND subject_id = ?",
    "place": "to_place_id = ?",
}


def last_move(db: Database, kind: str, record_id: int) -> int:
    """The unit of work that last carried a piece to a place, or something to a place; 0 for none."""
    found = db.value(
        f"SELECT work_id FROM move AS m WHERE {_LAST_MOVES[kind]} AND to_place_id IS NOT NULL"
        " AND counter_of IS NULL AND NOT EXISTS (SELECT 1 FROM move AS b WHERE b.counter_of = m.id)"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (record_id,),
    )
    return int(found or 0)


def move_words(db: Database, work_id: int) -> tuple[str, int]:
    """What a move carried where, "2 pieces to Miami trunk show", and when; ("", 0) for no move."""
    row = db.row(
        "SELECT sum(m.subject_kind = 'piece'), sum(m.subject_kind = 'place'),"
        " coalesce(nullif(p.title, ''), p.name), k.at FROM move AS m JOIN work AS k ON k.id = m.work_id"
        " JOIN place AS p ON p.id = m.to_place_id WHERE m.work_id = ? GROUP BY m.to_place_id LIMIT 1",
        (work_id,),
    )
    if row is None:
        return "", 0
    carried = [counted(many, kind) for many, kind in ((row[0], "piece"), (row[1], "place")) if many]
    return f"{' and '.join(carried)} to {row[2]}", int(row[3])


def handed(
    w: Work, pieces: Sequence[int], *, values: bool, language: str = ""
) -> tuple[HandedPiece, ...]:
    """Pieces as lists of hand-overs show them, in the order given; ``language`` is the paper's.

    The list and its total are in the house's currency: a value in another one stands beside the
    piece with its own, and in no total.
    """
    rows = {row.id: row for row in piece_rows(w.db, list(pieces))}
    house, local = house_rules(w).currency, Local(language or "en", "UTC")
    worth = last_values(w, pieces, house, ("price", "agreed")) if values else {}
    found = []
    for one in pieces:
        if one not in rows:
            continue
        said = next(iter(worth.get(one, ())), Money(0, house))
        minor, currency = said.amount_minor, said.currency
        other = f"{currency} {local.amount(minor, currency)}" if currency != house else ""
        found.append(
            HandedPiece(
                number=rows[one].item_number or rows[one].number,
                description=rows[one].description,
                detail=", ".join(part for part in (detail_in(w, one, language), other) if part),
                code=rows[one].code,
                weight_mg=rows[one].weight_mg,
                weighed_on=weighed_before(w, one),
                value_minor=None if other else minor or None,
            )
        )
    return tuple(found)


def weighed_before(w: Work, piece_id: int) -> str:
    """The day (ISO) of a piece's last weight; "" where that is today's, or there is none."""
    _, day = weighed_last(w, piece_id)
    return "" if day == today(w) else day


def _before(w: Work, pieces: Sequence[int], work_id: int) -> tuple[str, ...]:
    """Where the pieces came from, each place once."""
    found: dict[str, None] = {}
    for piece in pieces:
        for step in moves_of(w.db, piece):
            if step.row.work_id == work_id and step.before:
                found[step.before] = None
    return tuple(found)


def _path(w: Work, place_id: int) -> str:
    row = w.row(
        "SELECT t.path, coalesce(nullif(p.title, ''), p.name) FROM place AS p"
        " LEFT JOIN place_tree AS t ON t.id = p.id WHERE p.id = ?",
        (place_id,),
    )
    if row is None:
        return ""
    above = str(row[0] or "").rpartition(" / ")[0]
    return f"{row[1]} ({above})" if above else str(row[1])


def make_count_sheet(
    w: Work,
    place_ids: Sequence[int],
    *,
    blind: bool = True,
    counters: Sequence[str] = (),
    rows: int = COUNT_ROWS,
    language: str = "",
) -> Changes:
    """A sheet to count places by. A blind one says nowhere what or how much there should be."""
    w.require("counts.count")
    nodes = {node.id: node for node in place_tree(w.db)}
    chosen = [nodes[one] for one in dict.fromkeys(place_ids) if one in nodes]
    if not chosen:
        raise InputError(
            "Which place?", "No place was chosen.", "Choose one or more to count.", field="place"
        )
    begun = begin_paper(w, "count_sheet", language=language)
    inside = [piece for node in chosen for piece in contents_of(w, node.id)]
    content = CountSheet(
        company=company_of(w),
        made=begun.made,
        number=begun.number,
        code=code_on(w, "document", begun.document_id),
        scope=", ".join(node.title or node.name for node in chosen),
        places=tuple(_counted(node) for node in _with_below(chosen, nodes)),
        snapshot_at=w.at,
        blind=blind,
        counters=tuple(one.strip() for one in counters if one.strip()),
        expected=()
        if blind
        else handed(w, list(dict.fromkeys(inside)), values=False, language=begun.made.language),
        rows=max(0, min(rows, 200)),
        statements=statements_of(w, "count_sheet", today(w), begun.made.language),
    )
    store_document(w, "count_sheet", "place", chosen[0].id, content, document_id=begun.document_id)
    return made_words(w, begun, "Count sheet", place=chosen[0].id)


def _with_below(chosen: list[PlaceNode], nodes: dict[int, PlaceNode]) -> list[PlaceNode]:
    """The places and all that hang below them, each once, in the order of the tree."""
    wanted = {node.id for node in chosen}
    for node in nodes.values():  # parents come before their children
        if node.parent_id in wanted:
            wanted.add(node.id)
    return [node for node in nodes.values() if node.id in wanted]


def _counted(node: PlaceNode) -> CountedPlace:
    return CountedPlace(node.name, node.title if node.title != node.name else "", node.code)

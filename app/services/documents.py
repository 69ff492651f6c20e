"""Documents: the content as data, stored for ever; the paper is drawn from it whenever it is wanted."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app import photos
from app.domain.actors import Actor
from app.domain.errors import NotFoundError, StateError, UserError
from app.domain.ids import now_ms
from app.files import FileStore
from app.models.database import Database
from app.models.records import Document
from app.models.work import Work
from app.printing.document import content as papers
from app.printing.document.render import KINDS
from app.services.as_signed import require_as_kept
from app.services.document_lists import KINDS as WORDS
from app.services.people import name_of
from app.services.report_cards import report_content, version_of
from app.services.report_corrections import corrected_form
from app.services.report_form import ReportForm
from app.services.report_known import known_for
from app.services.report_paper import PaperFacts, report_paper
from app.services.report_start import last_report

NUMBER_KINDS = {
    "take_in_receipt": "T",
    "agreement": "A",
    "hand_over": "H",
    "invoice": "I",
    "credit_note": "V",
    "payout_statement": "Y",
    "packing_slip": "D",
    "sales_receipt": "B",
    "gift_receipt": "G",
    "repair_ticket": "R",
    "transfer_list": "M",
    "count_sheet": "N",
    "difference_report": "DR",
    "price_cards": "W",
    "command_cards": "W",
    "place_labels": "W",
    "passport": "Q",
    "place_statement": "E",
}
"""The letters of documents that have a number of their own; a job bag carries its job's."""
PHOTO_BOX = 1280
NOTHING_SINCE: Mapping[str, int] = {}


@dataclass(frozen=True)
class DocumentLine:
    """A stored document: kind and number, when it was made and by whom, how often it was printed."""

    id: int
    kind: str
    number: str
    at: int
    by: str
    printed: int
    file_name: str


@dataclass(frozen=True)
class Paper:
    """A paper ready to be shown or printed: its PDF and a file name without a client's name.

    ``copy`` counts the reprints: 0 is the first paper.
    """

    pdf: bytes
    file_name: str
    title: str
    copy: int


def new_number(w: Work, kind: str) -> str:
    """The next number of a kind of document ("take_in_receipt" → "T10-26-00007")."""
    return w.number(NUMBER_KINDS[kind])


def store_document(
    w: Work,
    kind: str,
    subject_kind: str,
    subject_id: int,
    content: Any,
    *,
    document_id: int | None = None,
    reverses_id: int | None = None,
) -> int:
    """Store a document's content (a frozen dataclass of ``printing.document``); its id.

    Number, template and language are the content's own. It never changes: a correction is another
    document that reverses it (``reverses_id``). ``document_id`` is given where the content carries
    the document's own code.
    """
    if not isinstance(content, KINDS[kind].content):
        raise TypeError(f"{type(content).__name__} is not the content of a {kind}")
    return w.add(
        Document,
        document_kind=kind,
        number=content.number,
        subject_kind=subject_kind,
        subject_id=subject_id,
        template=content.template,
        language=content.made.language,
        content=papers.canonical(content).decode(),
        reverses_id=reverses_id,
        **({"id": document_id} if document_id else {}),
    )


# ---------------------------------------------------------------------- reading
def document_content(db: Database, document_id: int) -> Any:
    """A stored document's content; refuses one that was erased or is not as it was stored."""
    row = db.row("SELECT document_kind, number, content FROM document WHERE id = ?", (document_id,))
    if row is None:
        raise NotFoundError(
            "No such document", "This document is not here.", "Look for it by its number."
        )
    kind, number, content = row
    if content is None:
        raise StateError(
            "Erased",
            f"The content of {number} was erased with a person's data.",
            "Its number and date stay in the record's history.",
        )
    require_as_kept(db, "document", document_id, "Not as stored")
    return papers.content_from_json(KINDS[kind].content, json.loads(content))


def document_paper(
    db: Database, files: FileStore, document_id: int, *, copy: bool | None = None
) -> Paper:
    """A stored document drawn; marked COPY from the second printing on unless said otherwise."""
    kind = db.value("SELECT document_kind FROM document WHERE id = ?", (document_id,))
    content = document_content(db, document_id)
    return _paper(db, files, str(kind), content, "document", document_id, copy)


def document_bytes(
    db: Database, files: FileStore, document_id: int, *, copy: bool | None = None
) -> bytes:
    """The PDF of a stored document; marked COPY from the second printing on unless said otherwise."""
    return document_paper(db, files, document_id, copy=copy).pdf


def report_sheet(
    db: Database, files: FileStore, report_id: int, *, copy: bool | None = None
) -> Paper:
    """A signed condition report drawn from what was signed; its head says where a newer version is."""
    content = report_content(db, report_id)
    version, newest = version_of(db, report_id)
    since = {
        "newer": newest if version < newest else 0,
        "kept_as": version if version != content.version else 0,
    }
    paper = _paper(db, files, "condition_report", content, "report", report_id, copy, since)
    name = papers.file_name(content.number, version=version, copy=paper.copy)
    return dataclasses.replace(paper, file_name=name)


def report_preview(
    db: Database,
    files: FileStore,
    actor: Actor,
    piece_id: int,
    form: ReportForm,
    version_of: int = 0,
) -> Paper:
    """How the report would look if it were signed now; without number, code and signatures.

    ``version_of`` is the report that it corrects (0: none).
    """
    piece = known_for(db, piece_id, version_of)
    # The draft carries the piece's own code: scanning it opens the piece.
    last = last_report(db, piece_id, before=version_of)
    before = corrected_form(db, version_of) if version_of else None
    version = before[2] + 1 if before else 1
    facts = PaperFacts("", piece.code or "DRAFT", version, last, now_ms(), actor.display)
    content = report_paper(db, piece, form, (), facts)
    pdf = KINDS["condition_report"].render(content, _photos(files, content), copy=0)
    return Paper(pdf, "draft.pdf", f"Draft, {piece.description}", 0)


def draft_paper(files: FileStore, kind: str, content: Any, title: str) -> Paper:
    """A paper that is only looked at: nothing of it is stored."""
    pdf = KINDS[kind].render(content, _photos(files, content), copy=0)
    return Paper(pdf, "draft.pdf", f"Draft, {title}", 0)


def documents_of(db: Database, subject_kind: str, subject_id: int) -> list[DocumentLine]:
    """The documents about a record, newest first."""
    rows = db.rows(
        "SELECT d.id, d.document_kind, d.number, w.at, w.actor_id FROM document AS d"
        " JOIN work AS w ON w.id = d.work_id WHERE d.subject_kind = ? AND d.subject_id = ?"
        " ORDER BY d.hlc DESC, d.id DESC",
        (subject_kind, subject_id),
    )
    return [
        DocumentLine(
            row[0],
            row[1],
            row[2],
            row[3],
            name_of(db, row[4]),
            times_printed(db, "document", row[0]),
            papers.file_name(row[2]),
        )
        for row in rows
    ]


def times_printed(db: Database | Work, subject_kind: str, subject_id: int) -> int:
    """How many papers or tags of this exist as far as anybody knows; a doubtful one counts."""
    found = db.value(
        "SELECT coalesce(sum(CASE outcome WHEN 'sent' THEN 1 WHEN 'doubtful' THEN 1"
        " WHEN 'not_printed' THEN -1 ELSE 0 END), 0) FROM printed"
        " WHERE subject_kind = ? AND subject_id = ?",
        (subject_kind, subject_id),
    )
    return max(0, int(found))


def _paper(
    db: Database,
    files: FileStore,
    kind: str,
    content: Any,
    subject_kind: str,
    subject_id: int,
    copy: bool | None,
    since: Mapping[str, int] = NOTHING_SINCE,
) -> Paper:
    before = times_printed(db, subject_kind, subject_id)
    nth = before if copy is None else max(before, 1) if copy else 0
    pdf = KINDS[kind].render(content, _photos(files, content), copy=nth, **since)
    version = getattr(content, "version", 1)
    name = papers.file_name(content.number, version=version, copy=nth)
    return Paper(pdf, name, f"{content.number}, {_title(kind, content)}".rstrip(", "), nth)


def _title(kind: str, content: Any) -> str:
    """What the paper is called beside its number: its own title, else its kind. Never a client."""
    return str(getattr(content, "title", "") or WORDS.word(kind))


def _photos(files: FileStore, content: Any) -> dict[str, bytes]:
    """The JPEGs of all photos that a content names; one that is not here is drawn as missing."""
    found: dict[str, bytes] = {}
    for digest in set(_digests(content)):
        try:
            found[digest] = photos.derivative(files, digest, PHOTO_BOX)
        except UserError:
            continue
    return found


def _digests(value: Any) -> Iterator[str]:
    if isinstance(value, papers.Photo):
        yield value.sha256
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _digests(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _digests(one)

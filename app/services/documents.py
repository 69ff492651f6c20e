"""Documents: the content as data, stored for ever; the paper is drawn from it whenever it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.files import FileStore
from app.models.database import Database
from app.models.work import Work


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


def new_number(w: Work, kind: str) -> str:
    """The next number of a kind of document ("take_in_receipt" → "T10-26-00007")."""
    raise NotImplementedError


def store_document(w: Work, kind: str, subject_kind: str, subject_id: int, content: Any) -> int:
    """Store a document's content (a frozen dataclass of ``printing.document``); its id."""
    raise NotImplementedError


def document_bytes(
    db: Database, files: FileStore, document_id: int, *, copy: bool | None = None
) -> bytes:
    """The PDF of a stored document; marked COPY from the second printing on unless said otherwise."""
    raise NotImplementedError


def documents_of(db: Database, subject_kind: str, subject_id: int) -> list[DocumentLine]:
    """The documents about a record, newest first."""
    raise NotImplementedError

"""A paper as the draft of an e-mail: to whom, about what, with the paper attached. Nothing is sent here.

The draft is a file that the person's own mail program opens; it lies in a folder that only they can
read, under a name that says the paper's number and nobody's name, and is taken away after a day.
"""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path

import platformdirs

from app.domain.errors import FileError, InputError
from app.models.database import Database
from app.services.document_lists import document_card
from app.services.documents import Paper
from app.services.house_paper import company_of

KEPT_S = 24 * 3600
LARGEST_BYTES = 20 * 1024 * 1024
"""Larger attachments are refused by most mail providers."""
_WORDS = {
    "en": ("{title} from {house}", "Please find {number} attached."),
    "de": ("{title} von {house}", "Anbei erhalten Sie {number}."),
    "fr": ("{title} de {house}", "Veuillez trouver {number} en pièce jointe."),
    "it": ("{title} di {house}", "In allegato trova {number}."),
    "es": ("{title} de {house}", "Adjuntamos {number}."),
    "he": ("{title} מאת {house}", "מצורף {number}."),
    "ar": ("{title} من {house}", "تجدون المرفق {number}."),
}
_PLAIN = re.compile(r"[^\W_](?:[\w.!#$'*+/=^`{|}~-]{0,62}[\w+=])?@[^\W_](?:[\w.-]{0,250}[^\W_])?")
_ADDRESS = {
    "order": "SELECT coalesce(nullif(o.email, ''), n.email) FROM sales_order AS o"
    " LEFT JOIN party_now AS n ON n.id = o.party_id WHERE o.id = ?",
    "job": "SELECT coalesce(nullif(o.email, ''), n.email) FROM job_now AS j"
    " LEFT JOIN sales_order AS o ON o.id = j.order_id"
    " LEFT JOIN party_now AS n ON n.id = o.party_id WHERE j.id = ?",
    "agreement": "SELECT n.email FROM agreement AS a JOIN party_now AS n ON n.id = a.party_id"
    " WHERE a.id = ?",
}


@dataclass(frozen=True)
class Letter:
    """What goes with a paper: the address ("" where none is known), subject, and a few words."""

    to: str
    subject: str
    words: str


def letter_for(db: Database, document_id: int) -> Letter:
    """The letter of a stored document or report, in the paper's language."""
    card = document_card(db, document_id)
    row, company = card.row, company_of(db)
    subject, words = _WORDS.get(card.language.split("-")[0], _WORDS["en"])
    asked = _ADDRESS.get(row.subject_kind, "")
    to = str(db.value(asked, (row.subject_id,)) or "") if asked else ""
    lines = [words.format(number=row.number), "", company.name, *company.lines]
    lines += [line for line in (company.phone, company.email) if line]
    return Letter(to, subject.format(title=row.number, house=company.name), "\n".join(lines))


def draft_of(letter: Letter, paper: Paper) -> bytes:
    """The letter with its paper as an ``.eml`` that mail programs open as a draft."""
    if len(paper.pdf) > LARGEST_BYTES:
        raise InputError(
            "Too large for an e-mail",
            f"The paper has {len(paper.pdf) // 1_000_000} MB; most mail programs take 20 MB.",
            "Save it, and hand it over in another way.",
        )
    message = EmailMessage()
    message["X-Unsent"] = "1"
    message["Date"] = formatdate(localtime=True)
    if to := address_in(letter.to):
        message["To"] = to
    message["Subject"] = _one_line(letter.subject)
    message.set_content(letter.words + "\n")
    message.add_attachment(
        paper.pdf, maintype="application", subtype="pdf", filename=paper.file_name
    )
    return message.as_bytes()


def address_in(text: str) -> str:
    """The one plain address that a text is; "" for anything else, which no mail program is handed."""
    stripped = text.strip()
    return stripped if _PLAIN.fullmatch(stripped) else ""


def _one_line(text: str) -> str:
    """A head of a letter has no line ends: one in a name would begin another head."""
    return " ".join(text.split())


def _folder_path() -> Path:
    return platformdirs.user_cache_path("parure", appauthor=False) / "mail"


def draft_folder() -> Path:
    """Where drafts lie: a folder of this person's own, readable by nobody else."""
    folder = _folder_path()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)
    return folder


def keep_draft(name: str, content: bytes, folder: Path | None = None) -> Path:
    """Write a draft (or its paper) for the mail program, and take old ones away; FileError if not."""
    try:
        place = folder or draft_folder()
        drop_old_drafts(place)
        path = place / name
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
    except OSError as error:
        raise FileError(
            "No draft was made",
            f"The paper could not be laid ready: {error.strerror or 'the folder is not in reach'}.",
            "Free some room on this PC, or save the paper and attach it yourself.",
        ) from error
    return path


def drop_old_drafts(folder: Path | None = None, *, now: float | None = None) -> int:
    """Take drafts away that are a day old; how many they were. One that is in use stays."""
    place, dropped = folder or _folder_path(), 0
    oldest = (time.time() if now is None else now) - KEPT_S
    for path in place.glob("*"):
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
                dropped += 1
        except OSError:
            continue
    return dropped

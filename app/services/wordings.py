"""The statements on papers as blocks that a shop words itself, by document, language and jurisdiction.

What Parure brings along is a beginning, not advice: the shop's lawyer supplies the wording. A block
holds from a day on; what was signed before keeps the words that it was signed with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError
from app.models.database import Database
from app.models.shopwide import Wording
from app.models.work import Work
from app.printing.document.wording import languages, shipped
from app.services.document_lists import KINDS

LONGEST_BLOCK = 4_000


@dataclass(frozen=True)
class WordingBlock:
    """A statement: on which document, about what (``topic``), in which language, where and from when.

    ``id`` is 0 for one that Parure brought along. An empty ``text`` leaves the shipped block out.
    """

    id: int
    document: str
    topic: str
    language: str
    jurisdiction: str
    valid_from: str
    text: str

    @property
    def own(self) -> bool:
        """Whether the shop worded it."""
        return self.id != 0


@dataclass(frozen=True)
class WordingForm:
    """A block as typed; ``jurisdiction`` "" holds everywhere, ``valid_from`` is an ISO date."""

    document: str
    topic: str
    text: str
    language: str = "en"
    jurisdiction: str = ""
    valid_from: str = ""


def wording_blocks(db: Database, document: str = "", language: str = "") -> list[WordingBlock]:
    """All blocks, the shop's own and those brought along, by document, topic, language and day."""
    found = [*_own(db), *_shipped()]
    wanted = [
        block
        for block in found
        if (not document or block.document == document)
        and (not language or block.language.split("-")[0] == language.split("-")[0])
    ]
    return sorted(
        wanted, key=lambda b: (b.document, b.topic, b.language, b.jurisdiction, b.valid_from, b.own)
    )


def add_wording(w: Work, form: WordingForm) -> Changes:
    """Word a block from a day on; the one before holds until then."""
    w.require("rules.update")
    columns = _checked(form)
    _require_alone(w, columns)
    made = w.add(Wording, **columns)
    return Changes.of(_said(columns), w.id, wording=made)


def edit_wording(w: Work, wording_id: int, form: WordingForm) -> Changes:
    """Change a block of the shop's own; papers that were made keep the words that they were made with."""
    w.require("rules.update")
    _known(w, wording_id)
    columns = _checked(form)
    _require_alone(w, columns, wording_id)
    w.edit(Wording, wording_id, **columns)
    return Changes.of(_said(columns), w.id, wording=wording_id)


def remove_wording(w: Work, wording_id: int) -> Changes:
    """Take a block of the shop's own away; the one before, or the one brought along, holds again."""
    w.require("rules.update")
    _known(w, wording_id)
    w.remove(Wording, wording_id)
    return Changes.of("Wording taken away", w.id, wording=wording_id)


_KEY = ("document_kind", "block", "language", "jurisdiction", "valid_from")


def _require_alone(w: Work, columns: dict[str, str], but: int = 0) -> None:
    """Two texts of one block that begin on the same day: nobody could say which holds."""
    same = w.value(
        "SELECT id FROM wording WHERE removed = 0 AND document_kind = ? AND block = ?"
        " AND language = ? AND jurisdiction = ? AND valid_from = ? AND id <> ?",
        (*(columns[name] for name in _KEY), but),
    )
    if same:
        raise InputError(
            "Worded already",
            f"From {columns['valid_from']} on, this block has words of your own.",
            "Change those, or choose another day.",
            field="valid_from",
        )


def topic_of(typed: str) -> str:
    """What a block is about, as it is kept: "With invoice" → with_invoice."""
    return "_".join(typed.casefold().split())


def _own(db: Database) -> Iterator[WordingBlock]:
    for row in db.rows(
        "SELECT id, document_kind, block, language, jurisdiction, valid_from, body FROM wording"
        " WHERE removed = 0"
    ):
        yield WordingBlock(*row)


def _shipped() -> Iterator[WordingBlock]:
    for block in shipped():
        names = ("document", "topic", "language", "jurisdiction", "from", "text")
        yield WordingBlock(0, *(str(block[name]) for name in names))


def _known(w: Work, wording_id: int) -> None:
    if not w.value("SELECT 1 FROM wording WHERE id = ? AND removed = 0", (wording_id,)):
        raise NotFoundError(
            "No such wording", "This block is not here any more.", "Look at the list again."
        )


def _checked(form: WordingForm) -> dict[str, str]:
    """The columns of a block; InputError names the field."""
    if form.document not in KINDS:
        raise InputError(
            "Which document?", "The document is not known.", "Choose one.", field="document"
        )
    topic = topic_of(form.topic)
    if not topic or len(topic) > 40:
        raise InputError(
            "About what?",
            "A block needs a short topic, such as return or privacy.",
            "Type one or two words.",
            field="topic",
        )
    if len(form.text) > LONGEST_BLOCK:
        raise InputError(
            "Too long",
            f"A block has at most {LONGEST_BLOCK:,} characters.",
            "Split it in two blocks.",
            field="text",
        )
    if form.language.split("-")[0] not in languages():
        raise InputError(
            "Which language?",
            f"Papers do not speak “{form.language}”.",
            f"Choose one of {', '.join(languages())}.",
            field="language",
        )
    return {
        "document_kind": form.document,
        "block": topic,
        "language": form.language,
        "jurisdiction": form.jurisdiction.strip().upper(),
        "body": form.text.strip(),
        "valid_from": _day(form.valid_from),
    }


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise InputError(
            "From when?",
            "A block holds from a day on.",
            "Type it as 2026-03-12.",
            field="valid_from",
        ) from None


def _said(columns: dict[str, str]) -> str:
    kind = KINDS.word(columns["document_kind"])
    return f"Wording of the {kind} holds from {columns['valid_from']}"


def standing(block: WordingBlock, blocks: Sequence[WordingBlock], today: str) -> tuple[str, str]:
    """Whether a block holds on an ISO date, in a few words, and the tone of its chip.

    ``blocks`` are all that there are: a later one of the same language and place takes its turn.
    """
    if block.valid_from > today:
        return "Not yet", "info"
    same = [one for one in blocks if one.valid_from <= today and _place(one) == _place(block)]
    newest = max(same, key=lambda one: (one.own, one.valid_from), default=block)
    if newest != block:
        return ("Before", "neutral") if block.own else ("Reworded", "neutral")
    if not block.text.strip():
        return "Left out", "warn"
    return ("Holds", "ok") if block.own else ("Brought along", "info")


def _place(block: WordingBlock) -> tuple[str, str, str, str]:
    return block.document, block.topic, block.language, block.jurisdiction

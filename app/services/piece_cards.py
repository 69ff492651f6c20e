"""A piece's page: three answers, facts, prices, photos, papers, and what to know before selling."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database
from app.services.custody import CustodyEntry
from app.services.piece_forms import MarkForm, MetalForm, StoneForm
from app.services.pieces import PieceRow


@dataclass(frozen=True)
class Answer:
    """One of the three answers: state code, chip text and tone, and a line or two beneath it."""

    code: str
    word: str
    tone: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class PhotoLine:
    """A photo of the piece; ``attached_id`` is what ``remove_photo`` takes."""

    attached_id: int
    sha256: str
    role: str
    width: int
    height: int
    taken_at: int | None


@dataclass(frozen=True)
class ReportLine:
    """A signed condition report: number, reason, grade, how many findings, the worst severity."""

    id: int
    number: str
    reason: str
    grade: str
    findings: int
    worst: int
    at: int
    version_of: int | None
    superseded: bool


@dataclass(frozen=True)
class PaperLine:
    """A document that concerns the piece: kind, number, when."""

    id: int
    kind: str
    number: str
    at: int


@dataclass(frozen=True)
class PriceLine:
    """A value as last said: kind (price, agreed, reserve, insured, cost, declared), amount, since when."""

    what: str
    amount_minor: int
    currency: str
    at: int
    evidence: str


@dataclass(frozen=True)
class TagLineInfo:
    """The piece's tag: code, how often printed, when last; earlier tags that still lead here."""

    code: str
    printed: int
    printed_at: int | None
    earlier: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Consignment:
    """The piece's item under an agreement, with what the consignor receives."""

    item_id: int
    number: str
    agreement_id: int
    agreement_number: str
    party_id: int
    party: str
    state: str
    share_ppm: int | None
    expires_on: str


@dataclass(frozen=True)
class PieceCard:
    """Everything about one piece. ``warnings`` are sentences to know before selling.

    ``metals``, ``stones`` and ``marks`` are the forms that ``edit_piece`` takes back; the words
    beside them are for showing.
    """

    row: PieceRow
    availability: Answer
    whereabouts: Answer
    quality: Answer
    owner_id: int | None
    owner: str
    maker: str
    period: str
    hallmark: str
    condition: str
    ring_size: str
    ring_system: str
    ring_circumference_um: int | None
    components: int
    two_persons: bool
    no_export: bool
    species_note: str
    setting_pattern: str
    weight_words: str
    metals: tuple[MetalForm, ...]
    metal_words: tuple[str, ...]
    stones: tuple[StoneForm, ...]
    stone_words: tuple[tuple[str, str], ...]
    marks: tuple[MarkForm, ...]
    prices: tuple[PriceLine, ...]
    photos: tuple[PhotoLine, ...]
    reports: tuple[ReportLine, ...]
    papers: tuple[PaperLine, ...]
    tag: TagLineInfo
    consignment: Consignment | None
    order_id: int | None
    order_number: str
    jobs: tuple[tuple[int, str, str], ...]
    custody: tuple[CustodyEntry, ...]
    warnings: tuple[str, ...]


def piece_card(db: Database, piece_id: int) -> PieceCard:
    """A piece's page; NotFoundError if there is no such piece."""
    raise NotImplementedError


def neighbours(db: Database, piece_id: int) -> tuple[int | None, int | None, int, int]:
    """The piece before and after it in the same place, its position (from 1) and their number."""
    raise NotImplementedError

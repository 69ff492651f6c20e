"""What stands in a difference report: two condition reports of a piece against each other, on a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.printing.document.condition_report import (
    Comparison,
    ReportFinding,
    ReportFingerprint,
    ReportPhoto,
)
from app.printing.document.content import LATER, PaperHead, Signature

TEMPLATE = "difference-1"


@dataclass(frozen=True)
class DifferenceSide:
    """One of the two reports: its number, moment (UTC ms), examiner, seal; photo with its findings.

    ``findings`` are those that are marked on the photo. ``no_photo`` says that none was taken: the
    earlier report's is not shown a second time.
    """

    number: str
    version: int
    at: int
    examiner: str
    sha256: str
    photo: ReportPhoto | None = None
    findings: tuple[ReportFinding, ...] = ()
    fingerprint: ReportFingerprint | None = None
    no_photo: str = field(default="", metadata=LATER)


@dataclass(frozen=True)
class DifferenceRow:
    """A finding on both sides; a severity is None where that report does not have it.

    ``change`` is same, worse, repaired or new.
    """

    n: int
    where: str
    words: str
    out_severity: int | None
    in_severity: int | None
    change: str


@dataclass(frozen=True)
class DifferenceReport(PaperHead):
    """The comparison as it was seen: ``outcome`` is pass, reason or stop, ``verdict`` its sentence.

    ``letters`` says what became of the lettered inclusions of the centre stone.
    """

    title: str
    outcome: str
    line: str
    verdict: str
    out: DifferenceSide
    into: DifferenceSide
    rows: tuple[DifferenceRow, ...] = ()
    comparison: tuple[Comparison, ...] = ()
    aligned: str = ""
    consequences: tuple[str, ...] = ()
    decision: str = ""
    signatures: tuple[Signature, ...] = ()
    template: str = TEMPLATE
    letters: str = field(default="", metadata=LATER)

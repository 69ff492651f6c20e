"""What stands in a condition report: what was seen, by which means, on a day, signed."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.printing.document.content import LATER, Fact, PaperHead, Photo, Signature
from app.printing.document.inclusion_marks import ReportGirdle, ReportInclusion

TEMPLATE = "condition-2"
POINT, BOX, ARROW, LINE = "point", "box", "arrow", "line"


@dataclass(frozen=True)
class ReportMark:
    """Where a finding is on a photo: millionths of its width and height, as the editor keeps them.

    A box goes from (x, y) by (dx, dy); an arrow points from (x, y) to (x + dx, y + dy); a line follows
    ``strokes``.
    """

    photo_sha256: str
    x: int
    y: int
    shape: str = POINT
    dx: int = 0
    dy: int = 0
    strokes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class ReportFinding:
    """A finding with the number it keeps for the piece's life.

    ``where`` is the location's code (PR-3), ``type`` its name in words, ``since`` the report that saw
    it first, ``change`` how it stands against the last one in words ("new", "worse").
    ``severity_words`` is what the severity meant when it was signed ("visible close"); "" on a report
    of a Parure that kept the figure alone.
    """

    n: int
    where: str
    type: str
    severity: int
    size_um: int | None = None
    words: str = ""
    since: str = ""
    change: str = ""
    mark: ReportMark | None = None
    severity_words: str = field(default="", metadata=LATER)


@dataclass(frozen=True)
class ReportPhoto:
    """A photo of a view; ``taken_at`` UTC ms, ``um_across`` what its whole width shows, if known."""

    photo: Photo
    view: str
    taken_at: int | None = None
    means: str = ""
    um_across: int | None = None


@dataclass(frozen=True)
class ReportStone:
    """A stone or run of like stones as measured in its setting."""

    first: int
    last: int
    description: str
    measures: str = ""
    stone_mct: int | None = None
    estimated: bool = True


@dataclass(frozen=True)
class Comparison:
    """One row against the last report: what, then, now, the difference, what it means."""

    what: str
    then: str
    now: str
    difference: str
    judgement: str


@dataclass(frozen=True)
class ReportFingerprint:
    """What was shown of the centre stone's identity, and what was not.

    ``inclusions`` are lettered on the photo, within the ``girdle`` where it is drawn.
    """

    shown: str = ""
    not_shown: str = ""
    photo: Photo | None = None
    girdle: ReportGirdle | None = field(default=None, metadata=LATER)
    inclusions: tuple[ReportInclusion, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True)
class ReportOfOthers:
    """The other side's own report, attached: its file's digest, whose it is, and what it says.

    ``differs`` are sentences of what it says otherwise than this report.
    """

    sha256: str
    title: str
    words: str = ""
    differs: tuple[str, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True)
class ConditionReport(PaperHead):
    """A condition report, signed or as a draft (``signatures`` empty).

    ``facts`` are up to three columns, each a title and its rows. ``stones_map``: draw the map of the
    setting (centre stone with so many prongs, and the stones around it). With a ``category`` the plan
    is that of the piece: ``setting`` and ``stone_counts`` (of each group) say which; ``states`` are
    (code, state) of its stones and claws that are not sound.
    """

    version: int
    reason: str
    title: str
    seen_on: str
    grade: str
    grade_words: str = ""
    photos: tuple[ReportPhoto, ...] = ()
    facts: tuple[tuple[str, tuple[Fact, ...]], ...] = ()
    findings: tuple[ReportFinding, ...] = ()
    stones: tuple[ReportStone, ...] = ()
    stones_expected: int | None = None
    stones_found: int | None = None
    prongs: int = 0
    surround: int = 0
    fingerprint: ReportFingerprint | None = None
    compared_with: str = ""
    comparison: tuple[Comparison, ...] = ()
    statements: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    template: str = TEMPLATE
    category: str = field(default="", metadata=LATER)
    setting: str = field(default="", metadata=LATER)
    stone_counts: tuple[int, ...] = field(default=(), metadata=LATER)
    states: tuple[tuple[str, str], ...] = field(default=(), metadata=LATER)
    other_side: tuple[ReportOfOthers, ...] = field(default=(), metadata=LATER)

"""A condition report while it is being written: what was seen, and its form as JSON for the draft.

Places on a photo are in millionths of its width and height (0 … 1 000 000) from the upper left corner,
weights in mg, sizes in µm. Codes are those of ``app.domain`` (places, kinds, severities, grades).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from app.domain.errors import InputError
from app.domain.inclusions import Girdle, Inclusion
from app.domain.whole_texts import with_whole_texts

MILLION = 1_000_000
POINT, BOX, ARROW, LINE = "point", "box", "arrow", "line"
SHAPES = (POINT, BOX, ARROW, LINE)


@dataclass(frozen=True)
class Mark:
    """One finding: its number for the piece's life, where it is, what it is, how bad, on which photo.

    A box goes from (x, y) by (dx, dy); an arrow points from (x, y) to (x + dx, y + dy); a drawn line
    follows ``strokes`` (pairs of x, y). ``since`` is the number of the report that saw it first
    ("" = this one). ``change`` tells how it stands against the last report: "same", "worse",
    "repaired" or "new". ``was`` is the number that the report ``since`` gave it where another PC had
    given that one to another finding (0: the same). ``beyond`` keeps as JSON what a newer Parure said
    of it, unread.
    """

    n: int
    location: str
    type: str
    severity: int
    size_um: int | None = None
    words: str = ""
    photo_sha256: str = ""
    shape: str = POINT
    x: int = 0
    y: int = 0
    dx: int = 0
    dy: int = 0
    strokes: tuple[tuple[int, int], ...] = ()
    since: str = ""
    change: str = "new"
    was: int = 0
    beyond: str = ""


@dataclass(frozen=True)
class ViewPhoto:
    """A photo of the report: its digest, which view of the piece it shows, its size and time.

    ``um_across`` is how much of the piece the whole width shows in µm, if a scale is known.
    """

    sha256: str
    view: str = "top"
    width: int = 0
    height: int = 0
    size: int = 0
    mime: str = "image/jpeg"
    taken_at: int | None = None
    um_across: int | None = None


@dataclass(frozen=True)
class StoneLine:
    """A stone or group as the report lists it, measured in the setting; ``estimated`` by formula.

    ``method`` says where its weight is from ("report", "stated" …), ``growth`` whether it is natural.
    """

    position: int
    species: str
    shape: str = ""
    count: int = 1
    length_um: int | None = None
    width_um: int | None = None
    depth_um: int | None = None
    stone_mct: int | None = None
    estimated: bool = True
    method: str = ""
    growth: str = ""


@dataclass(frozen=True)
class Fingerprint:
    """What was shown of the centre stone's identity, and what was not (handbook §2.7).

    ``inclusions`` are lettered on the stone's photo; ``girdle`` is the stone's outline there.
    """

    shown: str = ""
    not_shown: str = ""
    photo_sha256: str = ""
    girdle: Girdle | None = None
    inclusions: tuple[Inclusion, ...] = ()


@dataclass(frozen=True)
class Test:
    """A test that was made: which, its result, the instrument."""

    kind: str
    result: str
    instrument: str = ""


@dataclass(frozen=True)
class OtherSide:
    """A report that the other side made of the piece: its file, who made it, on which day (ISO).

    ``weight_mg`` and ``stones`` are what it says of them (None: nothing), ``findings`` its list as typed
    ("PR-3 prong worn; SHK-B scratch"), ``words`` what it says else.
    """

    sha256: str
    title: str = ""
    by: str = ""
    made_on: str = ""
    mime: str = "application/pdf"
    size: int = 0
    weight_mg: int | None = None
    stones: int | None = None
    words: str = ""
    findings: str = ""


@dataclass(frozen=True)
class ReportForm:
    """A condition report as it is typed. Nothing is needed until it is signed.

    ``client_present`` and ``shown_to_client`` are "", "yes" or "no". ``weight_reason`` is a code of
    ``reasons.WEIGHT``, ``decision`` the manager's words where a stop was passed. ``parts_found``
    counts components ("2 of 2"). ``shank_um`` is the thickness of a ring's shank at its thinnest,
    ``shank_width_um`` its width there: of both a change of size tells what the ring will weigh.
    ``calibrated_on`` and ``calibration_due_on`` (ISO days) are the instrument's. ``private_notes``
    stay in the house: no paper ever shows them. ``language`` is the paper's ("" the house's).
    ``correction`` is why a signed report is corrected, "" on a report's first version.
    ``same_as`` is the number of the report whose findings a quick form confirms, ``not_weighed`` that it
    came back as it went out and no scale was at hand. ``before_read_on`` is the day (ISO) on which the
    weight before was read, where it came along and nobody weighed it for this report; "" it was weighed
    for it, None not kept. ``knows`` are the ids of the reports of the piece
    that were there when it was begun (None: not kept). ``beyond`` keeps as
    JSON what a newer Parure added, so that it is there again when it is written on.
    """

    reason: str = "take_in"
    light: str = "daylight_5000"
    magnification: str = "10x"
    cleaned: str = "no"
    place_id: int | None = None
    client_present: str = ""
    shown_to_client: str = ""
    findings: tuple[Mark, ...] = ()
    photos: tuple[ViewPhoto, ...] = ()
    weight_before_mg: int | None = None
    weight_after_mg: int | None = None
    weight_method: str = "scale"
    weight_reason: str = ""
    instrument: str = ""
    scale_division_mg: int = 1
    stones: tuple[StoneLine, ...] = ()
    stones_expected: int | None = None
    stones_found: int | None = None
    parts_expected: int | None = None
    parts_found: int | None = None
    shank_um: int | None = None
    shank_width_um: int | None = None
    grade: str = ""
    remarks: str = ""
    fingerprint: Fingerprint = field(default_factory=Fingerprint)
    tests: tuple[Test, ...] = ()
    decision: str = ""
    correction: str = ""
    calibrated_on: str = ""
    calibration_due_on: str = ""
    private_notes: str = ""
    language: str = ""
    same_as: str = ""
    not_weighed: bool = False
    before_read_on: str | None = None
    other_side: tuple[OtherSide, ...] = ()
    knows: tuple[int, ...] | None = None
    beyond: str = ""

    def mark(self, n: int) -> Mark | None:
        """The finding with this number."""
        return next((one for one in self.findings if one.n == n), None)

    @property
    def on_paper(self) -> ReportForm:
        """What a signature under it means: all but what stays in the house."""
        return replace(self, private_notes="", knows=None)

    @property
    def worst(self) -> int:
        """The highest severity, 0 where nothing was found."""
        return max((one.severity for one in self.findings if one.change != "repaired"), default=0)


def form_to_json(form: ReportForm) -> dict[str, Any]:
    """The form as plain JSON values, for the draft and for the signed content."""
    said = asdict(with_whole_texts(form))
    for part in (said, *said["findings"]):
        kept = part.pop("beyond")
        part.update(json.loads(kept) if kept else {})
    for name in ("girdle", "inclusions"):
        if not said["fingerprint"][name]:
            del said["fingerprint"][name]
    for name in ("knows", "before_read_on"):
        if said[name] is None:
            del said[name]
    if not said["correction"]:
        del said["correction"]
    for mark in said["findings"]:
        if not mark["was"]:
            del mark["was"]
    return said


def form_from_json(data: dict[str, Any]) -> ReportForm:
    """The form of a draft or of a signed report; what a newer Parure added is kept, unread."""
    try:
        values = _known(ReportForm, data)
        values["findings"] = tuple(_mark(one) for one in data.get("findings", ()))
        for name, kind in _LISTS.items():
            values[name] = tuple(kind(**_known(kind, one)) for one in data.get(name, ()))
        knows = data.get("knows")
        values["knows"] = None if knows is None else tuple(int(one) for one in knows)
        values["fingerprint"] = _fingerprint(data.get("fingerprint", {}))
        return ReportForm(**values, beyond=_beyond(ReportForm, data))
    except (TypeError, ValueError, KeyError) as error:
        raise InputError(
            "The draft cannot be read",
            "What was kept of this report is not a condition report.",
            "Discard it and begin anew.",
        ) from error


_LISTS: dict[str, type[Any]] = {
    "photos": ViewPhoto,
    "stones": StoneLine,
    "tests": Test,
    "other_side": OtherSide,
}
_AROUND = frozenset({"version_of", "from_quick"})
"""What a draft says beside its form."""


def _mark(data: dict[str, Any]) -> Mark:
    values = _known(Mark, data)
    values["strokes"] = tuple((int(x), int(y)) for x, y in data.get("strokes", ()))
    return Mark(**values, beyond=_beyond(Mark, data))


def _fingerprint(data: dict[str, Any]) -> Fingerprint:
    values = _known(Fingerprint, data)
    girdle = values.get("girdle")
    values["girdle"] = Girdle(**_known(Girdle, girdle)) if girdle else None
    values["inclusions"] = tuple(
        Inclusion(**_known(Inclusion, one)) for one in data.get("inclusions", ())
    )
    return Fingerprint(**values)


def _known(kind: type[Any], data: dict[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)} - {"beyond"}
    return {name: value for name, value in data.items() if name in names}


def _beyond(kind: type[Any], data: dict[str, Any]) -> str:
    names = {one.name for one in fields(kind)} | _AROUND
    rest = {name: value for name, value in data.items() if name not in names}
    return json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else ""

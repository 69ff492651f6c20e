"""Findings on photos: numbered discs, frames, arrows and lines in the colours of severity, a scale."""

from __future__ import annotations

import math

from app.domain.lengths import short_mm
from app.domain.number_places import spread
from app.printing.document import figures
from app.printing.document.condition_report import ARROW, BOX, LINE, ReportFinding, ReportMark
from app.printing.document.ink import INK, WHITE, severity_colour
from app.printing.document.sheet import CENTRE, Sheet
from app.printing.lettering import SEMIBOLD

Place = tuple[float, float, float, float]
_MILLION = 1_000_000
_RING = 6.0
"""How far from a point its ring lies on a detail, in points of the paper."""
_SCALES_UM = tuple(step * 10**power for power in range(1, 6) for step in (1, 2, 5))


def draw_marks(
    sheet: Sheet,
    findings: list[ReportFinding],
    place: Place,
    *,
    radius: float = 8.2,
    within: Place | None = None,
) -> None:
    """Every finding's mark on a photo that lies at ``place`` (x, y, width, height).

    Numbers stay ``within`` the part that is seen, so that none lies over the words below it.
    """
    seen = sheet.seat(within) if within else None
    with sheet.as_it_is(place) as seat:
        _draw_marks(sheet, findings, seat, radius, seen)


def _draw_marks(
    sheet: Sheet,
    findings: list[ReportFinding],
    place: Place,
    radius: float,
    within: Place | None,
) -> None:
    marked = [(one, one.mark) for one in findings if one.mark is not None]
    own = [_draw_shape(sheet, mark, place, one.severity) for one, mark in marked]
    held = [_within(at, within, radius) for at in own]
    places = [_within(at, within, radius) for at in spread(held, radius)]
    for at, there, (finding, _) in zip(held, places, marked, strict=True):
        if math.dist(at, there) > 1:  # tied to where it belongs
            for line, ink in ((2.6, WHITE), (1.2, severity_colour(finding.severity))):
                sheet.draw_path(sheet.path([at, there]), stroke=ink, line=line)
            sheet.circle(*at, 2.2, stroke=WHITE, fill=severity_colour(finding.severity), line=0.8)
    for there, (finding, _) in zip(places, marked, strict=True):
        figures.number_disc(sheet, *there, radius, finding.n, severity_colour(finding.severity))


def _within(at: tuple[float, float], seen: Place | None, radius: float) -> tuple[float, float]:
    """A number's place, inside the part that is seen."""
    if seen is None:
        return at
    x = min(max(at[0], seen[0] + radius), seen[0] + seen[2] - radius)
    y = min(max(at[1], seen[1] + radius), seen[1] + seen[3] - radius)
    return x, y


def _draw_shape(sheet: Sheet, mark: ReportMark, place: Place, severity: int) -> tuple[float, float]:
    """The frame, arrow or line of a mark; gives where its number belongs."""
    x, y = _at(mark.x, mark.y, place)
    dx, dy = mark.dx / _MILLION * place[2], mark.dy / _MILLION * place[3]
    if mark.shape == BOX:
        left, top = min(x, x + dx), min(y, y + dy)
        for line, ink in ((2.6, WHITE), (1.2, severity_colour(severity))):
            sheet.box(left, top, abs(dx), abs(dy), radius=2.5, stroke=ink, line=line)
        return left + abs(dx), top
    if mark.shape == ARROW:
        _arrow(sheet, (x, y), (x + dx, y + dy), severity)
    elif mark.shape == LINE and mark.strokes:
        _line(sheet, mark, place, severity)
    return x, y


def draw_near(sheet: Sheet, finding: ReportFinding, place: Place, window: Place) -> None:
    """A mark itself on a detail of its photo, without its number: a point is a ring around its place.

    The whole photo lies at ``place``, and nothing is drawn beside the ``window`` of it that is seen.
    """
    if finding.mark is None:
        return
    x, y, width, height = sheet.seat(window)
    with sheet.as_it_is(place) as seat:
        sheet.canvas.saveState()
        clip = sheet.canvas.beginPath()
        clip.rect(x, sheet.height - y - height, width, height)
        sheet.canvas.clipPath(clip, stroke=0, fill=0)
        at = _draw_shape(sheet, finding.mark, seat, finding.severity)
        if finding.mark.shape not in (BOX, ARROW, LINE):
            for line, ink in ((2.6, WHITE), (1.2, severity_colour(finding.severity))):
                ring = (at[0] - _RING, at[1] - _RING, 2 * _RING, 2 * _RING)
                sheet.box(*ring, radius=_RING, stroke=ink, line=line)
        sheet.canvas.restoreState()


def middle_of(mark: ReportMark) -> tuple[float, float]:
    """The middle of a mark as parts of the photo's width and height."""
    if mark.shape in (BOX, ARROW):
        return (mark.x + mark.dx / 2) / _MILLION, (mark.y + mark.dy / 2) / _MILLION
    if mark.shape == LINE and mark.strokes:
        xs, ys = [p[0] for p in mark.strokes], [p[1] for p in mark.strokes]
        return (min(xs) + max(xs)) / 2 / _MILLION, (min(ys) + max(ys)) / 2 / _MILLION
    return mark.x / _MILLION, mark.y / _MILLION


def extent_of(mark: ReportMark) -> float:
    """How much of the photo's width a detail of this mark shows."""
    spread = abs(mark.dx) / _MILLION if mark.shape in (BOX, ARROW) else 0.0
    if mark.shape == LINE and mark.strokes:
        across = [x for x, _ in mark.strokes]
        spread = (max(across) - min(across)) / _MILLION
    return min(1.0, max(0.24, spread * 1.8))


def draw_scale(sheet: Sheet, um_across: int, place: Place, box: Place) -> None:
    """A scale bar at the lower left of what is seen of a photo: a round length near a sixth of it."""
    box = sheet.seat(box)
    with sheet.as_it_is(place) as seat:
        _draw_scale(sheet, um_across, seat, box)


def _draw_scale(sheet: Sheet, um_across: int, place: Place, box: Place) -> None:
    per_um = place[2] / um_across
    length = min(_SCALES_UM, key=lambda um: abs(um * per_um - place[2] / 6.5))
    wide = length * per_um
    said = f"{short_mm(length)} mm"
    x, y = max(place[0], box[0]) + 10, min(place[1] + place[3], box[1] + box[3]) - 24
    sheet.box(x, y, wide + 46, 16, radius=2.5, fill=WHITE)
    sheet.rule(x + 8, y + 8, x + 8 + wide, y + 8, width=0.9, colour=INK)
    for end in (x + 8, x + 8 + wide):
        sheet.rule(end, y + 5.5, end, y + 10.5, width=0.9, colour=INK)
    sheet.text(x + 8 + wide + 19, y + 10.6, said, size=7.2, face=SEMIBOLD, align=CENTRE)


def _at(x: int, y: int, place: Place) -> tuple[float, float]:
    """A place on the paper; a mark that lies off its photo is drawn at the photo's edge."""
    x, y = min(_MILLION, max(0, x)), min(_MILLION, max(0, y))
    return place[0] + x / _MILLION * place[2], place[1] + y / _MILLION * place[3]


def _arrow(
    sheet: Sheet, start: tuple[float, float], end: tuple[float, float], severity: int
) -> None:
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    head = [
        (end[0] - 7 * math.cos(angle + turn), end[1] - 7 * math.sin(angle + turn))
        for turn in (0.45, -0.45)
    ]
    for line, ink in ((3.0, WHITE), (1.4, severity_colour(severity))):
        sheet.draw_path(sheet.path([start, end]), stroke=ink, line=line)
        sheet.draw_path(sheet.path([head[0], end, head[1]]), stroke=ink, line=line)


def _line(sheet: Sheet, mark: ReportMark, place: Place, severity: int) -> None:
    points = [_at(x, y, place) for x, y in mark.strokes]
    for line, ink in ((3.0, WHITE), (1.4, severity_colour(severity))):
        sheet.draw_path(sheet.path(points), stroke=ink, line=line)

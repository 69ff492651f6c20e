"""The map of a setting: the centre stone with its claws and the stones around it, as worn, from above."""

from __future__ import annotations

import math
import re

from reportlab.lib.colors import Color

from app.domain.setting_plan import LOOSE, MISSING, SOUND, Plan, setting_plan
from app.printing.document.condition_report import ConditionReport, ReportFinding
from app.printing.document.ink import BAD, FAINT, INK, LINE, MUTED, WHITE, severity_colour
from app.printing.document.sheet import CENTRE, Sheet
from app.printing.document.wording import Labels
from app.printing.lettering import MEDIUM, SEMIBOLD

MOST_SURROUND = 36
LARGEST_SCALE = 0.36
"""Points of a thousandth: a single stone does not fill the paper."""
_CODE = re.compile(r"(PR|ST)-(\d+)")


def draw_map(
    sheet: Sheet, report: ConditionReport, labels: Labels, box: tuple[float, float, float, float]
) -> None:
    """The map in its frame, with what the findings say of each claw and stone."""
    x, y, width, height = box
    sheet.box(x, y, width, height, radius=3, stroke=FAINT, line=0.7)
    with sheet.as_it_is(box) as seat:
        _draw_setting(sheet, report, seat)
    _key(sheet, labels, x, y + height + 11, loose=LOOSE in dict(report.states).values())


def _draw_setting(
    sheet: Sheet, report: ConditionReport, box: tuple[float, float, float, float]
) -> None:
    """The plan of the piece, else what is known of its setting: claws, centre, stones around it."""
    x, y, width, height = box
    found = _by_code(report.findings)
    plan = setting_plan(report.category, report.setting, report.stone_counts or (0,))
    if plan is not None:
        _draw_plan(sheet, plan, found, dict(report.states), box)
        return
    cx, cy = x + width / 2, y + height / 2
    around = min(report.surround, MOST_SURROUND)
    small = min(12.5, math.pi * min(width, height) * 0.36 / max(around, 1) * 0.9)
    rx, ry = width * 0.2, height * 0.24
    for side in (-1, 1):  # the shoulders of the shank
        for up in (-6, 6):
            sheet.rule(
                cx + side * (rx + 4 * small), cy + up * 1.4, cx + side * width * 0.44, cy + up * 1.9
            )
    _centre(sheet, cx, cy, rx, ry, found)
    _claws(sheet, report.prongs, (cx, cy, rx, ry), found)
    for index in range(around):
        angle = -math.pi / 2 + 2 * math.pi * index / around
        ox = cx + (rx + small + 7) * math.cos(angle)
        oy = cy + (ry + small + 7) * math.sin(angle)
        _stone(sheet, ox, oy, small, index + 2, found.get(f"ST-{index + 2}"))


def _draw_plan(
    sheet: Sheet,
    plan: Plan,
    found: dict[str, ReportFinding],
    states: dict[str, str],
    box: tuple[float, float, float, float],
) -> None:
    """The piece's own plan: its metal in lines, its stones with their numbers and states."""
    x, y, width, height = box
    from_x, from_y, to_x, to_y = plan.extent
    wide, tall = to_x - from_x, to_y - from_y
    scale = min((width - 16) / wide, (height - 14) / tall, LARGEST_SCALE)
    left = x + (width - wide * scale) / 2 - from_x * scale
    top = y + (height - tall * scale) / 2 - from_y * scale
    for line in plan.lines:
        points = [(left + px * scale, top + py * scale) for px, py in line]
        sheet.draw_path(sheet.path(points), stroke=FAINT, line=0.7)
    for spot in plan.spots:
        at = (left + spot.x * scale, top + spot.y * scale)
        finding = found.get(spot.code)
        ink = severity_colour(finding.severity) if finding else INK
        if spot.is_claw:
            sheet.circle(*at, 2.9, stroke=ink, fill=ink if finding else WHITE, line=0.7)
        else:
            sides = (spot.rx * scale, spot.ry * scale)
            _plan_stone(sheet, spot.code[3:], at, sides, ink, states.get(spot.code, SOUND))
    _claw_numbers(sheet, plan, found, (left, top, scale))


def _plan_stone(
    sheet: Sheet,
    number: str,
    at: tuple[float, float],
    sides: tuple[float, float],
    ink: Color,
    state: str,
) -> None:
    """A stone: dashed where it is loose or missing, crossed out where it is missing."""
    (x, y), (rx, ry) = at, sides
    canvas = sheet.canvas
    canvas.setStrokeColor(ink if state != SOUND or ry > 16 else FAINT)
    canvas.setLineWidth(0.8 if state == SOUND else 1.2)
    canvas.setDash([2, 1.6] if state in (LOOSE, MISSING) else [])
    canvas.setFillColor(WHITE)  # the line of a chain does not run through the numbers
    canvas.ellipse(x - rx, sheet.height - y - ry, x + rx, sheet.height - y + ry, fill=1)
    canvas.setDash()
    if ry > 16:
        inner = [
            (x + rx * 0.55 * math.cos(turn), y + ry * 0.55 * math.sin(turn))
            for turn in (math.pi / 4 * n + math.pi / 8 for n in range(8))
        ]
        sheet.draw_path(sheet.path(inner, close=True), stroke=LINE, line=0.6)
        for n, (ix, iy) in enumerate(inner):
            turn = math.pi / 4 * n + math.pi / 8
            sheet.rule(ix, iy, x + rx * math.cos(turn), y + ry * math.sin(turn), colour=LINE)
    if state == MISSING:
        for side in (-1, 1):
            sheet.rule(
                x - rx * 0.6, y - side * ry * 0.6, x + rx * 0.6, y + side * ry * 0.6, colour=ink
            )
    elif ry >= 3.0:
        size = min(8.2, ry * 0.78)
        face = SEMIBOLD if ry > 16 else MEDIUM
        sheet.text(x, y + size * 0.36, number, size=size, face=face, colour=ink, align=CENTRE)


def _claw_numbers(
    sheet: Sheet,
    plan: Plan,
    found: dict[str, ReportFinding],
    place: tuple[float, float, float],
) -> None:
    """P1 … Pn inside the one large stone that the claws hold."""
    left, top, scale = place
    if plan.kind != "cluster":
        return
    centre = plan.spots[0]
    for spot in plan.spots:
        if spot.is_claw:
            x = centre.x + (spot.x - centre.x) * 0.74
            y = centre.y + (spot.y - centre.y) * 0.74
            finding = found.get(spot.code)
            ink = severity_colour(finding.severity) if finding else MUTED
            sheet.text(
                left + x * scale, top + y * scale + 2, f"P{spot.code[3:]}",
                size=5.8, face=SEMIBOLD, colour=ink, align=CENTRE,
            )  # fmt: skip


def _by_code(findings: tuple[ReportFinding, ...]) -> dict[str, ReportFinding]:
    """The worst finding of each claw and stone."""
    worst: dict[str, ReportFinding] = {}
    for finding in findings:
        code = _CODE.match(finding.where)
        if code and finding.severity >= getattr(worst.get(code[0]), "severity", -1):
            worst[code[0]] = finding
    return worst


def _centre(
    sheet: Sheet, cx: float, cy: float, rx: float, ry: float, found: dict[str, ReportFinding]
) -> None:
    """The centre stone with its facets, number 1."""
    canvas = sheet.canvas
    finding = found.get("ST-1")
    canvas.setStrokeColor(severity_colour(finding.severity) if finding else INK)
    canvas.setLineWidth(1.2 if finding else 0.8)
    canvas.ellipse(cx - rx, sheet.height - cy - ry, cx + rx, sheet.height - cy + ry)
    inner = [
        (cx + rx * 0.55 * math.cos(turn), cy + ry * 0.55 * math.sin(turn))
        for turn in (math.pi / 4 * n + math.pi / 8 for n in range(8))
    ]
    sheet.draw_path(sheet.path(inner, close=True), stroke=LINE, line=0.6)
    for n, (ix, iy) in enumerate(inner):
        turn = math.pi / 4 * n + math.pi / 8
        sheet.rule(ix, iy, cx + rx * math.cos(turn), cy + ry * math.sin(turn), colour=LINE)
    sheet.text(cx, cy + 3, "1", size=8.2, face=SEMIBOLD, align=CENTRE)


def _claws(
    sheet: Sheet,
    prongs: int,
    oval: tuple[float, float, float, float],
    found: dict[str, ReportFinding],
) -> None:
    """P1 … Pn clockwise from 12 o'clock; one with a finding is filled."""
    cx, cy, rx, ry = oval
    for n in range(1, prongs + 1):
        turn = -math.pi / 2 + 2 * math.pi * (n - 0.5) / prongs
        px, py = cx + rx * 1.01 * math.cos(turn), cy + ry * 1.01 * math.sin(turn)
        finding = found.get(f"PR-{n}")
        colour = severity_colour(finding.severity) if finding else INK
        sheet.circle(px, py, 3.6, stroke=colour, fill=colour if finding else WHITE, line=0.8)
        tx, ty = cx + rx * 0.74 * math.cos(turn), cy + ry * 0.74 * math.sin(turn)
        ink = colour if finding else MUTED
        sheet.text(tx, ty + 2, f"P{n}", size=5.8, face=SEMIBOLD, colour=ink, align=CENTRE)


def _stone(
    sheet: Sheet, x: float, y: float, radius: float, n: int, finding: ReportFinding | None
) -> None:
    if finding is None:
        sheet.circle(x, y, radius, stroke=FAINT, line=0.8)
        ink = INK
    else:
        ink = severity_colour(finding.severity)
        sheet.canvas.setDash([2, 1.6] if finding.severity >= 4 else [])
        sheet.circle(x, y, radius, stroke=BAD if finding.severity >= 4 else ink, line=1.2)
        sheet.canvas.setDash()
    size = min(7.0, radius * 0.72)
    sheet.text(x, y + size * 0.36, str(n), size=size, face=MEDIUM, colour=ink, align=CENTRE)


def _key(sheet: Sheet, labels: Labels, x: float, y: float, *, loose: bool) -> None:
    sheet.circle(x + 4, y - 2.4, 3.2, stroke=INK, line=0.7)
    end = sheet.text(x + 11, y, labels["sound"], size=7, colour=MUTED)
    sheet.circle(end + 12, y - 2.4, 3.2, fill=severity_colour(2))
    end = sheet.text(end + 19, y, labels["claw"], size=7, colour=MUTED)
    for label in (LOOSE, MISSING) if loose else (MISSING,):
        sheet.canvas.setDash([1.2, 1.0])
        sheet.circle(end + 12, y - 2.4, 3.6, stroke=BAD, line=0.7)
        sheet.canvas.setDash()
        for side in (-1.7, 1.7) if label == MISSING else ():
            x1, x2 = end + 10.3, end + 13.7
            sheet.rule(x1, y - 2.4 - side, x2, y - 2.4 + side, width=0.6, colour=BAD)
        end = sheet.text(end + 19, y, labels[label], size=7, colour=MUTED)

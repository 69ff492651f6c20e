"""Where on the piece a mark probably lies: from marks near it, from the view, from the stone map.

The map is laid over the photo by the centre stone: its middle and its size on the photo are known
once the photo has a scale. Places are numbered clockwise from 12 o'clock, as on the map.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.setting_plan import prongs_of as setting_prongs
from app.services.report_form import Mark, ViewPhoto
from app.services.report_start import KnownPiece

NEAR_PPM = 18_000
"""Marks closer than this (millionths of the photo's width) are at the same place."""
_BY_VIEW = {"inside": "INS", "hallmark": "MARK", "clasp": "CL", "back": "BACK"}


@dataclass(frozen=True)
class Setting:
    """The centre stone with what stands around it: half its width and height in µm, its claws."""

    half_width_um: int
    half_height_um: int
    prongs: int
    around: int


def prongs_of(piece: KnownPiece) -> int:
    """How many claws hold the centre stone; four where the setting is not said."""
    return setting_prongs(piece.setting_pattern, len(piece.stones))


def setting_of(piece: KnownPiece) -> Setting | None:
    """The map of a piece with a measured centre stone; None without one."""
    if not piece.stones or not piece.stones[0].length_um or piece.stones[0].count != 1:
        return None
    centre = piece.stones[0]
    width = centre.length_um or 0
    around = sum(stone.count for stone in piece.stones[1:])
    return Setting(width // 2, (centre.width_um or width) // 2, prongs_of(piece), around)


def proposed_location(
    piece: KnownPiece,
    photo: ViewPhoto,
    at: tuple[int, int],
    marks: Sequence[Mark],
    centre: tuple[int, int] = (500_000, 500_000),
) -> str:
    """The place that a mark at ``at`` (millionths of the photo) probably means, or ""."""
    near = _near(at, marks, photo)
    if near:
        return near
    found = setting_of(piece)
    if photo.view == "top" and found and photo.um_across and photo.width and photo.height:
        return _on_map(found, photo, at, centre)
    return _BY_VIEW.get(photo.view, "") if piece.category == "ring" else ""


def _near(at: tuple[int, int], marks: Sequence[Mark], photo: ViewPhoto) -> str:
    ratio = photo.height / photo.width if photo.width else 1
    best, found = NEAR_PPM, ""
    for mark in marks:
        far = math.hypot(mark.x - at[0], (mark.y - at[1]) * ratio)
        if mark.location and far < best:
            best, found = int(far), mark.location
    return found


def _on_map(
    setting: Setting, photo: ViewPhoto, at: tuple[int, int], centre: tuple[int, int]
) -> str:
    um = (photo.um_across or 0) / 1_000_000
    ratio = photo.height / photo.width
    x = (at[0] - centre[0]) * um / setting.half_width_um
    y = (at[1] - centre[1]) * ratio * um / setting.half_height_um
    far = math.hypot(x, y)
    turn = math.atan2(x, -y) / math.tau % 1  # 0 at 12 o'clock, rising clockwise
    if setting.prongs and 0.72 <= far <= 1.18:
        nearest = round(turn * setting.prongs - 0.5) % setting.prongs
        off = abs((turn * setting.prongs - 0.5 - nearest + 0.5) % 1 - 0.5) / setting.prongs
        if off < 0.06:
            return f"PR-{nearest + 1}"
    if far <= 1.0:
        return "ST-1"
    if setting.around and far <= 1.75:
        return f"ST-{round(turn * setting.around) % setting.around + 2}"
    if far > 1.75 and abs(y) < 1.2:
        return "SHO-R" if x > 0 else "SHO-L"
    return ""

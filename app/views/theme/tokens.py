"""The colours of Parure: two palettes with the same names, from which everything is painted.

Names ``c_x``/``b_x`` are the words and the ground of a chip. ``field`` is the border of something
that can be typed into (3:1 against its ground); ``line``/``line2`` only part things from each other.
"""

from __future__ import annotations

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "canvas": "#F5F3EF",
    "surface": "#FFFFFF",
    "raised": "#FFFFFF",
    "sunken": "#F0EDE7",
    "nav": "#EFECE6",
    "line": "#E4E0D8",
    "line2": "#D3CEC3",
    "field": "#8F897C",
    "ink": "#1E1B16",
    "ink2": "#4B463D",
    "muted": "#6B655A",
    "accent": "#0E5A55",
    "accent_hi": "#0B4A46",
    "on_accent": "#FFFFFF",
    "accent_soft": "#DFEDEA",
    "hover": "#F4F1EB",
    "sel": "#E3EFEC",
    "focus": "#1B8A82",
    "danger": "#A8322A",
    "danger_hi": "#8E2620",
    "on_danger": "#FFFFFF",
    "shadow": "#1E1B1622",
    "scrim": "#1E1B165C",
    "toast": "#1E1B16",
    "on_toast": "#FFFFFF",
    "toast_line": "#8F897C",
    "skeleton": "#EFECE6",
    "c_neutral": "#5C564B",
    "b_neutral": "#EDEAE3",
    "c_info": "#1D4F91",
    "b_info": "#E2ECF8",
    "c_warn": "#7A4A00",
    "b_warn": "#FBEBCB",
    "c_ok": "#1A5E38",
    "b_ok": "#DDF0E3",
    "c_bad": "#98271F",
    "b_bad": "#FAE1DD",
    "c_vio": "#5A3A8C",
    "b_vio": "#ECE4F7",
}

DARK: Mapping[str, str] = {
    "canvas": "#141517",
    "surface": "#1B1C1F",
    "raised": "#232529",
    "sunken": "#111214",
    "nav": "#18191C",
    "line": "#2A2C31",
    "line2": "#3B3E45",
    "field": "#71757F",
    "ink": "#EEECE7",
    "ink2": "#CBC8C1",
    "muted": "#A09C93",
    "accent": "#63C7BB",
    "accent_hi": "#7FD6CB",
    "on_accent": "#0B2522",
    "accent_soft": "#1D3532",
    "hover": "#222427",
    "sel": "#20322F",
    "focus": "#63C7BB",
    "danger": "#F0897F",
    "danger_hi": "#F5A39A",
    "on_danger": "#2A0D0A",
    "shadow": "#00000088",
    "scrim": "#0000008C",
    "toast": "#EEECE7",
    "on_toast": "#1B1C1F",
    "toast_line": "#71757F",
    "skeleton": "#26282C",
    "c_neutral": "#C5C1B8",
    "b_neutral": "#2C2D31",
    "c_info": "#9CC3F5",
    "b_info": "#1E2D42",
    "c_warn": "#F0C674",
    "b_warn": "#3A2E17",
    "c_ok": "#8FD6A8",
    "b_ok": "#1B3325",
    "c_bad": "#F5A39A",
    "b_bad": "#41211F",
    "c_vio": "#C9B0F2",
    "b_vio": "#2F2542",
}

TONES = ("neutral", "info", "warn", "ok", "bad", "vio")
"""What a chip or a bar may say by its colour; the word beside it says the same."""

ROW = 40
"""Height of a table row, px; 34 in a side panel, 46 with a second line."""
CONTROL = 36
"""Height of a button or a field, px."""
RADIUS = 8
CARD_RADIUS = 12


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` as WCAG 2 defines it, 0 (black) to 1 (white)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)

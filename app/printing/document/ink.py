"""Colours and sizes of printed paper: the program's tokens, chosen so that black printers do as well."""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor

INK = HexColor("#1E1B16")
MUTED = HexColor("#6B655A")
FAINT = HexColor("#8F897C")
LINE = HexColor("#D3CEC3")
GROUND = HexColor("#F0EDE7")
WHITE = HexColor("#FFFFFF")
ACCENT = HexColor("#0E5A55")
PEN = HexColor("#1D3A66")
BAD = HexColor("#98271F")
WARN, WARN_GROUND = HexColor("#7A4A00"), HexColor("#FBEBCB")
INFO = HexColor("#1D4F91")

SMALL, LABEL, BODY, LARGE, TITLE = 6.4, 6.8, 8.0, 10.5, 14.0
LEADING = 1.36


def severity_colour(severity: int) -> Color:
    """0–1 blue, 2 amber, 3–4 red: the same on screen, on photos and on paper."""
    return INFO if severity <= 1 else WARN if severity == 2 else BAD

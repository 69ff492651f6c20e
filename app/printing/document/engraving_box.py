"""An engraving on a job bag: in its own face, large, and under it the exact characters with spaces shown."""

from __future__ import annotations

import regex

from app.domain.lengths import short_mm
from app.printing.document.ink import BAD, FAINT, LABEL, LEADING, MUTED
from app.printing.document.job_bag import Engraving
from app.printing.document.sheet import Sheet
from app.printing.document.wording import Labels
from app.printing.document.words import TooLongError, fitted, wrapped
from app.printing.lettering import ENGRAVING_FACES, MEDIUM, REGULAR, SEMIBOLD, lacks


def draw(sheet: Sheet, engraving: Engraving, labels: Labels) -> None:
    """The engraving in its own face, and its exact characters with spaces shown."""
    face, font_name = ENGRAVING_FACES[engraving.font]
    label_width = 104.0
    x, width = sheet.left + label_width + 12, sheet.inner - label_width - 22
    try:
        size = fitted(engraving.text, width, face, 25, 13)
        shown = [engraving.text]
    except TooLongError:
        size = 13.0
        shown = wrapped(engraving.text, width, face, size)
    count = len(regex.findall(r"\X", engraving.text))
    height_mm = f"{short_mm(engraving.height_um)} mm" if engraving.height_um else ""
    read = labels.say("read_by", who=engraving.read_by) if engraving.read_by else ""
    position = ", ".join(filter(None, (labels["engraving"], engraving.position)))
    notes = [
        ", ".join(filter(None, (font_name, height_mm, engraving.method))),
        ", ".join(filter(None, (labels.say("characters", count=count), read))),
    ]
    lacking = lacks(engraving.text.replace("\n", ""), face)
    exact = wrapped(engraving.text.replace(" ", "␣"), width, MEDIUM, 6.6)
    position_lines = wrapped(position, label_width - 4, SEMIBOLD, LABEL)
    note_lines = [line for note in notes for line in wrapped(note, label_width - 4, REGULAR, LABEL)]
    left_height = (len(position_lines) + len(note_lines)) * LABEL * LEADING
    right_height = len(shown) * size * 1.3 + 3 + len(exact) * 6.6 * LEADING + (9 if lacking else 0)
    height = max(40.0, left_height + 13, right_height + 11)
    sheet.need(height)
    top = sheet.y
    sheet.box(sheet.left, top, sheet.inner, height, stroke=FAINT, line=0.8)
    y = top + (height - left_height) / 2 + LABEL
    y = sheet.lines(sheet.left + 10, y, position_lines, size=LABEL, face=SEMIBOLD, colour=MUTED)
    sheet.lines(sheet.left + 10, y, note_lines, size=LABEL, colour=MUTED)
    y = top + (height - right_height) / 2 + size * 0.98
    for line in shown:
        sheet.text(x, y, line, size=size, face=face)
        y += size * 1.3
    y = y - size * 0.98 + 9.2
    y = sheet.lines(x, y, exact, size=6.6, face=MEDIUM, colour=MUTED)
    if lacking:
        said = labels.say("in_other_font", characters=" ".join(lacking))
        sheet.text(x, y, said, size=6.6, face=SEMIBOLD, colour=BAD)
    sheet.y = top + height + 6

"""The recovery phrase on paper: one sheet for the safe."""

from __future__ import annotations

from app.printing.document import figures
from app.printing.document.ink import FAINT, INK, LABEL, LEADING, MUTED, WARN, WARN_GROUND
from app.printing.document.letterhead import MARGINS
from app.printing.document.recovery_sheet import RecoverySheet
from app.printing.document.sheet import Sheet
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, wrapped
from app.printing.lettering import BOLD, REGULAR, SEMIBOLD

_COLUMNS = 3
_ROW = 29.0


def render_recovery_sheet(content: RecoverySheet) -> bytes:
    """The sheet as PDF. It carries no digest: a digest of the words would help to guess them."""
    labels = Labels("recovery_sheet", content.made.language)
    sheet = Sheet(
        content.made,
        title=labels["title"],
        author=content.company.name,
        paper=content.made.paper,
        margins=MARGINS,
    )
    sheet.frame(lambda on: None, lambda on: _foot(on, content, labels))
    sheet.next_page()
    _head(sheet, content, labels)
    _words(sheet, content)
    _use(sheet, labels)
    return sheet.finish()


def _head(sheet: Sheet, content: RecoverySheet, labels: Labels) -> None:
    top = sheet.top
    figures.gem(sheet, sheet.left, top + 1, 15)
    size = fitted(content.company.name, sheet.inner - 24, BOLD, 11, 5)
    sheet.text(sheet.left + 22, top + 12, content.company.name, size=size, face=BOLD)
    sheet.text(sheet.left, top + 62, labels["title"], size=22, face=BOLD)
    lines = wrapped(labels["intro"], sheet.inner - 28, SEMIBOLD, 9.4)
    height = len(lines) * 9.4 * LEADING + 20
    sheet.box(sheet.left, top + 78, sheet.inner, height, stroke=WARN, fill=WARN_GROUND, line=0.9)
    sheet.lines(sheet.left + 14, top + 78 + 20, lines, size=9.4, face=SEMIBOLD, colour=WARN)
    sheet.y = top + 78 + height + 24


def _words(sheet: Sheet, content: RecoverySheet) -> None:
    """The words in three columns, read downwards, each with its number."""
    rows = -(-len(content.words) // _COLUMNS)
    width = sheet.inner / _COLUMNS
    for index, word in enumerate(content.words):
        x = sheet.left + (index // rows) * width
        y = sheet.y + (index % rows) * _ROW
        sheet.text(x + 18, y + 13, str(index + 1), size=8.4, colour=MUTED, align="right")
        size = fitted(word, width - 50, SEMIBOLD, 14, 6)
        sheet.text(x + 27, y + 14, word, size=size, face=SEMIBOLD)
        sheet.rule(x + 27, y + 19.5, x + width - 18, y + 19.5, width=0.5, colour=FAINT)
    sheet.y += rows * _ROW + 18


def _use(sheet: Sheet, labels: Labels) -> None:
    sheet.text(sheet.left, sheet.y, labels["how"], size=10, face=SEMIBOLD)
    sheet.y += 15
    lines = wrapped(labels["how_text"], sheet.inner, REGULAR, 9)
    sheet.y = sheet.lines(sheet.left, sheet.y, lines, size=9) + 34
    half = (sheet.inner - 30) / 2
    for place, key in enumerate(("keep", "place")):
        x = sheet.left + place * (half + 30)
        sheet.rule(x, sheet.y, x + half, sheet.y, width=0.9, colour=INK)
        sheet.text(x, sheet.y + 11, labels[key], size=LABEL, colour=MUTED)


def _foot(sheet: Sheet, content: RecoverySheet, labels: Labels) -> None:
    y = sheet.height - 46
    sheet.rule(sheet.left, y, sheet.right, y, width=0.6, colour=FAINT)
    made = f"{labels['made']} {sheet.local.moment(content.made.at)}"
    shop = f"{labels['shop']} {content.shop_id}" if content.shop_id else ""
    template = labels.say("template", template=content.template)
    said = " · ".join(filter(None, (made, shop, template)))
    sheet.text(sheet.left, y + 12, said, size=7, colour=MUTED)
    sheet.text(sheet.left, y + 22, labels["foot"], size=7, colour=MUTED)
    sheet.page_count(sheet.right, y + 12, labels["page"], 7, MUTED)

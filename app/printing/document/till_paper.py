"""The 80-mm receipt as PDF: one page as long as the strip, for the preview and for OS printers."""

from __future__ import annotations

from app.printing.document import figures
from app.printing.document.content import digest
from app.printing.document.ink import FAINT, INK, LEADING, MUTED
from app.printing.document.sale import SalesReceipt
from app.printing.document.sheet import CENTRE, LEFT, RIGHT, Sheet
from app.printing.document.till import (
    CENTRED,
    CODE,
    LARGE,
    RULE,
    SMALL,
    STRONG,
    TillLine,
    till_lines,
)
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, too_long, width_of, wrapped
from app.printing.lettering import BOLD, REGULAR, SEMIBOLD

MARGIN = 11.3  # 4 mm: the print head is 72 mm wide
_SIZES = {LARGE: 11.5, STRONG: 8.6, SMALL: 7.2}
_FACES = {LARGE: BOLD, STRONG: SEMIBOLD}
_LONGEST = 14_000.0  # points: what a PDF page can be


def render_till_receipt(receipt: SalesReceipt, *, copy: int = 0) -> bytes:
    """The strip as PDF, 80 mm wide and as long as it needs to be."""
    labels = Labels("sale", receipt.made.language)
    lines = till_lines(receipt, copy=copy)
    mark = digest(receipt)
    long = 2 * MARGIN + sum(_height(line) for line in lines) + 22
    if long > _LONGEST:
        raise too_long(max((line.left for line in lines), key=len))
    sheet = Sheet(
        receipt.made,
        title=f"{labels['sales_receipt']} {receipt.number}",
        author=receipt.company.name,
        paper="80mm",
        margins=(MARGIN, MARGIN, MARGIN, MARGIN),
        height=long,
    )
    sheet.frame(lambda on: None, lambda on: _foot(on, receipt, labels, mark))
    sheet.next_page()
    for line in lines:
        _draw(sheet, line)
    return sheet.finish()


def _inner() -> float:
    return 80 * 72 / 25.4 - 2 * MARGIN


def _broken(line: TillLine) -> list[str]:
    size, face = _SIZES.get(line.how, 8.0), _FACES.get(line.how, REGULAR)
    room = _inner()
    if line.right:
        room = max(60.0, room - width_of(line.right, face, size) - 8)
    return wrapped(line.left, room, face, size)


def _height(line: TillLine) -> float:
    if line.how == RULE:
        return 9.0
    if line.how == CODE:
        return 44.0
    return len(_broken(line)) * _SIZES.get(line.how, 8.0) * LEADING + 1


def _draw(sheet: Sheet, line: TillLine) -> None:
    if line.how == RULE:
        y = sheet.y + 4.5
        sheet.rule(sheet.left, y, sheet.right, y, width=0.6, colour=FAINT, dash=(2, 2))
    elif line.how == CODE:
        figures.bars(sheet, line.left, sheet.left + 20, sheet.y + 6, sheet.inner - 40, 34)
    else:
        size, face = _SIZES.get(line.how, 8.0), _FACES.get(line.how, REGULAR)
        centred = line.how in (LARGE, CENTRED)
        x = sheet.left + sheet.inner / 2 if centred else sheet.left
        colour = MUTED if line.how == SMALL else INK
        align = CENTRE if centred else LEFT
        first = sheet.y + size
        sheet.lines(x, first, _broken(line), size=size, face=face, colour=colour, align=align)
        if line.right:
            small = fitted(line.right, sheet.inner, face, size, 4)
            sheet.text(sheet.right, first, line.right, size=small, face=face, align=RIGHT)
    sheet.y += _height(line)


def _foot(sheet: Sheet, receipt: SalesReceipt, labels: Labels, mark: str) -> None:
    template = labels.say("template", template=receipt.template)
    y = sheet.y + 9
    said = f"{template} · {receipt.made.language}"
    sheet.text(sheet.left, y, said, size=5, colour=MUTED)
    sheet.page_count(sheet.right, y, labels["page"], 5, MUTED)
    groups = " ".join(mark[n : n + 4] for n in range(0, 32, 4))
    sheet.text(sheet.left, y + 7, labels.say("digest", digest=groups), size=5, colour=MUTED)

"""The tag as one picture: 1-bit, at the printer's own dots.

Preview, ZPL, driver printing, PDF and tests use this very raster. The symbol has whole dots a module,
as large as its place allows; text moves before the symbol shrinks below what scanners read.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from app.domain.errors import UserError
from app.printing.lettering import BOLD, MEDIUM, SEMIBOLD
from app.printing.tag import symbols
from app.printing.tag.content import TagContent, TagLine
from app.printing.tag.fit import (
    COMFORTABLE_CAP_UM,
    LARGEST_CAP_UM,
    SMALLEST_CAP_UM,
    DoesNotFitError,
    Row,
    SetBlock,
    fit_rows,
)
from app.printing.tag.stock import UM_PER_INCH, Panel, Stock, dots
from app.printing.tag.typeset import cap_of, line_mask

DATA_MATRIX, CODE_128 = "data_matrix", "code_128"
_LARGEST_MODULE_UM = 520
_GAP_UM = 500
_DIGITS_CAP_UM = 1_700
_LEAST_BARS_UM = 4_000


@dataclass(frozen=True)
class TagFacts:
    """What the drawing came to: for the lights that say whether a tag will work."""

    module_um: int
    least_cap_um: int
    shortened: bool


@dataclass(frozen=True)
class _Place:
    """A rectangle in dots."""

    x: int
    y: int
    width: int
    height: int


def draw_tag(
    content: TagContent, stock: Stock, dpi: int, *, symbol: str = DATA_MATRIX
) -> Image.Image:
    """The tag as a 1-bit image (0 = black) of exactly ``stock.size_dots(dpi)``.

    Raises DoesNotFitError when a line would run over its panel even in small print.
    """
    return draw_with_facts(content, stock, dpi, symbol=symbol)[0]


def draw_with_facts(
    content: TagContent, stock: Stock, dpi: int, *, symbol: str = DATA_MATRIX
) -> tuple[Image.Image, TagFacts]:
    """The tag's image, and how large its module and its smallest print came out."""
    image = Image.new("1", stock.size_dots(dpi), 1)
    facts = [_draw_panel(image, panel, content, dpi, symbol) for panel in stock.panels]
    _check_carried(content, stock)
    return image, TagFacts(
        max(one.module_um for one in facts),
        min(one.least_cap_um for one in facts),
        any(one.shortened for one in facts),
    )


def _check_carried(content: TagContent, stock: Stock) -> None:
    """Refuse a stock that has no place for something this tag says."""
    carried = {what for panel in stock.panels for what in panel.carries}
    said = {"spec": content.spec, "price": content.price, "more": content.more}
    for what, value in said.items():
        if value and what not in carried:
            raise DoesNotFitError(
                "No place on this tag",
                f"The tag stock “{stock.name}” has no place for the {what}.",
                "Choose a stock that has, or leave it out.",
            )


def _draw_panel(
    image: Image.Image, panel: Panel, content: TagContent, dpi: int, symbol: str
) -> TagFacts:
    left, top = -(-panel.x_um * dpi // UM_PER_INCH), -(-panel.y_um * dpi // UM_PER_INCH)
    right = (panel.x_um + panel.width_um) * dpi // UM_PER_INCH
    bottom = (panel.y_um + panel.height_um) * dpi // UM_PER_INCH
    place = _Place(left, top, right - left, bottom - top)
    columns = _columns(panel, content)
    if symbol == CODE_128:  # its bars take two thirds of a long tag: what is left is one column
        columns = [[row for column in columns for row in column]]
    if "code" not in panel.carries:
        blocks = _fit_columns(columns, place.width, place.height, dpi)
        _draw_columns(image, blocks, place, dpi, centred=True)
        return TagFacts(0, _least(blocks), any(one.shortened for one in blocks))
    return _draw_code_panel(image, panel, content, place, columns, dpi, symbol)


def _columns(panel: Panel, content: TagContent) -> list[list[Row]]:
    """The panel's lines, in two columns where it carries both sides' and is long."""
    spec = []
    if "spec" in panel.carries:
        spec = [Row(line, SEMIBOLD if index else BOLD) for index, line in enumerate(content.spec)]
    back = []
    if "price" in panel.carries and content.price:
        back.append(Row(TagLine(content.price), BOLD, 1500))
    if "more" in panel.carries:
        back += [Row(line, MEDIUM) for line in content.more]
    both = [spec, back] if panel.width_um > 3 * panel.height_um else [spec + back]
    return [column for column in both if column]


def _draw_code_panel(
    image: Image.Image,
    panel: Panel,
    content: TagContent,
    place: _Place,
    columns: list[list[Row]],
    dpi: int,
    symbol: str,
) -> TagFacts:
    gap = dots(_GAP_UM, dpi)
    digits = SetBlock((), 0, LARGEST_CAP_UM, shortened=False)
    if "digits" in panel.carries:
        row = Row(TagLine(content.digits.replace(" ", "  ")), BOLD)
        digits = fit_rows([row], place.width, place.height, dpi, largest_um=_DIGITS_CAP_UM)
    upper = place.height - (digits.height + gap if digits.lines else 0)
    module, box, blocks = _fit_beside(content.code, columns, place.width, upper, gap, dpi, symbol)
    quiet = _quiet(symbol) * module
    drawn = _symbol_image(content.code, module, box[1], symbol)
    indent = 0 if symbol == DATA_MATRIX else quiet
    spare = max(0, upper - drawn.height)
    image.paste(drawn, (place.x + indent, place.y + min(spare // 2, gap if spare else 0)))
    beside = _Place(place.x + box[0] + gap, place.y, place.width - box[0] - gap, upper)
    _draw_columns(image, blocks, beside, dpi, centred=False)
    _draw_block(image, digits, place.x, place.y + place.height - digits.height)
    least = min([_least(blocks), digits.cap_um])
    shortened = any(one.shortened for one in blocks)
    return TagFacts(module * UM_PER_INCH // dpi, least, shortened)


def _fit_beside(
    code: str, columns: list[list[Row]], width: int, height: int, gap: int, dpi: int, symbol: str
) -> tuple[int, tuple[int, int], list[SetBlock]]:
    """The largest module beside which the lines still fit; the symbol's box; the set lines.

    The symbol gives way down to its least module before the print beside it becomes small.
    """
    refused: UserError | None = None
    for smallest_um in (COMFORTABLE_CAP_UM, SMALLEST_CAP_UM):
        for module in _modules(dpi, symbol):
            box = _symbol_box(code, module, height, dpi, symbol)
            if box[0] > width or box[1] > height:
                continue
            try:
                beside = width - box[0] - gap
                blocks = _fit_columns(columns, beside, height, dpi, smallest_um=smallest_um)
            except DoesNotFitError as error:
                refused = error
                continue
            return module, box, blocks
    raise refused or DoesNotFitError(
        "The code does not fit",
        "The code cannot be printed on this tag large enough to be scanned.",
        "Use the square code, a printer with finer dots or a larger tag.",
    )


def _modules(dpi: int, symbol: str) -> range:
    """Dots a module from the largest wanted to the smallest that scanners read."""
    square = symbol == DATA_MATRIX
    least_um = symbols.LEAST_2D_UM if square else symbols.LEAST_LINEAR_UM
    least = -(-least_um * dpi // UM_PER_INCH)
    if square:
        return range(max(least, _LARGEST_MODULE_UM * dpi // UM_PER_INCH), least - 1, -1)
    return range(least + 1, max(least - 1, 1), -1)


def _quiet(symbol: str) -> int:
    return symbols.QUIET_2D_MODULES if symbol == DATA_MATRIX else symbols.QUIET_LINEAR_MODULES


def _symbol_box(code: str, module: int, height: int, dpi: int, symbol: str) -> tuple[int, int]:
    """Width and height in dots that the symbol takes: the quiet zone inside the panel included.

    A Data Matrix needs its white on the right and below only: left and above lies the panel's edge,
    and beyond it at least half a millimetre that is never printed.
    """
    if symbol == DATA_MATRIX:
        side = len(symbols.data_matrix(code)) * module
        return side + module, side + module
    width = (len(symbols.code_128(code)) + 2 * symbols.QUIET_LINEAR_MODULES) * module
    return width, max(height, dots(_LEAST_BARS_UM, dpi))


def _symbol_image(code: str, module: int, height: int, symbol: str) -> Image.Image:
    if symbol == DATA_MATRIX:
        return symbols.matrix_image(code, module)
    return symbols.linear_image(code, module, height)


def _fit_columns(
    columns: list[list[Row]],
    width: int,
    height: int,
    dpi: int,
    *,
    smallest_um: int = SMALLEST_CAP_UM,
) -> list[SetBlock]:
    gap = dots(2 * _GAP_UM, dpi)
    each = (width - gap * (len(columns) - 1)) // max(1, len(columns))
    return [fit_rows(rows, each, height, dpi, smallest_um=smallest_um) for rows in columns]


def _draw_columns(
    image: Image.Image, blocks: list[SetBlock], place: _Place, dpi: int, *, centred: bool
) -> None:
    gap = dots(2 * _GAP_UM, dpi)
    each = (place.width - gap * (len(blocks) - 1)) // max(1, len(blocks))
    for index, block in enumerate(blocks):
        spare = (place.height - block.height) // 2 if centred else 0
        _draw_block(image, block, place.x + index * (each + gap), place.y + spare)


def _draw_block(image: Image.Image, block: SetBlock, x: int, y: int) -> None:
    """Paste a block's lines; ``y`` is where the first line's capitals begin."""
    for line in block.lines:
        mask = line_mask(line.text, line.face, line.size)
        image.paste(mask.image, (x, y + line.y + cap_of(line.size) - mask.baseline))


def _least(blocks: list[SetBlock]) -> int:
    return min([LARGEST_CAP_UM, *(one.cap_um for one in blocks)])

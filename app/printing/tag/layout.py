"""Where everything stands on one panel, in dots: fixed fields, the foot, the code and the lines beside.

The symbol gives way down to its least module before the print beside it becomes small; then fields
leave in the template's order; what still runs over is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from app.printing.tag import symbols
from app.printing.tag.fit import Row, SetBlock, fit_rows, forced_rows
from app.printing.tag.logo import logo_image
from app.printing.tag.stock import UM_PER_INCH, dots
from app.printing.tag.symbols import CODE_128
from app.printing.tag.template import FACES, TagField, TagTemplate
from app.printing.tag.typeset import cap_of, line_mask
from app.printing.tag.values import TagValues

GAP_UM = 500
USUAL_MODULE_UM = 520


@dataclass(frozen=True)
class Ground:
    """A panel as its print is read: its size in dots, and the white in dots beyond each edge."""

    width: int
    height: int
    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


@dataclass(frozen=True)
class Placed:
    """A field as it is set: its image (0 = black) at x, y on the panel. ``form`` 0 is the whole text.

    ``size`` is a line's font size and ``module`` a symbol's module, in dots.
    """

    field: str
    x: int
    y: int
    image: Image.Image
    text: str = ""
    form: int = 0
    size: int = 0
    module: int = 0

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in dots."""
        return self.x, self.y, self.x + self.image.width, self.y + self.image.height


@dataclass(frozen=True)
class Over:
    """A field that runs over: by how many dots to the right or down; ``room``: no place for the code."""

    field: str
    by: int
    down: bool = False
    room: bool = False


@dataclass
class Layout:
    """A panel that is set: what stands where, which fields were left out, what runs over."""

    placed: list[Placed] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    over: list[Over] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    """A rectangle in dots."""

    x: int
    y: int
    width: int
    height: int


def lay_out(
    template: TagTemplate, panel: str, ground: Ground, values: TagValues, dpi: int
) -> Layout:
    """Set the fields of one panel, leaving out what may leave until the rest fits."""
    fields = [one for one in template.on(panel) if one.kind != "line" or one.forms(values)]
    gone: list[str] = []
    while True:
        setting = _Setting(template, ground, values, dpi)
        layout = setting.set(fields)
        leavers = [one for one in fields if one.leave_out]
        if not layout.over or not leavers:
            layout.left_out = tuple(gone)
            return layout
        first = min(leavers, key=lambda one: one.leave_out)
        fields.remove(first)
        gone.append(first.name)


class _Setting:
    """One attempt at a panel."""

    def __init__(self, template: TagTemplate, ground: Ground, values: TagValues, dpi: int) -> None:
        self.template, self.ground, self.values, self.dpi = template, ground, values, dpi
        self.gap = dots(GAP_UM, dpi)
        self.layout = Layout()

    def set(self, fields: Sequence[TagField]) -> Layout:
        """Set these fields and tell what runs over."""
        for one in fields:
            if one.place == "fixed":
                self._fixed(one)
        foot = [one for one in fields if one.place == "foot" and one.kind == "line"]
        flow = [one for one in fields if one.place != "fixed" and one not in foot]
        ground = self.ground
        block = self._block(self._rows(foot), ground.width, ground.height)
        place = _Place(0, ground.height - block.height, ground.width, block.height)
        self._draw(block, place, foot)
        upper = ground.height - (block.height + self.gap if block.lines else 0)
        code = next((one for one in flow if one.kind == "code"), None)
        lines = [one for one in flow if one.kind == "line"]
        if code is None:
            self._columns(lines, _Place(0, 0, ground.width, upper), centred=True)
        else:
            self._beside(code, lines, upper, bool(block.lines))
        return self.layout

    # ------------------------------------------------------------------ lines
    def _rows(self, fields: Sequence[TagField]) -> list[Row]:
        return [
            Row(one.name, one.forms(self.values), FACES[one.face], one.cap_um, one.least_cap_um)
            for one in fields
        ]

    def _block(self, rows: list[Row], width: int, height: int) -> SetBlock:
        fitting = fit_rows(rows, width, height, self.dpi)
        return fitting or forced_rows(rows, width, height, self.dpi)

    def _split(self, fields: Sequence[TagField], width: int) -> tuple[list[list[TagField]], int]:
        """The fields by their columns, and how wide each column is."""
        numbers = sorted({one.column for one in fields})
        columns = [[one for one in fields if one.column == number] for number in numbers]
        many = max(1, len(columns))
        return columns, (width - 2 * self.gap * (many - 1)) // many

    def _fitted(
        self, fields: Sequence[TagField], width: int, height: int, *, comfortably: bool
    ) -> list[SetBlock] | None:
        columns, each = self._split(fields, width)
        blocks = []
        for column in columns:
            block = fit_rows(self._rows(column), each, height, self.dpi, comfortably=comfortably)
            if block is None:
                return None
            blocks.append(block)
        return blocks

    def _columns(
        self,
        fields: Sequence[TagField],
        place: _Place,
        *,
        centred: bool,
        blocks: list[SetBlock] | None = None,
    ) -> None:
        columns, each = self._split(fields, place.width)
        if blocks is None:
            blocks = [self._block(self._rows(column), each, place.height) for column in columns]
        for index, (block, column) in enumerate(zip(blocks, columns, strict=True)):
            spare = max(0, place.height - block.height) // 2 if centred else 0
            x = place.x + index * (each + 2 * self.gap)
            self._draw(block, _Place(x, place.y + spare, each, place.height), column)

    def _draw(self, block: SetBlock, place: _Place, fields: Sequence[TagField]) -> None:
        """Set a block's lines; ``place.y`` is where the first line's capitals begin."""
        for line, one in zip(block.lines, fields, strict=True):
            mask = line_mask(line.text, line.face, line.size)
            spare = 0 if line.over else place.width - mask.width
            x = place.x + {"left": 0, "centre": spare // 2, "right": spare}[one.align]
            y = place.y + line.y + cap_of(line.size) - mask.baseline
            self.layout.placed.append(
                Placed(line.field, x, y, mask.image, line.text, line.form, line.size)
            )
            if line.over:
                self.layout.over.append(Over(line.field, line.over))
        if block.over_down:
            self.layout.over.append(Over(block.lines[-1].field, block.over_down, down=True))

    # ------------------------------------------------------------------ the code
    def _beside(self, code: TagField, lines: list[TagField], upper: int, foot: bool) -> None:
        """The code, and the lines beside it: the largest module that leaves them room."""
        text, ground = self.values.code, self.ground
        best: tuple[int, list[SetBlock]] | None = None
        for comfortably in (True, False):
            for module in self._modules(code, USUAL_MODULE_UM):
                across, down = self._symbol_room(code, module, upper, foot)
                if across > ground.width or down > upper:
                    continue
                room = ground.width - across - self.gap
                blocks = self._fitted(lines, room, upper, comfortably=comfortably)
                if blocks is not None:
                    best = module, blocks
                    break
            if best:
                break
        module = best[0] if best else self._modules(code, USUAL_MODULE_UM)[-1]
        across, down = self._symbol_room(code, module, upper, foot)
        high = max(upper, dots(symbols.LEAST_BARS_UM, self.dpi))
        image = symbols.symbol_image(text, code.symbol, module, high)
        lead_x, lead_y = self._lead(code, module)
        spare = max(0, upper - image.height)
        y = max(min(spare // 2, self.gap if spare else 0), lead_y)
        x = lead_x if code.align != "right" else ground.width - across + lead_x
        self._place_code(
            code, Placed(code.name, x, y, image, text, module=module), across, down, upper
        )
        left = across + self.gap if code.align != "right" else 0
        beside = _Place(left, 0, max(1, ground.width - across - self.gap), upper)
        self._columns(lines, beside, centred=False, blocks=best[1] if best else None)

    def _place_code(
        self, code: TagField, placed: Placed, across: int, down: int, upper: int
    ) -> None:
        self.layout.placed.append(placed)
        too_wide, too_high = across - self.ground.width, down - upper
        if too_wide > 0 or too_high > 0:
            by, lies = max((too_wide, False), (too_high, True))
            self.layout.over.append(Over(code.name, by, down=lies, room=True))

    def _modules(self, code: TagField, usual_um: int) -> list[int]:
        """Dots a module, from the largest wanted to the smallest that scanners read."""
        if code.module_um:
            return [max(1, dots(code.module_um, self.dpi))]
        least = max(1, -(-symbols.LEAST_UM[code.symbol] * self.dpi // UM_PER_INCH))
        largest = least + 1
        if code.symbol != CODE_128:
            largest = max(least, usual_um * self.dpi // UM_PER_INCH)
        return list(range(largest, least - 1, -1))

    def _lead(self, code: TagField, module: int) -> tuple[int, int]:
        """White left of and above the symbol that the ground beyond the panel's edge does not give."""
        quiet = symbols.QUIET_MODULES[code.symbol] * module
        if code.symbol == CODE_128:
            return quiet, 0
        return max(0, quiet - self.ground.left), max(0, quiet - self.ground.top)

    def _symbol_room(self, code: TagField, module: int, upper: int, foot: bool) -> tuple[int, int]:
        """Width and height in dots that the symbol takes with its quiet zone."""
        size = symbols.modules_across(self.values.code, code.symbol) * module
        quiet = symbols.QUIET_MODULES[code.symbol] * module
        lead_x, lead_y = self._lead(code, module)
        if code.symbol == CODE_128:
            return size + 2 * quiet, max(upper, dots(symbols.LEAST_BARS_UM, self.dpi))
        below = max(0, quiet - (self.gap if foot else self.ground.bottom))
        return size + lead_x + quiet, size + lead_y + below

    # ------------------------------------------------------------------ fixed fields
    def _fixed(self, one: TagField) -> None:
        x, y = dots(one.x_um, self.dpi), dots(one.y_um, self.dpi)
        width = min(dots(one.width_um, self.dpi) or self.ground.width, self.ground.width - x)
        height = min(dots(one.height_um, self.dpi) or self.ground.height, self.ground.height - y)
        if width < 1 or height < 1:
            by = max(x + 1 - self.ground.width, y + 1 - self.ground.height)
            self.layout.over.append(Over(one.name, by, down=height < 1))
            return
        place = _Place(x, y, width, height)
        if one.kind == "code":
            self._fixed_code(one, place)
        elif one.kind == "logo":
            self._fixed_logo(one, place)
        else:
            self._draw(self._block(self._rows([one]), width, height), place, [one])

    def _fixed_code(self, code: TagField, place: _Place) -> None:
        """As large as fits into its box, which holds the quiet zone too; without a box at its place."""
        text = self.values.code
        across = symbols.modules_across(text, code.symbol)
        square = code.symbol != CODE_128
        modules = self._modules(code, USUAL_MODULE_UM)
        boxed = bool(code.width_um) and not code.module_um
        quiet = symbols.QUIET_MODULES[code.symbol]
        if boxed:
            least = modules[-1]
            most = min(place.width, place.height if square else place.width) // (across + 2 * quiet)
            modules = list(range(max(most, least), least - 1, -1))
        least_high = dots(symbols.LEAST_BARS_UM, self.dpi)
        high = max(dots(code.height_um, self.dpi) or least_high, 1)
        fits = [
            one
            for one in modules
            if one * across <= place.width and (not square or one * across <= place.height)
        ]
        module = fits[0] if fits else modules[-1]
        image = symbols.symbol_image(text, code.symbol, module, high)
        white = quiet * module
        spare = max(0, place.width - image.width) if boxed else 0
        aside = {"left": min(white, spare), "centre": spare // 2, "right": max(0, spare - white)}
        x, y = place.x + aside[code.align], place.y
        if boxed and square:
            y += min(white, max(0, place.height - image.height))
        self.layout.placed.append(Placed(code.name, x, y, image, text, module=module))
        by = max(x + image.width - self.ground.width, y + image.height - self.ground.height)
        if by > 0:
            down = y + image.height - self.ground.height == by
            self.layout.over.append(Over(code.name, by, down=down, room=True))

    def _fixed_logo(self, one: TagField, place: _Place) -> None:
        if not self.template.logo:
            return
        image = logo_image(self.template.logo, place.width, place.height)
        spare = place.width - image.width
        x = place.x + {"left": 0, "centre": spare // 2, "right": spare}[one.align]
        self.layout.placed.append(Placed(one.name, x, place.y, image))

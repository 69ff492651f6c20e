"""Moving, sizing, ordering and copying the fields of a template, in the printer's whole dots."""

from __future__ import annotations

from dataclasses import replace

from app.printing.tag.draw import Drawn, Side
from app.printing.tag.layout import Placed
from app.printing.tag.stock import UM_PER_INCH, Stock, dots, microns
from app.printing.tag.symbols import CODE_128, LEAST_UM
from app.printing.tag.template import (
    FACES,
    LEAST_CAP_UM,
    MOST_CAP_UM,
    SMALLEST_CAP_UM,
    TagField,
    TagTemplate,
    Word,
)
from app.printing.tag.typeset import cap_of, line_mask, size_for_cap
from app.printing.tag.values import SAYS

STEP_UM = 1_000
"""How far Shift and an arrow move."""


def placed_of(drawn: Drawn, name: str) -> tuple[Side, Placed] | None:
    """Where a field stands, None where it says nothing or was left out."""
    return next((found for found in drawn.everything() if found[1].field == name), None)


def as_read(turned: int, right: int, down: int) -> tuple[int, int]:
    """A step on the stock as a step on a panel as its print is read."""
    return {
        0: (right, down),
        90: (down, -right),
        180: (-right, -down),
        270: (-down, right),
    }[turned]


def moved(template: TagTemplate, drawn: Drawn, name: str, right: int, down: int) -> TagTemplate:
    """A field moved by so many dots on the stock; it has a place of its own from then on.

    What flowed beside it keeps its place too: nothing may jump into the gap that it leaves.
    """
    found = placed_of(drawn, name)
    if found is None:
        return template
    side, placed = found
    across, along = as_read(side.panel.turned, right, down)
    dpi = drawn.dpi
    if template.field(name).place != "fixed":
        template = all_pinned(template, side, template.field(name).place, dpi)
    field = template.field(name)
    if field.kind == "line" and field.align != "left":
        # Centred between its place and the edge it would move by half: from here on it begins there.
        x_um = _um(max(0, placed.x), dpi)
        field = replace(field, align="left", x_um=x_um, width_um=0)
    x, y = dots(field.x_um, dpi), dots(field.y_um, dpi)
    x = min(max(0, x + across), max(0, side.ground.width - 1))
    y = min(max(0, y + along), max(0, side.ground.height - 1))
    return template.with_field(replace(field, x_um=_um(x, dpi), y_um=_um(y, dpi)))


def all_pinned(template: TagTemplate, side: Side, place: str, dpi: int) -> TagTemplate:
    """Everything that flows on a panel (or stands along its foot) at a place of its own."""
    for placed in side.layout.placed:
        field = next((one for one in template.fields if one.name == placed.field), None)
        if field is not None and field.place == place:
            template = template.with_field(pinned(field, placed, dpi))
    return template


def pinned(field: TagField, placed: Placed, dpi: int) -> TagField:
    """A field with a fixed place where it stands now, and as large as it is now."""
    if field.place == "fixed":
        return field
    x, y = _corner(field, placed)
    field = replace(field, place="fixed", x_um=_um(x, dpi), y_um=_um(y, dpi), align="left")
    if field.kind == "code":
        high = _um(placed.image.height, dpi) if field.symbol == CODE_128 else 0
        return replace(field, module_um=_um(placed.module, dpi), width_um=0, height_um=high)
    high = cap_of(placed.size)
    if size_for_cap(high) > placed.size:
        high -= 1  # no height of capitals in whole dots gives this very size: never the larger one
    cap = min(max(_um(high, dpi), LEAST_CAP_UM), MOST_CAP_UM)
    return replace(field, cap_um=cap, least_cap_um=min(field.least_cap_um, cap))


def _corner(field: TagField, placed: Placed) -> tuple[int, int]:
    """Where a fixed field has to begin to stand where it stands: a line begins at its capitals."""
    if field.kind != "line":
        return max(0, placed.x), max(0, placed.y)
    mask = line_mask(placed.text, FACES[field.face], placed.size)
    return max(0, placed.x), max(0, placed.y + mask.baseline - cap_of(placed.size))


def sized(template: TagTemplate, drawn: Drawn, name: str, by: int) -> TagTemplate:
    """A field larger or smaller by so many dots: the module of the code, the capitals of a line."""
    field, dpi = template.field(name), drawn.dpi
    found = placed_of(drawn, name)
    if drawn.template != template and (field.module_um or field.kind != "code"):
        found = None  # drawn before the last step: what the field says is newer
    if field.kind == "code":
        now = found[1].module if found else max(1, dots(field.module_um, dpi))
        least = -(-LEAST_UM[field.symbol] * dpi // UM_PER_INCH)
        return template.with_field(replace(field, module_um=_um(max(least, now + by), dpi)))
    if field.kind == "logo":
        step = by * UM_PER_INCH // dpi
        wide = max(1_000, field.width_um + 4 * step)
        high = max(1_000, field.height_um + 4 * step)
        return template.with_field(replace(field, width_um=wide, height_um=high))
    now = cap_of(found[1].size) if found and found[1].size else dots(field.cap_um, dpi)
    cap = min(max(_um(max(1, now + by), dpi), LEAST_CAP_UM), MOST_CAP_UM)
    least = min(field.least_cap_um, cap) if by < 0 else field.least_cap_um
    return template.with_field(replace(field, cap_um=max(cap, least), least_cap_um=least))


def widened(template: TagTemplate, drawn: Drawn, name: str, right: int, down: int) -> TagTemplate:
    """A field pulled at its lower right corner: the code in whole modules, a line by its capitals."""
    found = placed_of(drawn, name)
    if found is None:
        return template
    side, placed = found
    across, along = as_read(side.panel.turned, right, down)
    if placed.module:
        steps = round(across / max(1, placed.image.width // placed.module))
    elif placed.size:
        steps = round(along * cap_of(placed.size) / max(1, placed.image.height))
    else:
        steps = max(across, along) // 4
    return sized(template, drawn, name, steps) if steps else template


def shortened(template: TagTemplate, name: str) -> TagTemplate:
    """A line begins with its short form, or with its whole one again."""
    field = template.field(name)
    if field.kind != "line":
        return template
    begins = not begins_short(field)
    words = tuple(replace(one, short=begins) for one in field.words)
    return template.with_field(replace(field, words=words, short=True))


def begins_short(field: TagField) -> bool:
    """Whether a line begins with its short form."""
    return bool(field.words) and all(word.short for word in field.words)


def copied(template: TagTemplate, name: str) -> tuple[TagTemplate, str]:
    """A line or logo once more, right behind the first; the code stands on a tag once."""
    field = template.field(name)
    if field.kind == "code":
        return template, name
    twin = replace(field, name=free_name(template, field.name))
    if twin.place == "fixed":
        twin = replace(twin, y_um=twin.y_um + STEP_UM)
    at = template.fields.index(field) + 1
    return replace(template, fields=(*template.fields[:at], twin, *template.fields[at:])), twin.name


def free_name(template: TagTemplate, name: str) -> str:
    """A name that no field has yet."""
    taken = {one.name for one in template.fields}
    if name not in taken:
        return name
    stem = name.rstrip("0123456789 ")
    return next(made for n in range(2, 100) if (made := f"{stem} {n}") not in taken)


def put_at(template: TagTemplate, name: str, panel: str, nth: int) -> TagTemplate:
    """A field on a panel, as its ``nth`` there; on another panel it joins the flow."""
    field = template.field(name)
    if field.panel != panel and field.kind != "logo":
        field = replace(field, panel=panel, place="flow" if field.kind == "code" else field.place)
    field = replace(field, panel=panel)
    rest = [one for one in template.fields if one.name != name]
    there = [one for one in rest if one.panel == panel]
    at = rest.index(there[nth]) if nth < len(there) else len(rest)
    if there and nth >= len(there):
        at = rest.index(there[-1]) + 1
    return replace(template, fields=(*rest[:at], field, *rest[at:]))


def stepped(template: TagTemplate, stock: Stock, name: str, by: int) -> TagTemplate:
    """A field one place up or down in the list; over the end it goes to the next panel."""
    field = template.field(name)
    there = list(template.on(field.panel))
    at = there.index(field) + by
    if 0 <= at < len(there):
        return put_at(template, name, field.panel, at)
    panels = list(stock.panel_names)
    if field.panel not in panels:
        return put_at(template, name, panels[0], 0)
    other = panels.index(field.panel) + by
    if not 0 <= other < len(panels):
        return template
    return put_at(template, name, panels[other], 0 if by > 0 else 10_000)


def new_line(template: TagTemplate, panel: str) -> TagField:
    """A line to begin with: the first word that the template does not say yet."""
    said = {word.what for field in template.fields for word in field.words}
    what = next((one for one in SAYS if one not in said and one != "text"), "price")
    return TagField(called(template, what), panel, "line", (Word(what),))


def called(template: TagTemplate, what: str) -> str:
    """What a new field is called that says this."""
    return free_name(template, SAYS[what].casefold()[:40])


def from_scratch(key: str, name: str, stock: Stock) -> TagTemplate:
    """The least template of a stock: the code and its digits."""
    panel = stock.panels[0].name
    return TagTemplate(
        key,
        name,
        stock.key,
        (
            TagField("code", panel, "code"),
            TagField(
                "digits",
                panel,
                "line",
                (Word("digits"),),
                joint="  ",
                place="foot",
                face="bold",
                least_cap_um=SMALLEST_CAP_UM,
            ),
        ),
    )


def _um(many: int, dpi: int) -> int:
    """So many dots in µm; they are as many dots again when they are drawn."""
    return microns(many, dpi) if dots(microns(many, dpi), dpi) == many else microns(many, dpi) + 1

"""Why a drawn tag may not be printed, as plain data and as the sentence for a clerk."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import UserError
from app.printing.tag.stock import Stock
from app.printing.tag.template import TagTemplate

FIXES = {
    "short_form": "Use short form",
    "smaller_print": "Allow smaller print",
    "smaller_code": "Let the code become smaller",
    "leave_out": "Leave out if it does not fit",
    "larger_tag": "Choose a larger tag",
    "move": "Move one of them",
    "other_stock": "Choose another stock",
}
"""What helps, as a button says it."""


@dataclass(frozen=True)
class Trouble:
    """A field that cannot be printed as it is.

    ``kind``: too_long, too_high, no_room (the code), overlaps (``text`` is the other field),
    no_panel, off_tag (the printer's offset pushes print over the edge). ``by_um``: by how much;
    ``fix``: what helps, by ``FIXES``.
    """

    field: str
    panel: str
    kind: str
    by_um: int = 0
    fix: str = ""
    text: str = ""


class DoesNotFitError(UserError):
    """A tag that cannot be printed without something on it being cut off."""


def refusal(trouble: Trouble, template: TagTemplate, stock: Stock) -> DoesNotFitError:
    """The refusal that a clerk reads instead of getting a tag with something cut off."""
    by = f"{trouble.by_um / 1000:.1f} mm"
    text = trouble.text if len(trouble.text) <= 40 else trouble.text[:39] + "…"
    remedy = "Give it a shorter form or choose a larger tag."
    if trouble.kind == "too_long":
        message = f"“{text}” is too long for this tag, even in small print: by {by}."
    elif trouble.kind == "too_high":
        message = f"The lines do not fit on the {trouble.panel} of the tag: by {by}."
        remedy = "Leave one out or choose a larger tag."
    elif trouble.kind == "no_room":
        message = "The code cannot be printed on this tag large enough to be scanned."
        remedy = "Use the square code, a printer with finer dots or a larger tag."
    elif trouble.kind == "overlaps":
        message = f"“{trouble.field}” and “{text}” lie on each other on the {trouble.panel}."
        remedy = "Move one of them in the tag designer."
    elif trouble.kind == "no_panel":
        message = f"The tag stock “{stock.name}” has no {trouble.panel} for “{trouble.field}”."
        remedy = f"Choose another stock or template than “{template.name}”."
    else:
        message = "The printer’s offset pushes print over the edge of the tag."
        remedy = "Set the offset again with the ruler."
    return DoesNotFitError("Does not fit the tag", message, remedy)

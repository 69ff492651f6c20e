"""What a tag says, as plain values: nothing here knows how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.codes import is_code, spaced
from app.domain.errors import InputError
from app.printing.lettering import hidden_characters

MOST_LINES = 6


@dataclass(frozen=True)
class TagLine:
    """A line of a tag; ``short`` is printed where the whole does not fit (empty: there is none)."""

    text: str
    short: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class TagContent:
    """A tag: its ten digits, the terse spec, the price or its letters, and what else is said.

    ``spec`` stands beside the code, ``price`` large on the back, ``more`` under it (size, consignor's
    mark, cost in letters).
    """

    code: str
    spec: tuple[TagLine, ...] = ()
    price: str = ""
    more: tuple[TagLine, ...] = ()

    def __post_init__(self) -> None:
        if not is_code(self.code):
            raise InputError(
                "Not a tag code",
                f"{self.code[:20]!r} is not a code of ten digits with its check digits.",
                "Give the piece a code first.",
                field="code",
            )
        if len(self.spec) > MOST_LINES or len(self.more) > MOST_LINES:
            raise InputError(
                "Too many lines for a tag",
                f"A side of a tag has room for {MOST_LINES} lines.",
                "Leave some of them out.",
            )
        for line in self.lines():
            hidden = hidden_characters(line)
            if hidden:
                raise InputError(
                    "Not printable",
                    f"The tag’s text holds a character that cannot be printed ({hidden[0]}).",
                    "Type the line again.",
                )

    def lines(self) -> tuple[str, ...]:
        """Every text on the tag, short forms included."""
        both = [*self.spec, *self.more]
        return (self.price, *(line.text for line in both), *(line.short for line in both))

    @property
    def digits(self) -> str:
        """The code as people read it: ``10 002 231 64``."""
        return spaced(self.code)


def terse_spec(
    *,
    category: str = "",
    stone: str = "",
    metal: str = "",
    carats: str = "",
    estimated: bool = False,
    weight: str = "",
    size: str = "",
) -> tuple[TagLine, ...]:
    """The three lines that a tag has room for: ``SAPPH RING / Pt 0.92ct est / 5.48 g N½``.

    The values are words already as short as the trade writes them: ``category`` "Ring", ``stone``
    "Sapph", ``metal`` "Pt" or "18KY", ``carats`` "0.92", ``weight`` "5.48 g", ``size`` "N½". What is
    not known is left out, a line with nothing in it too.
    """
    est = " est" if estimated and carats else ""
    ct = f"{carats}ct" if carats else ""
    title = TagLine(" ".join(filter(None, (stone, category))).upper(), category.upper())
    metal_line = TagLine(
        " ".join(filter(None, (metal, ct + est))), " ".join(filter(None, (metal, ct)))
    )
    weight_line = TagLine("  ".join(filter(None, (weight, size))), size or weight)
    return tuple(line for line in (title, metal_line, weight_line) if line.text)

"""What a tag has to say, as plain words: nothing here knows which template prints them, or how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.codes import is_code, spaced
from app.domain.errors import InputError
from app.printing.lettering import hidden_characters

KINDS = ("piece", "job", "place", "address")
"""Whose a tag can be."""
SAYS = {
    "digits": "Digits",
    "price": "Price",
    "price_letters": "Price in letters",
    "cost_letters": "Cost in letters",
    "date_letters": "Date in letters",
    "category": "Category",
    "metal": "Metal",
    "weight": "Weight",
    "stone": "Centre stone",
    "carats": "Carats of the centre stone",
    "other_stones": "Other stones",
    "size": "Size",
    "mark": "Consignor mark",
    "number": "Item number",
    "description": "Description",
    "name": "Name of a place, number of a job",
    "title": "Title of a job or place",
    "due": "Due date",
    "address_1": "Address, line 1",
    "address_2": "Address, line 2",
    "address_3": "Address, line 3",
    "address_4": "Address, line 4",
    "address_5": "Address, line 5",
    "text": "Free text",
}
"""What a word on a tag can say, and its name for people. ``text`` is the template's own."""
LONGEST = 10_000


@dataclass(frozen=True)
class Said:
    """A word in its whole form and, where there is one, in the form for a short panel."""

    text: str
    short: str = ""


NOTHING = Said("")


@dataclass(frozen=True)
class TagValues:
    """A thing's ten digits and its words, by ``SAYS``; what is not known is not there.

    ``kind`` is whose tag it is; ``category`` is a piece's ("ring"): templates are chosen by them.
    """

    code: str
    words: Mapping[str, Said] = field(default_factory=dict)
    kind: str = "piece"
    category: str = ""

    def __post_init__(self) -> None:
        if not is_code(self.code):
            raise InputError(
                "Not a tag code",
                f"{self.code[:20]!r} is not a code of ten digits with its check digits.",
                "Give the piece a code first.",
                field="code",
            )
        for said in self.words.values():
            refuse_hidden(said.text)
            refuse_hidden(said.short)

    def said(self, what: str) -> Said:
        """The word for ``what``, an empty one if nothing is known."""
        if what == "digits":
            return Said(self.digits)
        return self.words.get(what, NOTHING)

    @property
    def digits(self) -> str:
        """The code as people read it: ``10 002 231 64``."""
        return spaced(self.code)

    def spoken(self) -> tuple[str, ...]:
        """The words for a screen reader, whole, in the order of ``SAYS``."""
        return tuple(self.words[what].text for what in SAYS if what in self.words)


def values_of(code: str, *, kind: str = "piece", of: str = "", **words: str) -> TagValues:
    """Values from texts: ``values_of(code, price="£5,400", stone="Sapphire|Sapph")``.

    A short form stands behind a bar; empty texts are left out. ``of`` is the category's code.
    """
    said = {}
    for what, text in words.items():
        whole, _, short = text.partition("|")
        if whole:
            said[what] = Said(whole, short)
    return TagValues(code, said, kind, of)


def refuse_hidden(text: str) -> None:
    """Refuse a text with control characters or direction marks: they hide or turn other letters."""
    hidden = hidden_characters(text[:LONGEST])
    if hidden:
        raise InputError(
            "Not printable",
            f"The tag’s text holds a character that cannot be printed ({hidden[0]}).",
            "Type the line again.",
        )

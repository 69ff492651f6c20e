"""A tag template: what stands on each panel of a stock, and what gives way where there is no room.

Plain data that a shop designs, keeps in versions and gives to other shops; lengths in µm from the
upper left corner of the panel as its print is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.errors import InputError
from app.printing.lettering import BOLD, MEDIUM, REGULAR, SEMIBOLD
from app.printing.tag.stock import Stock
from app.printing.tag.symbols import LEAST_UM
from app.printing.tag.values import KINDS, SAYS, Said, TagValues, refuse_hidden

FACES = {"regular": REGULAR, "medium": MEDIUM, "semibold": SEMIBOLD, "bold": BOLD}
SYMBOLS = {"data_matrix": "Data Matrix", "code_128": "Code 128", "qr": "QR code"}
"""The symbols that carry the ten digits, and their names for people."""
FIELD_KINDS = ("code", "line", "logo")
PLACES = ("flow", "foot", "fixed")
"""Where a field stands: in the flow beside the code, along the panel's foot, or at a fixed place."""
ALIGNS = ("left", "centre", "right")
LARGEST_CAP_UM, SMALLEST_CAP_UM = 1_700, 900
"""Usual height of capitals, and the least that people read without a loupe."""
LEAST_CAP_UM, MOST_CAP_UM = 600, 40_000
MOST_FIELDS, MOST_WORDS, LONGEST_TEXT = 32, 8, 200


@dataclass(frozen=True)
class Word:
    """A part of a line: a value by ``values.SAYS``, or the template's own ``text``.

    ``short``: begin with the short form. ``drop``: on a short panel words leave the line by rising
    numbers, 0 stays. ``upper``: in capitals.
    """

    what: str
    text: str = ""
    short: bool = False
    upper: bool = False
    drop: int = 0

    def said(self, values: TagValues) -> Said:
        """What the word says of a thing, empty where nothing is known."""
        said = Said(self.text) if self.what == "text" else values.said(self.what)
        if self.short and said.short:
            said = Said(said.short)
        return Said(said.text.upper(), said.short.upper()) if self.upper else said


@dataclass(frozen=True)
class TagField:
    """One thing on a panel: the code, a line of words, or the logo.

    ``place`` "flow": lines under each other beside the code, in ``column`` 0, 1 …; "foot": along the
    panel's lower edge; "fixed": at ``x_um``, ``y_um``, as wide and high as given (0: to the edge, one
    line high). Capitals stand ``cap_um`` high and shrink no lower than ``least_cap_um``. ``short``:
    the line may take its short forms; ``leave_out``: fields leave the tag by rising numbers when
    there is no room, 0 never. ``module_um`` 0: as large as fits.
    """

    name: str
    panel: str
    kind: str = "line"
    words: tuple[Word, ...] = ()
    joint: str = " "
    place: str = "flow"
    column: int = 0
    x_um: int = 0
    y_um: int = 0
    width_um: int = 0
    height_um: int = 0
    align: str = "left"
    face: str = "semibold"
    cap_um: int = LARGEST_CAP_UM
    least_cap_um: int = SMALLEST_CAP_UM
    short: bool = True
    leave_out: int = 0
    symbol: str = "data_matrix"
    module_um: int = 0

    def forms(self, values: TagValues) -> tuple[str, ...]:
        """The line in its forms, the whole one first, each shorter than the one before; () = empty.

        First every word takes its short form, then words leave in their order; the last stays.
        """
        said = [(word, one) for word in self.words if (one := word.said(values)).text]
        if not said or (self._labelled() and all(word.what == "text" for word, _ in said)):
            return ()
        forms = [self.joint.join(one.text for _, one in said)]
        if self.short:
            left = [(word, one.short or one.text) for word, one in said]
            forms.append(self.joint.join(text for _, text in left))
            for drop in sorted({word.drop for word, _ in left if word.drop}):
                kept = [(word, text) for word, text in left if word.drop != drop]
                left = kept or left[-1:]
                forms.append(self.joint.join(text for _, text in left))
        return tuple(dict.fromkeys(forms))

    def _labelled(self) -> bool:
        """Whether the line is a value with a text before it ("No." of a number): alone it says nothing."""
        return any(word.what != "text" for word in self.words)


@dataclass(frozen=True)
class TagTemplate:
    """What stands on a tag. ``stock`` is the key of the stock that it is for.

    ``kinds`` and ``categories`` say for which things ("piece"; "ring", none = all). ``revision``
    counts its versions; ``logo`` is a grey picture as base64 PNG, made by ``logo.logo_of``.
    """

    key: str
    name: str
    stock: str
    fields: tuple[TagField, ...]
    revision: int = 1
    kinds: tuple[str, ...] = ("piece", "job", "place")
    categories: tuple[str, ...] = ()
    logo: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """Name and version: "House ring tag v7"."""
        return f"{self.name} v{self.revision}"

    def on(self, panel: str) -> tuple[TagField, ...]:
        """The fields of a panel in their order."""
        return tuple(field for field in self.fields if field.panel == panel)

    def field(self, name: str) -> TagField:
        """A field by its name; KeyError if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def with_field(self, field: TagField) -> TagTemplate:
        """The same template with a field changed (by its name) or added at the end."""
        if any(one.name == field.name for one in self.fields):
            changed = tuple(field if one.name == field.name else one for one in self.fields)
        else:
            changed = (*self.fields, field)
        return replace(self, fields=changed)

    def without(self, name: str) -> TagTemplate:
        """The same template without a field."""
        return replace(self, fields=tuple(one for one in self.fields if one.name != name))

    def code_field(self) -> TagField:
        """The field that carries the code."""
        return next(field for field in self.fields if field.kind == "code")


def checked_template(template: TagTemplate, stock: Stock | None = None) -> TagTemplate:
    """The same template; InputError says in words what is wrong, also against its stock if given."""
    wrong = next(_faults(template, stock), "")
    if wrong:
        raise InputError(
            "This template cannot be",
            f"The template “{template.name[:60]}” cannot be used: {wrong}.",
            "Change it in the tag designer.",
        )
    for field in template.fields:
        for word in field.words:
            refuse_hidden(word.text)
        refuse_hidden(field.joint)
    return template


def _faults(template: TagTemplate, stock: Stock | None) -> Iterator[str]:
    if not template.key or not template.name.strip() or len(template.name) > 80:
        yield "it has no name or a very long one"
    if not 1 <= template.revision < 1_000_000 or len(template.logo) > 200_000:
        yield "its version or its logo cannot be"
    if not template.kinds or set(template.kinds) - set(KINDS):
        yield "nothing that Parure knows is tagged with it"
    fields = template.fields
    if not 1 <= len(fields) <= MOST_FIELDS or len({one.name for one in fields}) != len(fields):
        yield f"it has one to {MOST_FIELDS} fields with different names"
    if sum(one.kind == "code" for one in fields) != 1:
        yield "the code stands on it exactly once"
    if not any(word.what == "digits" and not one.leave_out for one in fields for word in one.words):
        yield "the digits of the code stand nowhere"
    for field in fields:
        for wrong in _field_faults(field):
            yield f"the field “{field.name[:40]}” {wrong}"
    if stock is not None:
        for field in fields:
            if stock.panel(field.panel) is None:
                yield f"“{stock.name}” has no panel “{field.panel[:40]}”"


def _field_faults(field: TagField) -> Iterator[str]:
    known = (
        (field.kind, FIELD_KINDS),
        (field.place, PLACES),
        (field.align, ALIGNS),
        (field.face, FACES),
        (field.symbol, SYMBOLS),
    )
    if not field.name or any(value not in all_of for value, all_of in known):
        yield "has a kind, place, face or symbol that is unknown"
    if field.kind == "logo" and field.place != "fixed":
        yield "is a logo without a fixed place"
    if not LEAST_CAP_UM <= field.least_cap_um <= field.cap_um <= MOST_CAP_UM:
        yield "has a text size that cannot be"
    lengths = (field.x_um, field.y_um, field.width_um, field.height_um, field.module_um)
    if not all(0 <= length <= 400_000 for length in lengths) or not 0 <= field.column <= 5:
        yield "stands outside"
    if field.kind == "code" and 0 < field.module_um < LEAST_UM[field.symbol]:
        yield f"has a module of less than {LEAST_UM[field.symbol] / 1000:.2f} mm: it would not scan"
    if field.leave_out < 0 or (field.kind == "code" and field.leave_out):
        yield "cannot be left out"
    if field.kind == "line" and not 1 <= len(field.words) <= MOST_WORDS:
        yield f"has one to {MOST_WORDS} words"
    if len(field.joint) > 8:
        yield "has a long sign between its words"
    for word in field.words:
        if word.what not in SAYS or (word.what == "text") != bool(word.text):
            yield "has a word that says nothing"
        if len(word.text) > LONGEST_TEXT:
            yield f"has a text of more than {LONGEST_TEXT} characters"

"""What a client typed into the shop's product form: engraving, font, ring size, gift words.

The orders export has no column for the properties of a line. Shops carry them in Note Attributes,
one ``key: value`` per line, in their own language; variants show only behind the line's title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.exchange.orders import FileCustomisation, FileLine

Attributes = tuple[tuple[str, str], ...]

_KEY = re.compile(r"^([^:\n]{1,80}):(?:[ \t]+(.*)|\s*)$")
_NOTHING = frozenset({"", "no", "none", "-", "n/a", "false", "nein", "non", "ninguno", "keine"})
_CONSENT = frozenset({"yes", "true", "1", "ja", "oui", "sì", "sí"})
_KINDS = (
    (
        "font",
        re.compile(
            r"\b(font|typeface|lettering|schrift\w*|police|carattere|fuente|tipo de letra)\b"
        ),
    ),
    ("position", re.compile(r"\b(engraving )?(position|placement|location)\b")),
    ("engraving", re.compile(r"engrav|gravur|gravure|incision|grabad|graver|inscription|monogram")),
    (
        "length",
        re.compile(r"\b(chain |necklace |bracelet )?(length|länge|longueur|lunghezza|largo)\b"),
    ),
    (
        "ring_size",
        re.compile(
            r"\bring ?-?(size|sizing|grö(ß|ss)e|weite|maat)\b|^(finger )?size$|\b(taille|misura|talla|"
            r"tamaño|maat|ringgrö(ß|ss)e|yüzük ölçüsü|anello|tour de doigt)\b"
        ),
    ),
    ("metal", re.compile(r"^(metal|material|gold colou?r|metall|métal|metallo)$")),
    ("stone", re.compile(r"^(stone|gemstone|birthstone|centre stone|center stone|edelstein)$")),
)
_IN_NOTES = (
    ("engraving", dict(_KINDS)["engraving"]),
    (
        "ring_size",
        re.compile(
            r"\b(ring ?-?siz\w*|re-?siz\w*|size\s*:?\s*[A-Z]?\d|ring ?-?(?:grö(?:ß|ss)e|weite|maat)"
            r"|tour de doigt|yüzük ölçüsü)",
            re.IGNORECASE,
        ),
    ),
)
_GIFT_NOTE = re.compile(r"gift.?(note|message|card text)|geschenk.?(nachricht|text)|message cadeau")
_GIFT_WRAP = re.compile(r"gift.?(wrap|wrapping|box)|geschenkverpackung|papier cadeau")
_SERVICE = re.compile(
    r"^(?:add[- ]?on:? )?(?:(?:laser|hand|machine|custom|personal\w*|ring) )*"
    r"(?:engraving|sizing|resizing|re-sizing|gravur|gravure|gift[- ]?wrap\w*|insurance|repair"
    r"|shipping protection|cleaning|rush fee|express fee)\b(?!.*\b(?:ring|locket|pendant|necklace)\b)"
)
_TIPS = frozenset(
    {"tip", "tips", "trinkgeld", "pourboire", "propina", "mancia", "gorjeta", "bahşiş"}
)
_RINGLIKE = re.compile(
    r"\b(ring|rings|band|signet|solitaire|eternity|bague|alliance|anello|anillo|sortija|ehering"
    r"|verlobungsring|yüzük|ringen)\b|(?<!ear)(?<!nose )rings?\b"
)
_SIZE = re.compile(
    r"\bsize\s*:?\s*((?:US|UK|EU|IT|FR|JP|AU)?\s*[A-Z]?\d{0,2}(?:[.,]\d{1,2}|[¼½¾])?)(?=\W|$)",
    re.IGNORECASE,
)
_BARE_SIZE = re.compile(
    r"(?:(?:US|UK|EU|IT|FR|JP|AU)\s*)?(?:\d{1,2}(?:[.,]\d{1,2})?[¼½¾]?|\d{1,2} [13]/[24]|[A-Z]½?)",
    re.IGNORECASE,
)
_METAL = re.compile(
    r"\b(\d{1,2} ?(?:k|kt|ct|karat)\b.*|(?:white|yellow|rose|red)?.?gold\b.*|platinum|silver|sterling.*"
    r"|vermeil|palladium|rhodium.*|(?:333|375|417|585|750|800|835|925|950)\b.*)",
    re.IGNORECASE,
)


def parse_attributes(text: str) -> Attributes:
    """Keys and values of Note Attributes; a line without a key belongs to the value above it."""
    found: list[tuple[str, str]] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        keyed = _KEY.match(line)
        if keyed is not None:
            found.append((keyed[1].strip(), (keyed[2] or "").strip()))
        elif found:
            key, value = found[-1]
            found[-1] = (key, f"{value}\n{line.rstrip()}" if value or line.strip() else value)
        elif line.strip():
            found.append(("", line.strip()))
    return tuple((key, value.strip()) for key, value in found)


def wishes_in(note: str) -> tuple[str, ...]:
    """Kinds of wish (engraving, ring_size) that the words of an order's note seem to ask for."""
    plain = note.casefold()
    return tuple(kind for kind, words in _IN_NOTES if words.search(plain))


def gift(attributes: Attributes) -> tuple[str, bool]:
    """The words for the card and whether the gift is to be wrapped."""
    message, wrap = "", False
    for key, value in attributes:
        plain = _folded(key)
        if _GIFT_NOTE.search(plain) and value:
            message = value
        elif _GIFT_WRAP.search(plain):
            wrap = value.casefold() not in _NOTHING
    return message, wrap


def is_tip(name: str, requires_shipping: bool | None) -> bool:
    """Whether a line is a tip: part of the total, no goods."""
    return not requires_shipping and name.strip().casefold() in _TIPS


def is_service(name: str, requires_shipping: bool | None) -> bool:
    """Whether a line is work and no goods (engraving, sizing, wrapping): no discount falls on it."""
    return requires_shipping is False or _SERVICE.search(name.casefold()) is not None


def hints(name: str) -> tuple[str, str]:
    """(ring size, metal) as far as the variant behind the title gives them away, else ""."""
    ringlike = _RINGLIKE.search(name.casefold()) is not None
    variant = name.rpartition(" - ")[2] if " - " in name else ""
    size = metal = ""
    if "size" in name.casefold():
        said = _SIZE.search(name)
        if said is not None and any(c.isalnum() for c in said[1]):
            size = said[1].strip()
    for part in (part.strip() for part in variant.split(" / ")):
        if not size and ringlike and part and _BARE_SIZE.fullmatch(part):
            size = part
        elif not metal and (told := _METAL.search(part)):
            metal = told[1].strip()
    return size, metal


def customise(lines: Sequence[FileLine], attributes: Attributes) -> tuple[FileLine, ...]:
    """The lines with what the attributes ask for, each wish on the line that it can belong to."""
    wishes = _wishes(attributes)
    goods = [line for line in lines if not line.is_tip and not line.is_service]
    if not wishes or not goods:
        return tuple(lines)
    rings = [line for line in goods if _RINGLIKE.search(line.name.casefold())]
    engraved = [line for line in goods if "engrav" in line.name.casefold()]
    given: dict[int, list[FileCustomisation]] = {}
    for nth, wish in wishes:
        if wish.kind == "length":
            fitting = [line for line in goods if line not in rings] or goods
        elif wish.kind == "engraving":
            fitting = engraved or rings or goods
        else:
            fitting = rings or goods
        target = fitting[min(nth, len(fitting)) - 1]
        given.setdefault(target.ordinal, []).append(wish)
    return tuple(
        replace(line, customisations=tuple(given[line.ordinal])) if line.ordinal in given else line
        for line in lines
    )


def _wishes(attributes: Attributes) -> list[tuple[int, FileCustomisation]]:
    """Numbered wishes: "Engraving 2" is for the second line that can be engraved."""
    texts: list[tuple[int, FileCustomisation]] = []
    extras: dict[tuple[str, int], str] = {}
    for key, value in attributes:
        plain = _folded(key)
        if value.casefold() in _NOTHING:
            continue
        number = re.search(r"(\d)\W*$", plain)
        nth = max(int(number[1]), 1) if number else 1
        bare = plain.rstrip("0123456789 ")
        kind = next((kind for kind, words in _KINDS if words.search(bare)), "")
        if kind in ("font", "position"):
            extras[kind, nth] = value
        elif kind and value.casefold() not in _CONSENT:
            texts.append((nth, FileCustomisation(kind, value, source=key)))
    return [(nth, _with_extras(wish, nth, extras)) for nth, wish in texts]


def _with_extras(
    wish: FileCustomisation, nth: int, extras: dict[tuple[str, int], str]
) -> FileCustomisation:
    if wish.kind != "engraving":
        return wish
    return replace(
        wish, font=extras.get(("font", nth), ""), position=extras.get(("position", nth), "")
    )


def _folded(key: str) -> str:
    return re.sub(r"[\s_\-]+", " ", key).strip().casefold()

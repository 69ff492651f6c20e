"""Where on a piece a finding lies and what it is: short codes, words, one-letter keys.

Numbered places (PR-3, ST-10) count clockwise from 12 o'clock as worn.
"""

from __future__ import annotations

import re

from app.domain.errors import InputError
from app.domain.terms import Term, vocabulary

LOCATIONS = vocabulary(
    "Places on a piece",
    "HEAD | head",
    "GAL | gallery",
    "BRG | bridge",
    "BEZ | bezel",
    "PR | prong",
    "ST | stone",
    "SHO-L | left shoulder",
    "SHO-R | right shoulder",
    "SHK-T | shank, top",
    "SHK-B | shank, bottom",
    "INS | inside",
    "CL | clasp",
    "LK | link",
    "END-1 | first end",
    "END-2 | second end",
    "EAR-L | left earring",
    "EAR-R | right earring",
    "POST | post",
    "NUT | nut",
    "DROP | drop",
    "PIN | pin",
    "CATCH | catch",
    "FRAME | frame",
    "BD | bead",
    "KNOT | knot",
    "CASE | case",
    "DIAL | dial",
    "CRN | crown",
    "BR | bracelet or strap",
    "BAIL | bail",
    "HNG | hinge",
    "BACK | back",
    "BODY | body",
    "MARK | hallmark",
)
NUMBERED = frozenset({"PR", "ST", "LK", "BD"})

_CHAIN = "CL LK END-1 END-2 ST"
_OFFERED: dict[str, str] = {
    "ring": "PR ST SHO-L SHO-R SHK-T SHK-B INS HEAD GAL BRG BEZ MARK",
    "earrings": "EAR-L EAR-R POST NUT DROP PR ST BEZ MARK",
    "necklace": f"{_CHAIN} BD KNOT BAIL DROP PR MARK",
    "chain": f"{_CHAIN} MARK",
    "anklet": f"{_CHAIN} MARK",
    "bracelet": f"{_CHAIN} BD KNOT PR HNG MARK",
    "bangle": "BODY CL HNG ST PR INS MARK",
    "pendant": "BAIL FRAME PR ST BEZ BACK CL MARK",
    "brooch": "PIN CATCH FRAME HNG PR ST BEZ BACK MARK",
    "cufflinks": "EAR-L EAR-R POST FRAME ST BEZ MARK",
    "watch": "CASE DIAL CRN BR CL ST BACK MARK",
    "tiara": "FRAME PR ST BD BACK MARK",
    "loose_stone": "ST BODY",
    "set": "PR ST CL LK EAR-L EAR-R POST SHK-B INS PIN BD MARK BODY",
}
_ANY = "BODY FRAME CL ST PR BACK MARK"

TYPES = vocabulary(
    "Kinds of finding",
    "chip",
    "nick",
    "abrasion",
    "facet_wear",
    "scratch",
    "fracture",
    "crack",
    "inclusion | surface-reaching inclusion",
    "stone_missing",
    "stone_loose",
    "stone_replaced",
    "prong_worn",
    "prong_bent",
    "prong_broken",
    "prong_re_tipped | prong re-tipped",
    "solder_repair | solder or repair",
    "sizing_seam",
    "shank_thin",
    "dent",
    "deformed",
    "tarnish",
    "plating_wear",
    "enamel_loss",
    "stretched",
    "crazing",
    "nacre_loss",
    "string_frayed",
    "silk_stretched",
    "spring_weak",
    "pin_bent",
    "foil_discoloured",
    "catch_replaced",
    "links_worn",
    "hallmark_rubbed",
    "clasp_fault | clasp or hinge fault",
    "glue",
    "engraving_present",
    "mark_worn",
    "alteration | alteration or married parts",
    "component_missing",
    "dirt",
)
ALL_KEY = "."
"""The key that opens the whole list of kinds."""

# Per group of places: the kinds to offer first, each with its letter there.
_GROUPS: dict[str, str] = {
    "prong": "W prong_worn, E prong_bent, K prong_broken, R prong_re_tipped, L stone_loose",
    "stone": "C chip, N nick, A abrasion, F facet_wear, S scratch, R fracture, K crack, "
    "I inclusion, M stone_missing, L stone_loose, P stone_replaced, D dirt",
    "shank": "T shank_thin, Z sizing_seam, S scratch, D dent, E deformed, K crack, "
    "R solder_repair, P plating_wear, G engraving_present",
    "metal": "S scratch, D dent, E deformed, K crack, R solder_repair, W plating_wear, "
    "T tarnish, M component_missing, L enamel_loss, G glue, A alteration, O dirt",
    "clasp": "F clasp_fault, W spring_weak, E deformed, K crack, R solder_repair, "
    "C catch_replaced, M component_missing, S scratch",
    "link": "W links_worn, T stretched, E deformed, K crack, R solder_repair, S scratch",
    "bead": "N nacre_loss, C chip, S scratch, K crack, M stone_missing, P stone_replaced",
    "knot": "F string_frayed, T silk_stretched, K crack",
    "pin": "E pin_bent, W spring_weak, C catch_replaced, K crack, R solder_repair",
    "mark": "W hallmark_rubbed, M mark_worn, S scratch",
}
_GROUP_OF: dict[str, str] = {
    "PR": "prong",
    "ST": "stone",
    "SHO-L": "shank",
    "SHO-R": "shank",
    "SHK-T": "shank",
    "SHK-B": "shank",
    "INS": "shank",
    "CL": "clasp",
    "HNG": "clasp",
    "LK": "link",
    "END-1": "link",
    "END-2": "link",
    "BR": "link",
    "BD": "bead",
    "KNOT": "knot",
    "PIN": "pin",
    "CATCH": "pin",
    "MARK": "mark",
}


def offered_locations(category: str, prongs: int = 4, stones: int = 1) -> tuple[str, ...]:
    """The places to offer for a category; prongs and (few) stones one by one, else the first, and
    "ST" to number."""
    found: list[str] = []
    for code in _OFFERED.get(category, _ANY).split():
        many = {"PR": prongs, "ST": stones}.get(code)
        if many is None or many > 8:
            found.extend(("ST-1", "ST") if code == "ST" and many else (code,))
        else:
            found.extend(f"{code}-{n}" for n in range(1, many + 1))
    return tuple(found)


def parse_location(text: str) -> str:
    """A typed place as its code: "pr3" → "PR-3", "shol" → "SHO-L"; InputError if it is none."""
    bare = re.sub(r"[\s._]+", "", text).upper()
    for code in LOCATIONS:
        plain = code.replace("-", "")
        rest = bare.replace("-", "").removeprefix(plain)
        if bare.replace("-", "") == plain and code not in NUMBERED:
            return code
        if code in NUMBERED and bare.startswith(plain) and rest.isascii() and rest.isdigit():
            number = int(rest)
            if 1 <= number <= 999:
                return f"{code}-{number}"
    raise InputError(
        "Not a place on the piece",
        f"“{text.strip()}” is not a place on a piece.",
        "Type for example PR3 (prong 3), ST1 (stone 1), SHK-B (shank, bottom) or INS (inside).",
        field="location",
    )


def location_words(code: str) -> str:
    """A place in words: "PR-3" → "prong 3", "SHK-B" → "shank, bottom"."""
    base, _, number = code.partition("-")
    if base in NUMBERED:
        return f"{LOCATIONS.word(base)} {number}".strip()
    return LOCATIONS.word(code)


def offered_types(location: str) -> tuple[Term, ...]:
    """The kinds of finding to offer at a place, each with its one-letter key there."""
    base = location.partition("-")[0]
    group = _GROUP_OF.get(base if base in NUMBERED else location, "metal")
    found = []
    for row in _GROUPS[group].split(","):
        key, code = row.split()
        found.append(Term(code, _at(group, TYPES.word(code)), key))
    return tuple(found)


def type_by_key(location: str, key: str) -> str:
    """The kind that a letter chooses at a place; InputError names the letters that there are."""
    offered = offered_types(location)
    for term in offered:
        if term.key == key.upper():
            return term.code
    letters = ", ".join(f"{t.key} {t.word}" for t in offered)
    raise InputError(
        "No such letter here",
        f"{key.upper()} stands for nothing at {location_words(location)}.",
        f"Here: {letters}; a full stop shows all.",
        field="type",
    )


def _at(group: str, word: str) -> str:
    # At a prong the chip says "worn", not "prong worn": the place has been said already.
    return word.removeprefix(f"{group} ")

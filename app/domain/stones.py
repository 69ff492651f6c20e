"""The typed stones line: "1 sapphire oval 7.02x5.11x3.20; 12 diamonds old cut about 2.1".

Each stone or group gets a weight: as typed, else an estimate from its measures, which always says
"est.".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from app.domain.errors import InputError
from app.domain.gems import GROWTHS, SHAPES, SPECIES
from app.domain.lengths import parse_dimensions, short_mm, shown_mm
from app.domain.mass import estimate_figure, parse_stone_mct, shown_ct
from app.domain.stone_estimates import estimate_mct
from app.domain.terms import Vocabulary


@dataclass(frozen=True)
class StoneGroup:
    """Equal stones of a piece. Measures in µm (0: not given) are of one stone; ``mct`` is of all.

    ``method`` says where the weight comes from: scale, report, stated, formula (an estimate), or ""
    where there is none.
    """

    count: int
    species: str
    shape: str = ""
    growth: str = "unknown"
    length_um: int = 0
    width_um: int = 0
    depth_um: int = 0
    about: bool = False
    mct: int = 0
    method: str = ""

    @property
    def estimated(self) -> bool:
        """Whether the weight is our estimate."""
        return self.method == "formula"


_SPLIT = re.compile(r"[;\n]+|\s\+\s|,\s+(?=\d+\s+[A-Za-z])|\band\b(?=\s*\d)")
_COUNT = re.compile(r"(\d{1,4})\s*(?:[x×]\s*)?(?=[^\d\s.,x×])")
_CARATS = re.compile(
    r"(?P<est>est\.?\s*)?(?P<number>\d+(?:[.,]\d+)?|[.,]\d+)\s*"
    r"(?P<unit>ct\b|cts\b|carats?\b|pts?\b|points?\b)\s*(?P<how>each|by scale|report|stated)?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:\babout\b|\bapprox\b\.?|\bca\b\.?|\bc\.|~|\best\b\.?)\s*", re.IGNORECASE)
_NUMBER = r"\d+(?:[.,]\d+)?"
_MEASURES = re.compile(
    rf"(?:ø\s*)?({_NUMBER}(?:\s*[x×*]\s*{_NUMBER}){{0,2}})\s*(mm|cm)?(?![\w.,])", re.IGNORECASE
)
_COUNTS = re.compile(r"\s*\d{1,4}(\s*\+\s*\d{1,4})*\s*")
_METHODS = {"by scale": "scale", "report": "report", "stated": "stated"}


def parse_counts(text: str) -> list[int]:
    """Counts of stones as typed at take-in of a repair: "1+8" → [1, 8]."""
    if not _COUNTS.fullmatch(text):
        raise InputError(
            "Not a count",
            f"“{text.strip()}” is not a count of stones.",
            "Type for example 1+8: the centre stone and eight around it.",
            field="stones",
        )
    return [int(part) for part in text.split("+")]


def parse_stones(text: str) -> list[StoneGroup]:
    """Read a stones line; groups are parted by ";", a new line, " + " or a comma before a count.

    InputError names the words that are not understood, so that nothing is dropped silently.
    """
    parts = [part.strip(" ,.") for part in _SPLIT.split(text)]
    return [_parse_group(part) for part in parts if part]


def _parse_group(text: str) -> StoneGroup:
    rest = " ".join(text.split())
    count_found = _COUNT.match(rest)
    count = int(count_found[1]) if count_found else 1
    if count == 0:
        raise _refused(text, "A group has at least one stone.")
    rest = rest[count_found.end() :] if count_found else rest
    mct, method, rest = _weight(rest, count)
    about = _ABOUT.search(rest) is not None
    rest = _ABOUT.sub(" ", rest)
    length, width, depth, rest = _measures(rest)
    # "emerald cut" is a shape before "emerald" can be a stone.
    shape, rest = _taken(rest, [row for row in _SHAPE_WORDS.rows if "[ -]" in row[0].pattern])
    species, rest = _taken(rest, _SPECIES_WORDS.rows)
    if not shape:
        shape, rest = _taken(rest, _SHAPE_WORDS.rows)
    growth, rest = _taken(rest, _GROWTH_WORDS.rows)
    left = re.sub(r"\b(of|cut|stones?|mm|brilliants?)\b|[,.()]", " ", rest, flags=re.I).split()
    if left:
        raise _refused(text, f"“{' '.join(left)}” is not understood.")
    if not species:
        raise _refused(text, "The kind of stone is missing.")
    group = StoneGroup(
        count, species, shape, growth or "unknown", length, width, depth, about, mct, method
    )
    return group if mct else estimated(group)


def estimated(group: StoneGroup) -> StoneGroup:
    """The group with an estimated weight, where its measures allow one."""
    each = estimate_mct(group.species, group.shape, group.length_um, group.width_um, group.depth_um)
    if not each:
        return group
    return replace(group, mct=each * group.count, method="formula")


def _weight(text: str, count: int) -> tuple[int, str, str]:
    found = _CARATS.search(text)
    if not found:
        return 0, "", text
    mct = parse_stone_mct(f"{found['number']} {found['unit']}")
    how = (found["how"] or "").lower()
    if how == "each":
        mct *= count
    method = "formula" if found["est"] else _METHODS.get(how, "stated")
    return mct, method, text[: found.start()] + " " + text[found.end() :]


def _measures(text: str) -> tuple[int, int, int, str]:
    found = _MEASURES.search(text)
    if not found:
        return 0, 0, 0, text
    um = parse_dimensions(f"{found[1]} {found[2] or 'mm'}", field="stones")
    if max(um) > 150_000 or min(um) < 300:
        raise _refused(text, "A stone measures 0.3 to 150 mm.")
    length, width, depth = (*um, 0, 0)[:3]
    return max(length, width), min(length, width) if width else 0, depth, _cut(text, found)


def _cut(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " + text[found.end() :]


def _refused(text: str, why: str) -> InputError:
    whole = f"“{text.strip()}”"
    return InputError(
        "Stones not understood",
        why if whole in why else f"{why} In {whole}.",
        "Type for example: 1 sapphire oval 7.02x5.11x3.20; 12 diamonds old cut about 2.1 mm.",
        field="stones",
    )


class _Words:
    """The words of a list as patterns, longest first, plurals included; compiled at first use."""

    def __init__(self, terms: Vocabulary, extra: dict[str, str]) -> None:
        self._terms, self._extra = terms, extra

    @cached_property
    def rows(self) -> list[tuple[re.Pattern[str], str]]:
        """Pattern and code."""
        rows: dict[str, str] = {}
        for term in self._terms.terms:
            for word in (term.word, term.code.replace("_", " ")):
                rows.setdefault(word.casefold(), term.code)
        rows |= self._extra
        found = []
        for word, code in sorted(rows.items(), key=lambda row: -len(row[0])):
            stem = re.escape(word[:-1]) + "(?:y|ies)" if word.endswith("y") else re.escape(word)
            stem = stem.replace("\\ ", "[ -]")
            found.append((re.compile(rf"(?<!\w){stem}(?:s|es)?(?!\w)", re.IGNORECASE), code))
        return found


def _taken(text: str, words: list[tuple[re.Pattern[str], str]]) -> tuple[str, str]:
    for pattern, code in words:
        found = pattern.search(text)
        if found:
            return code, _cut(text, found)
    return "", text


_SPECIES_WORDS = _Words(
    SPECIES,
    {
        "cz": "cubic_zirconia",
        "zirconia": "cubic_zirconia",
        "dia": "diamond",
        "sapph": "sapphire",
        "akoya pearl": "pearl_akoya",
        "akoya": "pearl_akoya",
        "south sea": "pearl_south_sea",
        "tahitian": "pearl_tahitian",
        "lapis": "lapis",
        "paraiba": "paraiba",
        "mother of pearl": "mother_of_pearl",
    },
)
_SHAPE_WORDS = _Words(
    SHAPES,
    {
        "round brilliant": "round",
        "rbc": "round",
        "rd": "round",
        "oec": "old_european",
        "omc": "old_mine",
        "old european": "old_european",
        "old mine": "old_mine",
        "old": "old_cut",
        "emerald-cut": "emerald",
        "step cut": "emerald",
        "rose-cut": "rose",
        "cab": "cabochon",
        "navette": "marquise",
        "carre": "square",
    },
)
_GROWTH_WORDS = _Words(
    GROWTHS,
    {
        "lab-grown": "lab_grown_other",
        "lab grown": "lab_grown_other",
        "lab": "lab_grown_other",
        "synthetic": "lab_grown_other",
        "cvd": "lab_grown_cvd",
        "hpht": "lab_grown_hpht",
        "imitation": "simulant",
    },
)


def measures_words(group: StoneGroup) -> str:
    """Measures as the list shows them: "7.02 × 5.11 × 3.20 mm", "about 2.1 mm"."""
    um = [value for value in (group.length_um, group.width_um, group.depth_um) if value]
    if not um:
        return ""
    show = short_mm if group.about else shown_mm
    return ("about " if group.about else "") + " × ".join(show(value) for value in um) + " mm"


def weight_words(group: StoneGroup, *, mounted: bool = True) -> str:
    """The weight with its source: "0.92 ct est. (mounted)", "1.03 ct by scale"; "" without one."""
    if not group.mct:
        return ""
    if group.estimated:
        return f"{estimate_figure(group.mct)} ct est.{' (mounted)' if mounted else ''}"
    said = {"scale": "by scale", "report": "by report", "stamped": "as stamped"}
    return f"{shown_ct(group.mct)} ct {said.get(group.method, 'customer stated')}"


def group_words(group: StoneGroup) -> str:
    """A group in one line: "12 diamonds, old cut, about 2.1 mm, 0.48 ct est. (mounted)"."""
    parts = [f"{group.count} {species_words(group)}"]
    if group.shape:
        parts.append(SHAPES.word(group.shape))
    parts += [words for words in (measures_words(group), weight_words(group)) if words]
    return ", ".join(parts)


def species_words(group: StoneGroup) -> str:
    """The species with its growth where that must be said, in the plural for several stones."""
    word = SPECIES.word(group.species)
    if group.count > 1:
        word = (
            word[:-1] + "ies" if word.endswith("y") else word + ("es" if word[-1] == "x" else "s")
        )
    if group.growth.startswith("lab_grown"):
        return f"lab-grown {word}"
    return f"{word} (simulant)" if group.growth == "simulant" else word

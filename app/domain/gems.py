"""Stones in words: species with their specific gravity, shapes, growth, roles, settings."""

from __future__ import annotations

from fractions import Fraction

from app.domain.terms import Vocabulary, vocabulary

# code | word || specific gravity
SPECIES = vocabulary(
    "Species",
    "diamond | diamond || 3.52",
    "ruby | ruby || 4.00",
    "sapphire | sapphire || 4.00",
    "padparadscha | padparadscha || 4.00",
    "emerald | emerald || 2.72",
    "aquamarine | aquamarine || 2.72",
    "morganite | morganite || 2.80",
    "heliodor | heliodor || 2.72",
    "amethyst | amethyst || 2.65",
    "citrine | citrine || 2.65",
    "smoky_quartz | smoky quartz || 2.65",
    "rose_quartz | rose quartz || 2.65",
    "rock_crystal | rock crystal || 2.65",
    "ametrine | ametrine || 2.65",
    "chalcedony | chalcedony || 2.60",
    "agate | agate || 2.60",
    "onyx | onyx || 2.60",
    "carnelian | carnelian || 2.60",
    "chrysoprase | chrysoprase || 2.60",
    "jasper | jasper || 2.60",
    "bloodstone | bloodstone || 2.60",
    "alexandrite | alexandrite || 3.73",
    "chrysoberyl | chrysoberyl || 3.73",
    "cats_eye | cat's-eye || 3.73",
    "spinel | spinel || 3.60",
    "tourmaline | tourmaline || 3.06",
    "rubellite | rubellite || 3.06",
    "indicolite | indicolite || 3.06",
    "paraiba | Paraíba tourmaline || 3.10",
    "garnet | garnet || 3.95",
    "almandine | almandine || 4.05",
    "pyrope | pyrope || 3.78",
    "rhodolite | rhodolite || 3.84",
    "spessartine | spessartine || 4.15",
    "tsavorite | tsavorite || 3.61",
    "demantoid | demantoid || 3.84",
    "topaz | topaz || 3.53",
    "zircon | zircon || 4.69",
    "peridot | peridot || 3.34",
    "tanzanite | tanzanite || 3.35",
    "opal | opal || 2.10",
    "black_opal | black opal || 2.10",
    "boulder_opal | boulder opal",
    "fire_opal | fire opal || 2.00",
    "jadeite | jadeite || 3.34",
    "nephrite | nephrite || 2.95",
    "lapis | lapis lazuli || 2.75",
    "turquoise | turquoise || 2.76",
    "moonstone | moonstone || 2.57",
    "labradorite | labradorite || 2.70",
    "malachite | malachite || 3.95",
    "hematite | hematite || 5.20",
    "iolite | iolite || 2.61",
    "kunzite | kunzite || 3.18",
    "coral | coral || 2.65",
    "amber | amber || 1.08",
    "jet | jet || 1.32",
    "ivory | ivory || 1.85",
    "tortoiseshell | tortoiseshell || 1.29",
    "mother_of_pearl | mother-of-pearl || 2.78",
    "shell | shell || 2.80",
    "pearl | pearl || 2.70",
    "pearl_natural | natural pearl || 2.70",
    "pearl_akoya | Akoya pearl || 2.72",
    "pearl_south_sea | South Sea pearl || 2.70",
    "pearl_tahitian | Tahitian pearl || 2.70",
    "pearl_freshwater | freshwater pearl || 2.70",
    "pearl_mabe | mabé pearl",
    "pearl_keshi | keshi pearl || 2.70",
    "paste | paste || 2.50",
    "glass | glass || 2.50",
    "moissanite | moissanite || 3.22",
    "cubic_zirconia | cubic zirconia || 5.80",
    "enamel | enamel",
    "unknown | not determined",
)

_CITES = frozenset({"coral", "ivory", "tortoiseshell"})
_ORGANIC = frozenset(
    {"coral", "amber", "jet", "ivory", "tortoiseshell", "shell", "mother_of_pearl"}
)

SHAPES = vocabulary(
    "Shapes",
    "round | round",
    "oval | oval",
    "cushion | cushion",
    "emerald | emerald cut",
    "asscher | Asscher",
    "princess | princess",
    "radiant | radiant",
    "pear | pear",
    "marquise | marquise",
    "heart | heart",
    "baguette | baguette",
    "tapered_baguette | tapered baguette",
    "trillion | trillion",
    "half_moon | half-moon",
    "shield | shield",
    "kite | kite",
    "hexagon | hexagon",
    "french | French cut",
    "calibre | calibré",
    "bullet | bullet",
    "lozenge | lozenge",
    "portuguese | Portuguese cut",
    "table | table cut",
    "square | square",
    "rectangle | rectangle",
    "briolette | briolette",
    "rose | rose cut",
    "old_mine | old mine cut",
    "old_european | old European cut",
    "old_cut | old cut",
    "single | single cut",
    "cabochon | cabochon",
    "sugarloaf | sugarloaf",
    "bead | bead",
    "drop | drop",
    "baroque | baroque",
    "button | button",
    "intaglio | intaglio",
    "cameo | cameo",
    "other | other",
)

GROWTHS = vocabulary(
    "Growth",
    "natural | natural",
    "lab_grown_cvd | lab-grown, CVD",
    "lab_grown_hpht | lab-grown, HPHT",
    "lab_grown_other | lab-grown",
    "cultured | cultured",
    "simulant | simulant",
    "unknown | not determined",
)

STONE_ROLES = vocabulary(
    "Roles of stones", "centre", "side | side stone", "accent", "melee_group | melee"
)

SETTINGS = vocabulary(
    "Settings",
    "prong_4 | four prongs",
    "prong_6 | six prongs",
    "prong | prongs",
    "bezel | bezel",
    "half_bezel | half-bezel",
    "channel | channel",
    "bar | bar",
    "pave | pavé",
    "micro_pave | micro-pavé",
    "flush | flush",
    "tension | tension",
    "invisible | invisible",
    "cluster | cluster",
    "illusion | illusion",
    "collet | closed back",
    "glued | glued",
    "strung | strung",
)

VOCABULARIES: dict[str, Vocabulary] = {
    "species": SPECIES,
    "shapes": SHAPES,
    "growths": GROWTHS,
    "stone_roles": STONE_ROLES,
    "settings": SETTINGS,
}


def specific_gravity(species: str) -> Fraction:
    """The specific gravity of a species for estimates; 0 where none is usual."""
    term = SPECIES.get(species)
    return Fraction(term.note) if term and term.note else Fraction(0)


def needs_permit(species: str) -> bool:
    """Whether the species is protected, so that the piece may not leave the country as it is."""
    return species in _CITES


def is_organic(species: str) -> bool:
    """Whether the material takes up water, so that its weight changes with the air."""
    return species in _ORGANIC or species.startswith("pearl") or "opal" in species

"""Inter and the fonts of other scripts, loaded from the program's own resources."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from app.resources import resource

WEIGHTS = {
    "regular": QFont.Weight.Normal,
    "medium": QFont.Weight.Medium,
    "semibold": QFont.Weight.DemiBold,
    "bold": QFont.Weight.Bold,
}
FACES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
QUIET = "qt.text.font.db=false"
"""Qt tells the terminal of each face that lacks a script before it takes the one that has it."""
_families: list[str] = []


def load_fonts() -> list[str]:
    """Load Inter before the first window is painted; returns the families, Inter first."""
    if not _families:
        QLoggingCategory.setFilterRules(QUIET)
        for face in FACES:
            _add(face)
        if "Inter" not in _families:
            _families.insert(0, "Inter")
    return _families


def load_other_scripts() -> None:
    """Load the faces of the other scripts (Arabic, Hebrew, Thai …): after the first paint."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        if path.name.startswith(("Noto", "WenQuanYi")) and "Bold" not in path.name:
            _add(path.name)
    font.cache_clear()


def _add(face: str) -> None:
    made = QFontDatabase.addApplicationFont(str(resource("fonts", face)))
    for family in QFontDatabase.applicationFontFamilies(made):
        if family not in _families:
            _families.append(family)


@lru_cache(maxsize=256)
def font(size: int = 13, weight: str = "regular", numbers: bool = False) -> QFont:
    """A font by its height in px. ``numbers`` gives tabular figures: only for numeric cells.

    Inter's tabular feature also widens hyphens, so document numbers must not use it.
    """
    made = QFont(load_fonts())
    made.setPixelSize(size)
    made.setWeight(WEIGHTS[weight])
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if numbers:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def script_font(size: int) -> QFont:
    """The face of a name that is typed instead of signed, by its height in px."""
    made = QFont([*_script_families(), *load_fonts()])  # other alphabets have no script here
    made.setPixelSize(size)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=1)
def _script_families() -> list[str]:
    """The script, which is loaded when somebody first types a signature."""
    made = QFontDatabase.addApplicationFont(str(resource("fonts", "GreatVibes-Regular.ttf")))
    return list(QFontDatabase.applicationFontFamilies(made))

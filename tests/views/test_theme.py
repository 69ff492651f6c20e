"""The look: readable in both themes, icons that are there, one switch for everything."""

from __future__ import annotations

import ast
import re
import sys
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.resources import resource
from app.views import theme
from app.views.theme import Theme, contrast
from app.views.theme.stylesheet import stylesheet

THEMES = {"light": theme.LIGHT, "dark": theme.DARK}
GROUNDS = ("canvas", "surface", "raised", "sunken", "nav", "hover", "sel", "accent_soft")
INKS = ("ink", "ink2", "muted")
PAIRS = [
    *product(INKS, GROUNDS),
    *product(("accent", "danger"), ("canvas", "surface", "raised", "nav", "accent_soft")),
    *((f"c_{tone}", f"b_{tone}") for tone in theme.TONES),
    *product((f"c_{tone}" for tone in theme.TONES), ("surface", "canvas", "sel")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hi"),
    ("on_danger", "danger"),
    ("on_danger", "danger_hi"),
    ("on_toast", "toast"),
]
EDGES = [
    *product(("field", "focus"), ("canvas", "surface", "raised")),
    ("focus", "nav"),
    ("focus", "sel"),
    ("danger", "surface"),
    ("toast_line", "toast"),
    ("accent", "sel"),
]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read(name: str, ink: str, ground: str) -> None:
    tokens = THEMES[name]
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_fields_and_focus_can_be_seen(name: str, edge: str, ground: str) -> None:
    tokens = THEMES[name]
    assert contrast(tokens[edge], tokens[ground]) >= 3


def test_both_themes_have_the_same_tokens() -> None:
    assert theme.LIGHT.keys() == theme.DARK.keys()


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_leaves_no_token_open(name: str) -> None:
    assert "@" not in stylesheet(THEMES[name])


def icons_named_in_the_program() -> set[str]:
    """Names of icons that stand in the source, as far as they can be read there."""
    known = {path.stem for path in resource("icons").glob("*.svg")}
    found = set()
    for path in Path("app/views").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "icon":
                value = node.value
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                    found.add(value.value)
    assert known
    return found


def test_every_icon_that_is_named_is_there() -> None:
    there = {path.stem for path in resource("icons").glob("*.svg")}
    assert icons_named_in_the_program() <= there


def test_icons_come_with_their_licence() -> None:
    assert "ISC License" in resource("icons", "LICENSE").read_text(encoding="utf-8")


def test_an_unknown_icon_fails_where_it_is_named(dress: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


def test_an_icon_follows_the_theme(dressed: Theme) -> None:
    icon = theme.icon("gem", "ink")

    def darkest(of: QIcon) -> int:
        image = of.pixmap(QSize(32, 32)).toImage()
        return min(
            image.pixelColor(x, y).lightness()
            for x in range(32)
            for y in range(32)
            if image.pixelColor(x, y).alpha() > 200
        )

    dressed.set_mode("light")
    light = darkest(icon)
    dressed.set_mode("dark")
    assert light < 60
    assert darkest(icon) > 180


def test_inter_is_loaded_with_its_weights(dress: Theme) -> None:
    assert QFont(theme.load_fonts()).family() == "Inter"
    widths = [
        QFontMetrics(theme.font(20, weight)).horizontalAdvance("Hamburgefonts")
        for weight in ("regular", "medium", "semibold", "bold")
    ]
    assert widths == sorted(set(widths))


def test_figures_are_tabular_only_where_asked(dress: Theme) -> None:
    plain, tabular = (QFontMetrics(theme.font(13, "regular", n)) for n in (False, True))
    assert tabular.horizontalAdvance("1111") == tabular.horizontalAdvance("0000")
    assert plain.horizontalAdvance("1111") < plain.horizontalAdvance("0000")


def test_the_choice_of_theme_is_told_once(qtbot: QtBot, dressed: Theme) -> None:
    told: list[bool] = []
    theme.signals.changed.connect(lambda: told.append(theme.is_dark()))
    dressed.set_mode("dark")
    dressed.set_mode("dark")
    dressed.toggle()
    assert told == [True, False]
    assert dressed.mode == "light"
    dressed.set_mode("purple")
    assert dressed.mode == "system"


def test_no_text_is_smaller_than_eleven_pixels() -> None:
    sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", stylesheet(theme.LIGHT))]
    assert min(sizes) == 11


def test_words_of_a_client_are_no_markup(qtbot: QtBot, dress: Theme) -> None:
    from app.views.widgets.text import Text

    label = Text("<b>Ann</b> & Co")
    qtbot.addWidget(label)
    plain = QLabel("x")
    qtbot.addWidget(plain)
    assert label.text() == "<b>Ann</b> & Co"
    assert label.sizeHint().width() > label.fontMetrics().horizontalAdvance("Ann & Co")


def test_a_thousand_calls_of_qt_leave_none_alone(qapp: QApplication) -> None:
    """Qt for Python 6.12 loses one reference to None in each void call on Python 3.11."""
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < 100
    widget.deleteLater()


def test_the_systems_colour_scheme_is_followed_unless_chosen(
    qapp: QApplication, dressed: Theme
) -> None:
    hints = qapp.styleHints()
    dressed.set_mode("system")
    hints.colorSchemeChanged.emit(hints.colorScheme())
    assert theme.is_dark() == (hints.colorScheme() == Qt.ColorScheme.Dark)
    dressed.set_mode("dark")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.is_dark()

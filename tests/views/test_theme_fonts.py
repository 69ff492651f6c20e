"""The fonts of other scripts say nothing on the terminal."""

from __future__ import annotations

import os
import subprocess
import sys

PAINTED = """
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.devices import sounds
from app.views.theme import fonts
from PySide6.QtCore import QLoggingCategory
fonts.load_fonts()
print(QFontMetrics(fonts.font(14)).horizontalAdvance("प्रिया शर्मा") > 0)
fonts.load_other_scripts()
print(QFontMetrics(fonts.font(15)).horizontalAdvance("प्रिया शर्मा") > 0)
QLoggingCategory.setFilterRules(sounds.QUIET)
print(QFontMetrics(fonts.font(16)).horizontalAdvance("प्रिया शर्मा") > 0)
"""


def test_a_name_in_another_script_is_painted_without_a_word_on_the_terminal() -> None:
    """Neither before its face is loaded nor after the first sound, which sets what Qt tells anew."""
    ran = subprocess.run(
        [sys.executable, "-c", PAINTED],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.stdout.split(), ran.stderr) == (["True"] * 3, "")

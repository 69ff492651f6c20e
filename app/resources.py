"""Where the fonts, tag stocks, wordings, icons and the sample shop's pictures lie.

One function serves the source tree and the bundled program alike: PyInstaller unpacks its data
into the folder that it names in ``sys._MEIPASS``.
"""

from __future__ import annotations

import sys
from pathlib import Path

_ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[1])) / "resources"


def resource(*parts: str) -> Path:
    """The path of a file or folder that ships with Parure: ``resource("fonts", "Inter-Bold.ttf")``.

    Raises ``FileNotFoundError`` when the program was installed incompletely.
    """
    path = _ROOT.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"This installation of Parure lacks {'/'.join(parts)}")
    return path

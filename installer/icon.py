"""Draws the program's icon from icon.svg: PNG for Linux, ICO for Windows, ICNS for macOS.

usage: python installer/icon.py FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
DRAWING = Path(__file__).with_name("icon.svg")


def draw(folder: Path) -> None:
    """Leaves parure-<size>.png, parure.ico and parure.icns in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(DRAWING))
    drawn = []
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        path = folder / f"parure-{size}.png"
        image.save(str(path))
        drawn.append(Image.open(path))
    small = [picture for picture in drawn if picture.width <= 256]
    small[-1].save(
        folder / "parure.ico", sizes=[picture.size for picture in small], append_images=small[:-1]
    )
    drawn[-1].save(folder / "parure.icns")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv[:1])
    draw(Path(sys.argv[1]))

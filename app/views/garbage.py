"""Python's search for garbage, done by the window's thread alone.

Left to itself Python looks for objects that hold each other in whichever thread has just made one.
A Qt object found so would die beside the window while the window still calls it, and the program
with it. So the search of its own accord is off, and the window looks in its own time.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 250
YOUNG = 10_000
"""So many new objects since the last look are looked through; Python's 700 are a tenth of a start."""
OLDER_EVERY = 10
"""Every tenth look goes through what the last ones left, every tenth of those through everything."""


class Garbage(QObject):
    """Looks for garbage in the window's thread as long as it lives; Python never does any more.

    Not even when the window is closed: a thread that ends later than it might be the one to look.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        looks = QTimer(self)
        looks.setInterval(LOOK_MS)
        looks.timeout.connect(self._look)
        looks.start()

    def _look(self) -> None:
        collect_due()


def collect_due() -> None:
    """Look through what is new where that has become much, and with it now and then through what is older."""
    new, young_looks, older_looks = gc.get_count()
    if new < YOUNG:
        return
    if young_looks < OLDER_EVERY:
        gc.collect(0)
    elif older_looks < OLDER_EVERY:
        gc.collect(1)
    else:
        gc.collect(2)

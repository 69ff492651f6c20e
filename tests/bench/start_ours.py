"""Parure's own start, which says when the shell and the filled list are painted. See ``start``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app import cli

POLL_MS = 3
PATIENCE_MS = 30_000


class Witness(QObject):
    """Looks on and says: the first painted window, then somebody in, then the orders on the screen."""

    def __init__(self, program: Any, say: Callable[[str], object]) -> None:
        super().__init__()
        self._program = program
        self._say = say
        self._watched: QWidget | None = None
        self._painted = self._said_shell = self._asked = self._seen = False
        self._said = ["list", "today"]
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(POLL_MS)
        self._watch(program.window)
        QTimer.singleShot(PATIENCE_MS, self, lambda: os._exit(1))

    def _watch(self, widget: QWidget | None) -> None:
        if widget is not None and widget is not self._watched:
            self._watched, self._painted = widget, False
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._watched:
            self._painted = True
            if not self._said_shell:  # said as the floor says it: after this round of painting
                self._said_shell = True
                QTimer.singleShot(0, self, lambda: self._say("shell"))
        return False

    def _look(self) -> None:
        place = self._program.workplace
        if not self._said_shell:
            self._watch(self._program.window)
        elif place is not None and not self._asked:
            self._asked = True
            place.desk.read(_first_person, self._let_in)
        elif self._asked and place.window.page is not None:
            self._look_at_list(place.window.page)

    def _let_in(self, person: Any) -> None:
        place = self._program.workplace
        place.door.let_in(person)
        self._watch(place.window.page.list)  # painted in one round with its rows

    def _look_at_list(self, page: Any) -> None:
        """Today's rows first, then those of the orders; each must have been painted."""
        filled = page.list.row if "today" in self._said else page.list.model.line(0)
        if filled is None:
            return
        if not self._seen:
            self._seen, self._painted = True, False
            self._watched.update()  # type: ignore[union-attr]
        elif self._painted:
            self._say(self._said.pop())
            self._go_on()

    def _go_on(self) -> None:
        if not self._said:
            os._exit(0)
        self._seen = False
        window = self._program.workplace.window
        window.navigate("orders")
        self._watch(window.page.view.viewport())


def _first_person(db: Any) -> Any:
    from app.services.people_list import people_list

    return people_list(db)[0].actor


def start(shop: Path, say: Callable[[str], object]) -> None:
    """As ``python -m app``, with a witness."""
    from app import main

    begin = main.Program.begin

    def watched(program: Any, folder: Path | None) -> None:
        begin(program, folder)
        program.witness = Witness(program, say)

    main.Program.begin = watched  # type: ignore[method-assign,assignment]
    cli.main(["--shop", str(shop)])


def keep_key(shop: Path, key: bytes) -> None:
    """Lay the shop's key where this (temporary) home keeps keys."""
    from app import keys
    from app.shop_folder import DESCRIPTION

    page = shop / DESCRIPTION
    described = json.loads(page.read_text(encoding="utf-8"))
    kept = keys.keep(described["shop"], key)
    page.write_text(json.dumps(described | {"key": kept.place.value}), encoding="utf-8")


if __name__ == "__main__":
    what, folder, key_hex = sys.argv[1:]
    if what == "key":
        keep_key(Path(folder), bytes.fromhex(key_hex))
    else:
        assert QApplication.instance() is None
        start(Path(folder), lambda word: print(word, flush=True))

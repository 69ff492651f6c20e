"""The program's window on a house, with somebody at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.undo import undo
from app.shop import Shop
from app.views.frame.desk import Desk, Session
from app.views.frame.window import MainWindow
from app.views.pages import PAGES
from app.views.pool import Pool
from app.views.reader import Reader
from app.views.theme import Theme
from app.views.writer import Writer


@contextmanager
def window_on(
    house: Shop, actor: Actor, qtbot: QtBot, pool: Pool, dress: Theme, settings: QSettings
) -> Iterator[MainWindow]:
    """The window, shown and active; all that works for it ends with the block."""
    reader, writer = Reader(house.reader), Writer(house)
    desk = Desk(reader, writer, pool, house.settings, Session(actor), undo=undo)
    made = MainWindow(desk, PAGES, dress, settings)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    pool.close()
    writer.close()
    reader.close()
    for thing in (desk, writer, reader):
        thing.deleteLater()

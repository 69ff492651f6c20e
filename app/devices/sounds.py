"""The four sounds of scanning: told apart without looking. Made here, so no file is needed."""

from __future__ import annotations

import math
import struct
from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLoggingCategory, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

RATE = 22_050
VOLUME = 0.35
UNSEEN = ("offscreen", "minimal")
"""Platforms of Qt without a screen: nobody sits before them, and often no sound is there either."""
QUIET = "qt.multimedia.*=false\nqt.text.font.db=false"
"""Qt tells the terminal which libraries for video it did not find; sounds need none of them. These
rules take the place of those before, so that what the fonts keep quiet is said again."""

SOUNDS: dict[str, tuple[tuple[int, int], ...]] = {
    # (hertz, milliseconds) one after another; 0 hertz is a rest
    "ok": ((1320, 70),),
    "twice": ((880, 60), (0, 40), (880, 60)),
    "wrong": ((660, 90), (440, 160)),
    "unknown": ((220, 260),),
}


@lru_cache(maxsize=8)
def samples(name: str) -> bytes:
    """A sound as 16-bit mono samples at 22 050 Hz, without clicks at its ends."""
    made = bytearray()
    for hertz, ms in SOUNDS[name]:
        count = RATE * ms // 1000
        for at in range(count):
            edge = min(1.0, at / 110, (count - at) / 110)
            value = math.sin(2 * math.pi * hertz * at / RATE) * edge * VOLUME if hertz else 0.0
            made += struct.pack("<h", round(value * 32_767))
    return bytes(made)


class ScanSounds(QObject):
    """Plays a sound by its name; where there is no sound device the system's own bell rings."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sink: QObject | None = None
        self._buffer = QBuffer(self)

    def play(self, name: str) -> None:
        """Play one of SOUNDS; a newer sound cuts the older one short. A window unseen makes none."""
        if QGuiApplication.platformName() in UNSEEN:
            return None
        QLoggingCategory.setFilterRules(QUIET)
        try:
            # Multimedia is loaded at the first sound: the window need not wait for it.
            from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices
        except ImportError:
            return QApplication.beep()
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            return QApplication.beep()
        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if self._sink is not None:
            self._sink.deleteLater()
        self._buffer.close()
        self._buffer.setData(QByteArray(samples(name)))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        sink = QAudioSink(device, form, self)
        sink.start(self._buffer)
        self._sink = sink
        return None

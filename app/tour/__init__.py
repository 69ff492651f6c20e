"""The tour: the day's main job played through the real windows and services on a fresh sample shop."""

from __future__ import annotations

from pathlib import Path


def play(out: Path, scale: float = 1) -> bool:
    """Play the tour and leave its pictures and papers in a folder; whether every step was as it should be.

    Nothing is shown on any display, and nobody is asked anything. ``scale`` is that of the sample
    shop on which it is played.
    """
    from app.tour.playing import play as play_all  # here: the command line loads Qt only for it

    return play_all(out, scale)

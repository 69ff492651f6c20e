"""Whether this PC's Parure was closed properly the last time: a mark lies in the shop while it is open.

A file and no row: a backup or a copy that is made meanwhile must not say that it was cut off.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from app.services.drafts import OpenDraft, draft_words

MARK = "open-now"
"""The file in the shop's folder. It is empty: that it is there says all."""

log = logging.getLogger(__name__)


def mark_open(folder: Path) -> bool:
    """Put the mark into a shop's folder; True where one lay there: the last end was none."""
    mark = folder / MARK
    there = mark.exists()
    try:
        mark.touch()
    except OSError:  # a folder that cannot be written to has troubles of its own, told elsewhere
        log.warning("the mark of an open shop could not be written")
    if there:
        log.info("Parure had not been closed properly")
    return there


def mark_closed(folder: Path) -> None:
    """Take the mark away: all that waited is written."""
    try:
        (folder / MARK).unlink(missing_ok=True)
    except OSError:
        log.warning("the mark of an open shop could not be removed")


def cut_off_words(drafts: Sequence[OpenDraft]) -> str:
    """What is told after an end that was none: nothing is lost, and what was not saved yet."""
    kept = "Everything that was said to be saved is there."
    names = list(dict.fromkeys(f"the {draft_words(draft.kind)}" for draft in drafts))
    if not names:
        return f"{kept} You had typed nothing that was not saved."
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{kept} Not saved yet, and kept as it was: {said}. Go on with it from “Your drafts” on Today."

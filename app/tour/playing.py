"""The steps of the tour one after the other: each timed, each ends, none asks anybody."""

from __future__ import annotations

import logging
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.services.check import check
from app.tour import (
    design_steps,
    gallery,
    order_steps,
    paper_steps,
    return_steps,
    ring_steps,
    stock_steps,
)
from app.tour.day import Day
from app.tour.hands import TourError
from app.tour.stage import set_up
from app.tour.summary import SUMMARY, earlier_files, write_summary
from app.views.widgets.error_sheet import ErrorSheet

STEP_LIMIT_S = 150
"""No step takes longer: whatever waits for an answer then is closed, and the step has failed."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Played:
    """How a step went; ``why`` says what was wrong with it, '' if nothing."""

    name: str
    seconds: float
    why: str = ""

    @property
    def ok(self) -> bool:
        """Whether it did all it should."""
        return not self.why


def nothing_is_broken(day: Day) -> None:
    """The shop's own check after all that."""
    found = check(day.stage.shop).problems
    if found:
        raise TourError(f"{len(found)} problems: {found[0].sentence}")


STEPS: tuple[tuple[str, Callable[[Day], None]], ...] = (
    ("Import the web shop's orders", order_steps.import_the_file),
    ("Review order #1042 and read it back", order_steps.review_the_order),
    ("Send it to the bench and print its bag", order_steps.send_it_to_the_bench),
    ("Make its packing slip and its invoice", paper_steps.make_the_order_s_papers),
    ("Design the tag and save it as version 2", design_steps.design_the_tag),
    ("Take in a consigned ring", ring_steps.take_in_a_ring),
    ("Write, sign and print its condition report", ring_steps.write_the_report),
    ("Sign the receipt and print it", ring_steps.sign_the_receipt),
    ("Print the ring's tag", ring_steps.print_the_tag),
    ("Scan the tag from another page", ring_steps.scan_the_tag),
    ("Scan a mistyped code", ring_steps.scan_a_wrong_code),
    ("Write a second report, a scratch later", return_steps.write_the_second_report),
    ("Compare the two and print the difference report", return_steps.compare_the_reports),
    ("Show the passport of a piece and print it", return_steps.show_the_passport),
    ("Put pieces into a tray with the scan basket", stock_steps.put_pieces_into_a_tray),
    ("Let tags wait for a printer that is off", stock_steps.show_the_queue),
    ("Show every page, light and dark", gallery.show_every_page),
    ("Show the door", gallery.show_the_door),
    ("Check the shop", nothing_is_broken),
)
SETTING_UP = "Make the sample shop and open the window"


def play(out: Path, scale: float) -> bool:
    """Play all steps and leave their pictures, papers and ``summary.json`` in a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for file in earlier_files(out):
        file.unlink(missing_ok=True)
    for folder in ("pages", "steps"):
        shutil.rmtree(out / folder, ignore_errors=True)
    played: list[Played] = []
    day: Day | None = None
    begun = time.monotonic()
    try:
        with set_up(out, scale) as stage:
            played.append(Played(SETTING_UP, time.monotonic() - begun))
            day = Day(stage)
            played += [_step(name, step, day) for name, step in STEPS]
            write_summary(out, played, day)
    except Exception as error:
        log.exception("the tour could not be played")
        name = SETTING_UP if day is None else "Close the window"
        played.append(Played(name, time.monotonic() - begun, f"{type(error).__name__}: {error}"))
        write_summary(out, played, None)
    _tell(out, played)
    return all(one.ok for one in played)


def _tell(out: Path, played: Sequence[Played]) -> None:
    """Say on standard error how each step went, and where the summary lies."""
    lines = []
    for one in played:
        mark = "ok    " if one.ok else "FAILED"
        lines.append(f"{mark} {one.seconds:6.1f} s  {one.name}")
        lines += [f"       {one.why}"] if one.why else []
    sys.stderr.write("\n".join([*lines, str(out / SUMMARY), ""]))


def _step(name: str, step: Callable[[Day], None], day: Day) -> Played:
    """Play a step; whatever goes wrong in it, the next one gets its turn."""
    begun = time.monotonic()
    why = ""
    with _limited(), _overheard() as heard:
        try:
            step(day)
            why = _own_mistakes(day)
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
            _keep_picture(day, name)
    return Played(name, round(time.monotonic() - begun, 2), why or "; ".join(heard))


def _own_mistakes(day: Day) -> str:
    """What an error sheet over the window says, '' if there is none."""
    sheets = day.stage.hands.there(ErrorSheet)
    for sheet in sheets:
        sheet.dismiss()
    return f"{len(sheets)} error sheets over the window" if sheets else ""


def _keep_picture(day: Day, name: str) -> None:
    file = "failed-" + "-".join(name.lower().replace("#", "").replace(",", "").split())
    day.stage.place.window.grab().save(str(day.stage.out / f"{file}.png"))


@contextmanager
def _limited() -> Iterator[None]:
    """After the limit close whatever asks for an answer, so that the step goes on and fails."""
    timer = QTimer()
    timer.setSingleShot(True)
    timer.setInterval(STEP_LIMIT_S * 1000)
    timer.timeout.connect(_close_what_waits)
    timer.start()
    try:
        yield
    finally:
        timer.stop()


def _close_what_waits() -> None:
    waiting = QApplication.activeModalWidget() or QApplication.activePopupWidget()
    if waiting is not None:
        waiting.close()


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """Errors that a slot raises reach nobody: Qt prints them and goes on. Here they are kept."""
    heard: list[str] = []
    before = sys.excepthook

    def hear(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        heard.append(f"{kind.__name__}: {error}")
        before(kind, error, trace)

    sys.excepthook = hear
    try:
        yield heard
    finally:
        sys.excepthook = before

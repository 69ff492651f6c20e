"""CUPS that goes away while it is told: what it may have is in doubt, and never sent a second time by itself."""

from __future__ import annotations

from typing import Any

import pytest

from app.printing.transports import cups, libcups
from app.printing.transports.base import Outgoing, TransportError, tell_nobody
from app.printing.transports.spooling import OsQueue

_REFUSED, _AWAY, _DONE = 0x040A, 0x0502, 0x0404
"""Document format not supported; service unavailable; not possible (the job is done already)."""


class Broken:
    """libcups with a job of which one call ends as told; ``calls`` are the names of those made."""

    def __init__(self, *, write: int = 100, finish: int = 0, cancel: int = 0) -> None:
        self.ends = {"cupsWriteRequestData": write, "cupsFinishDocument": finish}
        self.ends |= {"cupsCancelJob2": cancel, "cupsCreateJob": 17, "cupsStartDocument": 100}
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        def call(*_about: object) -> Any:
            self.calls.append(name)
            if name == "cupsLastErrorString":
                return b"it went away"
            return self.ends.get(name, 0 if name == "cupsDoRequest" else 1)

        return call


def broken(monkeypatch: pytest.MonkeyPatch, **ends: int) -> Broken:
    lib = Broken(**ends)
    monkeypatch.setattr(libcups, "library", lambda: lib)
    return lib


def sent(monkeypatch: pytest.MonkeyPatch, **ends: int) -> TransportError:
    lib = broken(monkeypatch, **ends)
    way = cups.CupsRaw("ZEBRA", None, "/run/nowhere")
    with pytest.raises(TransportError) as told:
        way.send_all([Outgoing("a.escpos", b"receipt")], "Receipt", tell_nobody)
    assert "cupsCancelJob2" in lib.calls
    return told.value


@pytest.mark.parametrize(
    ("ends", "doubtful"),
    [
        ({"write": 0}, False),  # half of it: cancelled, none of it prints
        ({"finish": _REFUSED}, False),
        ({"finish": _AWAY}, True),  # all of it was given, and its answer never came
        ({"write": 0, "cancel": _AWAY}, True),
        ({"finish": _REFUSED, "cancel": _DONE}, True),
    ],
)
def test_what_cups_may_have_is_in_doubt(
    monkeypatch: pytest.MonkeyPatch, ends: dict[str, int], doubtful: bool
) -> None:
    error = sent(monkeypatch, **ends)
    assert bool(error.sent_bytes) == doubtful
    assert error.retry


def test_a_scheduler_that_is_away_says_nothing_of_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not "it has left the spooler": it is asked again later."""
    broken(monkeypatch)
    with pytest.raises(TransportError):
        cups.CupsQueue("LASER", "/run/nowhere").job(17)


def test_a_paper_whose_answer_never_came_is_in_doubt_too(monkeypatch: pytest.MonkeyPatch) -> None:
    lib = broken(monkeypatch, finish=_AWAY)
    lib.ends |= {"cupsDoRequest": 1, "ippGetStatusCode": 0, "ippFindAttribute": 0}
    way = cups.CupsPdf("LASER", "/run/nowhere")
    queue = OsQueue("LASER", "Laser", "HP", "ipp://laser", False, True)
    monkeypatch.setattr(cups, "queues", lambda _server: [queue])
    with pytest.raises(TransportError) as told:
        way.send_all([Outgoing("a.pdf", b"%PDF-1.7")], "Paper", tell_nobody)
    assert told.value.sent_bytes

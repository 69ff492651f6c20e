"""A Zebra in the network: it is asked how it stands before the first label, between, and at the end.

Never more than a few labels are in the printer unprinted: should it go off, few are in doubt.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from app.domain.wording import counted
from app.printing.tag.zpl import zpl
from app.printing.transports.base import (
    AWAY,
    BUSY,
    BY_DEVICE,
    SILENT,
    WRONG_MEDIA,
    Confirmation,
    Outgoing,
    PrinterStatus,
    Progress,
    Tell,
    TransportError,
)
from app.printing.transports.labels import LabelSetting, Row, rows_of
from app.printing.transports.tcp import Line
from app.printing.transports.zebra_status import (
    ASK,
    REMEDIES,
    STRINGS,
    WORDS,
    HostStatus,
    NoStatusError,
    read_status,
    strings_in,
)

AHEAD = 2
"""So many rows may lie in the printer before the next one leaves."""
PATIENCE_S = 600.0
"""So long a printer may stand still in the middle of a job (a roll is fetched), then it is doubtful."""
IDLE_S = 10.0
TOLERANCE = 0.1


class ZebraTcp:
    """Labels to a Zebra at ``address`` (host or host:port). ``stopped`` ends a wait: Parure closes."""

    def __init__(
        self,
        address: str,
        setting: LabelSetting | None = None,
        *,
        stopped: Callable[[], bool] = lambda: False,
        patience_s: float = PATIENCE_S,
        idle_s: float = IDLE_S,
        poll_s: float = 0.1,
    ) -> None:
        self.address = address
        self.setting = setting or LabelSetting()
        self._stopped = stopped
        self._patience_s, self._idle_s, self._poll_s = patience_s, idle_s, poll_s

    def status(self) -> PrinterStatus:
        """What it answers to ``~HS`` just now."""
        try:
            with Line(self.address, self._stopped) as line:
                return _asked(line).status("It answered")
        except TransportError as error:
            words = "Not reached" if error.fault == AWAY else "Gives no answer"
            return PrinterStatus(error.fault or AWAY, words, "bad", error.message)

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        """Print labels; returns when the printer says that all of them are out."""
        rows, told = list(rows_of(parts, self.setting)), self.setting.zpl()
        with Line(self.address, self._stopped) as line:
            self._refuse_unready(line, len(parts))
            run = _Run(line, rows, len(parts), tell)
            try:
                for row in rows:
                    self._wait(run, AHEAD)
                    run.put(row, zpl(row.image, row.copies, told))
                self._wait(run, 0)
            except TransportError as error:
                error.certain = run.certain
                error.sent_bytes = line.sent
                raise
        return Confirmation(BY_DEVICE, f"{counted(len(parts), 'label')} out, told by the printer")

    def _refuse_unready(self, line: Line, many: int) -> None:
        """Nothing has left yet: a fault is named and nothing is lost."""
        until = time.monotonic() + self._idle_s
        status = _asked(line)
        while not status.idle and not status.fault and time.monotonic() < until:
            time.sleep(self._poll_s)
            status = _asked(line)
        fault = status.fault or ("" if status.idle else BUSY)
        if fault:
            raise TransportError(
                WORDS[fault],
                f"{WORDS[fault]}, 0 of {many}.{self._wanted(fault)}",
                REMEDIES[fault],
                retry=True,
                fault=fault,
            )
        self._refuse_wrong_roll(status, many)

    def _refuse_wrong_roll(self, status: HostStatus, many: int) -> None:
        wanted, there = self.setting.length, status.length_dots
        if not wanted or not there or abs(there - wanted) <= max(16, wanted * TOLERANCE):
            return
        raise TransportError(
            "Another roll is wanted",
            f"Wrong labels, 0 of {many}.{self._wanted(WRONG_MEDIA)}",
            "Put that roll in and calibrate the printer, or say that its measure is not to be compared.",
            retry=True,
            fault=WRONG_MEDIA,
        )

    def _wanted(self, fault: str) -> str:
        asks = fault in ("paper_out", WRONG_MEDIA) and self.setting.wanted
        return f" {self.setting.wanted} wanted." if asks else ""

    def _wait(self, run: _Run, most: int) -> None:
        """Until at most so many rows lie in the printer, however long somebody fetches a roll."""
        until = time.monotonic() + self._patience_s
        while True:
            status = run.ask()
            if not status.fault and run.inside <= most:
                return
            if time.monotonic() > until or self._stopped():
                fault = status.fault or BUSY
                raise TransportError(
                    WORDS[fault],
                    f"{WORDS[fault]} after {run.certain} of {run.many}.{self._wanted(fault)}",
                    REMEDIES[fault],
                    fault=fault,
                )
            time.sleep(self._poll_s)


class _Run:
    """One job on its way: what has left, what is known to be out."""

    def __init__(self, line: Line, rows: Sequence[Row], many: int, tell: Tell) -> None:
        self.line, self.many = line, many
        self.certain = self.left = self.inside = 0
        self._ends = [sum(row.labels for row in rows[: nth + 1]) for nth in range(len(rows))]
        self._put = 0
        self._tell = tell
        self._fault = ""

    def put(self, row: Row, data: bytes) -> None:
        """Send a row; that it leaves is told first."""
        self._put += 1
        self.left += row.labels
        self._tell(Progress(self.left, self.certain))
        self.line.write(data)

    def ask(self) -> HostStatus:
        """How the printer stands, and so what is out: what it has not got any more."""
        if not self._put:  # nothing of ours is in it, and it was asked a moment ago
            return HostStatus("", 0, 0, 0)
        status = _asked(self.line)
        self.inside = min(self._put, status.formats + (1 if status.remaining else 0))
        out = self._put - self.inside
        certain = self._ends[out - 1] if out and not (status.fault and self.inside == 0) else 0
        # Told again and again while it stands still: whoever listens sees that we are still here.
        if certain > self.certain or status.fault or self._fault:
            self.certain = max(self.certain, certain)
            words = WORDS[status.fault] if status.fault else ""
            self._tell(Progress(self.left, self.certain, words, status.fault))
        self._fault = status.fault
        return status


def _asked(line: Line) -> HostStatus:
    line.write(ASK, counts=False)
    answer = line.read(lambda found: len(strings_in(found)) >= STRINGS)
    try:
        return read_status(answer)
    except NoStatusError as error:
        raise line.no_answer(SILENT) from error

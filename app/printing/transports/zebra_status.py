"""What a Zebra answers to ``~HS``: three strings of fixed fields, as its programming guide lists them.

String 1 ``aaa,b,c,dddd,eee,f,g,h,iii,j,k,l``: b paper out, c pause, dddd label length in dots, eee
formats in the receive buffer, f buffer full, j corrupt memory, k too cold, l too hot. String 2
``mmm,n,o,p,q,r,s,t,uuuuuuuu,v,www``: o head up, p ribbon out, t a label waits to be taken, u labels
that remain of the batch. String 3: password and memory. Each stands between STX and ETX.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.transports.base import (
    BUSY,
    HEAD_OPEN,
    PAPER_OUT,
    PAUSED,
    READY,
    RIBBON_OUT,
    PrinterStatus,
)

ASK = b"~HS\r\n"
STX, ETX = b"\x02", b"\x03"
STRINGS = 3
_FIELDS = (12, 11, 2)
BUFFER_FULL, MEMORY, TOO_COLD, TOO_HOT, TAKE_LABEL = (
    "buffer_full",
    "corrupt_memory",
    "too_cold",
    "too_hot",
    "take_label",
)
WORDS = {
    HEAD_OPEN: "Print head open",
    PAPER_OUT: "Out of labels",
    RIBBON_OUT: "Out of ribbon",
    PAUSED: "Paused at the printer",
    TOO_HOT: "Too hot",
    TOO_COLD: "Too cold",
    MEMORY: "Memory damaged",
    BUFFER_FULL: "Its buffer is full",
    TAKE_LABEL: "Waits for its label to be taken",
    BUSY: "Busy",
}
REMEDIES = {
    HEAD_OPEN: "Close the print head; it goes on by itself.",
    PAPER_OUT: "Put a roll in and close the printer; it goes on by itself.",
    RIBBON_OUT: "Put a ribbon in; it goes on by itself.",
    PAUSED: "Press Pause at the printer; it goes on by itself.",
    TOO_HOT: "Let it cool down; it goes on by itself.",
    TOO_COLD: "Let it warm up; it goes on by itself.",
    MEMORY: "Switch the printer off and on again.",
    BUFFER_FULL: "Wait until it has printed what it has.",
    TAKE_LABEL: "Take the label off the printer.",
    BUSY: "It prints for somebody else; it goes on by itself.",
}


@dataclass(frozen=True)
class HostStatus:
    """The answer, read: what it wants ("" for nothing), what it still has, how long its labels are."""

    fault: str
    length_dots: int
    formats: int
    remaining: int

    @property
    def idle(self) -> bool:
        """Whether all that it got is out."""
        return not self.formats and not self.remaining

    def status(self, detail: str = "") -> PrinterStatus:
        """In words for its card."""
        if self.fault:
            return PrinterStatus(self.fault, WORDS[self.fault], "bad", detail)
        if not self.idle:
            return PrinterStatus(BUSY, "Printing", "info", detail)
        return PrinterStatus(READY, "Ready", "ok", detail)


class NoStatusError(ValueError):
    """What came is no answer to ``~HS``."""


def strings_in(answer: bytes) -> list[bytes]:
    """The whole strings of an answer that may have come in pieces; the rest is not there yet."""
    found = []
    for piece in answer.split(STX)[1:]:
        if ETX in piece:
            found.append(piece.split(ETX)[0])
    return found


def read_status(answer: bytes) -> HostStatus:
    """The answer of the printer; NoStatusError where it is none."""
    strings = [one.split(b",") for one in strings_in(answer)]
    if [len(one) for one in strings[:STRINGS]] != list(_FIELDS):
        raise NoStatusError(f"not the three strings of a host status: {answer[:120]!r}")
    one, two = strings[0], strings[1]
    try:
        flags = {
            HEAD_OPEN: int(two[2]),
            PAPER_OUT: int(one[1]),
            RIBBON_OUT: int(two[3]),
            TOO_HOT: int(one[11]),
            TOO_COLD: int(one[10]),
            MEMORY: int(one[9]),
            PAUSED: int(one[2]),
            BUFFER_FULL: int(one[5]),
            TAKE_LABEL: int(two[7]),
        }
        numbers = int(one[3]), int(one[4]), int(two[8])
    except ValueError as error:
        raise NoStatusError(f"a field is no number: {answer[:120]!r}") from error
    return HostStatus(next((name for name, flag in flags.items() if flag), ""), *numbers)

"""What every way to a printer has in common: it says who confirmed, and how far it got when it failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import UserError

BY_DEVICE, BY_SPOOLER, BY_FOLDER, BY_NOBODY = "device", "spooler", "folder", "nobody"
READY, AWAY, SILENT, BUSY = "ready", "away", "silent", "busy"
PAPER_OUT, RIBBON_OUT, HEAD_OPEN, PAUSED = "paper_out", "ribbon_out", "head_open", "paused"
WRONG_MEDIA, UNKNOWN = "wrong_media", "unknown"
NOT_ALLOWED, NOT_FOUND, SPOOLER_OFF = "not_allowed", "not_found", "spooler_off"


@dataclass(frozen=True)
class Outgoing:
    """One file or label of a job as it leaves: its name, its bytes, how often."""

    name: str
    data: bytes
    copies: int = 1


@dataclass(frozen=True)
class Progress:
    """How far a job is: so many parts may have left this PC, so many are known to be out.

    It is told before the bytes leave, so that ``left`` is never less than what the printer may have.
    ``fault`` says what the printer waits for meanwhile, "" for nothing.
    """

    left: int
    certain: int
    words: str = ""
    fault: str = ""


Tell = Callable[[Progress], None]


def tell_nobody(_progress: Progress) -> None:
    """For whoever sends and need not know how far it is."""


@dataclass(frozen=True)
class Confirmation:
    """Who says that the payload arrived, and what it is called there (a spooler's number, a path).

    ``by`` never claims more than is known: a spooler has the bytes, not the paper.
    """

    by: str
    where: str
    os_job: int = 0


@dataclass(frozen=True)
class PrinterStatus:
    """How a printer stands: a code, a few words, the tone of its chip, and how that is known."""

    code: str
    words: str
    tone: str
    detail: str = ""

    @property
    def ready(self) -> bool:
        """Whether a job would be taken now."""
        return self.code == READY


class TransportError(UserError):
    """A payload that did not arrive, or not for certain.

    ``retry``: trying again later may help by itself. ``sent_bytes``: how much had left; above 0 the
    outcome is doubtful and a person must look before it is printed again. ``fault`` is the code of
    what the printer wants; ``certain`` counts the labels that are known to be out all the same.
    """

    def __init__(
        self,
        title: str,
        message: str,
        remedy: str = "",
        *,
        retry: bool = False,
        sent_bytes: int = 0,
        fault: str = "",
        certain: int = 0,
    ) -> None:
        super().__init__(title, message, remedy)
        self.retry = retry
        self.sent_bytes = sent_bytes
        self.fault = fault
        self.certain = certain


class Transport(Protocol):
    """A way to a printer or folder."""

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        """Deliver a job's parts in order; TransportError when they are not certain to be there."""
        ...

    def status(self) -> PrinterStatus:
        """How the printer stands; one that is away is told as such, not raised."""
        ...


class OneByOne:
    """For a way that takes one file after the other and knows nothing between them."""

    def send(self, payload: bytes, name: str) -> Confirmation:
        """Deliver a payload under a file or job name; TransportError when it is not certain to be there."""
        raise NotImplementedError

    def status(self) -> PrinterStatus:
        """Nothing is known against it."""
        return PrinterStatus(READY, "Ready", "ok")

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        """Deliver each part as often as it is wanted."""
        confirmation, many = Confirmation(BY_NOBODY, ""), len(parts)
        every = [one for _ in range(max(part.copies for part in parts)) for one in parts]
        for sent, part in enumerate(every):
            tell(Progress(min(sent + 1, many), min(sent, many)))
            try:
                confirmation = self.send(part.data, part.name)
            except TransportError as error:
                error.sent_bytes = error.sent_bytes or sent
                error.certain = min(sent, many)
                raise
        return confirmation

"""What every way to a printer has in common: it says who confirmed, and how far it got when it failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import UserError

BY_DEVICE, BY_SPOOLER, BY_FOLDER, BY_NOBODY = "device", "spooler", "folder", "nobody"


@dataclass(frozen=True)
class Confirmation:
    """Who says that the payload arrived, and what it is called there (a spooler's number, a path).

    ``by`` never claims more than is known: a spooler has the bytes, not the paper.
    """

    by: str
    where: str


class TransportError(UserError):
    """A payload that did not arrive, or not for certain.

    ``retry``: trying again later may help by itself. ``sent_bytes``: how much had left; above 0 the
    outcome is doubtful and a person must look before it is printed again.
    """

    def __init__(
        self,
        title: str,
        message: str,
        remedy: str = "",
        *,
        retry: bool = False,
        sent_bytes: int = 0,
    ) -> None:
        super().__init__(title, message, remedy)
        self.retry = retry
        self.sent_bytes = sent_bytes


class Transport(Protocol):
    """A way to a printer or folder."""

    def send(self, payload: bytes, name: str) -> Confirmation:
        """Deliver a payload under a file or job name; TransportError when it is not certain to be there."""
        ...

"""What a person can mend, said in words.

Every sentence that Parure shows for a refusal is a ``UserError``: what happened, why, and how to
go on. Anything else that is raised is our own bug and ends in a report.
"""

from __future__ import annotations

from collections.abc import Callable


class UserError(Exception):
    """A refusal that a person can mend.

    ``title`` is a few words, ``message`` says what is wrong, ``remedy`` how to go on. ``field`` names
    the field beside which a form shows the sentence, if there is one.
    """

    def __init__(self, title: str, message: str, remedy: str = "", *, field: str = "") -> None:
        super().__init__(message)
        self.title = title
        self.message = message
        self.remedy = remedy
        self.field = field

    def sentence(self) -> str:
        """Message and remedy as one paragraph, for a bar, a log of refusals or the terminal."""
        return f"{self.message} {self.remedy}".strip()


class InputError(UserError):
    """Something typed or scanned cannot be what the field wants."""


class NotAllowedError(UserError):
    """The person's roles do not cover this ``act``; every such refusal is noted."""

    def __init__(
        self, title: str, message: str, remedy: str = "", *, field: str = "", act: str = ""
    ) -> None:
        super().__init__(title, message, remedy, field=field)
        self.act = act


class StateError(UserError):
    """The record's state does not allow the step."""


class ReportDemandedError(StateError):
    """Pieces may not change hands before they have a condition report: ``piece_id``, for ``reason``.

    ``piece_ids`` are all that lack one at this hand-over, ``piece_id`` the first of them. ``again`` does
    the hand-over once more, where whoever asked for it left a way to.
    """

    def __init__(
        self, sentence: str, piece_id: int, reason: str, piece_ids: tuple[int, ...] = ()
    ) -> None:
        super().__init__(
            "A condition report first",
            sentence,
            "The quick form (Alt+Q) takes a few seconds where nothing has changed; a manager may decide"
            " to go on without (Alt+W).",
        )
        self.piece_id, self.reason = piece_id, reason
        self.piece_ids = piece_ids or (piece_id,)
        self.again: Callable[[], object] | None = None


class NotFoundError(UserError):
    """No such record, or it has been removed."""


class FileError(UserError):
    """A file or folder cannot be read or written."""


class ShopError(UserError):
    """The shop itself cannot be opened: no key, not a shop, newer than this program, damaged.

    ``trouble`` says of which kind it is where there is a page for it: key, damaged, full, locked or
    failing; else "".
    """

    def __init__(
        self, title: str, message: str, remedy: str = "", *, field: str = "", trouble: str = ""
    ) -> None:
        super().__init__(title, message, remedy, field=field)
        self.trouble = trouble

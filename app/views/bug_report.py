"""A report of our own bug: enough to mend it, nothing about any client.

It holds the kind of the error and the lines of the program that it passed through. What an error
says may quote a name or an address, so every quoted text, number and e-mail is blanked.
"""

from __future__ import annotations

import platform
import re
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import PySide6

from app import __version__

_ROOT = Path(__file__).resolve().parents[2]
_SECRETS = (
    (re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’|«[^»]*»"), "‹text›"),
    (re.compile(r"\S+@\S+"), "‹mail›"),
    (re.compile(r"(?:/|\\|[A-Za-z]:\\)\S*[/\\]\S*"), "‹path›"),
    (re.compile(r"\d{3,}"), "‹number›"),
)
_SAFE_WORDS = (NameError, AttributeError, ImportError, NotImplementedError)


def scrubbed(text: str) -> str:
    """A sentence without anything that may be about a person or a folder of theirs."""
    for pattern, word in _SECRETS:
        text = pattern.sub(word, text)
    return text


@dataclass(frozen=True)
class BugReport:
    """What a clerk can copy and send to us. ``doing`` says in words what was being done."""

    kind: str
    said: str
    lines: tuple[str, ...]
    doing: str = ""
    at: str = ""

    @classmethod
    def of(cls, error: BaseException, doing: str = "") -> BugReport:
        """The report of an exception: the program's own lines, without values."""
        frames = traceback.extract_tb(error.__traceback__)
        said = str(error) if isinstance(error, _SAFE_WORDS) else scrubbed(str(error))
        lines = tuple(f"{_short(f.filename)}:{f.lineno} {f.name}" for f in frames)
        if error.__cause__ is not None:
            lines += tuple(cls.of(error.__cause__).text().splitlines()[1:])
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(type(error).__name__, said, lines, doing, now)

    def text(self) -> str:
        """The report as plain text for the clipboard and the log."""
        system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
        head = [f"{self.kind}: {self.said}" if self.said else self.kind]
        if self.doing:
            head.append(f"while: {self.doing}")
        about = f"Parure {__version__}, Qt {PySide6.__version__}, {system}, {self.at}"
        return "\n".join([*head, *self.lines, about])


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_ROOT):
        return path.relative_to(_ROOT).as_posix()
    return path.name

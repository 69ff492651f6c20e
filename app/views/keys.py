"""The keys that mean the same on every page, and how keys are written on their caps."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtGui import QKeySequence


class Key(StrEnum):
    """A key by what it is for. A page's command takes one of these, or a letter of its own."""

    FIND = "/"
    PASSPORT = "F2"
    FIND_ALL = "F3"
    NEW = "Ctrl+N"
    MOVE = "F4"
    PRINT = "F5"
    CONDITION = "F6"
    PHOTO = "F7"
    STAGE = "F8"
    PAY = "F9"
    FINISH = "F10"
    SIDE = "F11"
    OPEN = "Return"
    SELECT = "Space"
    SAVE = "Ctrl+Return"
    UNDO = "Ctrl+Z"
    BACK = "Alt+Left"
    PALETTE = "Ctrl+K"
    HELP = "F1"
    LOCK = "Ctrl+L"


ONCE = frozenset(
    (
        *(Key.NEW, Key.MOVE, Key.PRINT, Key.CONDITION, Key.PHOTO),
        *(Key.STAGE, Key.PAY, Key.FINISH, Key.SAVE),
    )
)
"""Keys that act once a press, however long they are held down: a held F5 prints one tag."""

_CAPS = {
    "Return": "Enter",
    "Escape": "Esc",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Delete": "Del",
    "Backspace": "⌫",
    "PgUp": "Pg↑",
    "PgDown": "Pg↓",
}


def caps(keys: str | QKeySequence) -> list[str]:
    """The caps of a shortcut, one word each: "Ctrl+Return" → Ctrl, ↵; "Return" → Enter."""
    text = (
        keys if isinstance(keys, str) else keys.toString(QKeySequence.SequenceFormat.PortableText)
    )
    if not text:
        return []
    parts = text.split("+") if not text.endswith("+") else [*text[:-2].split("+"), "+"]
    parts = [part for part in parts if part]
    if len(parts) > 1 and parts[-1] in ("Return", "Enter"):
        return [*parts[:-1], "↵"]
    return [_CAPS.get(part, part) for part in parts]


def spoken(keys: str | QKeySequence) -> str:
    """A shortcut in words for a screen reader: "Ctrl+K"."""
    text = (
        keys if isinstance(keys, str) else keys.toString(QKeySequence.SequenceFormat.PortableText)
    )
    return text.replace("Return", "Enter")

"""Who does something: a signed-in person, or the program itself on somebody's order."""

from __future__ import annotations

from dataclasses import dataclass

SYSTEM_USER_ID = 1
CLI_USER_ID = 2


@dataclass(frozen=True)
class Actor:
    """A person at this PC with the roles that the shop gave them (``OC EC OA SA MG AD`` or ``cli``)."""

    user_id: int
    login: str
    display: str
    roles: frozenset[str]

    @property
    def initials(self) -> str:
        """Two letters for the narrow columns: Olga Marchenko → OM."""
        words = [word for word in self.display.split() if word]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


SYSTEM = Actor(SYSTEM_USER_ID, "parure", "Parure", frozenset({"system"}))
"""The program itself: what follows by rule from what a person or a file said."""
CLI = Actor(CLI_USER_ID, "cli", "Command line", frozenset({"cli"}))
"""The built-in user of the terminal and of scheduled tasks."""

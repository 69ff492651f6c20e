"""Where one has been, for going back."""

from __future__ import annotations

MOST = 50

Place = tuple[str, int]
"""A page's key and a record's id there (0: none)."""


class History:
    """A short memory of places; going twice to the same place is one visit."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    @property
    def here(self) -> Place:
        """The place one is at."""
        return self._places[-1] if self._places else ("", 0)

    def went(self, key: str, record_id: int = 0) -> None:
        """One has gone to a place."""
        if (key, record_id) != self.here:
            self._places.append((key, record_id))
            del self._places[:-MOST]

    def stepped(self, key: str, record_id: int) -> None:
        """One has gone on to the record beside it: going back leaves both."""
        if self.here[0] == key:
            self._places.pop()
        self.went(key, record_id)

    def before(self) -> Place | None:
        """The place one came from, or None."""
        return self._places[-2] if len(self._places) > 1 else None

    def went_back(self) -> None:
        """One has gone back there."""
        self._places.pop()

"""Fetching ahead: while one batch of changes is brought in, the next one comes and is unsealed.

The hub is asked by one thread at a time: by the one that fetches ahead while a batch is brought in,
which asks the hub nothing, and by whoever meets the hub at all other times.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType

from app.sync.changes import Sent
from app.sync.hub import FETCH_BYTES, FETCH_CHANGES, Pack

Batch = tuple[list[Pack], list[Sent]]
"""Changes as they lie at the hub, and opened and proven."""
Fetch = Callable[[int, str | None], Batch]
"""What comes behind a change with this digest."""


def is_full(packs: list[Pack]) -> bool:
    """Whether so much came at once that more of it waits."""
    size = sum(len(pack.body) for pack in packs)
    return len(packs) >= FETCH_CHANGES or size >= FETCH_BYTES // 2


class Ahead:
    """The batches of one meeting in order, each fetched while the one before it is used.

    Used as a context: at its end nothing is being fetched any more.
    """

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._thread: threading.Thread | None = None
        self._base = -1
        self._found: Batch | None = None
        self._error: Exception | None = None

    def begin(self, base: int, before: str | None) -> None:
        """Let the batch behind ``base`` come; ``before`` is the digest of what lies there."""
        self._base, self._found, self._error = base, None, None
        self._thread = threading.Thread(
            target=self._run, args=(base, before), name="fetching ahead", daemon=True
        )
        self._thread.start()

    def take(self, base: int, before: str | None) -> Batch:
        """The batch behind ``base``: the one that was begun if it is this one, else fetched now.

        It raises what fetching raised.
        """
        self._end()
        found, error, begun = self._found, self._error, self._base
        self._base, self._found, self._error = -1, None, None
        if begun == base and error is not None:
            raise error
        if begun == base and found is not None:
            return found
        return self._fetch(base, before)

    def _run(self, base: int, before: str | None) -> None:
        try:
            self._found = self._fetch(base, before)
        except Exception as error:
            self._error = error

    def _end(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def __enter__(self) -> Ahead:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self._end()

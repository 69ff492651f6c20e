"""What a service touched, so that each window can decide whether it must refresh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """Kinds and ids that a unit of work touched, the first id of a kind being the main one.

    ``message`` is the sentence for the toast ("12 pieces taken in"), ``work_id`` the unit that an
    Undo would reverse (0: nothing to undo). ``unreported`` are pieces that changed hands without the
    condition report which the house likes to have, at the hand-over ``unreported_at``.
    """

    touched: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    message: str = ""
    work_id: int = 0
    unreported: tuple[int, ...] = ()
    unreported_at: str = ""

    @classmethod
    def of(cls, message: str = "", work_id: int = 0, **ids: int | Iterable[int]) -> Changes:
        """``Changes.of("Moved", piece=[a, b], place=c)``."""
        touched = {
            kind: (some,) if isinstance(some, int) else tuple(dict.fromkeys(some))
            for kind, some in ids.items()
        }
        return cls({k: v for k, v in touched.items() if v}, message, work_id)

    def ids(self, kind: str) -> tuple[int, ...]:
        """The touched ids of a kind, in the order in which they were touched."""
        return self.touched.get(kind, ())

    def first(self, kind: str) -> int:
        """The main id of a kind; KeyError if the kind was not touched."""
        return self.touched[kind][0]

    def touches(self, *kinds: str) -> bool:
        """Whether any of these kinds was touched."""
        return any(kind in self.touched for kind in kinds)

    def __or__(self, other: Changes) -> Changes:
        kinds = dict.fromkeys([*self.touched, *other.touched])
        both = {k: tuple(dict.fromkeys(self.ids(k) + other.ids(k))) for k in kinds}
        return Changes(
            both,
            other.message or self.message,
            other.work_id or self.work_id,
            tuple(dict.fromkeys(self.unreported + other.unreported)),
            other.unreported_at or self.unreported_at,
        )

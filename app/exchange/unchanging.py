"""Values that are made by the ten thousand: never changed, and yet made without a price for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as unchanging
else:
    from dataclasses import dataclass

    def unchanging(*, frozen, slots):
        """``dataclass(frozen=True, slots=True)`` to whoever reads and to mypy, which keeps it so.

        At run time nothing stands guard: a frozen class sets each of its fields by a call, and an
        order of a file, which has fifty, then takes five times as long to be made.
        """
        assert frozen, "what may be changed is a plain dataclass"
        return dataclass(slots=slots, unsafe_hash=True)

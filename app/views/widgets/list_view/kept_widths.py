"""How wide a person has drawn the columns of a list, kept on this PC."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings

from app.views.widgets.list_view.columns import Column

_settings: QSettings | None = None


def use(settings: QSettings) -> None:
    """Keep widths in this PC's window settings from now on; until then they last as long as a list."""
    global _settings  # one PC has one place for them
    _settings = settings


class KeptWidths:
    """The widths of one list, by the number of the column; nothing for a column as it is usual."""

    def __init__(self, name: str, columns: Sequence[Column]) -> None:
        self._keys = [f"columns/{name}/{c.title or c.spoken_title}" for c in columns]
        self.px: dict[int, int] = {}
        for at, key in enumerate(self._keys):
            said = str(_settings.value(key, "")) if _settings is not None else ""
            if said.isdigit():
                self.px[at] = int(said)

    def keep(self, at: int, px: int) -> None:
        """A column was drawn to this width."""
        self.px[at] = px
        if _settings is not None:
            _settings.setValue(self._keys[at], px)

    def forget(self, at: int) -> None:
        """A column has its usual width again."""
        self.px.pop(at, None)
        if _settings is not None:
            _settings.remove(self._keys[at])

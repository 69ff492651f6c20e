"""A field of words to which a choice of one letter leads by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.views.widgets.field import TextField


class LedField(TextField):
    """Who chose by a letter what is asked before it types here at once: ``come``.

    An Enter behind that letter is the letter's own. A hand that says Enter after it ends the choice so,
    as everywhere, and is not carried past a field in which it has not typed.
    """

    def __init__(self, label: str, *, hint: str = "", name: str = "") -> None:
        super().__init__(label, hint=hint, name=name)
        self._came = False
        """Whether the choice led here and nothing was done here since."""
        self.input.textEdited.connect(self._on_begun)
        self.input.left.connect(self._on_begun)

    def come(self) -> None:
        """The choice was made: type on here, behind what may stand here."""
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.input.end(False)
        self._came = True

    def _on_begun(self) -> None:
        self._came = False

    def _on_enter(self) -> None:
        came, self._came = self._came, False
        if not came:
            super()._on_enter()

"""What a piece is called, in a line, where the choice of its category leads by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.views.widgets.field import TextField


class DescriptionField(TextField):
    """Who chose the category by a letter types here at once; an Enter behind that letter is its own.

    A hand that says Enter after the letter ends the choice with it, as everywhere, and is not carried
    past a description that it has not typed.
    """

    def __init__(self) -> None:
        super().__init__("Description", name="description")
        self._came = False
        """Whether the choice of the category led here and nothing was done here since."""
        self.input.textEdited.connect(self._on_begun)
        self.input.left.connect(self._on_begun)

    def come(self) -> None:
        """The category was chosen: type on here, behind what may stand here."""
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.input.end(False)
        self._came = True

    def _on_begun(self) -> None:
        self._came = False

    def _on_enter(self) -> None:
        came, self._came = self._came, False
        if not came:
            super()._on_enter()

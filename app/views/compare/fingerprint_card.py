"""The fingerprint of the centre stone out and in: both photos, what was proven, what became of letters."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.inclusions import (
    ELSEWHERE,
    INCLUSIONS,
    MISSING,
    NEW,
    Lettered,
    change_line,
    place_words,
)
from app.services.difference_words import fingerprint_of, letters_of, measures_of
from app.services.report_difference import Difference, Side
from app.services.report_form import Fingerprint
from app.views.compare.stone_picture import StonePicture
from app.views.frame.desk import Desk
from app.views.widgets.card import Card
from app.views.widgets.chip import Chip
from app.views.widgets.photo import read_image
from app.views.widgets.text import SectionLabel, Text

NEAR_PX = 1280
"""The stone is a part of its photo: a thumbnail would show nothing of it."""
TONES = {ELSEWHERE: "warn", MISSING: "bad", NEW: "warn"}
Pictures = tuple[QImage | None, QImage | None]
Shas = tuple[str, str]


class FingerprintCard(Card):
    """What was shown of the centre stone out and in, side by side, and what was not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=12, spacing=6)
        self.setAccessibleName("Fingerprint of the centre stone")
        self._desk = desk
        top = QHBoxLayout()
        top.addWidget(SectionLabel("Fingerprint of the centre stone"))
        top.addStretch(1)
        self.chip = Chip("", small=True, about="Fingerprint", parent=self)
        top.addWidget(self.chip)
        self.body.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.photos = (StonePicture("Fingerprint out"), StonePicture("Fingerprint in"))
        self.words: list[Text] = []
        for at, photo in enumerate(self.photos):
            column = QVBoxLayout()
            column.setSpacing(3)
            column.addWidget(photo)
            column.addWidget(Text(("Out", "In")[at], "label"))
            shown = Text("", "small", wrap=True)
            self.words.append(shown)
            column.addWidget(shown)
            column.addStretch(1)
            row.addLayout(column, 1)
        self.body.addLayout(row)
        self.line = Text("", "strong", wrap=True)
        self.body.addWidget(self.line)
        self.letters: list[Text] = []
        self._prints = (Fingerprint(), Fingerprint())

    def show_difference(self, found: Difference) -> None:
        """Show both sides; hidden where nothing was proven and nothing is wanted.

        A detail photo alone, or words about what was not proven, make no centre stone.
        """
        sides = (found.out, found.into)
        out, into = (fingerprint_of(side.form) for side in sides)
        self._prints = (out, into)
        proven = any(_is_there(side.form.fingerprint) for side in sides)
        self.setVisible(proven or found.wants_fingerprint)
        pictures = any(one.photo_sha256 for one in self._prints)
        for at, side in enumerate(sides):
            self.words[at].setText(_said(side))
            self.photos[at].setVisible(pictures)
            self.photos[at].show_print(self._prints[at], None)
        self._show_letters(letters_of(found))
        self._show_chip(letters_of(found))
        if pictures:
            self._fetch()

    def _show_chip(self, letters: tuple[Lettered, ...]) -> None:
        out, into = (bool(one.shown or one.inclusions) for one in self._prints)
        changed = [one for one in letters if one.change in TONES]
        if changed:
            worst = "bad" if any(one.change == MISSING for one in changed) else "warn"
            many = len(changed)
            self.chip.set_status(
                f"{many} letters differ" if many > 1 else "1 letter differs", worst
            )
        elif out and into:
            self.chip.set_status("Proven out and in", "ok")
        else:
            missing = "in" if out else "out" if into else "out nor in"
            self.chip.set_status(f"Not proven {missing}", "warn")

    def _show_letters(self, letters: tuple[Lettered, ...]) -> None:
        for old in self.letters:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.letters = []
        self.line.setText(f"Inclusions: {change_line(letters)}" if letters else "")
        self.line.setVisible(bool(letters))
        for one in letters:
            text = Text(self._letter_words(one), "small", wrap=True, tone=TONES.get(one.change, ""))
            self.body.addWidget(text)
            self.letters.append(text)

    def _letter_words(self, one: Lettered) -> str:
        """ "b  crystal, 4 o'clock, 62 % out: missing"."""
        seen = one.into or one.out
        assert seen is not None
        kind = INCLUSIONS.word(seen.kind) if seen.kind else "inclusion"
        then = place_words(self._prints[0].girdle, one.out) if one.out else ""
        now = place_words(self._prints[1].girdle, one.into) if one.into else ""
        moved = f"{then} → {now}" if one.change == ELSEWHERE else then or now
        return f"{one.letter}  {', '.join(filter(None, (kind, moved)))}: {one.change}"

    # -- photos

    def _fetch(self) -> None:
        shas = (self._prints[0].photo_sha256, self._prints[1].photo_sha256)
        desk = self._desk

        def read(_job: object) -> tuple[Shas, Pictures]:
            found: list[QImage | None] = []
            for sha in shas:
                content = (desk.photo(sha, NEAR_PX) or desk.photo(sha)) if sha else None
                found.append(read_image(content, NEAR_PX) if content else None)
            return shas, (found[0], found[1])

        desk.start(read, self._on_read, title="reading photos")

    def _on_read(self, got: tuple[Shas, Pictures]) -> None:
        shas, pictures = got
        if shas != tuple(one.photo_sha256 for one in self._prints):
            return
        for photo, said, image in zip(self.photos, self._prints, pictures, strict=True):
            shown = QPixmap.fromImage(image) if image is not None and not image.isNull() else None
            photo.show_print(said, shown)


def _is_there(one: Fingerprint) -> bool:
    return bool(one.shown or one.photo_sha256 or one.inclusions)


def _said(side: Side) -> str:
    given = side.form.fingerprint
    lines = [f"Proven: {given.shown or 'nothing'}"]
    lines.append(f"Not proven here: {given.not_shown or 'not said'}")
    measures = measures_of(side.form)
    return "\n".join([*lines, *([f"Measured: {measures}"] if measures else [])])

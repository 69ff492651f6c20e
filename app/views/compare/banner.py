"""What the comparison says about the hand-over, over the whole width: stopped, decided, may pass."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from app.services.difference_words import stop_sentence
from app.services.report_difference import REASON, STOP, Difference
from app.views import theme
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text

_ICONS = {"bad": "octagon-x", "warn": "triangle-alert", "ok": "circle-check", "info": "info"}


def verdict_of(found: Difference) -> tuple[str, str, str]:
    """(tone, title, sentence) of a comparison."""
    why = stop_sentence(found)
    if found.is_stopped:
        said = f"{why} Nothing is booked back until then."
        return "bad", "Hand-over stopped. A manager must decide.", said
    if found.outcome == STOP and found.decision:
        by = f" by {found.decision.by}" if found.decision.by else ""
        return "warn", f"Decided{by}: {found.decision.words}", why
    if found.outcome == REASON:
        return "warn", "A reason is wanted before it may pass.", why
    if found.is_same:
        weighed = "" if found.weight else " It was not weighed on both sides."
        return "ok", "Nothing changed", f"The piece came back as it went out.{weighed}"
    if found.changed:
        return (
            "info",
            f"It may pass: {found.line[:1].lower()}{found.line[1:]}.",
            why or "Weight and stones are within the limits.",
        )
    return "ok", "It may pass", why


class VerdictBanner(QFrame):
    """Title, one sentence and, where it is stopped, the manager's button at the right."""

    def __init__(self, decide: Button) -> None:
        super().__init__()
        self._tone = "info"
        self.decide = decide
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 12, 9)
        row.setSpacing(12)
        self._icon = IconLabel("info", "c_info", 22)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = Text("", "strong", wrap=True)
        self.sentence = Text("", "small", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        row.addLayout(words, 1)
        row.addWidget(decide, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_difference(self, found: Difference) -> None:
        """Say what is to be said of a comparison."""
        tone, title, sentence = verdict_of(found)
        self._tone = tone
        self._icon.set_icon(_ICONS[tone], f"c_{tone}")
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        for text in (self.title, self.sentence):
            text.set_tone(tone)
        self.decide.setVisible(found.is_stopped)
        begin = "Decision needed: hand-over stopped. " if found.is_stopped else f"{title}. "
        self.setAccessibleName(f"{begin}{sentence}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stopped = self._tone == "bad"
        painter.setPen(QPen(theme.color("c_bad"), 1) if stopped else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"b_{self._tone}"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)

"""The side of a signed report: flat, for it never changes; its versions and what changed before it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import medium_date
from app.domain.lengths import short_mm
from app.domain.mass import shown_g
from app.domain.reasons import WEIGHT
from app.domain.vocabulary import CLEANED, GRADES, LIGHTS, MAGNIFICATIONS, REPORT_REASONS
from app.services.difference_words import inclusions_words, settled_words
from app.services.report_cards import ReportCard
from app.services.report_difference import Difference
from app.services.report_form import ReportForm
from app.views.orders.words import Words
from app.views.reports.finding_list import FindingList
from app.views.reports.signatures_panel import WORDS as ROLES
from app.views.reports.writing import ReportWriting
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Line, SectionLabel, Text


class SignedSide(QWidget):
    """Grade, findings with their words, how it was examined, measured and signed."""

    def __init__(self, writing: ReportWriting, words: Words) -> None:
        super().__init__()
        self.writing = writing
        self.words = words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        top = QHBoxLayout()
        self.number = Text("", "muted", elide=True)
        top.addWidget(self.number, 1)
        self.chip = Chip("Signed", "ok", about="State")
        top.addWidget(self.chip)
        column.addLayout(top)
        self.newer = SentenceBar("There is a newer version", " ", "warn", parent=self)
        column.addWidget(self.newer)
        self._grade = Text("", "panel")
        self._note = Text("", "muted", wrap=True)
        column.addWidget(self._grade)
        column.addWidget(self._note)
        self._found = SectionLabel("Findings")
        column.addWidget(self._found)
        self.findings = FindingList(writing, editable=False)
        column.addWidget(self.findings)
        self._nothing = Text("Nothing was found.", "muted")
        column.addWidget(self._nothing)
        column.addWidget(Line())
        self.facts = Facts("About the report", label_width=112)
        column.addWidget(self.facts)
        self._against_title = SectionLabel("Against the last report")
        column.addWidget(self._against_title)
        self.against = Facts("Against the last report", label_width=112)
        column.addWidget(self.against)
        self._signed_title = SectionLabel("Signed by")
        column.addWidget(self._signed_title)
        self.signed = Facts("Signed by", label_width=112)
        column.addWidget(self.signed)
        column.addStretch(1)

    def show_report(self, card: ReportCard, place: str, against: Difference | None = None) -> None:
        """Show a signed report; ``place`` in words, ``against`` the one before it."""
        form = card.form
        self.number.setText(f"{card.number} · version {card.version}")
        self.newer.setVisible(not card.is_latest)
        self.newer.set_words(
            "There is a newer version", f"Version {card.versions[-1].version} corrects this one."
        )
        self._grade.setText(GRADES.title(form.grade) if form.grade else "Erased")
        self._note.setText(GRADES[form.grade].note if form.grade in GRADES else "")
        many = len(form.findings)
        self._found.setText(f"Findings, {many}" if many else "Findings")
        self.findings.setVisible(bool(many))
        self._nothing.setVisible(not many)
        self.facts.show_facts(self._about(card, place))
        self.against.show_facts(self._changed(against))
        self._against_title.setVisible(against is not None)
        self.against.setVisible(against is not None)
        self.signed.show_facts(
            [(ROLES.get(s.role, s.role.title()), s.name) for s in card.signatures]
            + ([("Decided by", card.decided_by)] if card.decided_by else [])
        )

    def _about(self, card: ReportCard, place: str) -> list[tuple[str, str]]:
        form = card.form
        before, after = form.weight_before_mg, form.weight_after_mg
        weights = " → ".join(f"{shown_g(mg)} g" for mg in (before, after) if mg is not None)
        stones = f"{form.stones_found} of {form.stones_expected}" if form.stones_expected else ""
        shown = {"yes": "shown to the client", "no": "not shown to the client"}
        present = {"yes": "present", "no": "absent"}.get(form.client_present, "")
        return [
            ("Reason", REPORT_REASONS.title(form.reason)),
            ("Signed", self.words.when(card.signed_at)),
            ("Examiner", card.examiner),
            ("Light", LIGHTS.title(form.light)),
            ("Magnification", MAGNIFICATIONS.title(form.magnification)),
            ("Cleaned", CLEANED.title(form.cleaned)),
            ("Place", place),
            ("Client", ", ".join(filter(None, (present, shown.get(form.shown_to_client, ""))))),
            ("Stones", stones),
            ("Weight", weights),
            ("Before", self._read_when(form)),
            ("Why it differs", WEIGHT.title(form.weight_reason) if form.weight_reason else ""),
            ("Shank", f"{short_mm(form.shank_um)} mm at its thinnest" if form.shank_um else ""),
            ("Shank width", f"{short_mm(form.shank_width_um)} mm" if form.shank_width_um else ""),
            ("Fingerprint", form.fingerprint.shown),
            ("Not proven here", form.fingerprint.not_shown),
            ("Inclusions", inclusions_words(form)),
            ("Remarks", form.remarks),
            ("Scale", form.instrument),
            ("Same as", form.same_as),
            ("Other side", ", ".join(one.title for one in form.other_side)),
            ("Never printed", form.private_notes),
            ("Decided", ": ".join(filter(None, (card.decided_by, form.decision)))),
            ("Corrected", form.correction),
            ("Versions", ", ".join(f"{v.version} by {v.examiner}" for v in card.versions[:-1])),
        ]

    def _read_when(self, form: ReportForm) -> str:
        """When the weight before was read, where that was not for this report."""
        day = form.before_read_on
        read = medium_date(date.fromisoformat(day), self.words.settings.locale) if day else ""
        return f"read on {read}, not weighed for this report" if read else ""

    def _changed(self, against: Difference | None) -> list[tuple[str, str]]:
        if against is None:
            return []
        out, form, said = against.out, against.into.form, dict(settled_words(against))
        decided = said.pop("Decided", "")
        return [
            ("Report", f"{out.number}, {self.words.when(out.at)}"),
            ("Findings", against.line),
            *said.items(),
            # Words of this report stand above; what was decided since is nowhere else.
            ("Decided", "" if decided.endswith(f": {form.decision.strip()}") else decided),
        ]

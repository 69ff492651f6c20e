"""Half a character is no text: what is stored and printed has whole ones."""

from __future__ import annotations

import pytest

from app.domain.whole_texts import whole_text, with_whole_texts
from app.services.report_form import Fingerprint, Mark, ReportForm


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("plain", "plain"),
        ("Größe 52, 中", "Größe 52, 中"),
        ("a\ud83db", "a\ufffdb"),
        ("\udc8e", "\ufffd"),
        ("a\ud83d", "a\ufffd"),
        ("\ud83d\udc8e", "\U0001f48e"),
        ("\U0001f48e", "\U0001f48e"),
    ],
)
def test_a_text_becomes_whole(broken: str, whole: str) -> None:
    assert whole_text(broken) == whole
    assert whole_text(broken).encode("utf-8")


def test_a_form_becomes_whole_in_all_its_parts() -> None:
    mark = Mark(1, "PR-1", "chip", 2, words="by the \ud83dclaw", strokes=((1, 2), (3, 4)))
    form = ReportForm(findings=(mark,), fingerprint=Fingerprint("\udc00"), remarks="fine")
    whole = with_whole_texts(form)
    assert whole.findings[0].words == "by the \ufffdclaw"
    assert whole.findings[0].strokes == ((1, 2), (3, 4))
    assert whole.fingerprint.shown == "\ufffd"
    assert with_whole_texts(whole) is whole

"""The other side's own report beside ours: weight, stones and each list against the other."""

from __future__ import annotations

from app.printing.document.local import Local
from app.printing.document.terms import PaperTerms
from app.services.report_form import Mark, OtherSide, ReportForm
from app.services.report_other_side import differs_on_paper, other_side_differs

OURS = (
    Mark(1, "PR-3", "prong_worn", 2),
    Mark(2, "INS", "sizing_seam", 0),
    Mark(3, "SHK-B", "scratch", 1),
    Mark(4, "ST-1", "chip", 2, change="repaired"),
)


def said(theirs: OtherSide) -> list[str]:
    form = ReportForm(findings=OURS, weight_after_mg=5480, stones_found=15, other_side=(theirs,))
    return list(other_side_differs(form))


def test_what_stands_in_one_of_the_two_alone_is_told() -> None:
    theirs = OtherSide("ab", "Facility report", "Lumen", weight_mg=5420, stones=14,
                       findings="PR-3 prong worn; SHO-R scratch; ST-1 chip")  # fmt: skip
    assert said(theirs) == [
        "Lumen says 5.420 g, here it is 5.480 g.",
        "Lumen says 14 stones, here there are 15.",
        "Lumen lists scratch at right shoulder; here it is not listed.",
        "Lumen lists chip at stone 1; here it is not listed.",
        "Lumen does not list mark 3, scratch at shank, bottom.",
    ]


def test_the_same_says_nothing_and_who_lists_nothing_has_not_said_that_there_is_none() -> None:
    same = "prong worn"
    assert said(OtherSide("ab", "Theirs", weight_mg=5481, stones=15,
                          findings=f"PR-3 {same}; SHK-B scratch")) == []  # fmt: skip
    assert said(OtherSide("ab", "Theirs")) == []


def on_paper(theirs: OtherSide, language: str = "en-GB") -> list[str]:
    form = ReportForm(findings=OURS, weight_after_mg=5480, stones_found=15, other_side=(theirs,))
    local = Local(language, "Europe/London")
    return list(differs_on_paper(form, theirs, PaperTerms(language), local))


def test_the_paper_says_what_differs_in_its_own_language() -> None:
    theirs = OtherSide("ab", "Facility report", "Lumen", weight_mg=5420, stones=14,
                       findings="PR-3 prong worn; SHO-R scratch; ST-1 chip")  # fmt: skip
    assert on_paper(theirs) == [
        "It says 5.420 g, here it is 5.480 g.",
        "It says 14 stones, here there are 15.",
        "It lists SHO-R scratch; here it is not listed.",
        "It lists ST-1 chip; here it is not listed.",
        "It does not list mark 3, SHK-B scratch.",
    ]
    german = on_paper(theirs, "de-DE")
    assert german[0] == "Er sagt 5,420 g, hier sind es 5,480 g."
    assert german[-1].startswith("Befund 3, SHK-B ")
    assert german[-1].endswith(", nennt er nicht.")


def test_the_paper_says_that_nothing_differs_only_where_something_was_said() -> None:
    alike = OtherSide("ab", "Theirs", weight_mg=5481, stones=15)
    assert on_paper(alike) == ["It says nothing otherwise than this report."]
    assert on_paper(OtherSide("ab", "Theirs", words="in their language")) == []

"""How a finding of both reports is said."""

from __future__ import annotations

from app.services.report_difference import Matched
from app.services.report_form import Mark
from app.views.compare.matched_list import severity_sign, spoken, what_of


def test_a_severity_that_nobody_has_said_is_asked_and_no_figure() -> None:
    mark = Mark(6, "SHO-R", "scratch", -1)
    said = spoken(Matched(6, None, mark, "new"))
    assert said == "Finding 6, SHO-R, scratch, new, severity not said"
    assert (severity_sign(-1), severity_sign(0), severity_sign(4)) == ("?", "0", "4")


def test_what_it_was_and_is_now_is_said_without_saying_the_place_twice() -> None:
    worn, bent = Mark(3, "PR-3", "prong_worn", 2), Mark(3, "PR-3", "prong_bent", 3, 2400)
    assert what_of(Matched(3, worn, bent, "worse")) == "Prong worn, now bent, 2.4 mm"
    assert what_of(Matched(3, bent, worn, "worse")) == "Prong bent, now worn"
    chip = Mark(3, "ST-1", "chip", 2)
    assert what_of(Matched(3, chip, worn, "worse")) == "Chip, now prong worn"

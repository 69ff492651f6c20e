"""How a finding of both reports is said."""

from __future__ import annotations

from app.services.report_difference import Matched
from app.services.report_form import Mark
from app.views.compare.matched_list import severity_sign, spoken


def test_a_severity_that_nobody_has_said_is_asked_and_no_figure() -> None:
    mark = Mark(6, "SHO-R", "scratch", -1)
    said = spoken(Matched(6, None, mark, "new"))
    assert said == "Finding 6, SHO-R, scratch, new, severity not said"
    assert (severity_sign(-1), severity_sign(0), severity_sign(4)) == ("?", "0", "4")

"""A draft of a report is thrown away with a reason, and leaves a trace of who, what and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError
from app.models.database import Database
from app.services import reports
from app.services.custody_facts import SOURCES
from app.services.drafts import keep_draft
from app.services.history import history
from app.services.report_form import Mark, ReportForm
from app.services.report_giving_up import draft_words, give_up_draft
from app.services.report_opening import draft_content, kept_report
from app.services.report_start import start_report
from app.shop import Shop
from tests.services.brooch_reports import PHOTO, SIGNED
from tests.services.brooch_reports import brooch as brooch

SCRATCH = Mark(1, "PIN", "scratch", 2, photo_sha256=PHOTO.sha256, x=500_000, y=500_000)


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


@pytest.fixture
def begun(db: Database, brooch: int) -> ReportForm:
    """How a report of the brooch begins."""
    return start_report(db, brooch)


def test_what_was_only_proposed_is_nothing_written(begun: ReportForm) -> None:
    assert draft_words(begun, begun) == ""
    other = replace(begun, reason="check", light="daylight_window", magnification="loupe")
    assert draft_words(replace(other, cleaned="yes", place_id=7), begun) == ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"findings": (SCRATCH,)}, "1 finding (1 PIN scratch severity 2)"),
        ({"weight_after_mg": 4090}, "4.090 g after"),
        ({"before_read_on": ""}, "4.100 g before"),
        ({"stones_found": 3, "parts_found": 1}, "3 stones counted, 1 parts counted"),
        ({"photos": (PHOTO,)}, "1 photo"),
        ({"remarks": "bent"}, "remarks “bent”"),
        ({"private_notes": "ask Mia"}, "private notes"),
        ({"client_present": "yes"}, "other words"),
    ],
)
def test_what_lies_in_a_draft_is_told(
    begun: ReportForm, values: dict[str, object], words: str
) -> None:
    assert draft_words(replace(begun, **values), begun) == words  # type: ignore[arg-type]


def test_it_goes_with_a_reason_and_the_audit_log_knows_who_and_what(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int, begun: ReportForm
) -> None:
    sara = staff["sara"]
    written = replace(begun, findings=(SCRATCH,), weight_after_mg=4090)
    reports.save_draft(house, sara, brooch, written)
    with (
        pytest.raises(InputError, match="Say why the draft is thrown away") as refused,
        house.work(sara, "give_up_report_draft") as w,
    ):
        give_up_draft(w, brooch, "")
    assert refused.value.field == "reason"
    assert kept_report(db, sara.user_id, brooch) is not None
    with house.work(sara, "give_up_report_draft", reason_code="client") as w:
        changes = give_up_draft(w, brooch, "client", "Took it home", ["Ana Lima"])
    assert not changes.work_id
    assert kept_report(db, sara.user_id, brooch) is None
    [told] = [one for one in history(db, "piece", brooch) if one.what == "Report draft given up"]
    assert told.by == "Sara Okafor"
    assert told.reason == "the client changed their mind"
    assert told.after == (
        "1 finding (1 PIN scratch severity 2), 4.090 g after, signed by Ana Lima. Took it home"
    )
    facts = [fact for source in SOURCES for fact in source(db, brooch)]
    assert "Report draft given up" in {fact.what for fact in facts}


def test_without_a_draft_nothing_is_told(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    with house.work(staff["sara"], "give_up_report_draft", reason_code="mistake") as w:
        give_up_draft(w, brooch, "mistake")
    assert db.value("SELECT count(*) FROM note WHERE subject_id = ?", (brooch,)) == 0


def test_a_thrown_away_correction_tells_what_differed_from_the_report(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int, begun: ReportForm
) -> None:
    sara = staff["sara"]
    whole = replace(begun, photos=(PHOTO,), grade="good", weight_after_mg=4100)
    with house.work(sara, "sign_report") as w:
        first = reports.sign(w, brooch, whole, SIGNED).first("report")
    changed = replace(whole, remarks="a bar", correction="Called a pin")
    keep_draft(house, sara.user_id, "report", brooch, draft_content(changed, first))
    with house.work(sara, "give_up_report_draft", reason_code="mistake") as w:
        give_up_draft(w, brooch, "mistake")
    told = db.value("SELECT content FROM note WHERE subject_id = ?", (brooch,))
    assert told == "remarks “a bar”, correction “Called a pin”"

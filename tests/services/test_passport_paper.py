"""The passport as a paper: chosen parts, stored with a number, read back from its PDF."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError
from app.models.database import Database
from app.models.pieces import Move
from app.models.records import Report
from app.models.shopwide import Place
from app.printing.document.local import Local
from app.services import passport_paper
from app.services.check import check
from app.services.documents import document_content, document_paper
from app.services.passport_moment import at_moment
from app.services.passport_paper import (
    INSURER,
    PARTS,
    Chosen,
    make_passport,
    make_place_statement,
)
from app.services.passport_place import WHOLE_HOUSE, place_at
from app.services.passport_way import named
from app.services.photos import attach_photo, keep_photo, order_photos, remove_photo
from app.shop import Shop
from app.views.passport.place_list import named_hands
from tests.services.conftest import picture
from tests.services.passport_fixtures import Lived, at, insured
from tests.services.passport_fixtures import lived as lived


def words_of(pdf: bytes) -> str:
    """All that stands on a PDF, the lines joined."""
    with closing(pypdfium2.PdfDocument(pdf)) as paper:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in paper)


def made(house: Shop, who: Actor, life: Lived, day: int, chosen: Chosen | None = None) -> int:
    with at(house, who, "passport", life.day(20)) as w:
        return make_passport(w, life.piece, life.day(day, 1), chosen).first("document")


def test_the_passport_says_what_was_known_then_and_reads_back(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    document = made(house, staff["mia"], lived, 11)
    paper = document_paper(house_db, house.files, document)
    assert paper.file_name == "Q10-26-00001.pdf"
    said = words_of(paper.pdf)
    for words in (
        "Passport: Platinum solitaire ring", "Q10-26-00001", "Bench 1", "USD 5,750.00",
        "Good, 2 marks", "nobody named", "4.625 g", "inscription read", "CR10-26-00001", "Vitrine A, Tray 7",
        "none was changed since", "Insured value", "Agreed price",
    ):  # fmt: skip
        assert words in said, (words, said)
    assert "Clara" not in said  # it was lent to her a day later
    assert "Reserve" not in said  # what never stands on paper
    assert "4,400.00" not in said
    content = document_content(house_db, document)
    assert len(content.photos) == 2
    assert content.stays[-1].until == 0
    assert content.stays[-1].hands == "Nobody named"  # it lay on the bench, and no job says whose
    assert content.events == ()


def test_parts_are_chosen_and_the_insurer_gets_worth_and_custody_alone(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    short = document_content(house_db, made(house, staff["mia"], lived, 13, INSURER))
    assert (short.photos, short.reports, short.papers, short.events) == ((), (), (), ())
    assert short.stays
    assert short.values
    assert short.insurer
    bare = document_content(
        house_db, made(house, staff["mia"], lived, 13, Chosen(frozenset({"events"})))
    )
    assert bare.stays == bare.values == ()
    assert any("Weighed" in event.what for event in bare.events)
    assert not any("Photographed" in event.what for event in bare.events)  # photos are left out
    german = made(house, staff["mia"], lived, 13, Chosen(INSURER.parts, True, "de"))
    said = words_of(document_paper(house_db, house.files, german).pdf)
    assert "Auskunft für den Versicherer: Platinum solitaire ring" in said
    assert "In den Händen von" in said
    assert "das Haus" in said
    assert "Zustandsberichte" not in said
    assert "inscription read" not in said


def test_nothing_of_a_part_that_is_left_out_stands_anywhere_on_the_paper(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    told = {
        "worth": ("5,750.00", "5,200.00", "Insured", "Asking", "Agreed"),
        "moves": ("Clara", "Bench 1", "Vitrine", "Tray 7", "Last seen", "In the hands of"),
        "reports": ("CR10-26", "Good", "inscription", "Condition", "of 1 found"),
        "photos": ("Photo",),
    }
    parts = frozenset(PARTS)
    for left_out, words in told.items():
        document = made(house, staff["mia"], lived, 13, Chosen(parts - {left_out}))
        said = words_of(document_paper(house_db, house.files, document).pdf)
        stored = house_db.value("SELECT content FROM document WHERE id = ?", (document,))
        for word in words:
            assert word not in said, (left_out, word)
            assert word not in stored, (left_out, word)
        kept = {word for part, some in told.items() if part != left_out for word in some}
        assert {"5,750.00", "Clara", "CR10-26", "Photo"} & kept <= {w for w in kept if w in said}
    nothing = made(house, staff["mia"], lived, 13, Chosen(frozenset()))
    said = words_of(document_paper(house_db, house.files, nothing).pdf)
    assert not [word for words in told.values() for word in words if word in said]
    assert "4.625 g" in said


def test_events_are_told_in_the_words_and_figures_of_the_paper(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    document = made(house, staff["mia"], lived, 13, Chosen(frozenset(PARTS), language="de"))
    lines = [event.what for event in document_content(house_db, document).events]
    assert "Gewogen: 4,620 g → 4,625 g" in lines
    assert any(line.startswith("Versicherungswert: USD ") for line in lines)
    assert any(line.endswith("USD 5.750,00") for line in lines)
    assert "Bewegt: Take-in drawer → Safe, Tray 7" in lines
    assert any(line.startswith("Zustand festgehalten: Gut · CR10-26-") for line in lines)


def test_a_corrected_report_and_photos_beyond_the_room_are_told(
    house: Shop,
    house_db: Database,
    staff: dict[str, Actor],
    lived: Lived,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passport_paper, "MOST_PHOTOS", 1)
    with at(house, staff["sara"], "correct_report", lived.day(13)) as w:
        first = w.value("SELECT id FROM report WHERE piece_id = ?", (lived.piece,))
        w.add(
            Report, piece_id=lived.piece, number="CR10-26-00001", version_of=first,
            reason="loan_out", grade="fair", findings=1, content="{}",
        )  # fmt: skip
    document = made(house, staff["mia"], lived, 14)
    content = document_content(house_db, document)
    assert [paper.words for paper in content.reports] == [
        "Loan out, good, 2 marks",
        "Condition corrected: Loan out, fair, 1 mark",
    ]
    assert (len(content.photos), content.more_photos) == (1, 1)
    assert "Photos 1 / 2" in words_of(document_paper(house_db, house.files, document).pdf)


def test_a_photo_that_was_taken_off_since_is_given_out_no_more(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    with at(house, staff["sara"], "photo", lived.day(14)) as w:
        remove_photo(w, w.value("SELECT id FROM attached WHERE role = 'top'"))
    then = at_moment(house_db, lived.piece, lived.day(13), frozenset({"MG"}))
    later = at_moment(house_db, lived.piece, lived.day(15), frozenset({"MG"}))
    assert (then.photo.count, later.photo.count) == (2, 1)
    assert then.photo.sha256 != later.photo.sha256
    content = document_content(house_db, made(house, staff["mia"], lived, 13))
    assert [photo.sha256 for photo in content.photos] == [later.photo.sha256]


def test_a_life_of_a_thousand_events_keeps_its_head_and_page_numbers(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    with at(house, staff["sara"], "price", lived.day(14)) as w:
        for minor in range(1_000):
            insured(w, lived.piece, 600_000 + minor)
    paper = document_paper(
        house_db, house.files, made(house, staff["mia"], lived, 15, Chosen(frozenset(PARTS)))
    ).pdf
    with closing(pypdfium2.PdfDocument(paper)) as pdf:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert len(pages) > 30
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    assert "USD 6,009.99" in pages[0]  # the answer is the last of those said in one go
    assert "USD 6,009.98 → USD 6,009.99" in pages[-1]


def test_before_the_first_fact_the_paper_says_so(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    said = words_of(document_paper(house_db, house.files, made(house, staff["mia"], lived, -1)).pdf)
    assert "Not known to us yet" in said


def test_a_moment_that_has_not_come_and_who_may_not_print_are_refused(
    house: Shop, staff: dict[str, Actor], lived: Lived
) -> None:
    with (
        pytest.raises(InputError, match="not come yet"),
        at(house, staff["mia"], "passport", lived.day(20)) as w,
    ):
        make_passport(w, lived.piece, lived.day(21))
    nobody = Actor(staff["mia"].user_id, "x", "X", frozenset())
    with pytest.raises(NotAllowedError), at(house, nobody, "passport", lived.day(20)) as w:
        make_passport(w, lived.piece, lived.day(3))


def test_a_fact_changed_from_outside_is_said_on_the_paper(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    with house.replaying() as db:
        db.begin_work()
        db.run(
            "UPDATE priced SET amount_minor = 1 WHERE subject_id = ? AND amount_minor = 575000",
            (lived.piece,),
        )
        db.commit_work()
    said = words_of(document_paper(house_db, house.files, made(house, staff["mia"], lived, 11)).pdf)
    assert "no longer as they were sealed: 1." in said


def test_a_place_is_stated_with_its_total(
    house: Shop,
    house_db: Database,
    staff: dict[str, Actor],
    lived: Lived,
    places: dict[str, int],
) -> None:
    with at(house, staff["mia"], "place_statement", lived.day(20)) as w:
        vitrine = make_place_statement(w, [places["VIT-A"]], lived.day(7)).first("document")
        empty = make_place_statement(w, [places["VIT-A"]], lived.day(9)).first("document")
        whole = make_place_statement(w, [WHOLE_HOUSE], lived.day(7)).first("document")
    said = words_of(document_paper(house_db, house.files, vitrine).pdf)
    for words in ("What was where: Vitrine A", "Vitrine A, Tray 7", "USD 5,750.00", "Total, USD"):
        assert words in said, said
    assert "Nothing lay there" in words_of(document_paper(house_db, house.files, empty).pdf)
    said = words_of(document_paper(house_db, house.files, whole).pdf)
    assert "What was where: All places" in said
    assert not check(house).problems


def test_several_places_stand_on_one_paper_with_their_sums(
    house: Shop,
    house_db: Database,
    staff: dict[str, Actor],
    lived: Lived,
    places: dict[str, int],
) -> None:
    both = [places["SAFE-1"], places["VIT-A"]]
    with at(house, staff["mia"], "place_statement", lived.day(20)) as w:
        paper = make_place_statement(w, both, lived.day(7)).first("document")
        many = [*both, places["OUT"], places["BENCH-1"]]
        four = make_place_statement(w, many, lived.day(7)).first("document")
    said = words_of(document_paper(house_db, house.files, paper).pdf)
    for words in ("What was where: Safe + Vitrine A", "Safe · pieces: 0", "Vitrine A · pieces: 1"):
        assert words in said, said
    assert said.count("USD 5,750.00") >= 3  # in the head, at its place, under the list
    said = words_of(document_paper(house_db, house.files, four).pdf)
    assert "+ …" in said
    assert "Bench 1 · pieces: 0" in said


def test_a_place_with_too_much_in_it_becomes_no_paper(
    house: Shop, staff: dict[str, Actor], lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passport_paper, "MOST_STATED", 0)
    with (
        pytest.raises(InputError, match="too many for a paper"),
        at(house, staff["mia"], "place_statement", lived.day(20)) as w,
    ):
        make_place_statement(w, [WHOLE_HOUSE], lived.day(7))


def test_each_photo_carries_its_view_and_its_day(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    taken = keep_photo(house, picture((60, 60, 200), 60), "third.jpg")
    taken = replace(taken, taken_at=lived.day(12, 12))
    with at(house, staff["sara"], "photo", lived.day(14)) as w:
        attach_photo(w, "piece", lived.piece, taken, "front")
    with at(house, staff["sara"], "order", lived.day(15)) as w:  # its day stays that of its coming
        ids = [row[0] for row in w.rows("SELECT id FROM attached ORDER BY position, id")]
        order_photos(w, "piece", lived.piece, ids[::-1])
    paper = made(house, staff["mia"], lived, 16)
    content = document_content(house_db, paper)
    local = Local(content.made.language, content.made.zone)
    put = f"({local.day(lived.day(1))})"
    assert sorted(one.caption for one in content.photos) == sorted(
        (f"front · {local.day(lived.day(12, 12))}", f"top · {put}", f"side · {put}")
    )
    said = words_of(document_paper(house_db, house.files, paper).pdf)
    assert "a day in brackets is the one on which" in said
    early = document_content(house_db, made(house, staff["mia"], lived, 13))
    assert early.put_days


def test_photos_that_were_put_in_another_order_since_are_given_out_as_then(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    before = document_content(house_db, made(house, staff["mia"], lived, 13))
    with at(house, staff["sara"], "photo", lived.day(14)) as w:
        ids = [row[0] for row in w.rows("SELECT id FROM attached ORDER BY position, id")]
        order_photos(w, "piece", lived.piece, ids[::-1])
    assert house_db.value("SELECT count(*) FROM attached WHERE counter_of IS NOT NULL")
    then = document_content(house_db, made(house, staff["mia"], lived, 13))
    assert {one.sha256 for one in then.photos} == {one.sha256 for one in before.photos}
    assert len(then.photos) == len(before.photos) == 2
    assert len(document_content(house_db, made(house, staff["mia"], lived, 15)).photos) == 2


@pytest.mark.parametrize(
    ("title", "parent", "hands"),
    [
        ("Rosen Engravers", None, "Rosen Engravers"),
        ("Rosen Engravers", "OUT", "Rosen Engravers"),
        ("With someone outside", None, "Nobody named"),
    ],
)
def test_a_place_that_is_named_after_a_firm_says_who_had_it(
    house: Shop,
    house_db: Database,
    staff: dict[str, Actor],
    lived: Lived,
    places: dict[str, int],
    title: str,
    parent: str | None,
    hands: str,
) -> None:
    with at(house, staff["mia"], "move", lived.day(14)) as w:
        firm = w.add(
            Place, kind_code="external_party", name="EXT-9", title=title, two_persons=0,
            parent_id=places[parent] if parent else None,
        )  # fmt: skip
        tray = w.add(Place, kind_code="tray", name="T-9", two_persons=0, parent_id=firm)
        w.add(Move, subject_kind="piece", subject_id=lived.piece, to_place_id=tray)
    document = made(house, staff["mia"], lived, 15)
    content = document_content(house_db, document)
    assert content.hands == content.stays[-1].hands == hands
    assert hands.lower() in words_of(document_paper(house_db, house.files, document).pdf).lower()
    (lying,) = place_at(house_db, firm, lived.day(15)).pieces
    assert named(lying.hands, lying.place, lying.code) == hands
    assert named_hands(lying) == ("" if hands == "Nobody named" else hands)

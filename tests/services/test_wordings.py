"""Statements on papers: brought along, worded anew from a day on, by language and jurisdiction."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError
from app.models.database import Database
from app.printing.document.samples import SAMPLED
from app.services import wordings
from app.services.house_paper import statements_of
from app.services.wording_preview import sample_paper
from app.services.wordings import WordingForm
from app.shop import Shop

FORM = WordingForm("invoice", "Ownership", "Ours until paid.", "en", "", "2026-06-01")


def test_a_block_holds_from_its_day_and_the_one_before_until_then(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    before = statements_of(house_db, "invoice", "2026-05-31")
    assert len(before) == 1
    with house.work(staff["mia"], "wording") as w:
        made = wordings.add_wording(w, FORM).first("wording")
    assert statements_of(house_db, "invoice", "2026-05-31") == before
    assert statements_of(house_db, "invoice", "2026-06-01") == ("Ours until paid.",)
    german = statements_of(house_db, "invoice", "2026-06-01", "de")
    assert german[0].startswith("Die Ware")
    with house.work(staff["mia"], "wording") as w:
        wordings.edit_wording(
            w, made, WordingForm("invoice", "ownership", "", "en", "", "2026-06-01")
        )
    assert statements_of(house_db, "invoice", "2026-06-01") == ()
    with house.work(staff["mia"], "wording") as w:
        wordings.remove_wording(w, made)
    assert statements_of(house_db, "invoice", "2026-06-01") == before


def test_all_blocks_are_listed_own_and_brought_along(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    with house.work(staff["mia"], "wording") as w:
        wordings.add_wording(w, FORM)
    found = wordings.wording_blocks(house_db, "invoice", "en")
    assert [(block.topic, block.own) for block in found] == [
        ("ownership", False),
        ("ownership", True),
    ]
    assert {block.document for block in wordings.wording_blocks(house_db)} > {
        "job_bag",
        "hand_over",
    }


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (WordingForm("poem", "a", "b", valid_from="2026-01-01"), "document"),
        (WordingForm("invoice", " ", "b", valid_from="2026-01-01"), "topic"),
        (WordingForm("invoice", "a", "b" * 5_000, valid_from="2026-01-01"), "text"),
        (WordingForm("invoice", "a", "b", "tlh", valid_from="2026-01-01"), "language"),
        (WordingForm("invoice", "a", "b", valid_from="1 March"), "valid_from"),
    ],
)
def test_what_is_not_a_block(
    house: Shop, staff: dict[str, Actor], form: WordingForm, field: str
) -> None:
    with pytest.raises(InputError) as refused, house.work(staff["mia"], "wording") as w:
        wordings.add_wording(w, form)
    assert refused.value.field == field
    with pytest.raises(NotAllowedError), house.work(staff["olga"], "wording") as w:
        wordings.add_wording(w, FORM)


def test_a_changed_day_never_meets_another_of_the_same_block(
    house: Shop, staff: dict[str, Actor]
) -> None:
    with house.work(staff["mia"], "wording") as w:
        wordings.add_wording(w, FORM)
        later = wordings.add_wording(w, replace(FORM, valid_from="2026-09-01")).first("wording")
    with pytest.raises(InputError, match="words of your own"), house.work(staff["mia"], "w") as w:
        wordings.edit_wording(w, later, FORM)
    with house.work(staff["mia"], "w") as w:  # itself is no other
        wordings.edit_wording(w, later, replace(FORM, valid_from="2026-09-01", text="Anew."))


def test_each_block_says_whether_it_holds(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    with house.work(staff["mia"], "wording") as w:
        for day in ("2026-06-01", "2026-09-01", "2027-01-01"):
            wordings.add_wording(w, replace(FORM, valid_from=day))
        wordings.add_wording(w, replace(FORM, topic="extra", text=""))
    blocks = wordings.wording_blocks(house_db, "invoice", "en")
    told = {
        (one.topic, one.valid_from if one.own else ""): wordings.standing(
            one, blocks, "2026-10-01"
        )[0]
        for one in blocks
    }
    assert told == {
        ("ownership", ""): "Reworded",
        ("ownership", "2026-06-01"): "Before",
        ("ownership", "2026-09-01"): "Holds",
        ("ownership", "2027-01-01"): "Not yet",
        ("extra", "2026-06-01"): "Left out",
    }


@pytest.mark.parametrize("language", ["en", "de", "fr", "it", "es"])
@pytest.mark.parametrize("document", SAMPLED)
def test_every_sample_shows_the_words_and_stores_nothing(
    document: str, language: str, house_db: Database
) -> None:
    form = WordingForm(document, "extra", "Words of the lawyer.", language, "", "2026-06-01")
    paper = sample_paper(house_db, form, "Mia Delacroix")
    with closing(pypdfium2.PdfDocument(paper.pdf)) as pdf:
        text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Words of the lawyer." in text
    assert "SAMPLE" in text
    assert house_db.value("SELECT count(*) FROM document") == 0


def test_a_paper_without_a_sample_says_so(house_db: Database) -> None:
    form = WordingForm("job_bag", "stop", "Stop.", "en", "", "2026-06-01")
    with pytest.raises(InputError, match="no sample of a job bag"):
        sample_paper(house_db, form, "Mia Delacroix")

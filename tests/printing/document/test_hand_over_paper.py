"""The papers of a hand-over: whose the pieces are, what was weighed, no page for signatures alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.printing.document.content import Signature, content_to_json
from app.printing.document.hand_over import ENTRUSTED, MIXED, HandOverForm
from app.printing.document.hand_over_paper import render_hand_over_form, render_transfer_list
from app.printing.document.wording import Labels, languages
from tests.printing.document.conftest import Reader
from tests.printing.document.more_papers import PIECES, hand_over, transfer_list
from tests.printing.document.papers import PHOTOS

Words = Callable[[bytes], str]
BOTH = (Signature("Examiner", "Owen Achterberg"), Signature("Borrower", "Lena Marsh"))


def one_line(text: str) -> str:
    return " ".join(text.split())


def came_back(**changed: object) -> HandOverForm:
    return replace(hand_over(loan=False), back=True, statements=(), signatures=BOTH, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("owners", ["", ENTRUSTED, MIXED])
def test_every_language_says_whose_the_pieces_are(language: str, owners: str) -> None:
    labels = Labels("hand_over", language)
    said = labels.say(f"loan_words_{owners}" if owners else "loan_words", house="Hallam & Vey")
    assert "Hallam & Vey" in said
    others = {"loan_words", "loan_words_entrusted", "loan_words_mixed"}
    assert len({labels[key] for key in others}) == 3
    assert len({labels[key] for key in ("loan", "hand_over", "back")}) == 3


def test_a_loan_of_entrusted_pieces_claims_no_property(words: Words) -> None:
    form = replace(hand_over(), owners=ENTRUSTED)
    said = one_line(words(render_hand_over_form(form, PHOTOS)))
    assert f"entrusted to {form.company.name} and remain the property of their owners" in said
    assert f"property of {form.company.name}" not in said
    mixed = one_line(words(render_hand_over_form(replace(form, owners=MIXED), PHOTOS)))
    assert f"property of {form.company.name} or of the owners who entrusted them" in mixed


def test_a_return_is_called_one_and_what_was_not_weighed_has_no_weight(words: Words) -> None:
    items = (PIECES[0], replace(PIECES[1], weight_mg=None, not_weighed=True))
    said = one_line(words(render_hand_over_form(came_back(items=items), PHOTOS)))
    assert "Return form H10-26-00009" in said
    assert "Hand-over form" not in said
    assert "Came back on" in said
    assert "as it went out, not weighed" in said
    assert said.count("5.120") == 1  # of the piece, and of no sum
    assert "21.300" not in said


def test_what_was_signed_before_a_return_knew_more_keeps_its_content() -> None:
    kept = content_to_json(hand_over())
    assert "owners" not in kept
    assert all("not_weighed" not in item for item in kept["items"])


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("loan", [True, False])
def test_no_number_of_pieces_leaves_signatures_alone_on_a_page(
    paper: str, loan: bool, read: Reader
) -> None:
    for many in range(5, 26):
        form = replace(hand_over(), signatures=BOTH) if loan else came_back()
        form = replace(
            form,
            made=replace(form.made, paper=paper),
            items=tuple(
                replace(PIECES[nth % 2], number=f"P10-26-{nth:05}") for nth in range(1, many + 1)
            ),
        )
        last = read(render_hand_over_form(form, PHOTOS))[-1].words
        assert "Lena Marsh" in last
        assert "A loan, not a sale" in last or f"P10-26-{many:05}" in last, (paper, loan, many)


def test_a_paper_stands_closer_where_that_spares_its_last_page(read: Reader) -> None:
    pages = []
    for many in range(5, 16):
        items = tuple(replace(PIECES[0], number=f"P10-26-{nth:05}") for nth in range(many))
        pages.append(len(read(render_hand_over_form(came_back(items=items), PHOTOS))))
    assert pages == sorted(pages)
    assert pages[:7] == [1] * 7


@pytest.mark.parametrize("loan", [True, False])
def test_a_weight_and_a_report_of_before_carry_their_days_and_are_in_no_sum(
    loan: bool, words: Words
) -> None:
    old = replace(
        PIECES[1], weighed_on="2025-09-04", report="CR10-25-00007", reported_on="2025-09-04"
    )
    said = one_line(
        words(render_hand_over_form(replace(hand_over(loan=loan), items=(PIECES[0], old)), PHOTOS))
    )
    assert said.count("Sep 4, 2025") == 2
    assert "21.300 Sep 4, 2025" in said
    assert "condition report CR10-25-00007, Sep 4, 2025" in said
    assert "26.420" not in said


def test_a_transfer_list_says_of_when_its_weights_are(words: Words) -> None:
    items = (PIECES[0], replace(PIECES[1], weighed_on="2025-09-04"))
    said = one_line(words(render_transfer_list(replace(transfer_list(), items=items), PHOTOS)))
    assert "21.300 Sep 4, 2025" in said
    assert "26.420" not in said


def test_a_return_names_what_is_new_of_each_piece_and_stays_within_its_pages(
    words: Words, read: Reader
) -> None:
    news = ("mark 5 new: scratch, SHO-R, 2.4 mm", "mark 2 worse: dent, SHK-B")
    items = (replace(PIECES[0], news=news), replace(PIECES[1], news=("no mark new",)))
    said = one_line(words(render_hand_over_form(came_back(items=items), PHOTOS)))
    assert "mark 5 new: scratch, SHO-R, 2.4 mm" in said
    assert "mark 2 worse: dent, SHK-B" in said
    assert "no mark new" in said
    many = tuple(replace(items[nth % 2], number=f"P10-26-{nth:05}") for nth in range(1, 24))
    pages = read(render_hand_over_form(came_back(items=many), PHOTOS))
    assert len(pages) <= 4
    assert "P10-26-00023" in pages[-1].words


@pytest.mark.parametrize("language", languages())
def test_every_language_says_that_nothing_is_new(language: str) -> None:
    said = Labels("hand_over", language)["nothing_new"]
    assert said
    assert (language == "en") == (said == Labels("hand_over", "en")["nothing_new"])

"""A stamp that contradicts the chosen metal: asked clearly, and answered before anything is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.views.pieces.stamp_question import StampQuestion
from tests.views.take_in.conftest import TakeIn

K = Qt.Key


def doubtful_ring(take_in: TakeIn, agreement: int) -> StampQuestion:
    """A ring of fine gold that is stamped 750."""
    take_in.go_on_with(agreement)
    take_in.enter("R", "Signet ring")
    metals = take_in.editor.fields.metals
    take_in.choose(metals.metal.choice, "gold_yellow")
    take_in.choose(metals.fineness.choice, 999)
    metals.stamp.control.setFocus()
    take_in.keys("750")
    return metals.asked


def test_it_is_asked_and_saving_waits_for_the_answer(take_in: TakeIn, agreement: int) -> None:
    asked = doubtful_ring(take_in, agreement)
    assert not asked.is_open, "not while it is being typed"
    take_in.save_next()
    assert asked.isVisible()
    assert asked.isAncestorOf(take_in.page.window().focusWidget())
    words = asked.sentence.text()
    assert "“750”" in words
    assert "18 K gold" in words
    assert "24 K yellow gold" in words
    take_in.save_next()
    assert take_in.floor.ask("SELECT count(*) FROM consignment_item") == 0


def test_what_is_stamped_holds(take_in: TakeIn, agreement: int) -> None:
    asked = doubtful_ring(take_in, agreement)
    take_in.press(K.Key_Return)
    assert asked.isVisible()
    take_in.keys("S")
    assert not asked.is_open
    metals = take_in.editor.fields.metals
    assert (metals.metal.value, metals.fineness.value) == ("gold_yellow", 750)
    assert take_in.focus == "Ring size", "work goes on after the stamp"
    take_in.save_next()
    take_in.until(take_in.lines)
    assert (
        take_in.floor.ask(
            "SELECT m.fineness FROM metal AS m JOIN consignment_item AS i ON i.piece_id = m.piece_id"
        )
        == 750
    )


def test_what_is_chosen_holds_until_something_changes(take_in: TakeIn, agreement: int) -> None:
    asked = doubtful_ring(take_in, agreement)
    take_in.press(K.Key_Return)
    take_in.keys("C")
    assert not asked.is_open
    metals = take_in.editor.fields.metals
    take_in.choose(metals.fineness.choice, 585)
    assert asked.isVisible(), "another contradiction is asked anew"
    take_in.choose(metals.fineness.choice, 750)
    assert not asked.is_open
    take_in.choose(metals.fineness.choice, 999)
    assert not asked.is_open, "this one was answered"
    take_in.save_next()
    take_in.until(take_in.lines)
    assert take_in.floor.ask("SELECT text_seen FROM mark") == "750"
    assert take_in.floor.ask("SELECT content FROM note WHERE topic = 'fineness'").endswith(
        "chosen is 24 K yellow gold. What is chosen holds, whatever the stamp says."
    )


def test_a_saved_contradiction_is_not_asked_again_but_a_draft_is(
    take_in: TakeIn, agreement: int
) -> None:
    asked = doubtful_ring(take_in, agreement)
    draft = take_in.editor.draft()
    take_in.press(K.Key_Return)
    take_in.keys("C")
    take_in.save_next()
    take_in.until(take_in.lines)
    take_in.page.pieces.open_saved(take_in.page.pieces.taken.model.rows[0].piece_id)
    take_in.until(lambda: take_in.editor.known)
    assert take_in.editor.fields.metals.stamp.text == "750"
    assert not asked.is_open
    take_in.editor.begin_new()
    take_in.editor.restore(draft)
    assert asked.is_open


def test_why_it_holds_is_kept_with_the_piece(take_in: TakeIn, agreement: int) -> None:
    asked = doubtful_ring(take_in, agreement)
    take_in.press(K.Key_Return)
    take_in.keys("W")
    assert take_in.focus == "Why it holds, in a few words"
    take_in.press(K.Key_Return)
    assert asked.is_open, "nothing was said yet"
    take_in.enter("Assayed here, new shank")
    assert not asked.is_open
    assert take_in.focus == "Ring size"
    take_in.save_next()
    take_in.until(take_in.lines)
    note = take_in.floor.ask("SELECT content FROM note WHERE topic = 'fineness'")
    assert note.endswith("whatever the stamp says. Assayed here, new shank")

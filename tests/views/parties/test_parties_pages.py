"""Clients and consignors: found by letters, added once, changed without losing anything typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.views.documents.making import AskSheet, language_choices
from app.views.documents.papers_sheet import PapersSheet
from app.views.parties.party_sheet import PartySheet
from app.views.parties.party_sheets import ContactSheet, PaperSheet
from app.views.widgets.link_row import LinkRow
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.floor import ALT, CTRL
from tests.views.page_checks import check_names, check_page
from tests.views.parties.conftest import Known


def sheet_of(known: Known) -> PartySheet:
    return known.floor.window.findChildren(PartySheet)[-1]


def test_the_list_has_everybody_with_the_marked_one_beside(known: Known) -> None:
    page = known.list_page()
    assert page.hint_bar.state == "4 people and companies shown"
    assert page.party_side.person._name.text() == "Hugo Brandt"
    check_page(known.qtbot, page)


def test_plain_letters_find_other_ones_and_enter_opens(known: Known) -> None:
    page = known.list_page()
    known.press(Qt.Key.Key_Slash)
    known.until(page.search.hasFocus)
    known.keys("soren kj")
    known.until(lambda: page.list.model.rowCount() == 1)
    known.press(Qt.Key.Key_Return)
    known.until(lambda: page.view.hasFocus() and page.view.current_id == known.people["Kjær"])
    known.press(Qt.Key.Key_Return)
    assert known.floor.window.here == ("party", known.people["Kjær"])


def test_views_are_one_key(known: Known) -> None:
    page = known.list_page()
    known.press(Qt.Key.Key_3, ALT)
    known.until(lambda: page.list.model.rowCount() == 1)
    assert page.view.current_id == known.people["Whitcombe"]
    known.press(Qt.Key.Key_4, ALT)
    known.until(lambda: page.empty.isVisible())
    assert page.empty.title.text() == "No suppliers yet"


def test_who_is_not_found_is_added_with_the_name_that_was_typed(known: Known) -> None:
    page = known.list_page()
    page.search.setText("ines tanaka")
    known.until(lambda: page.empty.isVisible())
    assert page.empty.button is not None
    page.empty.button.click()
    sheet = sheet_of(known)
    known.until(lambda: known.focus == "E-mail")
    assert (sheet.fields.given.text, sheet.fields.family.text) == ("Ines", "Tanaka")
    known.keys("not an address")
    known.press(Qt.Key.Key_Return, CTRL)
    known.until(lambda: sheet.fields.email.error)
    sheet.fields.email.set_text("ines@tanaka.example")
    sheet.fields.city.set_text("Paris")
    sheet.fields.country.set_text("france")
    known.press(Qt.Key.Key_Return, CTRL)
    known.until(lambda: known.floor.window.here[0] == "party")
    ines = known.floor.window.here[1]
    assert known.floor.ask("SELECT country FROM address WHERE party_id = ?", ines) == "FR"
    assert known.floor.ask("SELECT count(*) FROM draft") == 0


def test_who_is_added_is_in_no_draft_any_more_whenever_the_program_ends(
    known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.list_page().add()
    sheet = sheet_of(known)
    sheet.fields.family.control.setFocus()
    known.keys("Tanaka")
    sheet.keeper.keep_now()
    drafts = "SELECT count(*) FROM draft"
    known.until(lambda: known.floor.ask(drafts) == 1)
    seen: list[int] = []
    monkeypatch.setattr(known.floor.house, "on_saved", lambda: seen.append(known.floor.ask(drafts)))
    sheet.take()
    sheet.fields.given.set_text("Ines")
    sheet.keeper.keep_now()  # typed while it is on its way
    known.until(lambda: seen)
    assert seen == [0]
    known.until(lambda: known.floor.window.here[0] == "party")
    assert known.floor.ask(drafts) == 0


def test_the_same_person_is_not_made_twice(known: Known) -> None:
    page = known.list_page()
    page.add()
    sheet = sheet_of(known)
    sheet.fields.family.set_text("Whitcomb")
    sheet.fields.phone.control.setFocus()
    known.keys("+1 212 555 0123")
    known.press(Qt.Key.Key_Return)
    known.until(lambda: sheet.fields._bars)
    (bar,) = sheet.fields._bars
    assert isinstance(bar, SentenceBar)
    assert "Clara Whitcombe is known with the same phone number" in bar.accessibleName()
    sheet.fields.same_as.emit(known.people["Whitcombe"])
    assert known.floor.window.here == ("party", known.people["Whitcombe"])
    assert known.floor.ask("SELECT count(*) FROM party WHERE is_artisan = 0") == 4


def test_what_was_typed_about_somebody_is_offered_again(known: Known) -> None:
    page = known.party_page()
    page.edit()
    sheet = sheet_of(known)
    known.until(lambda: known.focus == "Given name")
    sheet.fields.given.input.selectAll()
    known.keys("Clara Maria")
    sheet.keeper.keep_now()
    known.until(lambda: known.floor.ask("SELECT count(*) FROM draft") == 1)
    known.press(Qt.Key.Key_Escape)
    page.edit()
    again = sheet_of(known)
    known.until(lambda: again.fields.given.text == "Clara Maria")
    assert again._note.isVisible()
    again.cancel_button.click()
    known.until(lambda: known.floor.ask("SELECT count(*) FROM draft") == 0)


def test_a_party_is_shown_and_passes_what_every_page_must(known: Known) -> None:
    page = known.party_page()
    assert page.title == "Clara Whitcombe"
    assert page.tabs.value == "items"
    assert page.items.marked.description == "Platinum solitaire ring"
    check_page(known.qtbot, page)
    page.tabs.choose("notes")
    check_page(known.qtbot, page)
    page.edit()
    check_names(sheet_of(known))


def test_a_change_is_saved_and_shown(known: Known) -> None:
    page = known.party_page("Brandt")
    page.edit()
    sheet = sheet_of(known)
    known.until(lambda: known.focus == "Given name")
    sheet.fields.roles["consignor"].setChecked(True)
    sheet.fields.city.set_text("Berlin")
    sheet.fields.country.set_text("Germany")
    known.press(Qt.Key.Key_Return, CTRL)
    known.until(lambda: page.card and page.card.addresses[0].city == "Berlin")
    assert page.card is not None
    assert set(page.card.roles) == {"client", "consignor"}


def test_notes_are_kept_newest_first(known: Known) -> None:
    page = known.party_page()
    known.press(Qt.Key.Key_M, CTRL)
    known.until(lambda: known.focus == "New note")
    page.notes.button.click()
    assert "empty" in page.notes.field.error
    known.keys("Her sister also consigns.")
    page.notes.button.click()
    known.until(lambda: page.card and len(page.card.notes) == 2)
    assert page.card is not None
    assert page.card.notes[0].text == "Her sister also consigns."
    assert page.notes.field.value == ""


def test_an_identity_paper_is_seen_from_the_page(known: Known) -> None:
    page = known.party_page("Brandt")
    page.see_paper()
    sheet = known.floor.window.findChildren(PaperSheet)[-1]
    known.press(Qt.Key.Key_Return)
    known.keys("P")
    sheet.form.until.set_text("1 March 2019")
    sheet.form.button.click()
    known.until(lambda: sheet.form.until.error)
    sheet.form.until.set_text("1 March 2039")
    sheet.form.button.click()
    known.until(lambda: page.card and page.card.id_seen)


def test_an_address_is_copied_and_a_draft_agreement_goes_on(known: Known) -> None:
    page = known.party_page()
    rows = {row.text(): row for row in page.contact.findChildren(LinkRow)}
    rows["clara@example.com"].click()
    assert QGuiApplication.clipboard().text() == "clara@example.com"
    page.agreements.view.opened.emit(known.agreement)
    assert known.floor.window.here == ("take_in", known.agreement)
    take_in = known.floor.window.page
    known.until(lambda: take_in.batch.agreement_id == known.agreement)  # type: ignore[union-attr]


def test_taking_in_begins_with_the_person_of_the_page(known: Known) -> None:
    page = known.party_page("Brandt")
    page.take_in()
    take_in = known.floor.window.page
    known.until(lambda: take_in.consignor.party)  # type: ignore[union-attr]
    assert take_in.consignor.party.display == "Hugo Brandt"  # type: ignore[union-attr]


def test_further_numbers_are_added_and_taken_off(known: Known) -> None:
    page = known.party_page("Brandt")
    page.add_contact()
    sheet = known.floor.window.findChildren(ContactSheet)[-1]
    known.until(lambda: known.focus == "Number or address")
    known.keys("twelve")
    known.press(Qt.Key.Key_Return)
    known.until(lambda: sheet.contact.error)
    sheet.contact.input.selectAll()
    known.keys("+49 30 901820")
    known.press(Qt.Key.Key_Return)
    known.until(lambda: page.card and len(page.card.contacts) == 2)
    assert page.card is not None
    page.contact.remove_asked.emit(page.card.contacts[0].id)
    known.until(lambda: page.card and [c.purpose for c in page.card.contacts] == ["phone"])


def test_somebody_s_papers_speak_their_language(known: Known) -> None:
    page = known.party_page()
    page.say_language()
    sheet = next(one for one in known.floor.window.findChildren(AskSheet) if one.isVisible())
    assert next(text for _, text in language_choices()) == "As all papers of the shop"
    sheet.fields["language"].set_value("fr")
    sheet.take()
    known.until(lambda: page.card and page.card.language == "fr")
    page.say_language()
    again = [one for one in known.floor.window.findChildren(AskSheet) if one.isVisible()][-1]
    assert again.fields["language"].value == "fr"
    again.dismiss()
    page.show_papers()
    known.until(
        lambda: any(
            one.isVisible() and one._none.text() == "No paper of it was made yet."
            for one in known.floor.window.findChildren(PapersSheet)
        )
    )

"""The fingerprint out and in: both stones near, and what became of each letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.domain.inclusions import Girdle, Inclusion
from app.services.report_difference import Difference, Side
from app.services.report_form import Fingerprint
from app.views.compare.fingerprint_card import FingerprintCard
from app.views.compare.page import ComparePage
from app.views.compare.plane import Layer
from app.views.frame.window import MainWindow
from app.views.theme import Theme
from tests.stories.report_pairs import Desk, complete
from tests.views.compare.conftest import came_back
from tests.views.page_checks import check_names, check_nothing_clipped

GIRDLE = Girdle(500_000, 500_000, 200_000, 200_000)
OUT = (Inclusion("a", 600_000, 500_000, "crystal"), Inclusion("b", 500_000, 400_000, "feather"))
IN = (Inclusion("a", 604_000, 498_000, "crystal"), Inclusion("c", 500_000, 600_000))


@pytest.fixture
def page(qtbot: QtBot, pair: Desk, evidence_window: MainWindow) -> ComparePage:
    """The ring out and in, both centre stones lettered."""
    said = came_back(pair, stopped=False)
    photo = said.pop("photo")
    findings = said.pop("findings")
    into = complete(pair.begin("loan_in"), photo, findings, **said)  # type: ignore[arg-type]
    sha = into.fingerprint.photo_sha256
    marked = replace(into, fingerprint=Fingerprint("loupe", "", sha, GIRDLE, IN))
    report = pair.sign(marked)
    evidence_window.navigate("compare", report)
    page = evidence_window.page
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(lambda: page.found is not None, timeout=10_000)
    return page


def lettered(found: Difference) -> Difference:
    """The same comparison with a stone that was lettered on the way out too."""
    said = replace(found.out.form.fingerprint, girdle=GIRDLE, inclusions=OUT)
    return replace(found, out=replace(found.out, form=replace(found.out.form, fingerprint=said)))


def shown(page: ComparePage) -> FingerprintCard:
    assert page.found is not None
    page.fingerprint.show_difference(lettered(page.found))
    return page.fingerprint


def test_letters_are_the_same_missing_or_new(qtbot: QtBot, page: ComparePage) -> None:
    card = shown(page)
    assert card.line.text() == "Inclusions: a the same, b missing, c new"
    assert [text.text() for text in card.letters] == [
        "a  crystal, 3 o'clock, 50 % out: same",
        "b  feather, 12 o'clock, 50 % out: missing",
        "c  inclusion, 6 o'clock, 50 % out: new",
    ]
    assert (card.chip.status.text, card.chip.status.tone) == ("2 letters differ", "bad")
    assert card.photos[0].accessibleName() == "Fingerprint out, inclusions a, b"
    qtbot.waitUntil(
        lambda: all(photo._picture is not None for photo in card.photos), timeout=10_000
    )


def test_a_stone_lettered_on_one_side_only_is_told_as_new(page: ComparePage) -> None:
    assert page.fingerprint.line.text() == "Inclusions: a, c new"


def test_a_letter_that_wandered_is_doubted(page: ComparePage) -> None:
    assert page.found is not None
    found = lettered(page.found)
    wandered = (Inclusion("a", 400_000, 500_000, "crystal"),)
    said = replace(found.into.form.fingerprint, inclusions=wandered)
    form = replace(found.into.form, fingerprint=said)
    page.fingerprint.show_difference(replace(found, into=replace(found.into, form=form)))
    texts = [text.text() for text in page.fingerprint.letters]
    assert texts[0] == "a  crystal, 3 o'clock, 50 % out → 9 o'clock, 50 % out: elsewhere"
    assert page.fingerprint.chip.status.tone == "bad", "b is missing too"


def test_the_stone_is_seen_near_and_in_its_own_ratio(
    qtbot: QtBot, page: ComparePage, dressed: Theme
) -> None:
    card = shown(page)
    picture = card.photos[0]
    qtbot.waitUntil(lambda: picture._picture is not None, timeout=10_000)
    middle = picture.grab().toImage().pixelColor(picture.width() // 3, picture.height() // 3)
    assert middle.name() != "#ffffff", "the outline is drawn, and not filled"
    picture.resize(QSize(160, 112))
    assert picture._picture is not None
    seen = picture._window(Layer(picture._picture)).seen()
    assert seen.width() / seen.height() == pytest.approx(160 / 112)
    for mode in ("light", "dark"):
        dressed.set_mode(mode)
        check_names(page)
    for width, height in ((1440, 900), (1366, 768)):
        page.window().resize(width, height)
        check_nothing_clipped(page)


def test_a_piece_without_a_centre_stone_has_no_fingerprint(page: ComparePage) -> None:
    found = page.found
    assert found is not None

    def plain(side: Side) -> Side:
        untold = Fingerprint(not_shown="inclusions not photographed")
        return replace(side, form=replace(side.form, fingerprint=untold))

    signet = replace(found, out=plain(found.out), into=plain(found.into), wants_fingerprint=False)
    page.fingerprint.show_difference(signet)
    assert not page.fingerprint.isVisibleTo(page)
    page.fingerprint.show_difference(replace(signet, wants_fingerprint=True))
    assert page.fingerprint.chip.status.text == "Not proven out nor in"

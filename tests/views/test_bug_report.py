"""A report names our lines and nobody's name."""

from __future__ import annotations

import pytest

from app.views.bug_report import BugReport, scrubbed


def fall(text: str) -> BugReport:
    try:
        raise ValueError(text)
    except ValueError as error:
        return BugReport.of(error, "weighing")


@pytest.mark.parametrize(
    "secret",
    [
        "no client 'Olga Marchenko' here",
        'bad value "Olga Marchenko"',
        "“Olga Marchenko” is unknown",
        "mail Olga.Marchenko@example.com bounced",
        "cannot open /home/Olga/Marchenko.csv",
        r"cannot open C:\Users\Olga\Marchenko.csv",
    ],
)
def test_nothing_about_a_person_is_in_it(secret: str) -> None:
    text = fall(secret).text()
    assert "Olga" not in text
    assert "Marchenko" not in text


def test_long_numbers_are_blanked() -> None:
    assert (
        scrubbed("card 4417 of tag 1000223164, 2 of 9") == "card ‹number› of tag ‹number›, 2 of 9"
    )


def test_it_says_what_where_and_which_program() -> None:
    text = fall("wrong").text()
    assert text.startswith("ValueError: wrong\nwhile: weighing\n")
    assert "tests/views/test_bug_report.py" in text
    assert "Parure 0." in text


def test_what_led_to_it_is_told_too() -> None:
    try:
        try:
            fall_for_real()
        except ZeroDivisionError as error:
            raise RuntimeError("no price") from error
    except RuntimeError as error:
        text = BugReport.of(error).text()
    assert "fall_for_real" in text


def fall_for_real() -> None:
    raise ZeroDivisionError


def test_a_wrong_name_in_our_code_is_shown_whole() -> None:
    with pytest.raises(AttributeError) as caught:
        fall_for_real.nothing  # type: ignore[attr-defined]  # noqa: B018
    assert "nothing" in BugReport.of(caught.value).text()

"""How a photo is shown: brighter, harder, its white set right."""

from __future__ import annotations

import pytest

from app.domain.errors import InputError
from app.domain.picture_viewing import PLAIN, Viewing, grey_point, kept_within, signed


def test_a_plain_viewing_shows_every_value_as_it_is() -> None:
    assert PLAIN.is_plain
    assert PLAIN.words == ""
    assert PLAIN.tables() == (tuple(range(256)),) * 3


def test_brighter_is_lighter_everywhere_and_never_beyond_white() -> None:
    red, green, blue = Viewing(brightness=20).tables()
    assert red == green == blue
    assert all(after >= before for before, after in enumerate(red))
    assert (red[0], red[255]) == (26, 255)


def test_contrast_leaves_the_middle_and_parts_dark_from_light() -> None:
    hard, soft = Viewing(contrast=50).tables()[0], Viewing(contrast=-50).tables()[0]
    assert abs(hard[128] - 128) <= 1
    assert hard[64] < 64 < soft[64]
    assert hard[192] > 192 > soft[192]
    assert sorted(hard) == list(hard)


def test_a_grey_point_becomes_grey_and_stays_as_bright() -> None:
    warm = (180, 150, 110)
    tables = Viewing(grey=warm).tables()
    shown = [table[value] for table, value in zip(tables, warm, strict=True)]
    assert max(shown) - min(shown) <= 1
    assert abs(shown[1] - 152) <= 6
    assert [table[0] for table in tables] == [0, 0, 0]


@pytest.mark.parametrize(
    ("colours", "said"), [([(4, 9, 9)], "too dark"), ([(255, 252, 254)] * 9, "too bright")]
)
def test_shadow_and_glare_tell_nothing_of_the_light(
    colours: list[tuple[int, int, int]], said: str
) -> None:
    with pytest.raises(InputError) as refused:
        grey_point(colours)
    assert said in refused.value.message


def test_a_grey_point_is_the_mean_of_its_pixels() -> None:
    assert grey_point([(100, 110, 120), (102, 112, 122)]) == (101, 111, 121)


def test_what_differs_is_said_in_words() -> None:
    assert Viewing(20, -10, (1, 2, 3)).words == "brightness +20, contrast −10, white balance"
    assert (signed(0), signed(-10), kept_within(130)) == ("0", "−10", 100)

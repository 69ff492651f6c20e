"""A file's name tells which view its picture shows, in the words that people give to it."""

from __future__ import annotations

import pytest

from app.services.view_names import view_named


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("front.jpg", "front"),
        ("Side.JPG", "side"),
        ("inside.jpg", "inside"),
        ("hallmark-750.png", "hallmark"),
        ("P10-26-00676_top 2.heic", "top"),
        ("Punze.jpg", "hallmark"),
        ("Rückseite.png", "back"),
        ("poinçon.tif", "hallmark"),
        ("dessus.webp", "top"),
        ("fronte.jpg", "front"),
        ("cierre.jpg", "clasp"),
        ("מלפנים.jpg", "front"),
        ("من أعلى.jpg", "top"),
        ("detail.png", "detail"),
    ],
)
def test_the_view_that_a_file_is_named_after(name: str, view: str) -> None:
    assert view_named(name) == view


@pytest.mark.parametrize(
    "name", ["IMG_0012.jpg", "frontside.jpg", "front and back.jpg", "laptop.jpg", "", "The pasted"]
)
def test_a_name_that_tells_no_view_or_two(name: str) -> None:
    assert view_named(name) == ""

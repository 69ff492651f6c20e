"""Photos that are named after a view come into the house under it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.views.pieces.form_photos import FormPhotos
from tests.views.take_in.conftest import TakeIn


def shown(photos: FormPhotos) -> list[str]:
    return [photo.view for photo in photos.photos]


def test_named_files_are_taken_in_under_their_views(
    take_in: TakeIn, agreement: int, jpeg: Callable[[str], Path]
) -> None:
    take_in.go_on_with(agreement)
    photos = take_in.editor.photos
    photos.intake.take_files([jpeg("front"), jpeg("side"), jpeg("img_7")])
    take_in.until(lambda: shown(photos) == ["front", "side", ""])
    assert photos._large.accessibleName() == "Photo 1 of 3, front"
    take_in.enter("R", "A ring")
    photos.intake.take_files([jpeg("front 2"), jpeg("inside"), jpeg("back")])
    take_in.until(lambda: len(photos.photos) == 6)
    assert shown(photos)[3:] == ["", "inside", ""], "a ring wants no back, and has its front"
    take_in.page.pieces.restore({"form": take_in.editor.draft()}, None)
    assert shown(photos)[:2] == ["front", "side"], "a draft knows them too"
    take_in.save_next()
    take_in.until(take_in.lines)
    roles = "SELECT group_concat(role, ',') FROM (SELECT role FROM attached ORDER BY position)"
    assert take_in.floor.ask(roles) == "front,side,,,inside,"


def test_a_photo_that_was_taken_off_leaves_its_view_free(
    take_in: TakeIn, agreement: int, jpeg: Callable[[str], Path]
) -> None:
    take_in.go_on_with(agreement)
    photos = take_in.editor.photos
    photos.intake.take_files([jpeg("front")])
    take_in.until(lambda: shown(photos) == ["front"])
    photos._on_remove_large()
    photos.intake.take_files([jpeg("front better")])
    take_in.until(lambda: shown(photos) == ["front"])

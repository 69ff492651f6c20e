"""Photos put with a piece or another record: kept sealed, in order, taken off by a counter-fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.decoding import FINE_PX, MOST_PAGES, WHOLE_PX
from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import FileError, InputError, NotFoundError, StateError, UserError
from app.domain.vocabulary import VIEWS
from app.models.records import Attached, File
from app.models.work import Work
from app.photos import (
    Photo,
    derivative,
    fine_picture,
    import_page,
    import_photo,
    shown_name,
    whole_picture,
)
from app.shop import Shop

_ACTS = {"party": "parties.update", "order": "orders.update", "job": "jobs.update"}
_LIVE = (
    "a.counter_of IS NULL AND NOT EXISTS (SELECT 1 FROM attached AS c"
    " WHERE c.subject_id = a.subject_id AND c.counter_of = a.id)"
)


@dataclass(frozen=True)
class Kept:
    """The photos of one file, in the order of its pages; ``refusal`` where some could not be taken."""

    photos: tuple[Photo, ...]
    refusal: UserError | None = None


def keep_photos(shop: Shop, data: bytes, name: str) -> Kept:
    """Keep a file's picture, and each further page of a scanner's TIFF as a photo of its own.

    InputError as of ``keep_photo`` where not even the first can be taken.
    """
    first = keep_photo(shop, data, name)
    photos, called = [first], shown_name(name)
    for page in first.more[: MOST_PAGES - 1]:
        try:
            photos.append(import_page(shop.files, data, f"Page {page + 1} of {called}", page))
        except UserError as error:
            return Kept(tuple(photos), error)
    if len(first.more) < MOST_PAGES:
        return Kept(tuple(photos))
    left = InputError(
        "Too many pages",
        f"“{called}” has more than {MOST_PAGES} pages: those after the first {MOST_PAGES} are not taken.",
        "Save the others as pictures of their own, then take those.",
        field="photo",
    )
    return Kept(tuple(photos), left)


def keep_photo(shop: Shop, data: bytes, name: str) -> Photo:
    """Decode a picture and keep it in the store, for a form that is not saved yet."""
    return import_photo(shop.files, data, name, shop.settings.tz)


def add_photo(
    shop: Shop,
    actor: Actor,
    subject_kind: str,
    subject_id: int,
    data: bytes,
    name: str,
    role: str = "",
) -> Changes:
    """Decode a picture, keep it, and put it with a record (``role``: top, front, side … or '').

    Runs outside a unit of work, in a worker thread; InputError says why a picture is refused.
    """
    photo = keep_photo(shop, data, name)
    with shop.work(actor, "add_photo") as w:
        return attach_photo(w, subject_kind, subject_id, photo, role)


def attach_photo(
    w: Work, subject_kind: str, subject_id: int, photo: Photo, role: str = ""
) -> Changes:
    """Put a photo that is already in the store with a record; the same one again changes nothing."""
    _require(w, subject_kind)
    before = w.rows(
        f"SELECT a.position, f.sha256 = ? AND {_LIVE} FROM attached AS a"
        " LEFT JOIN file AS f ON f.id = a.file_id WHERE a.subject_id = ? AND a.subject_kind = ?",
        (photo.sha256, subject_id, subject_kind),
    )
    if any(same for _, same in before):
        return Changes.of("This photo is already there", 0, **{subject_kind: subject_id})
    last = max((position for position, _ in before), default=-1)
    _attach(w, subject_kind, subject_id, _file(w, photo), role, last + 1)
    return Changes.of("Photo added", w.id, **{subject_kind: subject_id})


def remove_photo(w: Work, attached_id: int) -> Changes:
    """Take a photo off a record; it stays in the store and in the history."""
    kind, subject_id, *_ = row = _attached(w, attached_id)
    _require(w, kind)
    _take_off(w, attached_id, row)
    return Changes.of("Photo removed", w.id, **{kind: subject_id})


def say_view(w: Work, attached_id: int, view: str, *, instead: bool = False) -> Changes:
    """Say which view a photo that is there shows ("" takes its view away).

    A view that another photo shows already is left to it too, unless this one is to show it
    ``instead``: then that one has no view any more. The photos keep their order. InputError for what
    is no view, StateError where it is this photo's already.
    """
    kind, subject_id, _, role, _ = row = _attached(w, attached_id)
    _require(w, kind)
    if view and view not in VIEWS:
        raise InputError(
            "Not a view",
            f"“{view}” is no view of a piece.",
            "Choose one of the list.",
            field="view",
        )
    if role == view:
        raise StateError(
            "It is so already",
            f"This photo shows {'the ' + VIEWS.word(view) if view else 'no named view'} already.",
            "Choose another view, or another photo.",
        )
    others = _showing(w, kind, subject_id, view) if instead and view else []
    for other, shows in ((attached_id, view), *((one, "") for one in others)):
        there = row if other == attached_id else _attached(w, other)
        _take_off(w, other, there)
        _attach(w, kind, subject_id, there[2], shows, there[4])
    said = f"The photo shows the {VIEWS.word(view)}" if view else "The photo has no view"
    if others:
        said += f"; {'that one has' if len(others) == 1 else 'those have'} none now"
    return Changes.of(said, w.id, **{kind: subject_id})


def _showing(w: Work, kind: str, subject_id: int, view: str) -> list[int]:
    """The photos of a record that are said to show a view."""
    rows = w.rows(
        f"SELECT a.id FROM attached AS a WHERE a.subject_id = ? AND a.subject_kind = ?"
        f" AND a.role = ? AND {_LIVE} ORDER BY a.position, a.id",
        (subject_id, kind, view),
    )
    return [row[0] for row in rows]


def order_photos(
    w: Work, subject_kind: str, subject_id: int, attached_ids: Sequence[int]
) -> Changes:
    """Put a record's photos into this order; the first one stands for the record.

    A photo that changes its position is taken off and put back there, so its ``attached_id`` is new.
    """
    _require(w, subject_kind)
    for position, attached_id in enumerate(attached_ids):
        row = _attached(w, attached_id)
        if (row[0], row[1]) != (subject_kind, subject_id):
            raise ValueError(f"photo {attached_id} is not with this record")
        if row[4] != position:
            _take_off(w, attached_id, row)
            _attach(w, subject_kind, subject_id, row[2], row[3], position)
    return Changes.of("Photos put in order", w.id, **{subject_kind: subject_id})


def photo_bytes(shop: Shop, sha256: str, size: int = 320) -> bytes:
    """A photo as a JPEG that fits ``size`` (320, 1280, 4096) px, all of it (``WHOLE_PX``), or as it came (0).

    As it came in it tells where and by whom it was taken, and a stranger may have made it: that is for
    the store alone. What is shown, printed or handed out is one of the others. One that is missing
    or damaged here is looked for in the backups first.
    """
    try:
        return _read(shop, sha256, size)
    except (NotFoundError, FileError):
        from app.services.backups import mend  # here: it is seldom needed

        if not mend(shop, [sha256]):
            raise
    return _read(shop, sha256, size)


def handed_out(shop: Shop, sha256: str, mime: str) -> tuple[bytes, str]:
    """What a file of the store is handed out as, and its kind: a picture is made anew, bare of EXIF.

    Anything else, such as a PDF, leaves byte for byte.
    """
    if not mime.startswith("image/"):
        return shop.files.get(sha256), mime
    return photo_bytes(shop, sha256, FINE_PX), "image/jpeg"


def _read(shop: Shop, sha256: str, size: int) -> bytes:
    if size == WHOLE_PX:
        return whole_picture(shop.files, sha256)
    if size == FINE_PX:
        return fine_picture(shop.files, sha256)
    return derivative(shop.files, sha256, size) if size else shop.files.get(sha256)


def _require(w: Work, subject_kind: str) -> None:
    w.require(_ACTS.get(subject_kind, "take_in.create"))


def _file(w: Work, photo: Photo) -> int:
    """The file's fact, one for the same bytes however often they are used."""
    known: int | None = w.value("SELECT id FROM file WHERE sha256 = ?", (photo.sha256,))
    return known or w.add(
        File,
        sha256=photo.sha256,
        size=photo.size,
        mime=photo.mime,
        width=photo.width,
        height=photo.height,
        taken_at=photo.taken_at,
    )


def _attached(w: Work, attached_id: int) -> tuple[str, int, int, str, int]:
    """(subject kind, subject, file, role, position) of a photo that is there."""
    row = w.row(
        "SELECT a.subject_kind, a.subject_id, a.file_id, a.role, a.position FROM attached AS a"
        f" WHERE a.id = ? AND {_LIVE}",
        (attached_id,),
    )
    if row is None:
        raise NotFoundError(
            "The photo is gone",
            "This photo is no longer with the record.",
            "Somebody may have taken it off; look at the record again.",
        )
    return row[0], row[1], row[2], row[3], row[4]


def _attach(w: Work, kind: str, subject_id: int, file_id: int, role: str, position: int) -> None:
    w.add(
        Attached,
        subject_kind=kind,
        subject_id=subject_id,
        file_id=file_id,
        role=role,
        position=position,
    )


def _take_off(w: Work, attached_id: int, row: tuple[str, int, int, str, int]) -> None:
    w.add(
        Attached,
        subject_kind=row[0],
        subject_id=row[1],
        file_id=row[2],
        role=row[3],
        position=row[4],
        counter_of=attached_id,
    )

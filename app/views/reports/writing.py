"""A condition report under the pen: its form, what is marked in it, and every step back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.domain.whole_texts import with_whole_texts
from app.services.report_compare import REPAIRED
from app.services.report_form import MILLION, POINT, Mark, ReportForm, ViewPhoto
from app.services.report_marks import caught_up
from app.services.report_opening import HouseLists
from app.services.report_start import KnownPiece, LastReport

MOST_STEPS = 200
ASIDE = 4_000
"""How far beside another a mark lies that was put exactly on it, millionths of the photo's width."""


class _FormChange(QUndoCommand):
    """From one state of the form to another; steps with the same ``key`` become one."""

    def __init__(
        self, writing: ReportWriting, words: str, after: ReportForm, mark: int, key: str
    ) -> None:
        super().__init__(words)
        self._writing = writing
        self._before, self._mark_before = writing.form, writing.mark_n
        self._after, self._mark_after = after, mark
        self._key = key

    def id(self) -> int:
        return 1 if self._key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _FormChange) or other._key != self._key:
            return False
        self._after, self._mark_after = other._after, other._mark_after
        return True

    def undo(self) -> None:
        self._writing.put(self._before, self._mark_before)

    def redo(self) -> None:
        self._writing.put(self._after, self._mark_after)


class ReportWriting(QObject):
    """What all parts of the editor show and change.

    ``changed`` after each change of the form, ``marked(n)`` when another finding is the current one
    (0: none), ``photo_changed`` when another photo is shown.
    """

    changed = Signal()
    marked = Signal(int)
    photo_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(MOST_STEPS)
        self.piece: KnownPiece | None = None
        self.last: LastReport | None = None
        self.version_of = 0
        self.house = HouseLists()
        self.ownership = self.owner = ""
        """Whose the piece is, as a code and by name ("" where it is the house's)."""
        self.form = ReportForm()
        self.begun = ReportForm()
        self.mark_n = 0
        self.photo_sha = ""
        self._next_n = 1
        self._step = 0

    def begin(
        self,
        piece: KnownPiece,
        form: ReportForm,
        *,
        begun: ReportForm | None = None,
        last: LastReport | None = None,
        next_n: int = 1,
        version_of: int = 0,
    ) -> None:
        """Write another report. ``begun`` is the form before anything was typed (a draft's start)."""
        self.piece, self.last, self.version_of = piece, last, version_of
        self.begun = begun or form
        self._next_n = next_n
        self.stack.clear()
        self.form = form
        self.mark_n = 0
        self.photo_sha = form.photos[0].sha256 if form.photos else ""
        self.changed.emit()
        self.photo_changed.emit()
        self.marked.emit(0)

    def catch_up(self, begun: ReportForm, last: LastReport | None, next_n: int) -> tuple[int, ...]:
        """Take in what was signed elsewhere since this was begun; the numbers of the findings that came
        or are worse by it.

        ``begun`` is how the report would begin now. Nothing before it can be undone any more.
        """
        before = self.form
        form = caught_up(before, begun, next_n)
        if form == before:
            return ()
        current = self.mark
        self.begun, self.last, self._next_n = begun, last, next_n
        self.stack.clear()
        here = next(
            (m for m in form.findings if current and replace(m, n=current.n) == current), None
        )
        self.put(form, here.n if here else 0)
        seen = {(mark.n, mark.since, mark.severity) for mark in before.findings}
        return tuple(
            m.n for m in form.findings if m.since and (m.n, m.since, m.severity) not in seen
        )

    # -- reading

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what the report began with."""
        return self.form != self.begun

    @property
    def mark(self) -> Mark | None:
        """The current finding."""
        return self.form.mark(self.mark_n)

    @property
    def photo(self) -> ViewPhoto | None:
        """The photo that is shown."""
        return next((p for p in self.form.photos if p.sha256 == self.photo_sha), None)

    @property
    def next_n(self) -> int:
        """The number of the next finding: never one that the piece has had."""
        return max(self._next_n, *(mark.n + 1 for mark in self.form.findings), 1)

    def marks_on(self, sha256: str) -> tuple[Mark, ...]:
        """The findings whose place on a photo is known."""
        return tuple(mark for mark in self.form.findings if mark.photo_sha256 == sha256)

    # -- changing

    def change(self, words: str, *, merge: str = "", **values: Any) -> None:
        """Change fields of the form; ``merge`` makes one step of what is typed into one field."""
        self._push(words, replace(self.form, **values), self.mark_n, merge)

    def add_mark(self, shape: str = POINT, **place: Any) -> Mark:
        """Add a finding at a place on the photo that is shown; it becomes the current one.

        It lies beside a finding that is exactly there already.
        """
        place = self._beside(place)
        mark = Mark(self.next_n, "", "", -1, photo_sha256=self.photo_sha, shape=shape, **place)
        self._push(
            f"mark {mark.n}",
            replace(self.form, findings=(*self.form.findings, mark)),
            mark.n,
        )
        return mark

    def name_mark(self, location: str) -> None:
        """Add a finding whose place is known by its code alone, on no photo; it becomes the current one."""
        mark = Mark(self.next_n, location, "", -1)
        found = (*self.form.findings, mark)
        self._push(f"mark {mark.n}", replace(self.form, findings=found), mark.n)

    def edit_mark(self, n: int, *, merge: str = "", **values: Any) -> None:
        """Change something about a finding."""
        values = self._beside(values, n)
        found = tuple(
            replace(mark, **values) if mark.n == n else mark for mark in self.form.findings
        )
        key = f"{merge} {n}" if merge else ""
        self._push(f"change of mark {n}", replace(self.form, findings=found), n, key)

    def _beside(self, place: dict[str, Any], n: int = 0) -> dict[str, Any]:
        """A place on which no other finding than ``n`` lies exactly."""
        if not {"x", "y"} <= place.keys():
            return place
        sha = place.get("photo_sha256", self.photo_sha)
        taken = {(mark.x, mark.y) for mark in self.marks_on(sha) if mark.n != n}
        x, y = place["x"], place["y"]
        step = ASIDE if x < MILLION // 2 else -ASIDE  # never over the edge
        while (x, y) in taken:
            x += step
        return {**place, "x": x}

    def remove_mark(self, n: int) -> None:
        """Take a finding out; its number is not used again in this report.

        One that an earlier report saw does not vanish: it is said to be repaired.
        """
        known = self.form.mark(n)
        if known is not None and known.since:
            self.edit_mark(n, change=REPAIRED)
            return
        kept = tuple(mark for mark in self.form.findings if mark.n != n)
        at = next((i for i, mark in enumerate(self.form.findings) if mark.n == n), 0)
        near = kept[min(at, len(kept) - 1)].n if kept else 0
        self._next_n = max(self._next_n, n + 1)
        self._push(f"removal of mark {n}", replace(self.form, findings=kept), near)

    def add_photo(self, photo: ViewPhoto) -> None:
        """Add a photo, or show it where it is already there; it is shown then."""
        if all(one.sha256 != photo.sha256 for one in self.form.photos):
            self.change("photo", photos=(*self.form.photos, photo))
        self.show_photo(photo.sha256)

    def edit_photo(self, sha256: str, **values: Any) -> None:
        """Say something else about a photo: its view, its scale."""
        photos = tuple(
            replace(one, **values) if one.sha256 == sha256 else one for one in self.form.photos
        )
        self.change("photo", photos=photos)

    def remove_photo(self, sha256: str) -> None:
        """Take a photo out; findings on it stay, without a place."""
        photos = tuple(one for one in self.form.photos if one.sha256 != sha256)
        found = tuple(
            replace(mark, photo_sha256="") if mark.photo_sha256 == sha256 else mark
            for mark in self.form.findings
        )
        self.change("removal of a photo", photos=photos, findings=found)

    def _push(self, words: str, after: ReportForm, mark: int, key: str = "") -> None:
        after = with_whole_texts(after)  # what is pasted broken could be kept and signed by nobody
        if after != self.form:
            merges = f"{key} {self._step}" if key else ""
            self.stack.push(_FormChange(self, words, after, mark, merges))

    def end_step(self) -> None:
        """What is typed from now on is a step of its own, also in the same field."""
        self._step += 1

    def put(self, form: ReportForm, mark: int) -> None:
        """Show a state of the form (what undo and redo do).

        The photo that is shown stays, unless another finding becomes the current one or it is what changed.
        """
        stays = mark == self.mark_n and form.mark(mark) == self.mark
        self.form = form
        shas = [photo.sha256 for photo in form.photos]
        if self.photo_sha not in shas:
            self.photo_sha = shas[-1] if shas else ""
            self.photo_changed.emit()
        self.changed.emit()
        if not stays:
            self.mark_current(mark if form.mark(mark) else 0)

    # -- what is current

    def mark_current(self, n: int) -> None:
        """Make a finding the current one and show the photo that it is on."""
        mark = self.form.mark(n)
        if (
            mark
            and mark.photo_sha256
            and any(photo.sha256 == mark.photo_sha256 for photo in self.form.photos)
        ):
            self.show_photo(mark.photo_sha256)
        if n != self.mark_n:
            self.mark_n = n
            self.marked.emit(n)

    def show_photo(self, sha256: str) -> None:
        """Show one of the photos."""
        if sha256 != self.photo_sha:
            self.photo_sha = sha256
            self.photo_changed.emit()

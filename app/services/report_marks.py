"""Findings through all reports of a piece: which two are the same one, and which of them stand.

A number is a finding's for the piece's life. Two PCs that did not hear of each other may still give
one number to two findings; both signed papers stay as they are, and the next report gives the later
finding a number of its own and says which it had (``Mark.was``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from app.domain.similarity import Similarity
from app.models.database import Database
from app.models.work import Work
from app.services.report_form import BOX, MILLION, Mark, ReportForm, ViewPhoto, form_from_json

Seen = tuple[int, str]
"""What makes a finding this one: the number that it got first, and the report that gave it ("" here)."""


def first_seen(mark: Mark, number: str = "") -> Seen:
    """The identity of a finding in the report ``number``.

    One that came along without a word from where ("" in both) is known by its number alone.
    """
    return mark.was or mark.n, mark.since or (number if mark.change == "new" else "")


def carried(mark: Mark, number: str) -> Mark:
    """A finding of an earlier report as the next one begins with it."""
    return replace(mark, since=mark.since or number, change="same")


def is_same(one: Mark, of: str, other: Mark, of_other: str) -> bool:
    """Whether two reports (their numbers, "" where not known yet) tell of the same finding."""
    (n, since), (other_n, other_since) = first_seen(one, of), first_seen(other, of_other)
    return n == other_n and (since == other_since or not since or not other_since)


# ---------------------------------------------------------------------- what stands
@dataclass(frozen=True)
class _Version:
    id: int
    root: int
    hlc: int
    number: str
    form: ReportForm


def standing(db: Database | Work, piece_id: int) -> tuple[tuple[Mark, ...], tuple[int, ...]]:
    """What a new report of a piece begins with: the findings that stand, and the reports it knows.

    Each report speaks of what the reports before it said, as far as they were on its PC when it was
    begun; what it did not know of stands beside it.
    """
    versions = list(_versions(db, piece_id))
    found: dict[Seen, Mark] = {}
    told_by: dict[Seen, _Version] = {}
    owners: dict[int, Seen] = {}
    for report in _reports(versions):
        first, newest = report[0], report[-1]
        listed = {_seen(mark, newest.number, found): mark for mark in newest.form.findings}
        for seen in [one for one in found if one not in listed]:
            if _knows(first, told_by[seen]):
                del found[seen]
        for seen, mark in listed.items():
            owners.setdefault(mark.n, seen)
            if seen in found and not _knows(first, told_by[seen]):
                mark = _no_better(mark, found[seen])
            told_by[seen] = next(v for v in report if v is newest or _lists(v, mark))
            if mark.change == "repaired":
                found.pop(seen, None)
            else:
                found[seen] = carried(mark, newest.number)
    marks = _each_its_number(db, piece_id, found, owners)
    return marks, tuple(version.id for version in versions)


def _seen(mark: Mark, number: str, found: Collection[Seen]) -> Seen:
    """The identity of a finding, where it came along without a word from where by its number."""
    n, since = first_seen(mark, number)
    return next((one for one in found if not since and one[0] == n), (n, since or number))


def _lists(version: _Version, mark: Mark) -> bool:
    return any(is_same(one, version.number, mark, version.number) for one in version.form.findings)


def _knows(report: _Version, earlier: _Version) -> bool:
    """Whether a report was begun when another one was there already."""
    if report.form.knows is None:
        return earlier.hlc < report.hlc
    return earlier.id in report.form.knows


def _no_better(mark: Mark, other: Mark) -> Mark:
    """A finding at least as bad as another report has it, of which this one did not know.

    Who wrote "as before" has not denied that it became worse: what is at risk stays so until somebody
    says otherwise who knows of it.
    """
    if mark.change != "same" or mark.severity >= other.severity:
        return mark
    return replace(mark, severity=other.severity, size_um=other.size_um or mark.size_um)


def _each_its_number(
    db: Database | Work, piece_id: int, found: dict[Seen, Mark], owners: dict[int, Seen]
) -> tuple[Mark, ...]:
    """The findings in the order of their numbers; of two with one number the later gets the next."""
    given = db.value("SELECT max(n) FROM mark_number WHERE piece_id = ?", (piece_id,)) or 0
    free = max([int(given), *owners]) + 1
    marks = []
    for seen, mark in found.items():
        if owners[mark.n] != seen:
            mark, free = replace(mark, n=free, was=mark.was or mark.n), free + 1
        marks.append(mark)
    return tuple(sorted(marks, key=lambda mark: mark.n))


def _versions(db: Database | Work, piece_id: int) -> Iterator[_Version]:
    rows = db.rows(
        "SELECT r.id, coalesce(r.version_of, r.id), r.hlc, r.number, r.content FROM report AS r"
        " LEFT JOIN report AS f ON f.id = r.version_of"
        " WHERE r.piece_id = ? AND r.content IS NOT NULL"
        " ORDER BY coalesce(f.hlc, r.hlc), coalesce(r.version_of, r.id), r.hlc, r.id",
        (piece_id,),
    )
    for report_id, root, hlc, number, content in rows:
        form = form_from_json(json.loads(content)["form"])
        yield _Version(report_id, root, hlc, number, form)


def _reports(versions: Iterable[_Version]) -> list[list[_Version]]:
    """The versions of each report together, the oldest report and the oldest version first."""
    by_root: dict[int, list[_Version]] = {}
    for version in versions:
        by_root.setdefault(version.root, []).append(version)
    return list(by_root.values())


# ---------------------------------------------------------------------- reports that came meanwhile
def unknown_to(db: Database | Work, piece_id: int, form: ReportForm) -> str:
    """The number of a report that was signed since the form was begun, "" if there is none."""
    if form.knows is None:
        return ""
    return next((v.number for v in _versions(db, piece_id) if v.id not in form.knows), "")


def caught_up(form: ReportForm, begun: ReportForm, next_n: int) -> ReportForm:
    """A form with what was signed since it was begun; ``begun`` is how a report would begin now.

    Its own new findings get other numbers where theirs were given meanwhile, and what became worse
    meanwhile is as bad here.
    """
    if form.knows is None or set(begun.knows or ()) <= set(form.knows):
        return form
    theirs = {first_seen(mark): mark for mark in begun.findings}
    known = {first_seen(mark) for mark in form.findings if mark.since}
    come = [mark for seen, mark in theirs.items() if seen not in known]
    own = [_no_better(mark, theirs.get(first_seen(mark), mark)) for mark in form.findings]
    kept = _apart(own, {mark.n for mark in come}, next_n)
    found = sorted((*kept, *come), key=lambda mark: mark.n)
    return replace(form, findings=tuple(found), knows=begun.knows)


def _apart(marks: Iterable[Mark], taken: Collection[int], next_n: int) -> Iterator[Mark]:
    marks = tuple(marks)
    free = max([next_n, *(n + 1 for n in taken), *(mark.n + 1 for mark in marks)])
    for mark in marks:
        if mark.n in taken or (not mark.since and mark.n < next_n):
            mark, free = replace(mark, n=free), free + 1
        yield mark


# ---------------------------------------------------------------------- on another photo
def laid_on(mark: Mark, way: Similarity, before: ViewPhoto, photo: ViewPhoto) -> Mark | None:
    """A mark where it lies on another photo of its view; None where it falls off that photo.

    ``way`` tells where a place of the photo ``before`` lies on ``photo``.
    """

    def at(x: int, y: int) -> tuple[int, int]:
        high, wide = before.height or 3, before.width or 4
        u, v = way.at(x / MILLION - 0.5, (y / MILLION - 0.5) * high / wide)
        high, wide = photo.height or 3, photo.width or 4
        return round((u + 0.5) * MILLION), round((v * wide / high + 0.5) * MILLION)

    (x, y), (to_x, to_y) = at(mark.x, mark.y), at(mark.x + mark.dx, mark.y + mark.dy)
    if mark.shape == BOX:  # it stands upright again, as large as what it frames
        middle = at(mark.x + mark.dx // 2, mark.y + mark.dy // 2)
        wide = round(mark.dx * way.scale)
        high = round(mark.dy * way.scale * _tall(before) / _tall(photo))
        (x, y), (to_x, to_y) = (
            (middle[0] - wide // 2, middle[1] - high // 2),
            (middle[0] - wide // 2 + wide, middle[1] - high // 2 + high),
        )
    strokes = tuple(at(*one) for one in mark.strokes)
    if not all(0 <= part <= MILLION for one in ((x, y), (to_x, to_y), *strokes) for part in one):
        return None
    return replace(mark, x=x, y=y, dx=to_x - x, dy=to_y - y, strokes=strokes)


def _tall(photo: ViewPhoto) -> float:
    return (photo.height or 3) / (photo.width or 4)

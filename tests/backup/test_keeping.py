"""Which backups are kept, as a rule over times alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.backup.keeping import HOUR_MS, Taken, to_drop

NOW = 1_780_000_000_000
DAY_MS = 24 * HOUR_MS


def hourly(days: int, site: int = 1) -> list[Taken]:
    """A backup an hour for so many days."""
    return [Taken(f"{site}-{n}", site, NOW - n * HOUR_MS) for n in range(24 * days)]


def test_three_years_of_hourly_backups_leave_about_fifty() -> None:
    taken = hourly(3 * 365)
    drop = set(to_drop(taken, {"1-0"}, NOW))
    left = [t for t in taken if t.name not in drop]
    assert 24 + 13 + 5 + 9 <= len(left) <= 24 + 14 + 8 + 12 + 2
    day = [t for t in left if NOW - t.at < DAY_MS]
    assert len(day) == 24
    assert min(t.at for t in left) < NOW - 330 * DAY_MS


def test_the_last_proven_one_stays_however_old() -> None:
    taken = [*hourly(2), Taken("old", 1, NOW - 900 * DAY_MS)]
    filled = [Taken(f"m{n}", 1, NOW - 31 * n * DAY_MS) for n in range(1, 14)]
    assert "old" in to_drop([*taken, *filled], {"m3"}, NOW)
    assert "old" not in to_drop([*taken, *filled], {"old"}, NOW)


def test_each_pc_has_a_series_of_its_own() -> None:
    taken = [*hourly(1), Taken("other", 2, NOW - 800 * DAY_MS)]
    assert "other" not in to_drop(taken, set(), NOW)


@given(
    st.lists(st.integers(0, 40_000), max_size=60, unique=True),
    st.sets(st.integers(0, 59)),
)
def test_the_newest_and_the_newest_proven_are_never_dropped(
    hours: list[int], proven: set[int]
) -> None:
    taken = [Taken(str(n), 1, NOW - h * HOUR_MS) for n, h in enumerate(hours)]
    names = {t.name for t in taken if int(t.name) in proven}
    drop = set(to_drop(taken, names, NOW))
    if taken:
        assert max(taken, key=lambda t: t.at).name not in drop
    if names:
        assert max((t for t in taken if t.name in names), key=lambda t: t.at).name not in drop
    # Thinning twice is thinning once.
    left = [t for t in taken if t.name not in drop]
    assert to_drop(left, names, NOW) == []

"""The decoding children: one that hangs, is killed or gets no time; and which of them comes first."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable

import pytest

from app import decoding, photos, picture_process
from app.files import FileStore
from app.photos import import_photo
from tests.photo_store import corners, file_of, refusal
from tests.photo_store import decoders_end_with_these_tests as decoders_end_with_these_tests
from tests.photo_store import store as store


def test_picture_that_hangs_is_refused_and_the_next_one_is_taken(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = file_of(corners(3000, 2000), "PNG")
    with monkeypatch.context() as hurried:
        hurried.setattr(picture_process, "PATIENCE_S", 0.0)
        assert "more memory or time" in refusal(store, data, "slow.png").message
    assert import_photo(store, data, "again.png").width == 3000


def test_child_that_used_up_its_processor_time_gets_no_second_try(
    store: FileStore, monkeypatch: pytest.MonkeyPatch, kill: Callable[[int], None]
) -> None:
    begun: list[int] = []
    start = photos._decoders.all[0]._running_child

    def doomed() -> subprocess.Popen[bytes]:
        child = start()
        begun.append(child.pid)
        kill(child.pid)
        return child

    with monkeypatch.context() as dying:
        dying.setattr(picture_process, "PROCESSOR_S", 0.0)
        dying.setattr(photos._decoders.all[0], "_running_child", doomed)
        assert "more memory or time" in refusal(store, file_of(corners())).message
    assert len(begun) == 1


@pytest.mark.skipif(os.name != "posix", reason="a process is stopped by a signal of POSIX")
def test_pc_that_gives_the_child_no_time_makes_no_good_photo_hostile(store: FileStore) -> None:
    """Far more of the clock's time than of the processor's: here the child stands still for a while."""
    photos.warm_up()
    data = file_of(corners())
    assert import_photo(store, data, "first.jpg").width == 600
    stopped = child_pid()
    os.kill(stopped, signal.SIGSTOP)
    waking = threading.Timer(0.4, os.kill, (stopped, signal.SIGCONT))
    waking.start()
    try:
        assert import_photo(store, file_of(corners(300, 200)), "busy.jpg").width == 300
        assert child_pid() == stopped
    finally:
        waking.join()
    assert picture_process.PATIENCE_S >= 6 * decoding.PROCESSOR_S


def child_pid() -> int:
    child = photos._decoders.all[0]._child
    assert child is not None
    return child.pid


@pytest.fixture
def kill() -> Callable[[int], None]:
    if os.name != "posix":
        pytest.skip("signals are POSIX's")
    return lambda pid: os.kill(pid, signal.SIGKILL)


def test_nobody_who_only_gets_ready_waits_for_a_photo_that_is_decoded() -> None:
    busy = photos._decoders.all[0]
    with busy._turn:
        photos.warm_up()
    assert photos._decoders.all[1].is_running


def test_the_first_decoder_comes_first_whichever_was_free_first() -> None:
    both = photos._decoders
    first, second = both.one(), both.one()
    assert first.__enter__() is both.all[0]
    assert second.__enter__() is both.all[1]
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    with both.one() as again:
        assert again is both.all[0]


def test_photo_is_taken_though_the_idle_child_was_killed(
    store: FileStore, kill: Callable[[int], None]
) -> None:
    data = file_of(corners())
    photos.warm_up()
    before = child_pid()
    import_photo(store, data, "a.jpg")
    assert child_pid() == before
    kill(before)
    assert import_photo(store, data, "b.jpg").width == 600
    assert child_pid() != before


def test_picture_that_kills_the_child_twice_is_refused(
    store: FileStore, monkeypatch: pytest.MonkeyPatch, kill: Callable[[int], None]
) -> None:
    killed: list[int] = []
    start = photos._decoders.all[0]._running_child

    def doomed() -> subprocess.Popen[bytes]:
        child = start()
        kill(child.pid)
        killed.append(child.pid)
        return child

    with monkeypatch.context() as dying:
        dying.setattr(photos._decoders.all[0], "_running_child", doomed)
        assert "cannot be read" in refusal(store, file_of(corners())).title
    assert len(set(killed)) == 2
    assert import_photo(store, file_of(corners()), "next.jpg").width == 600

"""The child process in which strangers' pictures are decoded: started once, kept warm, ended hard.

It gets 10 s of the processor's time for a picture, and 512 MB (``app.decoding`` takes those limits on
itself). A child that dies or hangs costs one refusal and is replaced.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import PriorityQueue
from typing import Any

from app.decoding import (
    FINE_PX,
    FOR_CODES,
    FOR_FINE,
    FOR_GREY,
    FOR_PAGE,
    FOR_WHOLE,
    GREY_PX,
    MAX_PIXELS,
    PROCESSOR_S,
    WHOLE_PX,
    Decoded,
    receive,
    send,
)
from app.domain.errors import InputError

MAX_BYTES = 64 << 20
LONGEST_ANSWER = 32 << 10
PIPE_BYTES = 1 << 20
"""What is handed over at once: on a busy PC each turn between the processes may wait for its time."""
KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "33000000", "MALLOC_TRIM_THRESHOLD_": "64000000"}
"""Linux' C library keeps what a picture of up to 33 MB has used for the next one: getting it anew from
the system, page by page, was a fifth of the child's work. 64 MB of it are kept at most."""
PATIENCE_S = 90.0
"""How long a picture may take by the clock: far longer than its time of the processor, of which a busy PC
gives it little. A child that waits for something that does not come is ended then."""
DECODE_OPTION = "--decode-pictures"
"""With this argument the built program, which has no ``python -m``, is the decoding child."""

log = logging.getLogger(__name__)


class PictureProcess:
    """One warm child process, started when first needed; several threads take turns."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        atexit.register(self.shut_down)
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether there is a child."""
        return self._child is not None and self._child.poll() is None

    def warm_up(self) -> None:
        """Starts the child, so that the first picture does not wait for it; not while one is decoded."""
        if self._turn.acquire(blocking=False):
            try:
                self._running_child()
            finally:
                self._turn.release()

    def shut_down(self) -> None:
        """Ends the child; the next picture starts a new one."""
        with self._turn:
            self._end()

    def decode(self, data: bytes, called: str) -> Decoded:
        """The picture decoded; InputError with the sentence why it cannot be.

        ``called`` is the picture's name in that sentence.
        """
        said, small = self._turns(data, called)
        return Decoded(**said, small=small)

    def fine(self, data: bytes, called: str) -> bytes:
        """The picture as one JPEG of up to ``FINE_PX``; InputError as of ``decode``."""
        _, small = self._turns(FOR_FINE + data, called)
        return small[FINE_PX]

    def whole(self, data: bytes, called: str) -> bytes:
        """The picture as a JPEG of all its pixels; InputError as of ``decode``."""
        _, small = self._turns(FOR_WHOLE + data, called)
        return small[WHOLE_PX]

    def page(self, data: bytes, n: int, called: str) -> bytes:
        """A further page of a TIFF, as a picture of its own; InputError as of ``decode``."""
        _, small = self._turns(FOR_PAGE % n + data, called)
        return small[WHOLE_PX]

    def grey(self, data: bytes, called: str) -> bytes:
        """The picture's greys as one PNG of up to ``GREY_PX``; InputError as of ``decode``."""
        _, small = self._turns(FOR_GREY + data, called)
        return small[GREY_PX]

    def _turns(self, data: bytes, called: str) -> tuple[dict[str, Any], dict[int, bytes]]:
        with self._turn:
            for _ in range(2):  # the first child may have been ended from outside while it idled
                try:
                    return self._asked(data, called)
                except InputError:
                    raise
                except (EOFError, OSError):
                    self._end()
                except BaseException:
                    self._end()  # a late answer must not be taken for the next picture's
                    raise
        log.warning("a picture ended the decoding process twice")
        raise _too_hard(called)

    def codes(self, data: bytes, called: str) -> list[tuple[str, str]]:
        """The codes in a picture, as (AIM prefix, text); InputError as of ``decode``."""
        said, _ = self._turns(FOR_CODES + data, called)
        return [(str(aim), str(text)) for aim, text in said["codes"]]

    def _asked(self, data: bytes, called: str) -> tuple[dict[str, Any], dict[int, bytes]]:
        child = self._running_child()
        assert child.stdin is not None
        assert child.stdout is not None
        too_late = threading.Event()

        def stop() -> None:
            too_late.set()
            child.kill()

        began = time.monotonic()
        clock = threading.Timer(PATIENCE_S, stop)
        clock.start()
        try:
            send(child.stdin, data)
            said = json.loads(receive(child.stdout, LONGEST_ANSWER))
            small = {int(box): receive(child.stdout, MAX_BYTES) for box in said.pop("small", ())}
        except (EOFError, OSError):
            # One that died sooner may have been ended from outside, and gets a second try.
            if too_late.is_set() or time.monotonic() - began >= PROCESSOR_S:
                self._end()
                raise _too_hard(called) from None
            raise
        finally:
            clock.cancel()
            clock.join()
        if "wrong" in said:
            log.info("a picture was refused: %s", said)
            raise _refusal(said, called)
        return said, small

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            here = Path(__file__).resolve().parent.parent
            frozen = getattr(sys, "frozen", False)
            self._child = subprocess.Popen(
                [sys.executable, *([DECODE_OPTION] if frozen else ["-m", "app.decoding"])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pipesize=PIPE_BYTES,
                cwd=here,
                env={**os.environ, **KEEP_MEMORY},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):  # what was not sent yet goes nowhere
                if stream:
                    stream.close()
        child.wait()


class PictureProcesses:
    """Two decoding processes: who has many pictures keeps both busy, for one photo the first is woken."""

    def __init__(self, many: int = 2) -> None:
        self.all = tuple(PictureProcess() for _ in range(many))
        self._free: PriorityQueue[int] = PriorityQueue()
        for n in range(many):
            self._free.put(n)

    def warm_up(self) -> None:
        """Starts all of them, so that the first pictures do not wait for them."""
        for process in self.all:
            process.warm_up()

    def shut_down(self) -> None:
        """Ends them; the next picture starts a new one."""
        for process in self.all:
            process.shut_down()

    @contextlib.contextmanager
    def one(self) -> Iterator[PictureProcess]:
        """A process that is free, the first of them; waits while none is."""
        n = self._free.get()
        try:
            yield self.all[n]
        finally:
            self._free.put(n)


def _refusal(said: dict[str, str], called: str) -> InputError:
    if said["wrong"] == "pixels":
        size = f" ({said['detail']})" if said["detail"] else ""
        return InputError(
            "Too many pixels",
            f"“{called}” has more than {MAX_PIXELS // 1_000_000} million pixels{size}.",
            "Make it smaller, or take the picture again at the camera's usual size.",
            field="photo",
        )
    if said["wrong"] == "memory":
        return _too_hard(called)
    return InputError(
        "A damaged picture",
        f"“{called}” is damaged or was cut off: it cannot be shown whole.",
        "Copy it again from the phone or camera, or take the picture again.",
        field="photo",
    )


def _too_hard(called: str) -> InputError:
    return InputError(
        "The picture cannot be read",
        f"“{called}” needs more memory or time than a photo may.",
        "Open it in another program, save it as JPEG, then take that.",
        field="photo",
    )

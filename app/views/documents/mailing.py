"""Handing a paper to the person's own mail program, as a draft with the paper attached.

A ``mailto:`` link cannot attach anything. On Linux ``xdg-email`` attaches where the desktop has it; else,
and on Windows and macOS, a draft file is opened, which mail programs show as a letter not yet sent.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.domain.errors import StateError, UserError
from app.services.documents import Paper
from app.services.paper_mail import Letter, address_in, draft_of, keep_draft, letter_for
from app.services.print_jobs import reading
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk

PATIENCE_S = 30
HANDLER = "x-scheme-handler/mailto"
LETTERS = "message/rfc822"


def mail_paper(desk: Desk, document_id: int, paper: Paper, say: Callable[[str], object]) -> None:
    """Open a draft with the paper attached; who has no mail program is told what to do instead."""
    handing, shop = _Handing(desk, say), desk.shop

    def make(_job: object) -> Path | None:
        with reading(shop) as db:
            letter = letter_for(db, document_id)
        return hand_over(letter, paper)

    say("The mail program is being opened")
    job = desk.start(make, handing.on_ready, handing.on_failed, title="E-mail")
    job.ended.connect(handing.deleteLater)


def hand_over(letter: Letter, paper: Paper) -> Path | None:
    """Give the draft to the desktop's mail program: None when it has it, else the draft to open.

    StateError where this PC has no mail program. Takes a while: for a thread beside the window.
    """
    if sys.platform.startswith("linux"):
        if shutil.which("xdg-email") and _takes(HANDLER):
            attached = keep_draft(paper.file_name, paper.pdf)
            if _by_xdg(letter, attached):
                return None
        if shutil.which("xdg-mime") and not _takes(LETTERS):
            raise no_program(paper)
    return keep_draft(paper.file_name.replace(".pdf", ".eml"), draft_of(letter, paper))


def no_program(paper: Paper) -> StateError:
    """What is said where nothing takes the draft."""
    return StateError(
        "No mail program",
        "This PC has no mail program that takes a paper as an attachment.",
        f"Save {paper.file_name} with Ctrl+S, and attach it where you write your mail.",
    )


def _takes(kind: str) -> bool:
    """Whether the desktop knows a program for a kind of thing."""
    if not shutil.which("xdg-mime"):
        return True  # nobody can tell: try it
    try:
        asked = subprocess.run(
            ["xdg-mime", "query", "default", kind],
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return bool(asked.stdout.strip())


def _by_xdg(letter: Letter, attached: Path) -> bool:
    """Whether ``xdg-email`` took it."""
    command = ["xdg-email", "--utf8", "--subject", letter.subject, "--body", letter.words]
    command += ["--attach", str(attached)]
    if to := address_in(letter.to):  # a "mailto:" in its place could attach any file
        command.append(to)
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=False)
    except subprocess.TimeoutExpired:
        return True  # the mail program is open and keeps the helper waiting
    except OSError:
        return False
    return done.returncode == 0


class _Handing(QObject):
    """Tells how it went."""

    def __init__(self, desk: Desk, say: Callable[[str], object]) -> None:
        super().__init__(desk)
        self._desk, self._say = desk, say

    def on_ready(self, draft: Path | None) -> None:
        """The mail program has it, or opens the draft now."""
        if draft is None or QDesktopServices.openUrl(QUrl.fromLocalFile(str(draft))):
            self._say("The draft is open in your mail program. Nothing was sent yet.")
            return
        paper = Paper(b"", draft.name.replace(".eml", ".pdf"), "", 0)
        draft.unlink(missing_ok=True)
        self.on_failed(no_program(paper))

    def on_failed(self, error: UserError | BugReport) -> None:
        """Nothing takes it: said over the page."""
        self._say("")
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)

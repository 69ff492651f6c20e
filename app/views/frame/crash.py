"""What happens when we made a mistake: it is logged, said with a report, and work goes on."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler

from app.views.bug_report import BugReport
from app.views.delivery import Postman

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashGuard(QObject):
    """Catches what no one caught, in any thread and in Qt's own messages.

    ``show(report)`` is called in the window's thread; one report at a time, so that an error in
    painting cannot bury the window under sheets. ``close`` puts everything back.
    """

    def __init__(self, show: Callable[[BugReport], None], crash_file: Path | None = None) -> None:
        super().__init__()
        self._show = show
        self._postman = Postman(self)
        self._showing = False
        self._fault_log: IO[str] | None = None
        if crash_file is not None:
            self._fault_log = crash_file.open("a", encoding="utf-8")
            faulthandler.enable(self._fault_log)
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        self._qt_before = qInstallMessageHandler(self._on_qt_message)

    def close(self) -> None:
        """Stop catching."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._qt_before)
        if self._fault_log:
            faulthandler.disable()
            self._fault_log.close()
            self._fault_log = None

    def seen(self) -> None:
        """The report that was shown has been closed: the next one may be shown."""
        self._showing = False

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, _trace)
            return
        self._tell(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            self._tell(args.exc_value)

    def _tell(self, error: BaseException) -> None:
        report = BugReport.of(error)
        log.error("an error that nobody caught\n%s", report.text())
        self._postman.post(lambda: self._show_one(report))

    def _show_one(self, report: BugReport) -> None:
        if not self._showing:
            self._showing = True
            self._show(report)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)

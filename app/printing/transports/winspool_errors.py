"""Why Windows refused a call to its spooler, by the number that GetLastError gives, in a clerk's words."""

from __future__ import annotations

from app.printing.transports.base import (
    AWAY,
    NOT_ALLOWED,
    NOT_FOUND,
    SPOOLER_OFF,
    PrinterStatus,
    TransportError,
)

_FAULTS = {
    5: NOT_ALLOWED,  # ERROR_ACCESS_DENIED
    2: NOT_FOUND,  # ERROR_FILE_NOT_FOUND
    123: NOT_FOUND,  # ERROR_INVALID_NAME
    1801: NOT_FOUND,  # ERROR_INVALID_PRINTER_NAME
    1905: NOT_FOUND,  # ERROR_PRINTER_DELETED
    1717: SPOOLER_OFF,  # RPC_S_UNKNOWN_IF
    1722: SPOOLER_OFF,  # RPC_S_SERVER_UNAVAILABLE
    1726: SPOOLER_OFF,  # RPC_S_CALL_FAILED: it ended in the middle of the call
    1727: SPOOLER_OFF,  # RPC_S_CALL_FAILED_DNE
    1753: SPOOLER_OFF,  # EPT_S_NOT_REGISTERED
}
_NO_SUCH_JOB = 87
"""ERROR_INVALID_PARAMETER: the number is no job's of this printer any more."""
_TITLES = {
    NOT_ALLOWED: "Not allowed to print there",
    NOT_FOUND: "The printer is gone",
    SPOOLER_OFF: "The printing system does not answer",
}
_MESSAGES = {
    NOT_ALLOWED: "Windows does not let this account print to “{name}”.",
    NOT_FOUND: "Windows has no printer “{name}”.",
    SPOOLER_OFF: "The print spooler of this PC does not run, so nothing reaches “{name}”.",
}
_REMEDIES = {
    NOT_ALLOWED: "Let whoever looks after this PC allow it (printer properties, Security).",
    NOT_FOUND: "Add it in the settings of Windows under that name, or choose another printer.",
    SPOOLER_OFF: "Start the service “Print Spooler”; what waits is sent by itself then.",
}
_WORDS = {NOT_ALLOWED: "Not allowed", NOT_FOUND: "Not there", SPOOLER_OFF: "Spooler is off"}


def refusal(name: str, call: str, error: int, sent: int) -> TransportError:
    """What a call that failed means for a job: whether another try may help, and what to do."""
    fault = _FAULTS.get(error, "")
    number = f", error {error}" if error else ""
    if not fault:
        return TransportError(
            "Windows did not take the job",
            f"The printer “{name}” did not take the job ({call} failed{number}).",
            "Look at the printer in the settings of Windows; it is tried again where nothing had left.",
            retry=not sent,
            sent_bytes=sent,
            fault="spooler",
        )
    return TransportError(
        _TITLES[fault],
        f"{_MESSAGES[fault].format(name=name)} ({call} failed{number}.)",
        _REMEDIES[fault],
        retry=fault == SPOOLER_OFF and not sent,
        sent_bytes=sent,
        fault=fault,
    )


def status_of(refused: TransportError) -> PrinterStatus:
    """How a printer stands that cannot even be opened."""
    words = _WORDS.get(refused.fault, "Cannot be opened")
    return PrinterStatus(AWAY, words, "bad", refused.message)


def has_no_such_job(error: int) -> bool:
    """Whether a job that was asked for has left the spooler, as against a question that failed.

    0 is a spooler that gave no reason: its documents name none but the job's absence.
    """
    return error in (0, _NO_SUCH_JOB) or _FAULTS.get(error) == NOT_FOUND

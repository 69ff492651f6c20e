"""A QR code for the screen, as exact modules."""

from __future__ import annotations

import zxingcpp


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a QR code, rows from the top, True = black, without its quiet zone."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    view = memoryview(made.to_image(scale=1, add_quiet_zones=False))
    rows, columns = view.shape or (0, 0)
    grey = view.tobytes()
    return tuple(
        tuple(level == 0 for level in grey[row * columns : (row + 1) * columns])
        for row in range(rows)
    )

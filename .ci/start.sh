#!/usr/bin/env bash
# Opens Parure; where there is no display, plays the tour into out/tour instead.
# usage: start.sh [arguments of parure]
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -gt 0 ] || [ "$(uname)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec .venv/bin/python -m app "$@"
fi
echo "There is no display here, so no window can open. Parure plays its tour into out/tour instead:"
echo "pictures of every page, the tag, the job bag, the receipt and the condition report."
exec env QT_QPA_PLATFORM=offscreen .venv/bin/python -m app tour --out out/tour

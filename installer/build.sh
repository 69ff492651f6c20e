#!/usr/bin/env bash
# Builds the program of this system into dist/parure and tries it.
# usage: build.sh [--deb]              With --deb, also packs it for Debian.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python installer/icon.py build/icon
.venv/bin/python installer/licences.py build/licences.txt
.venv/bin/python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build installer/parure.spec
printf 'built dist/parure (%s)\n' "$(du -sh dist/parure | cut -f1)"
.venv/bin/python installer/smoke.py dist/parure
[ "${1:-}" != --deb ] || bash installer/debian.sh

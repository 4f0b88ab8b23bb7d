#!/bin/sh
# Prints a Python >= 3.11 that can make virtual environments; explains itself and fails when there is none.
set -eu

usable='import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'
old=''
for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
    if command -v "$name" >/dev/null 2>&1; then
        if "$name" -c "$usable" >/dev/null 2>&1; then
            command -v "$name"
            exit 0
        fi
        old="$old $(command -v "$name")"
    fi
done

{
    echo "Habitué needs Python 3.11 or newer, with its venv module, and found none."
    [ -z "$old" ] || echo "Looked at:$old (too old, or without venv: on Debian and Ubuntu, apt install python3-venv)."
    echo "Install it (Debian 12, Ubuntu 24.04 or newer: apt install python3 python3-venv), or name it: make install PYTHON=/path/to/python3"
} >&2
exit 1

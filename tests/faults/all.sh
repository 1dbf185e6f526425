#!/usr/bin/env bash
# All figures of the promises about files, the long ones too: one line a row.
#
# Builds what is needed and runs tests/faults/run.py --long. Needs strace and Python 3. As root it also makes file
# systems in loop images and cuts their power (xfsprogs, e2fsprogs); with Xvfb and xdotool it kills the real window.
# What cannot be reached is said with the reason. Takes about an hour on a machine that does nothing else, unattended;
# arguments are passed on: --only R3,R4. The table goes to standard output, one line a row; each case that did not hold
# to standard error.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --locked --release
cargo build --locked --example saver
python3 tests/faults/run.py --long "$@"

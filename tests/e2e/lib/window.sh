# What the end-to-end scripts share: a virtual display, the real window in it, a hand on mouse and keyboard.
#
# Sourced, not run. Needs Xvfb, xdotool and ImageMagick; touches only the folder it makes and the processes it
# starts. Set KEEP=1 to keep the folder with its screenshots.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
APP=${CROSSWALK_BIN:-$ROOT/target/release/crosswalk}
CLI=${CROSSWALK_CLI_BIN:-$ROOT/target/release/crosswalk-cli}
WORK=$(mktemp -d)
CHECKS=0
XPID= APID=

cleanup() {
  local code=$?
  kill $APID $XPID 2>/dev/null || true
  if [ "$code" -ne 0 ] || [ -n "${KEEP:-}" ]; then
    echo "what was left behind: $WORK"
  else
    rm -rf "$WORK"
  fi
  exit "$code"
}
trap cleanup EXIT

# A display of the given size, and a desktop whose file dialogs answer with what $WORK/answer holds.
start_display() {
  mkdir -p "$WORK/bin" "$WORK/config" "$WORK/data"
  Xvfb -displayfd 4 -screen 0 "${1:-1440x900}x24" -nolisten tcp -noreset 4>"$WORK/display" 2>/dev/null &
  XPID=$!
  for _ in $(seq 100); do [ -s "$WORK/display" ] && break; sleep 0.1; done
  export DISPLAY=":$(cat "$WORK/display")" LIBGL_ALWAYS_SOFTWARE=1 DBUS_SESSION_BUS_ADDRESS=disabled:
  export XDG_CONFIG_HOME=$WORK/config XDG_DATA_HOME=$WORK/data XDG_STATE_HOME=$WORK/state
  printf '#!/bin/sh\n[ -s "%s/answer" ] || exit 1\ncat "%s/answer"\n' "$WORK" "$WORK" >"$WORK/bin/zenity"
  chmod +x "$WORK/bin/zenity"
  PATH=$WORK/bin:$PATH
}

# Starts the program with the given arguments and waits for its window, which fills the display.
start_window() {
  "$APP" "$@" >"$WORK/log" 2>&1 &
  APID=$!
  for _ in $(seq 300); do
    WIN=$(xdotool search --onlyvisible --pid "$APID" 2>/dev/null | tail -1) && [ -n "$WIN" ] && break
    sleep 0.1
  done
  [ -n "$WIN" ] || fail "no window: $(cat "$WORK/log")"
  xdotool windowmove "$WIN" 0 0 windowsize "$WIN" "${WIDTH:-1440}" "${HEIGHT:-900}"
  wait_for 20 fills_display || fail "the window does not fill the display"
  settle 0.5
  xdotool windowfocus "$WIN"
  settle
}

fills_display() { xdotool getwindowgeometry "$WIN" | grep -qF "${WIDTH:-1440}x${HEIGHT:-900}"; }

fail() {
  echo "FAILED: $*"
  import -window root "$WORK/failed.png" 2>/dev/null || true
  exit 1
}

# check WHAT COMMAND...: the command must succeed.
check() {
  local what=$1
  shift
  "$@" || fail "$what"
  CHECKS=$((CHECKS + 1))
  echo "ok: $what"
}

# What program and display have done and are about to do: the processor time they have used, and whether a thread of
# theirs runs or waits for its turn.
work_done() { awk '{ sub(/.*\) /, ""); used += $12 + $13 } END { print used }' "/proc/$APID/stat" "/proc/$XPID/stat"; }
is_at_work() { grep -qsE '^State:\s+[RD]' /proc/"$APID"/task/*/status /proc/"$XPID"/status; }

# settle [SECONDS]: until the program has taken in what it was sent and drawn it, however busy the machine is. It draws
# only on input, so that is when nothing was at work a few times in a row; a moment at least, ten seconds at most.
settle() {
  sleep "${1:-0.1}"
  local quiet=0 before= now
  for _ in $(seq 200); do
    now=$(work_done 2>/dev/null) || return 0
    if [ "$now" = "$before" ] && ! is_at_work; then quiet=$((quiet + 1)); else quiet=0; fi
    [ $quiet -lt 3 ] || break
    before=$now
    sleep 0.04
  done
}
click() { xdotool mousemove "$1" "$2"; settle; xdotool click "${3:-1}"; settle; }
key() { # KEY...: each when the one before is done
  local name
  for name; do
    xdotool key "$name"
    settle
  done
}
type_text() { xdotool type --delay 15 -- "$1"; settle; }
shot() { import -window root "$WORK/$1.png"; }

# drag X1 Y1 X2 Y2: in several small moves, as a hand does.
drag() {
  xdotool mousemove "$1" "$2"
  settle
  xdotool mousedown 1
  settle
  local i
  for i in 1 2 3 4 5 6 7 8; do
    xdotool mousemove $(($1 + ($3 - $1) * i / 8)) $(($2 + ($4 - $2) * i / 8)) sleep 0.06
  done
  settle
  xdotool mouseup 1
  settle
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
  local until=$((SECONDS + $1))
  shift
  until "$@" 2>/dev/null; do
    [ $SECONDS -lt $until ] || return 1
    sleep 0.1
  done
}

title_has() { xdotool getwindowname "$WIN" | grep -qF -- "$1"; }
title_lacks() { ! title_has "$1"; }
gone() { ! kill -0 "$APID" 2>/dev/null; }

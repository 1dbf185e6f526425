#!/bin/bash
# How long the program takes to its first frame, and how much memory it then holds.
#
# To reach, release build, reference project, virtual display: 300 ms and 150 MB. Prints the median of RUNS starts and
# fails if one of the two is missed; what each frame costs is measured by the benchmarks.
#
# The window is shown when its first frame is painted, not before.

. "$(dirname "$0")/../e2e/lib/window.sh"

RUNS=${RUNS:-9}

# The middle value of the arguments.
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

now() { date +%s%3N; }

is_shown() { [ -n "$(xdotool search --onlyvisible --pid "$APID" 2>/dev/null)" ]; }

start_display 1440x900
times=() sizes=()
for _ in $(seq "$RUNS"); do
  start=$(now)
  "$APP" >"$WORK/log" 2>&1 &
  APID=$!
  until is_shown; do
    kill -0 "$APID" 2>/dev/null || fail "the program ended: $(cat "$WORK/log")"
    [ $(($(now) - start)) -lt 20000 ] || fail "no frame after 20 s"
  done
  times+=("$(($(now) - start))")
  # Fonts and glyphs are there after a moment; what grows later is the project's.
  sleep 1
  sizes+=("$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$APID/status")")
  kill "$APID"
  wait "$APID" 2>/dev/null || true
done
APID=

time=$(median "${times[@]}") size=$(median "${sizes[@]}")
echo "start to first frame: median of $RUNS $time ms (${times[*]}); to reach: 300 ms"
echo "resident memory: median $size MB (${sizes[*]}); to reach: 150 MB"
check "the first frame is there within 300 ms" [ "$time" -le 300 ]
check "the program holds at most 150 MB" [ "$size" -le 150 ]

#!/usr/bin/env bash
# Work that was never saved, on the real window: it is killed while somebody types, started again, and offers the work;
# nothing on disk changes before a save. Places are those of a window of 1440 x 900 at scale 1.
source "$(dirname "$0")/lib/window.sh"

start_display 1440x900
cp "$ROOT/sample-data/founding-draft.crosswalk.json" "$WORK/draft.crosswalk.json"
cp "$WORK/draft.crosswalk.json" "$WORK/before.json"

kept() { find "$WORK/state/crosswalk/recovery" -name '*.recovery' 2>/dev/null | wc -l; }
kept_is() { [ "$(kept)" -eq "$1" ]; }
kept_holds() { grep -qF -- "$1" "$WORK"/state/crosswalk/recovery/*.recovery; }

# 1. A note is typed and the window is killed two seconds later.
start_window "$WORK/draft.crosswalk.json"
check "the window shows the file" wait_for 5 title_has draft.crosswalk.json
check "it holds the lock" test -f "$WORK/.draft.crosswalk.json.lock"
click 477 225
key n
type_text 'Typed before the lights went out'
key Return
check "there is something to save" wait_for 3 title_has "●"
sleep 2
kill -9 "$APID"
wait_for 5 gone || true
check "the file is as it was" cmp -s "$WORK/before.json" "$WORK/draft.crosswalk.json"
check "the work is kept" kept_is 1
check "with what was typed, letter for letter" kept_holds '"text":"Typed before the lights went out"'
check "for nobody else" test "$(stat -c %a "$WORK/state/crosswalk/recovery")" = 700
shot killed

# 2. The next start offers it and does nothing by itself; the lock of the dead is free.
start_window "$WORK/draft.crosswalk.json"
check "the window shows the file again" wait_for 5 title_has draft.crosswalk.json
settle 1
check "nothing is applied by itself" title_lacks "●"
shot offer
key ctrl+k
type_text 'recover unsaved'
key Return
settle 1
shot review
key Tab Return
check "the work is back, still to be saved" wait_for 5 title_has "●"
check "nothing on disk has changed" cmp -s "$WORK/before.json" "$WORK/draft.crosswalk.json"
key ctrl+s
check "it is saved" wait_for 5 title_lacks "●"
check "with what was typed" grep -qF 'Typed before the lights went out' "$WORK/draft.crosswalk.json"
check "the file before is kept" cmp -s "$WORK/before.json" "$WORK/draft.crosswalk.json.bak"
check "nothing is left to recover" wait_for 5 kept_is 0

# 3. A clean end leaves no lock and nothing to recover.
key ctrl+q
check "the window closes" wait_for 5 gone
check "the lock is gone" test ! -e "$WORK/.draft.crosswalk.json.lock"
check "no temporary file is left" test -z "$(find "$WORK" -maxdepth 1 -name '*.tmp')"
echo "end to end, recovery: $CHECKS passed, 0 failed"

#!/usr/bin/env bash
# What the founding draft does not need, on the real window: filter, search, a link's end moved, a cell edited, the
# palette, the theme, files dropped as a file manager drops them, and closing with unsaved changes.
# Places are those of a window of 1440 x 900 at scale 1.
source "$(dirname "$0")/lib/window.sh"

start_display 1440x900
cp "$ROOT/sample-data/founding-draft.crosswalk.json" "$WORK/draft.crosswalk.json"
cp "$ROOT/sample-data/northwind-care.crosswalk.json" "$WORK/dropped here.crosswalk.json"
start_window "$WORK/draft.crosswalk.json"
check "the window shows the file" wait_for 20 title_has draft.crosswalk.json

rows() { "$CLI" rows "$1" --format json 2>/dev/null; }
holds() { rows "${2:-$WORK/draft.crosswalk.json}" | python3 -c "
import json, sys
rows = {row['protocol']: row for row in json.load(sys.stdin)}
sys.exit(not ($1))"; }
saved() {
  wait_for 20 title_has "●" || return
  key ctrl+s
  wait_for 20 title_lacks "●"
}

# 1. Filter: with only open questions shown, the second row of the SCIM column is state, which was the third.
click 672 88

click 714 260
key Escape
shot filtered
click 477 195
key o
check "the mark is saved" saved
check "the filter showed state where userName was" holds "rows['state']['mark'].startswith('optional') and rows['userName']['mark'].startswith('unmarked')"
click 672 88
click 714 382
key Escape

# 2. Search: the first hit is selected; Esc leaves the field, and the key then marks it.
click 1000 24
type_text userName
shot searched
key Return
key Escape
key r
check "the mark of what was found is saved" saved
check "the search found userName" holds "rows['userName']['mark'] == 'required'"

# 3. The end of a link is dragged to another row.
key Escape Escape
click 759 315
drag 699 225 699 255
check "the move is saved" saved
check "active reaches the account status" holds "rows['active']['target'] == 'User.state'"

# 4. A cell of the table is edited where it stands, and searched for.
click 249 24
xdotool mousemove 1240 181
settle
xdotool click --repeat 2 --delay 20 1
settle
type_text 'Identity team'
key Return
check "the cell is saved" saved
check "userName has its owner" holds "rows['userName']['owner'] == 'Identity team'"
key ctrl+f
type_text 'identity team'
shot table-searched
key Escape

# 5. Palette and theme.
key ctrl+k
type_text 'light theme'
shot palette
key Return
check "the light theme is kept" wait_for 20 grep -rqi '"light"' "$WORK/config"
key ctrl+k
type_text 'dark theme'
key Return
check "the dark theme is kept" wait_for 20 grep -rqi '"dark"' "$WORK/config"
click 210 24

# 6. Files are dropped: a folder and a picture are refused in words, a project opens.
drop() { python3 "$ROOT/tests/e2e/lib/drop.py" "$WIN" 700 400 "$@"; }
mkdir "$WORK/folder"
printf '\x89PNG\r\n\x1a\n' >"$WORK/picture.png"
check "the window takes a drop" drop 0.3 "$WORK/folder" "$WORK/picture.png"
settle
check "what is no project changes nothing" title_has draft.crosswalk.json
shot refused
check "it takes another" drop 0.3 "$WORK/dropped here.crosswalk.json" "$WORK/picture.png"
check "the project among them is open" wait_for 20 title_has "dropped here.crosswalk.json"

# 7. The window manager closes the window: it asks, and the first answer saves.
click 477 165
key o
check "there is something to save" wait_for 20 title_has "●"
python3 "$ROOT/tests/e2e/lib/close.py" "$WIN"
settle
check "the window asks" kill -0 "$APID"
shot question
key Tab Return
check "it saves and closes" wait_for 20 gone
check "the change is in the file" grep -q '"path":"userName","group":"Core · User","mark":"optional"' "$WORK/dropped here.crosswalk.json"
check "the file before is kept" cmp -s "$ROOT/sample-data/northwind-care.crosswalk.json" "$WORK/dropped here.crosswalk.json.bak"
echo "end to end, every view: $CHECKS passed, 0 failed"

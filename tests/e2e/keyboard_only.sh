#!/usr/bin/env bash
# The main job by keyboard alone, on the real window: the founding draft is opened, corrected in table and map, marked,
# agreed, answered, saved and exported. The pointer is parked in a corner before the window opens and never moves.
source "$(dirname "$0")/lib/window.sh"

start_display 1440x900
xdotool mousemove 1439 899
cp "$ROOT/sample-data/founding-draft.crosswalk.json" "$WORK/draft.crosswalk.json"
start_window
repeat() { # TIMES KEY
  local i
  for ((i = 0; i < $1; i++)); do key "$2"; done
}
rows() { "$CLI" rows "$WORK/draft.crosswalk.json" --format json 2>/dev/null; }
holds() { rows | python3 -c "
import json, sys
rows = {row['protocol']: row for row in json.load(sys.stdin)}
sys.exit(not ($1))"; }
saved() {
  wait_for 20 title_has "●" || return
  key ctrl+s
  wait_for 20 title_lacks "●"
}

# 1. Open, through the desktop's dialog.
echo "$WORK/draft.crosswalk.json" >"$WORK/answer"
key ctrl+o
check "the draft is open" wait_for 20 title_has draft.crosswalk.json
rm "$WORK/answer"

# 2. In the table: the misspelt source of userName is typed over.
key alt+2
key Down
type_text userPrincipalName
key Return
check "a change is to be saved" wait_for 20 title_has "●"
check "it is saved" saved
check "userPrincipalName alone feeds userName" holds "rows['userName']['source'] == ['userPrincipalName']"

# 3. On the map: active is linked to the account status, which is found by its name; Esc leaves the field, not the link.
find_row() { # NAME HIT
  key ctrl+f
  type_text "$1"
  local i
  for ((i = 0; i < $2; i++)); do key Return; done
  key Escape
}
key alt+1
find_row active 1
key Return
find_row User.state 1
key Return
check "that is saved" saved
check "active reaches the account status" holds "rows['active']['target'] == 'User.state'"
# The label state, which fed it, is removed with its link.
find_row state 2
key Delete
check "the removal is saved" saved
check "there is no SCIM attribute state" holds "'state' not in rows"
# Its link into the status has lost its origin: the cell of its rule selects it in the table, the map deletes it.
key alt+2
key ctrl+Home
key ctrl+Down
repeat 4 Right
key alt+1
key Delete
check "the link is removed too" saved
check "seven rows remain" holds "len(rows) == 7 and None not in rows"

# 4. In the table again: the values of the status, the marks, the status of every chain.
key alt+2
key ctrl+Home
repeat 2 Down
repeat 4 Right
type_text 'True = active; False = inactive'
key Return
key ctrl+Home
repeat 6 Right
for letter in s r r r o o o; do
  type_text "$letter"
  key Return Down
done
key ctrl+Home
key Down
repeat 8 Right
type_text a
key Return
repeat 5 shift+Down
key ctrl+d
check "marks and states are saved" saved
check "the status has its values" holds "rows['active']['target_rule'] == 'True = active; False = inactive'"
check "every row has its mark" holds "[rows[n]['mark'] for n in ('id', 'userName', 'active', 'displayName', 'title')] == ['system-generated', 'required', 'required', 'required', 'optional']"
check "every chain is agreed" holds "all(row['status'] == 'agreed' for name, row in rows.items() if name != 'id')"

# 5. Answers are typed into the column of notes.
answer() { # LINES_DOWN TEXT
  key ctrl+Home
  repeat "$1" Down
  key End
  type_text "$2"
  key Return
}
answer 0 'Genesys Cloud issues it: nothing in Entra ID feeds it'
answer 2 'The field table calls it state: the province of the address must never go there'
key ctrl+z
key ctrl+shift+z
check "the answers are saved" saved
check "the note on id is there" holds "any('Genesys Cloud issues it' in note for note in rows['id']['notes'])"
check "redo brought the note on active back" holds "any('must never go there' in note for note in rows['active']['notes'])"
shot table

# 6. The keys are explained; the menu opens by key; the theme changes by the palette.
key F1
shot keys
key Escape
key F10
shot menu
key Escape
key ctrl+k
type_text 'dark theme'
key Return
check "the theme is kept" wait_for 20 grep -rqi dark "$WORK/config"
shot dark

# 7. Both exports.
echo "$WORK/handoff.md" >"$WORK/answer"
key ctrl+e
check "the Markdown is written" wait_for 20 test -s "$WORK/handoff.md"
echo "$WORK/table.csv" >"$WORK/answer"
key ctrl+k
type_text 'exact csv'
key Return
check "the CSV is written" wait_for 20 test -s "$WORK/table.csv"
rm "$WORK/answer"
check "the CSV has the chain of userName" grep -q "userPrincipalName,direct,userName,direct,User.contactInfo.email_main" "$WORK/table.csv"
"$CLI" export "$WORK/draft.crosswalk.json" --as csv >"$WORK/cli.csv" 2>/dev/null
check "window and command line write the same bytes" cmp -s "$WORK/table.csv" "$WORK/cli.csv"

# 8. Closing with a change: the question is answered by keys, and the file stays as it was saved.
cp "$WORK/draft.crosswalk.json" "$WORK/saved.json"
key ctrl+Home
repeat 9 Right
type_text 'Somebody else'
key Return
check "there is something to save" wait_for 20 title_has "●"
key ctrl+q
check "the window asks" kill -0 "$APID"
key Escape
check "Esc stays" title_has "●"
key ctrl+q
key Tab Tab
shot question
key Return
check "the window closes" wait_for 20 gone
check "the file is as it was saved" cmp -s "$WORK/saved.json" "$WORK/draft.crosswalk.json"
echo "end to end, keyboard only: $CHECKS passed, 0 failed"

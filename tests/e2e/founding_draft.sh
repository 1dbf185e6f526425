#!/usr/bin/env bash
# The main job on the real window, with mouse and keyboard: the founding draft is opened, corrected, annotated, saved
# and exported; then the files are checked. Places are those of a window of 1440 x 900 at scale 1.
source "$(dirname "$0")/lib/window.sh"

start_display 1440x900
cp "$ROOT/sample-data/founding-draft.crosswalk.json" "$WORK/draft.crosswalk.json"
cp "$WORK/draft.crosswalk.json" "$WORK/before.json"
start_window "$WORK/draft.crosswalk.json"
check "the window shows the file" wait_for 20 title_has draft.crosswalk.json
check "nothing is to be saved" title_lacks "●"

# What the window has, as the command line reads it.
rows() { "$CLI" rows "$WORK/draft.crosswalk.json" --format json 2>/dev/null; }
holds() { rows | python3 -c "
import json, sys
rows = {row['protocol']: row for row in json.load(sys.stdin)}
sys.exit(not ($1))"; }

# 1. userName is fed by userPrincipalName: a link is drawn from port to port, the misspelt one is selected and deleted.
drag 296 165 417 195
# The menu asks what becomes of two lines into one attribute: a link of its own.
click 497 488
check "a change is to be saved" wait_for 20 title_has "●"
click 340 195
key Delete
key ctrl+s
check "it is saved" wait_for 20 title_lacks "●"
check "userPrincipalName alone feeds userName" holds "rows['userName']['source'] == ['userPrincipalName']"
check "the file before is kept" cmp -s "$WORK/before.json" "$WORK/draft.crosswalk.json.bak"

# 2. The account status is fed by active: the end of the link is dragged there, then the label "state" is removed.
click 759 315
drag 699 225 699 255
click 477 225
key Delete
key ctrl+s
check "that is saved" wait_for 20 title_lacks "●"
check "active reaches the account status" holds "rows['active']['target'] == 'User.state' and rows['active']['target_rule'] == 'True = active; False = inactive'"
check "there is no SCIM attribute state" holds "'state' not in rows"
check "seven rows remain" holds "len(rows) == 7"

# 3. Marks by key: id is made by the system, three are required.
click 477 165
key s
click 477 195
key r
click 477 225
key r
click 477 255
key r

click 477 285
key o

# 4. What its author asked is answered where it belongs, so that the exported table alone says it.
answer() { # ROW TEXT
  click 477 "$1"
  key n
  type_text "$2"
  key Return
}
answer 165 'Genesys Cloud issues it: nothing in Entra ID feeds it'
answer 195 'No one document prints the whole chain: Microsoft lists the SCIM side, Genesys Cloud the way to its fields'
answer 225 'The field table calls it state: the province of the address must never go there'
key ctrl+s
check "the answers are saved" wait_for 20 title_lacks "●"

# 5. A decision on active, written with the keyboard; taken back and done again.
click 477 225
key n
type_text 'Disable, never delete, in phase 1'
key Return
check "the note is there" wait_for 20 title_has "●"
key Escape Escape
click 477 345
key ctrl+z
key ctrl+s
check "saved without the note" wait_for 20 title_lacks "●"
check "undo took the note back" holds "rows['active']['notes'] == [n for n in rows['active']['notes'] if 'never delete' not in n]"
check "the marks stayed" holds "[rows[n]['mark'] for n in ('id', 'userName', 'active', 'displayName')] == ['system-generated', 'required', 'required', 'required']"
key ctrl+shift+z
key ctrl+s
check "saved with the note" wait_for 20 title_lacks "●"
check "redo brought the note back" holds "any('Disable, never delete, in phase 1' in n for n in rows['active']['notes'])"

# 6. Both exports, through the desktop's dialog.
echo "$WORK/handoff.md" >"$WORK/answer"
key ctrl+e
check "the Markdown is written" wait_for 20 test -s "$WORK/handoff.md"
echo "$WORK/table.csv" >"$WORK/answer"
key ctrl+k
type_text 'exact csv'
key Return
check "the CSV is written" wait_for 20 test -s "$WORK/table.csv"
rm "$WORK/answer"
check "the Markdown holds the decision" grep -q "Disable, never delete, in phase 1" "$WORK/handoff.md"
# The five questions of the draft's author, answered by the table alone.
cells() { python3 -c "
import csv, sys
rows = {row['SCIM']: row for row in csv.DictReader(open('$WORK/table.csv', newline=''))}
sys.exit(not ($1))"; }
check "1: what feeds id" cells "rows['id']['Used'] == 'by the system' and 'nothing in Entra ID feeds it' in rows['id']['Notes']"
check "2: what receives active" cells "rows['active']['Genesys Cloud'] == 'User.state' and rows['active']['Used'] == 'yes'"
check "3: what feeds state" cells "'state' not in rows and 'must never go there' in rows['active']['Notes']"
check "4: what is required, system-generated, optional, and used" cells "all(row['Mark'] and row['Used'] for row in rows.values()) and rows['userName']['Mark'] == 'required'"
check "5: whether one document says it all" cells "'No one document' in rows['userName']['Notes'] and all(row['Evidence'] for row in rows.values())"
check "the CSV has the chain of userName" grep -q "userPrincipalName,direct,userName,direct,User.contactInfo.email_main" "$WORK/table.csv"
"$CLI" export "$WORK/draft.crosswalk.json" --as csv >"$WORK/cli.csv" 2>/dev/null
check "window and command line write the same bytes" cmp -s "$WORK/table.csv" "$WORK/cli.csv"
shot end

# 7. Closing with a change asks first; Cancel stays, Don't save leaves the file as it was.
cp "$WORK/draft.crosswalk.json" "$WORK/saved.json"
click 477 225
key o
key ctrl+q
check "the window asks" kill -0 "$APID"
key Escape
check "Cancel stays" title_has "●"
key ctrl+z
check "nothing is to be saved after undo" wait_for 20 title_lacks "●"
key ctrl+q
check "the window closes" wait_for 20 gone
check "the file is as it was saved" cmp -s "$WORK/saved.json" "$WORK/draft.crosswalk.json"
check "no temporary file is left" test -z "$(find "$WORK" -maxdepth 1 -name '*.tmp')"
echo "end to end, founding draft: $CHECKS passed, 0 failed"

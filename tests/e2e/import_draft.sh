#!/usr/bin/env bash
# The founding draft as it was pasted, empty cells lost: imported, every certain fix applied, exported, once by the command
# line and once in the real window. Both must write the same bytes. Places are those of a window of 1440 x 900 at scale 1.
source "$(dirname "$0")/lib/window.sh"

cat >"$WORK/draft.txt" <<'EOF'
Entra ID Name SCIM Name Genesys Name Mandatory
id User.Id
userPrincipleName userName User.contactInfo.email_main.[0].value
state User.state true eq 'active' false eq 'inactive'
Not([IsSoftDeleted]) active
displayName displayName User.general.name.[0].value
jobTitle  title User.general.title.[0].value
department scimEnterpriseUser.department User.general.department.[0].value
employeeId scimEnterpriseUser.employeeNumber User.hr.empId.[0].value
EOF

# 1. By the command line.
"$CLI" import "$WORK/draft.txt" --new "$WORK/cli.crosswalk.json" >"$WORK/import.txt" 2>&1
check "eight rows are read" grep -q "8 read" "$WORK/import.txt"
check "as it is, it has errors" bash -c "! '$CLI' check '$WORK/cli.crosswalk.json' >'$WORK/findings.txt'"
check "the misspelt name is one of them" grep -q "userPrincipleName" "$WORK/findings.txt"
"$CLI" check "$WORK/cli.crosswalk.json" --fix --output "$WORK/fixed.crosswalk.json" >/dev/null 2>&1
has_no_error() { "$CLI" check "$1" >"$WORK/findings.txt" 2>&1; }
check "after every certain fix it has none" has_no_error "$WORK/fixed.crosswalk.json"
"$CLI" export "$WORK/fixed.crosswalk.json" --as csv >"$WORK/cli.csv" 2>/dev/null

# 2. In the window: an empty project, the file chosen, its plan looked at, imported.
start_display 1440x900
start_window
key ctrl+shift+n
echo "$WORK/draft.txt" >"$WORK/answer"
key ctrl+i
settle 1
shot preview
check "nothing has happened yet" title_lacks "●"
click 1384 86
check "it is imported" wait_for 20 title_has "●"
key ctrl+k
type_text 'certain fixes'
key Return
settle 1
shot fixed
echo "$WORK/window.crosswalk.json" >"$WORK/answer"
key ctrl+s
check "it is saved" wait_for 20 test -s "$WORK/window.crosswalk.json"
check "nothing is left to save" wait_for 20 title_lacks "●"
echo "$WORK/window.csv" >"$WORK/answer"
key ctrl+k
type_text 'exact csv'
key Return
check "the table is exported" wait_for 20 test -s "$WORK/window.csv"
check "window and command line make the same project" cmp "$WORK/window.crosswalk.json" "$WORK/fixed.crosswalk.json"
check "and the same table" cmp "$WORK/window.csv" "$WORK/cli.csv"

# 3. The table answers what the draft's author asked.
cells() { python3 -c "
import csv, sys
rows = {row['SCIM']: row for row in csv.DictReader(open('$WORK/window.csv', newline=''))}
sys.exit(not ($1))"; }
check "seven rows remain" cells "len(rows) == 7"
check "id is made by the system" cells "rows['id']['Used'] == 'by the system' and rows['id']['Mark'] == 'system-generated'"
check "userName is fed by what it is really called" cells "rows['userName']['Entra ID'] == 'userPrincipalName'"
check "active feeds the account status, with the translation" cells "rows['active']['Genesys Cloud'].endswith('state') and 'active' in rows['active']['Target rule'] and 'state' not in rows"
check "the enterprise attributes have their whole URN" cells "sum(name.startswith('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:') for name in rows) == 2"
check "every row says how it is used, on evidence" cells "all(row['Used'] and row['Evidence'] for row in rows.values())"

# 4. One undo takes the fixes back, another one the import.
key ctrl+z ctrl+z
echo "$WORK/empty.crosswalk.json" >"$WORK/answer"
key ctrl+shift+s
check "what was taken back is saved" wait_for 20 test -s "$WORK/empty.crosswalk.json"
check "there is nothing left of it" bash -c "[ \"\$('$CLI' rows '$WORK/empty.crosswalk.json' --format json | tr -d ' \n')\" = '[]' ]"
echo "end to end, import of the draft: $CHECKS passed, 0 failed"

#!/usr/bin/env bash
# csvkit 2.2.0 (agate 1.14.2): a budget of 63M is an hour and three minutes.
#
# One would guess: 63M in a CSV file stays the text that it is, or is read as a number.
# Seen: where each value of a column looks so, M is minutes: csvjson writes "1:03:00", csvstat gives a mean budget of
# 1:28:10, csvsql makes a DATETIME of it. With a dollar sign, a B among them or a K the column stays a text.
# Titles are no safer: of the films Tomorrow, Friday and May the titles become days of the year 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" csvkit==2.2.0 agate==1.14.2
cd "$folder"
printf 'id,budget\n1,63M\n2,1.5M\n3,200M\n' >budgets.csv
printf 'id,budget\n1,63M\n2,1.5B\n' >budgets_with_a_billion.csv
printf 'id,title\n1,Tomorrow\n2,Friday\n3,May\n' >titles.csv
for file in budgets budgets_with_a_billion titles; do
    venv/bin/csvjson "$file.csv" >"$file.json"
    cat "$file.json"
    echo
done
venv/bin/csvstat --columns budget --mean budgets.csv | tee mean.txt
test "$(cat budgets.json)" = '[{"id": 1.0, "budget": "1:03:00"}, {"id": 2.0, "budget": "0:01:30"}, {"id": 3.0, "budget": "3:20:00"}]'
grep -q '"budget": "63M"' budgets_with_a_billion.json
test "$(cat titles.json)" = '[{"id": 1.0, "title": "0001-01-02"}, {"id": 2.0, "title": "0001-01-05"}, {"id": 3.0, "title": "0001-05-01"}]'
grep -q '1:28:10' mean.txt

#!/usr/bin/env bash
# pandas 3.1.1 and workalendar 17.0.0: Memorial Day of 1968 is the 27th of May, in truth it was the 30th.
#
# One would guess: a calendar of US holidays knows since when each is what it is: pandas has no Martin Luther King Day
# before 1986 and no Juneteenth before 2021.
# Seen: Memorial Day was the 30th of May and Washington's Birthday the 22nd of February until 1970; both calendars have
# them on a Monday in each year: of 1950 to 1970, 18 and 21 days are others than those of the package holidays 0.109.
# Whether a film of these years opened on a holiday is then answered for another day.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" pandas==3.1.1 workalendar==17.0.0 holidays==0.109
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import date

import holidays
from pandas.tseries.holiday import USFederalHolidayCalendar
from workalendar.usa import UnitedStates

years = range(1950, 1975)
named = {"Memorial Day": "Memorial", "Washington's Birthday": "Washington"}
named_days = USFederalHolidayCalendar().holidays("1950-01-01", "1974-12-31", return_name=True)
of_pandas = [(day.date(), name) for day, name in named_days.items()]


def days(rows, word):
    return {day.year: day for day, name in rows if word in name}


assert not days(of_pandas, "Martin Luther King")
for holiday, word in named.items():
    true_days = days(holidays.US(years=years, observed=False).items(), word)
    by_pandas = days(of_pandas, word)
    by_workalendar = days([row for year in years for row in UnitedStates().holidays(year)], word)
    other = [year for year in years if by_pandas[year] != true_days[year]]
    print(f"{holiday} of 1968: {true_days[1968]}, by pandas {by_pandas[1968]}, by workalendar {by_workalendar[1968]}")
    print(f"other days by pandas in {len(other)} years, {other[0]} to {other[-1]}")
    assert by_pandas == by_workalendar, "the two calendars differ now"
    assert len(other) == {"Memorial Day": 18, "Washington's Birthday": 21}[holiday], "the old days are known now"
    assert max(other) == 1970
assert holidays.US(years=1968)[date(1968, 5, 30)] == "Memorial Day"
PYTHON

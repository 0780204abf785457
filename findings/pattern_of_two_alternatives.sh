#!/usr/bin/env bash
# pandera 0.35.0: a pattern with `|` lets more through on a Polars table than on a pandas table.
#
# One would guess: str_matches takes a value if the pattern matches from its start, whichever table the same check is for.
# Seen: so it is on pandas; on Polars the start is demanded of the first alternative only, so that tt\d+|nm\d+ takes
# "see nm0000138" for an IMDb id. A pattern in brackets, (tt|nm)\d+, is judged alike.
# A check that moves to Polars with its table goes on passing, on rows that it was written to stop.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" pandera==0.35.0 pandas==3.1.1 polars==2.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import pandas as pd
import pandera.pandas
import pandera.polars
import polars as pl


def passes(pandera_of, table, pattern):
    check = pandera_of.Check.str_matches(pattern)
    try:
        pandera_of.DataFrameSchema({"id": pandera_of.Column(str, check)}).validate(table)
    except pandera.errors.SchemaError:
        return False
    return True


seen = {}
for pattern in (r"tt\d+|nm\d+", r"nm\d+|tt\d+", r"(tt|nm)\d+"):
    for text in ("nm0000138", "see nm0000138"):
        on_pandas = passes(pandera.pandas, pd.DataFrame({"id": [text]}), pattern)
        on_polars = passes(pandera.polars, pl.DataFrame({"id": [text]}), pattern)
        seen[pattern, text] = on_pandas, on_polars
        print(f"{pattern} of {text!r}: on pandas {'passes' if on_pandas else 'fails'}, on Polars {'passes' if on_polars else 'fails'}")
odd = [case for case, (on_pandas, on_polars) in seen.items() if on_pandas != on_polars]
assert all(results == (True, True) for (_, text), results in seen.items() if text == "nm0000138")
assert odd == [(r"tt\d+|nm\d+", "see nm0000138")], "the check is one and the same now"
PYTHON

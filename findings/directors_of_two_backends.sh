#!/usr/bin/env bash
# Ibis 12.0.0: how many directors there are depends on the engine: on Polars an unknown one is a director.
#
# One would guess: nunique() means the same on each backend, as it is what Ibis is for, and leaves nulls out, as count() does.
# Seen: it leaves them out on DuckDB and counts them as one more value on Polars: a film whose director is unknown has
# one director. The remainder of -7 by 3 is -1 on DuckDB and 2 on Polars, and the title "Été" is three or five characters long.
# An expression that was tested on a Polars table gives other features on the database.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" 'ibis-framework[duckdb,polars]==12.0.0' duckdb==2.0.1 polars==2.1.0 pyarrow==25.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import ibis
import pyarrow as pa

movies = ibis.memtable(
    pa.table({"title": ["Été", "Alien", "Up"], "director": ["Ada", "Ada", None], "days_to_holiday": [-7, 7, 1]})
)
ete = movies.filter(movies.title == "Été")
by_title = movies.group_by("title").agg(n=movies.director.nunique())
asked = {
    "count of directors": movies.director.count(),
    "distinct directors": movies.director.nunique(),
    "distinct directors of Up": by_title.filter(by_title.title == "Up").n.sum(),
    "remainder of -7 by 3": (ete.days_to_holiday % 3).sum(),
    "characters of Été": ete.title.length().sum(),
}
seen = {}
for name, backend in (("DuckDB", ibis.duckdb.connect()), ("Polars", ibis.polars.connect())):
    seen[name] = [backend.to_pyarrow(expression).as_py() for expression in asked.values()]
    print(f"{name}:", dict(zip(asked, seen[name], strict=True)))
assert seen["DuckDB"] == [2, 1, 0, -1, 3]
assert seen["Polars"] == [2, 2, 1, 2, 5], "the backends agree now"
PYTHON

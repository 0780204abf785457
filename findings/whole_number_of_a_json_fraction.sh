#!/usr/bin/env bash
# DuckDB 2.0.0: the JSON number 12.5 becomes 13 or 12 as a BIGINT, depending on which operator took it out.
#
# One would guess: JSON -> BIGINT rounds or truncates, one of the two.
# Seen: 13 by ->> (text, then a cast, which rounds half away from zero), 12 by -> and by from_json (the JSON reader truncates).
# An amount typed as 12.5 is counted one way in one query and another way in the next.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" duckdb==2.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb

query = """
SELECT ('{"budget": 12.5}'::JSON ->> 'budget')::BIGINT,
       ('{"budget": 12.5}'::JSON -> 'budget')::BIGINT,
       from_json('{"budget": 12.5}'::JSON, '{"budget": "BIGINT"}').budget
"""
seen = duckdb.sql(query).fetchall()[0]
print("->>, ->, from_json:", seen)
assert seen == (13, 12, 12)
PYTHON

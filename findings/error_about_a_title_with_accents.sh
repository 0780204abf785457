#!/usr/bin/env bash
# DuckDB 2.0.1: whether `except duckdb.Error` sees an error about a JSON line depends on where the accents of its title stand.
#
# One would guess: of a line that read_json cannot take, whatever its text, Python gets a duckdb.Error that names file and line.
# Seen: the message quotes the first 50 bytes of the object, not characters. Where that cuts an é in two, Python gets a
# UnicodeDecodeError about a byte of the message instead, which is no duckdb.Error and names neither file nor line; a
# letter more at the title's beginning, and the error is DuckDB's. The line itself is valid UTF-8; it has a key twice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" duckdb==2.0.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from pathlib import Path

import duckdb

seen = {}
for title in ("é" * 40, "L" + "é" * 40, "La" + "é" * 40, "Las" + "é" * 40):
    Path("movies.jsonl").write_text(f'{{"movie":{{"title":"{title}","budget":1,"budget":2}}}}\n', encoding="utf-8")
    columns = "{movie: 'STRUCT(title VARCHAR, budget BIGINT)'}"
    try:
        duckdb.sql(f"FROM read_json('movies.jsonl', format = 'newline_delimited', columns = {columns})").fetchall()
    except Exception as error:
        seen[title] = type(error).__name__, isinstance(error, duckdb.Error), "movies.jsonl" in str(error)
        print(f"{title[:6]}…: {error!s:.120}")
print(list(seen.values()))
own, other = ("InvalidInputException", True, True), ("UnicodeDecodeError", False, False)
assert sorted(set(seen.values())) == [own, other], "each title gives one error now"
assert list(seen.values()) in ([own, other, own, other], [other, own, other, own]), "the cut is elsewhere now"
PYTHON

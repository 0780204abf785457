"""docs/real-data.md lists every key that is read of an answer."""

import re
from pathlib import Path

import duckdb
import pytest

from ayne.core.readings import read_imdb_id
from ayne.tables.dictionary_file import read_dictionary_file
from ayne.tables.json_shape import answer_shape

ROOT = Path(__file__).resolve().parents[2]
# Read by the collector alone.
BESIDE = {"tmdb": {"external_ids", "status_code"}, "omdb": set()}


def documented(*rows):
    page = (ROOT / "docs" / "real-data.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith(tuple(f"| {row}" for row in rows))]
    assert len(lines) == len(rows)
    return {key.partition(".")[0] for line in lines for key in re.findall(r"`([\w.]+)`", line)}


@pytest.mark.parametrize(("source", "rows"), [("tmdb", ("TMDB |", "older keys of TMDB")), ("omdb", ("OMDb |",))])
def test_every_key_that_is_read_is_documented(source, rows):
    with duckdb.connect() as session:
        dictionary = read_dictionary_file(ROOT / "config" / "tables" / f"{source}_movies.yaml")
        assert documented(*rows) == set(answer_shape(session, source, dictionary)) | BESIDE[source]


def test_the_imdb_id_stands_in_either_place():
    assert read_imdb_id({"imdb_id": None, "external_ids": {"imdb_id": "tt1"}}) == "tt1"
    assert read_imdb_id({"imdb_id": ["tt1"], "external_ids": []}) == ""

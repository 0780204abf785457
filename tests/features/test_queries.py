from pathlib import Path

import pytest

from ayne.features import queries
from ayne.tables.dictionary_file import read_dictionary_file

DICTIONARIES = Path(__file__).parents[2] / "config" / "features"


@pytest.mark.parametrize("path", sorted(DICTIONARIES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_dictionary_names_every_query_that_its_family_runs(path, build, monkeypatch):
    read, real = [], queries.sql_file
    monkeypatch.setattr(queries, "sql_file", lambda name: (read.append(name), real(name))[1])
    build(path.stem, {"id": 1, "released": "2020-05-01"})
    # this database has no box office charts
    assert set(read_dictionary_file(path)["queries"]) == set(read)

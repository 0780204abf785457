from pathlib import Path

import pytest

from ayne.core.errors import DataError
from ayne.core.files import write_jsonl
from ayne.core.part import Part
from ayne.tables import parse
from ayne.tables.shard_part import parse_part

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def year(tmp_path):
    """A year of OMDb as a part, whose raw shard is at its first input."""

    def part_of(name):
        inputs = (
            tmp_path / f"{name}.jsonl.gz",
            ROOT / "scripts/ayne/sql/raw/omdb.sql",
            ROOT / "config/tables/omdb_movies.yaml",
        )
        outputs = (tmp_path / f"{name}.parquet", tmp_path / f"{name}.rejected.parquet")
        return Part(name=f"omdb/{name}", log=tmp_path / "log", outputs=outputs, inputs=inputs)

    return part_of


def test_years_without_a_movie_are_parsed_once(year, monkeypatch):
    empty, other = year("1901"), year("1902")
    for part in (empty, other):
        write_jsonl(part.inputs[0], [])
        parse_part(part, "omdb")
    assert [path.read_bytes() for path in empty.outputs] == [path.read_bytes() for path in other.outputs]
    parse.parse_shard(empty.inputs[0], "omdb", *empty.inputs[1:], *empty.outputs)
    assert [path.read_bytes() for path in empty.outputs] == [path.read_bytes() for path in other.outputs]
    monkeypatch.delattr(parse, "load_records")
    parse_part(other, "omdb")


def test_a_shard_that_is_cut_to_nothing_is_not_taken_for_a_year_without_a_movie(year):
    part = year("1903")
    part.inputs[0].write_bytes(b"")
    with pytest.raises(DataError, match="1903"):
        parse_part(part, "omdb")

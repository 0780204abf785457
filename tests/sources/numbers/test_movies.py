from datetime import date
from pathlib import Path

import orjson
import pytest

from ayne.core.errors import CollectError
from ayne.core.files import write_jsonl
from ayne.sources.numbers.movies import MoviePage, read_movies


def test_movies_come_from_tmdb_s_raw_files(tmp_path: Path) -> None:
    bodies = [
        {"id": 1, "title": "Out", "original_title": "Dehors", "release_date": "2026-06-30", "vote_count": 7},
        {"id": 2, "title": "Undated", "release_date": ""},
        {"id": 3, "title": "To come", "release_date": "2026-07-01"},
    ]
    write_jsonl(tmp_path / "2026.jsonl.gz", [orjson.dumps({"body": body}) for body in bodies])
    assert read_movies(tmp_path, range(2020, 2027), date(2026, 6, 30)) == [
        MoviePage(1, ("Out", "Dehors"), date(2026, 6, 30), 7)
    ]
    with pytest.raises(CollectError.__base__, match="they are collected by: uv run snakemake"):
        read_movies(tmp_path, range(2000, 2001), date(2026, 6, 30))

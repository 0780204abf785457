"""Every raw record is kept, a duplicate, or rejected; nothing else."""

import polars as pl
import pytest

from ayne.core.errors import DataError
from ayne.core.files import read_json, write_jsonl
from ayne.tables.rejected import Archive, SourceFiles, build_rejected

TOMBSTONE = {"Response": "False", "Error": "Incorrect IMDb ID."}

BEYOND_BELIEF = "below $1,000 (a placeholder, or in thousands or millions) or above $10 billion (no movie's)"


@pytest.fixture(scope="module")
def two_years(module_tables, tmdb_body, omdb_body, record):
    """Two years of both sources, with one of everything that can go wrong."""
    tables = module_tables
    moved = record(1002, tmdb_body(id=1002, imdb_id="tt9000002"), as_of="2026-03-31")
    tables.parse("tmdb", [record(1001, tmdb_body(budget=8, revenue="x")), moved, b"{broken"], year=2010)
    still = record(1002, tmdb_body(id=1002, imdb_id="tt9000002"))
    tables.parse("tmdb", [still, record(1003, {"success": False, "status_message": "Gone."}, 404)], year=2011)
    tables.parse("omdb", [record("tt9000001", omdb_body(Runtime="18S min"))], year=2010)
    orphan = record("tt9000009", omdb_body(imdbID="tt9000009"))
    tables.parse("omdb", [record("tt9000002", TOMBSTONE), orphan], year=2011)
    tables.build("movies")
    return tables


def sources_of(tables):
    return {
        source: SourceFiles(
            [tables.path(f"raw/{source}/{year}", "jsonl.gz") for year in (2010, 2011)],
            [tables.path(f"{source}/{year}") for year in (2010, 2011)],
            [tables.path(f"{source}/{year}", "rejected.parquet") for year in (2010, 2011)],
            tables.path(f"{source}_movies"),
            key,
        )
        for source, key in (("tmdb", "movie_id"), ("omdb", "imdb_id"))
    }


def build(tables):
    refused = [
        tables.path(table, "rejected.parquet") for table in ("movie_amounts", "movies", "tmdb_movies", "omdb_movies")
    ]
    build_rejected(sources_of(tables), refused, tables.path("rejected"), tables.path("counts", "json"))


def test_the_counts_add_up(two_years):
    build(two_years)
    assert read_json(two_years.path("counts", "json")) == {
        "tmdb": {
            "records": 5,
            "kept": 2,
            "movies": 2,
            "duplicates": 1,
            "rejected_records": {"TMDB answered 404: Gone.": 1, "the line is not a JSON object": 1},
            "rejected_fields": {
                "budget": {BEYOND_BELIEF: 1},
                "revenue": {"unreadable": 1},
            },
        },
        "omdb": {
            "records": 3,
            "kept": 1,
            "movies": 1,
            "duplicates": 0,
            "rejected_records": {"OMDb: Incorrect IMDb ID.": 1, "no movie has this id": 1},
            "rejected_fields": {"Runtime": {"unreadable": 1}},
        },
    }


def test_every_rejected_record_is_listed(two_years, read_rows):
    build(two_years)
    listed = [
        (row["source"], row["record_id"], row["field"], row["value"]) for row in read_rows(two_years.path("rejected"))
    ]
    assert listed == [
        ("omdb", "tt9000001", "Runtime", "18S min"),
        ("omdb", "tt9000002", "", None),
        ("omdb", "tt9000009", "", None),
        ("tmdb", "1001", "budget", "8"),
        ("tmdb", "1001", "revenue", "x"),
        ("tmdb", "1003", "", None),
        ("tmdb", "2010:3", "", "{broken"),
    ]


def test_a_record_that_disappeared_is_an_error(two_years, tmp_path, record):
    longer = tmp_path / "2010.jsonl.gz"
    write_jsonl(longer, [record(1001, {}), record(1002, {}), record(1003, {}), record(1004, {})])
    tmdb = sources_of(two_years)["tmdb"]
    sources = {"tmdb": tmdb._replace(raw=[longer, tmdb.raw[1]])}
    refused = [two_years.path("movies", "rejected.parquet")]
    expected = "tmdb: 6 raw records are not 2 kept \\+ 1 duplicates \\+ 2 rejected: a record has disappeared"
    with pytest.raises(DataError, match=expected):
        build_rejected(sources, refused, tmp_path / "rejected.parquet", tmp_path / "counts.json")


def test_each_line_of_an_archive_is_used_left_out_or_rejected(two_years, tmp_path, read_rows):
    lines = [
        ("tmdb", 1, "1001", None, None, False, 9),
        ("tmdb", 2, "1002", None, None, False, 9),
        ("tmdb", 3, "1009", None, None, False, 2),
        ("tmdb", 4, "1008", None, None, False, 9),
        ("tmdb", 5, "1007", "true", "marked as adult", False, 9),
        ("tmdb", 6, None, "{}", "no id", True, None),
    ]
    columns = ("source", "line", "record_id", "value", "reason", "is_rejected", "votes")
    pl.DataFrame(lines, schema=columns, orient="row").write_parquet(tmp_path / "lines.parquet")
    sources = {"tmdb": sources_of(two_years)["tmdb"]}
    refused, counts = [two_years.path("movies", "rejected.parquet")], tmp_path / "counts.json"
    archive = Archive(tmp_path / "lines.parquet", min_vote_count=5)
    build_rejected(sources, refused, tmp_path / "rejected.parquet", counts, archive=archive)
    assert read_json(counts)["tmdb"]["archive"] == {
        "lines": 6,
        "used": 2,
        "left_out": {
            "fewer than 5 votes (catalogue.min_vote_count)": 1,
            "marked as adult": 1,
            "not asked for yet": 1,
        },
        "rejected": {"no id": 1},
    }
    assert ("line 6", "no id") in [
        (row["record_id"], row["reason"]) for row in read_rows(tmp_path / "rejected.parquet")
    ]

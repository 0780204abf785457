"""An archive of answers is split by year, byte for byte, and every line that is in no file has its reason."""

import gzip
import json

import polars as pl
import pytest

from ayne.api_server.archive import split_archive
from ayne.core.errors import DataError

EMBER = b'{"id": 5, "title": "Ember",  "release_date": "1999-03-05", "imdb_id": "tt0000005", "odd": 1.50}'
REEF = b'{"id": 6, "title": "Reef", "release_date": "2001-03-05", "imdb_id": "tt0000006"}'
UNDATED = b'{"id": 7, "title": "Nobody Knows When", "release_date": "", "imdb_id": "tt0000007"}'
ANCIENT = b'{"id": 8, "title": "Waltz", "release_date": "1916-01-01", "imdb_id": null}'
SECOND_REEF = b'{"id": 9, "title": "Reef", "release_date": "1999-12-31", "imdb_id": "tt0000006"}'


def lines(path):
    *content, rest = gzip.decompress(path.read_bytes()).split(b"\n")
    assert rest == b""
    return content


@pytest.fixture
def archive(tmp_path):
    """Write an archive from lines: `archive(movies=[b"…"], titles=[b"…"])` returns its folder."""

    def write(movies, titles=()):
        for name, content in (("tmdb/movies.jsonl.gz", movies), ("omdb/titles.jsonl.gz", titles)):
            path = tmp_path / "archive" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(gzip.compress(b"".join(line + b"\n" for line in content), mtime=0))
        return tmp_path / "archive"

    return write


def test_movies_go_to_their_year_byte_for_byte(archive, tmp_path):
    counts = split_archive(archive([EMBER, REEF, UNDATED, ANCIENT]), tmp_path / "out", range(1999, 2002))
    assert lines(tmp_path / "out/1999.tmdb.jsonl.gz") == [EMBER]
    assert lines(tmp_path / "out/2000.tmdb.jsonl.gz") == []
    assert lines(tmp_path / "out/2001.tmdb.jsonl.gz") == [REEF]
    assert (counts["tmdb_lines"], counts["tmdb_used"], counts["tmdb_left_out"]) == (4, 2, 2)
    assert reasons(tmp_path) == [
        ("tmdb", 3, "7", "no release date", None),
        ("tmdb", 4, "8", "released in another year than 1999 to 2001", None),
    ]


def test_titles_follow_their_movies_and_strangers_are_counted(archive, tmp_path):
    titles = [
        b'{"imdbID": "tt0000006", "Title": "Reef", "Response":"True"}',
        b'{"imdbID": "tt0000005", "Plot": "inner\\spiritual\x1f"}',
        b'{"imdbID": "tt9999999", "Title": "Stranger", "Response":"True"}',
        b'{"imdbID": "tt0000007", "Title": "Nobody Knows When", "Response":"True"}',
        b'{"Response":"False","Error":"Request limit reached!"}',
    ]
    counts = split_archive(archive([EMBER, REEF, UNDATED, SECOND_REEF], titles), tmp_path / "out", range(1999, 2002))
    assert lines(tmp_path / "out/1999.omdb.jsonl.gz") == titles[:2]
    assert lines(tmp_path / "out/2001.omdb.jsonl.gz") == titles[:1]
    assert (counts["omdb_lines"], counts["omdb_used"], counts["omdb_left_out"], counts["omdb_rejected"]) == (5, 2, 2, 1)


def reasons(folder):
    """What is in no file: source, line, id, reason and value."""
    index = pl.read_parquet(folder / "out" / "lines.parquet").filter(pl.col("reason").is_not_null())
    return index.select("source", "line", "record_id", "reason", "value").rows()


def split(archive, tmp_path, movies, titles=()):
    split_archive(archive(movies, titles), tmp_path / "out", range(1999, 2002))
    return [row[1:] for row in reasons(tmp_path)]


GONE = b'{"success":false,"status_code":34,"status_message":"The resource you requested could not be found."}'
NO_MOVIES = [
    (b'{"id": 5, ', None, "the line is not a JSON object"),
    (b'["id"]', None, "the line is not a JSON object"),
    (b"7", None, "the line is not a JSON object"),
    (b'{"title": "Ember"}', None, "no whole number as id"),
    (b'{"id": 5.5, "release_date": "1999-03-05"}', None, "no whole number as id"),
    (b'{"id": [5], "release_date": "1999-03-05"}', None, "no whole number as id"),
    (GONE, None, "TMDB answered: The resource you requested could not be found."),
    (b'{"id": 5, "status_code": 25, "status_message": "Over the limit."}', "5", "TMDB answered: Over the limit."),
    (b'{"id": 5, "releaseDate": "1999-03-05", "voteCount": 3}', "5",
     "keys spelled otherwise than the service's: releaseDate, voteCount"),
    (b'{"Id": 5, "release_date": "1999-03-05"}', None, "keys spelled otherwise than the service's: Id"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "record_id", "reason"), NO_MOVIES)
def test_one_line_that_is_no_movie_is_listed_and_the_rest_goes_on(archive, tmp_path, caplog, line, record_id, reason):
    assert split(archive, tmp_path, [line, EMBER]) == [(1, record_id, reason, line.decode())]
    assert lines(tmp_path / "out/1999.tmdb.jsonl.gz") == [EMBER]
    assert f"movies.jsonl.gz: 1 of 2 lines cannot be used, see data/tables/rejected.parquet: {reason}" in caplog.text


CONVERSION = "Conversion from string {} to type 'Double' is not valid."
NO_TITLES = [
    (b"<html>Bad gateway</html>", None, "the line is not a JSON object"),
    (b'{"Response":"False","Error":"Incorrect IMDb ID."}', None, "OMDb: Incorrect IMDb ID."),
    (b'{"Response":"False","Error":"Conversion from string \\"1000001a\\" to type \'Double\' is not valid."}', None,
     f"OMDb: {CONVERSION.format(chr(34) + '1000001a' + chr(34))}"),
    (b'{"Response":"False","Error":"Conversion from string "1000001a" to type \'Double\' is not valid."}', None,
     f"OMDb: {CONVERSION.format(chr(34) + '1000001a' + chr(34))}"),
    (b'{"imdb_id": "tt0000005", "Title": "Ember", "box_office": "$5", "response": "True"}', None,
     "keys spelled otherwise than the service's: imdb_id, box_office, response"),
    (b'{"imdbID": "tt0000005", "Title": "Ember", "Response": true}', "tt0000005", 'Response is true, not "True"'),
    (b'{"imdbID": "tt0000005", "Title": "Ember"}', "tt0000005", "no Response"),
    (b'{"imdbID": "5", "Title": "Ember", "Response": "True"}', None, "no imdbID"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "record_id", "reason"), NO_TITLES)
def test_one_line_that_is_no_title_is_listed_and_the_rest_goes_on(archive, tmp_path, caplog, line, record_id, reason):
    reef = b'{"imdbID": "tt0000006", "Title": "Reef", "Response":"True"}'
    assert split(archive, tmp_path, [EMBER, REEF], [line, reef]) == [(1, record_id, reason, line.decode())]
    assert lines(tmp_path / "out/2001.omdb.jsonl.gz") == [reef]
    assert "titles.jsonl.gz: 1 of 2 lines cannot be used" in caplog.text


def movie(number, **fields):
    return json.dumps({"id": number, "title": "Reef", "release_date": "2001-03-05"} | fields).encode()


CERTAIN = [
    {"release_date": "2001-03-05T00:00:00.000Z"}, {"release_date": " 2001-03-05"},
    {"release_date": "2001-03-05 00:00:00"}, {"adult": 0},
    {"adult": "False"}, {"video": "false"}, {"adult": None}, {"adult": "perhaps"}, {"id": "5"}, {"id": 5.0},
]  # fmt: skip


@pytest.mark.parametrize("fields", CERTAIN)
def test_what_is_certain_is_read_however_it_is_written(archive, tmp_path, fields):
    line = movie(5, **fields)
    assert split(archive, tmp_path, [line]) == []
    assert lines(tmp_path / "out/2001.tmdb.jsonl.gz") == [line]


LEFT_OUT = [
    ({"adult": True}, "marked as adult"), ({"adult": "True"}, "marked as adult"), ({"adult": 1}, "marked as adult"),
    ({"video": True}, "marked as a video"),
    ({"release_date": None}, "no release date"), ({"release_date": " "}, "no release date"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "reason"), LEFT_OUT)
def test_what_a_filter_leaves_out_has_its_reason(archive, tmp_path, caplog, fields, reason):
    assert split(archive, tmp_path, [movie(5, **fields), EMBER]) == [(1, "5", reason, None)]
    assert caplog.text.count("cannot be used") == 0


def test_votes_below_0_are_none(archive, tmp_path):
    assert split(archive, tmp_path, [movie(5, vote_count=-5)]) == []
    assert pl.read_parquet(tmp_path / "out/lines.parquet")["votes"].to_list() == [0]


@pytest.mark.parametrize(("written", "shown"), [("2/20/15", "2/20/15"), ("2001-02-30", "2001-02-30"), (2001, "2001")])
def test_a_date_that_is_none_is_listed(archive, tmp_path, written, shown):
    found = split(archive, tmp_path, [movie(7, release_date=written), EMBER])
    assert found == [(1, "7", "no release date written YYYY-MM-DD", shown)]


def test_of_two_lines_with_one_id_the_later_counts_whatever_their_years(archive, tmp_path):
    first, other, last = movie(5, title="Old"), movie(6, release_date="1999-01-01"), movie(5, release_date="1999-03-05")
    title = b'{"imdbID": "tt0000005", "Title": "%s", "Response":"True"}'
    movies = [first, other, last, EMBER[:-1].replace(b'"id": 5', b'"id": 7') + b"}"]
    found = split(archive, tmp_path, movies, [title % b"A", title % b"B"])
    superseded = "the same id again: the last line counts"
    assert found == [(1, "tt0000005", superseded, None), (1, "5", superseded, None)]
    assert lines(tmp_path / "out/2001.tmdb.jsonl.gz") == []
    assert lines(tmp_path / "out/1999.tmdb.jsonl.gz")[:2] == [other, last]
    assert lines(tmp_path / "out/1999.omdb.jsonl.gz") == [title % b"B"]


def test_an_archive_without_one_date_that_can_be_read_says_so(archive, tmp_path):
    movies = [movie(n, release_date="2/20/15") for n in range(5)]
    expected = "5 of 5 lines have no date written YYYY-MM-DD, the first is line 1 of tmdb/movies.jsonl.gz"
    with pytest.raises(DataError, match=expected):
        split_archive(archive(movies), tmp_path / "out", range(1999, 2002))


def test_an_archive_of_something_else_says_what_its_lines_are(archive, tmp_path):
    with pytest.raises(DataError, match=r"no line can be used: no whole number as id \(2 lines, the first is line 1\)"):
        split_archive(archive([b'{"name": "a"}', b'{"name": "b"}']), tmp_path / "out", range(1999, 2002))


def test_a_missing_archive_is_named(tmp_path):
    with pytest.raises(DataError, match=r"movies\.jsonl\.gz: missing; an archive holds"):
        split_archive(tmp_path / "nowhere", tmp_path / "out", range(1999, 2002))


def test_a_file_cut_short_is_named_with_its_last_good_line(archive, tmp_path):
    folder = archive([EMBER, REEF])
    path = folder / "tmdb/movies.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(DataError, match=r"movies\.jsonl\.gz: damaged after line \d"):
        split_archive(folder, tmp_path / "out", range(1999, 2002))


def test_a_file_that_is_no_gzip_is_named(archive, tmp_path):
    folder = archive([EMBER])
    (folder / "tmdb/movies.jsonl.gz").write_bytes(EMBER)
    with pytest.raises(DataError, match=r"movies\.jsonl\.gz: damaged after line 0"):
        split_archive(folder, tmp_path / "out", range(1999, 2002))


def test_what_programs_add_to_json_is_read_for_what_it_means(archive, tmp_path):
    """Windows begins a file with a byte order mark, and Python writes NaN where a number is unknown."""
    unknown = REEF[:-1] + b', "popularity": NaN, "tagline": "NaN, or Infinity"}'
    split_archive(archive([b"\xef\xbb\xbf" + EMBER, unknown]), tmp_path / "out", [1999, 2001])
    assert lines(tmp_path / "out/1999.tmdb.jsonl.gz") == [EMBER]
    [line] = lines(tmp_path / "out/2001.tmdb.jsonl.gz")
    assert json.loads(line) == json.loads(REEF) | {"popularity": None, "tagline": "NaN, or Infinity"}
    assert reasons(tmp_path) == []

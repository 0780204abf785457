"""An archive of answers is split by year, byte for byte, and what is damaged is named."""

import gzip

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
    assert (counts["tmdb_lines"], counts["tmdb_undated"], counts["tmdb_out_of_range"]) == (2, 1, 1)


def test_titles_follow_their_movies_and_strangers_are_counted(archive, tmp_path):
    titles = [
        b'{"imdbID": "tt0000006", "Title": "Reef"}',
        b'{"imdbID": "tt0000005", "Plot": "inner\\spiritual\x1f"}',
        b'{"imdbID": "tt9999999", "Title": "Stranger"}',
        b'{"imdbID": "tt0000007", "Title": "Nobody Knows When"}',
        b'{"Response":"False","Error":"Request limit reached!"}',
    ]
    counts = split_archive(archive([EMBER, REEF, UNDATED, SECOND_REEF], titles), tmp_path / "out", range(1999, 2002))
    assert lines(tmp_path / "out/1999.omdb.jsonl.gz") == titles[:2]
    assert lines(tmp_path / "out/2001.omdb.jsonl.gz") == titles[:1]
    assert (counts["omdb_lines"], counts["omdb_without_movie"], counts["omdb_without_id"]) == (2, 2, 1)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": 5, ', "line 2: not JSON"),
        (b'{"title": "Ember"}', "line 2: no whole number as id"),
        (b'["id"]', "line 2: no whole number as id"),
    ],
)
def test_a_damaged_movie_is_named_by_file_and_line(archive, tmp_path, line, reason):
    with pytest.raises(DataError, match=rf"movies\.jsonl\.gz, {reason}"):
        split_archive(archive([EMBER, line]), tmp_path / "out", range(1999, 2002))
    assert not list((tmp_path / "out").iterdir())


def test_a_title_that_is_neither_json_nor_text_with_an_id_is_named(archive, tmp_path):
    with pytest.raises(DataError, match=r"titles\.jsonl\.gz, line 1: neither JSON nor text with an imdbID"):
        split_archive(archive([EMBER], [b"<html>Bad gateway</html>"]), tmp_path / "out", range(1999, 2002))


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

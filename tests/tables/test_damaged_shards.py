"""A record that is no movie is rejected with its reason; the others of its shard are not touched."""

import gzip

import pytest

from ayne.core.errors import DataError

TMDB_404 = {"success": False, "status_code": 34, "status_message": "The resource you requested could not be found."}


@pytest.mark.parametrize(
    "line",
    [
        b'{"id":1002, broken',
        b'{"id":1002,"body":{"id":1002,"title":"tab\there"}}',
        b'{"id":1002,"body":{"id":1002,"title":"inner\\spiritual"}}',
        b"[1]",
        b'"a string"',
    ],
)
def test_a_line_that_is_no_json_object(tables, tmdb_body, record, line):
    typed, rejected = tables.parse("tmdb", [record(1001, tmdb_body()), line, record(1003, tmdb_body(id=1003))])
    assert [row["movie_id"] for row in typed] == [1001, 1003]
    assert [(row["record_id"], row["field"], row["reason"]) for row in rejected] == [
        ("2010:2", "", "the line is not a JSON object")
    ]


def test_the_rest_of_a_damaged_shard_is_read_as_ever(tables, tmdb_body, record):
    lines = [record(1001, tmdb_body(budget="x", runtime=0)), record(1002, tmdb_body(id=1002))]
    sound, noted = tables.parse("tmdb", lines)
    damaged, noted_too = tables.parse("tmdb", [*lines, b"{"])
    assert damaged == sound
    assert [row for row in noted_too if row["field"]] == noted


@pytest.mark.parametrize("source", ["tmdb", "omdb"])
def test_sound_records_are_the_same_with_and_without_one_that_is_not(tables, tmdb_body, omdb_body, record, source):
    body, key = {"tmdb": (tmdb_body, "id"), "omdb": (omdb_body, "imdbID")}[source]
    ids = {"tmdb": [1010, 1009, 101, 1010], "omdb": ["tt1010", "tt1009", "tt101", "tt1010"]}[source]
    lines = [
        record(its, body(**{key: its, "title": f"\\ {n} é", "Title": f"\\ {n} é", "Runtime": "1 h"}))
        for n, its in enumerate(ids)
    ]
    sound, noted = tables.parse(source, lines)
    assert ([row["record_id"] for row in sound], noted) == ([str(its) for its in sorted(ids)], [])
    firsts = {"tmdb": ["\\ 2 é", "\\ 1 é"], "omdb": ["\\ 1 é", "\\ 2 é"]}[source]
    assert [row["title"] for row in sound] == [*firsts, "\\ 0 é", "\\ 3 é"]
    for unsound in (record(ids[0], body(**{key: ids[0]}), status=500), b"{"):
        again, noted = tables.parse(source, [*lines, unsound])
        assert (again, len(noted)) == (sound, 1)


@pytest.mark.parametrize(
    ("record_id", "body", "status", "reason"),
    [
        (1001, TMDB_404, 404, "TMDB answered 404: The resource you requested could not be found."),
        (1001, {"id": 1001, "title": "A"} | TMDB_404, 200, f"TMDB answered 200: {TMDB_404['status_message']}"),
        (1001, "<html>502 Bad Gateway</html>", 200, "the answer is not JSON"),
        (1001, {"id": 1002, "title": "A"}, 200, "the answer is about another movie"),
        ("x", {"id": "x", "title": "A"}, 200, "the record has no TMDB id"),
    ],
)
def test_a_tmdb_answer_that_is_no_movie(tables, record, record_id, body, status, reason):
    typed, rejected = tables.parse("tmdb", [record(record_id, body, status)])
    assert typed == []
    assert [(row["source"], row["record_id"], row["field"], row["reason"]) for row in rejected] == [
        ("tmdb", str(record_id), "", reason)
    ]


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ({"Response": "False", "Error": "Incorrect IMDb ID."}, 200, "OMDb: Incorrect IMDb ID."),
        ({"Response": "False", "Error": "Error getting data."}, 200, "OMDb: Error getting data."),
        ({"Response": "False", "Error": "Request limit reached!"}, 401, "OMDb: Request limit reached!"),
        ("Conversion from string \"3896198a\" to type 'Double' is not valid.", 200, "the answer is not JSON"),
        ({"imdbID": "tt9000002", "Title": "B", "Response": "True"}, 200, "the answer is about another title"),
    ],
)
def test_an_omdb_answer_that_is_no_title(tables, record, body, status, reason):
    typed, rejected = tables.parse("omdb", [record("tt9000001", body, status)])
    assert typed == []
    assert [(row["record_id"], row["field"], row["reason"]) for row in rejected] == [("tt9000001", "", reason)]


def test_the_text_that_was_not_json_is_kept(tables, record):
    _, rejected = tables.parse("tmdb", [record(1001, "<html>502 Bad Gateway</html>")])
    assert rejected[0]["value"] == "<html>502 Bad Gateway</html>"


@pytest.mark.parametrize(
    ("doubled", "budget", "reasons"),
    [
        (b'"budget": 1, "budget": 2', None, ["a key stands twice with different values: none is used"]),
        (b'"budget": 1, "budget": 1', 1, []),
    ],
)
def test_of_a_key_that_stands_twice_with_different_values_none_counts(tables, record, doubled, budget, reasons):
    line = record(1002, {"id": 1002, "budget": 1}).replace(b'"budget": 1', doubled)
    typed, rejected = tables.parse("tmdb", [line])
    assert [(row["movie_id"], row["budget"]) for row in typed] == [(1002, budget)]
    assert [row["reason"] for row in rejected] == reasons


@pytest.mark.parametrize("title", ["é" * 60, "e" + "é" * 60], ids=["even", "odd"])
def test_a_damaged_line_may_have_accents_wherever_duckdb_cuts_its_message(tables, record, title):
    # one of the two is cut within a character, which DuckDB's package for Python cannot read
    line = record(1002, {"id": 1002, "title": title, "budget": 1}).replace(b'"budget": 1', b'"budget": 1, "budget": 2')
    typed, rejected = tables.parse("tmdb", [line])
    assert [(row["movie_id"], row["title"], row["budget"]) for row in typed] == [(1002, title, None)]
    assert [row["field"] for row in rejected] == ["budget"]


@pytest.mark.parametrize(
    ("genre", "read"),
    [
        ({"id": True, "name": "Drama"}, {"id": None, "name": "Drama"}),
        ({"id": 18.7, "name": "Drama"}, {"id": None, "name": "Drama"}),
        ({"id": 10**30, "name": "Drama"}, {"id": None, "name": "Drama"}),
        ({"id": 18, "name": 7}, {"id": 18, "name": None}),
        ({"id": 18, "name": ["Drama"]}, {"id": 18, "name": None}),
        ({"id": 18, "name": "Dra\0ma"}, {"id": 18, "name": None}),
        (18, None),
    ],
)
def test_an_entry_of_a_list_of_another_type_is_noted_and_its_neighbours_stay(tables, tmdb_body, record, genre, read):
    typed, rejected = tables.parse("tmdb", [record(1001, tmdb_body(genres=[genre, {"id": 53, "name": "Thriller"}]))])
    assert typed[0]["genres"] == [read, {"id": 53, "name": "Thriller"}]
    assert [(row["record_id"], row["field"], row["reason"]) for row in rejected] == [
        ("1001", "genres", "not of the expected form: the rest of it is used")
    ]


@pytest.mark.parametrize("number", ["18", 18.0, 18, "18.0", "1.8e1"])
def test_the_same_number_in_another_spelling_is_the_number(tables, tmdb_body, record, number):
    typed, rejected = tables.parse("tmdb", [record(1001, tmdb_body(genres=[{"id": number, "name": "7"}]))])
    assert (typed[0]["genres"], rejected) == ([{"id": 18, "name": "7"}], [])


def test_a_text_that_looks_like_a_number_is_a_text_and_a_number_is_none(tables, tmdb_body, record):
    texts = [record(n, tmdb_body(id=n, genres=[{"id": 18, "name": "7"}])) for n in (1001, 1002)]
    typed, rejected = tables.parse("tmdb", [*texts, record(1003, tmdb_body(id=1003, genres=[{"id": 18, "name": 7}]))])
    assert [row["genres"][0]["name"] for row in typed] == ["7", "7", None]
    assert [(row["record_id"], row["field"]) for row in rejected] == [("1003", "genres")]


def test_an_id_of_hexadecimal_digits_is_a_text_however_much_it_looks_like_a_number(tables, tmdb_body, record):
    ids = [
        "52fe4218c3a36847f8003ab7",
        "1234567890e12345",
        "52e4218000000000000000e7",
        "123456789012345678901234",
        "1e5",
    ]
    crew = [
        {"id": n, "name": "Ana Prior", "department": "Art", "job": "Set", "credit_id": its} for n, its in enumerate(ids)
    ]
    typed, rejected = tables.parse("tmdb", [record(1001, tmdb_body(credits={"cast": [], "crew": crew}))])
    assert ([person["credit_id"] for person in typed[0]["crew"]], rejected) == (ids, [])


@pytest.mark.parametrize("title", [7, True, ["A"], "A\0B", "A\x1fB"])
def test_a_title_that_is_no_text(tables, tmdb_body, record, title):
    typed, rejected = tables.parse("tmdb", [record(1001, tmdb_body(title=title))])
    assert typed[0]["title"] is None
    assert [(row["field"], row["reason"]) for row in rejected] == [("title", "unreadable")]


def test_a_letter_that_is_not_utf8_spoils_its_line(tables, tmdb_body, record):
    line = record(1001, tmdb_body(title="Low Tide")).replace(b"Low Tide", b"Low\xffTide")
    typed, rejected = tables.parse("tmdb", [line])
    assert typed == []
    assert [(row["record_id"], row["reason"]) for row in rejected] == [("2010:1", "the line is not UTF-8")]


def test_an_empty_shard_has_no_rows_but_all_columns(tables, tmdb_body, record):
    assert tables.parse("tmdb", []) == ([], [])
    tables.parse("tmdb", [record(1001, tmdb_body())], year=2011)
    assert [row["movie_id"] for row in tables.build("tmdb_movies")] == [1001]


def test_a_truncated_file_is_an_error_that_names_it(tables, tmdb_body, record, tmp_path):
    lines = b"\n".join(record(1000 + n, tmdb_body(id=1000 + n)) for n in range(500))
    raw = tmp_path / "truncated.jsonl.gz"
    raw.write_bytes(gzip.compress(lines)[:-400])
    with pytest.raises(DataError, match=r"truncated\.jsonl\.gz: cannot be read"):
        tables.parse_file("tmdb", raw)


def test_an_id_of_lists_in_lists_is_its_text(tables, omdb_body, record):
    deep = "[" * 2000 + '"tt1010"' + "]" * 2000
    line = record("tt1010", omdb_body(imdbID="tt1010")).replace(b'"tt1010"', deep.encode(), 1)
    typed, rejected = tables.parse("omdb", [line])
    assert (typed, [row["record_id"] for row in rejected]) == ([], [deep])
